"""What was read of a query in, its tableaux out; and what asks the engine, in its locked process, about conditions."""

from collections.abc import Sequence

import msgspec

from sqlgym.course import Limits
from sqlgym.data.reference import READING
from sqlgym.engines import DATASETS, engine
from sqlgym.engines.trees import of_text
from sqlgym.result import Row
from sqlgym.sandbox import Job, Ran, Sandbox
from sqlgym.schema import Table
from sqlgym.sql.reading import Reading
from sqlgym.sql.tableau import Tableau
from sqlgym.worlds.aimed.truth import Ask

MOST_SECONDS = 2.0
"""Seconds that the conditions of a query may take on the values of a small database."""


def tableaux_of(
    sql: str, reading: Reading, tables: Sequence[Table], spoken: str, ask: Ask
) -> tuple[Tableau, ...]:
    """The tableaux of a query; none where there is no syntax tree of it.

    Of a query `spoken` in another engine's words DuckDB's parser is asked: tableaux only say what is worth a try.
    """
    tree = reading.tree if spoken == DATASETS else parsed(sql, ask)
    columns = {one.name.lower(): [column.name.lower() for column in one.columns] for one in tables}
    return engine(DATASETS).tableaux(tree, columns)


def parsed(sql: str, ask: Ask) -> str:
    """The syntax tree of a query as JSON; empty where it is not DuckDB's SQL."""
    rows = ask(f"SELECT {of_text(sql.strip().rstrip(';'))}")
    return str(rows[0][0]) if rows and len(rows) == 1 else ""


def asking(sandbox: Sandbox, limits: Limits) -> Ask:
    """What runs one query about conditions, which may be an answer's: in a process that holds nothing else."""
    few = msgspec.structs.replace(limits, seconds=min(limits.seconds, MOST_SECONDS), rows=1_000)

    def ask(sql: str) -> Sequence[Row] | None:
        outcome = sandbox.run(Job(sql=sql, policy=READING, limits=few))
        return outcome.runs[0].rows if isinstance(outcome, Ran) else None

    return ask

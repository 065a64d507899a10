"""A witness in; the SQL that makes its database in the engine's own shell and runs the answer there, out."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from sqlgym.course import Value
from sqlgym.data.reference import outcome_text
from sqlgym.engines.duckdb.catalog import create_sql
from sqlgym.result import Cell
from sqlgym.schema import Table, parents_first
from sqlgym.sql.quoting import quote, text_literal
from sqlgym.worlds.outcome import Witness
from sqlgym.worlds.suite import text
from sqlgym.worlds.world import World


def end_text(witness: Witness) -> str:
    """How an answer ended on a world where it gave no result."""
    assert witness.stop is not None
    return outcome_text(witness.stop)


def reproduction(tables: Sequence[Table], witness: Witness, answer: str) -> str:
    """SQL for the engine's own shell that makes a witness's database and runs the answer on it."""
    first = "-- A small database on which the answer differs; the answer stands at the end."
    return "\n".join([first, *loading(tables, witness.world), "", answer, ""])


def runnable(answer: str, parameters: dict[str, Value]) -> str:
    """An answer as the engine's own shell runs it, with the values of the parameters that it names."""
    body = answer.strip().rstrip(";")
    named = asked(body, parameters) if parameters else ()
    if not named:
        return f"{body};"
    values = ", ".join(f"{name} := {literal(parameters[name], 'DOUBLE')}" for name in named)
    return f"PREPARE answer AS\n{body}\n;\nEXECUTE answer({values});"


def asked(sql: str, parameters: Iterable[str]) -> tuple[str, ...]:
    """Those of the parameters that a text names, such as `$name`; not in quotes or comments."""
    from sqlglot import tokenize  # here: only an answer with parameters that is wrong is shown by it

    marks = {two.text for one, two in pairwise(tokenize(sql, read="duckdb")) if one.text == "$"}
    return tuple(name for name in parameters if name in marks)


def loading(tables: Sequence[Table], world: World) -> Iterator[str]:
    """The statements that make the tables of a world with their constraints and fill them."""
    for statement in create_sql(tables, constraints=True):
        yield f"{statement};"
    for table in parents_first(tables):
        for row in world.rows[table.name]:
            cells = ", ".join(
                literal(cell, column.type) for cell, column in zip(row, table.columns, strict=True)
            )
            yield f"INSERT INTO {quote(table.name)} VALUES ({cells});"


def literal(cell: Cell, kind: str) -> str:
    """A cell as SQL."""
    shown = text(cell)
    if shown is None or isinstance(cell, int):
        return shown or "NULL"
    return text_literal(shown) if isinstance(cell, str) else f"{text_literal(shown)}::{kind}"

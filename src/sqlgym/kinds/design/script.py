"""The learner's script, run on the staging rows and on probe data: tables, rows, and what had to be adapted."""

from collections.abc import Sequence

import msgspec

from sqlgym.context import Context
from sqlgym.course import Limits
from sqlgym.dialects import Deferred, adapt
from sqlgym.kinds.design.probe_data import filling, probe
from sqlgym.kinds.design.universe import Universe
from sqlgym.result import Run
from sqlgym.sandbox import Failed, Job, Outcome, Policy, Ran
from sqlgym.schema import ForeignKey, Table

ROUNDS = 3
"""How often a text is adapted: a foreign key may show only once the dialect is out of the way."""


def policy(universe: Universe) -> Policy:
    """What an answer may hold: it makes tables and fills them, and leaves the staging table alone."""
    return Policy(
        kinds=frozenset({"CREATE", "ALTER", "DROP", "INSERT", "UPDATE", "TRANSACTION"}),
        wanted=f"CREATE TABLE statements, and INSERT … SELECT from {universe.staging.name} if you like",
        openings={
            "CREATE": (
                "CREATE (OR REPLACE )?TABLE",
                "CREATE (OR REPLACE )?SEQUENCE",
                "CREATE (UNIQUE )?INDEX",
                "CREATE (OR REPLACE )?TYPE",
            ),
            "ALTER": ("ALTER TABLE",),
            "DROP": (r"DROP \w+ IF EXISTS",),
        },
        fixed=(universe.staging.name,),
    )


class Script(msgspec.Struct, frozen=True):
    """What a script left behind: tables with their rows, the rows that probe data gave, and the text that ran."""

    tables: tuple[Table, ...]
    contents: tuple[Run, ...]
    probed: tuple[Run, ...]
    notes: tuple[str, ...]
    text: str = ""


def run_script(universe: Universe, text: str, limits: Limits, context: Context) -> Script | Outcome:
    """Run a script on the staging rows and, if it fills its tables, on probe data; or why it does not run."""
    runner = Runner(universe, limits, context)
    text, notes, deferred, outcome = runner.adapted(text)
    if not isinstance(outcome, Ran):
        return outcome
    tables, contents = runner.own(outcome)
    probed: tuple[Run, ...] = ()
    if any(one.rows for one in contents):
        other = runner.run(text, probe(universe).rows)
        if isinstance(other, Ran) and runner.own(other)[0] == tables:
            probed = runner.own(other)[1]
        else:
            notes = (
                *notes,
                (
                    "Your script does not run on other rows, so columns were read by "
                    "their names and by the rows they hold now."
                ),
            )
    return Script(with_keys(tables, deferred), contents, probed, notes, text)


class Runner:
    """Runs scripts of one exercise."""

    def __init__(self, universe: Universe, limits: Limits, context: Context) -> None:
        self.universe = universe
        self.limits = limits
        self.context = context

    def run(self, text: str, rows: Sequence[tuple[object, ...]]) -> Outcome:
        """Run a text in a new database that holds the staging table with these rows."""
        return self.context.sandbox.run(
            Job(
                sql=text,
                policy=policy(self.universe),
                limits=msgspec.structs.replace(self.limits, rows=min(self.limits.rows, self.most_rows())),
                before=filling(self.universe.staging, rows),
                dump=True,
            )
        )

    def most_rows(self) -> int:
        """The most rows of one table: a table of a split has fewer than the original, lists aside."""
        return max(1000, 20 * len(self.universe.rows))

    def adapted(self, text: str) -> tuple[str, tuple[str, ...], tuple[Deferred, ...], Outcome]:
        """Run a text; where the engine refuses it and a dialect explains why, once more without that."""
        outcome = self.run(text, self.universe.staging_rows)
        notes: tuple[str, ...] = ()
        deferred: tuple[Deferred, ...] = ()
        for _ in range(ROUNDS):
            found = adapt(text, outcome.message) if isinstance(outcome, Failed) else None
            if found is None or found.text == text:
                break
            text, notes, deferred = found.text, (*notes, *found.notes), (*deferred, *found.deferred)
            outcome = self.run(text, self.universe.staging_rows)
        return text, notes, deferred, outcome

    def own(self, outcome: Ran) -> tuple[tuple[Table, ...], tuple[Run, ...]]:
        """The tables that the script made, with their rows."""
        pairs = [
            (table, run)
            for table, run in zip(outcome.tables, outcome.contents, strict=True)
            if table.name.lower() != self.universe.staging.name.lower()
        ]
        return tuple(table for table, _ in pairs), tuple(run for _, run in pairs)


def with_keys(tables: tuple[Table, ...], deferred: Sequence[Deferred]) -> tuple[Table, ...]:
    """The tables with the foreign keys that the engine could not hold."""
    by_name = {table.name.lower(): table for table in tables}
    for one in deferred:
        table, parent = by_name.get(one.table.lower()), by_name.get(one.key.table.lower())
        if table is None or parent is None:
            continue
        key = ForeignKey(
            spelled(table, one.key.columns),
            parent.name,
            spelled(parent, one.key.references) or parent.primary_key,
        )
        if len(key.columns) == len(key.references):
            by_name[table.name.lower()] = msgspec.structs.replace(
                table, foreign_keys=(*table.foreign_keys, key)
            )
    return tuple(by_name[table.name.lower()] for table in tables)


def spelled(table: Table, names: Sequence[str]) -> tuple[str, ...]:
    """Names as the table spells them."""
    known = {column.name.lower(): column.name for column in table.columns}
    return tuple(known.get(name.lower(), name) for name in names)

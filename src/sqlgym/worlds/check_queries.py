"""Tables whose CHECKs only the engine can judge in; what asks the engine about rows, out."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from sqlgym.course import Limits
from sqlgym.data.reference import outcome_text
from sqlgym.errors import CourseError
from sqlgym.result import Row
from sqlgym.sandbox import Sandbox, TrialJob
from sqlgym.schema import Table
from sqlgym.sql.quoting import quote
from sqlgym.worlds.generate import unchecked
from sqlgym.worlds.repair import Holds
from sqlgym.worlds.suite import contents
from sqlgym.worlds.world import World

PATIENT = Limits(seconds=120, memory_mb=1024)


def holding(sandbox: Sandbox, tables: Sequence[Table], folder: Path) -> Holds | None:
    """What says of rows whether they keep their CHECKs, as the engine sees it; None where nobody need ask.

    `folder` is the exercise's, which is named where a CHECK does not run.
    """
    return partial(satisfied, sandbox, folder) if unchecked(tables) else None


def satisfied(sandbox: Sandbox, folder: Path, table: Table, rows: Sequence[Row]) -> list[bool]:
    """Whether each row of a table keeps its CHECKs; the engine takes no row on which one of them fails to run."""
    checks = " AND ".join(f"({check})" for check in table.checks)
    query = f"SELECT coalesce(TRY(coalesce({checks}, true)), false) FROM {quote(table.name)}"
    job = TrialJob(
        sql=query,
        tables=(table,),
        types=("BOOLEAN",),
        worlds=(0,),
        how="views",
        contents=contents([table], {0: World("", {table.name: tuple(rows)})}),
        limits=PATIENT,
    )
    parts, end = sandbox.try_worlds(job)
    for trial in (trial for part in parts for trial in part.trials):
        if trial.run is not None:
            return [bool(row[0]) for row in trial.run.rows]
        end = trial.stop or end
    raise CourseError(folder, f"a CHECK of {table.name} does not run: {outcome_text(end)}")

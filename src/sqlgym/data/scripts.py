"""A schema's scripts of any dialect → its tables and INSERTs for its rows, read as an import reads them."""

from collections.abc import Sequence
from pathlib import Path

from sqlgym.course import Limits
from sqlgym.data.dataset import Scripts
from sqlgym.data.reference import outcome_text
from sqlgym.ddl.draft import Change
from sqlgym.errors import CourseError
from sqlgym.importing.job import DATA, Result, Source
from sqlgym.sandbox import Imported, ImportJob, Intake, Sandbox

LIMITS = Limits(seconds=120, memory_mb=1536)
NAMED = 3
"""Places that are named of what would be lost."""


def read_scripts(sandbox: Sandbox, paths: Sequence[Path]) -> Scripts:
    """Read the files; CourseError for what would be lost."""
    with Intake(paths) as intake:
        sources = tuple(Source("sql", one.file, one.title) for one in intake.sources)
        job = ImportJob(folder=str(intake.path), sources=sources, limits=LIMITS)
        outcome = sandbox.run(job)
        if not isinstance(outcome, Imported):
            raise CourseError(paths[0].parent, outcome_text(outcome))
        refuse_losses(outcome.result, paths)
        inserts = (intake.content(DATA) or b"").decode()
    return Scripts(outcome.result.schema, inserts, sum(one.rows for one in outcome.result.tables))


def refuse_losses(result: Result, paths: Sequence[Path]) -> None:
    """Raise CourseError where something did not come in that a result may depend on."""
    lost = [
        one
        for one in (*result.left, *result.changes)
        if one.misfit or (one in result.left and not one.harmless)
    ]
    if lost:
        first = lost[0]
        path = next((path for path in paths if path.name == first.file), paths[0])
        others = "".join(f"\n    {place(one, paths[0])}" for one in lost[1:NAMED])
        more = f"\n    and {len(lost) - NAMED} more" if len(lost) > NAMED else ""
        message = f"{first.what}: {first.why}; change it or take it out here{others}{more}"
        raise CourseError(path, message, first.line or None)


def place(change: Change, path: Path) -> str:
    """A loss with its file and line, in a line."""
    return f"{change.file or path.name}:{change.line}: {change.what}: {change.why}"

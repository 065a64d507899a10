"""What stops sqlgym from judging, as exceptions; a wrong answer is never one of them.

SqlgymError
├── UsageError      the command was called with something that does not exist or does not fit
├── CourseError     a file of the course is malformed; starts with its place, ends with the repair
│   └── AssumptionError   what an exercise assumes can't be evaluated, or is not true on its dataset
├── EngineError     the engine does not do what judging relies on; names engine, version and assumption
├── BuildError      a dataset could not be built or kept
└── SandboxError    the sandbox cannot be set up on this machine as asked
"""

from pathlib import Path


class SqlgymError(Exception):
    """Something that is not the learner's doing; the command line prints it and exits with status 2."""


class UsageError(SqlgymError):
    """The command was called with something that does not exist or does not fit."""


class CourseError(SqlgymError):
    """A file of a course is malformed: `path:line:column: what is wrong, what to do`, as far as the place is known."""

    def __init__(
        self, path: Path | str, message: str, line: int | None = None, column: int | None = None
    ) -> None:
        self.path = str(path)
        self.line = line
        self.column = column
        self.reason = message
        place = ":".join(str(part) for part in (self.path, line, column) if part is not None)
        super().__init__(f"{place}: {message}")


class AssumptionError(CourseError):
    """A query of `[worlds] assume` can't be evaluated, or is not true on the dataset."""


class BuildError(SqlgymError):
    """A dataset could not be built, or the cache that keeps it cannot be used."""


class SandboxError(SqlgymError):
    """The sandbox cannot be set up on this machine as asked."""


class EngineError(SqlgymError):
    """This build of an engine does not do what judging relies on."""

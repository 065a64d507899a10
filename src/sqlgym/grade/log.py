"""Where the tracebacks of our own faults go while a class is graded: a file beside the store."""

from pathlib import Path

from sqlgym.faults import logger


def log_of(store: str) -> Path:
    """The log beside a store; for one on a server, in the current folder."""
    return Path("sqlgym-grade.log") if "://" in store else Path(f"{store}.log")


class Log:
    """A log that is made when there is something to be kept; the next run adds to it."""

    def __init__(self, path: Path) -> None:
        """Nothing is written yet."""
        self.path = path
        self.count = 0

    def add(self, trace: str) -> None:
        """Keep a traceback with what it is about; where no file can be written it is in the report's sentence alone."""
        logger().error("%s", trace)
        try:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(f"{trace}\n\n")
        except OSError:
            return
        self.count += 1

    @property
    def notes(self) -> list[str]:
        """What is to be said of it."""
        if not self.count:
            return []
        times = "once" if self.count == 1 else f"{self.count:,} times"
        return [f"sqlgym itself failed {times}; {self.path} has the tracebacks, for a report"]

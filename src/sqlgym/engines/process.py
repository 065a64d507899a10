"""What engines and sessions have in common by where they live: in a process of ours, or in one connection alone."""

from pathlib import Path
from typing import NoReturn

from sqlgym.engines.protocol import Waiting


class InProcess:
    """An engine that is a library in our own process: always installed, never started, gone with its process."""

    def missing(self) -> str:
        """Nothing: it is always installed."""
        return ""

    def served(self) -> str:
        """Nothing: it is no server."""
        return ""

    def stop(self) -> bool:
        """Nothing: it is no server."""
        return False

    def serve(self, path: Path | None) -> None:
        """Nothing: a file is all."""

    def end(self, database: Path) -> None:
        """Nothing runs on when its process is gone."""


class NobodyWaits:
    """A session on an engine where what another one has locked or changed is an error at once."""

    @property
    def number(self) -> int:
        """Nothing waits here, so that nobody needs a name."""
        return 0

    def waits(self) -> tuple[Waiting, ...]:
        """Nobody."""
        return ()


class Unforked:
    """A session that is opened in the process which has the job: no fork takes it along, and no other job uses it."""

    def attach(self, path: Path | None, described: bool = False) -> NoReturn:
        """No database is taken through a fork."""
        raise NotImplementedError("this engine is opened after the fork")

    def only(self, path: Path | None, write: bool = False) -> NoReturn:
        """No database is taken through a fork."""
        raise NotImplementedError("this engine is opened after the fork")

    def anew(self, path: Path | None) -> NoReturn:
        """No session serves several jobs."""
        raise NotImplementedError("a session of this engine is opened for each job")

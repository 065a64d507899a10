"""A folder in, the names of the answers that are saved in it out, as they are saved."""

import os
from collections import deque
from collections.abc import Collection
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Self

from watchfiles import Change, watch

STEP = 40
"""Milliseconds of quiet after which a save counts as over."""


class Changes:
    """Watches a folder from a thread; `fileno` becomes readable when something was saved."""

    def __init__(self, folder: Path, names: Collection[str]) -> None:
        self.folder = folder
        self.names = names
        self.saved: deque[str] = deque()
        self.stop = Event()
        self.ready, self.ring = os.pipe()
        self.thread = Thread(target=self.follow, daemon=True)

    def fileno(self) -> int:
        """What to wait on."""
        return self.ready

    def wanted(self, change: Change, path: str) -> bool:
        """Whether a change is an answer that was written."""
        return change != Change.deleted and path.endswith(".sql") and Path(path).stem in self.names

    def follow(self) -> None:
        """Note every save until it is to stop; where the system gives no notice, look again and again."""
        try:
            self.note(polling=None)
        except OSError:
            self.note(polling=True)

    def note(self, polling: bool | None) -> None:
        """Note every save."""
        found = watch(
            self.folder,
            watch_filter=self.wanted,
            stop_event=self.stop,
            step=STEP,
            recursive=False,
            force_polling=polling,
        )
        for changes in found:
            self.saved.extend(sorted({Path(path).stem for _, path in changes}))
            os.write(self.ring, b".")

    def take(self) -> list[str]:
        """The answers that were saved since this was last asked, each once."""
        os.read(self.ready, 4096)
        names = list(dict.fromkeys(self.saved))
        self.saved.clear()
        return names

    def __enter__(self) -> Self:
        """Watch from now on."""
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop watching."""
        self.stop.set()
        self.thread.join(2)

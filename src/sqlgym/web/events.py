"""What happens in, server-sent events to every open page out: saved files, progress, places in the queue."""

import asyncio
from collections.abc import AsyncIterator, Collection
from pathlib import Path

import msgspec
from watchfiles import Change, awatch

from sqlgym.learn.watch.changes import STEP

MOST_PAGES = 32
MOST_UNREAD = 256
SILENCE = 15.0
"""Seconds after which a page hears that the server is still there."""


class Hub:
    """Who listens."""

    def __init__(self) -> None:
        self.pages: set[asyncio.Queue[bytes]] = set()
        self.over = False

    def publish(self, event: str, **data: object) -> None:
        """Tell every page; one that does not read is told to begin anew."""
        line = b"event: " + event.encode() + b"\ndata: " + msgspec.json.encode(data) + b"\n\n"
        for page in self.pages:
            if page.qsize() < MOST_UNREAD:
                page.put_nowait(line)

    def end(self) -> None:
        """End every stream."""
        self.over = True
        for page in self.pages:
            page.put_nowait(b"")

    async def stream(self) -> AsyncIterator[bytes]:
        """All that is published from now on, as server-sent events."""
        page: asyncio.Queue[bytes] = asyncio.Queue()
        self.pages.add(page)
        try:
            yield b"event: hello\ndata: {}\n\n"
            while not self.over:
                try:
                    yield await asyncio.wait_for(page.get(), SILENCE)
                except TimeoutError:
                    yield b": still here\n\n"
        finally:
            self.pages.discard(page)


class Watched:
    """Folders whose changes are published: a learner's workspace, and the course where its author is at work."""

    def __init__(self, workspace: Path, names: Collection[str], course: Path | None) -> None:
        self.workspace = workspace
        self.names = names
        self.course = course

    def wanted(self, change: Change, path: str) -> bool:
        """Whether a change matters: to an answer, to what is remembered, or to the course."""
        found = Path(path)
        if self.course is not None and found.is_relative_to(self.course) and ".sqlgym" not in found.parts:
            inside = found.relative_to(self.course).parts
            if inside[:1] in {("exercises",), ("schema",)} and found.suffix in {".sql", ".toml", ".md"}:
                return True
        if found.parent == self.workspace:
            return found.suffix == ".sql" and found.stem in self.names
        return found.name == "state.json" and found.parent.parent == self.workspace

    async def changes(self, stop: asyncio.Event) -> AsyncIterator[set[Path]]:
        """The paths that changed, as they change; where the system gives no notice, looked for again and again."""
        folders = [self.workspace, *([self.course] if self.course else [])]
        for polling in (None, True):
            try:
                async for found in awatch(
                    *folders, watch_filter=self.wanted, stop_event=stop, step=STEP, force_polling=polling
                ):
                    yield {Path(path) for _, path in found}
                return
            except OSError:
                continue

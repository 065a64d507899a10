"""Portions of work in, verdicts out as they come, by any executor; a worker that dies takes nothing with it."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing import active_children, get_context

import msgspec

from sqlgym.errors import SandboxError, UsageError
from sqlgym.grade.work import Item, Judged, Setup, Task, Work, do, ready

SAFE = "PYTHONSAFEPATH"

Start = Callable[[], Executor]
"""Starts workers; called again when an executor has broken."""


class Pool:
    """Workers, with `slots` portions at a time on their way to them.

    `suspects` are the answers of portions that came back without verdicts: one of them may have ended a worker.
    """

    def __init__(self, start: Start, slots: int, setup: Setup, work: Work = do) -> None:
        """Start nothing yet."""
        self.start = start
        self.slots = slots
        self.setup = setup
        self.work = work
        self.executor: Executor | None = None
        self.suspects: list[Item] = []
        self.waiting: dict[Future[list[Judged]], Sequence[Item]] = {}

    def judge(self, portions: Iterable[Sequence[Item]]) -> Iterator[list[Judged]]:
        """Judge portions; they come back in any order."""
        for portion in portions:
            while len(self.waiting) >= self.slots:
                yield from self.some()
            self.waiting[self.submit(portion)] = portion
        while self.waiting:
            yield from self.some()

    def alone(self, item: Item) -> Judged | None:
        """Judge one answer while nothing else runs; None if its worker does not live to tell."""
        future = self.submit([item])
        try:
            return future.result()[0]
        except Exception as error:
            self.mend(error)
            return None

    def submit(self, items: Sequence[Item]) -> "Future[list[Judged]]":
        """Hand a portion to the executor, a new one where the last has broken."""
        task = msgspec.msgpack.encode(Task(self.setup, tuple(items)))
        try:
            self.executor = self.executor or self.start()
            return self.executor.submit(self.work, task)
        except BrokenExecutor as error:
            self.mend(error)
            self.executor = self.start()
            return self.executor.submit(self.work, task)

    def some(self) -> Iterator[list[Judged]]:
        """The portions that are done next."""
        done, _ = wait(self.waiting, return_when=FIRST_COMPLETED)
        for future in done:
            portion = self.waiting.pop(future)
            try:
                found = future.result()
            except Exception as error:
                self.suspects += portion
                self.mend(error)
            else:
                yield found

    def mend(self, error: Exception) -> None:
        """Give up an executor that has broken; portions that it still had come back as broken too."""
        if isinstance(error, BrokenExecutor) and self.executor is not None and broken(self.executor):
            self.executor.shutdown(wait=False)
            self.executor = None

    def close(self, *, now: bool = False) -> None:
        """End the workers, at once if need be."""
        for future in self.waiting:
            future.cancel()
        if self.executor is not None:
            self.executor.shutdown(wait=not now)
        if now:
            for child in active_children():
                child.terminate()
        self.executor = None


@contextmanager
def own_path() -> Iterator[None]:
    """Let no interpreter that is started meanwhile import anything from the current folder."""
    before = os.environ.get(SAFE)
    os.environ[SAFE] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[SAFE]
        else:
            os.environ[SAFE] = before


def broken(executor: Executor) -> bool:
    """Whether an executor takes no more work."""
    try:
        executor.submit(int).cancel()
    except BrokenExecutor:
        return True
    return False


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def local(jobs: int) -> tuple[Start, int]:
    """Processes of this machine; each is a fresh interpreter."""

    def start() -> Executor:
        try:
            return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=ready)
        except OSError as error:
            said = f"no worker can be started with {sys.executable}: {error.strerror or error}"
            raise SandboxError(f"{said}; may this user run it?") from error

    return start, jobs + 1


def dask(address: str) -> tuple[Start, int]:
    """The workers of a Dask cluster; the scheduler moves what a dead worker had to another."""
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError("--executor dask:… needs Dask: pip install 'sqlgym-sandbox[dask]'") from error
    try:
        client = Client(address, timeout=10)
    except (OSError, ValueError) as error:
        raise UsageError(f"--executor: no Dask scheduler answers at {address}") from error
    return lambda: client.get_executor(pure=False), 2 * max(1, sum(client.ncores().values()))


EXECUTORS: dict[str, Callable[[str], tuple[Start, int]]] = {"dask": dask}
"""Name of an executor → how it is reached at an address: what starts it, and how many portions it takes at a time."""


def workers(name: str, jobs: int) -> tuple[Start, int]:
    """The workers of `--executor NAME:ADDRESS`, or processes of this machine where nothing is named."""
    if not name:
        return local(jobs)
    known, _, address = name.partition(":")
    if known not in EXECUTORS or not address:
        raise UsageError(f"--executor {name}: write dask:tcp://HOST:PORT")
    return EXECUTORS[known](address)

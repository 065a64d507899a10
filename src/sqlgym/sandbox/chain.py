"""A query's trials one after the other in one locked process: which may share it, and how it is sent the next.

To fork, to lock and to touch its pages costs a process as much as all else that it does. One that has tried a query on
some worlds may try the same text on others, and never another text: what an answer could do to its process, it could
only do to itself. Where it is stopped, or anything but results comes of it, a process of its own says what counts.
"""

import contextlib
import os
import sys

from sqlgym.engines import engine
from sqlgym.sandbox.frames import frame
from sqlgym.sandbox.job import AnyJob, Job, TrialJob

if sys.platform != "win32":
    import fcntl

MORE_SECONDS = 4
"""Seconds on a core that such a process has for jobs before its last one."""

MOST_IDLE = 5
"""Processes that wait for another job: those of an answer, of the references and of a known mistake."""

ROOM = 1 << 20
"""Bytes that a job may have to be sent to a process that waits: as many as a pipe may hold (pipe(7))."""

SET_ROOM = 1031
"""F_SETPIPE_SZ, which Python names on Linux alone."""

Key = tuple[object, ...]


def key(job: AnyJob) -> Key | None:
    """What two jobs have in common that may share a process; None for one that has its process to itself."""
    if (
        isinstance(job, Job)
        and job.shared
        and job.trusted
        and job.database is None
        and engine(job.engine).forks
    ):
        return (job.engine, None, job.mode, job.limits.memory_bytes)
    if not isinstance(job, TrialJob) or job.shadow is not None or job.turned or not engine(job.engine).forks:
        return None
    return (job.engine, job.sql, repr(job.parameters), job.mode, job.limits.memory_bytes)


def pipe() -> tuple[int, int]:
    """A pipe for jobs, of which the end for writing never blocks: a hostile process need not read."""
    source, target = os.pipe()
    os.set_blocking(target, False)
    with contextlib.suppress(OSError):  # this user has too many of that size: then it holds what it holds
        fcntl.fcntl(target, SET_ROOM, ROOM)
    return source, target


def sent(target: int, data: bytes) -> bool:
    """Whether all of a job could be sent at once."""
    data = frame(data)
    try:
        return os.write(target, data) == len(data)
    except OSError:  # its process has ended, or does not read
        return False

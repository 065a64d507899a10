"""The parent of a PostgreSQL server: starts it with its limits, and stops it when nobody has used it for a while.

It is a program of its own (`python watchdog.py FOLDER PROGRAM USER IDLE SECOND`), so that it outlives the command
that wanted the server, and imports nothing of ours. With it the server ends too. `USER` is the user that the server
becomes, or nothing; `IDLE` how many seconds it may be unused, `SECOND` how often that is looked at.
"""

import ctypes
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ADDRESS_SPACE = 1536 << 20
"""Bytes for each process of the server: an array of 5 GB then is “out of memory”, and nothing else ends."""

FILE = 1 << 30
OPEN_FILES = 256
PROCESSES = 512
"""Processes of the user that the server became; of one's own user no number is known to be right."""

PARENT_DEATH = 1


def limits(other_user: bool) -> None:
    """What is done in the server's process before it begins: limits, and that it ends with its parent."""
    for kind, most in (
        (resource.RLIMIT_AS, ADDRESS_SPACE),
        (resource.RLIMIT_FSIZE, FILE),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
        *([(resource.RLIMIT_NPROC, PROCESSES)] if other_user else []),
    ):
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH, signal.SIGINT, 0, 0, 0)


def started(folder: Path, program: str, user: str) -> "subprocess.Popen[bytes]":
    """The server, started."""
    log = os.open(folder / "log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    user_options: dict[str, Any] = {"user": int(user), "group": int(user), "extra_groups": []} if user else {}
    found: subprocess.Popen[bytes] = subprocess.Popen(
        [program, "-D", str(folder / "data")],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        cwd="/",
        env={"LC_ALL": "C", "TZ": "UTC", "PATH": os.defpath},
        preexec_fn=lambda: limits(bool(user)),
        **user_options,
    )
    return found


def unused(folder: Path) -> float:
    """Seconds since somebody used the server."""
    try:
        return time.time() - (folder / "used").stat().st_mtime
    except OSError:  # the folder is gone
        return float("inf")


def main() -> None:
    """Start the server and wait until it has ended or is to end."""
    folder, program, user, idle, second = sys.argv[1:]
    server = started(Path(folder), program, user)
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: server.send_signal(signal.SIGINT))
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    while True:
        try:
            server.wait(float(second))
            return
        except subprocess.TimeoutExpired:
            if unused(Path(folder)) > float(idle):
                server.send_signal(signal.SIGINT)  # a fast shutdown: whoever is connected is sent away


if __name__ == "__main__":
    main()

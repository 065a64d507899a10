"""A port on this machine in, the running server out; who may reach it, and how its address gets to the browser."""

import contextlib
import errno
import os
import secrets
import socket
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import uvicorn

from sqlgym.course import Course, Level
from sqlgym.errors import UsageError
from sqlgym.kinds.checker import Checker
from sqlgym.learn.workspace import Workspace
from sqlgym.sandbox import Mode, Sandbox
from sqlgym.sandbox.parent import Pipes
from sqlgym.web.app import application
from sqlgym.web.door import Door
from sqlgym.web.events import Hub
from sqlgym.web.queue import Queue, Slot
from sqlgym.web.service import Service

PORT = 8765
PORTS = 50
"""How many ports are tried where none was asked for."""

MOST_SLOTS = 4


def listen(host: str, port: int | None) -> socket.socket:
    """A socket that listens: on the port asked for, else on the first free one from 8765 on."""
    for number in [port] if port is not None else range(PORT, PORT + PORTS):
        try:
            return bound(host, number)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise UsageError(f"cannot listen on {host}: {error.strerror or error}") from error
    if port is None:
        raise UsageError(f"no port from {PORT} to {PORT + PORTS - 1} is free; ask for one with --port")
    raise UsageError(f"port {port} is taken; leave --port out, or ask for another")


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens on this port of a host.

    `localhost` is 127.0.0.1: a browser may ask ::1 first, where somebody else could listen on the same port.
    """
    host = "127.0.0.1" if host == "localhost" else host
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen(128)
    except OSError:
        found.close()
        raise
    return found


def address(host: str, port: int) -> str:
    """The address of the page, without its token."""
    host = "127.0.0.1" if host == "localhost" else host
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/"


def slots(
    course: Callable[[], Course], mode: Mode, early: Pipes | None, feedback: Level, count: int | None = None
) -> list[Slot]:
    """What judges: as many at a time as there are cores, four at most."""
    wanted = count or min(MOST_SLOTS, os.cpu_count() or 1)
    hosts = [early, *[None] * (wanted - 1)]
    made = []
    for host in hosts:
        checker = Checker(Sandbox(mode, host), lambda path: course())
        checker.feedback = feedback
        made.append(Slot(checker.sandbox, checker))
    return made


def service(
    course: Course,
    workspace: Workspace,
    mode: Mode = "auto",
    *,
    early: Pipes | None = None,
    feedback: Level = "full",
    author: bool = False,
    store: str = "",
    count: int | None = None,
) -> Service:
    """A learner's course with all that judges it."""
    made: list[Service] = []
    queue = Queue(slots(lambda: made[0].course, mode, early, feedback, count))
    made.append(Service(course, workspace, queue, feedback=feedback, author=author, store=store))
    return made[0]


class Server(uvicorn.Server):
    """A server that ends the streams of its open pages when it is stopped, so that none is cut off."""

    def __init__(self, config: uvicorn.Config, hub: Hub) -> None:
        super().__init__(config)
        self.hub = hub

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams, and then all else."""
        self.hub.end()
        await super().shutdown(sockets)


def server(found: Service, host: str, port: int, token: str) -> uvicorn.Server:
    """A server that is ready to run."""
    config = uvicorn.Config(
        application(found, Door(token, host, port)),
        log_config=None,
        access_log=False,
        lifespan="on",
        ws="none",
        server_header=False,
        limit_concurrency=200,
        timeout_graceful_shutdown=1,
        h11_max_incomplete_event_size=1 << 16,
    )
    return Server(config, found.hub)


def new_token() -> str:
    """A token that nobody guesses."""
    return secrets.token_urlsafe(32)


@contextmanager
def opened(url: str, folder: Path) -> Iterator[Callable[[], object]]:
    """What opens the page, by a file that its owner alone can read: all users see the arguments of a command."""
    path = folder / f"open.{os.getpid()}.html"
    text = f'<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url={url}">'
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)
        yield partial(webbrowser.open, path.as_uri())
    finally:
        with contextlib.suppress(OSError):
            path.unlink()

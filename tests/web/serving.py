"""A server on this machine for the tests of the page, and what calls it and keeps every byte that it sends."""

import http.client
import json
import threading
import time
from pathlib import Path
from typing import Any, NamedTuple

from conftest import EXERCISE, write_course
from sqlgym.course import find_course
from sqlgym.grade.connect import open_store
from sqlgym.grade.store import About, Handed
from sqlgym.learn.workspace import Workspace
from sqlgym.learn.workspace.files import make
from sqlgym.verdict import Counterexample, Finding, Grid, Status, Verdict
from sqlgym.web import server
from sqlgym.web.service import Service

TOKEN = "the-token-of-the-tests"
PLAIN = EXERCISE + "[worlds]\ncount = 0\n"

HIDDEN = """
title  = "Hidden pets"
kind   = "query"
schema = "pets"
task   = "Return a mark for every pet."
hints  = ["The first hint.", "The second hint."]
[worlds]
count = 3
[feedback]
level = "{level}"
reference = "never"
expected = {expected}
counterexample = {expected}
"""
MARK = "Zq7Mark"
"""Stands in the reference, in what it returns, in a world and in a wrong answer of the hidden exercises."""


SMALL = Counterexample({"Pets": Grid(("id",), ((1,),))}, Grid(("n",), ((None,),)), Grid(("n",), ((1,),)))
STATUSES: tuple[Status, ...] = ("correct", "wrong", "error", "blank")


def write_store(path: Path) -> None:
    """A class of twelve with two exercises."""
    with open_store(str(path)) as store:
        store.seed(1)
        store.describe(About("A course", {"sqlgym": "0.1.0"}, ("heavy_pets", "light_pets")))
        for number in range(24):
            status = STATUSES[number % 4]
            exercise = ("heavy_pets", "light_pets")[number % 2]
            verdict = Verdict(
                exercise=exercise, answer="", kind="query", engine="duckdb", status=status,
                score=float(status == "correct"), points=5,
                findings=() if status == "correct" else (Finding("rows", "A row is missing.", "Look again."),),
                counterexample=SMALL if status == "wrong" else None,
            )  # fmt: skip
            store.keep([(f"k{number}", verdict, True)])
            handed = Handed(
                f"student-{number // 2:02}", exercise, f"{number}.sql", f"k{number}", (), "SELECT 1"
            )
            store.hand_in([handed])


class Reply(NamedTuple):
    """What the server answered."""

    status: int
    headers: dict[str, str]
    data: bytes

    @property
    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.data)


class Client:
    """Calls a server, and keeps every byte that comes."""

    def __init__(self, port: int, service: Service) -> None:
        self.port = port
        self.service = service
        self.seen = bytearray()

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        headers: dict[str, str] | None = None,
        token: str | None = TOKEN,
    ) -> Reply:
        """Make one call."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = {"Content-Type": "application/json"} if body is not None else {}
        sent |= {"Authorization": f"Bearer {token}"} if token is not None else {}
        data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        connection.request(method, path, data, sent | (headers or {}))
        found = connection.getresponse()
        reply = Reply(found.status, {k.lower(): v for k, v in found.getheaders()}, found.read())
        connection.close()
        self.seen += repr(reply.headers).encode() + reply.data
        return reply

    def get(self, path: str, **more: Any) -> Reply:
        """Get a path."""
        return self.call("GET", path, **more)

    def check(self, exercise: str, sql: str) -> Any:
        """The result of a check."""
        return self.call("POST", "/api/check", {"exercise": exercise, "sql": sql}).json["results"][0]


def add_hidden(root: Path, name: str, level: str, expected: str) -> None:
    """Add an exercise whose reference and worlds nobody may see."""
    folder = root / "exercises" / name
    (folder / "worlds").mkdir(parents=True)
    (folder / "wrong").mkdir()
    (folder / "exercise.toml").write_text(HIDDEN.format(level=level, expected=expected))
    (folder / "reference.sql").write_text(
        f"SELECT '{MARK}' || name AS marked FROM Pets WHERE weight > 1 OR length(name) >= 0"
    )
    (folder / "worlds" / "one.sql").write_text(
        f"-- {MARK}: a case that nobody sees\nINSERT INTO Pets VALUES (9, '{MARK}', 5, NULL);\n"
    )
    (folder / "wrong" / "all.sql").write_text("-- A comment for whoever writes the same.\nSELECT 1\n")


def web_course(root: Path) -> Path:
    """The small course, with exercises that hide what they can."""
    write_course(root, PLAIN)
    add_hidden(root, "hidden_verdict", "verdict", "true")
    add_hidden(root, "hidden_hint", "hint", "true")
    add_hidden(root, "hidden_rows", "full", "false")
    return root


class Serving:
    """A server in a thread, for a block."""

    def __init__(self, course: Path, folder: Path, **more: Any) -> None:
        found = find_course(course, None)
        make(folder, found, course, None)
        self.service = server.service(found, Workspace(folder), count=2, **more)
        self.socket = server.listen("127.0.0.1", 0)
        self.port = self.socket.getsockname()[1]
        self.server = server.server(self.service, "127.0.0.1", self.port, TOKEN)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.socket]}, daemon=True)

    def __enter__(self) -> Client:
        self.thread.start()
        until = time.monotonic() + 10
        while not self.server.started:
            assert time.monotonic() < until
            time.sleep(0.01)
        return Client(self.port, self.service)

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join(15)
        assert not self.thread.is_alive()

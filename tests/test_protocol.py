"""What the engines' protocol promises whoever writes another one, tried on those that are there."""

from pathlib import Path
from typing import Any, Literal

import pytest

from sqlgym.engines import ENGINES, Engine, Statement, StatementError, engine
from sqlgym.engines.sqlite import SQLite
from sqlgym.sandbox import host
from sqlgym.sandbox.folder import Folder
from sqlgym.schema import Column, Table

ONE = Table("t", (Column("id", "INTEGER", False), Column("n", "INTEGER", True)), primary_key=("id",))


def run(session: Any, sql: str) -> Any:
    """The rows of one statement."""
    return session.run(Statement("", sql, 0), 100, 10_000).rows


@pytest.fixture(params=ENGINES)
def one(request: pytest.FixtureRequest) -> Engine:
    return engine(request.param)


def test_a_fresh_database_is_a_copy_to_write_into(one: Engine) -> None:
    with Folder(None, one) as first:
        session = one.open(first.database, write=True)
        for sql in (*one.create([ONE]), "INSERT INTO t VALUES (1, 2)"):
            run(session, sql)
        session.close()
        with Folder(str(first.database), one) as second:
            copy = one.open(second.database, write=True)
            run(copy, "UPDATE t SET n = 3")
            assert run(copy, "SELECT * FROM t") == ((1, 3),)
            copy.close()
        assert not second.path.exists()
        again = one.open(first.database)
        assert run(again, "SELECT * FROM t") == ((1, 2),)
        again.close()


def test_nobody_waits_for_a_lock(one: Engine) -> None:
    with Folder(None, one) as folder:
        first = one.open(folder.database, write=True)
        for sql in (*one.create([ONE]), "INSERT INTO t VALUES (1, 2)"):
            run(first, sql)
        second = first.second()
        run(first, "BEGIN")
        run(first, "UPDATE t SET n = 3")
        with pytest.raises(StatementError):
            run(second, "UPDATE t SET n = 4")
        assert first.waits() == second.waits() == ()
        second.close()
        first.close()


def test_a_database_of_a_server_is_opened_before_the_process_is_locked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Server(SQLite):
        """SQLite, as if it ran elsewhere."""

        place: Literal["process", "server"] = "server"

        def __init__(self) -> None:
            self.ended: list[Path] = []

        def end(self, database: Path) -> None:
            self.ended.append(database)

    known = Server()
    monkeypatch.setitem(ENGINES, "elsewhere", known)
    with Folder(None, known) as folder:
        first, then = host.Host(-1, -1).writer("elsewhere", folder)
        session = first()
        assert then(session) is session
        session.close()
        assert not known.ended
    assert known.ended == [folder.database]


def test_what_counts_nothing_says_so() -> None:
    for known in ENGINES.values():
        session = known.open(None)
        if known.counts:
            work = session.work()
            work.make(Statement("", "CREATE TABLE t (n INTEGER)", 0))
            work.make(Statement("", "CREATE INDEX i ON t (n)", 0))
            work.analyze()
            assert [one.name for one in work.indexes()] == ["i"]
        else:
            with pytest.raises(NotImplementedError):
                session.work()
        session.close()

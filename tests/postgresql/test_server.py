"""A PostgreSQL server of our own: started once, found again, closed to everybody else, and nothing is left of it."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hostile import DOES, EATS, MOVES, READS_FILES, SEES

from conftest import checker
from sqlgym.course import Limits
from sqlgym.data.reference import READING
from sqlgym.engines import ENGINES, Session, StatementError, engine
from sqlgym.engines.postgresql import server
from sqlgym.engines.postgresql.client import Connection, Refusal
from sqlgym.engines.postgresql.server import Server, address
from sqlgym.errors import EngineError
from sqlgym.sandbox import Exceeded, Failed, Job, Policy, Ran, Refused, Sandbox
from sqlgym.sandbox.policy import refusal

ANYTHING = Policy(frozenset({"SELECT", "SET", "CREATE", "DROP", "DELETE", "COPY", "DO", "ALTER"}), "anything")


@pytest.fixture(scope="module")
def running() -> Server:
    address()
    return Server()


def asked(server: Server, sql: str) -> list[tuple[str | None, ...]]:
    """What the server says to its superuser."""
    with closing(Connection(server.address)) as connection:
        return connection.asked(sql)


def test_a_server_is_found_again_by_another_process(running: Server) -> None:
    process = running.running()
    script = (
        "from sqlgym.engines.postgresql.server import address, Server; address(); print(Server().running())"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(process)


def test_nobody_but_its_user_gets_to_it(running: Server) -> None:
    assert stat.S_IMODE(running.socket.stat().st_mode) == 0o700
    assert stat.S_IMODE((running.folder / "data").stat().st_mode) == 0o700
    assert asked(running, "SHOW listen_addresses") == [("",)]
    assert Path(f"/proc/{running.running()}").stat().st_uid != 0
    with pytest.raises(Refusal, match=r"does not exist|authentication failed"):
        Connection(running.address.of("postgres", "postgres"))


def test_an_answers_role_comes_into_no_other_database(running: Server) -> None:
    for database in ("postgres", "template1", "sqlgym_template"):
        with pytest.raises(Refusal, match=r"permission denied|not currently accepting"):
            Connection(running.address.of("sqlgym_answer_0", database))


def test_a_database_says_in_the_log_nothing_of_answers(running: Server) -> None:
    session = engine("postgresql").open(None)
    with pytest.raises(Exception, match="secretcolumn"):
        session.run(session.split("SELECT secretcolumn")[0], 1, 1)
    session.close()
    assert "secretcolumn" not in (running.folder / "log").read_text(errors="replace")


@pytest.fixture(scope="module")
def outcomes(sandbox: Sandbox, running: Server) -> dict[str, object]:
    """What becomes of each hostile text where our own guard does not look: the server alone decides."""
    limits = Limits(seconds=0.5, memory_mb=256)
    before = running.running()
    found: dict[str, object] = {
        sql: sandbox.run(Job(sql=sql, policy=ANYTHING, engine="postgresql", limits=limits, trusted=True))
        for sql in (*SEES, *READS_FILES, *MOVES, *EATS)
    }
    assert running.running() == before
    return found


def test_the_server_itself_shows_and_moves_nothing(outcomes: dict[str, object]) -> None:
    passed = [sql for sql in (*SEES, *READS_FILES, *MOVES) if isinstance(outcomes[sql], Ran)]
    assert passed == []
    assert all(isinstance(outcomes[sql], Failed | Refused) for sql in (*SEES, *READS_FILES, *MOVES))


def test_what_eats_time_or_memory_ends_and_the_server_goes_on(
    outcomes: dict[str, object], running: Server
) -> None:
    ended = {sql[:60]: outcomes[sql] for sql in EATS}
    assert [sql for sql, one in ended.items() if not isinstance(one, Exceeded | Failed | Refused | Ran)] == []
    assert sum(isinstance(one, Exceeded) for one in ended.values()) >= 7
    until = time.monotonic() + 10
    busy = "SELECT count(*) FROM pg_stat_activity WHERE usename LIKE 'sqlgym_answer%'"
    while asked(running, busy) != [("0",)] and time.monotonic() < until:
        time.sleep(0.05)
    assert asked(running, busy) == [("0",)]


@pytest.mark.parametrize("sql", [*SEES, *MOVES, *READS_FILES, *DOES])
def test_our_own_guard_refuses_a_hostile_text(sql: str, session: Session) -> None:
    assert refused(sql, session)


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    session = engine("postgresql").open(None)
    yield session
    session.close()


def refused(sql: str, session: Session) -> bool:
    """Whether our own policy or guard refuses a text before a server sees it."""
    try:
        statements = session.split(sql)
        if refusal(statements, READING):
            return True
        for statement in statements:
            session.guard(statement, ["pets"])
    except StatementError:
        return True
    return False


def test_what_a_role_may_not_do_in_a_query_is_refused_by_the_server_too(sandbox: Sandbox) -> None:
    for sql in DOES:
        found = sandbox.run(Job(sql=sql, policy=ANYTHING, engine="postgresql", trusted=True))
        assert not isinstance(found, Ran) or "SET statement_timeout" in sql, sql
    kept = "SELECT rolsuper FROM pg_roles WHERE rolname = 'sqlgym_answer_0'"
    assert asked(Server(), kept) == [("f",)]


def test_a_killed_server_is_started_again(sandbox: Sandbox, running: Server) -> None:
    process = running.running()
    assert process is not None
    os.kill(process, signal.SIGKILL)
    found = sandbox.run(Job(sql="SELECT 1", policy=ANYTHING, engine="postgresql"))
    assert isinstance(found, Ran)
    assert running.running() not in (None, process)


def test_a_server_that_nobody_uses_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SQLGYM_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(server, "IDLE", 2)
    monkeypatch.setattr(server, "SECOND", 0.3)
    other = Server()
    other.ensure()
    until = time.monotonic() + 20
    while other.running() is not None and time.monotonic() < until:
        time.sleep(0.05)
    assert other.running() is None
    shutil.rmtree(other.folder.parent)


def test_a_server_that_is_not_there_is_said_to_be_so(
    monkeypatch: pytest.MonkeyPatch, plain_course: Path
) -> None:
    monkeypatch.setenv("SQLGYM_PG_URL", "postgresql://nobody:secret@localhost:1/x")
    with Sandbox("auto") as sandbox:
        found = checker(sandbox, plain_course)
        found.engine = "postgresql"
        (finding,) = found.check("SELECT name FROM Pets", "heavy_pets").findings
    assert finding.message.startswith("SQLGYM_PG_URL: the server can't be used")
    assert "secret" not in finding.message


@pytest.mark.slow
def test_a_server_of_ones_own_is_set_up_by_a_role_that_is_no_superuser(
    monkeypatch: pytest.MonkeyPatch, plain_course: Path, tmp_path: Path
) -> None:
    monkeypatch.setenv("SQLGYM_CACHE", str(tmp_path / "cache"))
    other = Server()
    with other.turn():
        other.start()
    assert asked(other, "CREATE ROLE school LOGIN CREATEDB CREATEROLE PASSWORD 'x'") == []
    monkeypatch.setenv("SQLGYM_PG_URL", f"postgresql://school:x@/postgres?host={other.socket}")
    with Sandbox("auto") as sandbox:
        found = checker(sandbox, plain_course)
        found.engine = "postgresql"
        right = found.check("SELECT name, weight FROM Pets ORDER BY weight DESC NULLS LAST", "heavy_pets")
        wrong = found.check("SELECT name, weight FROM Pets WHERE id < 3", "heavy_pets")
    assert (right.status, wrong.status) == ("correct", "wrong")
    other.stop()
    shutil.rmtree(other.folder.parent)


def test_without_the_extra_the_message_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, sandbox: Sandbox, plain_course: Path
) -> None:
    monkeypatch.setattr(server, "programs", lambda: None)
    found = checker(sandbox, plain_course)
    found.engine = "postgresql"
    verdict = found.check("SELECT name FROM Pets", "heavy_pets")
    assert verdict.status == "ungraded"
    assert "sqlgym-sandbox[postgresql]" in verdict.findings[0].message
    with pytest.raises(EngineError, match="sqlgym-sandbox"):
        Server()
    assert ENGINES["postgresql"].version == ""

"""What is assumed of an engine: it holds here, and an engine that is bent is named and judges nothing it can't."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from conftest import Edge
from sqlgym.engines import ENGINES, Assumption, Checked, engine
from sqlgym.engines.contract import KINDS, checked
from sqlgym.engines.duckdb.session import DuckDBSession
from sqlgym.errors import EngineError
from sqlgym.plan import Plan, from_duckdb
from sqlgym.sandbox import Contract, ContractJob, Sandbox
from sqlgym.sandbox.contract import assure, run_contract, sentence


@pytest.mark.parametrize("name", ENGINES)
def test_the_engine_here_does_what_is_assumed(name: str, sandbox: Sandbox) -> None:
    found = run_contract(sandbox, name)
    assert [one for one in found.checked if one.seen] == []
    assert len(found.checked) == len(engine(name).contract()) + 1
    assert found.version == engine(name).version


def locked() -> DuckDBSession:
    session = engine("duckdb").open(None)
    assert isinstance(session, DuckDBSession)
    session.lock(512 << 20)
    return session


def broken(session: DuckDBSession) -> set[str]:
    return {one.name for one in checked(engine("duckdb").contract(), session) if one.seen}


def renamed(part: Any, old: str, new: str) -> Any:
    if isinstance(part, list):
        return [renamed(one, old, new) for one in part]
    if isinstance(part, dict):
        return {new if name == old else name: renamed(one, old, new) for name, one in part.items()}
    return new if part == old else part


BENT = {
    ("ORDER_MODIFIER", "SORT_MODIFIER"): "order",
    ("BASE_TABLE", "TABLE_REF"): "guard",
    ("TABLE_FUNCTION", "FUNCTION_REF"): "guard",
    ("SHOW_REF", "SHOWN"): "guard",
    ("COLUMN_REF", "COLUMN"): "reading",
    ("literal", "constant"): "reading",
    ("offset", "skip"): "order",
    ("PARAMETER", "BOUND"): "parameters",
}


@pytest.mark.parametrize("change", BENT)
def test_a_renamed_node_of_the_tree_is_named(
    change: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = DuckDBSession.values

    def values(self: DuckDBSession, sql: str, parameters: Any) -> Iterator[Any]:
        for row in plain(self, sql, parameters):
            bent = "json_serialize_sql" in sql
            yield (
                (msgspec.json.encode(renamed(msgspec.json.decode(row[0]), *change)).decode(),)
                if bent
                else row
            )

    monkeypatch.setattr(DuckDBSession, "values", values)
    assert BENT[change] in broken(locked())


def test_a_profile_without_a_key_is_named_and_needed_for_plans_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def plan(self: DuckDBSession) -> Plan | None:
        profile = msgspec.json.decode(self.connection.get_profiling_information("json"))
        return from_duckdb(renamed(profile, "extra_info", "info"))

    monkeypatch.setattr(DuckDBSession, "plan", plan)
    assert broken(locked()) == {"profile"}
    assert [one.kinds for one in engine("duckdb").contract() if one.name == "profile"] == [()]


@pytest.mark.parametrize("change", [("name", "called"), ("children", "below"), ("operator", "plan")])
def test_a_profile_that_is_not_known_is_no_plan(
    change: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    session, plain = locked(), from_duckdb
    monkeypatch.setattr(
        "sqlgym.engines.duckdb.session.from_duckdb", lambda found: plain(renamed(found, *change))
    )
    (statement,) = session.split("SELECT sum(x) FROM range(9) r(x)")
    assert session.run(statement, 9, 99).rows == ((36,),)
    session.plan()


def test_a_session_that_is_not_locked_is_named() -> None:
    session = engine("duckdb").open(None)
    assert isinstance(session, DuckDBSession)
    assert {"lock-down", "settings"} <= broken(session)


def test_a_settings_default_that_moved_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sqlgym.engines.duckdb.session.SETTINGS", ("SET TimeZone = 'Europe/Berlin'",))
    assert {"settings", "errors"} <= broken(locked())


def test_an_assumption_that_fails_by_an_exception_says_so() -> None:
    def fail(session: object) -> str:
        raise KeyError("children")

    (found,) = checked((Assumption("tree", "why", KINDS, fail),), None)
    assert found.seen == "KeyError: 'children'"


class Bent:
    """A sandbox in which one assumption about an engine does not hold."""

    def __init__(self, *kinds: str) -> None:
        self.kinds = kinds

    def run(self, job: ContractJob) -> Contract:
        return Contract(
            job.engine, "9.9", (Checked("order", "ties are free", self.kinds, "no ORDER_MODIFIER"),)
        )


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SQLGYM_CACHE", str(tmp_path / "cache"))


@pytest.mark.usefixtures("own_cache")
def test_only_what_needs_an_assumption_is_not_judged() -> None:
    bent: Any = Bent("query")
    assure(bent, "duckdb", "design")
    with pytest.raises(
        EngineError, match=r"duckdb 9\.9 does not do .*order: ties are free.*no ORDER_MODIFIER"
    ):
        assure(bent, "duckdb", "query")


@pytest.mark.usefixtures("own_cache")
def test_what_every_kind_needs_is_needed_for_a_dataset() -> None:
    bent: Any = Bent(*KINDS)
    with pytest.raises(EngineError):
        assure(bent, "duckdb", "")


def test_what_no_kind_needs_stops_nothing() -> None:
    found = Contract("duckdb", "9.9", (Checked("profile", "plans", (), "no name"),))
    assert "profile: plans" in sentence(found, found.checked[0])


SHIM = """
import importlib.machinery, importlib.util, sys
from types import SimpleNamespace
spec = importlib.machinery.PathFinder.find_spec("_duckdb", [p for p in sys.path if p != {here!r}])
real = importlib.util.module_from_spec(spec)
spec.loader.exec_module(real)
globals().update({{name: value for name, value in vars(real).items() if not name.startswith("__")}})
__version__ = real.__version__

class Connection:
    def __init__(self, inner): self.inner = inner
    def __getattr__(self, name): return getattr(self.inner, name)
    def cursor(self): return Connection(self.inner.cursor())
    def execute(self, *given):
        self.inner.execute(*given)
        return self
    def bent(self, rows):
        return [tuple({tree} if isinstance(c, str) and '"statements"' in c else c for c in row) for row in rows]
    def fetchall(self): return self.bent(self.inner.fetchall())
    def fetchmany(self, count): return self.bent(self.inner.fetchmany(count))
    def extract_statements(self, sql):
        return [
            SimpleNamespace(type=one.type, named_parameters=one.named_parameters, query={query})
            for one in self.inner.extract_statements(sql)
        ]

def connect(*given, **named): return Connection(real.connect(*given, **named))
"""


@pytest.fixture
def bent_engine(
    own_cache: None, edge: Callable[..., Edge], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Edge]]:
    """Makes a course that is judged by a DuckDB whose trees or whose statements' texts are bent."""
    hosts: list[Sandbox] = []

    def made(tree: str = "c", query: str = "one.query") -> Edge:
        here = tmp_path / "bent"
        here.mkdir()
        (here / "_duckdb.py").write_text(SHIM.format(here=str(here), tree=tree, query=query))
        monkeypatch.setattr(sys, "path", [str(here), *sys.path])
        hosts.append(Sandbox())
        plain = edge(
            "CREATE TABLE t (id INTEGER PRIMARY KEY);", "INSERT INTO t VALUES (1), (2);", "FROM t ORDER BY id"
        )
        return Edge(plain.root, hosts[-1])

    yield made
    for host in hosts:
        host.close()


def test_blanks_and_comments_around_what_an_engine_gives_change_nothing(
    bent_engine: Callable[..., Edge],
) -> None:
    made = bent_engine(query=r"'\n /* a; */ ' + one.query + ' -- b'")
    found = made.judge("-- mine\nSELECT id FROM t ORDER BY 1;")
    assert found.status == "correct", found.findings
    assert made.judge("SELECT id FROM t ORDER BY 1 DESC").status == "wrong"


def test_an_answer_is_ungraded_by_an_engine_whose_tree_has_changed(bent_engine: Callable[..., Edge]) -> None:
    made = bent_engine(tree="c.replace('ORDER_MODIFIER', 'SORT_MODIFIER')")
    found = made.judge("SELECT id FROM t ORDER BY 1")
    assert found.status == "ungraded"
    assert (
        f"duckdb {engine('duckdb').version} does not do what sqlgym relies on (order"
        in found.findings[0].message
    )

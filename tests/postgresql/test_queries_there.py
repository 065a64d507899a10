"""Queries judged on PostgreSQL: right ones pass, wrong ones fail, on the dataset and on small databases."""

from pathlib import Path

import pytest

from conftest import ROOT, checker, judged, of_kind, write_course
from sqlgym.engines import engine
from sqlgym.engines.postgresql.lexer import tokens
from sqlgym.engines.postgresql.order import keyed
from sqlgym.engines.postgresql.volatile import shadowed, volatile
from sqlgym.sandbox import Sandbox
from sqlgym.verdict import Verdict

TIED = "SELECT name, weight FROM Pets ORDER BY weight DESC NULLS LAST"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    settings = (
        'title = "Pets"\nkind = "query"\nschema = "pets"\ntask = "All of them."\n[worlds]\ncount = 60\n'
    )
    return write_course(tmp_path_factory.mktemp("there"), settings, TIED)


def there(sandbox: Sandbox, course: Path, tmp_path: Path, sql: str) -> Verdict:
    return judged(sandbox, course, tmp_path, sql, "postgresql")


RIGHT = (
    TIED,
    'SELECT p.name, p.weight FROM public.pets AS p ORDER BY p.weight DESC NULLS LAST, "id" DESC',
    "SELECT name, weight FROM Pets GROUP BY id ORDER BY (weight IS NULL), -weight",
    "SELECT (x).name, (x).weight FROM (SELECT Pets AS x FROM Pets) q ORDER BY (x).weight DESC NULLS LAST",
    "SELECT DISTINCT ON (weight, id) name, weight::numeric(9, 3) FROM Pets ORDER BY weight DESC NULLS LAST, id;",
    "/* /* ; */ */ SELECT name, weight FROM Pets ORDER BY 2 DESC NULLS LAST FETCH FIRST 100 ROWS ONLY",
    "SELECT name, weight FROM Pets WHERE name ~ '' OR name IS NULL ORDER BY weight DESC NULLS LAST",
)
WRONG = (
    "SELECT name, weight FROM Pets ORDER BY weight DESC",
    "SELECT name, weight FROM Pets WHERE id < 4 ORDER BY weight DESC NULLS LAST",
    "SELECT DISTINCT name, weight FROM Pets ORDER BY weight DESC NULLS LAST",
    "SELECT name, weight FROM Pets WHERE random() < 2 ORDER BY weight DESC NULLS LAST LIMIT 3",
    "SELECT name, weight FROM Pets",
)


@pytest.mark.parametrize("sql", RIGHT)
def test_a_right_query_passes_on_postgresql(sandbox: Sandbox, course: Path, tmp_path: Path, sql: str) -> None:
    found = there(sandbox, course, tmp_path, sql)
    assert found.status == "correct", found.findings
    assert found.worlds is not None
    assert found.worlds.tried > 50


@pytest.mark.parametrize("sql", WRONG)
def test_a_wrong_query_fails_on_postgresql(sandbox: Sandbox, course: Path, tmp_path: Path, sql: str) -> None:
    assert there(sandbox, course, tmp_path, sql).status == "wrong"


def test_what_only_small_databases_tell_is_shown_as_one(
    sandbox: Sandbox, course: Path, tmp_path: Path
) -> None:
    found = there(sandbox, course, tmp_path, WRONG[1])
    assert found.counterexample is not None
    assert found.plans.answer is not None
    assert found.plans.answer.operator == "Sort"


ENDS = {
    "SELECT nope FROM Pets": "error",
    "SELECT 1 / 0": "error",
    "SELECT pg_sleep(3)": "refused",
    "SET statement_timeout = 0": "refused",
    "SELECT count(*) FROM generate_series(1, 100000000000)": "limit",
    "SELECT generate_series(1, 1000000)": "limit",
    "SELECT repeat('x', 1000000000), name FROM Pets": "limit",
    "SELECT CASE WHEN count(*) = 3 THEN 1 ELSE pg_backend_pid() END FROM Pets": "refused",
}


@pytest.mark.parametrize("sql", ENDS)
def test_how_a_query_ends_is_its_own_doing(
    sandbox: Sandbox, course_root: Path, tmp_path: Path, sql: str
) -> None:
    assert there(sandbox, course_root, tmp_path, sql).status == ENDS[sql]


def test_a_message_names_its_place(sandbox: Sandbox, course: Path, tmp_path: Path) -> None:
    (finding,) = there(sandbox, course, tmp_path, "-- ä\nSELECT name,\n  wieght FROM Pets").findings
    assert finding.place is not None
    assert (finding.place.line, finding.place.column) == (3, 3)


KEPT = [
    path
    for folder in ("accepted", "wrong")
    for path in of_kind(ROOT, "query", folder)
    if '"postgresql"' in (path.parents[1] / "exercise.toml").read_text()
]


@pytest.mark.parametrize(
    "path", KEPT, ids=lambda path: f"{path.parents[1].name}-{path.parent.name}-{path.stem}"
)
def test_a_kept_answer_is_judged_alike_on_postgresql(sandbox: Sandbox, path: Path) -> None:
    found = checker(sandbox)
    found.engine, found.plan = "postgresql", False
    verdict = found.check(path, path.parents[1].name)
    allowed = {"correct", "error"} if path.parent.name == "accepted" else {"wrong", "error", "limit"}
    assert verdict.status in allowed, verdict.findings  # an error: words of another engine's


CUT = {
    "SELECT 'a;b', \"c;d\", $x$;$x$, E'\\';' ; SELECT 2": 2,
    "SELECT 1 /* ; /* ; */ ; */ -- ;\n": 1,
    "SELECT a[1:2], b::int, $1, x @> y": 1,
    "": 0,
}


@pytest.mark.parametrize("sql", CUT)
def test_a_text_is_cut_as_the_server_cuts_it(sql: str) -> None:
    session = engine("postgresql").open(None)
    try:
        assert len(session.split(sql)) == CUT[sql]
    finally:
        session.close()


ORDERS = {
    "SELECT a FROM t": None,
    "SELECT a FROM t ORDER BY a": ((0,), 0, "SELECT a FROM t ORDER BY a"),
    "SELECT a FROM t ORDER BY b LIMIT 3 OFFSET 2": ((1,), 2, "SELECT a, b AS sqlgym_key_0 FROM t ORDER BY b"),
    "SELECT DISTINCT ON (b) a FROM t ORDER BY b, a FETCH FIRST 1 ROW WITH TIES": (
        (1, 0),
        0,
        "SELECT DISTINCT ON (b) a, b AS sqlgym_key_0 FROM t ORDER BY b, a",
    ),
    "SELECT a FROM t LIMIT 3": ((), 0, "SELECT a FROM t"),
}


@pytest.mark.parametrize("sql", ORDERS)
def test_a_sort_key_is_followed_there(sql: str) -> None:
    found = keyed(sql, ["a"], ["a", "b"])
    expected = ORDERS[sql]
    assert (found and (found.keys, found.offset, found.sql.strip())) == expected


def test_chance_and_the_clock_are_read_and_replaced() -> None:
    sql = "SELECT random(), now(), current_date, 'now'::date, age(d), pg_catalog.random(), 'random()' FROM t"
    assert volatile(sql) == ("age", "current_date", "now", "random")
    high = shadowed(sql, volatile(sql), "high")
    assert volatile(high) == ()
    assert "'random()'" in high
    assert [one[0] for one in tokens(high)][-2:] == ["FROM", "t"]

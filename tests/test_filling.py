"""What filling a dataset may take: refused in words that name file and key, before it is taken where sizes tell it."""

import time
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pytest

from conftest import called
from sqlgym import context as limits_of_courses
from sqlgym.context import Context
from sqlgym.course import Limits, find_course
from sqlgym.data.dataset_cache import dataset
from sqlgym.data.populate.budget import CELLS, DRAWN, Budget, watched
from sqlgym.data.populate.recipe import read
from sqlgym.data.populate.write import generate
from sqlgym.engines.duckdb.catalog import describe
from sqlgym.errors import CourseError, UsageError
from sqlgym.result import Row
from sqlgym.sandbox import Sandbox
from sqlgym.schema import Table

TABLES = "CREATE TABLE t (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, boss INTEGER REFERENCES t (id))"


def filled(
    place: Path, recipe: str, budget: Budget | None = None, rows: int | None = None
) -> Mapping[str, int]:
    """Fill the table by a data.toml."""
    (place / "data.toml").write_text(recipe)
    with duckdb.connect() as connection:
        connection.execute(TABLES)
        tables = describe(connection)
        connection.execute("DROP TABLE t")
        found = read(place / "data.toml", tables)
        return generate(connection, tables, found, str(place / "data.toml"), rows=rows, budget=budget)


def name(settings: str) -> str:
    """A recipe in which the column `name` has these settings."""
    return f"[tables.t.columns]\nname = {{ {settings} }}"


@pytest.mark.parametrize(
    ("recipe", "said"),
    [
        (
            name('pattern = "x{n:0999999999}"'),
            r"t\.columns\.name\.pattern: a text of 1,000,000,000 characters",
        ),
        (name(f'pattern = "x{{n:0{"9" * 5000}}}"'), r"t\.columns\.name\.pattern: a text of "),
        (name(f'pattern = "{"{n:0999}" * 20}"'), r"t\.columns\.name\.pattern: a text of 19,980 characters"),
        ("[tables.t]\nrows = 100_000_000", r"tables\.t\.rows: 300,000,000 values in all tables are too many"),
        (name('faker = "password", args = { length = 1_000_000 }'), r"name\.args\.length: 1,000,000 is too"),
        (name('faker = "pystr", args = { min_chars = 20_000, max_chars = 20_001 }'), r"args\.min_chars"),
        (name('faker = "words", args = { nb = 1e300 }'), r"args\.nb"),
        (
            name('faker = "numerify", args = { text = "' + "#" * 20_000 + '" }'),
            r"a value of 20,000 characters",
        ),
        (
            '[tables.t]\nrows = 2_000_000\n[tables.t.columns]\nname = { pattern = "{n:09000}" }',
            r"columns\.name: 2,000,000 texts of 9,000 characters are too much",
        ),
        (
            f'[tables.t]\nrows = 2_000_000\n[tables.t.columns]\nname = {{ values = ["{"x" * 9000}"] }}',
            r"columns\.name: 2,000,000 texts of 9,000 characters are too much",
        ),
        (
            "[tables.t]\nrows = 2_000_000\n[tables.t.columns]\nboss = { exactly = { 1 = 1_000_000 } }",
            r"columns\.boss: 1,000,000 rows of 1 are too many",
        ),
    ],
)
def test_sizes_are_refused_with_file_and_key(tmp_path: Path, recipe: str, said: str) -> None:
    began = time.process_time()
    with pytest.raises(CourseError, match=said) as found:
        filled(tmp_path, recipe)
    assert str(found.value).startswith(f"{tmp_path}/data.toml: tables.t")
    assert time.process_time() - began < 40


def test_what_datasets_need_is_far_below(tmp_path: Path) -> None:
    faker = name('faker = "password", args = { length = 100 }, unique = true')
    assert filled(tmp_path, f"[tables.t]\nrows = 1000\n{faker}") == {"t": 1000}
    assert filled(tmp_path, name('pattern = "x{n:000000000000012}"'), rows=100_000) == {"t": 100_000}


def test_too_many_rows_on_the_command_line_are_no_fault_of_the_course(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=f"--rows {CELLS}: 600,000,000 values in all tables are too many"):
        filled(tmp_path, "", rows=CELLS)


def test_all_values_of_faker_together_have_a_limit(tmp_path: Path) -> None:
    budget = Budget(str(tmp_path / "data.toml"), drawn=DRAWN - 50_000)
    with pytest.raises(CourseError, match=r"tables\.t\.columns\.name: the values are too long"):
        filled(tmp_path, name('faker = "password", args = { length = 9_000 }'), budget)


def test_faker_stops_at_the_clock(tmp_path: Path) -> None:
    recipe = (
        name('faker = "password", args = { length = 1_000 }, pool = 20_000') + "\n[tables.t]\nrows = 20_000"
    )
    with pytest.raises(CourseError, match=r"tables\.t\.columns\.name: filling takes more than 0\.5 seconds"):
        filled(tmp_path, recipe, Budget(str(tmp_path / "data.toml"), seconds=0.5))


@pytest.mark.parametrize(
    ("budget", "said"),
    [
        (Budget("data.toml", seconds=0.5), r"tables\.t: filling takes more than 0\.5 seconds of processor"),
        (
            Budget("data.toml", room=1_000_000),
            r"tables\.t: the dataset takes more than 1,000,000 bytes on the",
        ),
    ],
)
def test_a_statement_stops_where_time_or_room_is_spent(tmp_path: Path, budget: Budget, said: str) -> None:
    budget.began, budget.filling = time.process_time(), "tables.t"
    query = "CREATE TABLE t AS SELECT uuid() AS x FROM range(2000000000)"
    began = time.process_time()
    with duckdb.connect(str(tmp_path / "t.duckdb")) as connection:
        with pytest.raises(CourseError, match=said), watched(connection, budget, tmp_path):
            connection.execute(query)
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert time.process_time() - began < 30


def run_script(
    sql: str, path: Path, dump: bool, before: str = ""
) -> tuple[tuple[Table, ...], dict[str, list[Row]]]:
    """Run trusted SQL in this process, as the sandbox would in its own."""
    with duckdb.connect() as connection:
        connection.execute(before + sql)
        return describe(connection), {}


def test_a_check_without_end_is_a_fault_of_the_course(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Constraints are checked after filling, in the same process."""
    monkeypatch.setenv("SQLGYM_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("sqlgym.data.build.Budget", lambda path: Budget(path, seconds=1))
    endless = "CHECK (list_sum(range(5000 + a)) > 0)"
    (tmp_path / "schema.sql").write_text(f"CREATE TABLE t (a INTEGER NOT NULL {endless})")
    (tmp_path / "data.toml").write_text(
        "[tables.t]\nrows = 200_000\n[tables.t.columns]\na = { min = 1, max = 2 }"
    )
    with pytest.raises(CourseError, match="filling takes more than 1 seconds"):
        dataset(tmp_path, run_script)


@pytest.mark.parametrize("name", ["schema.sql", "data.sql"])
def test_sql_of_a_course_that_never_ends_stops_at_a_limit_that_is_stated(
    sandbox: Sandbox, course_root: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    assert limits_of_courses.FILLING.seconds <= 60
    monkeypatch.setattr(limits_of_courses, "FILLING", Limits(seconds=1, memory_mb=2048, rows=10_000_000))
    sql = "CREATE TABLE t AS SELECT sum(a.range) FROM range(10000000) a, range(10000000) b"
    with pytest.raises(CourseError, match=f"{name}: it ran out of time; it may take 1 seconds"):
        Context(find_course(course_root, None), sandbox).run_script(sql, Path(name), True)


def test_build_ends_with_status_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SQLGYM_CACHE", str(tmp_path / "cache"))
    for folder in ("exercises", "schema/t"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "schema/t/schema.sql").write_text(f"{TABLES};")
    (tmp_path / "schema/t/data.toml").write_text("[tables.t]\nrows = 100_000_000")
    done = called(tmp_path, "build", "t", "--course", str(tmp_path))
    assert done.returncode == 2
    assert "data.toml: tables.t.rows: 300,000,000 values" in done.stderr

"""Datasets: built once, the same everywhere, with the facts that exercises rely on."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sqlgym.context import Context
from sqlgym.course import find_course
from sqlgym.data.dataset import Dataset
from sqlgym.data.dataset_cache import dataset
from sqlgym.engines.duckdb.catalog import describe
from sqlgym.errors import CourseError, UsageError
from sqlgym.result import Row
from sqlgym.sandbox import Sandbox
from sqlgym.schema import Table

COMPANY = Path(__file__).parent.parent / "schema" / "company"
TINY = "CREATE TABLE t (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, boss INTEGER REFERENCES t (id));"


def run_script(
    sql: str, path: Path, dump: bool, before: str = ""
) -> tuple[tuple[Table, ...], dict[str, list[Row]]]:
    """Run trusted SQL in this process, as the sandbox would in its own."""
    with duckdb.connect() as connection:
        try:
            connection.execute(before + sql)
        except duckdb.Error as error:
            raise CourseError(path, str(error)) from error
        tables = describe(connection)
        rows = {t.name: connection.execute(f'FROM "{t.name}"').fetchall() for t in tables if dump}
        return tables, rows


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SQLGYM_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "schema"
    place.mkdir()
    (place / "schema.sql").write_text(TINY)
    return place


def rows_of(built: Dataset, sql: str) -> list[Any]:
    with duckdb.connect(str(built.path), read_only=True) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture(scope="module", params=[None, 60_000], ids=["default", "60,000 orders"])
def company(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SQLGYM_CACHE", str(tmp_path_factory.mktemp("company") / "cache"))
        return dataset(COMPANY, run_script, rows=request.param)


def test_company_has_its_sizes_and_ids_from_1(company: Dataset) -> None:
    factor = company.rows["Orders"] // 5000
    assert [count // factor for count in company.rows.values()] == [12, 240, 400, 5000]
    for table, key in (
        ("Departments", "id"),
        ("Employees", "id"),
        ("Customers", "id"),
        ("Orders", "order_id"),
    ):
        seen = rows_of(company, f"SELECT count(DISTINCT {key}), min({key}), max({key}) FROM {table}")
        assert seen == [(company.rows[table], 1, company.rows[table])]


FACTS = {
    "a tie at the top salary": """
        SELECT count(*) = 2 FROM Employees WHERE salary = (SELECT max(salary) FROM Employees)""",
    "a tie at the second salary": """
        SELECT count(*) = 2 FROM Employees WHERE salary = (SELECT max(salary) FROM Employees
        WHERE salary < (SELECT max(salary) FROM Employees))""",
    "a NULL salary": "SELECT count(*) > 0 FROM Employees WHERE salary IS NULL",
    "an employee without department": "SELECT count(*) > 0 FROM Employees WHERE department_id IS NULL",
    "an employee without orders": "SELECT count(*) = 0 FROM Orders WHERE employee_id = 44",
    "an employee with exactly one order": "SELECT count(*) = 1 FROM Orders WHERE employee_id = 45",
    "two of one name in one department": """
        SELECT count(*) > 0 FROM Employees a JOIN Employees b USING (name, department_id) WHERE a.id < b.id""",
    "two of one name across two departments": """
        SELECT count(*) > 0 FROM Employees a JOIN Employees b USING (name)
        WHERE a.department_id < b.department_id""",
    "a department without employees": """
        SELECT count(*) > 0 FROM Departments
        WHERE id NOT IN (SELECT department_id FROM Employees WHERE department_id IS NOT NULL)""",
    "equal order amounts by one employee": """
        SELECT count(*) >= 2 FROM Orders WHERE employee_id = 101 AND order_amount = 249.90""",
    "orders without employee": "SELECT count(*) > 1 FROM Orders WHERE employee_id IS NULL",
    "a NULL region": "SELECT count(*) > 0 FROM Customers WHERE region IS NULL",
    "employee 101 with at least 15 orders": "SELECT count(*) >= 15 FROM Orders WHERE employee_id = 101",
    "employee 102 with some orders": "SELECT count(*) >= 3 FROM Orders WHERE employee_id = 102",
}


@pytest.mark.parametrize("fact", FACTS)
def test_company_holds_by_recipe(company: Dataset, fact: str) -> None:
    assert rows_of(company, FACTS[fact]) == [(True,)]


def test_company_keeps_what_the_schema_declares(company: Dataset) -> None:
    assert [table.name for table in company.tables] == ["Departments", "Employees", "Customers", "Orders"]
    assert rows_of(company, "SELECT count(*) FROM duckdb_constraints()") == [(0,)]


def test_two_processes_with_other_hashes_build_the_same_rows(tmp_path: Path) -> None:
    code = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from test_build import *
built = dataset(COMPANY, run_script)
for table in built.tables:
    print(rows_of(built, f"SELECT md5(string_agg(t::VARCHAR, '|')) FROM {{table.name}} AS t"))
"""
    seen = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": hashes, "SQLGYM_CACHE": str(tmp_path / hashes)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for hashes in ("1", "2")
    ]
    assert seen[0] == seen[1]
    assert len(set(seen[0].splitlines())) == 4


def test_second_call_reads_the_cache_and_imports_no_engine(cache: Path) -> None:
    first = dataset(COMPANY, run_script)
    code = f"""
import sys
from pathlib import Path
from sqlgym.data.dataset_cache import dataset
print(dataset(Path({str(COMPANY)!r}), None).path)
print([name for name in ("duckdb", "_duckdb", "faker", "sqlalchemy") if name in sys.modules])
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == [str(first.path), "[]"]


def test_key_follows_content_rows_and_seed(folder: Path) -> None:
    built = dataset(folder, run_script)
    assert dataset(folder, run_script) == built
    others = [dataset(folder, run_script, rows=10).key, dataset(folder, run_script, seed=1).key]
    (folder / "schema.sql").write_text(TINY + "-- changed")
    others.append(dataset(folder, run_script).key)
    assert len({built.key, *others}) == 4


def test_data_sql_may_come_in_any_order_and_refer_to_itself(folder: Path) -> None:
    (folder / "data.sql").write_text(
        "INSERT INTO t VALUES (2, 'b', 1), (3, 'c', 2);\nINSERT INTO t VALUES (1, 'a', NULL);"
    )
    built = dataset(folder, run_script)
    assert rows_of(built, "FROM t") == [(2, "b", 1), (3, "c", 2), (1, "a", None)]
    assert built.rows == {"t": 3}


def test_data_sql_that_breaks_a_key_is_refused_by_row(folder: Path) -> None:
    (folder / "data.sql").write_text("INSERT INTO t VALUES (1, 'a', 7)")
    with pytest.raises(
        CourseError, match=r"data\.sql: t, row with id = 1: boss refers to a row that t does not"
    ):
        dataset(folder, run_script)


def test_data_sql_keeps_its_line_numbers(folder: Path) -> None:
    (folder / "data.sql").write_text("-- one\nINSERT INTO t VALUES (1);")

    def lines(
        sql: str, path: Path, dump: bool, before: str = ""
    ) -> tuple[tuple[Table, ...], dict[str, list[Row]]]:
        seen.append(sql)
        return run_script(sql, path, dump)

    seen: list[str] = []
    with pytest.raises(CourseError):
        dataset(folder, lines)
    assert seen[-1].splitlines()[1] == "INSERT INTO t VALUES (1);"


def test_number_of_fixed_rows_cannot_be_chosen(folder: Path) -> None:
    (folder / "data.sql").write_text("INSERT INTO t VALUES (1, 'a', NULL)")
    with pytest.raises(UsageError, match="its rows are fixed"):
        dataset(folder, run_script, rows=5)
    with pytest.raises(UsageError, match="give a number from 1"):
        dataset(COMPANY, run_script, rows=0)


def test_folder_with_two_fillings_or_no_schema_is_refused(folder: Path, tmp_path: Path) -> None:
    (folder / "data.sql").touch()
    (folder / "data.toml").touch()
    with pytest.raises(CourseError, match=r"has both data\.toml and data\.sql"):
        dataset(folder, run_script)
    with pytest.raises(CourseError, match=r"schema\.sql: is missing"):
        dataset(tmp_path / "nowhere", run_script)


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ("SELECT 1", r"schema\.sql: creates no table"),
        ("CREATE TABLE t (a INTEGER[])", r"schema\.sql: t\.a: the type INTEGER\[\] is not supported"),
        (
            "CREATE TABLE t (a VARCHAR CHECK (a = 'never'))",
            r"t, row with a = \w+: CHECK \(a = 'never'\) is not true; add a data.toml",
        ),
    ],
)
def test_schema_that_cannot_be_filled_is_refused_and_leaves_nothing(
    folder: Path, cache: Path, schema: str, message: str
) -> None:
    (folder / "schema.sql").write_text(schema)
    with pytest.raises(CourseError, match=message):
        dataset(folder, run_script)
    assert list((cache / "dataset").iterdir()) == []


def test_killed_build_leaves_nothing_and_the_next_one_succeeds(folder: Path, cache: Path) -> None:
    code = f"""
import sys, time
sys.path.insert(0, {str(Path(__file__).parent)!r})
from test_build import *
def stay(*news):
    print("filling", flush=True)
    time.sleep(60)
dataset(Path({str(folder)!r}), run_script, progress=stay)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    assert [path.name[:10] for path in (cache / "dataset").iterdir()] == [".building-"]
    built = dataset(folder, run_script)
    assert [path.name for path in (cache / "dataset").iterdir()] == [built.key]
    assert rows_of(built, "SELECT count(*) FROM t") == [(200,)]


def test_two_processes_building_at_once_both_end_well(folder: Path) -> None:
    code = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from test_build import *
print(rows_of(dataset(Path({str(folder)!r}), run_script, rows=100_000), "SELECT count(*) FROM t"))
"""
    both = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in "ab"]
    assert [process.communicate()[0] for process in both] == ["[(100000,)]\n"] * 2


def test_a_damaged_entry_is_built_anew(folder: Path) -> None:
    built = dataset(folder, run_script)
    (built.path.parent / "dataset.json").write_text("{")
    assert dataset(folder, run_script) == built


def test_example_of_the_reference_builds(folder: Path) -> None:
    page = (COMPANY.parent.parent / "docs" / "reference" / "data-toml.md").read_text()
    recipe, schema = (page.split(f"```{kind}\n")[1].split("```")[0] for kind in ("toml", "sql"))
    (folder / "data.toml").write_text(recipe)
    (folder / "schema.sql").write_text(schema)
    built = dataset(folder, run_script)
    assert built.rows == {"Members": 300, "Books": 500, "Loans": 4000}
    counts = dict(rows_of(built, "SELECT member_id, count(*) FROM Loans GROUP BY member_id"))
    assert counts[9] == 1
    assert counts[7] >= 20
    assert rows_of(built, "SELECT count(*) FROM Loans WHERE book_id = 13") == [(0,)]


SCRIPTLESS = """
import duckdb
from pathlib import Path
from sqlgym.engines import engine
from sqlgym.engines.duckdb.catalog import describe
from sqlgym.data import materialise

SETTING = "SELECT value FROM duckdb_settings() WHERE name = 'enable_progress_bar'"
connect, shown = duckdb.connect, []

class Watched:
    def __init__(self, *given, **more):
        self.connection = connect(*given, **more)
    def __enter__(self):
        return self
    def __exit__(self, *_):
        shown.append(self.connection.execute(SETTING).fetchone()[0])
        self.connection.close()
    def __getattr__(self, name):
        return getattr(self.connection, name)

with connect("t.duckdb") as connection:
    before = connection.execute(SETTING).fetchone()[0]
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY)")
    tables = describe(connection)
duckdb.connect = Watched
for name in ("duckdb", "sqlite"):
    engine(name).fill(tables, materialise.Contents(Path("t.duckdb")), Path(name))
print(before, *shown)
"""


def test_no_progress_bar_is_shown_where_python_has_no_script(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPTLESS], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout.split() == ["true", "false", "false"], done.stderr


def schema_of(tmp_path: Path, schema: str, data: str = "") -> Path:
    """A schema's folder."""
    folder = tmp_path / "schema"
    folder.mkdir()
    (folder / "schema.sql").write_text(schema)
    if data:
        (folder / "data.sql").write_text(data)
    return folder


@pytest.fixture
def built(
    sandbox: Sandbox, course_root: Path, tmp_path: Path
) -> Callable[..., tuple[Dataset, list[tuple[object, ...]]]]:
    """Builds a schema as a check does: the dataset, and what a query returns on it."""

    def built(
        schema: str, data: str = "", query: str = "SELECT 1"
    ) -> tuple[Dataset, list[tuple[object, ...]]]:
        context = Context(find_course(course_root, tmp_path / "a.sql"), sandbox)
        found = context.schema_dataset(schema_of(tmp_path, schema, data))
        with duckdb.connect(str(found.path), read_only=True) as connection:
            return found, connection.execute(query).fetchall()

    return built


Built = Callable[..., tuple[Dataset, list[tuple[object, ...]]]]


def test_rows_in_schema_sql_are_taken(built: Built) -> None:
    script = "CREATE TABLE a (x INTEGER PRIMARY KEY, y TEXT);\nINSERT INTO a (y) VALUES ('one'), ('two');\n"
    assert built(script, query="SELECT x, y FROM a ORDER BY x")[1] == [(1, "one"), (2, "two")]


def test_keys_to_later_tables_and_in_a_circle_are_kept(built: Built) -> None:
    found, _ = built(
        "CREATE TABLE b (i INTEGER PRIMARY KEY, a INTEGER REFERENCES A (I) ON DELETE CASCADE);\n"
        "CREATE TABLE a (i SERIAL PRIMARY KEY, b INT REFERENCES b);\n"
    )
    assert [key.table for table in found.tables for key in table.foreign_keys] == ["a", "b"]


def test_another_engines_script_and_rows_are_read(built: Built) -> None:
    made = "CREATE TABLE `a` (`x` int unsigned AUTO_INCREMENT, `y` text, PRIMARY KEY (`x`)) ENGINE=InnoDB;\n"
    rows = "INSERT INTO `a` (y) VALUES ('it\\'s'), ('b');\n"
    assert built(made, rows, "SELECT x, y FROM a ORDER BY x")[1] == [(1, "it's"), (2, "b")]


@pytest.mark.parametrize(
    ("schema", "data", "said"),
    [
        (
            "CREATE TABLE a (x INT);\nCREATE VIEW v AS SELECT x FROM a;\n",
            "",
            r"schema\.sql:2: CREATE VIEW v: ",
        ),
        ("CREATE TABLE a (x INT);\nCREATE MACRO m(x) AS x;\n", "", r"schema\.sql:2: CREATE MACRO"),
        (
            "CREATE TABLE a (x INT);\n",
            "\n INSERT INTO a VALUES ('x');\n",
            r"data\.sql:2:\d+: .*\n    INSERT INTO a",
        ),
        ("CREATE TABLE a (x INT);\nCREATE TABLE b (y INT REFERENCES c);\n", "", r"schema\.sql:2:\d+: "),
        (
            "CREATE TABLE a (x INT);\nCREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END;\n",
            "",
            r"sql:2: CREATE TR",
        ),
    ],
)
def test_what_would_be_lost_is_refused_with_its_line(built: Built, schema: str, data: str, said: str) -> None:
    with pytest.raises(CourseError, match=said):
        built(schema, data)

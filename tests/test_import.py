"""Dumps and files of others come in with every row and key; what does not is named with its line and why."""

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

from conftest import called
from sqlgym.ddl.lexis import dialect_of
from sqlgym.ddl.values import strptime_format
from sqlgym.engines.datasets import staging
from sqlgym.engines.protocol import StatementError
from sqlgym.errors import UsageError
from sqlgym.importing.job import Result, Source
from sqlgym.importing.run import imported
from sqlgym.sandbox import Intake

DUMPS = Path(__file__).parent / "dumps"


class Read(NamedTuple):
    """What came of an import."""

    result: Result
    schema: str
    data: str

    def rows(self) -> dict[str, int]:
        return {table.name: table.rows for table in self.result.tables}

    def keys(self, name: str) -> tuple[str, ...]:
        return next(table.keys for table in self.result.tables if table.name == name)

    def left(self) -> dict[int, str]:
        return {one.line: one.why for one in self.result.left}

    def changed(self) -> dict[int, str]:
        return {one.line: one.why for one in self.result.changes}

    def query(self, sql: str) -> list[tuple[object, ...]]:
        """What a query returns on what was written; DuckDB would check a table's keys to itself row by row."""
        loose = re.sub(r",?(\n\);)", r"\1", re.sub(r"\n    FOREIGN KEY[^\n]*", "", self.schema))
        with duckdb.connect() as connection:
            for text in (loose, self.data):
                connection.execute(text)
            return connection.execute(sql).fetchall()


Reader = Callable[..., Read]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Imports texts or files in this process; that it is a locked one otherwise, other tests say."""

    def read(*sources: str | Path, rows: int | None = None, invent: bool = False, dialect: str = "") -> Read:
        named = []
        for number, source in enumerate(sources):
            path = tmp_path / f"source-{number}"
            path.write_bytes(source.read_bytes() if isinstance(source, Path) else source.encode())
            form = "sql" if isinstance(source, str) else Intake([source]).sources[0].form
            title = source.name if isinstance(source, Path) else "script.sql"
            named.append(Source(form, path.name, title))
        result = imported(staging(tmp_path), tmp_path, named, rows, invent, dialect)
        data = tmp_path / ("data.toml" if invent else "data.sql")
        return Read(result, (tmp_path / "schema.sql").read_text(), data.read_text())

    return read


def test_a_dump_of_postgresql_comes_in(read: Reader) -> None:
    found = read(DUMPS / "postgres.sql")
    assert found.rows() == {"artist": 2, "album": 2}
    assert found.keys("album") == ("id", "artist_id → artist")
    assert found.query("SELECT name, joined IS NULL FROM artist ORDER BY 1") == [
        ("A\tB; it's \\ N x", True),
        ("AC/DC", False),
    ]
    assert "-- who plays" in found.schema
    assert "as on the sleeve" in found.schema
    assert set(found.left()) == {32, 34, 35}
    assert found.query("SELECT code, price FROM album WHERE id = 1")[0][0] == "ab"


def test_a_dump_of_mysql_comes_in(read: Reader) -> None:
    found = read(DUMPS / "mysql.sql")
    assert found.rows() == {"orders": 3, "customers": 2}
    assert found.keys("orders") == ("id", "unique customer_id, made", "customer_id → customers")
    assert found.query("SELECT id, state, flag, shipped IS NULL FROM orders ORDER BY id") == [
        (1, "new", False, False),
        (2, "it's paid", True, True),
        (3, "new", False, True),
    ]
    assert found.query("SELECT pic FROM orders WHERE id = 1") == [(b"ab\0c",)]
    assert found.query("SELECT name FROM customers ORDER BY id") == [('Ann "A"',), ("Bobby",)]
    assert found.left()[44] == "their table did not come in"
    assert "dates of zeros" in found.changed()[13]
    assert "trigger" in found.left()[38]


def test_a_script_of_t_sql_comes_in_without_semicolons(read: Reader) -> None:
    found = read(DUMPS / "tsql.sql")
    assert found.rows() == {"Item": 5, "Order Details": 3}
    assert found.keys("Order Details") == ("OrderId, ItemId", "ItemId → Item")
    assert found.query('SELECT "ItemId", "Name", "Doubled" FROM "Item" ORDER BY 1')[:2] == [
        (1, "O'Brien", 25),
        (2, "bb", 7),
    ]
    assert found.query('SELECT max("ItemId") FROM "Item"') == [(15,)]
    assert "%m/%d/%Y" in found.changed()[18]
    assert "procedure" in found.left()[56]


def test_a_script_of_oracle_comes_in(read: Reader) -> None:
    found = read(DUMPS / "oracle.sql")
    assert found.rows() == {"dept": 2, "emp": 4}
    assert found.query(
        "SELECT CAST(hired AS VARCHAR), CAST(born AS VARCHAR) FROM emp WHERE empno = 7839"
    ) == [("1981-11-17 00:00:00", "1981-11-17")]
    assert found.query("SELECT deptno, any_number FROM emp JOIN dept USING (deptno) WHERE empno = 1") == [
        (20, pytest.approx(3.25))
    ]
    assert "99" in found.left()[15]
    assert "block" in found.left()[38]


def test_a_dump_of_sqlite_comes_in(read: Reader) -> None:
    found = read(DUMPS / "sqlite.sql")
    assert found.rows() == {"playlist": 3, "t": 2}
    assert found.query("SELECT PlaylistId, Name FROM playlist ORDER BY 1")[1:] == [
        (2, "two\nlines"),
        (7, "a\nb"),
    ]
    assert found.query("SELECT c FROM t ORDER BY a") == [(2,), (6,)]
    assert found.left()[12] == "it has 2 values for 7 columns"
    assert "VARCHAR" in found.changed()[6]
    assert 16 not in found.left()


def test_every_statement_is_taken_changed_or_named(read: Reader) -> None:
    script = "CREATE TABLE a (x INT);\nFROBNICATE a;\nINSERT INTO a VALUES (1);\nVALUES (2);\nCALL f();\n"
    assert set(read(script).left()) == {2, 4, 5}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("(1, 2, 3)", "3 values for 2 columns"),
        ("(1, nothing())", "can't be worked out"),
        ("(1, (SELECT y FROM nowhere))", "can't be worked out"),
    ],
)
def test_a_row_that_can_not_be_read_is_named_and_the_others_come_in(read: Reader, row: str, why: str) -> None:
    found = read(f"CREATE TABLE a (x INT, y TEXT);\nINSERT INTO a VALUES (1, 'b'),\n{row},\n(2, 'c');\n")
    assert found.rows() == {"a": 2}
    assert why in found.left()[3]


def test_a_quote_without_an_end_is_said_with_its_line(read: Reader) -> None:
    with pytest.raises(StatementError, match=r"script\.sql:2: the quote"):
        read("CREATE TABLE a (x TEXT);\nINSERT INTO a VALUES ('open);\n")


def test_rows_decide_where_a_type_does_not_say(read: Reader) -> None:
    found = read(
        "CREATE TABLE a (w, n NUMERIC, f INTEGER, d DATE);\n"
        "INSERT INTO a VALUES ('007', 1.5, 2, '2020-01-01'), ('8', 2, 2.5, 'soon');\n",
        dialect="sqlite",
    )
    kinds = found.query("SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'a'")
    assert {str(name): kind for name, kind in kinds} == {
        "w": "VARCHAR",
        "n": "DECIMAL(18,1)",
        "f": "DOUBLE",
        "d": "VARCHAR",
    }


def test_a_key_that_the_rows_break_is_left_out_with_the_row(read: Reader) -> None:
    found = read(
        "CREATE TABLE a (x INT PRIMARY KEY);\nCREATE TABLE b (y INT REFERENCES a (x), CHECK (y < 9));\n"
        "INSERT INTO a VALUES (1), (1);\nINSERT INTO b VALUES (1), (9);\n"
    )
    assert found.keys("a") == ()
    reasons = [one.why for one in found.result.left]
    assert any("2 rows have x = 1" in why for why in reasons)
    assert any("CHECK" in why and "not true" in why for why in reasons)


def test_what_a_table_does_not_do_here_is_said_with_its_line(read: Reader) -> None:
    found = read(
        "CREATE TABLE a (x INT PRIMARY KEY AUTO_INCREMENT);\n"
        "CREATE TABLE b (y INT, FOREIGN KEY (y) REFERENCES a (x) ON DELETE CASCADE);\n",
        dialect="mysql",
    )
    assert found.changed()[1].startswith("it does not number itself here")
    assert found.changed()[2].startswith("ON DELETE CASCADE did not come in")


def test_at_most_so_many_rows_come_with_what_they_refer_to(read: Reader) -> None:
    values = ", ".join(f"({n}, {n % 50})" for n in range(100))
    parents = ", ".join(f"({n})" for n in range(50))
    found = read(
        f"CREATE TABLE p (x INT PRIMARY KEY);\nCREATE TABLE c (y INT, x INT REFERENCES p (x));\n"
        f"INSERT INTO p VALUES {parents};\nINSERT INTO c VALUES {values};\n",
        rows=10,
    )
    assert found.rows() == {"p": 10, "c": 10}
    assert found.query("SELECT count(*) FROM c WHERE x NOT IN (SELECT x FROM p)") == [(0,)]


def test_invented_rows_keep_no_text_and_no_value(read: Reader) -> None:
    values = ", ".join(f"({n}, 'secret {n}', {n * 137.77 + 11:.2f})" for n in range(30))
    found = read(
        f"CREATE TABLE p (x INT PRIMARY KEY, who TEXT, pay DECIMAL(9, 2));\nINSERT INTO p VALUES {values};\n",
        invent=True,
    )
    assert "secret" not in found.data + found.schema
    assert "columns.pay = { min = 10, max = 5000" in found.data


def test_a_file_of_sqlite_comes_in_and_none_of_it_is_run(read: Reader, tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(
            'CREATE TABLE "../up" (id INTEGER PRIMARY KEY, v TEXT); INSERT INTO "../up" VALUES (4, \'a;b\');'
            'CREATE TABLE c (u INT REFERENCES "../up" (id)); INSERT INTO c VALUES (4), (NULL);'
            "CREATE TRIGGER t AFTER INSERT ON c BEGIN DELETE FROM c; END;"
        )
    connection.close()
    found = read(path)
    assert found.rows() == {"../up": 1, "c": 2}
    assert found.keys("c") == ("u → ../up",)
    assert any("trigger" in one.why for one in found.result.left)


def test_a_file_of_duckdb_comes_in(read: Reader, tmp_path: Path) -> None:
    path = tmp_path / "shop.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE a (x INTEGER PRIMARY KEY, l INTEGER[])")
        connection.execute("INSERT INTO a VALUES (1, [1, 2]), (2, NULL)")
        connection.execute("CREATE MACRO m(x) AS x")
    found = read(path)
    assert found.rows() == {"a": 2}
    assert found.query("SELECT l FROM a WHERE x = 1") == [("[1, 2]",)]


def test_tables_in_text_files_get_types_by_their_values(read: Reader, tmp_path: Path) -> None:
    path = tmp_path / "some people.csv"
    path.write_text('id;name;zip;born\n1;"Ann; A";01234;2020-01-02\n2;;99999;\n')
    found = read(path)
    assert found.rows() == {"some_people": 2}
    assert found.query("SELECT id, name, zip, CAST(born AS VARCHAR) FROM some_people ORDER BY 1") == [
        (1, "Ann; A", "01234", "2020-01-02"),
        (2, None, "99999", None),
    ]


def test_tables_in_json_and_parquet_files_come_in(read: Reader, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"x": 1, "y": {"z": [1]}}, {"x": 2, "y": null}]')
    target = tmp_path / "b.parquet"
    duckdb.execute(f"COPY (SELECT 5 AS n, DATE '2020-01-01' AS d) TO '{target}' (FORMAT parquet)")
    found = read(tmp_path / "a.json", tmp_path / "b.parquet")
    assert found.rows() == {"a": 2, "b": 1}
    assert found.query("SELECT CAST(d AS VARCHAR) FROM b") == [("2020-01-01",)]


@pytest.mark.parametrize("name", ["postgres", "mysql", "tsql", "oracle", "sqlite"])
def test_the_dialect_of_a_script_is_found(name: str) -> None:
    assert dialect_of((DUMPS / f"{name}.sql").read_text()) == name


def test_words_in_texts_are_no_sign_of_a_dialect() -> None:
    assert dialect_of("INSERT INTO a VALUES ('PRAGMA x', '`b`', 'ENGINE=1');") == ""


def test_formats_of_dates_are_read() -> None:
    assert strptime_format("DD-MON-YYYY HH24:MI:SS") == "%d-%b-%Y %H:%M:%S"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.dump", b"PGDMP\x01", "pg_restore"),
        ("a.db", b"no database", "no file that can be imported"),
        ("a.txt", b"", "no file that can be imported"),
        ("a.sql", b"\x1f\x8b00", "gzip"),
    ],
)
def test_what_can_not_be_read_is_refused_before_anything_is_made(
    tmp_path: Path, name: str, content: bytes, why: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match=why):
        Intake([tmp_path / name])


def test_a_link_in_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text("")
    (tmp_path / "other").write_text("secret")
    with Intake([tmp_path / "a.sql"]) as intake:
        (intake.path / "schema.sql").symlink_to(tmp_path / "other")
        assert intake.content("schema.sql") is None


def test_the_command_writes_a_schema_that_builds_and_says_what_came_in(tmp_path: Path) -> None:
    done = called(tmp_path, "import", str(DUMPS / "mysql.sql"), "--into", "course", "--name", "shop")
    assert done.returncode == 0, done.output
    assert "mysql.sql: 2 tables, 5 rows, read as MySQL or MariaDB" in done.stdout
    assert "line 38: " in done.stdout
    assert (tmp_path / "course/schema/shop/data.sql").exists()
    (tmp_path / "list.csv").write_text("a,b\n1,2\n")
    assert "list.csv: 1 table, 1 row\n" in called(tmp_path, "import", "list.csv", "--into", "course").stdout
    again = called(tmp_path, "import", str(DUMPS / "mysql.sql"), "--into", "course", "--name", "shop")
    assert again.returncode == 2
    assert "is there already" in again.stderr
    broken = tmp_path / "broken.sql"
    broken.write_text("SELECT 1;")
    none = called(tmp_path, "import", "broken.sql", "--into", "course")
    assert none.returncode == 2
    assert "there is no table in it; nothing was written" in none.stderr
    assert not (tmp_path / "course/schema/broken").exists()


@pytest.mark.parametrize(
    ("dialect", "script", "query", "rows"),
    [
        (
            "",
            "CREATE TABLE a (x INT, y TEXT DEFAULT 'd');\nINSERT INTO a (x) SELECT 1 UNION ALL SELECT 2;\n",
            "SELECT x, y FROM a ORDER BY x",
            [(1, "d"), (2, "d")],
        ),
        (
            "oracle",
            "CREATE SEQUENCE s START WITH 5 INCREMENT BY 5;\nCREATE TABLE a (x NUMBER(9));\n"
            "INSERT INTO a VALUES (s.nextval);\nINSERT INTO a VALUES (s.NEXTVAL);\n",
            "SELECT x FROM a ORDER BY x",
            [(5,), (10,)],
        ),
        (
            "tsql",
            "create table a (x int identity primary key, y int)\ninsert into a values (7), (8)\ninsert a select 9\n"
            ";with q as (select 1 as n) insert into a (x, y) select 50, n from q\nupdate a set y = 0 where x = 1\n",
            "SELECT x, y FROM a ORDER BY x",
            [(1, 0), (2, 8), (3, 9), (50, 1)],
        ),
        (
            "",
            "Create table If Not Exists A (x int)\nTruncate table A\ninsert into A (x) values ('1')\n"
            "insert into A (x) values ('2')\nCreate table B (y int)\n",
            "SELECT x FROM A ORDER BY x",
            [(1,), (2,)],
        ),
        (
            "",
            "CREATE TABLE a (x INT);\nINSERT INTO a VALUES (1), (3);\nCREATE TABLE b AS SELECT max(x) AS m FROM a;\n",
            "SELECT m FROM b",
            [(3,)],
        ),
        (
            "postgres",
            "CREATE TABLE a (x INT, l INT[]);\nINSERT INTO a VALUES (1, ARRAY[1, 2]), (2, '{}'::int[]);\n",
            "SELECT x FROM a ORDER BY x",
            [(1,), (2,)],
        ),
        (
            "postgres",
            "CREATE TABLE a (x MONEY, CHECK (x > '-9'::money));\n"
            "INSERT INTO a VALUES ('$1,234.50'), ('-$2.00'), ('3');\n",
            "SELECT CAST(x AS DOUBLE) FROM a ORDER BY 1",
            [(-2.0,), (3.0,), (1234.5,)],
        ),
        (
            "mysql",
            "CREATE TABLE a (x INT PRIMARY KEY AUTO_INCREMENT, y INT);\nINSERT INTO a VALUES (NULL, 1), (9, 2);\n"
            "INSERT INTO a VALUES (3+0, 3);\nINSERT INTO a (y) VALUES (4);\nDELETE FROM a WHERE y = 3;\n",
            "SELECT x, y FROM a ORDER BY x",
            [(1, 1), (9, 2), (10, 4)],
        ),
    ],
)
def test_scripts_are_done_as_their_engine_does_them(
    read: Reader, dialect: str, script: str, query: str, rows: list[tuple[object, ...]]
) -> None:
    found = read(script, dialect=dialect)
    assert found.query(query) == rows
    assert all(table.read == table.rows for table in found.result.tables)
    assert not found.result.left


@pytest.mark.parametrize(
    ("script", "dialect"),
    [
        ("\\c music;\nCREATE TABLE a (x INT);\nINSERT INTO a VALUES (N'b');\n", "postgres"),
        ("CREATE TABLE a (x INT GENERATED ALWAYS AS IDENTITY (START WITH 5));\n", "postgres"),
        ("CREATE TABLE a (\n  x INT\n)\nGO\n", "tsql"),
        ("CREATE TABLE `a` (x INT);\n", "mysql"),
        ("CREATE TABLE a (x INTEGER PRIMARY KEY AUTOINCREMENT);\n", "sqlite"),
        ("CREATE TABLE a (x NUMBER(9), y VARCHAR2(9));\n", "oracle"),
    ],
)
def test_a_few_words_tell_a_dialect(script: str, dialect: str) -> None:
    assert dialect_of(script) == dialect


def test_folders_of_imports_that_were_killed_are_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "sqlgym-import-999999999-x").mkdir()
    (tmp_path / "a.sql").write_text("")
    with Intake([tmp_path / "a.sql"]) as intake:
        assert [one for one in tmp_path.iterdir() if one.is_dir()] == [intake.path]

"""Hostile answers: each ends with a status and a sentence, in time, with nothing read and nothing written."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sqlgym.report import Style, write
from sqlgym.verdict import Report, Verdict

CANARY = "canary-7f3a"

REFUSED = {
    "read a text file": "SELECT * FROM read_text('{secret}')",
    "read a blob": "SELECT * FROM read_blob('{secret}')",
    "read a CSV": "SELECT * FROM read_csv('{secret}')",
    "read a CSV by guess": "SELECT * FROM read_csv_auto('{secret}')",
    "read JSON": "SELECT * FROM read_json('{secret}')",
    "read Parquet": "SELECT * FROM read_parquet('{secret}')",
    "read a DuckDB file": "SELECT * FROM read_duckdb('{secret}')",
    "sniff": "SELECT * FROM sniff_csv('{secret}')",
    "name a file as a table": "SELECT * FROM '{secret}'",
    "glob": "SELECT * FROM glob('{folder}/*')",
    "metadata": "SELECT * FROM parquet_metadata('{secret}')",
    "copy out": "COPY (SELECT 1) TO '{target}'",
    "copy in": "COPY Pets FROM '{secret}'",
    "export": "EXPORT DATABASE '{target}'",
    "import": "IMPORT DATABASE '{folder}'",
    "attach a file": "ATTACH '{target}' AS other",
    "attach memory": "ATTACH ':memory:' AS other",
    "install": "INSTALL httpfs",
    "load": "LOAD httpfs",
    "set": "SET enable_external_access = true",
    "reset": "RESET lock_configuration",
    "pragma": "PRAGMA enable_profiling",
    "call": "CALL pragma_version()",
    "explain": "EXPLAIN SELECT 1",
    "show": "SHOW TABLES",
    "describe": "DESCRIBE Pets",
    "describe inside": "SELECT * FROM (DESCRIBE Pets)",
    "summarize": "SUMMARIZE Pets",
    "query": "SELECT * FROM query('SELECT 1')",
    "query a table": "SELECT * FROM query_table('Pets')",
    "serialised": "SELECT * FROM json_execute_serialized_sql('{{}}')",
    "current query": "SELECT current_query()",
    "setting": "SELECT current_setting('memory_limit')",
    "settings": "SELECT * FROM duckdb_settings()",
    "secrets": "FROM duckdb_secrets()",
    "catalog table": "SELECT * FROM duckdb_tables",
    "information schema": "SELECT * FROM information_schema.tables",
    "pg catalog": "SELECT * FROM pg_catalog.pg_class",
    "sqlite master": "SELECT * FROM sqlite_master",
    "log": "SELECT write_log('x')",
    "in a pivot": "PIVOT (FROM duckdb_settings()) ON name USING count(*)",
    "catalog in a pivot": (
        "FROM (PIVOT (SELECT database_name, path FROM duckdb_databases) ON database_name USING first(path))"
    ),
    "quoted catalog in a pivot": 'PIVOT (SELECT * FROM Pets, "duckdb_settings"() s) ON id',
    "schema in a pivot": "PIVOT (SELECT * FROM information_schema.tables) ON table_name",
    "subquery in a pivot": "PIVOT (SELECT id, (SELECT count(*) FROM sqlite_master) n FROM Pets) ON id",
    "version in a pivot": "PIVOT (FROM Pets, pragma_version()) ON id",
    "function in a pivot": "PIVOT (FROM test_all_types()) ON bool USING first(int)",
    "show in a pivot": "PIVOT (SHOW TABLES) ON name",
    "describe in a pivot": "PIVOT (/* x */ DESCRIBE Pets) ON column_name",
    "table made of a pivot": "CREATE TABLE x AS PIVOT Pets ON id",
    "insert": "INSERT INTO Pets VALUES (9, 'x', 1, NULL)",
    "insert inside": "WITH x AS (INSERT INTO Pets VALUES (9, 'x', 1, NULL) RETURNING *) SELECT * FROM x",
    "delete": "DELETE FROM Pets",
    "update": "UPDATE Pets SET weight = 0",
    "drop": "DROP TABLE Pets",
    "temp table that shadows": "CREATE TEMP TABLE Pets AS SELECT 1",
    "macro that shadows": "CREATE MACRO max(x) AS 1",
    "begin": "BEGIN",
    "prepare": "PREPARE p AS SELECT 1",
    "two statements": "SELECT 1; SELECT 2",
    "second after a comment": "SELECT 1; -- harmless\nDROP TABLE Pets",
}

LIMIT = {
    "endless recursion": "WITH RECURSIVE t AS (SELECT 1 AS x UNION ALL SELECT 1 FROM t) SELECT count(*) FROM t",
    "cross join of ranges": "SELECT count(*) FROM range(9000000) a, range(9000000) b WHERE a.range + b.range = 7",
    "sleep": "SELECT pg_sleep(60)",
    "a text of two gigabytes": "SELECT repeat('x', 2000000000)",
    "its length": "SELECT length(repeat('x', 2000000000))",
    "a list of 500 million": "SELECT list(range) FROM range(500000000)",
    "50 million rows": "SELECT * FROM range(50000000)",
    "100,001 rows": "SELECT * FROM range(100001)",
    "wide rows": "SELECT repeat('x', 1000000) FROM range(1000)",
}

ERROR = {
    "10,000 brackets": "SELECT " + "(" * 10_000 + "1" + ")" * 10_000,
    "a sum of 100,000": "SELECT " + "+".join(["1"] * 100_000),
    "unclosed quote": "SELECT 'abc",
    "unclosed name": 'SELECT "abc',
    "unclosed comment": "SELECT 1 /* abc",
    "a parameter": "SELECT $1",
    "reversed text": "SELECT 1 \u202e FROM Pets x y",
}


@pytest.fixture
def attack(judge: Callable[[str | bytes], Verdict], tmp_path: Path) -> Callable[[str], Verdict]:
    """Judges a hostile answer and makes sure that it read and wrote nothing."""
    secret = tmp_path / "secret.csv"
    secret.write_text(f"a,b\n{CANARY},2\n")

    def attacked(sql: str) -> Verdict:
        if "{" in sql:
            sql = sql.format(secret=secret, folder=tmp_path, target=tmp_path / "target")
        before, began = listing(tmp_path), time.monotonic()
        verdict = judge(sql)
        assert time.monotonic() - began < 10
        assert listing(tmp_path) | {"answer.sql"} == before | {"answer.sql"}
        assert CANARY not in write("json", Report("", (verdict,), {}), Style())
        return verdict

    return attacked


def listing(folder: Path) -> set[str]:
    """The names in a folder."""
    return set(os.listdir(folder))


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_reading_is_refused_with_what_is_expected_instead(
    name: str, attack: Callable[[str], Verdict]
) -> None:
    verdict = attack(REFUSED[name])
    assert verdict.status == "refused", verdict.findings
    assert verdict.findings[0].message
    assert verdict.findings[0].help


@pytest.mark.parametrize("name", LIMIT)
def test_what_takes_too_much_is_stopped(name: str, attack: Callable[[str], Verdict]) -> None:
    verdict = attack(LIMIT[name])
    assert verdict.status == "limit", verdict.findings


@pytest.mark.parametrize("name", ERROR)
def test_what_does_not_parse_is_an_error_with_a_sentence(name: str, attack: Callable[[str], Verdict]) -> None:
    verdict = attack(ERROR[name])
    assert verdict.status == "error", verdict.findings
    assert "Traceback" not in verdict.findings[0].message


def test_the_next_answer_is_judged_as_if_none_had_been_before(judge: Callable[[str], Verdict]) -> None:
    assert judge("SELECT repeat('x', 2000000000)").status == "limit"
    assert judge("SELECT name, weight FROM Pets ORDER BY weight DESC NULLS LAST").status == "correct"

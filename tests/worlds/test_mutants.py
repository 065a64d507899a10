"""Mutants: what each operator makes of a small query and says about it, and what holds for all of them."""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from sqlgym.engines.duckdb.catalog import describe
from sqlgym.errors import CourseError
from sqlgym.schema import Column, Table
from sqlgym.worlds.mutants import Mutant, chosen, mutants
from sqlgym.worlds.mutants.query import Query
from sqlgym.worlds.mutants.registry import OPERATORS

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).with_name("operators.txt")
REFERENCES = [
    (ROOT / "exercises" / name / "reference.sql").read_text()
    for name in ("employee_orders", "second_highest")
]


def read_golden() -> dict[str, tuple[str, str]]:
    """operators.txt: operator → its query, and the text of what becomes of it."""
    blocks = [block.split("\n", 2) for block in GOLDEN.read_text().strip().split("\n\n")]
    return {name: (before, after) for name, before, after in blocks}


EXAMPLES = read_golden()


@cache
def connection() -> duckdb.DuckDBPyConnection:
    """An empty company."""
    opened = duckdb.connect()
    opened.execute((ROOT / "schema/company/schema.sql").read_text())
    return opened


@cache
def tables() -> tuple[Table, ...]:
    return tuple(describe(connection()))


def runs(sql: str) -> bool:
    try:
        connection().execute(f"EXPLAIN {sql}")
    except duckdb.Error:
        return False
    return True


@cache
def of(reference: str) -> tuple[Mutant, ...]:
    return mutants(reference, tables(), most=10_000)


def normal(sql: str) -> str:
    return sqlglot.parse_one(sql, dialect="duckdb").sql("duckdb")


def becomes(name: str, before: str) -> str:
    """What one operator makes of a query, as operators.txt has it."""
    query = Query(sqlglot.parse_one(before, dialect="duckdb"), tables())  # type: ignore[arg-type]
    made = {fault.tree.sql("duckdb"): fault.names for fault in OPERATORS[name].make(query)}
    return "\n".join(
        f"=> {sql}\n   {OPERATORS[name].sentence.format(**names)}" for sql, names in made.items()
    )


def test_every_operator_has_an_example(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden", default=False):
        changed = (f"{name}\n{before}\n{becomes(name, before)}\n" for name, (before, _) in EXAMPLES.items())
        GOLDEN.write_text("\n".join(changed))
    assert list(EXAMPLES) == list(OPERATORS)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_operator_changes_its_example_as_promised_and_says_so(name: str) -> None:
    before, after = EXAMPLES[name]
    assert becomes(name, before) == after
    made = [line.removeprefix("=> ") for line in after.splitlines() if line.startswith("=> ")]
    assert made == [normal(sql) for sql in made]
    assert all(map(runs, [before, *made]))


@pytest.mark.parametrize("reference", REFERENCES)
def test_mutants_of_the_references_run_and_are_all_different(reference: str) -> None:
    texts = [mutant.sql for mutant in of(reference)]
    assert len({normal(reference), *texts}) == len(texts) + 1 > 70
    assert all(map(runs, texts))


@pytest.mark.parametrize("before", sorted({before for before, _ in EXAMPLES.values()} | set(REFERENCES)))
def test_sentences_give_away_neither_constants_nor_clauses(before: str) -> None:
    constants = {
        one.this.lower() for one in sqlglot.parse_one(before, dialect="duckdb").find_all(exp.Literal)
    }
    for mutant in of(before):
        words = set(re.findall(r"\w+", mutant.sentence)) - {"NULL"}
        assert not [word for word in words if word.isupper() or word.isdigit() or word.lower() in constants]
        assert mutant.sentence[-1] not in ".?"
        assert len(mutant.sentence) < 150


def test_mutants_are_the_same_each_time() -> None:
    first = mutants(REFERENCES[0], tables())
    script = "import sys, test_mutants as t; print(*[m.sql for m in t.mutants(t.REFERENCES[0], t.tables())], sep='\\n')"
    other = subprocess.run(
        [sys.executable, "-c", script], cwd=Path(__file__).parent, capture_output=True, text=True, check=True
    )
    assert other.stdout.splitlines() == [mutant.sql for mutant in first]


def test_what_does_not_run_is_dropped() -> None:
    reference = "SELECT region, COUNT(*) FROM Customers GROUP BY 1"
    kept = mutants(reference, tables(), runs=runs)
    assert 0 < len(kept) < len(mutants(reference, tables()))
    assert all(runs(mutant.sql) for mutant in kept)


def test_a_limit_is_shared_evenly_and_loses_no_operator() -> None:
    found = [
        Mutant(name, str(number), "") for name in "abc" for number in range({"a": 9, "b": 1, "c": 4}[name])
    ]
    kept = chosen(found, 8)
    assert "".join(mutant.operator for mutant in kept) == "aaaabccc"
    assert [mutant.sql for mutant in kept] == ["0", "1", "2", "3", "0", "0", "1", "2"]
    assert {mutant.operator for mutant in mutants(REFERENCES[0], tables(), most=60)} == {
        mutant.operator for mutant in of(REFERENCES[0])
    }


def test_only_a_single_query_has_mutants() -> None:
    assert mutants("DELETE FROM Orders", tables()) == ()
    assert mutants("SELECT 1; SELECT 2", tables()) == ()
    assert mutants("-- nothing yet", tables()) == ()
    with pytest.raises(CourseError, match=r"^here\.sql: sqlglot cannot read this"):
        mutants("SELECT (", tables(), path="here.sql")


def test_columns_are_traced_through_subqueries_and_ctes() -> None:
    tree = sqlglot.parse_one("""
        WITH Employees AS (SELECT id, salary AS pay FROM Employees), more AS (SELECT * FROM Employees)
        SELECT x.wage, pay FROM (SELECT pay AS wage FROM more) AS x, more""")
    query = Query(tree, tables())  # type: ignore[arg-type]
    found = [query.origin(one) for one in query.tree.selects]
    assert [(origin.table.name, origin.column.name) for origin in found if origin] == [
        ("Employees", "salary")
    ] * 2


def test_from_first_is_changed_like_any_query() -> None:
    usual = mutants("SELECT e.id FROM Employees AS e JOIN Orders AS o ON o.employee_id = e.id", tables())
    first = mutants("FROM Employees AS e JOIN Orders AS o ON o.employee_id = e.id SELECT e.id", tables())
    assert [mutant.sql for mutant in first] == [mutant.sql for mutant in usual]


def test_names_are_quoted_where_they_need_it() -> None:
    table = Table("odd table", (Column("id", "INTEGER"), Column("name", "VARCHAR")), primary_key=("id",))
    texts = [mutant.sql for mutant in mutants('SELECT name FROM "odd table"', [table])]
    assert 'SELECT "odd table".id, name FROM "odd table"' in texts

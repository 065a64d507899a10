"""Kind index: an index serves if it serves a query whatever it asks for; what it costs is bytes as well as entries."""

from collections.abc import Callable

import pytest

from conftest import checker, evidence
from sqlgym.kinds.index.other_constants import compared
from sqlgym.sandbox import Sandbox
from sqlgym.verdict import Verdict
from sqlgym.verdict.evidence import IndexEvidence

SCHEMA = """
CREATE TABLE Sales (
    id INTEGER PRIMARY KEY, shop INTEGER NOT NULL, amount DECIMAL(8, 2) NOT NULL, day DATE NOT NULL
);
"""
DATA = """
INSERT INTO Sales SELECT n, n % 40, (n * 7 % 5000) / 10, DATE '2025-01-01' + CAST(n // 10 AS INTEGER)
FROM range(3000) AS made(n);
"""
WORKLOAD = """
-- name: of a shop
SELECT id, amount FROM Sales WHERE shop = 7;
-- name: of a week; weight: 2
SELECT id FROM Sales AS s WHERE s.day >= '2025-03-03' AND s.day < '2025-03-10';
-- name: the old shop; vary: no
SELECT amount, day FROM Sales WHERE id > 1000 AND amount = 12.5;
"""
RIGHT = (
    "CREATE INDEX shop ON Sales (shop); CREATE INDEX day ON Sales (day);"
    "CREATE INDEX amount ON Sales (amount) WHERE amount = 12.5;"
)
Judge = Callable[[str], Verdict]


@pytest.fixture(scope="module")
def judge_sales(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """Judges indexes for a small table of sales."""
    root = tmp_path_factory.mktemp("sales")
    files = {
        "schema/sales/schema.sql": SCHEMA,
        "schema/sales/data.sql": DATA,
        "exercises/sales/exercise.toml": 'title = "Sales"\nkind = "index"\nschema = "sales"\ntask = "Fast."\n[index]\n',
        "exercises/sales/workload.sql": WORKLOAD,
        "exercises/sales/reference.sql": RIGHT,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def judged(sql: str) -> Verdict:
        answer = root / "answer.sql"
        answer.write_text(sql)
        return checker(sandbox, root).check(answer, "sales")

    return judged


def test_an_index_for_every_shop_and_week_is_right(judge_sales: Judge) -> None:
    verdict = judge_sales(RIGHT.replace("(day)", "(day DESC, id)"))
    assert verdict.status == "correct", verdict.findings


@pytest.mark.parametrize(
    ("plain", "partial"),
    [
        ("ON Sales (shop)", "ON Sales (shop) WHERE shop = 7"),
        ("ON Sales (day)", "ON Sales (day) WHERE day >= '2025-03-03' AND day < '2025-03-10'"),
    ],
)
def test_an_index_of_only_what_the_workload_names_is_slow(
    judge_sales: Judge, plain: str, partial: str
) -> None:
    verdict = judge_sales(RIGHT.replace(plain, partial))
    assert [one.check for one in verdict.findings] == ["slow", "unused"]
    assert "That is so with other values: WHERE" in verdict.findings[0].message


def test_a_name_like_a_line_of_the_plan_serves_nothing(judge_sales: Judge) -> None:
    verdict = judge_sales(
        RIGHT.replace("INDEX shop", 'INDEX "e (shop=?)"') + "CREATE INDEX e ON Sales (shop, id);"
    )
    lines = {line.name: line.serves for line in evidence(verdict, IndexEvidence).indexes}
    assert sorted(map(len, (lines["e"], lines["e (shop=?)"]))) == [0, 1]
    assert verdict.status == "wrong"


def test_an_entry_of_more_bytes_than_two_rows_is_too_wide(judge_sales: Judge) -> None:
    verdict = judge_sales(RIGHT.replace("(day)", "(day, hex(zeroblob(300)))"))
    assert [one.check for one in verdict.findings] == ["wide"]


def test_a_hundred_indexes_are_told_in_a_few_words(judge_sales: Judge) -> None:
    verdict = judge_sales("".join(f"CREATE INDEX i{n} ON Sales (shop);" for n in range(100)))
    assert (verdict.status, "at most 50" in verdict.findings[0].message) == ("refused", True)
    verdict = judge_sales("".join(f"CREATE INDEX i{n} ON Sales (shop);" for n in range(9)))
    assert len(verdict.findings) == 2 + 10 + 1
    assert verdict.findings[-1].message == "26 more are like that."


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT a FROM t WHERE a = 1.5 AND t.b IN (3, 4)", [("a", "1.5"), ("b", "3"), ("b", "4")]),
        ("SELECT 7 FROM t WHERE d BETWEEN '2025-01-01' AND 6 LIMIT 3", [("d", "2025-01-01"), ("d", "6")]),
        ("SELECT a + 1 FROM t WHERE a + 2 > b - 5 AND c LIKE '7' ORDER BY 1", []),
    ],
)  # fmt: skip
def test_the_constants_of_a_query_are_found_with_their_columns(
    sql: str, expected: list[tuple[str, str]]
) -> None:
    assert [(one.column, str(one.value)) for one in compared(sql)] == expected

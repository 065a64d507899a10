"""Judging a query, end to end on DuckDB: what other graders get wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import EXERCISE as WHOLE
from conftest import ROOT, checker, evidence, of_kind, write_course
from sqlgym.report import Style
from sqlgym.report.text import counterexample
from sqlgym.sandbox import Sandbox
from sqlgym.sql.comments import leading_comment
from sqlgym.verdict import Counterexample, Grid, Verdict
from sqlgym.verdict.evidence import QueryEvidence

Compared = Callable[..., Verdict]

EXERCISE = WHOLE + "[worlds]\ncount = 20\n"
"""Few worlds: what is tried here is how results are compared."""

PETS = "(VALUES (1, 'Ada', 4.5), (2, 'Bob', NULL), (3, 'Cy', 4.5)) AS p(id, name, weight)"


@pytest.fixture
def compared(sandbox: Sandbox, tmp_path: Path) -> Compared:
    """Judges an answer against a reference, with settings of exercise.toml if given."""

    def compare(reference: str, answer: str, settings: str = "") -> Verdict:
        root = write_course(tmp_path / "course", EXERCISE + settings, reference)
        path = tmp_path / "answer.sql"
        path.write_text(answer)
        return checker(sandbox, root).check(path, "heavy_pets")

    return compare


RIGHT = {
    "another order of rows": ("SELECT range FROM range(3)", "SELECT 2 - range FROM range(3)"),
    "0.3 as a sum": ("SELECT 0.3::DOUBLE", "SELECT 0.1::DOUBLE + 0.2::DOUBLE"),
    "DECIMAL for INTEGER": ("SELECT 5", "SELECT 5.00"),
    "HUGEINT for INTEGER": ("SELECT 6", "SELECT sum(range) FROM range(4)"),
    "NaN": ("SELECT 'NaN'::DOUBLE", "SELECT 'nan'::FLOAT"),
    "infinity": ("SELECT 'inf'::DOUBLE", "SELECT 1e308 * 1e10"),
    "38 digits": ("SELECT 12345678901234567890123456789012345678", "SELECT 12345678901234567890123456789012345678"),
    "a list": ("SELECT [1, 2]", "SELECT list(range) FROM range(1, 3)"),
    "a struct": ("SELECT {'a': 1, 'b': [0.3::DOUBLE]}", "SELECT {'a': 1, 'b': [0.1::DOUBLE + 0.2]}"),
    "a blob": ("SELECT '\\xAA'::BLOB", "SELECT unhex('AA')"),
    "an interval": ("SELECT INTERVAL 60 MINUTE", "SELECT INTERVAL 1 HOUR"),
    "one instant in two zones": (
        "SELECT TIMESTAMPTZ '2024-01-01 12:00:00+00'",
        "SELECT TIMESTAMPTZ '2024-01-01 14:00:00+02'",
    ),
    "a date as its midnight": ("SELECT DATE '2024-01-01'", "SELECT TIMESTAMP '2024-01-01 00:00:00'"),
    "two columns of one name": ("SELECT 1 AS a, 2 AS a", "SELECT 1 AS a, 2 AS a"),
    "no rows": ("SELECT 1 WHERE false", "SELECT 2 WHERE 1 = 2"),
    "an enum as text": ("SELECT 'a'", "SELECT 'a'::ENUM('a', 'b')"),
    "FROM first": ("SELECT name FROM Pets", "FROM Pets SELECT name"),
    "VALUES": ("SELECT 1 UNION ALL SELECT 2", "VALUES (2), (1)"),
    "TABLE": ("SELECT * FROM Pets", "TABLE Pets"),
    "a pivot": (
        "SELECT 1 AS id, 2 AS a UNION ALL SELECT 3, 4",
        "PIVOT (VALUES (1, 'a', 2), (3, 'a', 4)) AS t(id, k, v) ON k USING sum(v)",
    ),
    "a recursion": (
        "SELECT 6",
        "WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t WHERE n < 3) SELECT sum(n) FROM t",
    ),
}  # fmt: skip

WRONG = {
    "'' for NULL": ("SELECT NULL::VARCHAR", "SELECT ''", "nulls"),
    "the text None for NULL": ("SELECT NULL::VARCHAR", "SELECT 'None'", "nulls"),
    "a date as text": ("SELECT DATE '2024-01-01'", "SELECT '2024-01-01'", "types"),
    "1 for true": ("SELECT true", "SELECT 1", "types"),
    "swapped columns": ("SELECT 1, 'a'", "SELECT 'a', 1", "column order"),
    "an extra column": ("SELECT 1", "SELECT 1, 2", "columns"),
    "duplicates": ("SELECT 1", "SELECT 1 FROM range(2)", "duplicates"),
    "past row 100": (
        "SELECT range AS id, range AS n FROM range(5000)",
        "SELECT range, CASE range WHEN 4999 THEN 0 ELSE range END FROM range(5000)",
        "changed",
    ),
    "no rows at all": ("SELECT 1", "SELECT 1 WHERE false", "missing"),
    "rows where none are": ("SELECT 1 WHERE false", "SELECT 1", "extra"),
    "a rounded number": ("SELECT 2.345", "SELECT 2.35", "rounding"),
    "one digit of 38": (
        "SELECT 12345678901234567890123456789012345678",
        "SELECT 12345678901234567890123456789012345679",
        "",
    ),
    "-infinity": ("SELECT 'inf'::DOUBLE", "SELECT '-inf'::DOUBLE", ""),
    "a time without zone": ("SELECT TIMESTAMPTZ '2024-01-01 12:00+00'", "SELECT TIMESTAMP '2024-01-01 12:00'", ""),
    "trailing blank": ("SELECT 'a'", "SELECT 'a '", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_passes(name: str, compared: Compared) -> None:
    verdict = compared(*RIGHT[name])
    assert verdict.status == "correct", verdict.findings


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_fails_for_its_reason(name: str, compared: Compared) -> None:
    reference, answer, reason = WRONG[name]
    verdict = compared(reference, answer)
    assert verdict.status == "wrong"
    assert not reason or verdict.findings[0].check == reason, verdict.findings


@pytest.mark.parametrize("blank", ["\u00a0", "\u2003", "\u3000", "\ufeff", "\u200b"])
def test_a_blank_that_a_web_page_pastes_is_read_as_a_blank(blank: str, compared: Compared) -> None:
    assert compared("SELECT 1", f"SELECT{blank}1").status == "correct"
    assert compared("SELECT 'a b'", f"SELECT{blank}'a{blank}b'").status == "wrong"


def test_the_place_of_an_error_counts_a_pasted_blank(compared: Compared) -> None:
    place = compared("SELECT 1", "\n SELECT\u00a0nothing").findings[0].place
    assert place is not None
    assert (place.line, place.column, place.length) == (2, 9, 7)


def test_another_alias_is_right_with_a_note(compared: Compared) -> None:
    verdict = compared("SELECT 1 AS n", "SELECT 1 AS m")
    assert verdict.status == "correct"
    assert "m" in verdict.notes[0]


def test_columns_by_name_may_stand_in_any_order(compared: Compared) -> None:
    settings = '[compare]\ncolumns = "name"'
    assert compared("SELECT 1 AS a, 2 AS b", "SELECT 2 AS b, 1 AS a", settings).status == "correct"
    assert compared("SELECT 1 AS a, 2 AS b", "SELECT 1 AS a, 2 AS c", settings).status == "wrong"


ORDERED = f"SELECT name FROM {PETS} ORDER BY weight DESC NULLS LAST"


def test_order_counts_as_far_as_the_reference_orders(compared: Compared) -> None:
    assert compared(ORDERED, "VALUES ('Cy'), ('Ada'), ('Bob')").status == "correct"
    assert compared(ORDERED, "VALUES ('Ada'), ('Cy'), ('Bob')").status == "correct"
    assert compared(ORDERED, "VALUES ('Ada'), ('Bob'), ('Cy')").findings[0].check == "order"


def test_order_can_be_exact_or_of_no_account(compared: Compared) -> None:
    exact, none = '[compare]\norder = "exact"', '[compare]\norder = "none"'
    assert compared(ORDERED, "VALUES ('Cy'), ('Ada'), ('Bob')", exact).status == "wrong"
    assert compared(ORDERED, "VALUES ('Bob'), ('Ada'), ('Cy')", none).status == "correct"


@pytest.mark.parametrize("pick", ["Ada", "Cy"])
def test_where_limit_cuts_a_tie_any_of_its_rows_will_do(compared: Compared, pick: str) -> None:
    assert compared(ORDERED + " LIMIT 1", f"SELECT '{pick}'").status == "correct"
    assert compared(ORDERED + " LIMIT 1", "SELECT 'Bob'").status == "wrong"


def test_offset_leaves_the_other_rows_of_a_tie(compared: Compared) -> None:
    reference = ORDERED + " LIMIT 2 OFFSET 1"
    assert compared(reference, "VALUES ('Ada'), ('Bob')").status == "correct"
    assert compared(reference, "VALUES ('Cy'), ('Bob')").status == "correct"
    assert compared(reference, "VALUES ('Bob'), ('Cy')").status == "wrong"


SORTED = {
    "by an alias": f"SELECT -id AS k, name FROM {PETS} ORDER BY k",
    "by a number": f"SELECT id, name FROM {PETS} ORDER BY 1 DESC",
    "by an expression with an alias": f"SELECT id AS k, name FROM {PETS} ORDER BY k * -1",
    "by a column that is not in the output": f"SELECT name FROM {PETS} ORDER BY id DESC",
    "by all": f"SELECT name, id FROM {PETS} ORDER BY ALL",
    "of a union": "SELECT 1 AS a UNION SELECT 2 ORDER BY a DESC",
    "of distinct rows": f"SELECT DISTINCT id FROM {PETS} ORDER BY id DESC",
    "of groups": f"SELECT weight, count(*) FROM {PETS} GROUP BY weight ORDER BY count(*) DESC",
    "with a CTE": f"WITH p AS (FROM {PETS}) SELECT name FROM p ORDER BY id DESC",
    "of a union by an expression": "SELECT 'a' AS a UNION SELECT 'bb' ORDER BY length(a) DESC",
    "of a union by a column of one side": f"SELECT name n FROM {PETS} UNION SELECT p.name FROM {PETS} ORDER BY p.name",
    "of a union by all": f"SELECT id FROM {PETS} EXCEPT SELECT 2 ORDER BY ALL DESC",
    "of distinct rows by a qualified name": f"SELECT DISTINCT p.name FROM {PETS} ORDER BY p.name",
    "of distinct rows by a longer name": f"SELECT DISTINCT name FROM {PETS} ORDER BY p.name",
    "of distinct values": f"SELECT DISTINCT upper(name) FROM {PETS} ORDER BY upper(name)",
    "of distinct rows by a column of *": f"SELECT DISTINCT * FROM {PETS} ORDER BY p.id",
    "of distinct rows by one of two stars": "WITH t AS (SELECT unnest([1, 2]) AS id) "
    "SELECT DISTINCT a.*, b.*, a.id < b.id FROM t AS a, t AS b ORDER BY b.id, a.id",
    "of distinct rows downwards": f"SELECT DISTINCT id FROM {PETS} ORDER BY -id",
    "of distinct rows by an alias": f"SELECT DISTINCT upper(name) AS n FROM {PETS} ORDER BY n || 'x'",
    "of distinct groups": f"SELECT DISTINCT name, count(*) FROM {PETS} GROUP BY name ORDER BY count(*), lower(name)",
    "of distinct rows by all": f"SELECT DISTINCT name FROM {PETS} ORDER BY ALL",
    "of the first of each": f"SELECT DISTINCT ON (id) name FROM {PETS} ORDER BY id DESC, name",
    "of all groups": f"SELECT weight, count(*) FROM {PETS} GROUP BY ALL ORDER BY sum(id)",
    "of chosen windows": f"SELECT name FROM {PETS} QUALIFY row_number() OVER (ORDER BY id) < 9 ORDER BY id % 2, p.id",
    "by an alias that is a column too": f"SELECT -id AS id FROM {PETS} ORDER BY id + 0",
    "by two columns of one name": f"SELECT id AS a, name AS a FROM {PETS} ORDER BY 2 DESC",
    "of a window": f"SELECT name FROM {PETS} ORDER BY row_number() OVER (ORDER BY id DESC)",
}


@pytest.mark.parametrize("name", SORTED)
def test_an_order_is_seen_however_it_is_written(name: str, compared: Compared) -> None:
    turned = f"WITH r AS ({SORTED[name]}), n AS (SELECT *, row_number() OVER () AS n_ FROM r) "
    backwards = turned + "SELECT * EXCLUDE n_ FROM n ORDER BY n_ DESC"
    assert compared(SORTED[name], SORTED[name]).status == "correct"
    assert compared(SORTED[name], backwards).findings[0].check == "order"


@pytest.mark.parametrize(
    "reference",
    [
        f"SELECT DISTINCT weight FROM {PETS} ORDER BY name",
        f"SELECT DISTINCT weight AS name FROM {PETS} ORDER BY p.name",
        f"SELECT DISTINCT * EXCLUDE (id) FROM {PETS} ORDER BY p.id",
        f"SELECT DISTINCT weight FROM {PETS} ORDER BY (SELECT max(id) FROM {PETS})",
        f"SELECT name FROM {PETS} ORDER BY name COLLATE de",
    ],
)
def test_a_sort_key_that_cannot_be_followed_is_the_courses_fault(reference: str, compared: Compared) -> None:
    verdict = compared(reference, reference)
    assert (verdict.status, verdict.findings[0].message.count("ORDER BY")) == ("ungraded", 1)


TIED = {
    "texts that a collation takes for one": (
        "SELECT n FROM (VALUES ('b'), ('B'), ('a')) AS t(n) ORDER BY n COLLATE NOCASE",
        "VALUES ('a'), ('B'), ('b')",
        "VALUES ('b'), ('a'), ('B')",
    ),
    "what an alias means": (
        "SELECT id % 2 AS id, n FROM (VALUES (1, 'a'), (3, 'b')) AS t(id, n) ORDER BY id + 0",
        "VALUES (1, 'a'), (1, 'b')",
        "VALUES (1, 'b'), (1, 'a')",
    ),
    "values of a union": (
        "SELECT 'bb' AS n UNION SELECT 'aa' UNION SELECT 'c' ORDER BY length(n)",
        "VALUES ('c'), ('bb'), ('aa')",
        "VALUES ('bb'), ('c'), ('aa')",
    ),
}


@pytest.mark.parametrize("name", TIED)
def test_what_ties_may_stand_in_any_order_and_nothing_else(name: str, compared: Compared) -> None:
    reference, right, wrong = TIED[name]
    assert compared(reference, reference).status == "correct"
    assert compared(reference, right).status == "correct"
    assert compared(reference, wrong).findings[0].check == "order"


def test_expected_values_stay_hidden_where_the_course_says_so(compared: Compared) -> None:
    verdict = compared("SELECT 4711 AS n", "SELECT 1", "[feedback]\nexpected = false")
    assert verdict.status == "wrong"
    assert "4711" not in str(verdict)


def test_the_text_of_the_reference_is_never_a_columns_name(compared: Compared) -> None:
    reference = "SELECT max(weight) - 4711 FROM Pets"
    for answer in ("SELECT 1 AS n", "SELECT 1, 2", "SELECT NULL", "SELECT 4706.5 AS n"):
        assert "4711" not in str(compared(reference, answer).findings + compared(reference, answer).notes)


def test_the_references_plan_is_shown_only_after_passing(compared: Compared) -> None:
    assert compared("SELECT name FROM Pets", "SELECT id FROM Pets").plans.reference is None
    assert compared("SELECT name FROM Pets", "SELECT name FROM Pets").plans.reference is not None
    never = '[feedback]\nreference = "never"'
    assert compared("SELECT name FROM Pets", "SELECT name FROM Pets", never).plans.reference is None


def test_the_counts_of_rows_are_always_told(compared: Compared) -> None:
    verdict = compared("SELECT range FROM range(7)", "SELECT range FROM range(5)")
    assert (evidence(verdict, QueryEvidence).expected_rows, evidence(verdict, QueryEvidence).actual_rows) == (
        7,
        5,
    )


FOLDERS = [path.parent for path in of_kind(ROOT, "query", "") if path.stem == "reference"]
SAMPLES = [sample for folder in FOLDERS if (sample := folder.with_suffix(".sql")).exists()]
ACCEPTED = of_kind(ROOT, "query", "accepted") + SAMPLES
WRONG_ANSWERS = of_kind(ROOT, "query", "wrong")
SMALL = {"available_books": 12}
"""Rows that a counterexample may have: the page that is asked for begins behind the fifth book."""


def label(path: Path) -> str:
    """A file's name for a test."""
    return f"{path.parent.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", ACCEPTED, ids=label)
def test_every_accepted_answer_and_sample_is_right(path: Path, sandbox: Sandbox) -> None:
    verdict = checker(sandbox).check(path)
    assert verdict.status == "correct", verdict.findings


@pytest.mark.parametrize("path", WRONG_ANSWERS, ids=label)
def test_every_wrong_answer_is_told_apart_and_ends_in_a_small_database(path: Path, sandbox: Sandbox) -> None:
    verdict = checker(sandbox).check(path)
    assert verdict.status == "wrong"
    assert verdict.diagnosis == leading_comment(path.read_text())
    if verdict.findings[0].check != "work":
        assert verdict.counterexample is not None
        rows = sum(len(grid.rows) for grid in verdict.counterexample.tables.values())
        assert rows <= SMALL.get(verdict.exercise, 6)


def test_a_refused_table_function_is_pointed_at(judge: Callable[[str], Verdict]) -> None:
    place = judge("SELECT * FROM read_text('/etc/passwd')").findings[0].place
    assert place is not None
    assert (place.column, place.length) == (15, len("read_text('/etc/passwd')"))


def test_a_result_without_rows_shows_its_columns() -> None:
    found = Counterexample({}, Grid(("id", "name"), ()), Grid(("id",), ((1,),)))
    shown = "\n".join(counterexample(found, Style(80)))
    assert "    expected\n    id  name\n    --  ----\n    (no rows)" in shown

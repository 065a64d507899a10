"""Every format, by the rules of whoever reads it, and with the worst that a learner can write."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import junitparser
import msgspec
import pytest
from classroom import FACTS, STATUSES, STYLE, class_of, report, saying, verdict
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import ROOT
from sqlgym.errors import UsageError
from sqlgym.report import FORMATS, Style, write
from sqlgym.report.formats import refuse
from sqlgym.verdict import Report

SCHEMAS = {
    "json": "json-schema.json",
    "classroom50": "schemas/classroom50-result.json",
    "gradescope": "schemas/gradescope-results.json",
    "prairielearn": "schemas/prairielearn-results.json",
}
ALONE = ("classroom50", "gradescope", "prairielearn")
"""Formats of one student's answers."""

HOSTILE = st.text(st.characters(codec=None), max_size=30) | st.sampled_from(
    (
        "\n::set-output name=x::y\n",
        "\r::stop-commands::t",
        "</script><script>alert(1)</script>",
        '" onmouseover="x',
        "]]>",
        "{{ 7 * 7 }}",
        "\n```\n# h\n![a](http://x)",
        "a`b``c",
        "x|y\\|<img src=x>",
        "@everyone",
        "=1+1",
        "\t=1",
        "\x00\x1b[31m",
        "\ud800",
        "\ufffe",
        "\u202e",
        "\u2028",
        "\x85x",
        "\x0cx",
    )
)


def made(form: str, found: Report) -> str:
    return write(form, found, STYLE)


def schema(form: str) -> Any:
    return json.loads((ROOT / "docs" / SCHEMAS[form]).read_text())


@pytest.mark.parametrize("form", SCHEMAS)
def test_json_keeps_to_the_rules_of_its_platform(form: str) -> None:
    for found in (report(), report(verdict("correct")), report(verdict("wrong", score=1 / 3, points=2.5))):
        jsonschema.validate(json.loads(made(form, found)), schema(form))


@pytest.mark.parametrize("form", FORMATS)
@given(text=HOSTILE)
@settings(max_examples=40, deadline=None)
@example("\n::error::x")
def test_no_text_breaks_a_format(form: str, text: str) -> None:
    told = made(form, saying(text))
    assert told.encode()
    lines = [line for line in re.split("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", told) if line]
    assert form == "json" or not re.search(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029]", told
    )
    if form in SCHEMAS:
        jsonschema.validate(json.loads(told), {"type": "object"})
    elif form == "junit":
        assert len(ElementTree.fromstring(told).findall(".//testcase")) == 2
    elif form == "csv":
        assert [len(row) for row in csv.reader(io.StringIO(told))] == [14, 14, 14]
    elif form == "github":
        assert all(line.startswith(("::error ", "::notice title=sqlgym::")) for line in lines)
        assert len(lines) == 2


def test_junit_is_read_back_as_it_was_meant() -> None:
    xml = junitparser.JUnitXml.fromstring(made("junit", report()).encode())
    assert (xml.tests, xml.failures, xml.errors) == (7, 5, 1)
    cases = {case.name: case for suite in xml for case in suite}
    assert cases["exercise_correct"].is_passed
    assert isinstance(cases["exercise_ungraded"].result[0], junitparser.Error)
    wrong = cases["exercise_wrong"].result[0]
    assert "share the highest" in wrong.message
    assert "A small database that shows it" in wrong.text


SUREFIRE = {
    "testsuite": (
        {"name", "tests", "failures", "errors", "skipped", "time", "group", "version"},
        ["properties", "testcase"],
    ),
    "properties": (set(), ["property"]),
    "property": ({"name", "value"}, []),
    "testcase": (
        {"name", "classname", "time", "group"},
        ["failure", "skipped", "error", "system-out", "system-err"],
    ),
    "failure": ({"message", "type"}, []),
    "error": ({"message", "type"}, []),
    "system-out": (set(), []),
}
"""Element → its attributes and what may stand in it, in that order: what both Maven's surefire-test-report-3.0.xsd and
Jenkins' junit-10.xsd (xunit-plugin) know of a suite; the latter knows testsuites besides."""
SUITES = {"name", "tests", "failures", "errors", "time", "disabled"}


def test_junit_has_only_what_strict_schemas_know() -> None:
    noted = verdict("correct", "noted", notes=("A note.",), student="ada")
    root = ElementTree.fromstring(made("junit", report(*report().results, noted)))
    assert root.attrib.keys() <= SUITES
    for element in root.iter():
        if element is not root:
            attributes, children = SUREFIRE[element.tag]
            assert element.attrib.keys() <= attributes
            places = [children.index(child.tag) for child in element]
            assert places == sorted(places)
    assert root.find(".//system-out") is not None


def test_a_format_for_one_student_is_refused_before_anybody_is_judged() -> None:
    for name in ("classroom50", "gradescope", "prairielearn"):
        refuse([name], 1, STYLE)
        with pytest.raises(UsageError, match="for the answers of one student; these are of 30"):
            refuse(["json", name], 30, STYLE)
    with pytest.raises(UsageError, match="variables of its runner"):
        refuse(["classroom50"], 1, Style())


def test_junit_has_a_suite_a_student_and_no_two_tests_of_one_name() -> None:
    root = ElementTree.fromstring(made("junit", class_of(4)))
    assert [suite.get("name") for suite in root] == [f"student-{number:03}" for number in range(4)]
    names = [case.get("name") for case in root.findall(".//testcase")]
    assert len(set(names)) == len(names) == 12


def test_github_shows_ten_errors_the_worst_first_and_counts_the_rest() -> None:
    half = [verdict("wrong", f"half_{number}", score=0.5) for number in range(6)]
    lines = made("github", report(*half, *(verdict("error", f"none_{n}") for n in range(6)))).splitlines()
    errors = [line for line in lines if line.startswith("::error ")]
    assert len(errors) == 10
    assert all("title=none_" in line for line in errors[:6])
    assert "3 more answers are not right" in errors[-1]


def test_github_points_at_the_place_from_the_repositorys_root() -> None:
    style = msgspec.structs.replace(STYLE, facts={"GITHUB_WORKSPACE": "/home/w", "PWD": "/home/w/hw"})
    line = write("github", report(verdict("error", answer="../a,b:c.sql")), style).splitlines()[0]
    assert "file=a%2Cb%3Ac.sql,line=2,endLine=2,col=8,endColumn=13::" in line
    away = write("github", report(verdict("error", answer="/etc/a.sql")), style)
    assert "file=/etc/a.sql," in away


def test_what_sqlgym_could_not_judge_is_a_warning_on_github_and_no_zero_in_csv() -> None:
    found = report(verdict("ungraded"))
    assert made("github", found).startswith("::warning title=second_highest is ungraded,")
    row = next(csv.DictReader(io.StringIO(made("csv", found))))
    assert (row["status"], row["points"], row["score"]) == ("ungraded", "", "")


def test_markdown_ends_before_the_limit_of_a_summary() -> None:
    told = made("markdown", class_of(900, 6))
    assert 850_000 < len(told.encode()) < 1_000_000
    assert told.endswith("for which there is no room here.\n")


def test_markdown_has_a_row_for_each_student() -> None:
    told = made("markdown", class_of(3, 2))
    assert "| student | `exercise_0` | `exercise_1` | points |" in told
    assert "| `student-000` | ✓ 10 | ✗ 0 | 10 of 20 |" in told


def test_what_nobody_handed_in_has_no_file() -> None:
    found = report(verdict("blank", answer=""))
    assert made("github", found).startswith("::error title=second_highest is blank::")
    assert "file=" not in made("junit", found)


def test_markdown_holds_a_learners_words_in_code_only() -> None:
    told = made("markdown", saying("x|y\\|` ``` <img src=x> @all [a](b)"))
    outside = re.sub(r"(?s)(`+)(?!`).+?(?<!`)\1(?!`)", "", told)
    assert not any(word in outside for word in ("img", "@all", "[a]"))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝"])
def test_csv_holds_no_formula(start: str) -> None:
    cells = next(csv.reader(io.StringIO(made("csv", saying(f"{start}1")).split("\n", 1)[1])))
    assert sum(cell == f"'{start}1" for cell in cells) >= 4
    assert not any(cell.startswith(start) for cell in cells)


def test_classroom50_has_whole_points_and_full_ones_only_for_what_is_right() -> None:
    results = (verdict("wrong", score=0.999), verdict("correct", points=2.5), verdict("ungraded"))
    told = json.loads(made("classroom50", report(*results)))
    assert [(test["score"], test["max-score"]) for test in told["tests"]] == [(99, 100), (25, 25), (0, 0)]
    assert (told["score"], told["max-score"]) == (124, 125)
    assert told["datetime"] == "2026-11-22T10:05:09Z"
    assert told["review"] == FACTS["COMMIT_URL"]


def test_classroom50_says_what_it_misses() -> None:
    with pytest.raises(UsageError, match="are not set: CLASSROOM, ASSIGNMENT, SUBMISSION_TAG, COMM"):
        write("classroom50", report(), msgspec.structs.replace(STYLE, facts={}))
    other = {**FACTS, "SUBMISSION_TAG": "v1"}
    with pytest.raises(UsageError, match="should be like submit/2026"):
        write("classroom50", report(), msgspec.structs.replace(STYLE, facts=other))


@pytest.mark.parametrize("form", ALONE)
def test_a_class_does_not_fit_into_one_students_result(form: str) -> None:
    with pytest.raises(UsageError, match="is for the answers of one student; these are of 2"):
        made(form, class_of(2))


def test_prairielearn_grades_nothing_where_something_could_not_be_judged() -> None:
    assert "score" not in json.loads(made("prairielearn", report()))
    told = json.loads(made("prairielearn", report(verdict("correct", points=3), verdict("wrong", points=1))))
    assert (told["gradable"], told["score"]) == (True, 0.75)


def test_prairielearn_stays_below_a_megabyte() -> None:
    long = tuple(verdict("wrong", f"e{n}", diagnosis="\U0001f600" * 90_000) for n in range(8))
    assert len(made("prairielearn", report(*long)).encode()) < 1_000_000


def test_gradescope_has_a_test_for_each_answer_with_its_points() -> None:
    told = json.loads(made("gradescope", report(verdict("correct"), verdict("wrong", score=0.25))))
    assert [(test["score"], test["max_score"], test["status"]) for test in told["tests"]] == [
        (10, 10, "passed"),
        (2.5, 10, "failed"),
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_takes_every_status_and_none_at_all(form: str) -> None:
    for status in STATUSES:
        assert made(form, report(verdict(status)))
    assert made(form, Report("A course", (), {}))


def test_every_format_is_documented() -> None:
    told = Path(ROOT / "docs" / "reports.md").read_text()
    assert [form for form in FORMATS if f"| `{form}` |" not in told] == []

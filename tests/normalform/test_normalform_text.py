"""Rules are read with good errors, an analysis is drawn for people, and rows are searched for rules."""

import subprocess
import sys

import pytest
from brute_force import fd, fds, mvd, relation

from sqlgym.errors import UsageError
from sqlgym.normalform import (
    Dependency,
    Multivalued,
    accidental,
    analyse,
    breaking_rows,
    discover,
    draw_analysis,
    draw_scheme,
    holds,
    parse,
    parse_attributes,
    parse_dependency,
    synthesis,
)

COLUMNS = ("employee_id", "salary", "department_id", "department_name")
ROWS = [(1, 300, 10, "Sales"), (2, 300, 10, "Sales"), (3, 400, 20, "IT"), (4, 500, None, None)]


@pytest.mark.parametrize("text", ["a, b -> c, d", " b,a→d,c ", "a,b->c,d"])
def test_a_dependency_is_read_in_any_spelling_and_drawn_in_one(text: str) -> None:
    assert str(parse_dependency(text)) == "a, b → c, d"


@pytest.mark.parametrize("text", ["person ->> phone", "person ↠ phone"])
def test_a_double_arrow_is_a_multivalued_dependency(text: str) -> None:
    assert parse(text) == Multivalued(frozenset({"person"}), frozenset({"phone"}))
    assert str(parse(text)) == "person ↠ phone"


def test_what_was_drawn_can_be_read_again() -> None:
    for rule in (fd("ab>c"), mvd("a>bc")):
        assert parse(str(rule)) == rule


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a, b", "an arrow is expected, as in 'a, b -> c'"),
        ("", "an arrow is expected"),
        ("a -> b -> c", "one arrow is expected, there are 2: write a rule for each"),
        ("-> b", "there should be attribute names left of the arrow"),
        ("a ->", "there should be attribute names right of the arrow"),
        ("a b -> c", "a comma is expected between names: write 'a, b'"),
        ("a,, b -> c", "take one comma out"),
        ("a-b -> c", "'a-b' is no attribute name"),
        ("a ->> b", "a functional dependency is expected: write -> in place of ->>"),
    ],
)
def test_what_cannot_be_read_says_what_was_expected(text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_dependency(text)
    assert str(caught.value).startswith(repr(text))
    assert message in str(caught.value)


def test_attributes_are_read_from_a_list_with_commas() -> None:
    assert parse_attributes("b, a") == relation("ab")
    with pytest.raises(UsageError, match="there should be attribute names, there are none"):
        parse_attributes(" ")


def test_an_analysis_is_drawn_with_its_reasons_and_a_design() -> None:
    rules = [parse_dependency("student, course -> grade"), parse_dependency("course -> room")]
    assert (
        draw_analysis(analyse(parse_attributes("student, course, grade, room"), rules))
        == """\
Attributes   course, grade, room, student
Key          {course, student}
Prime        course, student
Cover        course → room
             course, student → grade
Normal form  1NF, not 2NF

course → room breaks 2NF:
  {course} is only a part of the key {course, student}, and room is in no key: a partial dependency.

In 3NF, without loss of rows or dependencies:
  (course, room) key {course}
  (course, student, grade) key {course, student}
"""
    )


def test_what_bcnf_costs_is_drawn() -> None:
    text = draw_analysis(analyse(relation("csz"), fds("cs>z z>c")))
    assert "Normal form  3NF, not BCNF" in text
    assert "{z} is not a superkey: allowed in 3NF, for c is prime." in text
    assert "For 3NF nothing has to be split." in text
    assert "No relation alone can check c, s → z any more." in text


def test_a_relation_without_fault_is_called_bcnf_and_4nf_only_if_lists_were_declared() -> None:
    assert "Normal form  BCNF\n" in draw_analysis(analyse(relation("ab"), fds("a>b")))
    assert "Normal form  4NF\n" in draw_analysis(analyse(relation("abc"), fds("a>bc"), [mvd("a>b")]))


def test_a_list_beside_other_data_is_drawn_as_the_reason() -> None:
    text = draw_analysis(analyse(relation("ctx"), (), [mvd("c>t")]))
    assert "Lists        c ↠ t" in text
    assert "c ↠ t breaks 4NF:\n  {c} is not a superkey: each t is repeated beside everything else." in text


def test_a_transitive_dependency_is_called_so() -> None:
    text = draw_analysis(analyse(relation("abc"), fds("a>b b>c")))
    assert "{b} is not a superkey, and c is in no key: a transitive dependency." in text


def test_the_same_rules_are_always_drawn_the_same() -> None:
    program = (
        "from sqlgym.normalform import *; rules = [parse_dependency(x) for x in ('d->ab', 'bc->d', 'a->c')];"
        "print(draw_analysis(analyse(parse_attributes('d,c,ab,bc,a'), rules)))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    ]
    assert len(set(runs)) == 1


def test_a_scheme_is_drawn_with_its_key_in_front() -> None:
    assert [draw_scheme(one) for one in synthesis(relation("abc"), fds("c>ab"))] == ["(c, a, b) key {c}"]


def test_rows_are_searched_for_rules_that_hold_by_accident() -> None:
    rules = [
        parse_dependency("employee_id -> salary, department_id"),
        parse_dependency("department_id -> department_name"),
    ]
    assert [str(rule) for rule in accidental(ROWS, COLUMNS, rules)] == [
        "department_id → salary",
        "department_name → department_id, salary",
        "salary → department_id, department_name",
    ]


def test_discovery_stops_at_left_sides_of_the_width_wanted() -> None:
    rows = [(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)]
    assert discover(rows, "abc", widest=1) == ()
    assert discover(rows, "abc") == fds("ab>c ac>b bc>a")


def test_without_rows_everything_holds_and_lists_can_be_compared() -> None:
    assert discover([], "ab") == (Dependency(frozenset(), relation("ab")),)
    assert discover([([1], 1), ([1], 2)], "ab") == fds(">a")


def test_the_rows_that_break_a_rule_come_in_groups() -> None:
    rule = parse_dependency("salary -> employee_id")
    assert not holds(ROWS, COLUMNS, rule)
    assert breaking_rows(ROWS, COLUMNS, rule) == ((ROWS[0], ROWS[1]),)
    assert holds(ROWS, COLUMNS, parse_dependency("department_id -> department_name"))


def test_a_rule_about_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(UsageError, match="no column town: the columns are employee_id, salary"):
        holds(ROWS, COLUMNS, parse_dependency("town -> salary"))


def test_the_theory_imports_no_database() -> None:
    program = (
        "import sys, sqlgym.normalform; print(sorted({'duckdb', 'sqlalchemy', 'sqlite3'} & set(sys.modules)))"
    )
    path = ":".join(filter(None, sys.path))
    done = subprocess.run(
        [sys.executable, "-c", program], env={"PYTHONPATH": path}, capture_output=True, check=True, text=True
    )
    assert done.stdout == "[]\n"

"""The learner's file, whatever is in it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import REFERENCE, checker
from sqlgym.course.answer import place, read
from sqlgym.sandbox import Sandbox
from sqlgym.verdict import Verdict

Judge = Callable[[str | bytes], Verdict]


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + REFERENCE.encode(),
        REFERENCE.replace(" FROM", "\r\nFROM").encode() + b"\r\n",
        REFERENCE.encode("utf-16"),
        b"-- first a comment\n\n" + REFERENCE.encode() + b";;\n-- and one behind",
    ],
    ids=["byte order mark", "CRLF", "UTF-16", "comments"],
)
def test_an_odd_encoding_is_no_fault(judge: Judge, data: bytes) -> None:
    assert judge(data).status == "correct"


def test_utf_16_is_mentioned(judge: Judge) -> None:
    assert "UTF-16" in judge(REFERENCE.encode("utf-16")).notes[0]


@pytest.mark.parametrize("data", [b"", b"  \n", b"-- only a comment", b"/* nothing */ ;;"])
def test_nothing_to_run_is_blank_and_shows_the_task(judge: Judge, data: bytes) -> None:
    verdict = judge(data)
    assert verdict.status == "blank"
    assert "heaviest first" in verdict.details.task


def test_a_nul_character_is_an_error_with_its_line(judge: Judge) -> None:
    verdict = judge(b"SELECT 1\n\0")
    assert verdict.status == "error"
    assert "Line 2" in verdict.findings[0].message


def test_bytes_that_are_no_text_are_an_error(judge: Judge) -> None:
    assert judge(b"SELECT '\xff\xfa'").status == "error"


def test_a_file_of_50_megabytes_is_refused_without_being_read(judge: Judge) -> None:
    assert judge(b"x" * 50_000_000).status == "refused"


def test_an_invisible_character_is_pointed_out(judge: Judge) -> None:
    assert "U+202E" in judge("SELECT 1 \u202e FROM Pets").notes[0]


@pytest.mark.parametrize("name", ["missing.sql", "folder"])
def test_a_file_that_cannot_be_read_is_ungraded(
    name: str, sandbox: Sandbox, course_root: Path, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    verdict = checker(sandbox, course_root).check(tmp_path / name, "heavy_pets")
    assert verdict.status == "ungraded"
    assert "cannot be read" in verdict.findings[0].message


def test_a_file_without_permission_is_told_as_that(tmp_path: Path) -> None:
    path = tmp_path / "closed.sql"
    path.touch(mode=0)
    root = os.geteuid() == 0
    if root:  # who may read any file
        os.seteuid(65534)
    try:
        problem = read(path).problem
    finally:
        if root:
            os.seteuid(0)
    assert problem is not None
    assert "permission denied" in problem.finding.message


def test_a_place_is_a_line_and_a_column_of_the_file() -> None:
    found = place("one\r\ntwo three\n", 9, 5)
    assert (found.line, found.column, found.length, found.text) == (2, 5, 5, "two three")


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT name FRM Pets", "may be missing or misspelt"),
        ("SELECT (name FROM Pets", "may be missing or misspelt"),
        ("SELECT 'name FROM Pets", "not finished"),
        ("SELECT name, max(weight) FROM Pets", "With GROUP BY"),
        ("SELECT name FROM Pets WHERE max(weight) > 1", "HAVING"),
        ("SELECT name FROM Qqqqqq", "The tables are Pets."),
        ("SELECT name FROM Pets a, Pets b", "a dot before the column"),
        ("SELECT zzzzzzz FROM Pets", "one of the tables that you name"),
        ("SELECT zzzzzzz(name) FROM Pets", "Is the name right?"),
    ],
)
def test_what_the_engine_refuses_comes_with_a_place_to_look(
    sql: str, said: str, judge: Callable[[str], Verdict]
) -> None:
    assert said in judge(sql).findings[0].help

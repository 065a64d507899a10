"""Answers that are the same but for what cannot matter, and answers that only look so."""

import pytest

from sqlgym.grade.keys import bare


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SELECT a FROM t", "-- ada\nSELECT  a\r\n\tFROM t -- end"),
        ("SELECT max( a ) FROM t", "SELECT max(a) /* the\nlargest */ FROM t"),
        ("SELECT 'it''s', \"a b\"", "SELECT 'it''s' , \"a b\"\n"),
    ],
)
def test_comments_and_blanks_do_not_matter(one: str, other: str) -> None:
    assert bare(one) == bare(other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SELECT 'a b'", "SELECT 'a  b'"),
        ("SELECT '--'", "SELECT ''"),
        ('SELECT "a b"', 'SELECT "a  b"'),
        ("SELECT a <= b", "SELECT a < = b"),
        ("SELECT a == b", "SELECT a = = b"),
        ("SELECT 1 - -1", "SELECT 1 --1"),
        ("SELECT 1.5", "SELECT 1 .5"),
        ("SELECT ab", "SELECT a b"),
        ("SELECT a", "SELECT A"),
    ],
)
def test_what_may_matter_does(one: str, other: str) -> None:
    assert bare(one) != bare(other)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 'a'\n'b'",
        "SELECT e'\\n'",
        "SELECT x'00'",
        "SELECT $$ -- no comment $$",
        "SELECT 1 /* a /* b */ c */",
        "SELECT /*+ hint */ 1",
        "SELECT 'open",
        "SELECT 1 /* open",
        "SELECT [1, 2]",
        "SELECT `a b`",
        "SELECT 1 -- old line end\r, 2",
    ],
)
def test_where_engines_differ_nothing_is_left_out(text: str) -> None:
    assert bare(text) is None

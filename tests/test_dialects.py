"""Texts of other engines' dialects: what is taken out, what stays where it is, and what stays a mistake."""

import pytest

from sqlgym.dialects import adapt

CASES = {
    "backquotes": ("CREATE TABLE `a b` (`c` INT)", 'CREATE TABLE "a b" ("c" INT)'),
    "square brackets": ("CREATE TABLE [a] ([c] INT)", 'CREATE TABLE "a" ("c" INT)'),
    "auto increment": ("CREATE TABLE a (c INT AUTO_INCREMENT)", "CREATE TABLE a (c INT               )"),
    "serial": ("CREATE TABLE a (c SERIAL)", "CREATE TABLE a (c INT   )"),
    "actions": (
        "CREATE TABLE a (c INT REFERENCES b ON DELETE CASCADE)",
        "CREATE TABLE a (c INT REFERENCES b                  )",
    ),
    "engine": ("CREATE TABLE a (c INT) ENGINE=InnoDB;", "CREATE TABLE a (c INT)              ;"),
    "display width": ("CREATE TABLE a (c INT(11))", "CREATE TABLE a (c INT    )"),
    "inline foreign key": (
        "CREATE TABLE a (c INT FOREIGN KEY REFERENCES b)",
        "CREATE TABLE a (c INT             REFERENCES b)",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_marker_is_taken_out_and_the_rest_stays_in_its_place(name: str) -> None:
    text, expected = CASES[name]
    adapted = adapt(text, "syntax error")
    assert adapted is not None
    assert adapted.text == expected
    assert len(adapted.notes) == 1


def test_a_text_without_a_marker_is_not_adapted() -> None:
    assert adapt("CREATE TABLE a (b INT,, c INT)", "syntax error") is None


def test_a_mistake_beside_a_marker_stays() -> None:
    adapted = adapt("CREATE TABLE a (b SERIAL,, c INT)", "syntax error")
    assert adapted is not None
    assert ",," in adapted.text


def test_markers_in_texts_and_comments_are_none() -> None:
    assert adapt("-- ENGINE=InnoDB\nCREATE TABLE a (b VARCHAR DEFAULT 'AUTO_INCREMENT')", "x") is None


def test_a_reference_to_a_later_table_is_kept_as_a_foreign_key() -> None:
    adapted = adapt("CREATE TABLE a (b INT REFERENCES c (d)); CREATE TABLE c (d INT PRIMARY KEY);", "x")
    assert adapted is not None
    assert "REFERENCES" not in adapted.text
    assert [(one.table, one.key.columns, one.key.table, one.key.references) for one in adapted.deferred] == [
        ("a", ("b",), "c", ("d",))
    ]

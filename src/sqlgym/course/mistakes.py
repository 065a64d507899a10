"""An answer that is word for word a known wrong one: the comment that its author left for whoever writes the same."""

import re

from sqlgym.course import Exercise, read_sql
from sqlgym.course.answer import Answer
from sqlgym.sql.comments import leading_comment

COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)


def known_mistake(exercise: Exercise, answer: Answer) -> str | None:
    """The leading comment of the wrong answer that says the same, whatever its layout; None where there is none."""
    written = bare(answer.text)
    for path in sorted((exercise.folder / "wrong").glob("*.sql")):
        text = read_sql(path)
        if bare(text) == written:
            return leading_comment(text) or None
    return None


def bare(sql: str) -> str:
    """A text without comments, layout and upper case."""
    return " ".join(COMMENT.sub(" ", sql).replace(";", " ; ").lower().split()).strip("; ")

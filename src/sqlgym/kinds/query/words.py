"""A judged query in; with what helps its author out: words for a wrong answer, notes for a right one."""

import re

from sqlgym.kinds.query.presentation import Judged
from sqlgym.verdict import Verdict

MAY_SAY = re.compile(
    r"[=<>]\s*\(?\s*NULL\b|\bNULL\b\s*\)?\s*[=<>!]|\bNOT\b.*?\bIN\b", re.IGNORECASE | re.DOTALL
)
"""Without this in its text there is nothing here to say of a query, and its tree is not looked at."""


def with_words(found: Verdict, on: Judged) -> Verdict:
    """A verdict with what helps, where the answer is wrong; and with what is worth knowing whatever came of it."""
    if found.status == "wrong":
        from sqlgym.kinds.query.wrong_words import of_wrong  # a right answer needs no rules

        return of_wrong(found, on)
    if found.status != "correct" or not MAY_SAY.search(on.answer.text):
        return found
    from sqlgym.kinds.query.judged import answer_query, noted  # few right answers need a tree

    read = answer_query(on)
    return found if read is None else noted(found, read, "")

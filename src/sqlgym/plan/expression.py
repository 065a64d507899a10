"""An expression as DuckDB prints it in a plan in, as a learner would have written it out."""

import re
from collections.abc import Iterator

LONGEST = 500
"""Characters of an expression that are kept; a learner may write one of megabytes."""

_TOKEN = re.compile(r"""'[^']*' | "[^"]*" | [()] | \ AND\  | [^'"() ]+ | .""", re.VERBOSE | re.DOTALL)
_REFERENCE = re.compile(r"#\d+|#\[\d+\.\d+\]")
_PICKED = re.compile(
    r"\#[\d.\[\]]+ | CAST\(\#\d+\ AS\ [\w(), ]+\) | __internal_(de)?compress_\w+\(.*\)", re.VERBOSE
)
_SPELLINGS = (
    (re.compile(r"\bcount_star\(\)"), "count(*)"),
    (re.compile(r"\bsum_no_overflow\("), "sum("),
    (re.compile(r" FILTER \(WHERE [^)]*\)+ Filter: .*"), " FILTER (…)"),
    (re.compile(r"!~~\*"), "NOT ILIKE"),
    (re.compile(r"~~\*"), "ILIKE"),
    (re.compile(r"!~~"), "NOT LIKE"),
    (re.compile(r"~~"), "LIKE"),
    (re.compile(r" {2,}"), " "),
)


def spelled(text: str) -> str:
    """The expression in SQL's words, without brackets around all of it and without the engine's own hints.

    Empty when it refers to columns by number only, which says nothing to a reader.
    """
    parts = [part for part in _conjuncts(_unwrapped(text[:LONGEST])) if not part.startswith("optional: ")]
    written = _unwrapped(" AND ".join(parts))
    if _REFERENCE.search(written.replace(" FILTER (WHERE #", "")):
        return ""
    for pattern, replacement in _SPELLINGS:
        written = pattern.sub(replacement, written)
    return written + "…" * (len(text) > LONGEST)


def computes_nothing(text: str) -> bool:
    """Whether the expression only picks or repacks a column by its number."""
    return _PICKED.fullmatch(text[:LONGEST]) is not None


def _conjuncts(text: str) -> Iterator[str]:
    """The parts between which AND stands, outside of brackets and quotes."""
    depth, part = 0, ""
    for token in _TOKEN.findall(text):
        depth += (token == "(") - (token == ")")
        if token == " AND " and depth == 0:
            yield part
            part = ""
        else:
            part += token
    yield part


def _unwrapped(text: str) -> str:
    while text.startswith("(") and _closing(text) == len(text) - 1:
        text = text[1:-1]
    return text


def _closing(text: str) -> int:
    """Where the bracket closes with which the text begins; -1 if nowhere."""
    depth = place = 0
    for token in _TOKEN.findall(text):
        depth += (token == "(") - (token == ")")
        if depth == 0:
            return place
        place += len(token)
    return -1

"""SQLite's EXPLAIN QUERY PLAN in, a Plan out."""

import re
from collections.abc import Sequence
from typing import Any

from sqlgym.plan import Plan

STEP = re.compile(
    r"(?P<verb>SCAN|SEARCH) (?P<table>\S+)"
    r"(?: USING (?P<using>(?:AUTOMATIC )?(?:PARTIAL )?(?:COVERING )?INDEX|INTEGER PRIMARY KEY|PRIMARY KEY))?"
    r"(?: (?P<index>[^\s(]+))?(?: \((?P<condition>.*)\))?(?: (?P<rest>.*))?"
)
"""One line of a plan, as https://www.sqlite.org/eqp.html describes them."""

WORDS = {"SCAN": "Table scan", "SEARCH": "Search"}


def from_sqlite(rows: Sequence[tuple[int, int, Any, str]]) -> Plan | None:
    """The plan of EXPLAIN QUERY PLAN's rows (id, parent, unused, detail); None where it has no step."""
    below: dict[int, list[tuple[int, str]]] = {}
    for place, parent, _, detail in rows:
        below.setdefault(parent, []).append((place, detail))
    tops = tuple(_plan(place, detail, below) for place, detail in below.get(0, ()))
    if not tops:
        return None
    return tops[0] if len(tops) == 1 else Plan("Query", children=tops)


def _plan(place: int, detail: str, below: dict[int, list[tuple[int, str]]]) -> Plan:
    children = tuple(_plan(*child, below) for child in below.get(place, ()))
    found = STEP.fullmatch(detail)
    if found is None:
        return Plan(detail[:1] + detail[1:].lower() if detail.isupper() else detail, children=children)
    return Plan(_operator(found), found["table"], found["condition"], children=children)


def _operator(found: re.Match[str]) -> str:
    """`Search`, `Search by index orders_date`, `Table scan by covering index …`, `Search by primary key`."""
    using = (found["using"] or "").lower()
    word = "Scan" if found["verb"] == "SCAN" and using else WORDS[found["verb"]]
    if not using:
        return word
    key = "primary key" if "primary" in using else using
    return f"{word} by {key}" + (f" {found['index']}" if found["index"] else "")

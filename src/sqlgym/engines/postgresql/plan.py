"""PostgreSQL's EXPLAIN as JSON in, a Plan out (https://www.postgresql.org/docs/current/using-explain.html)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlgym.plan import Plan

Node = Mapping[str, Any]

WORDS = {
    "Seq Scan": "Table scan",
    "Index Only Scan": "Scan by covering index",
    "Index Scan": "Search by index",
}
CONDITIONS = (
    "Index Cond",
    "Recheck Cond",
    "Hash Cond",
    "Merge Cond",
    "Join Filter",
    "Filter",
    "One-Time Filter",
)
LISTS = ("Sort Key", "Group Key")

DEEPEST = 200


def from_postgresql(text: str) -> Plan | None:
    """The plan of EXPLAIN (FORMAT JSON); rows that were seen are those of all rounds together."""
    (found,) = json.loads(text)
    root = found["Plan"]
    return _plan(root, root.get("Actual Total Time", 0.0), DEEPEST)


def _plan(node: Node, total: float, depth: int) -> Plan:
    children = node.get("Plans", ()) if depth else ()
    loops = node.get("Actual Loops")
    seen = node.get("Actual Rows")
    return Plan(
        _operator(node),
        node.get("Relation Name") or node.get("CTE Name") or _function(node),
        "; ".join(_conditions(node)) or None,
        estimated=node.get("Plan Rows"),
        rows=None if seen is None or loops is None else round(seen * loops),
        share=_share(node, total),
        children=tuple(_plan(child, total, depth - 1) for child in children),
    )


def _function(node: Node) -> str | None:
    name = node.get("Function Name")
    return f"{name}()" if name else None


def _operator(node: Node) -> str:
    """The operator as PostgreSQL calls it, but for those that every engine has and calls otherwise."""
    kind = str(node["Node Type"])
    word = WORDS.get(kind, kind[:1] + kind[1:].lower())
    join = node.get("Join Type")
    index = node.get("Index Name")
    strategy = {"Plain": "ungrouped", "Hashed": "hash", "Sorted": "sorted"}.get(str(node.get("Strategy")), "")
    if kind == "Aggregate" and strategy:
        return (
            f"{strategy.capitalize()} aggregate"
            if strategy == "ungrouped"
            else f"{strategy.capitalize()} group by"
        )
    return word + (f" {index}" if index else "") + (f" ({join.lower()})" if join else "")


def _conditions(node: Node) -> Iterator[str]:
    for name in CONDITIONS:
        if name in node:
            yield _bare(str(node[name]))
    for name in LISTS:
        keys: Sequence[str] = node.get(name, ())
        if keys:
            yield ", ".join(map(_bare, keys))


def _bare(text: str) -> str:
    """A condition without the brackets around all of it."""
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0 and place < len(text) - 1:
            return text
    return text[1:-1] if text.startswith("(") else text


def _share(node: Node, total: float) -> float | None:
    """The part of the time that was spent in an operator alone."""
    if not total or "Actual Total Time" not in node:
        return None
    spent: float = node["Actual Total Time"] * node.get("Actual Loops", 1)
    below: float = sum(
        one.get("Actual Total Time", 0.0) * one.get("Actual Loops", 1) for one in node.get("Plans", ())
    )
    return min(1.0, max(0.0, (spent - below) / total))

"""An engine's EXPLAIN in, a tree of operators that reads the same for every engine out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from sqlgym.plan.expression import computes_nothing, spelled


class Plan(msgspec.Struct, frozen=True, omit_defaults=True):
    """One operator of a plan and what feeds it; every engine fills this one type.

    `estimated` and `rows` count the rows it hands on, as foreseen and as seen; `share` is the part of the
    plan's time spent in this operator alone, 0 to 1. A value the engine does not tell is None.
    """

    operator: str
    table: str | None = None
    condition: str | None = None
    estimated: int | None = None
    rows: int | None = None
    share: float | None = None
    children: tuple["Plan", ...] = ()


def walk(plan: Plan) -> Iterator[Plan]:
    """The operator and all below it, each before what feeds it."""
    yield plan
    for child in plan.children:
        yield from walk(child)


Node = Mapping[str, Any]
"""One operator in DuckDB's profile: type (or name), extra_info, timing in seconds, children, …"""

ENVELOPES = frozenset(("RESULT_COLLECTOR", "EXPLAIN_ANALYZE", "QUERY_ROOT"))
"""What DuckDB wraps around a plan; it is no part of the query."""

WORDS = {"cte": "CTE", "asof": "ASOF", "n": "N", "seq": "table", "rec": "recursive"}
"""Words of DuckDB's operator names that are not simply written in lower case, or differ before a run."""

DEEPEST = 200
"""Operators below one another that are kept; a learner may stack thousands of UNIONs."""

_REFERENCE = re.compile(r"#(\d+)")
_LAST_NAME = re.compile(r'(?:"(?:[^"]|"")*"|[^."]+)$')


def from_duckdb(profile: Node | Sequence[Node]) -> Plan | None:
    """The plan in DuckDB's profile, or None where it has none (`SELECT count(*) FROM t` needs no operator).

    Takes what `EXPLAIN (ANALYZE, FORMAT JSON)` and `get_profiling_information('json')` give, and the list of
    `EXPLAIN (FORMAT JSON)`, in which nothing was seen yet. Operators keep DuckDB's names, written as words
    (HASH_JOIN of type LEFT is `Hash join (left)`), so that a learner can look them up in its manual.
    Projections that compute nothing are left out.
    """
    nodes = profile.get("operator", ()) if isinstance(profile, Mapping) else profile
    below = list(_below(nodes))
    context = _Context(
        columns=frozenset(
            name for node in below if "Table" in _info(node) for name in _texts(node, "Projections")
        ),
        names={
            _info(node)["Table Index"]: _info(node)["CTE Name"] for node in below if "CTE Name" in _info(node)
        },
        seconds=sum(node.get("timing", 0.0) for node in below),
    )
    roots = [kept for node in nodes for kept in _kept(node, context)]
    return _plan(roots[0], context, DEEPEST) if roots else None


class _Context(msgspec.Struct, frozen=True):
    """What has to be known of the whole profile to read one operator."""

    columns: frozenset[str]
    names: dict[str, str]
    seconds: float


def _kept(node: Node, context: _Context) -> Sequence[Node]:
    """The node itself, or what feeds it if it is an envelope or computes nothing."""
    while _kind(node) in ENVELOPES or (_kind(node) == "PROJECTION" and not _computed(node, context)):
        if not node.get("children"):
            return () if _kind(node) in ENVELOPES else (node,)
        node = node["children"][0]
    return (node,)


def _plan(node: Node, context: _Context, depth: int) -> Plan:
    feeding = [kept for child in node.get("children", ()) for kept in _kept(child, context)] if depth else []
    children = tuple(_plan(child, context, depth - 1) for child in feeding)
    estimated = str(_info(node).get("Estimated Cardinality", ""))
    return Plan(
        operator=_operator(node),
        table=_table(node, context),
        condition="; ".join(filter(None, _conditions(node, context))) or None,
        estimated=int(estimated) if estimated.isdecimal() else None,
        rows=_rows(node, children),
        share=node["timing"] / context.seconds if context.seconds else None,
        children=children,
    )


def _operator(node: Node) -> str:
    info = _info(node)
    indexed = info.get("Type") == "Index Scan"
    kind = "TABLE_SCAN" if "Function" in info else "INDEX_SCAN" if indexed else _kind(node)
    words = " ".join(WORDS.get(word, word) for word in kind.lower().split("_"))
    join = info.get("Join Type", "").replace("_", " ").lower()
    return words[:1].upper() + words[1:] + (f" ({join})" if join else "")


def _table(node: Node, context: _Context) -> str | None:
    """The table without its database and schema, or the table function, or the CTE that the query names."""
    info = _info(node)
    if "Table" in info:
        name = _LAST_NAME.search(info["Table"])
        return name[0] if name else info["Table"]
    if "Function" in info:
        return f"{info['Function'].lower()}()"
    cte = context.names.get(info.get("CTE Index", info.get("Table Index", "")), "__")
    return None if cte.startswith("__") else cte


def _rows(node: Node, children: Sequence[Plan]) -> int | None:
    """Rows handed on; DuckDB counts none for the two operators that only pass on what feeds them."""
    seen: int | None = node.get("intermediate_rows")
    if seen is None or not children or _kind(node) not in ("UNION", "CTE"):
        return seen
    return sum(child.rows or 0 for child in children) if _kind(node) == "UNION" else children[-1].rows


def _conditions(node: Node, context: _Context) -> Iterator[str]:
    """What the operator does it by, in the order in which a reader wants it."""
    yield _joined(" AND ", _texts(node, "Conditions"))
    yield _joined(" AND ", _texts(node, "Filters"))
    yield _joined(" AND ", _resolved(node, "Expression"))
    for key in ("Order By", "Groups", "Aggregates"):
        yield _joined(", ", _resolved(node, key))
    yield _joined(", ", _computed(node, context))
    info = _info(node)
    limits = (("limit", info.get("Top", info.get("Limit"))), ("offset", info.get("Offset")))
    yield " ".join(f"{word} {count}" for word, count in limits if count)


def _joined(between: str, texts: Sequence[str]) -> str:
    return between.join(filter(None, map(spelled, texts)))


def _computed(node: Node, context: _Context) -> list[str]:
    """The expressions of a projection or window that are more than a column picked, renamed or repacked."""
    texts = _texts(node, "Projections") if _kind(node) in ("PROJECTION", "WINDOW") else []
    return [text for text in texts if text not in context.columns and not computes_nothing(text)]


def _resolved(node: Node, key: str) -> list[str]:
    """The texts with #0, #1, … replaced by what they stand for, where a projection below tells."""
    feeding = node.get("children", ())
    columns = _texts(feeding[0], "Projections") if feeding and _kind(feeding[0]) == "PROJECTION" else []

    def column(match: re.Match[str]) -> str:
        index = int(match[1])
        return columns[index] if index < len(columns) else match[0]

    return [_REFERENCE.sub(column, text) for text in _texts(node, key)]


def _kind(node: Node) -> str:
    return str(node.get("type", node.get("name", ""))).strip()


def _info(node: Node) -> dict[str, Any]:
    return node.get("extra_info") or {}


def _texts(node: Node, key: str) -> list[str]:
    """What DuckDB tells under this key: one thing is a string, several are a list, none is empty."""
    value = _info(node).get(key, "")
    return [value] if isinstance(value, str) and value else list(value)


def _below(nodes: Sequence[Node]) -> Iterator[Node]:
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(node.get("children", ()))

"""The conditions of a query that chance decides: found in DuckDB's syntax tree, and made true or false there.

A condition is the smallest comparison that a value of chance goes into, by a call or by a column that is named after
one, or what stands by itself where a condition must. Chance in ORDER BY decides none, and what asks whether there is a
value or a row does not look at it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlgym.engines.duckdb.guard import Tree, nodes
from sqlgym.engines.duckdb.spans import meet, span
from sqlgym.engines.duckdb.volatile import CHANCE, CLOCK, OTHERS, volatile_name

PLACES = ("where_clause", "having", "qualify", "condition", "when_expr", "filter")
"""Where a tree has a condition."""

DAY = re.compile(r"\d{4}-\d\d-\d\d")

Named = Mapping[str, frozenset[str]]
"""Name of a column → the functions of chance that its value comes from."""


def conditions(tree: Tree) -> tuple[tuple[str, ...], ...]:
    """The functions by which each condition is decided, in the order of the tree."""
    return tuple(tuple(sorted(names)) for _, names in found(tree))


def decide(tree: Tree, outcomes: Sequence[bool | None]) -> bool:
    """Make conditions of a tree true or false in their places, those with None stay; whether one was made."""
    for (node, _), outcome in zip(list(found(tree)), outcomes, strict=True):
        if outcome is not None:
            literal = {"kind": "BOOLEAN", "text": str(outcome).lower()}
            alias = node.get("alias", "")
            node.clear()
            node |= {"class": "CONSTANT", "type": "VALUE_CONSTANT", "alias": alias, "literal": literal}
    return any(outcome is not None for outcome in outcomes)


def found(tree: Tree) -> Iterator[tuple[Any, frozenset[str]]]:
    """Each condition that chance or the clock decides, with the functions.

    What is compared with numbers alone is one only if those lie between its least and its greatest value. The clock
    decides no others: of those that it has decided for good, such as `year(now()) > 2000`, too many are right.
    """
    every = list(nodes(tree))
    named = columns(every)
    for node in {id(one): one for one in candidates(every)}.values():
        if names := deciding(parts(node) if compares(node) else [node], named):
            yield node, names


def deciding(operands: Sequence[Tree], named: Named) -> frozenset[str]:
    """The functions of chance or the clock that decide what a comparison of these comes to; none where none does."""
    spans = [span(one) for one in operands]
    known = [one for one in spans if one is not None]
    if len(known) == len(spans) > 1 and not meet(known[0], known[1:]):
        return frozenset()  # `random() * 2 < 5` is true whatever comes
    operands = [bare(one) for one in operands]
    call, reached = against_constants(operands)
    if call:
        return frozenset({call} if reached else ())
    return frozenset[str]().union(*(asked(one, named) for one in operands))


def candidates(every: Iterable[Tree]) -> Iterator[Tree]:
    """The nodes that are true or false and no whole of smaller ones."""
    for node in every:
        if compares(node):
            yield node
        for place in PLACES:
            if isinstance(node.get(place), dict):
                yield from (one for one in leaves(node[place]) if not decided(one))


def leaves(node: Tree) -> Iterator[Tree]:
    """The parts of a condition that AND, OR and NOT hold together."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if node.get("class") == "CONJUNCTION" or node.get("type") == "OPERATOR_NOT":
            waiting.extend(node["children"])
        else:
            yield node


def compares(node: Tree) -> bool:
    """Whether a node compares values."""
    kind, sort = node.get("class"), str(node.get("type"))
    if kind == "SUBQUERY":
        return sort == "SUBQUERY" and node.get("child") is not None
    return kind in {"COMPARISON", "BETWEEN"} or sort in {"COMPARE_IN", "COMPARE_NOT_IN"}


def decided(node: Tree) -> bool:
    """Whether chance does not get through a node: a condition of its own, or one that looks at no value."""
    exists = node.get("class") == "SUBQUERY" and "EXISTS" in str(node.get("subquery_type"))
    return compares(node) or exists or node.get("type") in {"OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL"}


def parts(node: Tree) -> list[Tree]:
    """What a comparison compares."""
    sides = [
        node[one]
        for one in ("left", "right", "input", "lower", "upper", "child", "subquery")
        if node.get(one)
    ]
    return [*sides, *node.get("children", [])]


def bare(node: Tree) -> Tree:
    """A node without the casts around it."""
    while node.get("class") == "CAST":
        node = node["child"]
    return node


def asked(node: Tree, named: Named) -> frozenset[str]:
    """The functions of chance that a value comes from."""
    names: set[str] = set()
    waiting: list[Any] = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, dict) and not decided(one):
            names |= {volatile_name(one)} & {*CHANCE, *OTHERS}
            if one.get("class") == "COLUMN_REF":
                names |= named.get(str(one["column_names"][-1]).lower(), frozenset())
            waiting.extend(value for key, value in one.items() if key != "orders")
    return frozenset(names)


def columns(every: Sequence[Tree]) -> Named:
    """The columns whose values come from chance, by their names alone; of a list of names for one, all."""
    named: dict[str, frozenset[str]] = {}
    size = -1
    while size != sum(map(len, named.values())):
        size = sum(map(len, named.values()))
        for node in every:
            for name, value in given(node):
                if names := asked(value, named):
                    named[name] = named.get(name, frozenset()) | names
    return named


def given(node: Tree) -> Iterator[tuple[str, Any]]:
    """The names that a node gives to values."""
    for value in node.get("select_list", []):
        called = str(value.get("function_name", ""))
        yield (str(value.get("alias") or f"{called}()").lower(), value)
    for name in [*(node.get("column_name_alias") or []), *(node.get("aliases") or [])]:
        yield str(name).lower(), {key: one for key, one in node.items() if key != "class"}


def against_constants(operands: Sequence[Tree]) -> tuple[str, bool]:
    """The one call among constants, and whether one of those lies between its extremes; empty for other operands."""
    calls = [name for one in operands if (name := volatile_name(one)) in CHANCE or name in CLOCK]
    literals = [one["literal"] for one in operands if one.get("class") == "CONSTANT"]
    if len(calls) != 1 or len(calls) + len(literals) != len(operands):
        return "", False
    return calls[0], any(within(calls[0], one) for one in literals)


def within(name: str, literal: Mapping[str, Any]) -> bool:
    """Whether a constant lies between the extremes of a function; those of the clock are days to come, at any time."""
    text = str(literal.get("text", "")).lower()
    if name in CLOCK:
        return text[:10] > str(datetime.now(UTC).date()) if DAY.match(text) else ":" in text
    if name != "random" or literal["kind"] not in {"INTEGER", "NUMERIC"}:  # as texts, 9e-05 is more than 5
        return bool(text)
    try:
        return 0 < float(text) < 1
    except ValueError:
        return True

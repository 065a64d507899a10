"""How a query's top-level ORDER BY orders its rows, read from DuckDB's syntax tree.

The reference is run once more with its sort keys as further columns and without its LIMIT; rows of equal keys
tie, and an answer may have them in any order.
"""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

Node = dict[str, Any]


class Unordered(ValueError):
    """The ORDER BY has a key that can't be followed; the text says which."""


class Ordering(msgspec.Struct, frozen=True):
    """How to see a query's ties: `tree` gives all its rows with the keys, which are the columns at `keys`.

    `width` is the number of the query's own columns, `offset` how many of the rows its OFFSET leaves out.
    """

    tree: Node
    keys: tuple[int, ...]
    width: int
    offset: int


def ordering(serialised: Mapping[str, Any], names: Sequence[str]) -> Ordering:
    """The ordering of a serialised query whose result has columns of these names; no ORDER BY gives no keys."""
    tree: Node = copy.deepcopy(dict(serialised))
    node = tree["statements"][0]["node"]
    modifiers = {one["type"]: one for one in node["modifiers"]}
    limit = modifiers.get("LIMIT_MODIFIER") or modifiers.get("LIMIT_PERCENT_MODIFIER")
    node["modifiers"] = [one for one in node["modifiers"] if one is not limit]
    orders = modifiers.get("ORDER_MODIFIER", {"orders": []})["orders"]
    hidden: list[Node] = []
    keys = [place for order in orders for place in _places(node, order["expression"], names, hidden)]
    if hidden:
        node["select_list"] += hidden
    return Ordering(tree, tuple(keys), len(names), _offset(limit))


def _places(node: Node, key: Node, names: Sequence[str], hidden: list[Node]) -> Sequence[int]:
    """The columns that one sort key is; a key that is not in the output joins the hidden columns."""
    if key["class"] == "STAR":
        return range(len(names))
    place = _in_output(key, names)
    if place is not None:
        return [place]
    hidden.append(_column(node, key, f"sqlgym_key_{len(hidden)}"))
    return [len(names) + len(hidden) - 1]


def _in_output(key: Node, names: Sequence[str]) -> int | None:
    """The output column that a key names, by its number or by its name."""
    if key["class"] == "CONSTANT" and key["literal"].get("kind") == "INTEGER":
        return int(key["literal"]["text"]) - 1
    if key["class"] != "COLUMN_REF" or len(key["column_names"]) > 1:
        return None
    wanted = key["column_names"][0].lower()
    same = [place for place, name in enumerate(names) if name.lower() == wanted]
    return same[0] if len(same) == 1 else None


def _column(node: Node, key: Node, name: str) -> Node:
    """A sort key as a further column of a query, under that name."""
    distinct = [one for one in node["modifiers"] if one["type"] == "DISTINCT_MODIFIER"]
    if node["type"] != "SELECT_NODE" or any(not one["distinct_on_targets"] for one in distinct):
        raise Unordered("a sort key that is not a column of the result")
    aliases = {one["alias"].lower(): one for one in node["select_list"] if one["alias"]}
    return {**_resolved(key, aliases), "alias": name}


def _resolved(part: Any, aliases: Mapping[str, Node]) -> Any:
    """A sort key with the output's aliases in it replaced by what they stand for."""
    if isinstance(part, list):
        return [_resolved(one, aliases) for one in part]
    if not isinstance(part, dict):
        return part
    if part.get("class") == "COLUMN_REF" and len(part["column_names"]) == 1:
        meant = aliases.get(part["column_names"][0].lower())
        return {**meant, "alias": ""} if meant else part
    return {name: _resolved(value, aliases) for name, value in part.items()}


def _offset(limit: Node | None) -> int:
    """How many rows an OFFSET leaves out."""
    offset = (limit or {}).get("offset")
    if offset is None:
        return 0
    if offset["class"] != "CONSTANT":
        raise Unordered("an OFFSET that is not a number")
    return int(offset["literal"]["text"])

"""How a query's top-level ORDER BY orders its rows, read from DuckDB's syntax tree.

The reference is run once more with its sort keys as further columns and without its LIMIT; rows of equal keys
tie, and an answer may have them in any order.
"""

import copy
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, cast

import msgspec

from sqlgym.engines.duckdb.outputs import around, call, column, combined, derived
from sqlgym.engines.protocol import Keyed, Unordered
from sqlgym.sql.ordering import OTHERWISE_CUT, may_order
from sqlgym.sql.quoting import text_literal

Node = dict[str, Any]


class Ordering(msgspec.Struct, frozen=True):
    """How to see a query's ties: `tree` gives all its rows with the keys, which are the columns at `keys`.

    `width` is the number of the query's own columns, `offset` how many of the rows its OFFSET leaves out.
    """

    tree: Node
    keys: tuple[int, ...]
    width: int
    offset: int


UNREAD = (
    "how it orders its rows can't be read, as DuckDB gives no syntax tree of it; "
    "set order under [compare] to exact or none"
)
REPAIR = "put it into the result, or set order under [compare] to exact or none"


UNSURE = re.compile(rf"{OTHERWISE_CUT.pattern}|\[|\bE'", re.DOTALL | re.IGNORECASE)
"""What DuckDB cuts otherwise than SQLite, by whose tokens words are read: lists and escapes as well."""


def keyed(
    sql: str,
    names: Sequence[str],
    known: Collection[str] | None,
    value: Callable[[str], str],
    unsure: re.Pattern[str] = OTHERWISE_CUT,
) -> Keyed | None:
    """How to see the ties of a query that ran; None where it orders no rows and leaves none out.

    `unsure` finds what makes the words of a text uncertain, which are all there is without a syntax tree.
    """
    tree: Node = msgspec.json.decode(value(f"json_serialize_sql({text_literal(sql)})"))
    if tree["error"] and may_order(sql, unsure):
        raise Unordered(UNREAD)
    if tree["error"] or not tree["statements"][0]["node"]["modifiers"]:
        return None
    try:
        found = ordering(tree, names, known)
    except Untraced as error:
        raise Unordered(f"ORDER BY has {error}; {REPAIR}") from error
    text = msgspec.json.encode(found.tree).decode()
    return Keyed(value(f"json_deserialize_sql({text_literal(text)}::JSON)"), found.keys, found.offset)


def with_ties_turned(serialised: Mapping[str, Any], width: int, keys: int) -> list[Node]:
    """A query with its columns as further sort keys, once upwards and once downwards: its ties in two other orders.

    None of them where it orders by as many keys as are wanted, or by none.
    """
    node = serialised["statements"][0]["node"]
    orders = [one["orders"] for one in node["modifiers"] if one["type"] == "ORDER_MODIFIER"]
    if not orders or len(orders[0]) >= keys:
        return []
    return [_by_columns(serialised, width, way) for way in ("ASCENDING", "DESCENDING")]


def _by_columns(serialised: Mapping[str, Any], width: int, way: str) -> Node:
    """A query that is ordered by its columns last."""
    tree: Node = copy.deepcopy(dict(serialised))
    modifiers = tree["statements"][0]["node"]["modifiers"]
    last = next(one["orders"] for one in modifiers if one["type"] == "ORDER_MODIFIER")
    for place in range(1, width + 1):
        literal = {"kind": "INTEGER", "text": str(place)}
        number = {"class": "CONSTANT", "type": "VALUE_CONSTANT", "alias": "", "literal": literal}
        last.append({"type": way, "null_order": "ORDER_DEFAULT", "expression": number})
    return tree


class Untraced(ValueError):
    """The ORDER BY has a key that can't be followed; the text says which."""


def ordering(
    serialised: Mapping[str, Any], names: Sequence[str], known: Collection[str] | None = None
) -> Ordering:
    """The ordering of a serialised query whose result has columns of these names; no ORDER BY gives no keys.

    An alias in an expression is left to the engine, which takes a column before it; for an engine that knows
    no aliases in SELECT, `known` has the names of all columns, and aliases that are none of them are written out.
    """
    tree: Node = copy.deepcopy(dict(serialised))
    node = tree["statements"][0]["node"]
    modifiers = {one["type"]: one for one in node["modifiers"]}
    limit = modifiers.get("LIMIT_MODIFIER") or modifiers.get("LIMIT_PERCENT_MODIFIER")
    node["modifiers"] = [one for one in node["modifiers"] if one is not limit]
    orders = modifiers.get("ORDER_MODIFIER", {"orders": []})["orders"]
    keys = Keys(node, names, known)
    places = [place for order in orders for place in keys.places(order)]
    tree["statements"][0]["node"] = keys.query()
    return Ordering(tree, tuple(places), len(names), _offset(limit))


class Keys:
    """The sort keys of a query, and the columns that have to be added to see them."""

    def __init__(self, node: Node, names: Sequence[str], known: Collection[str] | None) -> None:
        self.node = node
        self.names = names
        self.known = known
        self.hidden: list[Node] = []
        self.orders: list[Node] = []

    def places(self, order: Node) -> Sequence[int]:
        """The columns that one sort key is; a key that is not in the output joins the hidden columns."""
        key = order["expression"]
        if key["class"] == "STAR":
            self.orders += [{**order, "expression": column(f"c{n}")} for n in range(len(self.names))]
            return range(len(self.names))
        place = _in_output(key, self.names)
        if place is not None:
            self.orders.append({**order, "expression": column(f"c{place}")})
            return [place]
        self.hidden.append({**_folded(self.added(order)), "alias": f"sqlgym_key_{len(self.hidden)}"})
        return [len(self.names) + len(self.hidden) - 1]

    def added(self, order: Node) -> Node:
        """A sort key as a column that may be added to the query."""
        key: Node = order["expression"]
        if self.node["type"] != "SELECT_NODE":
            found = combined(key, self.node, list(self.names))
            if found is None:
                raise Untraced(OUTSIDE)
            self.orders.append({**order, "expression": found})
            return found
        distinct = [one for one in self.node["modifiers"] if one["type"] == "DISTINCT_MODIFIER"]
        if any(not one["distinct_on_targets"] for one in distinct) and not derived(key, self.node):
            raise Untraced(OUTSIDE)
        if self.known is None:
            return key
        aliases = {one["alias"].lower(): one for one in self.node["select_list"] if one["alias"]}
        return cast("Node", _resolved(key, {name: aliases[name] for name in aliases.keys() - self.known}))

    def query(self) -> Node:
        """The query with the hidden columns."""
        if self.hidden and self.node["type"] != "SELECT_NODE":
            self.node["modifiers"] = [
                one for one in self.node["modifiers"] if one["type"] != "ORDER_MODIFIER"
            ]
            return around(self.node, len(self.names), self.hidden, self.orders)
        if self.hidden:
            self.node["select_list"] += self.hidden
        return self.node


OUTSIDE = "a sort key that is not made of columns of the result"


def _in_output(key: Node, names: Sequence[str]) -> int | None:
    """The output column that a key names, by its number or by its name."""
    if key["class"] == "CONSTANT" and key["literal"].get("kind") == "INTEGER":
        return int(key["literal"]["text"]) - 1
    if key["class"] != "COLUMN_REF" or len(key["column_names"]) > 1:
        return None
    wanted = key["column_names"][0].lower()
    same = [place for place, name in enumerate(names) if name.lower() == wanted]
    return same[0] if len(same) == 1 else None


COLLATIONS = {
    "nocase": "lower",
    "noaccent": "strip_accents",
    "nfc": "nfc_normalize",
    "rtrim": "rtrim",
    "binary": "",
    "c": "",
    "posix": "",
}
"""A collation → the function whose values are the same where it takes two texts for one; none for bytes."""


def _folded(key: Node) -> Node:
    """A sort key as a value that is the same wherever its collation takes two texts for one."""
    if key["class"] != "COLLATE":
        return key
    found: Node = key["child"]
    for name in key["collation"].lower().split("."):
        if name not in COLLATIONS:
            raise Untraced(f"a collation {key['collation']}, of which is not known what ties")
        found = call(COLLATIONS[name], found) if COLLATIONS[name] else found
    return found


def _resolved(part: Any, aliases: Mapping[str, Node]) -> Any:
    """A sort key with the output's aliases in it replaced by what they stand for."""
    if isinstance(part, list):
        return [_resolved(one, aliases) for one in part]
    if not isinstance(part, dict):
        return part
    if part.get("class") == "COLUMN_REF" and len(part["column_names"]) == 1:
        stands_for = aliases.get(part["column_names"][0].lower())
        return {**stands_for, "alias": ""} if stands_for else part
    return {name: _resolved(value, aliases) for name, value in part.items()}


def _offset(limit: Node | None) -> int:
    """How many rows an OFFSET leaves out."""
    offset = (limit or {}).get("offset")
    if offset is None:
        return 0
    if offset["class"] != "CONSTANT":
        raise Untraced("an OFFSET that is not a number")
    return int(offset["literal"]["text"])

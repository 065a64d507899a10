"""A sort key and the output of its query → whether the key says no more than the output does, and the key by it."""

from collections.abc import Callable, Iterator
from typing import Any

Node = dict[str, Any]

NO_MEANING = frozenset({"alias", "query_location", "query_location_length"})
"""What of a node says where it stands or what it is called, but not what it is."""


def alike(one: Any, other: Any) -> bool:
    """Whether two parts of a tree are the same expression; `s.name` is taken for `name`, never for `t.name`."""
    if isinstance(one, dict) and isinstance(other, dict):
        if one.get("class") == other.get("class") == "COLUMN_REF":
            return _same_column(one["column_names"], other["column_names"])
        names = (one.keys() | other.keys()) - NO_MEANING
        return all(alike(one.get(name), other.get(name)) for name in names)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other))
    return bool(one == other)


def _same_column(one: list[str], other: list[str]) -> bool:
    shared = min(len(one), len(other))
    return [name.casefold() for name in one[-shared:]] == [name.casefold() for name in other[-shared:]]


def by_output(key: Any, place: Callable[[Node], Any]) -> Iterator[Any]:
    """Yield the one key with each part that `place` knows replaced by what it gives; nothing where a column is left."""
    found = place(key) if isinstance(key, dict) else None
    if found is not None:
        yield found
    elif isinstance(key, list):
        parts = [list(by_output(part, place)) for part in key]
        if all(parts):
            yield [part[0] for part in parts]
    elif not isinstance(key, dict):
        yield key
    elif key.get("class") not in ("COLUMN_REF", "SUBQUERY", "WINDOW", "STAR"):
        items = {name: list(by_output(value, place)) for name, value in key.items()}
        if all(items.values()):
            yield {name: value[0] for name, value in items.items()}


def derived(key: Node, node: Node) -> bool:
    """Whether a key of SELECT DISTINCT is made of nothing but what is selected."""

    def place(part: Node) -> Node | None:
        chosen = any(_selects(item, part) for item in node["select_list"])
        return part if "class" in part and chosen else None

    return next(by_output(key, place), None) is not None


def _selects(item: Node, part: Node) -> bool:
    """Whether an item of a SELECT holds a part of a key: as it stands there, by its alias, or by a star."""
    path: list[str] = part["column_names"] if part.get("class") == "COLUMN_REF" else []
    if item["class"] == "STAR":
        return bool(path) and _is_whole(item) and item["relation_name"].casefold() in ("", *_qualifier(path))
    return alike(item, part) or (len(path) == 1 and item["alias"].casefold() == path[0].casefold())


def _is_whole(star: Node) -> bool:
    """Whether a star leaves nothing out and changes nothing."""
    return not any(
        value for name, value in star.items() if name.endswith("_list") or name in ("columns", "expr")
    )


def _qualifier(path: list[str]) -> tuple[str, ...]:
    return (path[-2].casefold(),) if len(path) > 1 else ()


def combined(key: Node, node: Node, names: list[str]) -> Node | None:
    """A key of UNION, INTERSECT or EXCEPT by the columns `c0`, `c1`, … of the result; None where it can't be."""
    lists = [one["select_list"] for one in selects_of(node)]

    def place(part: Node) -> Node | None:
        if "class" not in part:
            return None
        found = _place(part, names, [] if any(map(_starred, lists)) else lists)
        return None if found is None else column(f"c{found}")

    return next(by_output(key, place), None)


def _starred(items: list[Node]) -> bool:
    return any(item["class"] == "STAR" for item in items)


def selects_of(node: Node) -> Iterator[Node]:
    """The SELECTs that a query combines, from left to right; the query itself where it is one."""
    if node["type"] == "SELECT_NODE":
        yield node
    for child in node.get("children") or [one for one in (node.get("left"), node.get("right")) if one]:
        yield from selects_of(child)


def _place(part: Node, names: list[str], lists: list[list[Node]]) -> int | None:
    """The number of the column that a part of a key is: by the result's names, else by what a SELECT has there."""
    if part["class"] == "COLUMN_REF":
        same = [n for n, name in enumerate(names) if name.casefold() == part["column_names"][-1].casefold()]
        if same:
            return same[0] if len(same) == 1 else None
    found = (n for items in lists for n, item in enumerate(items) if _selects(item, part))
    return next(found, None)


def column(*path: str) -> Node:
    """A column by its name, or with the name of its table before that."""
    return {"class": "COLUMN_REF", "type": "COLUMN_REF", "alias": "", "column_names": [*path]}


def call(function: str, argument: Node) -> Node:
    """A function of one argument."""
    return {
        "class": "FUNCTION",
        "type": "FUNCTION",
        "alias": "",
        "function_name": function,
        "schema": "",
        "filter": None,
        "order_bys": {"type": "ORDER_MODIFIER", "orders": []},
        "distinct": False,
        "is_operator": False,
        "export_state": False,
        "catalog": "",
        "arguments": [{"name": "", "expression": argument}],
        "qualified_name": {"path": [function]},
        "is_legacy_function_call": False,
    }


def around(node: Node, width: int, added: list[Node], orders: list[Node]) -> Node:
    """A query over all rows of another one, whose columns are `c0`, `c1`, …, with further columns, in some order."""
    names = [f"c{n}" for n in range(width)]
    rows: Node = {
        "type": "SUBQUERY",
        "alias": "sqlgym_rows",
        "sample": None,
        "subquery": {"node": node, "named_param_map": []},
        "column_name_alias": names,
    }
    ordering = {"type": "ORDER_MODIFIER", "orders": orders}
    return {**select([*map(column, names), *added], rows), "modifiers": [ordering]}


def select(selected: list[Node], source: Node, where: Node | None = None) -> Node:
    """`SELECT selected FROM source WHERE where`."""
    return {
        "type": "SELECT_NODE",
        "modifiers": [],
        "cte_map": {"map": []},
        "select_list": selected,
        "from_table": source,
        "where_clause": where,
        "group_expressions": [],
        "group_sets": [],
        "aggregate_handling": "STANDARD_HANDLING",
        "having": None,
        "sample": None,
        "qualify": None,
    }

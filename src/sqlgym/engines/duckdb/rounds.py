"""A query's syntax tree in; the same with its rounded columns once more as they are before ROUND, out."""

import copy
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec

Node = dict[str, Any]


class Rounded(msgspec.Struct, frozen=True):
    """A column of a result that is rounded last of all, and to how many places."""

    column: int
    places: int


class Unrounded(NamedTuple):
    """A query with further columns behind its own: what each of the rounded ones is before ROUND."""

    tree: Node
    rounded: tuple[Rounded, ...]


class Before(NamedTuple):
    """An expression without its ROUND, and the places to which that rounds."""

    node: Node
    places: int


def unrounded(serialised: Mapping[str, Any]) -> Unrounded | None:
    """A serialised query with what its columns are before ROUND; None where no ROUND of a column is found.

    A SELECT of its own kind alone: further columns would change what DISTINCT and UNION take for one row, and a
    star hides which column is which.
    """
    tree: Node = copy.deepcopy(dict(serialised))
    if tree.get("error") or len(tree["statements"]) != 1:
        return None
    node = tree["statements"][0]["node"]
    if node["type"] != "SELECT_NODE" or _merges_rows(node) or any(map(_starred, node["select_list"])):
        return None
    found = {place: one for place, item in enumerate(node["select_list"]) if (one := before(item))}
    node["select_list"] += [{**one.node, "alias": f"sqlgym_before_{place}"} for place, one in found.items()]
    rounded = tuple(Rounded(place, one.places) for place, one in found.items())
    return Unrounded(tree, rounded) if rounded else None


def _merges_rows(node: Node) -> bool:
    """Whether equal rows of a SELECT become one."""
    return any(
        one["type"] == "DISTINCT_MODIFIER" and not one["distinct_on_targets"] for one in node["modifiers"]
    )


def _starred(part: Any) -> bool:
    """Whether an item of a SELECT may be several columns."""
    if isinstance(part, dict):
        return part.get("class") == "STAR" or any(
            _starred(value) for name, value in part.items() if name != "subquery"
        )
    return isinstance(part, list) and any(map(_starred, part))


def before(node: Node) -> Before | None:
    """An expression before its outermost ROUND; None where something else comes last.

    A power of ten, a cast, COALESCE or CASE may be around it: what they leave of the rounded value is for whoever
    compares it with the value before.
    """
    match node["class"]:
        case "FUNCTION" if node["function_name"].lower() == "round":
            return _round([one["expression"] for one in node["arguments"]])
        case "FUNCTION" if node["function_name"] in ("*", "/") and len(node["arguments"]) == 2:
            return _scaled(node)
        case "CAST":
            return before(node["child"])
        case "OPERATOR" if node["type"] == "OPERATOR_COALESCE":
            found = _branches(node["children"])
            return found and Before({**node, "children": found[0]}, found[1])
        case "CASE":
            return _case(node)
        case _:
            return None


def _round(arguments: Sequence[Node]) -> Before | None:
    if len(arguments) == 1:
        return Before(arguments[0], 0)
    places = _number(arguments[1])
    if len(arguments) != 2 or places is None or places != int(places):
        return None
    return Before(arguments[0], int(places))


def _scaled(node: Node) -> Before | None:
    """`round(x * 100) / 100` and the like: a rounded value times or by a power of ten."""
    left, right = (one["expression"] for one in node["arguments"])
    for side, (inner, factor) in enumerate([(left, right), (right, left)]):
        found, power = before(inner), _power_of_ten(factor)
        if found is None or power is None or (side == 1 and node["function_name"] == "/"):
            continue
        arguments = list(node["arguments"])
        arguments[side] = {**arguments[side], "expression": found.node}
        places = found.places + (power if node["function_name"] == "/" else -power)
        return Before({**node, "arguments": arguments}, places)
    return None


def _case(node: Node) -> Before | None:
    """CASE with a ROUND in its branches."""
    checks = node["case_checks"]
    found = _branches([*(one["then_expr"] for one in checks), node["else_expr"]])
    if found is None:
        return None
    *thens, last = found[0]
    cases = [{**one, "then_expr": then} for one, then in zip(checks, thens, strict=True)]
    return Before({**node, "case_checks": cases, "else_expr": last}, found[1])


def _branches(nodes: Sequence[Node]) -> tuple[list[Node], int] | None:
    """Expressions of which one is the value, before ROUND; None unless all that have one round to as many places."""
    found = [before(node) for node in nodes]
    places = {one.places for one in found if one}
    if len(places) != 1:
        return None
    return [one.node if one else node for one, node in zip(found, nodes, strict=True)], places.pop()


def _power_of_ten(node: Node) -> int | None:
    """Which power of ten a constant is."""
    value = _number(node)
    if value is None or value <= 0:
        return None
    _sign, digits, exponent = value.normalize().as_tuple()
    return int(exponent) if digits == (1,) else None


def _number(node: Node) -> Decimal | None:
    """A constant as a number."""
    if node["class"] == "CAST":
        return _number(node["child"])
    literal = node.get("literal") or {}
    if node["class"] != "CONSTANT" or literal.get("kind") not in ("INTEGER", "NUMERIC"):
        return None
    return Decimal(literal["text"])

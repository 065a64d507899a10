"""An expression of DuckDB's syntax tree without subqueries in, SQL that means the same out."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlgym.sql.quoting import quote, text_literal
from sqlgym.sql.tableau import Cell, cell_name

Node = Mapping[str, Any]


class Unwritable(ValueError):
    """A part of a tree that isn't written here: an aggregate's, a window's, a subquery's, a rare one's."""


AGGREGATES = frozenset(
    {
        *(
            "sum",
            "avg",
            "mean",
            "count",
            "count_star",
            "min",
            "max",
            "median",
            "mode",
            "product",
            "string_agg",
            "group_concat",
        ),
        *("list", "array_agg", "first", "last", "any_value", "arg_max", "arg_min", "max_by", "min_by"),
        *("bool_and", "bool_or", "stddev", "stddev_pop", "stddev_samp", "variance", "var_pop", "var_samp"),
        *("quantile_cont", "quantile_disc", "count_if", "listagg", "sumkahan", "fsum"),
    }
)
"""Functions of many rows; one that is not here is only not varied as such."""

COMPARISONS = {
    "COMPARE_EQUAL": "=",
    "COMPARE_NOTEQUAL": "<>",
    "COMPARE_LESSTHAN": "<",
    "COMPARE_GREATERTHAN": ">",
    "COMPARE_LESSTHANOREQUALTO": "<=",
    "COMPARE_GREATERTHANOREQUALTO": ">=",
    "COMPARE_DISTINCT_FROM": "IS DISTINCT FROM",
    "COMPARE_NOT_DISTINCT_FROM": "IS NOT DISTINCT FROM",
}
CALLED = {"like_escape", "not_like_escape", "ilike_escape", "not_ilike_escape"}
"""Operators that are called as functions where they have three arguments."""


def written(node: Node) -> str:
    """An expression as SQL; Unwritable where it has parts that are not written here."""
    writer = WRITERS.get(str(node.get("class")))
    if writer is None:
        raise Unwritable(str(node.get("class")))
    return writer(node)


def _cell(node: Node) -> str:
    cell: Cell = node["cell"]
    return quote(cell_name(cell))


def _constant(node: Node) -> str:
    literal = node.get("literal") or {}
    kind, text = literal.get("kind"), str(literal.get("text", ""))
    if kind == "STRING":
        return text_literal(text)
    if kind == "NULL_LITERAL":
        return "NULL"
    if kind in ("INTEGER", "NUMERIC", "BOOLEAN"):
        return text
    raise Unwritable(str(kind))


def _comparison(node: Node) -> str:
    if node["type"] not in COMPARISONS:
        raise Unwritable(node["type"])
    return f"({written(node['left'])} {COMPARISONS[node['type']]} {written(node['right'])})"


def _conjunction(node: Node) -> str:
    word = " AND " if node["type"] == "CONJUNCTION_AND" else " OR "
    return f"({word.join(map(written, node['children']))})"


def _between(node: Node) -> str:
    if node["type"] != "COMPARE_BETWEEN":
        raise Unwritable(node["type"])
    return f"({written(node['input'])} BETWEEN {written(node['lower'])} AND {written(node['upper'])})"


def _operator(node: Node) -> str:
    first, *others = map(written, node["children"])
    match node["type"]:
        case "OPERATOR_NOT":
            return f"(NOT {first})"
        case "OPERATOR_IS_NULL":
            return f"({first} IS NULL)"
        case "OPERATOR_IS_NOT_NULL":
            return f"({first} IS NOT NULL)"
        case "COMPARE_IN":
            return f"({first} IN ({', '.join(others)}))"
        case "COMPARE_NOT_IN":
            return f"({first} NOT IN ({', '.join(others)}))"
        case "OPERATOR_COALESCE":
            return f"coalesce({', '.join((first, *others))})"
        case "OPERATOR_NULLIF":
            return f"nullif({', '.join((first, *others))})"
        case "ARRAY_EXTRACT":
            return f"({first})[{others[0]}]"
        case other:
            raise Unwritable(other)


def _function(node: Node) -> str:
    if node.get("filter") or node.get("distinct") or (node.get("order_bys") or {}).get("orders"):
        raise Unwritable("an aggregate")
    if str(node["function_name"]).lower() in AGGREGATES:
        raise Unwritable("an aggregate")
    name, given = str(node["function_name"]), [written(one["expression"]) for one in node["arguments"]]
    if node.get("is_operator") and name not in CALLED:
        if len(given) == 2:
            return f"({given[0]} {name} {given[1]})"
        if len(given) == 1:
            return f"({name} {given[0]})"
    if any(one.get("name") for one in node["arguments"]):
        raise Unwritable(name)
    return f"{quote(name)}({', '.join(given)})"


def _cast(node: Node) -> str:
    word = "TRY_CAST" if node.get("try_cast") else "CAST"
    return f"{word}({written(node['child'])} AS {_type(node['type_expr'])})"


def _type(node: Node) -> str:
    name = str(node.get("type_name", ""))
    if not name.replace(" ", "").replace("_", "").isalnum():
        raise Unwritable(name)
    given = [_constant(one) for one in node.get("children") or []]
    return f"{name}({', '.join(given)})" if given else name


def _case(node: Node) -> str:
    checks = [
        f"WHEN {written(one['when_expr'])} THEN {written(one['then_expr'])}" for one in node["case_checks"]
    ]
    other = f" ELSE {written(node['else_expr'])}" if node.get("else_expr") else ""
    return f"(CASE {' '.join(checks)}{other} END)"


def _collate(node: Node) -> str:
    if not str(node["collation"]).replace(".", "").replace("_", "").isalnum():
        raise Unwritable("a collation")
    return f"({written(node['child'])} COLLATE {node['collation']})"


WRITERS: dict[str, Callable[[Node], str]] = {
    "CELL": _cell,
    "CONSTANT": _constant,
    "COMPARISON": _comparison,
    "CONJUNCTION": _conjunction,
    "BETWEEN": _between,
    "OPERATOR": _operator,
    "FUNCTION": _function,
    "CAST": _cast,
    "CASE": _case,
    "COLLATE": _collate,
}

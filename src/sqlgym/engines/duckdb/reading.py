"""DuckDB's syntax tree of a query → what worlds and feedback need to know of it."""

import re
from collections.abc import Iterable

from sqlgym.engines.duckdb.conditions import conditions
from sqlgym.engines.duckdb.constants import constants
from sqlgym.engines.duckdb.guard import Tree, nodes
from sqlgym.engines.duckdb.volatile import volatile, volatile_in_text
from sqlgym.sql.literals import possible
from sqlgym.sql.reading import Order, Reading

ORDERED_FUNCTIONS = re.compile(
    r"first|last|any_value|arg_(min|max)\w*|(min|max)_by|list|array_agg|string_agg|group_concat|mode|random|uuid\w*"
)
ORDERED_MODIFIERS = frozenset({"LIMIT_MODIFIER", "LIMIT_PERCENT_MODIFIER", "ORDER_MODIFIER"})

SOURCES = frozenset({"BASE_TABLE", "SUBQUERY", "TABLE_FUNCTION"})


def reading(tree: Tree | None, text: str, shown: str) -> Reading:
    """What a syntax tree tells; without one the text's constants, and what it calls by `shown`, without strings."""
    if tree is None:
        asked = volatile_in_text(shown)
        return Reading(possible(text), volatile=asked, conditions=None if asked else ())
    found, asked = list(nodes(tree)), volatile(tree)
    return Reading(
        constants(dict(tree)),
        tuple(sorted({name for node in found if (name := table(node))})),
        tuple(sorted({name for node in found for name in columns(node)})),
        any(map(is_ordered, found)),
        asked,
        is_whole(found),
        conditions(tree) if asked else (),
        order=ordered_by(tree["statements"][0]["node"], {}),
    )


MANY_ROWS_OF_ONE = frozenset({"unnest", "generate_series", "range"})
"""Functions by which one row becomes many, in the order of what is in it."""


def ordered_by(node: Tree, ctes: dict[str, Tree]) -> Order:
    """Whether a query asks for an order: at its end, or in a subquery that it only filters, cuts or projects."""
    modifiers = {str(one["type"]) for one in node.get("modifiers") or []}
    if "ORDER_MODIFIER" in modifiers:
        return "asked"
    items = node.get("select_list") or []
    if any(one.get("function_name") in MANY_ROWS_OF_ONE for one in items):
        return "asked"
    listed = (node.get("cte_map") or {}).get("map") or []
    within = {**ctes, **{str(one["key"]).lower(): one["value"] for one in listed}}
    source = node.get("from_table") or {}
    grouped = node.get("group_expressions") or node.get("having") or "DISTINCT_MODIFIER" in modifiers
    if node.get("type") != "SELECT_NODE" or grouped:
        return "none"
    if source.get("type") == "SUBQUERY":
        inner = source["subquery"]["node"]
    elif table(source) in within:
        inner = within.pop(table(source)).get("query_node") or {}
    else:
        return "none"
    return "none" if ordered_by(inner, within) == "none" else "within"


def table(node: Tree) -> str:
    """The table that a node reads."""
    return str(node["table_name"]).lower() if node.get("type") == "BASE_TABLE" else ""


def columns(node: Tree) -> list[str]:
    """The columns that a node mentions; USING names some too."""
    if node.get("type") == "STAR":
        return ["*"]
    named = node.get("column_names", [])[-1:] if node.get("class") == "COLUMN_REF" else []
    return [str(name).lower() for name in [*named, *(node.get("using_columns") or [])]]


def is_ordered(node: Tree) -> bool:
    """Whether a node makes the result depend on the order of rows where keys tie."""
    if node.get("class") == "WINDOW" or node.get("distinct_on_targets"):
        return True
    if node.get("class") == "FUNCTION":
        return bool(ORDERED_FUNCTIONS.fullmatch(str(node.get("function_name", "")).lower()))
    return str(node.get("type")) in ORDERED_MODIFIERS and bool(node.get("orders", True))


def is_whole(found: Iterable[Tree]) -> bool:
    """Whether rows are read by more than the columns mentioned: all of them, a row as one value, or its place."""
    parts = list(found)
    sources = {
        str(name).lower() for node in parts if str(node.get("type")) in SOURCES for name in named(node)
    }
    mentioned = {name for node in parts for name in columns(node)}
    joins = any(node.get("ref_type") in ("NATURAL", "POSITIONAL") for node in parts)
    return joins or bool(mentioned & {*sources, "*", "rowid"})


def named(node: Tree) -> list[str]:
    """What a source in FROM may be called."""
    return [name for name in (node.get("alias"), node.get("table_name")) if name]

"""What is said of a query whatever came of it: conditions that are never true."""

from sqlgym.feedback.query import Node, Query, Select, columns, conjuncts, named, null
from sqlgym.verdict import Place

COMPARED = frozenset(
    {
        "COMPARE_EQUAL",
        "COMPARE_NOTEQUAL",
        "COMPARE_LESSTHAN",
        "COMPARE_GREATERTHAN",
        "COMPARE_LESSTHANOREQUALTO",
        "COMPARE_GREATERTHANOREQUALTO",
    }
)

Habit = tuple[str, Place | None]
"""What is said, and of what place."""


def comparison_with_null(query: Query) -> Habit | None:
    """`= NULL`, which is never true."""
    for part in query.all():
        node = part.node
        if node.get("class") != "COMPARISON" or node.get("type") not in COMPARED:
            continue
        if null(node.get("left")) or null(node.get("right")):
            other = node["right"] if null(node["left"]) else node["left"]
            asks = "IS NOT NULL" if node["type"] == "COMPARE_NOTEQUAL" else "IS NULL"
            said = f"Nothing compares with NULL, not even NULL itself, so this is never true: write {asks}."
            return said.replace("write ", f"write {query.written(other)} "), query.place(node)
    return None


def in_with_null(query: Query) -> Habit | None:
    """NOT IN whose list may hold NULL, which then is never true."""
    for part in query.all():
        if part.node.get("type") != "OPERATOR_NOT":
            continue
        inner = part.node["children"][0]
        if inner.get("type") == "COMPARE_IN" and any(map(null, inner["children"][1:])):
            return LIST_WITH_NULL, query.place(part.node)
        if column := nullable_list(query, inner):
            return LIST_OF_NULL.format(column=column), query.place(part.node)
    return None


LIST_WITH_NULL = "NOT IN is never true where its list holds NULL: leave it out, and ask for it by IS NULL."

LIST_OF_NULL = (
    "NOT IN is never true once its list holds a NULL, and {column} may be NULL: leave those out in the subquery "
    "(WHERE {column} IS NOT NULL), or use NOT EXISTS."
)


def nullable_list(query: Query, node: Node) -> str:
    """The column of a subquery behind NOT IN that may be NULL; empty where none is known to."""
    if node.get("class") != "SUBQUERY" or node.get("subquery_type") != "ANY":
        return ""
    inner = next((one for one in query.selects if one.node is node["subquery"]["node"]), None)
    if inner is None or not inner.node["select_list"]:
        return ""
    column = inner.node["select_list"][0]
    if not query.nullable(column, inner) or filtered(inner, named(column)):
        return ""
    return query.written(column) or named(column)


def filtered(select: Select, name: str) -> bool:
    """Whether a condition of a SELECT on a column keeps its NULLs out: any does but IS NULL, or one with OR."""
    conditions = [*conjuncts(select.node.get("where_clause"))]
    from_table = select.node.get("from_table") or {}
    if from_table.get("join_type") == "INNER":
        conditions += conjuncts(from_table.get("condition"))
    kept = ("OPERATOR_IS_NULL", "CONJUNCTION_OR")
    return any(name in map(named, columns(one)) and one.get("type") not in kept for one in conditions)


def habits(query: Query) -> list[Habit]:
    """All that is to be said."""
    return [said for look in (comparison_with_null, in_with_null) if (said := look(query)) is not None]

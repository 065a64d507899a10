"""Subqueries: one that does not depend on the row it stands in."""

from sqlgym.feedback.case import Case, Said
from sqlgym.feedback.query import Node, Query, Select, named

LOOSE = "This subquery does not look at the row around it"


def not_tied(case: Case) -> Said | None:
    """A subquery that gives every row the same, where the reference's depends on the row."""
    wanted = loose(case.reference)
    for select in case.query.selects:
        if select.role not in ("scalar", "exists") or select.outer is None or tied(case.query, select):
            continue
        if not select.outer.sources or (select.role == "scalar" and (not any_tied(case.reference) or wanted)):
            continue
        place = case.query.place(within_node(case.query, select.node))
        if select.role == "exists":
            said = f"{LOOSE}, so EXISTS is true for every row or for none: tie the two by a condition."
        else:
            said = f"{LOOSE}, so it gives the same value for every row: tie the two by a condition."
        return Said(said, place)
    return None


def within_node(query: Query, node: Node) -> Node | None:
    """The expression that a query stands in."""
    for part in query.all():
        if part.node.get("class") == "SUBQUERY" and part.node["subquery"]["node"] is node:
            return part.node
    return None


def loose(query: Query) -> bool:
    """Whether a query has a scalar subquery that does not depend on its row."""
    return any(one.role == "scalar" and not tied(query, one) for one in query.selects)


def any_tied(query: Query) -> bool:
    """Whether rows of several tables are tied in a query at all: by a join, or in a subquery."""
    return any(True for _ in query.joins()) or any(
        one.role in ("scalar", "exists") and tied(query, one) for one in query.selects
    )


def tied(query: Query, select: Select) -> bool:
    """Whether a subquery, or one in it, uses a column of a query around it; in doubt it does."""
    inside = [one for one in query.selects if one is select or encloses(select, one)]
    own = {name for one in inside for name in one.sources}
    made = any(not table for one in inside for table in one.sources.values())
    for part in query.parts:
        if not any(part.select is one for one in inside) or part.node.get("class") != "COLUMN_REF":
            continue
        names = [str(name).lower() for name in part.node["column_names"]]
        if len(names) > 1 and names[-2] not in own:
            return True
        here = any(query.has(table, named(part.node)) for one in inside for table in one.sources.values())
        if len(names) == 1 and not here and not made:
            return True
    return False


def encloses(outer: Select, inner: Select) -> bool:
    """Whether a SELECT stands inside another."""
    at = inner.outer
    while at is not None and at is not outer:
        at = at.outer
    return at is outer

"""NULL in conditions, and NULL where a value is wanted or the other way round."""

from collections.abc import Iterator

from sqlgym.feedback.case import Case, Said
from sqlgym.feedback.habits import comparison_with_null, in_with_null
from sqlgym.feedback.query import Node, Part, Query, function, within

DEFAULTS = frozenset({"coalesce", "ifnull", "nvl"})


def compared_with_null(case: Case) -> Said | None:
    """`= NULL`, which is never true."""
    found = comparison_with_null(case.query)
    return Said(*found) if found else None


def not_in_null(case: Case) -> Said | None:
    """NOT IN with a list that may hold NULL, which then is never true."""
    found = in_with_null(case.query)
    return Said(*found) if found else None


def defaults(query: Query) -> Iterator[Part]:
    """The places where something is written for NULL."""
    for part in query.all():
        if default(part.node):
            yield part


def replaced(case: Case) -> Said | None:
    """A value where NULL is expected, put there by COALESCE or the like."""
    right = case.reference.top.node["select_list"] if case.reference.top is not None else []
    for place in sorted(
        {place for place, expected, actual in case.cells if expected is None and actual is not None}
    ):
        item = case.item(place)
        wanted = len(right) == len(case.expected.columns) and any(map(default, within(right[place])))
        found = next((one for one in within(item) if default(one)), None)
        if found is not None and not wanted:
            said = "This puts a value where there is none: does the task want one there, or NULL?"
            return Said(said, case.query.place(found))
    return None


def default(node: Node) -> bool:
    """Whether a node writes something for NULL."""
    return node.get("type") == "OPERATOR_COALESCE" or function(node) in DEFAULTS

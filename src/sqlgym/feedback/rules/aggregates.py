"""COUNT, SUM and their like: what they count, what they leave out, and what they make of nothing."""

from collections.abc import Iterator

from sqlgym.feedback.case import Case, Said
from sqlgym.feedback.query import Node, Part, Query, aggregate, arguments, function, named, within
from sqlgym.feedback.rules.joins import OUTER
from sqlgym.feedback.rules.nulls import defaults
from sqlgym.feedback.rules.numbers import numeric

NAMES = {"count_star": "count", "mean": "avg"}


def counted(query: Query) -> Iterator[Part]:
    """The aggregates of a query, wherever they stand."""
    for part in query.all():
        if aggregate(part.node):
            yield part


def every_row_counted(case: Case) -> Said | None:
    """COUNT(*) counts a row without a partner as one."""
    joins = [one for one in case.query.joins() if one.node.get("join_type") in OUTER]
    if stars(case.reference, OUTER) or not any(one_for_none(a, b) for _, a, b in case.cells):
        return None
    for part in counted(case.query):
        if function(part.node) == "count_star" and any(one.select is part.select for one in joins):
            said = (
                "COUNT(*) counts rows, and after an outer join a row without a partner is one too: count a column "
                "of the other table, which is NULL then."
            )
            return Said(said, case.query.place(part.node))
    return None


def one_for_none(expected: object, actual: object) -> bool:
    """Whether a 1 stands where a 0 is expected."""
    return numeric(expected) and numeric(actual) and expected == 0 and actual == 1


def stars(query: Query, kinds: frozenset[str]) -> bool:
    """Whether a query counts every row beside an outer join itself."""
    return any(function(part.node) == "count_star" for part in counted(query)) and any(
        one.node.get("join_type") in kinds for one in query.joins()
    )


def of_items(case: Case) -> Iterator[Node]:
    """The aggregates in the columns that differ."""
    for item in case.items():
        for node in within(item):
            if aggregate(node):
                yield node


def distinct_inside(case: Case) -> Said | None:
    """An aggregate of distinct values where equal ones count each."""
    if any(part.node.get("distinct") for part in counted(case.reference)):
        return None
    for node in of_items(case):
        if node.get("distinct"):
            said = "With DISTINCT, equal values count once: two that are equal by chance count as one here."
            return Said(said, case.query.place(node))
    return None


def distinct_lacking(case: Case) -> Said | None:
    """An aggregate of all values where equal ones count once."""
    if not any(part.node.get("distinct") for part in counted(case.reference)):
        return None
    for node in of_items(case):
        if not node.get("distinct") and all(bigger(b, a) for _, a, b in case.cells):
            said = "Here equal values count each: does the task want them once? COUNT(DISTINCT …) counts them so."
            return Said(said, case.query.place(node))
    return None


def bigger(one: object, other: object) -> bool:
    """Whether a number is larger than another."""
    return numeric(one) and numeric(other) and float(one) > float(other)  # type: ignore[arg-type]


def nothing_summed(case: Case) -> Said | None:
    """NULL where a value is expected: what is made of no rows."""
    if not case.cells or not all(
        actual is None and expected is not None for _, expected, actual in case.cells
    ):
        return None
    if not any(True for _ in defaults(case.reference)) or not all(numeric(a) for _, a, _ in case.cells):
        return None
    for item in case.items():
        found = next((one for one in within(item) if aggregate(one) and function(one) != "count"), item)
        what = f"{function(found).upper()} of no rows" if aggregate(found) else "A row without a partner"
        said = f"{what} is NULL: see what the task wants shown there, and put it in with COALESCE."
        return Said(said, case.query.place(found))
    return None


def other_function(case: Case) -> Said | None:
    """Another aggregate than the reference has, in a column that differs."""
    wanted = {NAMES.get(function(part.node), function(part.node)) for part in counted(case.reference)}
    for node in of_items(case):
        name = NAMES.get(function(node), function(node))
        chosen = any(one.get("class") == "CASE" for one in within(arguments(node)))
        if name not in wanted and wanted and not chosen:
            said = f"{name.upper()} {DOES.get(name, 'is what this column shows')}: is that what the task asks for?"
            return Said(said, case.query.place(node))
    return None


DOES = {
    "sum": "adds up all values",
    "avg": "is the sum of the values divided by their number",
    "count": "counts the values that are not NULL",
    "min": "is the lowest value",
    "max": "is the highest value",
    "median": "is the value in the middle",
}


def column_counted(case: Case) -> Said | None:
    """COUNT of a column leaves out its NULLs."""
    kinds = {function(part.node) for part in counted(case.reference)}
    for node in of_items(case):
        given = arguments(node)
        if function(node) != "count" or not given or node.get("distinct") or "count_star" not in kinds:
            continue
        if case.query.top is not None and named(given[0]) and case.query.nullable(given[0], case.query.top):
            what = case.query.written(given[0])
            said = f"COUNT({what}) counts only rows in which {what} is not NULL; COUNT(*) counts every row."
            return Said(said, case.query.place(node))
    return None

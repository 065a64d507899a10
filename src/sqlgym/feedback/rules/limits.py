"""LIMIT: ties that it cuts, what it keeps without an order, other numbers, a row that must come whatever happens."""

from collections.abc import Iterator

from sqlgym.feedback.case import Case, Said, distinct, limit, number, orders
from sqlgym.feedback.query import Node, aggregate, within
from sqlgym.result.wording import plural
from sqlgym.verdict import Place


def word(case: Case, node: Node) -> Place | None:
    """Where a LIMIT stands."""
    value = node.get("limit") or node.get("offset")
    return case.query.word("LIMIT|OFFSET|FETCH|TOP", value) or case.query.place(value)


def roots(case: Case) -> Iterator[Node]:
    """The answer as a whole and its SELECTs, each once."""
    yield case.query.root
    for select in case.query.selects:
        if select.node is not case.query.root:
            yield select.node


def cuts_tie(case: Case) -> Said | None:
    """LIMIT keeps some of the rows that share a place."""
    if not case.only_missing or limit(case.reference.root):
        return None
    for node in roots(case):
        found = limit(node)
        if found and orders(node) and case.actual.rows:
            count = number(found.get("limit"))
            keeps = "so many rows" if count is None else plural(count, "row")
            said = f"LIMIT keeps {keeps}, however many are equal there: does the task want all of those?"
            return Said(said, word(case, found))
    return None


NO_ROW = (
    "Where nothing is found there is no row at all, and the task wants one with NULL: an aggregate such as MAX always "
    "gives one row, and so does SELECT (…) with a query in brackets as its value."
)


def no_row_for_null(case: Case) -> Said | None:
    """A query that may find no row, where one row with NULL is wanted."""
    wanted = case.expected.rows
    if case.actual.rows or len(wanted) != 1 or any(cell is not None for cell in wanted[0]):
        return None
    top = case.query.top
    if top is None or any(aggregate(one) for one in within(top.node["select_list"])):
        return None
    found = limit(case.query.root)
    return Said(NO_ROW, word(case, found) if found else None)


def without_order(case: Case) -> Said | None:
    """LIMIT without ORDER BY keeps any rows."""
    for node in roots(case):
        found = limit(node)
        if found and not orders(node):
            said = "LIMIT without ORDER BY keeps any rows, not the first: sort before you cut."
            return Said(said, word(case, found))
    return None


def rows_skipped(case: Case) -> Said | None:
    """OFFSET skips rows where the task means values."""
    for node in roots(case):
        found = limit(node)
        if not found or not found.get("offset") or not orders(node) or distinct(node):
            continue
        if not limit(case.reference.root) and not node.get("group_expressions"):
            said = "OFFSET skips rows, not values: where several share the first place, it skips only one of them."
            return Said(said, case.query.place(found["offset"]))
    return None


def no_limit(case: Case) -> Said | None:
    """All rows where the task wants some of them by their place."""
    if not limit(case.reference.root) or limit(case.query.root) or not case.only_extra:
        return None
    return Said("The task wants only some of these rows, by their place: LIMIT and OFFSET cut them out.")


def other_number(case: Case) -> Said | None:
    """LIMIT or OFFSET with another number."""
    own, wanted = limit(case.query.root), limit(case.reference.root)
    if own is None or wanted is None:
        return None
    for key, does in (("offset", "skips"), ("limit", "keeps")):
        mine, other = number(own.get(key)), number(wanted.get(key))
        if mine is None and not own.get(key) and other is not None:
            said = f"Nothing {does} rows here: LIMIT says how many to keep, OFFSET how many to skip before."
            return Said(said, word(case, own))
        if mine is not None and mine != other:
            counted = f"{key.upper()} {mine} {does} {plural(mine, 'row')}"
            return Said(
                f"{counted}: which does the task want, counted from the first?", case.query.place(own[key])
            )
    return None


def limited(case: Case) -> Said | None:
    """LIMIT where the task wants another number of rows."""
    found = limit(case.query.root)
    if not found or limit(case.reference.root):
        return None
    if case.only_missing:
        return Said("LIMIT cuts rows off that the task wants.", word(case, found))
    count = number(found.get("limit"))
    if (
        count is not None
        and len(case.actual.rows) == count
        and len(case.actual.rows) > len(case.expected.rows)
    ):
        said = f"LIMIT keeps {plural(count, 'row')} where the task wants {len(case.expected.rows)}."
        return Said(said, word(case, found))
    return None

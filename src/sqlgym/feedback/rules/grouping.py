"""GROUP BY: too few keys, so that groups run together, too many, so that they fall apart, or none."""

from sqlgym.feedback.case import Case, Said
from sqlgym.feedback.query import Node, Query, aggregate, columns, named, within


def keys(query: Query) -> tuple[list[Node], set[str]]:
    """The keys that a query groups by, and the names of the columns in them."""
    top = query.top
    found = [*top.node["group_expressions"]] if top is not None else []
    items = top.node["select_list"] if top is not None else []
    names: set[str] = set()
    for one in found:
        text = str((one.get("literal") or {}).get("text", ""))
        shown = items[int(text) - 1] if text.isdecimal() and 0 < int(text) <= len(items) else one
        names |= {f"{query.owner(column, top)}.{named(column)}" for column in columns(shown)}
    return found, names


def too_coarse(case: Case) -> Said | None:
    """Things that only share a name run together into one group."""
    own, names = keys(case.query)
    wanted, other = keys(case.reference)
    if not own or not wanted or not other - names or names - other:
        return None
    if len(case.actual.rows) > len(case.expected.rows):
        return None
    said = "All rows that are equal here become one group: can two that the task tells apart be equal in it?"
    return Said(said, case.query.place(own[-1]))


def too_fine(case: Case) -> Said | None:
    """A key more than wanted takes groups apart."""
    own, names = keys(case.query)
    wanted, other = keys(case.reference)
    if not own or not wanted or not names - other or other - names:
        return None
    fewer = case.check == "missing" and case.only_missing
    if len(case.actual.rows) <= len(case.expected.rows) and not fewer:
        return None
    for one in own:
        if {f"{case.query.owner(column, case.query.top)}.{named(column)}" for column in columns(one)} & (
            names - other
        ):
            said = "There is one group for each value of this as well: what does the task want one row for?"
            return Said(said, case.query.place(one))
    return None


def no_group(case: Case) -> Said | None:
    """An aggregate over the whole table where the task wants one for each of something."""
    top, other = case.tops
    if (
        top is None
        or other is None
        or top.node.get("group_expressions")
        or not other.node.get("group_expressions")
    ):
        return None
    found = [one for one in within(top.node["select_list"]) if aggregate(one)]
    if not found or len(case.actual.rows) > 1:
        return None
    said = "Without GROUP BY this makes one row of the whole table: say with GROUP BY what the task wants one row for."
    return Said(said, case.query.place(found[0]))


def groups_unneeded(case: Case) -> Said | None:
    """Groups in a part of the query where the task is about everything at once."""
    if any(one.node.get("group_expressions") for one in case.reference.selects):
        return None
    for select in case.query.selects:
        if select.node.get("group_expressions"):
            said = (
                "GROUP BY makes one row for each of these: does the task speak of each, or of all together?"
            )
            return Said(said, case.query.place(select.node["group_expressions"][0]))
    return None

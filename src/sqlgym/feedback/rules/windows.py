"""Window functions: how ties are ranked, over what rows, and which of them a sum takes."""

from collections.abc import Iterator

from sqlgym.feedback.case import Case, Said
from sqlgym.feedback.query import Node, Part, Query, constant, function, spelled

RANKS = {
    "row_number": "ROW_NUMBER numbers equal rows one after the other",
    "rank": "RANK gives equal rows one place and leaves the places after them out",
    "dense_rank": "DENSE_RANK gives equal rows one place and leaves none out",
}


def windows(query: Query) -> Iterator[Part]:
    """The window functions of a query."""
    for part in query.all():
        if part.node.get("class") == "WINDOW":
            yield part


def rank_of_ties(case: Case) -> Said | None:
    """Another way to number rows that are equal."""
    wanted = {function(part.node) for part in windows(case.reference)} & RANKS.keys()
    for part in windows(case.query):
        name = function(part.node)
        if name in RANKS and name not in wanted and (wanted or alone(case.query, name)):
            others = "; ".join(said for one, said in RANKS.items() if one != name)
            said = f"{RANKS[name]}. ({others}.) Which does the task want where several are equal?"
            return Said(said, case.query.place(part.node))
    return None


def alone(query: Query, name: str) -> bool:
    """Whether a way to number matters by itself: for ROW_NUMBER always, for RANK where a later place is asked for."""
    places = {constant(part.node) for part in query.all("where", "qualify")}
    return name == "row_number" or (
        name == "rank" and any(one and one.isdecimal() and one != "1" for one in places)
    )


def no_partition(case: Case) -> Said | None:
    """One window over all rows, where the task wants one for each of something; or the other way round."""
    wanted = [spelled(part.node.get("partitions")) for part in windows(case.reference)]
    for part in windows(case.query):
        own = spelled(part.node.get("partitions"))
        if not wanted or own in wanted:
            continue
        if not part.node.get("partitions"):
            said = "This window is over all rows together: PARTITION BY begins anew for each of something."
        else:
            said = (
                "PARTITION BY begins anew for each of these: is that what the task wants the rows divided by?"
            )
        return Said(said, case.query.place(part.node))
    return None


def frame(case: Case) -> Said | None:
    """A sum that grows takes rows of the same key at once, or other rows than it should."""
    wanted = {bounds(part.node) for part in windows(case.reference) if part.node.get("orders")}
    for part in windows(case.query):
        if (
            not part.node.get("orders")
            or not wanted
            or bounds(part.node) in wanted
            or function(part.node) in RANKS
        ):
            continue
        if part.node.get("end") == "CURRENT_ROW_RANGE":
            said = "Without ROWS BETWEEN …, a window takes all rows with the key of the current one at once."
        else:
            said = "See which rows this window takes: from where, to where, and whether the current one is among them."
        return Said(said, case.query.place(part.node))
    return None


def bounds(node: Node) -> tuple[str, str]:
    """From where to where a window goes."""
    return str(node.get("start")), str(node.get("end"))

"""The order of rows: none asked for, other keys, the other way round, ties that nothing decides."""

from sqlgym.feedback.case import Case, Said, key_columns, limit, orders
from sqlgym.feedback.query import Node, spelled
from sqlgym.feedback.rules.numbers import numeric

NO_ORDER = (
    "Your query has no ORDER BY, so its rows may come in any order, even if they came sorted here; the task wants one. "
    "Put ORDER BY at its end."
)


def no_order(case: Case) -> Said | None:
    """The task wants an order and the query asks for none, also where its rows happened to be sorted."""
    asks = any(orders(one.node) for one in case.query.selects) or orders(case.query.root)
    return Said(NO_ORDER) if case.ordered and not asks else None


def order_inside(case: Case) -> Said | None:
    """ORDER BY stands in a subquery only."""
    if not case.ordered or orders(case.query.root) or limit(case.query.root):
        return None
    for select in case.query.selects:
        if keys := orders(select.node):
            said = "This ORDER BY sorts a subquery; only one at the end of the whole query sorts the result."
            return Said(said, case.query.word("ORDER BY", keys[0]["expression"]))
    return None


def other_direction(case: Case) -> Said | None:
    """A sort key runs the other way."""
    own, wanted = orders(case.query.root), orders(case.reference.root)
    for key, other in zip(own, wanted, strict=False):
        down = key["type"] == "DESCENDING"
        if down != (other["type"] == "DESCENDING") and same_key(case, key, other):
            runs = "from the highest down" if down else "from the lowest up"
            what = case.query.written(key["expression"])
            said = (
                f"Here {what} runs {runs}: which end does the task want first? ASC goes up, DESC goes down."
            )
            return Said(said, case.query.place(key["expression"]))
        if not same_key(case, key, other):
            return None
    return None


def cut_alike(case: Case) -> bool:
    """Whether other rows may come of another order: the same number of rows is cut out of all."""
    own, wanted = limit(case.query.root), limit(case.reference.root)
    if own is None or wanted is None:
        return False
    return all(spelled(own.get(key)) == spelled(wanted.get(key)) for key in ("limit", "offset"))


def cut_from_other_end(case: Case) -> Said | None:
    """The rows that LIMIT keeps are those of the other end, or chosen by another order."""
    if cut_alike(case):
        return other_direction(case) or other_sort_key(case) or tie_undecided(case)
    return None


def lowest_first(case: Case) -> Said | None:
    """LIMIT keeps the lowest where something higher is expected."""
    nodes = {id(one): one for one in (case.query.root, *(one.node for one in case.query.selects))}.values()
    keys = [orders(node)[0] for node in nodes if limit(node) and orders(node)]
    higher = case.cells and all(greater(a, b) for _, a, b in case.cells)
    if len(keys) != 1 or not higher or keys[0]["type"] == "DESCENDING" or len(case.expected.rows) != 1:
        return None
    what = case.query.written(keys[0]["expression"])
    said = f"Here {what} runs from the lowest up, and LIMIT keeps what comes first: DESC begins with the highest."
    return Said(said, case.query.place(keys[0]["expression"]))


def greater(one: object, other: object) -> bool:
    """Whether a number is larger than another."""
    return numeric(one) and numeric(other) and float(one) > float(other)  # type: ignore[arg-type]


def same_key(case: Case, key: Node, other: Node) -> bool:
    """Whether two sort keys are the same column of the result, by name or number, or written alike."""
    return resolved(key["expression"], case.query.root) == resolved(other["expression"], case.reference.root)


def resolved(key: Node, root: Node) -> str:
    """A sort key by the place of the column of the result that it is, else as it is written."""
    items = root.get("select_list") or []
    text = spelled(key)
    for place, item in enumerate(items, start=1):
        if text in (repr(str(place)), spelled(item), str(item.get("alias") or "").lower()):
            return str(place)
    return text


def other_nulls_first(case: Case) -> Said | None:
    """Rows without a value stand at the other end."""
    own, wanted = orders(case.query.root), orders(case.reference.root)
    if not own or len(case.expected.rows) != len(case.actual.rows):
        return None
    for key, other in zip(own, wanted, strict=False):
        if (
            key["null_order"] != other["null_order"]
            and same_key(case, key, other)
            and key["type"] == other["type"]
        ):
            what = case.query.written(key["expression"])
            said = f"Rows without a value in {what} stand at the other end: say NULLS FIRST or NULLS LAST."
            return Said(said, case.query.place(key["expression"])) if has_null(case, key) else None
    return None


def has_null(case: Case, key: Node) -> bool:
    """Whether a sort key is a column of the result in which something is NULL, or none of its columns."""
    place = resolved(key["expression"], case.query.root)
    if not place.isdecimal():
        return True
    return any(row[int(place) - 1] is None for row in case.expected.rows)


def tie_undecided(case: Case) -> Said | None:
    """The sort keys are the right ones, but more are wanted."""
    own, wanted = orders(case.query.root), orders(case.reference.root)
    if not own or len(own) >= len(wanted):
        return None
    if not all(same_key(case, *pair) for pair in zip(own, wanted, strict=False)):
        return None
    what = ", ".join(case.query.written(key["expression"]) for key in own)
    said = f"Rows with the same {what} may come in any order: what decides between them? Sort by that next."
    return Said(said, case.query.place(own[-1]["expression"]))


def other_sort_key(case: Case) -> Said | None:
    """It sorts by something else."""
    own, wanted = orders(case.query.root), orders(case.reference.root)
    if not own or not wanted:
        return None
    for key, other in zip(own, wanted, strict=False):
        if not same_key(case, key, other):
            what = case.query.written(key["expression"])
            named = key_columns([key])[0] or not what.isdecimal()
            key_name = what if named else f"column {what}"
            said = f"This sorts by {key_name}: is that what the task sorts by, and in this place?"
            return Said(said, case.query.place(key["expression"]))
    return None

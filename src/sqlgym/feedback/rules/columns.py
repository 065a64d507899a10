"""The columns of the result: too many, too few, of another type."""

from sqlgym.feedback.case import Case, Said
from sqlgym.feedback.query import Node, Query, columns, constant, function, named, within
from sqlgym.result.wording import plural

TEXTS = frozenset({"strftime", "format", "printf", "concat", "||", "to_char", "date_format", "lpad", "rpad"})


def joined_instead_of_united(case: Case) -> Said | None:
    """Tables side by side where the task wants their rows in one list."""
    join = next(case.query.joins(), None)
    united = any(one.get("type") == "SET_OPERATION_NODE" for one in [case.reference.root])
    if join is None or not united or next(case.reference.joins(), None) or too_few(case):
        return None
    said = "A join puts tables side by side; UNION puts the rows of one below those of the other, in the same columns."
    return Said(said, case.query.place(join.node))


def too_few(case: Case) -> bool:
    """Whether columns are missing rather than too many."""
    return len(case.actual.columns) < len(case.expected.columns)


def star(case: Case) -> Said | None:
    """SELECT * where the task wants some of the columns."""
    top = case.query.top
    for item in top.node["select_list"] if top is not None else ():
        if item.get("class") == "STAR" and not too_few(case):
            said = "* stands for every column of the tables in FROM: write the columns that the task names instead."
            return Said(said, case.query.place(item))
    return None


def other_count(case: Case) -> Said | None:
    """More columns than are asked for."""
    top = case.query.top or next(iter(case.query.selects), None)
    items, wanted = top.node["select_list"] if top is not None else [], len(case.expected.columns)
    if len(items) != len(case.actual.columns) or len(items) <= wanted:
        return None
    said = f"The task asks for {plural(wanted, 'column')}: return just that, and leave the rest out."
    return Said(said, case.query.place(items[wanted]))


def turned_into_text(case: Case) -> Said | None:
    """A text where a number or a date is expected."""
    for item in case.items():
        if found := text_maker(item):
            said = (
                "This makes a text of the value, another value even where it looks alike: return it as it is."
            )
            return Said(said, case.query.place(found))
    return None


def text_maker(item: Node) -> Node | None:
    """What in an expression makes a text of something else."""
    for node in within(item):
        kind = str((node.get("type_expr") or {}).get("type_name", "")).upper()
        if node.get("class") == "CAST" and kind in ("VARCHAR", "TEXT", "CHAR", "STRING"):
            return node
        if function(node) in TEXTS or (constant(node) is not None and literal_text(node)):
            return node
    return None


def literal_text(node: Node) -> bool:
    """Whether a node is a text in quotes."""
    return bool((node.get("literal") or {}).get("kind") == "STRING")


REWRITING = frozenset(
    {"upper", "lower", "trim", "ltrim", "rtrim", "replace", "substr", "substring", "left", "right"}
)


def written_otherwise(case: Case) -> Said | None:
    """A text is changed where the task wants it as it is."""
    wanted = {function(part.node) for part in case.reference.all()}
    for part in case.query.all("select"):
        name = function(part.node)
        if name in REWRITING and name not in wanted and part.select.role in ("top", "union"):
            said = f"{name.upper()} changes how the text is written: does the task ask for that?"
            return Said(said, case.query.place(part.node))
    return None


def other_column(case: Case) -> Said | None:
    """A column of the result is made of other columns than the reference's."""
    top = case.reference.top
    right = top.node["select_list"] if top is not None else []
    if len(right) != len(case.expected.columns):
        return None
    for place in sorted(case.changed):
        item = case.item(place)
        own, wanted = ({*map(named, found(one))} for one in (item, right[place]))
        if item is not None and own and wanted and not own <= wanted and not wanted <= own:
            said = f"Column {place + 1} is made of {', '.join(sorted(own))} here: is that what the task wants in it?"
            return Said(said, case.query.place(item))
    return None


def found(item: Node | None) -> list[Node]:
    """The columns in an item of SELECT."""
    return columns(item) if item is not None else []


def table_lacking(case: Case) -> Said | None:
    """Not every table that is needed is read."""
    own, wanted = tables(case.query), tables(case.reference)
    if own and own < wanted and case.missing:
        what = " and ".join(case.query.tables[one].name for one in sorted(own))
        return Said(f"Your query reads {what} alone: does the task speak of more?")
    return None


def tables(query: Query) -> set[str]:
    """The tables of the schema that a query reads."""
    return {table for select in query.selects for table in select.sources.values() if table}


SETS = {
    "UNION": "UNION takes the rows of either side",
    "INTERSECT": "INTERSECT takes only rows that both sides have",
    "EXCEPT": "EXCEPT takes the rows of the first side that the second has not",
}


def other_set(case: Case) -> Said | None:
    """Another set operation."""
    own, wanted = (str(one.root.get("setop_type", "")) for one in (case.query, case.reference))
    if own == wanted or own not in SETS or wanted not in SETS:
        return None
    last = next((one for one in reversed(case.query.selects) if one.role == "union"), None)
    place = case.query.word(own, last.node["select_list"][0]) if last is not None else None
    return Said(f"{SETS[own]}; {SETS[wanted]}. Which does the task want?", place)

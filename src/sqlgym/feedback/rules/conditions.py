"""Conditions in WHERE, HAVING and ON: their edges, constants and brackets, what they drop, where they stand."""

from collections.abc import Iterator

from sqlgym.feedback.case import Case, Said, limit
from sqlgym.feedback.query import (
    Node,
    Part,
    Query,
    aggregate,
    columns,
    compared,
    conjuncts,
    constant,
    named,
    spelled,
    within,
)

EDGES = {
    "COMPARE_LESSTHAN": "COMPARE_LESSTHANOREQUALTO",
    "COMPARE_LESSTHANOREQUALTO": "COMPARE_LESSTHAN",
    "COMPARE_GREATERTHAN": "COMPARE_GREATERTHANOREQUALTO",
    "COMPARE_GREATERTHANOREQUALTO": "COMPARE_GREATERTHAN",
}
SIGNS = {
    "COMPARE_LESSTHAN": "<",
    "COMPARE_LESSTHANOREQUALTO": "<=",
    "COMPARE_GREATERTHAN": ">",
    "COMPARE_GREATERTHANOREQUALTO": ">=",
}


def comparisons(query: Query) -> Iterator[tuple[Node, str, str, str]]:
    """The comparisons of a query, each with both sides and its kind, a constant on the right."""
    for part in query.all("where", "having", "on", "select", "qualify"):
        if part.node.get("class") == "COMPARISON":
            yield part.node, *compared(part.node)


def edge(case: Case) -> Said | None:
    """`<` for `<=`, or the other way round, with the same on both sides."""
    wanted = {(left, right, kind) for _, left, right, kind in comparisons(case.reference)}
    for node, left, right, kind in comparisons(case.query):
        if (left, right, kind) not in wanted and (left, right, EDGES.get(kind)) in wanted:
            sign = SIGNS[str(node["type"])]
            takes = "takes along" if "=" in sign else "leaves out"
            said = f"{sign} {takes} what is just equal: does the task want that?"
            return Said(said, case.query.place(node))
    return None


def both_ends(case: Case) -> Said | None:
    """BETWEEN takes both of its ends along."""
    kept = {spelled(part.node) for part in case.reference.all() if part.node.get("class") == "BETWEEN"}
    for part in case.query.all():
        if part.node.get("class") == "BETWEEN" and spelled(part.node) not in kept and not case.only_missing:
            said = "BETWEEN takes both of its ends along: do both belong? On a date with a time, the end is midnight."
            return Said(said, case.query.place(part.node))
    return None


def other_constant(case: Case) -> Said | None:
    """The same comparison with another constant."""
    own, wanted = [*comparisons(case.query)], [*comparisons(case.reference)]
    known = {(left, right) for _, left, right, _ in wanted}
    for node, left, right, kind in own:
        given = constant(node["right"]) or constant(node["left"])
        alike = [one for one, other, _, sort in wanted if other == left and sort == kind]
        if given in (None, "NULL") or (left, right) in known or len(alike) != 1 or "column" in left:
            continue
        if constant(alike[0]["right"]) is not None or constant(alike[0]["left"]) is not None:
            return Said(
                f"Is {given} the value that the task names? Compare letter by letter.", case.query.place(node)
            )
    return None


def and_before_or(case: Case) -> Said | None:
    """AND and OR side by side without brackets."""
    kept = {spelled(part.node) for part in case.reference.all() if part.node.get("type") == "CONJUNCTION_OR"}
    for part in case.query.all("where", "having", "on"):
        if part.node.get("type") != "CONJUNCTION_OR" or spelled(part.node) in kept:
            continue
        for child in part.node["children"]:
            if child.get("type") == "CONJUNCTION_AND" and not bracketed(case.query, child):
                said = "AND binds more tightly than OR: put brackets around what belongs together."
                return Said(said, case.query.place(part.node))
    return None


def bracketed(query: Query, node: Node) -> bool:
    """Whether an expression stands in brackets."""
    at = query.offset(node)
    return at is not None and query.text[:at].rstrip().endswith("(")


def text_compared(case: Case) -> Said | None:
    """Numbers or dates compared, sorted or chosen from as texts."""
    kept = list(casts(case.reference))
    for part in casts(case.query):
        if (not kept and part.clause != "select") or (not kept and inside_aggregate(case.query, part)):
            said = "As texts, 900 comes after 1200: letters are compared from the left. Compare it as what it is."
            return Said(said, case.query.place(part.node))
    return None


def casts(query: Query) -> Iterator[Part]:
    """The casts of columns to text."""
    for part in query.all():
        kind = str((part.node.get("type_expr") or {}).get("type_name", "")).upper()
        if (
            part.node.get("class") == "CAST"
            and kind in ("VARCHAR", "TEXT", "CHAR")
            and columns(part.node["child"])
        ):
            yield part


def inside_aggregate(query: Query, part: Part) -> bool:
    """Whether a cast stands in MAX or MIN, or is one of a subquery's columns."""
    return part.select.role in ("cte", "from") or any(
        aggregate(one.node) and any(node is part.node for node in within(one.node))
        for one in query.all("select")
    )


def unequal_drops_null(case: Case) -> Said | None:
    """`<>` drops the rows whose column is NULL."""
    if not case.missing:
        return None
    kept = {(left, right, kind) for _, left, right, kind in comparisons(case.reference)}
    for part in case.query.all("where"):
        node = part.node
        if node.get("type") != "COMPARE_NOTEQUAL":
            continue
        for side in (node["left"], node["right"]):
            if named(side) and case.query.nullable(side, part.select):
                if (
                    spelled(node["left"]),
                    spelled(node["right"]),
                    "COMPARE_NOTEQUAL",
                ) in kept and not asks_null(case, side):
                    continue
                what = case.query.written(side)
                said = f"Where {what} is NULL this is not true either, so such rows are dropped: are they wanted?"
                return Said(said, case.query.place(node))
    return None


def asks_null(case: Case, column: Node) -> bool:
    """Whether the reference asks for a column's NULLs."""
    tests = ("OPERATOR_IS_NULL", "COMPARE_DISTINCT_FROM")
    found = (part.node for part in case.reference.all() if part.node.get("type") in tests)
    return any(named(column) in map(named, columns(node)) for node in found)


def aggregate_in_having(case: Case) -> Said | None:
    """A condition that the task puts on whole groups stands in WHERE, on single rows."""
    wanted = {
        text for part in case.reference.all("having") if (text := constant(part.node)) not in (None, "NULL")
    }
    if any(True for _ in case.query.all("having")):
        return None
    for node in (part.node for part in case.query.all("where") if part.node.get("class") == "COMPARISON"):
        if {constant(node["left"]), constant(node["right"])} & wanted:
            said = "WHERE looks at single rows, before they are grouped; a condition on a whole group stands in HAVING."
            return Said(said, case.query.place(node))
    return None


def filters(query: Query) -> list[Part]:
    """The conditions in WHERE, HAVING and ON that single out rows."""
    return [*query.all("where", "having", "qualify"), *query.all("on")]


def condition_too_many(case: Case) -> Said | None:
    """A condition on a table's column that the reference has no condition on drops rows.

    Of a column that the query computes first nothing is known: the fault may be where it is computed.
    """
    if not case.only_missing:
        return None
    known = {named(one) for part in filters(case.reference) for one in columns(part.node)}
    for select in case.query.selects:
        where = select.node.get("where_clause") if select.role in ("top", "from", "cte") else None
        for one in conjuncts(where):
            own = [*columns(one)]
            stored = own and all(case.query.owner(column, select) for column in own)
            if stored and not {*map(named, own)} & known and one.get("class") != "SUBQUERY":
                said = "This condition drops rows: does the task ask for it?"
                return Said(said, case.query.place(one))
    return None


def groups_dropped(case: Case) -> Said | None:
    """HAVING drops groups that are wanted."""
    if not case.missing or any(True for _ in case.reference.all("having")):
        return None
    for part in case.query.all("having"):
        said = "HAVING drops whole groups: does the task ask for this condition?"
        return Said(said, case.query.place(part.node))
    return None


def no_condition_at_all(case: Case) -> Said | None:
    """Every row, or every group, is taken where the task wants some of them."""
    top = case.query.top
    cut = limit(case.query.root) and not limit(case.reference.root)
    if top is None or choices(case.query) or not choices(case.reference) or case.only_missing or cut:
        return None
    if top.node.get("group_expressions"):
        said = "Here is a row for every group: which of them does the task want? HAVING chooses among groups."
        return Said(said, case.query.place(top.node["group_expressions"][0])) if case.only_extra else None
    tables = [case.query.tables[table].name for table in top.sources.values() if table]
    if not tables or (len(tables) > 1 and not case.only_extra) or len(case.query.selects) != 1:
        return None
    said = f"Your query looks at every row of {tables[0]}: which of them does the task speak of? Say so in WHERE."
    return Said(said, case.query.place(top.node.get("from_table")) if len(tables) == 1 else None)


def choices(query: Query) -> list[Part]:
    """The conditions that choose among rows and groups; those of a join only tie them."""
    return [*query.all("where", "having", "qualify")]


def or_for_and(case: Case) -> Said | None:
    """OR between conditions that are to hold together, or AND where one of them is enough."""
    for kind, other, said in (
        (
            "CONJUNCTION_OR",
            "CONJUNCTION_AND",
            "OR takes each row for which one of these is true; AND wants both.",
        ),
        (
            "CONJUNCTION_AND",
            "CONJUNCTION_OR",
            "AND takes only rows for which both are true; OR is content with one.",
        ),
    ):
        wanted = [members(part.node) for part in case.reference.all() if part.node.get("type") == other]
        for part in case.query.all("where", "having", "on"):
            if part.node.get("type") == kind and any(len(members(part.node) & one) > 1 for one in wanted):
                return Said(said, case.query.place(part.node))
    return None


def members(node: Node) -> set[str]:
    """What AND or OR ties together, as it is spelled."""
    return {spelled(one) for one in node.get("children") or []}


def condition_lacking(case: Case) -> Said | None:
    """One of several conditions is not there."""
    if not case.only_extra or not choices(case.query):
        return None
    known = {named(one) for part in filters(case.query) for one in columns(part.node)}
    wanted = {named(one) for part in choices(case.reference) for one in columns(part.node)}
    if wanted <= known:
        return None
    place = next((case.query.place(one.node) for one in choices(case.query)), None)
    said = "Your conditions let too much through: which sentence of the task has no condition here yet?"
    return Said(said, place)


def every_row_for_one(case: Case) -> Said | None:
    """Many rows where the task wants one."""
    top = case.query.top
    if top is None or len(case.expected.rows) != 1 or len(case.actual.rows) < 3 or not case.extra:
        return None
    if any(aggregate(one) for one in within(top.node["select_list"])) or limit(case.query.root):
        return None
    said = "Every row that fits is returned, and the task wants one row: which of these, or what is to be made of them?"
    return Said(said)

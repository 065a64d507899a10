"""Joins: without a condition, on the wrong columns, with rows that have no partner, with rows that have several."""

from collections.abc import Iterator

from sqlgym.feedback.case import Case, Said
from sqlgym.feedback.query import Node, Part, Query, Select, columns, conjuncts, function, named, within
from sqlgym.feedback.rules.numbers import numeric
from sqlgym.feedback.rules.subqueries import tied as correlated

OUTER = frozenset({"LEFT", "RIGHT", "FULL", "OUTER"})


def sides(node: Node) -> tuple[set[str], set[str]]:
    """The names that the sources on either side of a join go by."""
    return names(node["left"]), names(node["right"])


def names(node: Node) -> set[str]:
    """The names of the sources in a part of FROM."""
    if node.get("type") == "JOIN":
        return names(node["left"]) | names(node["right"])
    return {str(node.get("alias") or node.get("table_name") or "").lower()}


def tied(query: Query, join: Part) -> bool:
    """Whether a condition, in ON or in WHERE, compares something of one side with something of the other."""
    left, right = sides(join.node)
    if join.node.get("using_columns") or join.node.get("ref_type") in ("NATURAL", "POSITIONAL", "ASOF"):
        return True
    conditions = [*conjuncts(join.node.get("condition")), *conjuncts(join.select.node.get("where_clause"))]
    return any(between(query, join.select, one, left, right) for one in conditions)


def between(query: Query, select: Select, condition: Node, left: set[str], right: set[str]) -> bool:
    """Whether a condition has columns of both sides; a column of an unknown table may be of either."""
    found = {alias(query, select, column) for column in columns(condition)}
    unknown = len([one for one in columns(condition) if not alias(query, select, one)])
    return bool(found & left and (found & right or unknown)) or bool(found & right and unknown) or unknown > 1


def alias(query: Query, select: Select, column: Node) -> str:
    """The name of the source that a column is of; empty where it is not known."""
    parts = [str(name).lower() for name in column["column_names"]]
    if len(parts) > 1:
        return parts[-2]
    found = [name for name, table in select.sources.items() if query.has(table, parts[0])]
    return found[0] if len(found) == 1 else ""


def source(query: Query, node: Node) -> str:
    """What a source is called, as it is written, without the name that it gets."""
    last = node.get("right") if node.get("type") == "JOIN" else node
    return str((last or {}).get("table_name") or (last or {}).get("alias") or "the other table")


def no_condition(case: Case) -> Said | None:
    """Each row of one table beside each of another."""
    if [*untied(case.reference)]:
        return None
    for join in untied(case.query):
        first, other = source(case.query, join.node["left"]), source(case.query, join.node["right"])
        said = (
            f"Nothing says which rows of {first} and {other} belong together, so each is put beside each: "
            "join them ON what they share."
        )
        return Said(said, case.query.place(join.node["right"]))
    return None


def untied(query: Query) -> Iterator[Part]:
    """The inner joins of tables that nothing ties together."""
    for join in query.joins(kind="INNER"):
        known = join.node["right"].get("type") in ("BASE_TABLE", "SUBQUERY")
        if known and not tied(query, join) and not single(query, join):
            yield join


def single(query: Query, join: Part) -> bool:
    """Whether one side of a join is a subquery that aggregates everything, and so has one row."""
    made = {name for name, table in join.select.sources.items() if not table}
    return bool((names(join.node["right"]) | names(join.node["left"])) & made)


def equal_pairs(query: Query, conditions: list[Node], select: Select) -> set[frozenset[str]]:
    """The pairs of columns that conditions set equal, each as `table.column`."""
    found = set()
    for one in conditions:
        if one.get("type") == "COMPARE_EQUAL" and named(one["left"]) and named(one["right"]):
            pair = frozenset(
                f"{query.owner(side, select)}.{named(side)}" for side in (one["left"], one["right"])
            )
            found.add(pair)
    return found


def pairs(query: Query) -> set[frozenset[str]]:
    """All pairs of columns that a query sets equal."""
    found: set[frozenset[str]] = set()
    for part in query.all("on", "where"):
        found |= equal_pairs(query, [part.node], part.select)
    for join in query.joins():
        for name in join.node.get("using_columns") or []:
            owners = [table for table in join.select.sources.values() if query.has(table, str(name).lower())]
            found.add(frozenset(f"{table}.{str(name).lower()}" for table in owners))
    return found


def other_columns_joined(case: Case) -> Said | None:
    """Two tables are joined on columns that the schema does not tie, and not on those that it does."""
    wanted, own = pairs(case.reference), pairs(case.query)
    for part in case.query.all("on", "where"):
        for pair in equal_pairs(case.query, [part.node], part.select):
            tables = {one.partition(".")[0] for one in pair}
            if len(pair) < 2 or "" in tables or pair in wanted:
                continue
            known = any({one.partition(".")[0] for one in other} == tables for other in wanted)
            if not known and (
                part.clause != "on" or not keyed(case.query, tables) or keyed(case.query, tables) & own
            ):
                continue
            return Said(on_words(case.query, part.node, tables), case.query.place(part.node))
    return None


def keyed(query: Query, tables: set[str]) -> set[frozenset[str]]:
    """The pairs of columns by which the schema ties some tables."""
    return {
        frozenset({f"{table}.{one.lower()}", f"{key.table.lower()}.{other.lower()}"})
        for table in tables
        for key in query.tables[table].foreign_keys
        if key.table.lower() in tables - {table}
        for one, other in zip(key.columns, key.references, strict=False)
    }


def on_words(query: Query, node: Node, tables: set[str]) -> str:
    """What is said of a condition that ties two tables by other columns than their keys."""
    for table in sorted(tables):
        for key in query.tables[table].foreign_keys:
            if key.table.lower() in tables - {table} or (len(tables) == 1 and key.table.lower() == table):
                own = ", ".join(f"{query.tables[table].name}.{name}" for name in key.columns)
                return f"Are these what belongs together? {own} refers to {key.table}.{', '.join(key.references)}."
    return "Are these what belongs together? See which column of one table refers to the other."


def right_side_in_where(case: Case) -> Said | None:
    """A condition in WHERE on the table that an outer join may have left without a partner."""
    for join in case.query.joins():
        if join.node.get("join_type") not in OUTER:
            continue
        optional = sides(join.node)[join.node["join_type"] != "RIGHT"]
        for one in conjuncts(join.select.node.get("where_clause")):
            if rejects_null(case.query, join.select, one, optional) and not in_reference(case, one):
                said = (
                    f"WHERE looks at the rows after the join: one without a partner in {source(case.query, join.node)} "
                    "has NULL there, and this condition drops it. In ON it would only choose the partners."
                )
                return Said(said, case.query.place(one))
    return None


def rejects_null(query: Query, select: Select, condition: Node, optional: set[str]) -> bool:
    """Whether a condition is a comparison of a column of these sources, as it is."""
    if (
        condition.get("class") not in ("COMPARISON", "BETWEEN")
        and condition.get("type") != "OPERATOR_IS_NOT_NULL"
    ):
        return False
    plain = [
        condition.get("left"),
        condition.get("right"),
        condition.get("input"),
        *condition.get("children", []),
    ]
    return any(named(one) and alias(query, select, one) in optional for one in plain if one)


def in_reference(case: Case, condition: Node) -> bool:
    """Whether the reference drops such rows too: it has an inner join or no outer one at all."""
    return (
        not any(join.node.get("join_type") in OUTER for join in case.reference.joins()) and not case.missing
    )


def optional_tables(query: Query) -> set[str]:
    """The tables that a query asks for partners in without dropping rows that have none."""
    found: set[str] = set()
    for join in query.joins():
        kind = join.node.get("join_type")
        if kind in OUTER:
            left, right = sides(join.node)
            names = right if kind == "LEFT" else left if kind == "RIGHT" else left | right
            found |= {join.select.sources.get(name, "") for name in names}
    for select in query.selects:
        if select.role in ("exists", "any") or (select.role == "scalar" and correlated(query, select)):
            found |= {*select.sources.values()}
    return found - {""}


def inner_drops(case: Case) -> Said | None:
    """An inner join drops the rows that have no partner."""
    if not case.only_missing or case.check == "duplicates":
        return None
    optional = optional_tables(case.reference)
    for join in case.query.joins(kind="INNER"):
        left, right = (
            {join.select.sources.get(name, "") for name in side} - {""} for side in sides(join.node)
        )
        if tied(case.query, join) and (dropped := (right or left) & optional):
            table = case.query.tables[min(dropped)].name
            said = (
                f"JOIN keeps only rows that have a partner in {table}; LEFT JOIN keeps the others too, with NULL "
                "beside them. Does the task want those as well?"
            )
            return Said(said, case.query.place(join.node))
    return None


def needless(case: Case) -> Said | None:
    """An inner join with a table that the task has no need of drops rows."""
    needed = {table for one in case.reference.selects for table in one.sources.values()}
    for join in case.query.joins(kind="INNER"):
        tables = {join.select.sources.get(name, "") for name in names(join.node["right"])} - {""}
        if tied(case.query, join) and tables and not tables & needed and not case.only_extra:
            table = case.query.tables[min(tables)].name
            said = f"JOIN keeps only rows that have a partner in {table}: does the task ask for that?"
            return Said(said, case.query.place(join.node))
    return None


def outer_keeps(case: Case) -> Said | None:
    """An outer join keeps rows without a partner where none are wanted."""
    if not case.extra or any(join.node.get("join_type") in OUTER for join in case.reference.joins()):
        return None
    if not any(cell is None for row in case.extra for cell in row):
        return None
    for join in case.query.joins():
        if join.node.get("join_type") in OUTER:
            said = (
                "An outer join also keeps rows that have no partner, with NULL beside them: "
                "does the task want those?"
            )
            return Said(said, case.query.place(join.node))
    return None


def multiplied(case: Case) -> Said | None:
    """A number that is a multiple of what is expected, as each row came several times."""
    join = [*case.query.joins()]
    whole = case.cells and all(times(a, b) for _, a, b in case.cells)
    summed = all(any(function(one) in SUMMED for one in within(item)) for item in case.items())
    if not join or not whole or not summed or not [*case.items()]:
        return None
    said = (
        "A join repeats a row for each partner that it finds, and each copy is counted or summed: "
        "which join brings copies?"
    )
    return Said(said, case.query.place(join[-1].node))


SUMMED = frozenset({"sum", "count", "count_star"})


def times(expected: object, actual: object) -> bool:
    """Whether a number is twice the other, three times, and so on."""
    if not numeric(expected) or not numeric(actual) or not expected:
        return False
    share = float(actual) / float(expected)  # type: ignore[arg-type]
    return share > 1.5 and abs(share - round(share)) < 1e-9

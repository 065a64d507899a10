"""Queries in; whether one has the shape of a known mistake: the same clauses differ from what is right, out."""

from collections.abc import Iterable, Iterator

from sqlgym.feedback.query import Part, Query, arguments, compared, constant, function, named, spelled

Features = frozenset[str]


def like(answer: Query, mistake: Query, right: Iterable[Query]) -> bool:
    """Whether an answer has what makes a mistake, and lacks what the mistake lacks, beside the nearest right query.

    First by clauses and functions; where those are alike, by columns, constants and signs.
    """
    for features in (coarse, fine):
        own, wrong = features(answer), features(mistake)
        differences = [(wrong - one, one - wrong) for one in map(features, right)]
        has, lacks = min(differences, key=lambda pair: len(pair[0]) + len(pair[1]))
        if has or lacks:
            return has <= own and not lacks & own
    return True


def coarse(query: Query) -> Features:
    """The clauses, joins, functions and subqueries that a query has."""
    return frozenset([*clauses(query), *(one for part in query.parts for one in of_part(part))])


def clauses(query: Query) -> Iterator[str]:
    """What a query has beside expressions."""
    yield f"set {query.root.get('setop_type', '')} {query.root.get('setop_all', '')}"
    for modifier in query.root.get("modifiers") or []:
        yield f"top {modifier['type']}"
    for select in query.selects:
        yield f"subquery {select.role}"
        for modifier in select.modifiers.values():
            yield f"{modifier['type']} {'offset' if modifier.get('offset') else ''}"
        for name in ("where_clause", "having", "qualify", "group_expressions"):
            if select.node.get(name):
                yield name


def of_part(part: Part) -> Iterator[str]:
    """What an expression or a source says of a query's shape."""
    node = part.node
    if node.get("type") == "JOIN":
        table = (node.get("right") or {}).get("table_name", "")
        tied = bool(node.get("condition") or node.get("using_columns"))
        yield f"join {node.get('join_type')} {str(table).lower()} {tied}"
    elif node.get("type") == "BASE_TABLE":
        yield f"table {str(node.get('table_name')).lower()}"
    elif node.get("class") in ("FUNCTION", "WINDOW"):
        yield f"function {function(node)} {bool(node.get('distinct'))} {len(arguments(node)) > 0}"
        yield f"{node['class']} {bool(node.get('partitions'))}"
    elif node.get("class") not in ("COLUMN_REF", "CONSTANT", "COMPARISON", "CONJUNCTION"):
        yield f"{node.get('type')}"


def fine(query: Query) -> Features:
    """The columns, constants and comparisons in each clause."""
    found = [f"{part.clause} {detail(part)}" for part in query.parts if detail(part)]
    orders = [f"{one.get('type')} {spelled(one.get('expression'))}" for one in sort_keys(query)]
    return frozenset([*found, *orders])


def sort_keys(query: Query) -> list[dict[str, object]]:
    """All sort keys of a query."""
    nodes = [query.root, *(select.node for select in query.selects)]
    modifiers = [one for node in nodes for one in node.get("modifiers") or []]
    return [key for one in modifiers for key in one.get("orders") or []]


def detail(part: Part) -> str:
    """A column, a constant or a comparison, written alike where it is alike."""
    node = part.node
    if name := named(node):
        return name
    value = constant(node)
    if value is not None:
        return repr(value)
    if node.get("class") == "COMPARISON":
        return " ".join(compared(node))
    return spelled(node) if node.get("class") in ("BETWEEN", "FUNCTION", "WINDOW") else ""

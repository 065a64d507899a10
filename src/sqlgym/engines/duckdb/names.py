"""DuckDB's syntax tree in, what its names may mean out: over all scopes, since too much is better than too little."""

from collections import defaultdict
from collections.abc import Iterator

from sqlgym.engines.duckdb.fold import Node
from sqlgym.engines.duckdb.guard import nodes
from sqlgym.engines.duckdb.outputs import selects_of


def names(tree: Node) -> tuple[dict[str, set[str]], dict[str, list[Node]], set[str]]:
    """Over all scopes: tables by alias, expressions by alias, and the new names of tables' columns."""
    tables: dict[str, set[str]] = defaultdict(set)
    aliases: dict[str, list[Node]] = defaultdict(list)
    renamed: set[str] = set()
    for node in nodes(dict(tree)):
        if node.get("type") == "BASE_TABLE":
            name = str(node["qualified_name"]["path"][-1]).lower()
            tables[str(node.get("alias") or name).lower()].add(name)
            renamed.update(str(column).lower() for column in node.get("column_name_alias") or ())
        elif node.get("alias") and node.get("class"):
            aliases[str(node["alias"]).lower()].append(node)
        _name_columns(node, aliases, renamed)
    ctes = {str(entry["key"]).lower() for entry in _ctes(tree)}
    known = {alias: found - ctes for alias, found in tables.items()}
    return known, aliases, renamed


def _ctes(tree: Node) -> Iterator[Node]:
    for node in nodes(dict(tree)):
        if isinstance(node.get("cte_map"), dict):
            yield from node["cte_map"].get("map", [])


def _name_columns(node: Node, aliases: dict[str, list[Node]], renamed: set[str]) -> None:
    """Add the column names that a CTE or a subquery is given in brackets; behind a star they may be any column's."""
    given = node.get("aliases") or node.get("column_name_alias") or []
    query = node.get("query_node") or (node.get("subquery") or {}).get("node")
    for select in selects_of(query) if given and query else ():
        items = select["select_list"]
        stars = [place for place, item in enumerate(items) if item["class"] == "STAR"]
        for place, name in enumerate(given):
            behind = stars and place >= stars[0]
            aliases[str(name).lower()] += items[stars[0] :] if behind else items[place : place + 1]
            renamed.update([str(name).lower()] if behind else [])

"""What names mean within one SELECT: sources with their columns, aliases, and what is around it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlgym.sql.tableau import Cell

Node = Mapping[str, Any]
Outputs = Sequence[tuple[str, Node]]
"""The columns of a query or a table: each name with the expression it is, in cells."""

CELL = "CELL"
"""The class of a node that is a cell: `cell` is which."""

OPAQUE: Node = {"class": "OPAQUE"}
"""What a name stands for that is not known."""

DEEPEST = 12
"""How often names are followed through aliases and derived columns."""


class Source(NamedTuple):
    """What stands in FROM under one name; `hidden` are the columns that USING takes from another."""

    alias: str
    columns: Outputs
    hidden: frozenset[str] = frozenset()


class Scope:
    """The names of one SELECT, with those of the SELECT around it."""

    def __init__(self, sources: list[Source], aliases: dict[str, Node], outer: "Scope | None") -> None:
        self.sources = sources
        self.aliases = aliases
        self.outer = outer

    def column(self, path: Sequence[str]) -> Node | None:
        """What a column's name means by the sources in FROM, here or further out."""
        name, qualifier = path[-1], path[-2] if len(path) > 1 else None
        for source in self.sources:
            if qualifier is None or source.alias == qualifier:
                for known, one in source.columns:
                    if known == name:
                        return one
        return self.outer.column(path) if self.outer else None

    def star(self, node: Node) -> list[tuple[str, Node]]:
        """The columns that a star stands for."""
        of = str(node.get("relation_name") or "").lower()
        left = {str(name).lower() for name in node.get("exclude_list") or [] if isinstance(name, str)}
        return [
            (name, one)
            for source in self.sources
            if of in ("", source.alias)
            for name, one in source.columns
            if name not in left and (of or name not in source.hidden)
        ]


def resolved(part: Any, scope: Scope, depth: int = 0) -> Any:
    """An expression with its columns replaced by what they mean; subqueries in it stay."""
    if isinstance(part, list):
        return [resolved(one, scope, depth) for one in part]
    if not isinstance(part, dict) or part.get("class") == "SUBQUERY":
        return part
    if part.get("class") == "COLUMN_REF":
        path = [str(name).lower() for name in part["column_names"]]
        found = scope.column(path)
        if found is None and len(path) == 1 and path[0] in scope.aliases and depth < DEEPEST:
            return resolved(scope.aliases[path[0]], scope, depth + DEEPEST // 2)
        return OPAQUE if found is None else found
    return {name: resolved(value, scope, depth) for name, value in part.items()}


def cells(part: Any) -> list[Cell]:
    """The cells in an expression, subqueries left out."""
    if isinstance(part, list):
        return [cell for one in part for cell in cells(one)]
    if not isinstance(part, dict) or part.get("class") == "SUBQUERY":
        return []
    if part.get("class") == CELL:
        return [part["cell"]]
    return [cell for value in part.values() for cell in cells(value)]


def subqueries(part: Any) -> Iterator[Node]:
    """The subqueries in an expression, outermost ones only."""
    if isinstance(part, list):
        for one in part:
            yield from subqueries(one)
    elif isinstance(part, dict):
        if part.get("class") == "SUBQUERY":
            yield part
        else:
            for value in part.values():
                yield from subqueries(value)

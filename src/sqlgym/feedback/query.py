"""DuckDB's syntax tree of a query in; its SELECTs, the expressions in each clause, and their places out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Literal, NamedTuple

import msgspec

from sqlgym.course.answer import place
from sqlgym.schema import Table
from sqlgym.verdict import Place

Node = Mapping[str, Any]

Clause = Literal["select", "on", "where", "group", "having", "qualify", "order", "limit", "from"]

Role = Literal["top", "union", "cte", "from", "scalar", "any", "exists"]
"""What the rows of a SELECT are for: the result, a part of it, a table, a value, a list, or whether there are any."""

EXPRESSIONS: tuple[tuple[str, Clause], ...] = (
    ("select_list", "select"),
    ("where_clause", "where"),
    ("group_expressions", "group"),
    ("having", "having"),
    ("qualify", "qualify"),
)

AGGREGATES = frozenset(
    {
        "count",
        "count_star",
        "sum",
        "avg",
        "mean",
        "min",
        "max",
        "median",
        "mode",
        "stddev",
        "variance",
        "total",
    }
    | {"string_agg", "group_concat", "list", "array_agg", "bool_and", "bool_or", "any_value", "first", "last"}
)


class Select(msgspec.Struct, eq=False):
    """One SELECT: its node, what it is for, the SELECT around it, and its sources by the names that they go by here."""

    node: Node
    role: Role
    outer: "Select | None" = None
    sources: dict[str, str] = {}
    """Name in here → table of the schema in small letters, or nothing for what a query makes."""

    @property
    def modifiers(self) -> dict[str, Node]:
        """DISTINCT, ORDER BY and LIMIT by the name of their kind."""
        return {str(one["type"]): one for one in self.node.get("modifiers") or []}


class Part(NamedTuple):
    """A node with the SELECT and the clause that it stands in; not those of a subquery in it."""

    node: Node
    clause: Clause
    select: Select


class Query:
    """A query's tree with the text that it was read from."""

    def __init__(self, root: Node, text: str, start: int, tables: Sequence[Table]) -> None:
        """Take the root of a tree; `start` is where its statement begins in the text."""
        self.root = root
        self.text = text
        self.start = start
        self.data = text[start:].encode()
        self.tables = {table.name.lower(): table for table in tables}
        self.selects: list[Select] = []
        self.parts: list[Part] = []
        self.made: set[str] = set()
        self.read(root, "top", None)

    @cached_property
    def top(self) -> Select | None:
        """The SELECT whose rows are the result; None where several are united."""
        return next((one for one in self.selects if one.role == "top"), None)

    def read(self, node: Node, role: Role, outer: Select | None) -> None:
        """Take up a query and all that it holds."""
        for entry in (node.get("cte_map") or {}).get("map") or []:
            self.made.add(str(entry["key"]).lower())
            self.read_within(entry["value"], "cte", outer)
        if node.get("type") != "SELECT_NODE":
            self.united(node, role, outer)
            return
        select = Select(node, role, outer, {})
        self.selects.append(select)
        self.source(node.get("from_table"), select)
        for key, clause in EXPRESSIONS:
            self.expression(node.get(key), clause, select)
        self.modified(node, select)

    def united(self, node: Node, role: Role, outer: Select | None) -> None:
        """Take up what is made of several queries."""
        self.made.add(str(node.get("ctename") or "").lower())
        inner: Role = "union" if role == "top" else role
        for key in ("children", "left", "right", "query", "child"):
            self.read_within(node.get(key), inner, outer)
        select = Select(node, "union", outer, {})
        self.modified(node, select)

    def modified(self, node: Node, select: Select) -> None:
        """Take up ORDER BY and LIMIT."""
        for one in node.get("modifiers") or []:
            self.expression(one.get("orders"), "order", select)
            self.expression([one.get("limit"), one.get("offset")], "limit", select)
            self.expression(one.get("distinct_on_targets"), "select", select)

    def read_within(self, value: Any, role: Role, outer: Select | None) -> None:
        """Take up the queries that stand directly in something."""
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, list):
                self.read_within(one, role, outer)
            if not isinstance(one, dict):
                continue
            if str(one.get("type", "")).endswith("_NODE"):
                self.read(one, role, outer)
            else:
                self.read_within([*one.values()], role, outer)

    def source(self, node: Node | None, select: Select) -> None:
        """Take up what stands in FROM."""
        kind = str((node or {}).get("type"))
        if node is None or kind == "EMPTY":
            return
        if kind == "JOIN":
            self.parts.append(Part(node, "from", select))
            self.source(node.get("left"), select)
            self.source(node.get("right"), select)
            self.expression(node.get("condition"), "on", select)
            return
        name = str(node.get("table_name") or "").lower()
        table = name if kind == "BASE_TABLE" and name in self.tables and name not in self.made else ""
        select.sources[str(node.get("alias") or name).lower()] = table
        if kind == "SUBQUERY":
            self.read_within(node.get("subquery"), "from", select)
        else:
            self.parts.append(Part(node, "from", select))

    def expression(self, value: Any, clause: Clause, select: Select) -> None:
        """Take up an expression with all its parts."""
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, list):
                self.expression(one, clause, select)
            if not isinstance(one, dict):
                continue
            if "class" in one:
                self.parts.append(Part(one, clause, select))
            if one.get("class") == "SUBQUERY":
                kind = str(one.get("subquery_type", "")).lower()
                role: Role = "exists" if kind == "exists" else "any" if kind == "any" else "scalar"
                self.read(one["subquery"]["node"], role, select)
                self.expression(one.get("child"), clause, select)
                continue
            self.expression([*one.values()], clause, select)

    def all(self, *clauses: Clause, select: Select | None = None) -> Iterator[Part]:
        """The parts in some clauses, of one SELECT or of all."""
        for part in self.parts:
            if (not clauses or part.clause in clauses) and (select is None or part.select is select):
                yield part

    def joins(self, *, kind: str = "") -> Iterator[Part]:
        """The joins, of one kind (`INNER`, `LEFT`) or all."""
        for part in self.all("from"):
            if part.node.get("type") == "JOIN" and kind in ("", part.node.get("join_type")):
                yield part

    def owner(self, column: Node, select: Select | None) -> str:
        """The table of the schema that a column is of, in small letters; empty where that is not known."""
        names = [str(name).lower() for name in column.get("column_names", [])]
        while select is not None and names:
            if len(names) > 1 and names[-2] in select.sources:
                return select.sources[names[-2]]
            if len(names) == 1:
                found = [table for table in select.sources.values() if self.has(table, names[0])]
                if found or "" in select.sources.values():
                    return found[0] if len(found) == 1 and "" not in select.sources.values() else ""
            select = select.outer
        return ""

    def has(self, table: str, column: str) -> bool:
        """Whether a table of the schema has a column."""
        return table in self.tables and any(one.name.lower() == column for one in self.tables[table].columns)

    def nullable(self, column: Node, select: Select) -> bool:
        """Whether a column is known to be one of the schema that may hold NULL."""
        table = self.tables.get(self.owner(column, select))
        name = named(column)
        if table is None or name in {key.lower() for key in table.primary_key}:
            return False
        return table.column(name).nullable if self.has(table.name.lower(), name) else False

    def span(self, node: Node) -> tuple[int, int] | None:
        """The bytes of the statement that a node takes; None where DuckDB does not say.

        Of an operator DuckDB may say only where its sign is, so its operands are taken along.
        """
        whole = node.get("is_operator") or node.get("class") in (
            "BETWEEN",
            "OPERATOR",
            "COMPARISON",
            "CONJUNCTION",
        )
        found = [one for one in map(self.own_span, within(node) if whole else [node]) if one is not None]
        return (min(start for start, _ in found), max(end for _, end in found)) if found else None

    def own_span(self, node: Node) -> tuple[int, int] | None:
        """The bytes that DuckDB names for a node."""
        at, size = node.get("query_location"), node.get("query_location_length") or 1
        return (at, at + size) if isinstance(at, int) and at + size <= len(self.data) else None

    def offset(self, node: Node) -> int | None:
        """Where a node begins, in characters of the file; None where that is not known."""
        span = self.span(node)
        return None if span is None else self.start + len(self.data[: span[0]].decode(errors="ignore"))

    def length(self, node: Node) -> int:
        """How many characters a node takes, at least one."""
        start, end = self.span(node) or (0, 0)
        return max(1, len(self.data[start:end].decode(errors="ignore")))

    def place(self, node: Node | None) -> Place | None:
        """Where a node stands."""
        if node is not None and node.get("type") == "JOIN" and node.get("is_implicit"):
            node = node.get("right")  # a comma has no place of its own
        at = self.offset(node) if node is not None else None
        return None if at is None or node is None else place(self.text, at, self.length(node))

    def written(self, node: Node) -> str:
        """A node as it is written, on one line."""
        at = self.offset(node)
        return "" if at is None else " ".join(self.text[at : at + self.length(node)].split())

    def word(self, words: str, node: Node | None) -> Place | None:
        """The last place of some words before a node; such words as `DISTINCT` have no node."""
        at = self.offset(node) if node is not None else None
        if at is None:
            return None
        found = [*re.finditer(rf"\b{words}\b", self.text[:at], re.IGNORECASE)]
        return place(self.text, found[-1].start(), len(found[-1][0])) if found else None


class Serialized(msgspec.Struct, frozen=True):
    """What `json_serialize_sql` returns; of what is no SELECT (PIVOT is none to it), an error and no statements."""

    statements: tuple[dict[str, Any], ...] = ()


def query(tree: str, text: str, start: int, tables: Sequence[Table]) -> Query | None:
    """A query by its tree as JSON; None where there is none, or one that can't be read."""
    if not tree:
        return None
    try:
        statements = msgspec.json.decode(tree, type=Serialized).statements
    except (msgspec.DecodeError, RecursionError):
        return None
    return Query(statements[0]["node"], text, start, tables) if statements else None


def named(node: Node) -> str:
    """The name of a column in small letters; empty for what is none."""
    names = node.get("column_names") if node.get("class") == "COLUMN_REF" else None
    return str(names[-1]).lower() if names else ""


def function(node: Node) -> str:
    """The name of a function in small letters; empty for what is none."""
    return str(node.get("function_name", "")).lower() if node.get("class") in ("FUNCTION", "WINDOW") else ""


def arguments(node: Node) -> list[Node]:
    """The arguments of a function."""
    given = node.get("arguments")
    if given is None:
        return [*(node.get("children") or [])]
    return [one["expression"] for one in given]


def aggregate(node: Node) -> bool:
    """Whether a node is an aggregate of a group."""
    return node.get("class") == "FUNCTION" and function(node) in AGGREGATES


def constant(node: Node | None) -> str | None:
    """A constant as text, NULL in capitals; None for what is none."""
    if node is None:
        return None
    if node.get("class") == "CAST":
        return constant(node.get("child"))
    if node.get("class") != "CONSTANT":
        return None
    literal = node.get("literal") or {}
    return "NULL" if literal.get("kind") == "NULL_LITERAL" else str(literal.get("text", node.get("value")))


def null(node: Node | None) -> bool:
    """Whether a node is NULL written out."""
    return node is not None and node.get("class") == "CONSTANT" and constant(node) == "NULL"


def conjuncts(node: Node | None) -> list[Node]:
    """The conditions that AND ties together."""
    if node is None:
        return []
    if node.get("type") == "CONJUNCTION_AND":
        return [one for child in node["children"] for one in conjuncts(child)]
    return [node]


def within(node: Any) -> Iterator[Node]:
    """The nodes of an expression, itself first, without those of a subquery in it."""
    for one in node if isinstance(node, list) else [node]:
        if isinstance(one, list):
            yield from within(one)
        if not isinstance(one, dict):
            continue
        if "class" in one:
            yield one
        inner = one.get("child") if one.get("class") == "SUBQUERY" else [*one.values()]
        yield from within(inner)


def columns(node: Any) -> list[Node]:
    """The columns in an expression."""
    return [one for one in within(node) if one.get("class") == "COLUMN_REF"]


MIRRORED = {
    "COMPARE_LESSTHAN": "COMPARE_GREATERTHAN",
    "COMPARE_GREATERTHAN": "COMPARE_LESSTHAN",
    "COMPARE_LESSTHANOREQUALTO": "COMPARE_GREATERTHANOREQUALTO",
    "COMPARE_GREATERTHANOREQUALTO": "COMPARE_LESSTHANOREQUALTO",
}


def compared(node: Node) -> tuple[str, str, str]:
    """Both sides of a comparison and its kind, a constant on the right: `2 < a` is `a > 2`."""
    left, right, kind = spelled(node["left"]), spelled(node["right"]), str(node["type"])
    turned = constant(node["right"]) is None and (constant(node["left"]) is not None or left > right)
    return (right, left, MIRRORED.get(kind, kind)) if turned else (left, right, kind)


def spelled(node: Any) -> str:
    """An expression without places, layout, names of tables and aliases: equal for what is written alike."""
    if isinstance(node, list):
        return ",".join(map(spelled, node))
    if not isinstance(node, dict):
        return str(node).lower()
    if node.get("class") == "COLUMN_REF":
        return named(node)
    if (value := constant(node)) is not None:
        return repr(value)
    skipped = ("query_location", "query_location_length", "alias", "qualified_name")
    kept = {
        key: value for key, value in node.items() if key not in skipped and value not in (None, "", [], False)
    }
    return f"({' '.join(f'{key}={spelled(value)}' for key, value in kept.items())})"

"""DuckDB's syntax tree of a query in, its tableaux out: which rows it joins, and what it asks of them.

Derived tables, CTEs and subqueries that ask for rows are flattened into the query around them; those that ask for
none are groups of their own. What can't be read is left out: a tableau says what is worth trying, not what is right.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlgym.engines.duckdb.scopes import CELL, Outputs, Scope, Source, cells, resolved, subqueries
from sqlgym.engines.duckdb.written import AGGREGATES, Unwritable, written
from sqlgym.sql.tableau import Cell, Condition, Equality, Tableau, Variable

Node = Mapping[str, Any]
Ctes = Mapping[str, Node]

MOST_VARIABLES = 14
MOST_CONDITIONS = 30
MOST_TABLEAUX = 6
MOST_READS = 60
"""Tables, CTEs and subqueries that are read for one tableau: a CTE that reads another twice, thirty times over."""


MARKS = ("grouped", "ordered", "aggregated", "stepped", "measured")
"""What cells may be marked as, see Tableau."""


class TooMuch(Exception):
    """A query reads more than is followed."""


def tableaux(tree: Node, tables: Mapping[str, Sequence[str]]) -> tuple[Tableau, ...]:
    """The tableau of a whole query, then those of its SELECTs alone; `tables` has the columns of each table."""
    try:
        node = tree["statements"][0]["node"]
        found = [_tableau(node, {}, tables)]
        found += [_tableau(one, ctes, tables) for one, ctes in _blocks(node, {})]
    except (KeyError, RecursionError, TypeError, IndexError):
        return ()
    return tuple(dict.fromkeys(one for one in found if one and one.variables))[:MOST_TABLEAUX]


def _tableau(node: Node, ctes: Ctes, tables: Mapping[str, Sequence[str]]) -> Tableau | None:
    reader = _Reader(tables)
    try:
        outputs = reader.query(node, ctes, None, 0)
    except TooMuch:
        return None
    return reader.tableau(outputs)


def _blocks(node: Any, ctes: Ctes) -> Iterator[tuple[Node, Ctes]]:
    """Every query within a query, with the CTEs that it may name."""
    if isinstance(node, list):
        for one in node:
            yield from _blocks(one, ctes)
    elif isinstance(node, dict):
        within = {**ctes, **_ctes(node)}
        if str(node.get("type")) == "SELECT_NODE":
            yield node, within
        for value in node.values():
            yield from _blocks(value, within)


def _ctes(node: Node) -> dict[str, Node]:
    """The CTEs that a node of a query defines."""
    listed = (node.get("cte_map") or {}).get("map") or []
    return {str(one["key"]).lower(): one["value"] for one in listed}


class _Reader:
    """Reads one query into one tableau; its lists grow."""

    def __init__(self, tables: Mapping[str, Sequence[str]]) -> None:
        self.tables = tables
        self.variables: list[Variable] = []
        self.equalities: list[Equality] = []
        self.conditions: list[Condition] = []
        self.marked: dict[str, list[Cell]] = {name: [] for name in MARKS}
        self.glued: list[tuple[Cell, ...]] = []
        self.groups = 0
        self.reads = 0

    def tableau(self, outputs: Outputs) -> Tableau:
        """What was read."""
        returned = [cell for _, one in outputs for cell in cells(one)]
        marked = {name: tuple(dict.fromkeys(some)) for name, some in self.marked.items()}
        return Tableau(
            tuple(self.variables),
            tuple(dict.fromkeys(self.equalities)),
            tuple(dict.fromkeys(self.conditions))[:MOST_CONDITIONS],
            tuple(dict.fromkeys(returned)),
            glued=tuple(dict.fromkeys(self.glued)),
            **marked,
        )

    def query(self, node: Node, ctes: Ctes, outer: Scope | None, group: int) -> Outputs:
        """Read a query; what its columns are."""
        ctes = {**ctes, **_ctes(node)}
        if node["type"] == "SELECT_NODE":
            return self.select(node, ctes, outer, group)
        parts = node.get("children") or [one for one in (node.get("left"), node.get("right")) if one]
        if node["type"] == "RECURSIVE_CTE_NODE":
            return self.recursive(node, parts, ctes, outer, group)
        first, *others = parts
        outputs = self.query(first, ctes, outer, group)
        for other in others:
            self.branch(node, outputs, other, ctes, outer, group)
        return outputs

    def branch(
        self, node: Node, outputs: Outputs, other: Node, ctes: Ctes, outer: Scope | None, group: int
    ) -> None:
        """Read a further branch of a set operation, whose columns may be equal to those of the first."""
        negated = str(node.get("setop_type")) == "EXCEPT"
        inner = self.new_group() if negated else group
        found = self.query(other, ctes, outer, inner)
        # Of a branch that is not read there are no columns: rows are then aimed at less, and nothing is judged by that.
        for (_, left), (_, right) in zip(outputs, found, strict=False):
            if left["class"] == right["class"] == CELL:
                soft = str(node.get("setop_type")) != "INTERSECT" and not negated
                self.equalities.append(Equality(left["cell"], right["cell"], inner, soft))

    def recursive(
        self, node: Node, parts: Sequence[Node], ctes: Ctes, outer: Scope | None, group: int
    ) -> Outputs:
        """Read a recursive CTE: its first rows, and one step from them."""
        outputs = self.query(parts[0], ctes, outer, group)
        name = str(node.get("cte_name", "")).lower()
        step = {**ctes, name: {"known": outputs}}
        self.query(parts[1], step, outer, group)
        return outputs

    def select(self, node: Node, ctes: Ctes, outer: Scope | None, group: int) -> Outputs:
        """Read one SELECT."""
        scope = Scope([], {}, outer)
        scope.sources.extend(self.source(node["from_table"], ctes, scope, group))
        for item in node["select_list"]:
            if item.get("alias"):
                scope.aliases[str(item["alias"]).lower()] = item
        for place in ("where_clause", "having", "qualify"):
            if node.get(place):
                self.asked(node[place], ctes, scope, group)
        outputs = self.outputs(node, scope)
        self.grouping(node, scope, outputs)
        self.selected(outputs, ctes, scope, group)
        return outputs

    def outputs(self, node: Node, scope: Scope) -> Outputs:
        """The columns of a SELECT, its stars written out."""
        found: list[tuple[str, Node]] = []
        for item in node["select_list"]:
            if item["class"] == "STAR":
                found += scope.star(item)
            else:
                name = item.get("alias") or (item.get("column_names") or [""])[-1]
                found.append((str(name).lower(), resolved(item, scope)))
        return found

    def grouping(self, node: Node, scope: Scope, outputs: Outputs) -> None:
        """Take up what a SELECT groups and orders by."""
        grouped = node.get("group_expressions") or []
        self.marked["grouped"] += self.named(grouped, scope, outputs)
        self.look(resolved(grouped, scope))
        for one in node.get("modifiers") or []:
            orders = [order["expression"] for order in one.get("orders") or []]
            self.marked["ordered"] += self.named(orders, scope, outputs)

    def named(self, expressions: Iterable[Node], scope: Scope, outputs: Outputs) -> list[Cell]:
        """The cells of expressions, some of which may be numbers of columns."""
        found: list[Cell] = []
        for one in expressions:
            text = (one.get("literal") or {}).get("text", "") if one["class"] == "CONSTANT" else ""
            if str(text).isdigit() and 0 < int(text) <= len(outputs):
                found += cells(outputs[int(text) - 1][1])
            else:
                found += cells(resolved(one, scope))
        return found

    def selected(self, outputs: Outputs, ctes: Ctes, scope: Scope, group: int) -> None:
        """Take up the aggregates, the windows and the subqueries among a SELECT's columns."""
        for _, one in outputs:
            self.look(one)
            for inner in subqueries(one):
                self.query(inner["subquery"]["node"], ctes, scope, group)

    def look(self, node: Any) -> None:
        """Take up what an expression aggregates, steps through and glues together."""
        if isinstance(node, list):
            for one in node:
                self.look(one)
        if not isinstance(node, dict) or node.get("class") == "SUBQUERY":
            return
        name = str(node.get("function_name", "")).lower()
        if node.get("class") == "WINDOW":
            self.marked["grouped"] += cells(node.get("partitions"))
            self.marked["stepped"] += cells(node.get("orders"))
            self.marked["aggregated"] += cells(node.get("arguments"))
        elif name in AGGREGATES:
            self.marked["aggregated"] += cells(node.get("arguments"))
        elif name in ("concat", "concat_ws", "||") and len(set(found := cells(node.get("arguments")))) > 1:
            self.glued.append(tuple(dict.fromkeys(found)))
        for value in node.values():
            self.look(value)

    def source(
        self, node: Node, ctes: Ctes, scope: Scope, group: int, optional: bool = False
    ) -> list[Source]:
        """Read what stands in FROM."""
        self.reads += 1
        if self.reads > MOST_READS:
            raise TooMuch
        alias = str(node.get("alias") or node.get("table_name") or "").lower()
        names = [str(name).lower() for name in node.get("column_name_alias") or []]
        if node["type"] == "JOIN":
            return self.join(node, ctes, scope, group, optional)
        if node["type"] == "SUBQUERY":
            outputs = self.query(node["subquery"]["node"], ctes, scope, group)
            return [Source(alias, _renamed(outputs, names))]
        if node["type"] != "BASE_TABLE":
            return []
        name = str(node["qualified_name"]["path"][-1]).lower()
        if name in ctes:
            return [Source(alias, _renamed(self.cte(name, ctes, group), names))]
        if name not in self.tables:
            return []
        return [Source(alias, _renamed(self.variable(name, group, optional), names))]

    def cte(self, name: str, ctes: Ctes, group: int) -> Outputs:
        """Read a CTE where it is named; within a recursive one, what is known of its columns."""
        entry = ctes[name]
        if "known" in entry:
            outputs: Outputs = entry["known"]
            return outputs
        within = {key: value for key, value in ctes.items() if key != name}
        node = entry["query_node"] if "query_node" in entry else entry["query"]["node"]
        outputs = self.query(node, within, None, group)
        return _renamed(outputs, [str(one).lower() for one in entry.get("aliases") or []])

    def variable(self, table: str, group: int, optional: bool) -> Outputs:
        """A new row of a table."""
        if len(self.variables) >= MOST_VARIABLES:
            raise TooMuch
        number = len(self.variables)
        self.variables.append(Variable(table, group, optional))
        return [(name, {"class": CELL, "cell": Cell(number, name)}) for name in self.tables[table]]

    def join(self, node: Node, ctes: Ctes, scope: Scope, group: int, optional: bool) -> list[Source]:
        """Read both sides of a join and what joins them."""
        kind = str(node["join_type"])
        inner = self.new_group() if kind == "ANTI" else group
        left = self.source(node["left"], ctes, scope, group, optional or kind in ("RIGHT", "OUTER", "FULL"))
        here = Scope([*scope.sources, *left], scope.aliases, scope.outer)
        right = self.source(
            node["right"], ctes, here, inner, optional or kind in ("LEFT", "OUTER", "FULL", "SINGLE")
        )
        shared = [str(name).lower() for name in node.get("using_columns") or []]
        if node.get("ref_type") == "NATURAL":
            known = {name for one in left for name, _ in one.columns}
            shared = [name for one in right for name, _ in one.columns if name in known]
        for name in shared:
            self.equal(_first(left, name), _first(right, name), inner)
        if node.get("condition"):
            self.asked(node["condition"], ctes, Scope([*left, *right], {}, scope), inner)
        hidden = [Source(one.alias, [(n, c) for n, c in one.columns], frozenset(shared)) for one in right]
        return [*left, *([] if kind in ("SEMI", "ANTI") else hidden)]

    def asked(self, node: Node, ctes: Ctes, scope: Scope, group: int) -> None:
        """Take up a condition, part by part where AND holds it together."""
        if node.get("type") == "CONJUNCTION_AND":
            for one in node["children"]:
                self.asked(one, ctes, scope, group)
            return
        if node.get("type") == "OPERATOR_NOT" and node["children"][0].get("class") == "SUBQUERY":
            self.subquery(node["children"][0], ctes, scope, self.new_group())
        elif node.get("class") == "SUBQUERY":
            self.subquery(node, ctes, scope, group)
        else:
            self.plain(resolved(node, scope), ctes, scope, group)

    def subquery(self, node: Node, ctes: Ctes, scope: Scope, group: int) -> None:
        """Read EXISTS or IN: the rows that must be there, or, in a group of their own, must not."""
        outputs = self.query(node["subquery"]["node"], ctes, scope, group)
        child = node.get("child")
        if child is None or str(node.get("comparison_type")) != "COMPARE_EQUAL":
            return
        whole = [one["expression"] for one in child["arguments"]] if _is_row(child) else [child]
        for left, (_, right) in zip(whole, outputs, strict=False):  # none of a subquery that is not read
            self.equal(resolved(left, scope), right, group)

    def plain(self, node: Node, ctes: Ctes, scope: Scope, group: int) -> None:
        """Take up a condition on one row of each table; a subquery in it is read for its rows."""
        self.look(node)
        if node.get("type") == "COMPARE_EQUAL" and self.equal(node["left"], node["right"], group):
            return
        inner = list(subqueries(node))
        for one in inner:
            outputs = self.query(one["subquery"]["node"], ctes, scope, group)
            if len(outputs) == 1 and node.get("class") == "COMPARISON":
                node = {name: outputs[0][1] if value is one else value for name, value in node.items()}
        try:
            found = tuple(dict.fromkeys(cells(node)))
            if found:
                self.conditions.append(Condition(written(node), found, group))
        except Unwritable:
            sides = [node.get("left"), node.get("right")]
            self.marked["measured"] += [one["cell"] for one in sides if one and one.get("class") == CELL]

    def equal(self, left: Node | None, right: Node | None, group: int) -> bool:
        """Take up two cells that are equal; whether they are cells."""
        if left is None or right is None or not left.get("class") == right.get("class") == CELL:
            return False
        if left["cell"] != right["cell"]:
            self.equalities.append(Equality(left["cell"], right["cell"], group))
        return True

    def new_group(self) -> int:
        """A group of rows that must be missing."""
        self.groups += 1
        return self.groups


def _first(sources: Sequence[Source], name: str) -> Node | None:
    return next((one for source in sources for known, one in source.columns if known == name), None)


def _is_row(node: Node) -> bool:
    return node.get("class") == "FUNCTION" and node.get("function_name") == "row"


def _renamed(outputs: Outputs, names: Sequence[str]) -> Outputs:
    """The columns of a source by the names that are given to the first of them."""
    return [(names[n] if n < len(names) else name, one) for n, (name, one) in enumerate(outputs)]

"""A parsed reference: where its columns come from, what to call them, and copies of it to change."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sqlglot import exp

from sqlgym.schema import Column, Table, family

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

E = TypeVar("E", bound=exp.Expr)

NUMERIC = ("integer", "decimal", "float")


class Origin(NamedTuple):
    """A column of the schema and its table."""

    table: Table
    column: Column

    @property
    def family(self) -> str | None:
        """The family of its type."""
        return family(self.column.type)

    @property
    def key(self) -> bool:
        """Whether it belongs to the primary key or to a foreign key."""
        keys = (self.table.primary_key, *(key.columns for key in self.table.foreign_keys))
        return any(self.column.name in key for key in keys)


class Query:
    """The reference's tree, read with the schema at hand; it is never changed, only its copies are."""

    def __init__(self, tree: exp.Query, tables: Sequence[Table]) -> None:
        self.tree = tree
        self.tables = tuple(tables)
        self._tables = {table.name.lower(): table for table in tables}
        self._names = Counter(column.name.lower() for table in tables for column in table.columns)

    def all(self, *types: type[E]) -> list[E]:
        """The nodes of these types, in the order of the text."""
        return list(self.tree.find_all(*types, bfs=False))

    def twins(self, nodes: Sequence[E]) -> list[E]:
        """These nodes in a fresh copy of the tree, to be changed at will; `.root()` is that copy."""
        copy = self.tree.copy()
        return [_follow(copy, node) for node in nodes]

    def twin(self, node: E) -> E:
        """This node in a fresh copy of the tree."""
        return self.twins([node])[0]

    def replaced(self, node: exp.Expr, new: exp.Expr) -> exp.Expr:
        """A copy of the tree that has `new` in place of the node."""
        return self.everywhere([node], lambda _: new)

    def everywhere(self, nodes: Sequence[E], new: Callable[[E], exp.Expr]) -> exp.Expr:
        """A copy of the tree with each of the nodes replaced; a column of a result keeps its name."""
        if self.tree in nodes:
            return new(nodes[0])
        twins = self.twins(nodes)
        root = twins[0].root()
        for twin in twins:
            twin.replace(_fitting(twin, new(twin)))
        return root

    def table(self, source: exp.Expr) -> Table | None:
        """The table of the schema that a source in FROM is; None for a subquery or a CTE."""
        if not isinstance(source, exp.Table) or self._cte(source) is not None:
            return None
        return self._tables.get(source.name.lower())

    def sources(self, table: Table) -> list[exp.Table]:
        """All places in which the query reads this table."""
        return [source for source in self.all(exp.Table) if self.table(source) is table]

    def home(self, column: exp.Column) -> tuple[exp.Select, exp.Expr] | None:
        """The SELECT and the source in its FROM that a column belongs to; the nearest that has it."""
        select = column.find_ancestor(exp.Select)
        while select is not None:
            for source in sources(select):
                if self._has(source, column):
                    return select, source
            select = select.find_ancestor(exp.Select)
        return None

    def origin(self, column: exp.Expr) -> Origin | None:
        """The column of the schema that is behind a column of the query, through subqueries and CTEs."""
        found = self.home(column) if isinstance(column, exp.Column) else None
        return self._output(found[1], column.name) if found else None

    def columns(self, select: exp.Select) -> Iterator[tuple[exp.Expr, Origin]]:
        """The columns of the schema that a SELECT can see in its own FROM, with their sources."""
        for source in sources(select):
            if table := self.table(source):
                for column in table.columns:
                    yield source, Origin(table, column)

    def family(self, node: exp.Expr | None) -> str | None:
        """The family of an expression's type, as far as it can be told."""
        match node:
            case exp.Column():
                origin = self.origin(node)
                return origin.family if origin else None
            case exp.Count():
                return "integer"
            case exp.Avg() | exp.Div():
                return "float"
            case exp.Add() | exp.Sub() | exp.Mul() | exp.Neg():
                return "decimal"
            case exp.Select():
                return self.family(node.selects[0])
            case exp.Distinct():
                return self.family(node.expressions[0])
            case exp.AggFunc() | exp.Coalesce() | exp.Alias() | exp.Paren() | exp.Subquery() | exp.Filter():
                return self.family(node.this)
        return None

    def nullable(self, column: exp.Column) -> bool:
        """Whether a column may hold NULL, of its own or because an outer join fills it up."""
        origin, home = self.origin(column), self.home(column)
        if origin is None or home is None or origin.column.nullable:
            return True
        select, source = home
        joins = select.args.get("joins") or []
        if isinstance(source.parent, exp.Join):
            return source.parent.side in ("LEFT", "FULL")
        return any(join.side in ("RIGHT", "FULL") for join in joins)

    def label(self, node: exp.Expr) -> str:
        """What to call the columns of an expression: `salary`, or `Orders.id and name` where names repeat."""
        columns = list(near(node, exp.Column)) or list(node.find_all(exp.Column, bfs=False))
        return listing(self._label(column) for column in columns) or _nameless(node)

    def called(self, origin: Origin) -> str:
        """What to call a column of the schema: with its table where other tables have the name as well."""
        name = origin.column.name
        return f"{origin.table.name}.{name}" if self._names[name.lower()] > 1 else name

    def named(self, source: exp.Expr) -> str:
        """What to call a source in FROM: the tables of the schema it is made of."""
        inside = self._cte(source) or source if isinstance(source, exp.Table) else source
        found = (self.table(table) for table in inside.find_all(exp.Table, bfs=False))
        return listing(table.name for table in found if table) or "another table"

    def _label(self, column: exp.Column) -> str:
        origin = self.origin(column)
        return self.called(origin) if origin else column.name

    def _cte(self, source: exp.Table) -> exp.CTE | None:
        """The CTE a table's name means: one that is written before the place of the name."""
        above = list(_ancestors(source))
        for node in above:
            clause = node.args.get("with_")
            for cte in clause.expressions if clause else ():
                if any(cte is one for one in above):
                    break
                if same(cte.alias, source.name):
                    return cte  # type: ignore[no-any-return]
        return None

    def _has(self, source: exp.Expr, column: exp.Column) -> bool:
        if column.table:
            return same(column.table, source.alias_or_name)
        if self.table(source):
            return self._output(source, column.name) is not None
        return any(same(name, column.name) or name == "*" for name in self._names_of(source))

    def _names_of(self, source: exp.Expr) -> list[str]:
        inner = self._inner(source)
        return [select.alias_or_name or "*" for select in inner.selects] if inner else []

    def _output(self, source: exp.Expr, name: str) -> Origin | None:
        if table := self.table(source):
            return next((Origin(table, one) for one in table.columns if same(one.name, name)), None)
        inner = self._inner(source)
        for projection in inner.selects if inner else ():
            if same(projection.alias_or_name, name):
                return self.origin(projection.unalias())
            if projection.is_star:
                found = (self._output(one, name) for one in sources(projection.parent_select))
                return next((one for one in found if one), None)
        return None

    def _inner(self, source: exp.Expr) -> exp.Query | None:
        cte = self._cte(source) if isinstance(source, exp.Table) else None
        inner = cte.this if cte else source.this
        return inner if isinstance(inner, exp.Query) else None


def sources(select: exp.Expr | None) -> list[exp.Expr]:
    """The tables and subqueries in the FROM of a SELECT, in their order."""
    if not isinstance(select, exp.Select) or not select.args.get("from_"):
        return []
    return [select.args["from_"].this, *(join.this for join in select.args.get("joins") or ())]


def near(node: exp.Expr, *types: type[E]) -> Iterator[E]:
    """The nodes of these types, without looking into a SELECT below."""
    for found in node.walk(bfs=False, prune=lambda one: one is not node and isinstance(one, exp.Query)):
        if isinstance(found, types):
            yield found


def same(one: str, other: str) -> bool:
    """Whether two names mean the same: SQL does not look at their case."""
    return one.lower() == other.lower()


def listing(words: Iterable[str]) -> str:
    """Different words as one phrase: `a, b and c`."""
    *first, last = tuple(dict.fromkeys(words)) or ("",)
    return f"{', '.join(first)} and {last}" if first else last


def _nameless(node: exp.Expr) -> str:
    """What to call an expression without a column."""
    return "the number of rows" if node.find(exp.Count) else "a value"


def _follow(root: exp.Expr, node: E) -> E:
    """The node of a copied tree at the place of the node in the original."""
    found: Any = root
    for one in reversed([*_path(node)][:-1]):
        value = found.args[one.arg_key or ""]
        found = value if one.index is None else value[one.index]
    return found  # type: ignore[no-any-return]


def _fitting(place: exp.Expr, new: exp.Expr) -> exp.Expr:
    """Give a new expression the brackets or the name that its place asks for."""
    if isinstance(place.parent, exp.Binary | exp.Not) and isinstance(new, exp.Binary | exp.Not):
        return exp.paren(new, copy=False)
    if isinstance(place.parent, exp.Select) and place.arg_key == "expressions" and place.output_name:
        return exp.alias_(new, place.output_name) if not new.output_name else new
    return new


def _path(node: exp.Expr) -> Iterator[exp.Expr]:
    yield node
    yield from _ancestors(node)


def _ancestors(node: exp.Expr) -> Iterator[exp.Expr]:
    at = node.parent
    while at is not None:
        yield at
        at = at.parent

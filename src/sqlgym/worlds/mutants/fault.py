"""One small change to a reference: what operators are and yield, and the edits they share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlglot import exp
from sqlglot.tokens import Tokenizer

from sqlgym.worlds.mutants.query import NUMERIC, Origin, Query, near, sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Fault(NamedTuple):
    """A changed copy of the reference, and the names its operator's sentence is filled with."""

    tree: exp.Expr
    names: dict[str, str]


class Operator(NamedTuple):
    """One class of mistakes: how it is made, and what it looks like, after “Your query behaves as if …”."""

    make: Callable[[Query], Iterator[Fault]]
    sentence: str


def fault(changed: exp.Expr, **names: str) -> Fault:
    """A fault whose copy of the tree holds this node."""
    return Fault(changed.root(), names)


def conjuncts(query: Query, *clauses: type[exp.Expr]) -> Iterator[exp.Expr]:
    """The conditions of these clauses (WHERE, HAVING, the ON of a join) that AND ties together."""
    for clause in query.all(*clauses):
        condition = clause.args.get("on") if isinstance(clause, exp.Join) else clause.this
        if condition is not None and not isinstance(clause.parent, exp.Filter):
            yield from parts(condition)


def parts(condition: exp.Expr) -> list[exp.Expr]:
    """The conditions that AND ties together in this one."""
    return list(condition.flatten()) if isinstance(condition, exp.And) else [condition]


def without(query: Query, condition: exp.Expr) -> exp.Expr:
    """A copy of the tree without one condition of a WHERE, HAVING or ON."""
    return cut(query.twin(condition))


def cut(condition: exp.Expr) -> exp.Expr:
    """Take a condition out of its clause, in place; with the last one the clause goes as well."""
    parent = condition.parent
    while isinstance(parent, exp.Paren):
        condition, parent = parent, parent.parent
    root = condition.root()
    if isinstance(parent, exp.Binary):
        parent.replace(parent.expression if condition is parent.this else parent.this)
    elif isinstance(parent, exp.Join):
        parent.set("on", exp.true())
    elif parent is not None:
        parent.pop()
    return root


def filtered(query: Query, select: exp.Select, condition: exp.Expr) -> exp.Expr:
    """A copy of the tree in which a SELECT has one more condition in WHERE."""
    return query.twin(select).where(condition, copy=False).root()


def identifier(name: str) -> exp.Identifier:
    """A name, in quotes where it needs them."""
    plain = exp.SAFE_IDENTIFIER_RE.match(name) and name.upper() not in Tokenizer.KEYWORDS
    return exp.Identifier(this=name, quoted=not plain)


def column(name: str, source: exp.Expr) -> exp.Column:
    """A column of a source in FROM."""
    alias = source.args.get("alias")
    quoted = (alias.this if alias else source.this).copy()
    return exp.Column(this=identifier(name), table=quoted)


def siblings(query: Query, one: exp.Column, *others: exp.Column) -> Iterator[tuple[exp.Expr, Origin]]:
    """The columns of the schema next to a column in its table, but for these others; each with its source."""
    home = query.home(one)
    if home is None:
        return
    places = ((taken.name.lower(), query.home(taken)) for taken in (one, *others))
    names = {name for name, place in places if place and place[1] is home[1]}
    for source, origin in query.columns(home[0]):
        if source is home[1] and origin.column.name.lower() not in names:
            yield source, origin


def subquery(select: exp.Select) -> exp.Subquery:
    """A SELECT in brackets, where a value or a condition stands."""
    return exp.Subquery(this=select)


def zero() -> exp.Literal:
    """The number 0."""
    return exp.Literal(this="0", is_string=False)


def above_zero(value: exp.Expr) -> exp.GT:
    """The condition that a value is above 0."""
    return exp.GT(this=value.copy(), expression=zero())


def coalesce(value: exp.Expr, default: exp.Expr) -> exp.Coalesce:
    """A value with a default in place of NULL."""
    return exp.Coalesce(this=value.copy(), expressions=[default])


def amounts(query: Query, select: exp.Select) -> Iterator[tuple[exp.Column, Origin]]:
    """The columns with numbers to calculate with that a SELECT can see: all but keys."""
    for source, origin in query.columns(select):
        if origin.family in NUMERIC and not origin.key:
            yield column(origin.column.name, source), origin


def plain_sources(query: Query, select: exp.Select) -> Iterator[exp.Table]:
    """The sources in the FROM of a SELECT that are tables of the schema."""
    for source in sources(select):
        if isinstance(source, exp.Table) and query.table(source):
            yield source


def projections(query: Query) -> list[exp.Expr]:
    """The values of the result's columns, without their aliases; of the first SELECT where several are united."""
    return [projection.unalias() for projection in query.tree.selects if not projection.is_star]


def loose(select: exp.Select) -> list[exp.Column]:
    """The columns of a SELECT outside FROM, WHERE, GROUP BY, aggregates and subqueries."""
    clauses = [*select.expressions, *(select.args.get(name) for name in ("having", "qualify", "order"))]
    found = [one for clause in clauses if clause for one in near(clause, exp.Column)]
    return [one for one in found if not inside(one, exp.AggFunc, select)]


def single_row(select: exp.Select) -> bool:
    """Whether a SELECT has one row whatever it reads: aggregates and no GROUP BY."""
    shown = [one for projection in select.expressions for one in near(projection, exp.AggFunc)]
    return any(not isinstance(one.parent, exp.Window) for one in shown) and not select.args.get("group")


def inside(node: exp.Expr, kind: type[exp.Expr], limit: exp.Expr) -> bool:
    """Whether a node of this kind lies between the node and the limit above it."""
    at = node.parent
    while at is not None and at is not limit:
        if isinstance(at, kind):
            return True
        at = at.parent
    return False

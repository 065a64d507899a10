"""A query → the same with a fault in a join: its kind, its condition, what it is joined with and how often."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sqlglot import exp

from sqlgym.worlds.mutants.fault import (
    Fault,
    Operator,
    column,
    conjuncts,
    cut,
    fault,
    filtered,
    parts,
    siblings,
    without,
)
from sqlgym.worlds.mutants.query import Query, listing, near, same, sources

if TYPE_CHECKING:
    from collections.abc import Iterator


def plain(query: Query, *sides: str) -> list[exp.Join]:
    """The joins with a condition, of one of these sides (`""` is an inner join)."""
    return [join for join in query.all(exp.Join) if join.side in sides and _ordinary(join)]


def _ordinary(join: exp.Join) -> bool:
    return join.kind in ("", "INNER", "OUTER") and not join.method and bool(join.args.get("on") or join.using)


def partners(join: exp.Join) -> list[exp.Expr]:
    """The sources on the left of a join that its condition names, or else the first."""
    left = sources(join.parent)[: (join.index or 0) + 1]
    on = join.args.get("on")
    names = {one.table.lower() for one in on.find_all(exp.Column)} if on else set()
    return [source for source in left if source.alias_or_name.lower() in names] or left[:1]


def _names(query: Query, join: exp.Join) -> dict[str, str]:
    left, right = listing(map(query.named, partners(join))), query.named(join.this)
    kept, lost = (right, left) if join.side == "RIGHT" else (left, right)
    return {"left": left, "right": right, "kept": kept, "lost": lost}


def turned(before: tuple[str, ...], after: str, query: Query) -> Iterator[Fault]:
    """Exchange the side of each join whose side is one of `before`."""
    for join in plain(query, *before):
        yield fault(_side(query.twin(join), after), **_names(query, join))


def _side(join: exp.Join, side: str) -> exp.Join:
    join.set("side", side or None)
    join.set("kind", None)
    return join


def all_inner(query: Query) -> Iterator[Fault]:
    """Make every outer join of a SELECT an inner one."""
    for select in query.all(exp.Select):
        outer = [join for join in plain(query, "LEFT", "RIGHT", "FULL") if join.parent is select]
        if len(outer) > 1:
            twin = query.twin(select)
            for join in outer:
                _side(twin.args["joins"][join.index], "")
            yield fault(twin, tables=listing(query.named(source) for source in sources(select)))


def cross(query: Query) -> Iterator[Fault]:
    """Join every row with every row."""
    for join in plain(query, "", "LEFT", "RIGHT", "FULL"):
        twin = _side(query.twin(join), "")
        twin.set("kind", "CROSS")
        twin.set("on", None)
        twin.set("using", None)
        yield fault(twin, **_names(query, join))


def condition_to_where(query: Query) -> Iterator[Fault]:
    """Ask a condition of an outer join in WHERE, after the join."""
    for join in plain(query, "LEFT", "RIGHT", "FULL"):
        for condition in parts(join.args.get("on") or exp.true()):
            if condition.parent:
                twin = query.twin(condition)
                select = twin.find_ancestor(exp.Select)
                root = cut(twin)
                if select:
                    select.where(condition.copy(), copy=False)
                yield Fault(root, {"columns": query.label(condition), **_names(query, join)})


def condition_to_join(query: Query) -> Iterator[Fault]:
    """Ask a condition of WHERE in the ON of an outer join."""
    for condition in conjuncts(query, exp.Where):
        select = condition.find_ancestor(exp.Select)
        for join in plain(query, "LEFT", "RIGHT", "FULL"):
            if join.parent is select and _mentions(query, condition, join) and join.args.get("on"):
                twin = query.twin(join)
                copied = twin.find_ancestor(exp.Select)
                where = copied.args["where"] if copied else exp.Where()
                kept = [one.copy() for one in parts(where.this) if one != condition]
                if copied:
                    copied.set("where", exp.Where(this=exp.and_(*kept, copy=False)) if kept else None)
                twin.on(condition.copy(), copy=False)
                yield fault(twin, columns=query.label(condition), **_names(query, join))


def _mentions(query: Query, condition: exp.Expr, join: exp.Join) -> bool:
    homes = (query.home(one) for one in near(condition, exp.Column))
    return any(home is not None and home[1] is join.this for home in homes)


def _equalities(query: Query) -> Iterator[tuple[exp.Join, exp.EQ, exp.Column, exp.Column]]:
    """The equations between two columns in ON, once from either side."""
    for join in plain(query, "", "LEFT", "RIGHT", "FULL"):
        for part in parts(join.args.get("on") or exp.true()):
            one, two = (part.this, part.expression) if isinstance(part, exp.EQ) else (None, None)
            if isinstance(part, exp.EQ) and isinstance(one, exp.Column) and isinstance(two, exp.Column):
                yield from ((join, part, one, two), (join, part, two, one))


def other_key(query: Query) -> Iterator[Fault]:
    """Join by another column of the same table and type."""
    for join, _, side, _ in _equalities(query):
        for source, other in siblings(query, side):
            if other.family == query.family(side):
                wrong = column(other.column.name, source)
                names = {"column": query.called(other), **_names(query, join)}
                yield Fault(query.replaced(side, wrong), names)


def untied(query: Query) -> Iterator[Fault]:
    """Compare a column in ON with itself, as a name without its table can do."""
    for join, condition, side, _ in _equalities(query):
        wrong = exp.EQ(this=side.copy(), expression=side.copy())
        yield Fault(query.replaced(condition, wrong), {"column": query.label(side), **_names(query, join)})


def condition_dropped(query: Query) -> Iterator[Fault]:
    """Forget one of several conditions of a join."""
    for join in plain(query, "", "LEFT", "RIGHT", "FULL"):
        conditions = parts(join.args.get("on") or exp.true())
        for condition in conditions if len(conditions) > 1 else ():
            yield Fault(without(query, condition), {"columns": query.label(condition), **_names(query, join)})


def twice(query: Query) -> Iterator[Fault]:
    """Join the same table a second time, so that its rows multiply each other."""
    for join in plain(query, "", "LEFT"):
        if query.table(join.this) and join.args.get("on"):
            twin = query.twin(join)
            again = twin.copy()
            name = exp.to_identifier(f"{join.this.alias_or_name}_again")
            again.this.set("alias", exp.TableAlias(this=name))
            for one in again.args["on"].find_all(exp.Column):
                if same(one.table, join.this.alias_or_name):
                    one.set("table", name.copy())
            if twin.parent:
                twin.parent.append("joins", again)
            yield fault(twin, table=query.named(join.this))


def needs_rows(query: Query) -> Iterator[Fault]:
    """Return nothing while a table that may be empty is."""
    for join in plain(query, "LEFT"):
        if query.table(join.this) and isinstance(join.parent, exp.Select):
            some = exp.Exists(this=exp.select("*").from_(exp.Table(this=join.this.this.copy())))
            yield Fault(filtered(query, join.parent, some), {"table": query.named(join.this)})


def not_in_halves(query: Query) -> Iterator[Fault]:
    """Lose the rows without a match to a NOT IN over a column that holds NULL."""
    for join, _, inner, outer in _equalities(query):
        origin, home = query.origin(inner), query.home(inner)
        nullable = origin and origin.column.nullable and home and home[1] is join.this
        if join.side == "LEFT" and nullable and isinstance(join.parent, exp.Select):
            rows = exp.select(inner.this.copy()).from_(exp.Table(this=join.this.this.copy()))
            absent = exp.Not(this=exp.In(this=outer.copy(), query=exp.Subquery(this=rows)))
            found = exp.Not(this=exp.Is(this=inner.copy(), expression=exp.null()))
            names = {"column": query.label(inner), **_names(query, join)}
            yield Fault(filtered(query, join.parent, exp.or_(found, absent)), names)


JOINS = {
    "join.inner-for-left": Operator(
        partial(turned, ("LEFT",), ""), "the join dropped the rows of {kept} that have no match in {lost}"
    ),
    "join.inner-for-right": Operator(
        partial(turned, ("RIGHT",), ""), "the join dropped the rows of {kept} that have no match in {lost}"
    ),
    "join.inner-for-full": Operator(
        partial(turned, ("FULL",), ""), "the join dropped the rows of {left} and {right} that have no match"
    ),
    "join.all-inner": Operator(
        all_inner, "the joins of {tables} dropped every row that has no match in one of the others"
    ),
    "join.left-for-inner": Operator(
        partial(turned, ("",), "LEFT"), "rows of {left} without a match in {right} were kept"
    ),
    "join.right-for-inner": Operator(
        partial(turned, ("",), "RIGHT"), "rows of {right} without a match in {left} were kept"
    ),
    "join.full-for-inner": Operator(
        partial(turned, ("",), "FULL"), "rows of {left} and of {right} without a match were kept"
    ),
    "join.right-for-left": Operator(
        partial(turned, ("LEFT",), "RIGHT"), "the join kept all rows of {right} instead of all rows of {left}"
    ),
    "join.left-for-right": Operator(
        partial(turned, ("RIGHT",), "LEFT"), "the join kept all rows of {left} instead of all rows of {right}"
    ),
    "join.full-for-one-side": Operator(
        partial(turned, ("LEFT", "RIGHT"), "FULL"),
        "the join also kept the rows of {lost} that have no match in {kept}",
    ),
    "join.left-for-full": Operator(
        partial(turned, ("FULL",), "LEFT"),
        "the join dropped the rows of {right} that have no match in {left}",
    ),
    "join.right-for-full": Operator(
        partial(turned, ("FULL",), "RIGHT"),
        "the join dropped the rows of {left} that have no match in {right}",
    ),
    "join.cross": Operator(cross, "every row of {left} was paired with every row of {right}"),
    "join.on-to-where": Operator(
        condition_to_where,
        "the condition on {columns} was asked after the join, where it drops the rows without a match in {lost}",
    ),
    "join.where-to-on": Operator(
        condition_to_join,
        "the condition on {columns} only limited what {lost} is joined with, and dropped no row of {kept}",
    ),
    "join.other-key": Operator(other_key, "{right} and {left} were matched by {column}"),
    "join.untied": Operator(
        untied,
        "the join of {left} and {right} did not ask which rows belong together, only that {column} is known",
    ),
    "join.condition-dropped": Operator(condition_dropped, "the join with {right} did not look at {columns}"),
    "join.twice": Operator(
        twice, "{table} was joined twice, so that each of its rows meets every other one of the same match"
    ),
    "join.needs-rows": Operator(needs_rows, "nothing could be shown while {table} is empty"),
    "join.not-in-with-null": Operator(
        not_in_halves,
        "the rows of {kept} without a match in {lost} vanished as soon as one {column} is NULL",
    ),
}
"""Operator → how it is made and what it looks like."""

"""A query → the same with a fault in its groups: a key missing, exchanged or too many, or a window instead."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from sqlglot import exp

from sqlgym.worlds.mutants.fault import Fault, Operator, column, fault, loose, siblings
from sqlgym.worlds.mutants.query import Query, listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def grouped(query: Query) -> Iterator[tuple[exp.Select, list[exp.Column]]]:
    """The SELECTs that group by columns, and these columns."""
    for select in query.all(exp.Select):
        group = select.args.get("group")
        keys = group.expressions if group else []
        if keys and all(isinstance(key, exp.Column) for key in keys):
            yield select, keys


def regrouped(query: Query, select: exp.Select, keys: Sequence[exp.Column]) -> exp.Expr:
    """A copy of the tree that groups by other keys; a column that is no key any more becomes its smallest value."""
    twin = query.twin(select)
    group = twin.args["group"]
    gone = [key for key in group.expressions if key not in keys]
    for one in loose(twin):
        if one in gone:
            smallest: exp.Expr = exp.Min(this=one.copy())
            shown = one.parent is twin
            one.replace(exp.alias_(smallest, one.this.copy()) if shown else smallest)
    group.set("expressions", [key.copy() for key in keys])
    if not keys:
        group.pop()
    return twin.root()


def key_removed(query: Query) -> Iterator[Fault]:
    """Group by one key less."""
    for select, keys in grouped(query):
        for key in keys:
            rest = [one for one in keys if one is not key]
            yield Fault(regrouped(query, select, rest), {"columns": query.label(key)})


def fewer_keys(query: Query) -> Iterator[Fault]:
    """Group by only some of the keys."""
    for select, keys in grouped(query):
        for number in range(1, len(keys) - 1):
            for some in combinations(keys, number):
                columns = listing(query.label(one) for one in some)
                yield Fault(regrouped(query, select, some), {"columns": columns})


def other_key(query: Query) -> Iterator[Fault]:
    """Group by another column of the same table in place of one key."""
    for select, keys in grouped(query):
        for key in keys:
            rest = [one for one in keys if one is not key]
            for source, origin in siblings(query, key, *rest):
                others = [*rest, column(origin.column.name, source)]
                columns = listing([*map(query.label, rest), query.called(origin)])
                yield Fault(regrouped(query, select, others), {"columns": columns})


def key_added(query: Query) -> Iterator[Fault]:
    """Split the groups further by another column."""
    for select, keys in grouped(query):
        taken = {(id(home[1]), key.name.lower()) for key in keys if (home := query.home(key))}
        for source, origin in query.columns(select):
            if (id(source), origin.column.name.lower()) not in taken:
                twin = query.twin(select)
                twin.args["group"].append("expressions", column(origin.column.name, source))
                yield fault(twin, column=query.called(origin))


def window_by(query: Query) -> Iterator[Fault]:
    """Show each row once, with the aggregates over all rows that share one key."""
    for select, keys in grouped(query):
        for key in keys:
            twin = query.twin(select)
            for one in [found for shown in twin.expressions for found in shown.find_all(exp.AggFunc)]:
                one.replace(exp.Window(this=one.copy(), partition_by=[key.copy()], over="OVER"))
            twin.args["group"].pop()
            twin.distinct(copy=False)
            yield fault(twin, column=query.label(key))


def having_to_where(query: Query) -> Iterator[Fault]:
    """Ask single rows what the groups should be asked."""
    for having in query.all(exp.Having):
        twin = query.twin(having)
        select, condition = twin.parent, twin.this
        for one in list(condition.find_all(exp.AggFunc)):
            one.replace(one.this)
        twin.pop()
        if isinstance(select, exp.Select):
            select.where(condition, copy=False)
            yield fault(select, columns=query.label(having))


GROUPING = {
    "group.key-removed": Operator(
        key_removed, "rows that differ only in {columns} were thrown into one group"
    ),
    "group.fewer-keys": Operator(fewer_keys, "all rows with the same {columns} were thrown into one group"),
    "group.other-key": Operator(other_key, "rows with the same {columns} were thrown into one group"),
    "group.key-added": Operator(key_added, "the groups were split further, by {column}"),
    "group.window": Operator(
        window_by, "each row was shown with the numbers of all rows that share its {column}"
    ),
    "having.to-where": Operator(having_to_where, "single rows were tested for {columns}, not whole groups"),
}
"""Operator → how it is made and what it looks like."""

"""A query → the same with a fault in its columns: another one, a missing one, one too many, or changed places."""

from __future__ import annotations

from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING

from sqlglot import exp

from sqlgym.worlds.mutants.fault import (
    Fault,
    Operator,
    column,
    fault,
    loose,
    plain_sources,
    siblings,
    single_row,
)
from sqlgym.worlds.mutants.query import Origin, Query, listing, near, same

if TYPE_CHECKING:
    from collections.abc import Iterator


def other_column(query: Query) -> Iterator[Fault]:
    """Read another column of the same type, or the same name in another table."""
    for places in _places(query):
        for source, origin in _others(query, places[0]):
            wrong = column(origin.column.name, source)
            yield Fault(query.everywhere(places, partial(_copy, wrong)), {"column": query.called(origin)})


def _others(query: Query, one: exp.Column) -> Iterator[tuple[exp.Expr, Origin]]:
    """The columns that could be mistaken for this one, with their sources."""
    origin, home = query.origin(one), query.home(one)
    if origin is None or home is None:
        return
    for source, other in siblings(query, one):
        if other.family == origin.family:
            yield source, other
    for source, other in query.columns(home[0]):
        if source is not home[1] and same(other.column.name, one.name):
            yield source, other


def key_for_name(query: Query) -> Iterator[Fault]:
    """Show the key of a row in place of its name."""
    for places in _places(query):
        origin, home = query.origin(places[0]), query.home(places[0])
        key = origin.table.primary_key if origin and origin.family == "text" else ()
        if origin and home and len(key) == 1:
            new = column(key[0], home[1])
            called = query.called(Origin(origin.table, origin.table.column(key[0])))
            names = {"key": called, "column": query.called(origin)}
            yield Fault(query.everywhere(places, partial(_copy, new)), names)


def _copy(new: exp.Expr, _: exp.Expr) -> exp.Expr:
    return new.copy()


def _places(query: Query) -> Iterator[list[exp.Column]]:
    """Columns of the query outside ON; one that is grouped by comes with all its places in the SELECT."""
    for select in query.all(exp.Select):
        group = select.args.get("group")
        keys = group.expressions if group else []
        for key in dict.fromkeys(one for one in keys if isinstance(one, exp.Column)):
            yield [one for one in (*loose(select), *keys) if one == key]
        for one in select.find_all(exp.Column, bfs=False):
            if one.parent_select is select and one not in keys and not one.find_ancestor(exp.Join):
                yield [one]


def swapped(query: Query) -> Iterator[Fault]:
    """Exchange two columns of the result."""
    for one, two in combinations(query.tree.selects, 2):
        changed = query.replaced(one, two.copy())
        again = changed.selects if isinstance(changed, exp.Query) else []
        again[two.index or 0].replace(one.copy())
        yield Fault(changed, {"columns": listing((_title(query, one), _title(query, two)))})


def _title(query: Query, projection: exp.Expr) -> str:
    return projection.output_name or query.label(projection)


def missing(query: Query) -> Iterator[Fault]:
    """Leave out one of several columns of the result."""
    for one in query.tree.selects if len(query.tree.selects) > 1 else ():
        twin = query.twin(one)
        root = twin.root()
        twin.pop()
        yield Fault(root, {"column": _title(query, one)})


def extra(query: Query) -> Iterator[Fault]:
    """Show the key of a table as well, before its first column in the result."""
    select = query.tree
    if not isinstance(select, exp.Select) or single_row(select):
        return
    for source in plain_sources(query, select):
        table = query.table(source)
        for name in table.primary_key[:1] if table else ():
            twin, key, shown = query.twin(select), column(name, source), select.expressions
            place = next((one.index for one in shown if _reads(query, one, source)), len(shown))
            twin.set("expressions", [*twin.expressions[:place], key, *twin.expressions[place:]])
            group = twin.args.get("group")
            if group and group.expressions:
                group.append("expressions", key.copy())
            yield fault(twin, column=f"{query.named(source)}.{name}")


def _reads(query: Query, projection: exp.Expr, source: exp.Expr) -> bool:
    homes = (query.home(one) for one in near(projection, exp.Column))
    return any(home is not None and home[1] is source for home in homes)


COLUMNS = {
    "output.swapped": Operator(swapped, "the columns {columns} had changed places"),
    "output.missing": Operator(missing, "the column {column} was missing"),
    "output.extra": Operator(extra, "there was one more column, {column}"),
    "column.key-for-name": Operator(key_for_name, "{key} was read in place of {column}"),
    "column.other": Operator(other_column, "{column} was read where another column belongs"),
}
"""Operator → how it is made and what it looks like."""

"""A query → the same reading other rows of a table: only some of them, fewer, or each of them several times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from sqlgym.worlds.mutants.fault import Fault, Operator, identifier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlgym.schema import ForeignKey, Table
    from sqlgym.worlds.mutants.query import Query


def read(query: Query) -> list[Table]:
    """The tables of the schema that the query reads."""
    return [table for table in query.tables if query.sources(table)]


def instead(query: Query, table: Table, rows: exp.Select) -> exp.Expr:
    """A copy of the tree in which these rows stand for a table, wherever it is read."""

    def made(source: exp.Table) -> exp.Expr:
        name = source.args["alias"].this if source.alias else source.this
        return rows.subquery(alias=name.copy())

    return query.everywhere(query.sources(table), made)


def table_of(table: Table) -> exp.Table:
    """The table as a source."""
    return exp.Table(this=identifier(table.name))


def of(table: Table, name: str) -> exp.Column:
    """The column of the table, with the table's name in front."""
    return exp.Column(this=identifier(name), table=identifier(table.name))


def all_of(table: Table) -> exp.Select:
    """All rows of the table."""
    star = exp.Column(this=exp.Star(), table=identifier(table.name))
    return exp.select(star).from_(table_of(table))


def matched(key: ForeignKey, child: Table, parent: Table) -> exp.Expr:
    """The condition that rows of the two tables belong together."""
    pairs = zip(key.columns, key.references, strict=True)
    return exp.and_(
        *(exp.EQ(this=of(child, one), expression=of(parent, two)) for one, two in pairs), copy=False
    )


def without_null(query: Query) -> Iterator[Fault]:
    """Read only the rows in which a column is not NULL."""
    for table in read(query):
        for one in table.columns:
            if one.nullable:
                known = exp.Not(this=exp.Is(this=of(table, one.name), expression=exp.null()))
                names = {"table": table.name, "column": one.name}
                yield Fault(instead(query, table, all_of(table).where(known)), names)


def merged(query: Query) -> Iterator[Fault]:
    """Read rows that agree in everything but their key as one."""
    for table in read(query):
        others = [of(table, one.name) for one in table.columns if one.name not in table.primary_key]
        if len(table.primary_key) == 1 and others:
            name = identifier(table.primary_key[0])
            key = exp.alias_(exp.Min(this=of(table, table.primary_key[0])), name)
            rows = exp.select(key, *others).from_(table_of(table)).group_by(*others)
            yield Fault(instead(query, table, rows), {"table": table.name, "column": name.name})


def best_of_each(query: Query) -> Iterator[Fault]:
    """Read only the largest (or smallest) value for each partner of a foreign key."""
    for node in query.all(exp.Max, exp.Min):
        origin = query.origin(node.this)
        for key in origin.table.foreign_keys if origin and not origin.key else ():
            if origin and len(key.columns) == 1:
                rows = _best(type(node), origin.table, origin.column.name, key.columns[0])
                names = {"column": query.called(origin), "by": key.columns[0]}
                yield Fault(instead(query, origin.table, rows), names)


def _best(kind: type[exp.AggFunc], table: Table, value: str, by: str) -> exp.Select:
    chosen: list[exp.Expr] = []
    for name in (one.name for one in table.columns):
        best = kind if name == value else exp.Min
        plain = of(table, name)
        chosen.append(plain if name == by else exp.alias_(best(this=plain), identifier(name)))
    return exp.select(*chosen).from_(table_of(table)).group_by(of(table, by))


def with_children(query: Query) -> Iterator[Fault]:
    """Read only the rows that another table refers to."""
    for table, child, key in _families(query):
        some = exp.Exists(this=exp.select("*").from_(table_of(child)).where(matched(key, child, table)))
        names = {"table": table.name, "child": child.name}
        yield Fault(instead(query, table, all_of(table).where(some)), names)


def fanned_out(query: Query) -> Iterator[Fault]:
    """Read each row once for each row that refers to it."""
    for table, child, key in _families(query):
        rows = all_of(table).join(table_of(child), on=matched(key, child, table), join_type="LEFT")
        yield Fault(instead(query, table, rows), {"table": table.name, "child": child.name})


def _families(query: Query) -> Iterator[tuple[Table, Table, ForeignKey]]:
    for table in read(query):
        for child in query.tables:
            for key in child.foreign_keys:
                if key.table == table.name and child is not table:
                    yield table, child, key


TABLES = {
    "table.without-null": Operator(
        without_null, "rows of {table} in which {column} is NULL did not count at all"
    ),
    "table.merged": Operator(
        merged, "rows of {table} that differ in nothing but {column} were taken for one"
    ),
    "table.best-of-each": Operator(best_of_each, "only the best {column} for each {by} took part"),
    "table.with-children": Operator(with_children, "only rows of {table} with a match in {child} took part"),
    "table.fanned-out": Operator(fanned_out, "each row of {table} took part once for every match in {child}"),
}
"""Operator → how it is made and what it looks like."""

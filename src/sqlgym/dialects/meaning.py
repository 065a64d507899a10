"""A statement's tree in one dialect → the tree whose words in another mean the same, given the tables.

What sqlglot writes word by word and another engine takes otherwise, or not at all, is put in other words first.
"""

from collections.abc import Iterable, Iterator, Sequence

from sqlglot import exp
from sqlglot.optimizer.annotate_types import annotate_types

from sqlgym.schema import Table


def meaning(tree: exp.Expr, source: str, target: str, tables: Sequence[Table]) -> exp.Expr:
    """The tree with the same meaning elsewhere; ValueError for a form that has none."""
    for select in [*tree.find_all(exp.Select)]:
        without_order_by_null(select)
        with_ties(select)
        if source in ("mysql", "postgres") and target != "sqlite":  # it takes the value of some row
            grouped_by_key(select, tables)
    for call in [*tree.find_all(exp.SubstringIndex)]:
        if target != "duckdb":
            raise ValueError("SUBSTRING_INDEX, which has no like there")
        call.replace(parts_of_text(call))
    if isinstance(tree, exp.Delete) and tree.args.get("tables"):
        if target != "duckdb":
            raise ValueError("a DELETE with a join; write it with a query in its WHERE")
        tree = deleted_from(tree)
    return typed(tree, source, tables)


def without_order_by_null(select: exp.Select) -> None:
    """Leave out `ORDER BY NULL`, by which MySQL's people ask for no order."""
    order = select.args.get("order")
    if order and all(isinstance(one.this, exp.Null) for one in order.expressions):
        select.set("order", None)


def with_ties(select: exp.Select) -> None:
    """Write rows that tie with the last one by RANK, as engines without WITH TIES can."""
    limit, order = select.args.get("limit"), select.args.get("order")
    options = limit.args.get("limit_options") if limit else None
    if limit is None or options is None or not options.args.get("with_ties"):
        return
    count = limit.args.get("count") or limit.args.get("expression")
    plain = not any(select.args.get(one) for one in ("distinct", "offset", "qualify"))
    if order is None or not plain or options.args.get("percent") or not isinstance(count, exp.Literal):
        raise ValueError("WITH TIES with DISTINCT, OFFSET or PERCENT, or without ORDER BY; write it by RANK")
    aliases = {one.alias: one.this for one in select.expressions if isinstance(one, exp.Alias)}
    over = order.copy()
    for column in [*over.find_all(exp.Column)]:
        if not column.table and column.name in aliases:
            column.replace(exp.paren(aliases[column.name].copy()))
    rank = exp.Window(this=exp.Rank(), order=over)
    select.set("limit", None)
    select.set("qualify", exp.Qualify(this=exp.LTE(this=rank, expression=count.copy())))


def parts_of_text(call: exp.SubstringIndex) -> exp.Expr:
    """SUBSTRING_INDEX as the first or last parts of a text that is cut at a sign."""
    count, last = call.args["count"], isinstance(call.args["count"], exp.Neg)
    number = count.this if last else count
    if not (isinstance(number, exp.Literal) and number.is_int):
        raise ValueError("SUBSTRING_INDEX with a count that is not a number")
    text, sign = (call.args[one].sql("duckdb") for one in ("this", "delimiter"))
    cut = f"string_split({text}, {sign})"
    taken = f"{cut}[-{number.name}:]" if last else f"{cut}[1:{number.name}]"
    return exp.maybe_parse(f"array_to_string({taken}, {sign})", dialect="duckdb")


def grouped_by_key(select: exp.Select, tables: Sequence[Table]) -> None:
    """Let a column that depends on a key by which rows are grouped be that of any row: all of them have the same."""
    group = select.args.get("group")
    if group is None or not group.expressions:
        return
    sources = dict(sources_of(select, tables))
    by = {
        owner for one in group.expressions if isinstance(one, exp.Column) and (owner := owned(one, sources))
    }
    keyed = {
        name
        for name, table in sources.items()
        if table.primary_key and {(name, one.lower()) for one in table.primary_key} <= by
    }
    parts = [*select.expressions, *filter(None, (select.args.get("having"), select.args.get("order")))]
    for part in parts:
        for column in [*part.find_all(exp.Column)]:
            owner = owned(column, sources)
            if owner and owner[0] in keyed and owner not in by and not column.find_ancestor(exp.AggFunc):
                any_row = exp.AnyValue(this=column.copy())
                column.replace(exp.alias_(any_row, column.name) if column.parent is select else any_row)


def sources_of(select: exp.Select, tables: Iterable[Table]) -> Iterator[tuple[str, Table]]:
    """The tables that a SELECT reads, by the names that it gives them, all in small letters."""
    known = {table.name.lower(): table for table in tables}
    clause = select.args.get("from_")
    read = [*([clause.this] if clause else []), *(join.this for join in select.args.get("joins") or ())]
    for one in read:
        if isinstance(one, exp.Table) and one.name.lower() in known:
            yield one.alias_or_name.lower(), known[one.name.lower()]


def owned(column: exp.Column, sources: dict[str, Table]) -> tuple[str, str] | None:
    """The source and the column that a name means; None where that is not plain."""
    name = column.name.lower()
    having = [
        source
        for source, table in sources.items()
        if column.table.lower() in ("", source) and name in {one.name.lower() for one in table.columns}
    ]
    return (having[0], name) if len(having) == 1 else None


def deleted_from(tree: exp.Delete) -> exp.Expr:
    """`DELETE o FROM t o JOIN u ON …` as `DELETE FROM t AS o USING u WHERE …`."""
    first, targets = tree.this, tree.args["tables"]
    joins = first.args.get("joins") or []
    here = [first, *(join.this for join in joins)]
    target = next((one for one in here if one.alias_or_name.lower() == targets[0].name.lower()), None)
    odd = any(join.side or join.kind not in ("", "INNER", "CROSS") for join in joins)
    if target is None or len(targets) > 1 or odd or not all(isinstance(one, exp.Table) for one in here):
        raise ValueError("a DELETE of several tables, or with an outer join")
    conditions = [
        condition for place, join in enumerate(joins) for condition in joined(join, here[: place + 1])
    ]
    where = tree.args.get("where")
    conditions += [where.this.copy()] if where else []
    others = [one.copy() for one in here if one is not target]
    for one in others:
        one.set("joins", None)
    alone = target.copy()
    alone.set("joins", None)
    found = exp.Delete(this=alone, using=others or None)
    return found.where(*conditions, copy=False) if conditions else found


def joined(join: exp.Join, before: Sequence[exp.Table]) -> Iterator[exp.Expr]:
    """The conditions of a join; a column that is joined USING is the same in this table and the one before."""
    if join.args.get("on"):
        yield join.args["on"].copy()
    for name in join.args.get("using") or ():
        sides = [exp.column(name.name, table=one.alias_or_name) for one in (before[0], join.this)]
        yield exp.EQ(this=sides[0], expression=sides[1])


def typed(tree: exp.Expr, source: str, tables: Sequence[Table]) -> exp.Expr:
    """The tree with the types of its columns, by which whole numbers are divided as whole numbers where they are so."""
    divides = any(one.args.get("typed") for one in tree.find_all(exp.Div))
    if not divides or not tables:
        return tree
    for select in tree.find_all(exp.Select):
        sources = dict(sources_of(select, tables))
        for column in select.find_all(exp.Column):
            if not column.table and (owner := owned(column, sources)):
                column.set("table", exp.to_identifier(owner[0]))
    schema: dict[str, object] = {
        table.name: {one.name: one.type for one in table.columns} for table in tables
    }
    return annotate_types(tree, schema=schema, dialect=source)

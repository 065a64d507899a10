"""Three measurements of one workload in, the table of the report out: a line a query, a line an index."""

from sqlgym.kinds.index.workload import Item
from sqlgym.sandbox import Index, Measured, Measurement
from sqlgym.verdict.evidence import IndexLine, WorkloadQuery


def queries(
    items: tuple[Item, ...], before: Measurement, after: Measurement, reference: Measurement
) -> tuple[WorkloadQuery, ...]:
    """The lines of the queries."""
    measured = zip(items, before.items, after.items, reference.items, strict=True)
    return tuple(query(item, *three) for item, *three in measured)


def query(item: Item, before: Measured, after: Measured, reference: Measured) -> WorkloadQuery:
    """One line."""
    works = (before.work, after.work, reference.work)
    return WorkloadQuery(
        item.name, item.weight, after.write, *works, before.details, after.details, after.used
    )


def lines(after: Measurement) -> tuple[IndexLine, ...]:
    """The lines of the indexes."""
    return tuple(
        IndexLine(
            index.name,
            on(index),
            tuple(item.name for item in after.items if index.name in item.used),
            sum(item.entries.get(index.name, 0) for item in after.items),
        )
        for index in after.indexes
    )


def on(index: Index) -> str:
    """`Orders (employee_id, order_date)`."""
    columns = ", ".join(column or "an expression" for column in index.columns)
    return f"{index.table} ({columns}){' WHERE …' if index.partial else ''}"

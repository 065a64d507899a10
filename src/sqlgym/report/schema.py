"""The tables of a schema as a drawing: their columns and keys, and which table refers to which."""

from collections.abc import Iterator, Sequence

from sqlgym.data.dataset import Dataset
from sqlgym.report.style import Style
from sqlgym.report.tasks import columns
from sqlgym.result.cells import cut, visible
from sqlgym.schema import ForeignKey, Table

BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


def draw_tables(dataset: Dataset, style: Style) -> str:
    """Every table with its columns, then the references between them."""
    return "\n".join([*tables(dataset, style), *references(dataset.tables, style)]).rstrip()


def tables(dataset: Dataset, style: Style) -> Iterator[str]:
    """The tables, one below the other."""
    for table in dataset.tables:
        yield f"{heading(table.name, style)}  {dataset.rows[table.name]:,} rows"
        yield from (cut(line, style.width) for line in columns(table))
        yield ""


def heading(name: str, style: Style) -> str:
    """A table's name."""
    return f"{BOLD}{visible(name)}{PLAIN}" if style.colour else visible(name)


def references(found: Sequence[Table], style: Style) -> Iterator[str]:
    """A tree for each table that no other one refers to, with the tables that it refers to below it."""
    if not any(table.foreign_keys for table in found):
        return
    yield "Which table refers to which, by which column"
    by_name = {table.name: table for table in found}
    drawn: set[str] = set()
    for table in first_ones(found):
        if table.name not in drawn and table.foreign_keys:
            yield ""
            yield f"  {heading(table.name, style)}"
            drawn.add(table.name)
            yield from (cut(line, style.width) for line in branches(table, by_name, drawn, "  "))


def first_ones(found: Sequence[Table]) -> Sequence[Table]:
    """The tables, those first that no other one refers to."""
    meant = {key.table for table in found for key in table.foreign_keys if key.table != table.name}
    return sorted(found, key=lambda table: table.name in meant)


def branches(table: Table, by_name: dict[str, Table], drawn: set[str], margin: str) -> Iterator[str]:
    """The references of a table, and those of the tables they lead to, each table's drawn once."""
    for number, key in enumerate(table.foreign_keys, 1):
        last = number == len(table.foreign_keys)
        again = key.table in drawn
        note = (
            "  (itself)"
            if key.table == table.name
            else "  (see above)"
            if again and refers(key, by_name)
            else ""
        )
        yield f"{margin}{'└' if last else '├'}─ {', '.join(map(visible, key.columns))} → {visible(key.table)}{note}"
        if not again and key.table in by_name:
            drawn.add(key.table)
            yield from branches(by_name[key.table], by_name, drawn, margin + ("   " if last else "│  "))


def refers(key: ForeignKey, by_name: dict[str, Table]) -> bool:
    """Whether the table that a key leads to refers to others."""
    return key.table in by_name and bool(by_name[key.table].foreign_keys)

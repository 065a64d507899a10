"""The table of an index exercise for people: work before, after and with the reference's; which index serves what."""

import textwrap
from collections.abc import Iterator, Sequence

from sqlgym.report.draw.table import draw_table
from sqlgym.report.draw.tree import draw as draw_plan
from sqlgym.report.style import Style, indented
from sqlgym.result.cells import visible
from sqlgym.verdict.evidence import IndexEvidence, IndexLine, OnDuckDB, WorkloadQuery

WHY = (
    "DuckDB does not care: it keeps each column in blocks of 122,880 rows with the least and greatest value of "
    "each, skips blocks that cannot match and reads the others whole, so no index on these columns would change "
    "this plan."
)


def card_lines(evidence: IndexEvidence, style: Style) -> Iterator[str]:
    """The tables of queries and of indexes, the plans, and DuckDB's own."""
    yield ""
    yield from table(
        ("query", "before", "after", "reference", "served by"), map(query_row, evidence.queries), style
    )
    yield from indented("Reads are counted in steps of SQLite's virtual machine, writes in entries.", style)
    yield ""
    if evidence.indexes:
        yield from table(
            ("index", "on", "serves", "entries written"), map(index_row, evidence.indexes), style
        )
        yield ""
    for query in evidence.queries:
        yield from plans(query, style)
    if evidence.duckdb is not None:
        yield from on_duckdb(evidence.duckdb, style)


def table(names: Sequence[str], rows: Iterator[tuple[object, ...]], style: Style) -> Iterator[str]:
    """A table, two places in."""
    yield textwrap.indent(draw_table(names, list(rows), style.width - 2), "  ").rstrip()


def query_row(query: WorkloadQuery) -> tuple[object, ...]:
    """A query of the workload: its work before, after and with the reference, and what serves it."""
    served = ", ".join(query.used) or ("–" if query.write else "no index")
    return (query.name, query.before, query.after, query.reference, served)


def index_row(line: IndexLine) -> tuple[object, ...]:
    """An index: where it lies, what it serves, what it costs writers."""
    return (line.name, line.on, ", ".join(line.serves) or "nothing", line.entries)


def plans(query: WorkloadQuery, style: Style) -> Iterator[str]:
    """How a read's plan changed."""
    if query.write:
        return
    yield f"  {visible(query.name)}"
    before, after = "; ".join(query.plan_before), "; ".join(query.plan_after)
    if before == after:
        yield from (f"  {part}" for part in indented(f"as before: {before}", style))
        return
    yield from (f"  {part}" for part in indented(f"before  {before}", style))
    yield from (f"  {part}" for part in indented(f"after   {after}", style))


def on_duckdb(found: OnDuckDB, style: Style) -> Iterator[str]:
    """DuckDB's plan of one query, and why no index changes it."""
    yield ""
    yield f"  How DuckDB runs “{visible(found.query)}”"
    yield textwrap.indent(draw_plan(found.plan, style.width - 2, style.colour), "  ").rstrip()
    yield from indented(WHY, style)
    yield ""

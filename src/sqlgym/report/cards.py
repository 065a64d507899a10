"""What kinds draw of their own evidence, for people: a transaction's card, an index's tables, a design's report."""

import textwrap
from collections.abc import Iterator, Sequence

from sqlgym.report.draw.table import draw_table
from sqlgym.report.draw.tree import draw as draw_plan
from sqlgym.report.style import TITLES, Style, indented
from sqlgym.result.cells import display_width, visible
from sqlgym.verdict import Finding
from sqlgym.verdict.evidence import (
    Box,
    CardLine,
    ColumnReading,
    DesignEvidence,
    IndexEvidence,
    IndexLine,
    OnDuckDB,
    TableCard,
    TransactionEvidence,
    Try,
    Whole,
    WorkloadQuery,
)

TRIED = {True: "✓", False: "✗", None: "–"}
TRIED_COLOURS = {True: "32", False: "31", None: "33"}


def transaction_lines(evidence: TransactionEvidence, style: Style) -> Iterator[str]:
    """The card, if there is one."""
    if evidence.lines:
        yield ""
        for line in evidence.lines:
            yield from card_line(line, style)
        yield ""


def card_line(line: CardLine, style: Style) -> Iterator[str]:
    """One line of the card: its mark and name, what was seen, and below it what was done."""
    mark = TRIED[line.passed]
    if style.colour:
        mark = f"\x1b[{TRIED_COLOURS[line.passed]}m{mark}\x1b[0m"
    seen = indented(line.saw, Style(max(40, style.width - 16)))
    yield f"  {mark} {line.name.capitalize():13} {seen[0].strip()}"
    yield from (f"{' ' * 18}{rest.strip()}" for rest in seen[1:])
    if line.did and line.name != "explicit":
        engine = f" ({TITLES[line.engine]})" if line.engine in TITLES else ""
        for did in indented(line.did + engine, Style(max(40, style.width - 16))):
            yield f"{' ' * 18}{did.strip()}"


INDIFFERENT = (
    "DuckDB does not care: it keeps each column in blocks of 122,880 rows with the least and greatest value of "
    "each, skips blocks that cannot match and reads the others whole, so no index on these columns would change "
    "this plan."
)


def index_lines(evidence: IndexEvidence, style: Style) -> Iterator[str]:
    """The tables of queries and of indexes, the plans, and DuckDB's own."""
    yield ""
    yield from indented_table(
        ("query", "before", "after", "reference", "served by"), map(query_row, evidence.queries), style
    )
    yield from indented("Reads are counted in steps of SQLite's virtual machine, writes in entries.", style)
    yield ""
    if evidence.indexes:
        yield from indented_table(
            ("index", "on", "serves", "entries written"), map(index_row, evidence.indexes), style
        )
        yield ""
    for query in evidence.queries:
        yield from index_plans(query, style)
    if evidence.duckdb is not None:
        yield from on_duckdb(evidence.duckdb, style)


def indented_table(names: Sequence[str], rows: Iterator[tuple[object, ...]], style: Style) -> Iterator[str]:
    """A table, two places in."""
    yield textwrap.indent(draw_table(names, list(rows), style.width - 2), "  ").rstrip()


def query_row(query: WorkloadQuery) -> tuple[object, ...]:
    """A query of the workload: its work before, after and with the reference, and what serves it."""
    served = ", ".join(query.used) or ("–" if query.write else "no index")
    return (query.name, query.before, query.after, query.reference, served)


def index_row(line: IndexLine) -> tuple[object, ...]:
    """An index: where it lies, what it serves, what it costs writers."""
    return (line.name, line.on, ", ".join(line.serves) or "nothing", line.entries)


def index_plans(query: WorkloadQuery, style: Style) -> Iterator[str]:
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
    yield from indented(INDIFFERENT, style)
    yield ""


def design_lines(evidence: DesignEvidence, style: Style) -> Iterator[str]:
    """All lines between the headline and the notes."""
    yield from section("How your columns were read", style)
    for table in dict.fromkeys(one.table for one in evidence.columns):
        yield from reading_lines(table, [one for one in evidence.columns if one.table == table], style)
    for card in evidence.cards:
        yield from draw_card(card, style)
    others = [finding for card in evidence.cards for finding in card.findings]
    yield from draw_whole(evidence.whole, others, style)
    yield from section("Your tables", style)
    for box in evidence.drawing:
        yield from draw_box(box)
    if evidence.next:
        yield ""
        yield from indented(f"→ {evidence.next}", style)


def section(title: str, style: Style) -> Iterator[str]:
    """A blank line and a title."""
    yield ""
    yield f"  \x1b[1m{title}\x1b[0m" if style.colour else f"  {title}"


def reading_lines(table: str, columns: list[ColumnReading], style: Style) -> Iterator[str]:
    """The columns of one table with what each was taken for."""
    told = [f"{visible(one.column)} = {meaning(one)}" for one in columns if one.column != one.attribute]
    same = [visible(one.column) for one in columns if one.column == one.attribute]
    parts = [*([f"{', '.join(same)} by the same name"] if same else []), *told]
    yield from indented(f"{visible(table)}: {'; '.join(parts)}", style, 4)


def meaning(one: ColumnReading) -> str:
    """What a column was taken for, and why."""
    if one.attribute is None:
        return one.how
    if one.attribute.startswith("#"):
        return (
            "a number of its own"
            if one.how == "a number of its own"
            else f"the number of {visible(one.attribute[1:])}"
        )
    return f"{visible(one.attribute)} ({one.how})"


def draw_card(card: TableCard, style: Style) -> Iterator[str]:
    """One table: form, key, findings, what can be tried."""
    yield from section(f"{visible(card.table)}: {standing(card)}", style)
    key = ", ".join(map(visible, card.key))
    yield from indented(f"key: {key}" if key else "key: none", style, 4)
    for finding in card.findings:
        yield from indented(f"✗ {finding.message}", style, 4)
    for one in card.tries:
        yield from draw_try(one, style)


def standing(card: TableCard) -> str:
    """`3NF ✓ (even BCNF)` or `2NF, wanted 3NF`."""
    if not card.reached:
        return f"{card.form}, wanted {card.target}"
    return f"{card.target} ✓" + (f" (even {card.form})" if card.form != card.target else "")


def draw_try(one: Try, style: Style) -> Iterator[str]:
    """A contradiction: the statements, and that they were accepted."""
    yield from indented("Try it:", style, 4)
    for sql in one.sql:
        yield from indented(f"{sql};", style, 6)
    yield from indented(f"Your tables accept it: {one.effect}.", style, 4)


def draw_whole(whole: Whole, others: Sequence[Finding], style: Style) -> Iterator[str]:
    """The design as a whole in one line, and what is wrong with it."""
    marks = [
        f"joins without loss {mark(whole.lossless)}",
        f"keys check every rule {mark(whole.checkable)}",
    ]
    if whole.rebuilt is not None:
        marks.append(f"original {whole.rows:,} rows rebuilt {mark(whole.rebuilt)}")
    if whole.untried:
        marks.append(f"{whole.untried} further rows not tried")
    if whole.cases:
        right = not any(one.check.startswith("case.") for one in (*whole.findings, *others))
        marks.append(f"{whole.cases} further rows taken or refused as they must {mark(right)}")
    yield from section("The whole design", style)
    yield from indented("   ".join(marks), style, 4)
    for finding in whole.findings:
        yield from indented(f"✗ {finding.message}", style, 4)
    for one in whole.tries:
        yield from draw_try(one, style)


def mark(good: bool | None) -> str:
    """A tick or a cross, or that it was not tried."""
    return "not tried" if good is None else "✓" if good else "✗"


def draw_box(box: Box) -> Iterator[str]:
    """A table as a box of lines: name, columns with types, keys and references."""
    yield f"    {visible(box.table)}"
    widest = max((display_width(visible(one.column)) for one in box.lines), default=0)
    types = max((len(one.type) for one in box.lines), default=0)
    for number, one in enumerate(box.lines):
        branch = "└" if number == len(box.lines) - 1 else "├"
        pad = " " * (widest - display_width(visible(one.column)))
        yield f"    {branch} {visible(one.column)}{pad}  {one.type:{types}}  {visible(', '.join(one.marks))}".rstrip()

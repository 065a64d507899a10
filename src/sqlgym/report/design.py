"""The report on a design: how the columns were read, a card a table, the whole, a drawing, one next step."""

from collections.abc import Iterator, Sequence

from sqlgym.report.style import Style, indented
from sqlgym.result.cells import display_width, visible
from sqlgym.verdict import Finding
from sqlgym.verdict.evidence import Box, ColumnReading, DesignEvidence, TableCard, Try, Whole


def body(evidence: DesignEvidence, style: Style) -> Iterator[str]:
    """All lines between the headline and the notes."""
    yield from section("How your columns were read", style)
    for table in dict.fromkeys(one.table for one in evidence.columns):
        yield from read(table, [one for one in evidence.columns if one.table == table], style)
    for card in evidence.cards:
        yield from drawn_card(card, style)
    others = [finding for card in evidence.cards for finding in card.findings]
    yield from drawn_whole(evidence.whole, others, style)
    yield from section("Your tables", style)
    for box in evidence.drawing:
        yield from drawn_box(box)
    if evidence.next:
        yield ""
        yield from indented(f"→ {evidence.next}", style)


def section(title: str, style: Style) -> Iterator[str]:
    """A blank line and a title."""
    yield ""
    yield f"  \x1b[1m{title}\x1b[0m" if style.colour else f"  {title}"


def read(table: str, columns: list[ColumnReading], style: Style) -> Iterator[str]:
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


def drawn_card(card: TableCard, style: Style) -> Iterator[str]:
    """One table: form, key, findings, what can be tried."""
    yield from section(f"{visible(card.table)}: {standing(card)}", style)
    key = ", ".join(map(visible, card.key))
    yield from indented(f"key: {key}" if key else "key: none", style, 4)
    for finding in card.findings:
        yield from indented(f"✗ {finding.message}", style, 4)
    for one in card.tries:
        yield from drawn_try(one, style)


def standing(card: TableCard) -> str:
    """`3NF ✓ (even BCNF)` or `2NF, wanted 3NF`."""
    if not card.reached:
        return f"{card.form}, wanted {card.target}"
    return f"{card.target} ✓" + (f" (even {card.form})" if card.form != card.target else "")


def drawn_try(one: Try, style: Style) -> Iterator[str]:
    """A contradiction: the statements, and that they were accepted."""
    yield from indented("Try it:", style, 4)
    for sql in one.sql:
        yield from indented(f"{sql};", style, 6)
    yield from indented(f"Your tables accept it: {one.effect}.", style, 4)


def drawn_whole(whole: Whole, others: Sequence[Finding], style: Style) -> Iterator[str]:
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
        yield from drawn_try(one, style)


def mark(good: bool | None) -> str:
    """A tick or a cross, or that it was not tried."""
    return "not tried" if good is None else "✓" if good else "✗"


def drawn_box(box: Box) -> Iterator[str]:
    """A table as a box of lines: name, columns with types, keys and references."""
    yield f"    {visible(box.table)}"
    widest = max((display_width(visible(one.column)) for one in box.lines), default=0)
    types = max((len(one.type) for one in box.lines), default=0)
    for number, one in enumerate(box.lines):
        branch = "└" if number == len(box.lines) - 1 else "├"
        pad = " " * (widest - display_width(visible(one.column)))
        yield f"    {branch} {visible(one.column)}{pad}  {one.type:{types}}  {visible(', '.join(one.marks))}".rstrip()

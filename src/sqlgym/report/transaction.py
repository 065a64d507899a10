"""The card of a transaction for people: five lines, each with what was done and what was seen."""

from collections.abc import Iterator

from sqlgym.report.style import ENGINES, Style, indented
from sqlgym.verdict.evidence import CardLine, TransactionEvidence

MARKS = {True: "✓", False: "✗", None: "–"}
COLOURS = {True: "32", False: "31", None: "33"}


def card_lines(evidence: TransactionEvidence, style: Style) -> Iterator[str]:
    """The card, if there is one."""
    if evidence.lines:
        yield ""
        for line in evidence.lines:
            yield from card_line(line, style)
        yield ""


def card_line(line: CardLine, style: Style) -> Iterator[str]:
    """One line of the card: its mark and name, what was seen, and below it what was done."""
    mark = MARKS[line.passed]
    if style.colour:
        mark = f"\x1b[{COLOURS[line.passed]}m{mark}\x1b[0m"
    seen = indented(line.saw, Style(max(40, style.width - 16)))
    yield f"  {mark} {line.name.capitalize():13} {seen[0].strip()}"
    yield from (f"{' ' * 18}{rest.strip()}" for rest in seen[1:])
    if line.did and line.name != "explicit":
        engine = f" ({ENGINES[line.engine]})" if line.engine in ENGINES else ""
        for did in indented(line.did + engine, Style(max(40, style.width - 16))):
            yield f"{' ' * 18}{did.strip()}"

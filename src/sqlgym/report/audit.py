"""Audits → text for instructors: what was found out about each exercise, then what is to be repaired."""

import textwrap
from collections.abc import Iterator, Sequence

from sqlgym.audit.finding import Audit, Fact, Finding
from sqlgym.cells import visible
from sqlgym.report import Style

WIDEST = 10
"""Places for the titles of facts."""


def draw_audit(audit: Audit, style: Style) -> str:
    """All that was found out about one exercise."""
    return "\n".join(lines(audit, style)) + "\n"


def lines(audit: Audit, style: Style) -> Iterator[str]:
    """The lines of one exercise."""
    yield headline(audit, style)
    for fact in audit.facts:
        yield from drawn(fact, style)
    for finding in audit.findings:
        yield ""
        yield from told(finding, style)
    if audit.failed:
        yield ""
        yield from wrapped(audit.failed, style, 2)


def headline(audit: Audit, style: Style) -> str:
    """`✓ second_highest  query  12.3 s`."""
    mark, colour = ("!", "35") if audit.failed else ("✗", "31") if audit.findings else ("✓", "32")
    name = f"{mark} {visible(audit.exercise)}"
    name = f"\x1b[{colour}m{name}\x1b[0m" if style.colour else name
    kind = f"  {audit.kind}" if audit.kind else ""
    return f"{name}{kind}  {audit.seconds:.1f} s"


def drawn(fact: Fact, style: Style) -> Iterator[str]:
    """A fact with its title, and its items below."""
    first, *others = wrapped(fact.text, style, 4 + WIDEST)
    yield f"  {fact.title:{WIDEST}}  {first.strip()}"
    yield from others
    for item in fact.items:
        yield from wrapped(item, style, 6 + WIDEST)


def told(finding: Finding, style: Style) -> Iterator[str]:
    """Where, what, and the repair."""
    yield from wrapped(f"{finding.path}: {finding.message}", style, 2)
    yield from wrapped(f"→ {finding.help}", style, 4)


def wrapped(text: str, style: Style, indent: int) -> list[str]:
    """A text within the width, so many places in."""
    margin = " " * indent
    width = max(40, style.width)
    return textwrap.wrap(
        visible(text), width, initial_indent=margin, subsequent_indent=margin, break_long_words=False
    ) or [""]


def summary(audits: Sequence[Audit]) -> str:
    """`5 exercises: 1 finding`."""
    count = sum(len(audit.findings) for audit in audits)
    failed = sum(bool(audit.failed) for audit in audits)
    names = f"{len(audits)} exercise{'' if len(audits) == 1 else 's'}"
    could_not = f", {failed} could not be judged" if failed else ""
    return f"{names}: {count or 'no'} finding{'' if count == 1 else 's'}{could_not}"

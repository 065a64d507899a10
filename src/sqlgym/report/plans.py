"""An answer's plan beside the reference's, and what differs, in words."""

import textwrap
from collections.abc import Iterator

from sqlgym.plan.difference import differences
from sqlgym.report.draw.tree import draw as draw_plan
from sqlgym.report.style import TITLES, Style, indented
from sqlgym.report.text import note_lines, verdict_lines
from sqlgym.verdict import Plans, Verdict


def draw_plans(verdict: Verdict, style: Style) -> str:
    """The answer's and the reference's plan and their differences; for an answer that did not run, its verdict."""
    if verdict.plans.answer is None:
        return "\n".join(verdict_lines(verdict, style))
    return "\n".join(lines(verdict, verdict.plans, style))


def lines(verdict: Verdict, plans: Plans, style: Style) -> Iterator[str]:
    """Every line of the two plans."""
    engine = TITLES.get(verdict.engine, verdict.engine)
    assert plans.answer is not None
    yield f"How {engine} ran your query"
    yield textwrap.indent(draw_plan(plans.answer, style.width - 2, style.colour), "  ").rstrip()
    yield ""
    if plans.reference is None:
        yield from indented("The reference's plan is shown once your answer is right.", style)
        yield from note_lines(verdict, style)
        return
    yield f"How {engine} ran the reference"
    yield textwrap.indent(draw_plan(plans.reference, style.width - 2, style.colour), "  ").rstrip()
    yield ""
    said = differences(plans.answer, plans.reference) or ("Nothing that matters differs.",)
    for sentence in said:
        yield from indented(sentence, style)
    yield from note_lines(verdict, style)

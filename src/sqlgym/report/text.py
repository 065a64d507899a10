"""The report for people: first whether it is right, then the evidence, then one next move, then the plan."""

import textwrap
from collections.abc import Iterator
from typing import assert_never

from sqlgym.plan import Plan
from sqlgym.report.draw.table import draw_difference, draw_table
from sqlgym.report.draw.tree import draw as draw_plan
from sqlgym.report.style import MARKS, TITLES, Style, counts, indented, paint
from sqlgym.result.cells import display_width, visible
from sqlgym.result.wording import plural
from sqlgym.verdict import (
    AnyEvidence,
    Counterexample,
    Finding,
    Grid,
    Place,
    Report,
    Unjudged,
    Verdict,
    Worlds,
)
from sqlgym.verdict.evidence import (
    DesignEvidence,
    Difference,
    IndexEvidence,
    QueryEvidence,
    ScriptEvidence,
    TransactionEvidence,
)


def write(report: Report, style: Style) -> str:
    """One part for each answer, and a line of counts below several."""
    parts = ["\n".join(verdict_lines(verdict, style)) for verdict in report.results]
    return "\n\n".join([*parts, *counts(report)]) + "\n"


def verdict_lines(verdict: Verdict, style: Style) -> Iterator[str]:
    """All lines on one answer."""
    yield headline(verdict, style)
    yield from explanation(verdict, style)
    if verdict.plans.answer is not None:
        yield ""
        yield from plan_lines(verdict, verdict.plans.answer, style)


def plan_lines(verdict: Verdict, plan: Plan, style: Style) -> Iterator[str]:
    """How the engine ran it: one line, operators and rows, or the whole, as the exercise and the style want."""
    engine = TITLES.get(verdict.engine, verdict.engine)
    if verdict.plans.brief and not style.whole_plan:
        from sqlgym.plan.sentence import sentence  # where plans are no topic yet

        said = sentence(plan)
        yield from indented(f"{engine} {said}.", style) if said else ()
        return
    yield f"  How {engine} ran it"
    drawn = draw_plan(plan, style.width - 2, style.colour, brief=not style.whole_plan)
    yield textwrap.indent(drawn, "  ").rstrip()


def explanation(verdict: Verdict, style: Style) -> Iterator[str]:
    """What is said of one answer, without its plan."""
    if isinstance(verdict.details, DesignEvidence):
        yield from card(verdict.details, style)
    else:
        yield from body(verdict, style)
    if (verdict.notes or verdict.file_notes) and verdict.findings:
        yield ""
    yield from note_lines(verdict, style)
    if verdict.details.task:
        yield ""
        yield verdict.details.task.rstrip()


def note_lines(verdict: Verdict, style: Style) -> Iterator[str]:
    """The notes on an answer, a lecturer's first."""
    if verdict.override is not None:
        said = f"{verdict.override.points:g} points were given by hand"
        yield from indented(f"Note: {': '.join(filter(None, (said, verdict.override.comment)))}", style)
    for note in (*verdict.file_notes, *verdict.notes):
        yield from indented(f"Note: {note}", style)


def body(verdict: Verdict, style: Style) -> Iterator[str]:
    """The findings with their evidence, or what may be claimed of an answer that passed."""
    for finding in verdict.findings:
        yield ""
        yield from finding_lines(finding, verdict, style)
    if verdict.counterexample is not None:
        yield ""
        yield from counterexample(verdict.counterexample, style)
    yield from next_move(verdict, style)
    if verdict.details.result is not None:
        yield ""
        yield draw_grid(verdict.details.result, style)
    yield from card(verdict.details, style)
    if verdict.status == "correct":
        yield from indented(claim(verdict), style)


def card(evidence: AnyEvidence, style: Style) -> Iterator[str]:
    """What a kind draws of its own evidence; nothing for those that `body` has said all of."""
    if isinstance(evidence, QueryEvidence | ScriptEvidence | Unjudged):
        return
    from sqlgym.report import cards  # a query's check, the commonest, does without

    match evidence:
        case TransactionEvidence():
            yield from cards.transaction_lines(evidence, style)
        case IndexEvidence():
            yield from cards.index_lines(evidence, style)
        case DesignEvidence():
            yield from cards.design_lines(evidence, style)
        case _:
            assert_never(evidence)


def headline(verdict: Verdict, style: Style) -> str:
    """`✗ second_highest  wrong  0 of 10 points  answers/second_highest.sql`."""
    mark = paint(
        f"{MARKS[verdict.status]} {visible(verdict.exercise)}  {verdict.status}", verdict.status, style
    )
    scored = verdict.points and (verdict.status != "ungraded" or verdict.override is not None)
    points = f"  {verdict.score * verdict.points:g} of {verdict.points:g} points" if scored else ""
    return f"{mark}{points}  {visible(verdict.answer)}"


def finding_lines(finding: Finding, verdict: Verdict, style: Style) -> Iterator[str]:
    """The fact and its evidence; the rows of the dataset only where no small database shows it better."""
    yield from indented(finding.message, style)
    if finding.place is not None and not finding.rule:
        yield from underlined(finding.place, verdict.answer, style)
    difference = shown_rows(verdict.details) if verdict.counterexample is None else None
    if difference is not None and finding is verdict.findings[0]:
        yield ""
        yield textwrap.indent(draw_difference(difference, style.width - 4, style.colour), "    ").rstrip()
    if finding.help and verdict.diagnosis is None and not one_move(verdict):
        yield ""
        yield from indented(f"→ {finding.help}", style)


def one_move(verdict: Verdict) -> bool:
    """Whether there is one next move behind all evidence; of other kinds each finding has its own."""
    return isinstance(verdict.details, QueryEvidence | ScriptEvidence)


def next_move(verdict: Verdict, style: Style) -> Iterator[str]:
    """What to do next: the words of a known mistake, else what helps with the leading finding, and its place."""
    leading = verdict.findings[0] if verdict.findings and one_move(verdict) else None
    if said := verdict.diagnosis or (leading.help if leading else ""):
        yield ""
        yield from indented(f"→ {said}", style)
    if leading and leading.rule and leading.place and verdict.diagnosis is None:
        yield from underlined(leading.place, verdict.answer, style)


def shown_rows(evidence: AnyEvidence) -> Difference | None:
    """The rows that differ, in the evidence of a kind that has some."""
    match evidence:
        case QueryEvidence() | ScriptEvidence() | TransactionEvidence():
            return evidence.difference
        case Unjudged() | IndexEvidence() | DesignEvidence():
            return None
        case _:
            assert_never(evidence)


def underlined(place: Place, path: str, style: Style) -> Iterator[str]:
    """The line of the learner's file with the span underlined, cut to the width around it."""
    room = max(20, style.width - 8 - len(str(place.line)))
    first = max(0, place.column - 1 - room // 2) if len(place.text) > room else 0
    before = visible(place.text[first : place.column - 1].replace("\t", " "))
    span = visible(place.text[place.column - 1 :][: place.length].replace("\t", " ")) or " "
    after = visible(place.text[place.column - 1 + place.length :].replace("\t", " "))
    line = (before + span + after)[:room]
    margin = " " * len(str(place.line))
    yield ""
    yield f"  {margin} ╷ {visible(path)}:{place.line}:{place.column}"
    yield f"  {place.line} │ {line}"
    indent = display_width(before)
    yield f"  {margin} ╵ {' ' * indent}{'^' * max(1, min(display_width(span), room - indent))}"


def counterexample(found: Counterexample, style: Style) -> Iterator[str]:
    """A small database: its tables, then what is expected of a query on it beside what came."""
    yield "  A small database that shows it:"
    for name, grid in found.tables.items():
        yield ""
        yield f"    {visible(name)}"
        yield draw_grid(grid, style)
    for title, grid in (("expected", found.expected), ("yours", found.actual)):
        yield ""
        yield f"    {title}"
        yield draw_grid(grid, style)


def draw_grid(grid: Grid, style: Style) -> str:
    """A small table; without rows its columns can be what differs."""
    return textwrap.indent(draw_table(grid.columns, grid.rows, style.width - 4), "    ").rstrip()


def claim(verdict: Verdict) -> str:
    """What may be claimed of an answer that passed."""
    if verdict.kind in PASSED:
        return PASSED[verdict.kind].format(small=on_small(verdict))
    if verdict.bound is not None:
        return verdict.bound
    small = f" and {worlds_count(verdict.worlds)}" if verdict.worlds and verdict.worlds.tried else ""
    if not isinstance(verdict.details, QueryEvidence):
        return f"No difference found on the dataset{small}."
    rows = verdict.details.second_rows
    second = f" None on a second dataset of {rows:,} rows either." if rows is not None else ""
    return f"No difference found on the {verdict.details.dataset} dataset{small}.{second}".replace("  ", " ")


def worlds_count(worlds: Worlds) -> str:
    """On how many small databases both results were compared; of how many, where that is not all of them."""
    of = f" of {worlds.of}" if worlds.tried < worlds.of else ""
    return f"{worlds.tried}{of} small databases"


def on_small(verdict: Verdict) -> str:
    """` and on 8 small databases`, where a script was compared on some."""
    count = sum(one.compared for one in verdict.details.probes if one.name == "small databases")
    return f" and on {plural(count, 'small database')}" if count else ""


PASSED = {
    "script": "The tables are as the reference leaves them on the dataset{small}.",
    "transaction": "The tables are as the reference leaves them, and nothing that was tried broke it.",
    "design": "The tables are in the normal form asked for.",
    "index": "Every query takes as little work as with the reference's indexes, or less.",
}
"""Kind → what may be claimed of an answer that passed, where it is no result of a query."""

"""Theory, faults and trials in, the evidence of a verdict on a design out: its cards, and what was tried."""

from collections.abc import Iterator, Sequence

from sqlgym.course import Exercise
from sqlgym.course.answer import Answer
from sqlgym.kinds.design.cases import Attempted
from sqlgym.kinds.design.data import Rebuilt
from sqlgym.kinds.design.fault import Fault
from sqlgym.kinds.design.relation import Relation
from sqlgym.kinds.design.theory import Theory
from sqlgym.kinds.design.trial import Trial
from sqlgym.kinds.design.whole import lossless_join
from sqlgym.kinds.small_databases import unfinished
from sqlgym.normalform import Analysis, Form
from sqlgym.sandbox import Outcome
from sqlgym.schema import Column
from sqlgym.verdict import Finding
from sqlgym.verdict.evidence import (
    Box,
    BoxLine,
    ColumnReading,
    DesignEvidence,
    TableCard,
    Try,
    Whole,
)
from sqlgym.verdict.probe import Probe, failed, passed, untried


def evidence(
    readings: Sequence[ColumnReading],
    theory: Theory,
    faults: Sequence[Fault],
    tries: dict[int, Try],
    joined: Rebuilt | None,
    probes: tuple[Probe, ...],
    cases: int,
) -> DesignEvidence:
    """Everything that is shown beside the findings; `cases` were tried."""
    pairs = zip(theory.relations, theory.analyses, strict=True)
    return DesignEvidence(
        probes=probes,
        columns=tuple(readings),
        cards=tuple(card(theory, one, analysis, faults, tries) for one, analysis in pairs),
        whole=whole(theory, faults, tries, joined, cases),
        drawing=tuple(box(one) for one in theory.relations),
        next=faults[0].finding.help if faults else "",
    )


def card(
    theory: Theory, relation: Relation, analysis: Analysis, faults: Sequence[Fault], tries: dict[int, Try]
) -> TableCard:
    """The card of one table."""
    own = [one for one in faults if one.table == relation.name]
    squeezed = any(one.check == "nf.1nf" for one in own)
    return TableCard(
        table=relation.name,
        form=reached(analysis, squeezed),
        target=str(theory.universe.target),
        reached=not squeezed and analysis.form >= theory.universe.target,
        key=relation.table.primary_key or next(iter(relation.table.unique), ()),
        findings=tuple(one.finding for one in own),
        tries=tuple(tries[id(one)] for one in own if id(one) in tries),
    )


def reached(analysis: Analysis, squeezed: bool) -> str:
    """The form a table reaches; what lies beyond BCNF is not told."""
    return "no normal form" if squeezed else str(min(analysis.form, Form.BOYCE_CODD))


def whole(
    theory: Theory, faults: Sequence[Fault], tries: dict[int, Try], joined: Rebuilt | None, cases: int
) -> Whole:
    """The design as a whole."""
    rest = [one for one in faults if one.table is None]
    complete = frozenset(theory.universe.attributes) <= theory.stored
    return Whole(
        lossless=complete and lossless_join(theory),
        checkable=not any(one.check.startswith(("preserve", "key", "nf", "coverage")) for one in faults),
        rebuilt=None if joined is None else joined.is_exact,
        rows=len(theory.universe.rows),
        cases=cases,
        untried=len(theory.universe.cases) - cases,
        findings=tuple(one.finding for one in rest),
        tries=tuple(tries[id(one)] for one in rest if id(one) in tries),
    )


def box(relation: Relation) -> Box:
    """A table of the drawing."""
    return Box(relation.name, tuple(line(relation, one) for one in relation.table.columns))


def line(relation: Relation, column: Column) -> BoxLine:
    """A column of the drawing with its marks."""
    table = relation.table
    marks = ["PK"] if column.name in table.primary_key else []
    marks += ["U" for columns in table.unique if column.name in columns][:1]
    for key in table.foreign_keys:
        if column.name in key.columns:
            marks.append(f"→ {key.table}.{key.references[key.columns.index(column.name)]}")
    return BoxLine(column.name, column.type, tuple(dict.fromkeys(marks)))


DESIGN, ROWS, JOIN, CASES = "design", "rows", "join", "cases"
"""The probes; `join` is listed only where it was not tried."""

Found = tuple[Probe, Finding | None]
"""A probe, and what is to be said where it was not tried."""

STEPS = "Whether your tables can be joined to the original again takes too many steps to find out."


def probes(
    exercise: Exercise,
    answer: Answer,
    theory: Theory,
    faults: Sequence[Fault],
    trial: Trial | Outcome | None,
    cases: Attempted | None,
) -> Iterator[Found]:
    """What was tried; `trial` is None where the answer filled its tables itself, `cases` where none were tried."""
    rows = [one.finding.message for one in faults if one.check.startswith("data.")]
    cased = [one.finding.message for one in faults if one.check.startswith("case.")]
    rest = [one.finding.message for one in faults if not one.check.startswith(("data.", "case."))]
    yield (failed(DESIGN, rest[0]) if rest else passed(DESIGN)), None
    if lossless_join(theory) is None:
        yield untried(JOIN, STEPS, "limit"), Finding("limit", STEPS, "Fewer tables will do.")
    if rows:
        yield failed(ROWS, rows[0]), None
    elif trial is None or isinstance(trial, Trial):
        yield passed(ROWS, len(theory.universe.rows)), None
    else:
        yield stopped(exercise, answer, theory, trial, ROWS, "Filled with the original rows")
    if cases is None or (cases.ended is None and not cases.tried):
        if theory.universe.cases:
            yield untried(CASES, "Your tables have other faults.", "error"), None
    elif cases.ended is not None:
        yield stopped(exercise, answer, theory, cases.ended, CASES, "Filled with further rows")
    else:
        count = len(cases.tried)
        yield (failed(CASES, cased[0], count) if cased else passed(CASES, count)), None


def stopped(
    exercise: Exercise, answer: Answer, theory: Theory, outcome: Outcome, name: str, where: str
) -> Found:
    """The probe of a run that did not come to its end."""
    status, finding = unfinished(exercise, answer, outcome, (theory.universe.staging,))
    said = f"{where}, your tables come to no end: {finding.message}"
    return untried(name, said, status), Finding(finding.check, said, finding.help)

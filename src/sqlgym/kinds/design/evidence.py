"""Theory, faults and trials → the evidence of a verdict on a design."""

from collections.abc import Sequence

from sqlgym.kinds.design.data import Rebuilt
from sqlgym.kinds.design.fault import Fault
from sqlgym.kinds.design.relation import Relation
from sqlgym.kinds.design.theory import Theory
from sqlgym.kinds.design.whole import lossless_join as always_joined
from sqlgym.normalform import Analysis, Form
from sqlgym.schema import Column
from sqlgym.verdict.evidence import (
    Box,
    BoxLine,
    ColumnReading,
    DesignEvidence,
    TableCard,
    Try,
    Whole,
)
from sqlgym.verdict.probe import Probe


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
        lossless=complete and always_joined(theory),
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

"""A verdict as somebody may see it: by the level asked for and by what the exercise allows, whichever shows less.

full            all that the exercise allows
counterexample  no expected row of the dataset, no plan of the reference; a small database that shows the mistake
hint            what kind of mistake it is and the next move; no rows at all
verdict         right or not, and the score

What is left out is replaced by fixed sentences, so nothing of the reference, the expected rows or the worlds is left in
any field from which a report could be made.
"""

import re
from typing import assert_never

import msgspec

from sqlgym.course import LEVELS, Feedback, Level
from sqlgym.verdict import AnyEvidence, Finding, Plans, Report, Unjudged, Verdict
from sqlgym.verdict.evidence import (
    DesignEvidence,
    IndexEvidence,
    QueryEvidence,
    ScriptEvidence,
    TransactionEvidence,
)
from sqlgym.verdict.probe import Probe

FREE = Feedback()


def shown(verdict: Verdict, level: Level = "full", feedback: Feedback = FREE) -> Verdict:
    """The verdict with no more than the level shows and the exercise allows."""
    if any(
        one.check == "grader" for one in verdict.findings
    ):  # there was no reference: all is the learner's own
        return verdict
    level = max(level, feedback.level, key=LEVELS.index)
    if level == "verdict":
        return bare(verdict)
    rows = level == "full" and feedback.expected
    small = level != "hint" and feedback.expected and feedback.counterexample
    seen = msgspec.structs.replace(
        verdict,
        findings=tuple(at_level(finding, verdict, level, rows) for finding in verdict.findings),
        counterexample=verdict.counterexample if small else None,
        plans=plans(verdict, level, feedback),
    )
    seen = seen if rows else msgspec.structs.replace(seen, details=without_rows(verdict))
    return hinted(seen) if level == "hint" else seen


def report_at_level(report: Report, level: Level) -> Report:
    """A report with no more than the level shows; below a counterexample the seed of the worlds is left out too."""
    results = tuple(shown(verdict, level) for verdict in report.results)
    seed = report.seed if level in {"full", "counterexample"} else None
    return msgspec.structs.replace(report, results=results, seed=seed)


def plans(verdict: Verdict, level: Level, feedback: Feedback) -> Plans:
    """The answer's plan, and the reference's where a learner may see it."""
    allowed = level == "full" and feedback.shows_reference(passed=verdict.status == "correct")
    return verdict.plans if allowed else Plans(verdict.plans.answer, brief=verdict.plans.brief)


def at_level(finding: Finding, verdict: Verdict, level: Level, rows: bool) -> Finding:
    """A finding, in fixed words where its own quote what is not to be seen."""
    check = finding.check
    if level != "full" and check == "course":
        return Finding(check, OURS)
    if level == "hint" and check not in OWN | QUOTING.keys():
        return reworded(finding, VAGUE.get(check, OTHERWISE))
    if level == "hint" and check in OWN and hidden_input(verdict, check):
        return reworded(finding, PLAINEST_OF.get(check, OTHERWISE))
    return finding if rows or check not in QUOTING else reworded(finding, QUOTING[check])


def hidden_input(verdict: Verdict, check: str) -> bool:
    """Whether a message may name what the answer was tried with: a set of parameters, or the world it got stuck on."""
    with_set = isinstance(verdict.details, QueryEvidence) and verdict.details.parameters is not None
    return with_set or (check in {"limit", "crash", "refused"} and verdict.worlds is not None)


def reworded(finding: Finding, message: str) -> Finding:
    """A finding with another message; its place is the learner's own text and stays."""
    return msgspec.structs.replace(finding, message=message)


def without_rows(verdict: Verdict) -> AnyEvidence:
    """The evidence without rows; that of a design stays only where it repeats no finding that quotes some."""
    if verdict.kind == "design" and any(one.check in QUOTING for one in verdict.findings):
        return evidence_fields(verdict.details, ALWAYS)
    bare = msgspec.structs.replace(verdict.details, probes=tuple(map(unquoted, verdict.details.probes)))
    if isinstance(bare, QueryEvidence):
        return msgspec.structs.replace(bare, difference=None)
    if isinstance(bare, ScriptEvidence | TransactionEvidence):
        return msgspec.structs.replace(bare, table="", difference=None)
    return bare


def unquoted(probe: Probe) -> Probe:
    """A probe whose reason quotes no rows."""
    return msgspec.structs.replace(probe, reason="") if probe.outcome == "failed" else probe


def evidence_fields(evidence: AnyEvidence, names: frozenset[str]) -> AnyEvidence:
    """Some fields of the evidence; of a kind that is nothing without the others, the task alone."""
    match evidence:
        case QueryEvidence() | ScriptEvidence() | TransactionEvidence():
            here = names & {*evidence.__struct_fields__}
            return type(evidence)(**{name: getattr(evidence, name) for name in here})
        case Unjudged() | IndexEvidence() | DesignEvidence():
            return Unjudged(task=evidence.task)
        case _:
            assert_never(evidence)


def hinted(verdict: Verdict) -> Verdict:
    """The verdict without what may tell of worlds: notes, the bound, the seed, the details of its kind."""
    less = evidence_fields(verdict.details, COUNTS)
    return msgspec.structs.replace(verdict, notes=(), bound=None, worlds=None, details=less)


def bare(verdict: Verdict) -> Verdict:
    """The verdict with its status, its score and what is about the learner's file alone."""
    return msgspec.structs.replace(
        verdict,
        findings=tuple(map(plainest, verdict.findings[:1])) if verdict.status in PLAINEST else (),
        notes=(),
        diagnosis=None,
        bound=None,
        details=evidence_fields(verdict.details, ALWAYS),
        worlds=None,
        counterexample=None,
        plans=Plans(),
    )


def plainest(finding: Finding) -> Finding:
    """What is wrong with the file itself, or that something is, and where."""
    if finding.check in {"file", "blank"} or misspelt(finding):
        return finding
    return Finding(finding.check, PLAINEST_OF.get(finding.check, OTHERWISE), "", finding.place)


def misspelt(finding: Finding) -> bool:
    """Whether it is a syntax error told in words that hold nothing but the learner's own at its place."""
    if finding.check != "sql" or finding.place is None:
        return False
    start = finding.place.column - 1
    word = re.escape(finding.place.text[start : start + finding.place.length])
    said = rf'(syntax error at or near "{word}"|near "{word}": syntax error)\.?'
    return re.fullmatch(said, finding.message, re.IGNORECASE) is not None and not finding.help


ALWAYS = frozenset({"task", "dataset"})
"""Details that are the learner's anyway."""

COUNTS = ALWAYS | {"statements", "actual_rows"}
"""Details that tell of the answer alone."""

ROWS = frozenset({"difference", "table"})
"""Details that hold expected rows."""

PLAINEST = frozenset({"error", "refused", "limit", "blank", "ungraded"})
"""Statuses that are about how the answer ran, not about what it returned."""

OURS = "sqlgym could not judge this answer: something is wrong with the exercise. Please tell whoever set it."
TOO_MUCH = "It needed more time, memory or rows than an answer may use."
OTHERWISE = "Something is not as it should be."

PLAINEST_OF = {
    "sql": "The engine refused it.",
    "refused": "It holds something that is not allowed in an answer.",
    "limit": TOO_MUCH,
    "crash": "The engine broke down on it.",
    "unique": "An index is UNIQUE where the data are not.",
    "course": OURS,
    "column.open": "It is not clear what some of the columns hold.",
}
"""Check → all that is said of it at the level `verdict`."""

OWN = frozenset(
    (
        *(
            "file",
            "blank",
            "sql",
            "dialect",
            "refused",
            "crash",
            "limit",
            "half done",
            "unstable",
            "volatile",
            "open",
            "explicit",
        ),
        *("unused", "duplicate", "prefix", "unique", "too many"),
        *("column.open", "data.missing", "data.forbidden", "grader"),
    )
)
"""Checks whose messages tell of the answer alone."""

QUOTING = {
    "columns": "Your query returns other columns than expected.",
    "column order": "The columns stand in another order than expected.",
    "order": "The rows stand in another order than expected.",
    "duplicates": "Some rows come too often or not often enough.",
    "nulls": "Some values are NULL where they should not be, or the other way round.",
    "rounding": "The last places of some numbers are not as expected.",
    "types": "Some values are of another type than expected.",
    "missing": "Rows are missing.",
    "extra": "There are rows that should not be there.",
    "changed": "Some rows have other values than expected.",
    "world error": "On a small database it ends in an error.",
    "rows": "The tables do not hold the rows that they should.",
    "consistency": "The state left behind is not always what it should be.",
    "data.wrong": "A table does not hold the rows of the original.",
    "data.refused": "A table cannot take the rows of the original.",
    "lossless": "Joined again, the tables do not give the original rows.",
    "key.wrong": "A table's key is not one: two of its rows may share it.",
}
"""Check whose message may quote expected rows → what is said instead."""

VAGUE = {
    "tables": "There are other tables than expected.",
    "constraints": "The constraints of a table are not as expected.",
    "atomicity": "Stopped half-way, it leaves a part of the change.",
    "isolation": "Others see, or lose, a part of the change.",
    "durability": "The change is not there after a restart.",
    "work": "The rows are right, but getting them takes too much work.",
    "alive": "Somebody who uses the database meanwhile is disturbed.",
    "step": "Too many rows are changed at once.",
    "case.taken": "The tables take a row that they must refuse.",
    "case.refused": "A table refuses a row that it must take.",
    "slow": "A query takes more work than it has to.",
    "writes": "The writes cost more than they may.",
    "coverage": "Something that is to be stored is stored nowhere.",
    "preserve": "A rule is no longer checked by any key.",
    "nf.1nf": "A column holds several values at once.",
    "nf.2nf": "A column hangs on a part of a key only.",
    "nf.3nf": "A column hangs on another column that is no key.",
    "nf.bcnf": "A column hangs on something that is no key.",
    "key.missing": "A table has no key.",
    "key.open": "A key that should be declared is not.",
    "key.wide": "A key has more columns than it needs.",
    "fk.missing": "A reference is not declared.",
    "fk.wrong": "A reference points to the wrong place.",
}
"""Check whose message tells of the reference, of hidden set-ups or of rules → what is said as a hint."""

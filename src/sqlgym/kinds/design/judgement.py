"""An answer to a design exercise → its verdict: run, read, reasoned about, filled, attacked."""

import time
from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec

from sqlgym.context import Context
from sqlgym.course import DesignSettings, Exercise
from sqlgym.course.answer import Answer
from sqlgym.kinds.design.assess import ordered
from sqlgym.kinds.design.cases import Attempted, case_faults, counted, try_cases
from sqlgym.kinds.design.contradiction import Contradiction, contradictions
from sqlgym.kinds.design.data import Rebuilt, compare_tables, data, invented_row, rebuild
from sqlgym.kinds.design.evidence import evidence, probes
from sqlgym.kinds.design.fault import Fault, Found, fault, score
from sqlgym.kinds.design.foreseen import with_foreseen
from sqlgym.kinds.design.mapping import Mapping
from sqlgym.kinds.design.reading import Option, best_of, is_open, read_script
from sqlgym.kinds.design.relation import Relation
from sqlgym.kinds.design.rows import Record, is_filled, numbered, projected, records_of
from sqlgym.kinds.design.script import Script, run_script
from sqlgym.kinds.design.theory import Theory
from sqlgym.kinds.design.trial import Trial, copied, run_trial
from sqlgym.kinds.design.universe import Universe, universe
from sqlgym.kinds.failures import unjudged, verdict
from sqlgym.sandbox import Blank, Outcome
from sqlgym.sandbox.contract import assure
from sqlgym.verdict import Finding, Unjudged, Verdict
from sqlgym.verdict.evidence import Try
from sqlgym.verdict.probe import Probe, failed, status, untried

MOST_TABLES = 30
MOST_COLUMNS = 150
CANDIDATES = 4
DEMANDS = 8


def judge(exercise: Exercise, answer: Answer, context: Context) -> Verdict:
    """Judge the tables that an answer makes."""
    began = time.perf_counter()
    settings = exercise.settings
    assert isinstance(settings, DesignSettings)
    assure(context.sandbox, exercise.engine, exercise.kind)
    known = with_foreseen(universe(exercise, context), exercise, context)
    script = run_script(known, answer.text, settings.limits, context)
    if not isinstance(script, Script):
        found = unjudged(exercise, answer, script, (known.staging,))
        return blank(found) if isinstance(script, Blank) else found
    found = judge_script(exercise, answer, context, known, script)
    return msgspec.structs.replace(found, seconds=time.perf_counter() - began)


def blank(found: Verdict) -> Verdict:
    """The verdict on a file without a statement, in the words of this kind."""
    advice = "Write your CREATE TABLE statements into the file; the task is below."
    return msgspec.structs.replace(found, findings=(Finding("blank", found.findings[0].message, advice),))


def judge_script(
    exercise: Exercise, answer: Answer, context: Context, known: Universe, script: Script
) -> Verdict:
    """The verdict on a script that ran."""
    if too_large := excess(script):
        evidence = Unjudged(probes=(untried("reading", too_large.message, "limit"),))
        return verdict(exercise, answer, evidence, findings=(too_large,))
    if not script.tables:
        advice = "Write a CREATE TABLE for each thing that the rows are about."
        finding = Finding("coverage", "Your answer makes no table.", advice)
        evidence = Unjudged(probes=(failed("reading", finding.message),))
        return verdict(exercise, answer, evidence, findings=(finding,))
    mapping, options = read_script(known, script, answer.text)
    if is_open(mapping, options):
        return ask_reading(exercise, answer, mapping)
    return Judgement(exercise, answer, context, script, mapping).verdict(best_of(options))


def excess(script: Script) -> Finding | None:
    """The finding for an answer of more tables or columns than anybody would read."""
    columns = sum(len(table.columns) for table in script.tables)
    if len(script.tables) <= MOST_TABLES and columns <= MOST_COLUMNS:
        return None
    message = f"Your answer makes {len(script.tables):,} tables with {columns:,} columns."
    advice = f"At most {MOST_TABLES} tables and {MOST_COLUMNS} columns are judged; the task needs far fewer."
    return Finding("limit", message, advice)


def ask_reading(exercise: Exercise, answer: Answer, mapping: Mapping) -> Verdict:
    """The verdict that asks what a column is."""
    places = ", ".join(f"{table}.{column}" for table, column in mapping.open_places)
    names = ", ".join(mapping.open_attributes)
    first = ".".join(mapping.open_places[0])
    message = f"It is not clear what these columns hold: {places}. Still to be placed: {names}."
    advice = f"Add a line for each, such as: -- column: {first} = {mapping.open_attributes[0]}"
    evidence = Unjudged(probes=(untried("reading", message, "ungraded"),))
    return verdict(exercise, answer, evidence, findings=(Finding("column.open", message, advice),))


class Judgement:
    """What is done with one reading: fill the tables, compare, attack, and put it into words."""

    def __init__(
        self, exercise: Exercise, answer: Answer, context: Context, script: Script, mapping: Mapping
    ) -> None:
        self.exercise = exercise
        self.answer = answer
        self.context = context
        self.script = script
        self.mapping = mapping

    def verdict(self, best: Option) -> Verdict:
        """The verdict on the reading that was chosen."""
        theory, found = best.theory, best.found
        records = list(numbered(theory).records)
        contents = self.contents(theory, records)
        demands = [one for one in ordered(found.faults) if one.rule is not None][:DEMANDS]
        trial = self.trial(theory, contents, demands, records)
        found = found + data(theory, found)
        if isinstance(trial, Trial) and not is_filled(theory):
            found = with_refusals(found, trial)
            found += round_trip(theory, found, trial)
        joined = rebuild(theory, contents)
        found = with_evidence(theory, found, joined)
        tries = accepted_tries(demands, trial)
        taken: dict[int, Try] = {}
        attempt = None if found.faults or not theory.universe.cases else self.attempt(theory)
        if attempt is not None:
            more, taken = case_faults(attempt)
            found += more
        shown = self.by_fault(best, found, tries) | taken
        copies = None if is_filled(theory) else trial
        rests = list(probes(self.exercise, self.answer, theory, ordered(found.faults), copies, attempt))
        cases = len(attempt.tried) if attempt is not None else 0
        return self.compose(best, found, shown, joined, rests, cases)

    def attempt(self, theory: Theory) -> Attempted:
        """The cases, tried."""
        return try_cases(theory, self.script, self.context, self.exercise.settings.limits)

    def contents(self, theory: Theory, records: Sequence[Record]) -> dict[str, list[Record]]:
        """What the tables hold: the answer's rows, or what they must hold if it filled none."""
        if is_filled(theory):
            return {one.name: records_of(one, one.rows) for one in theory.relations}
        return {one.name: projected(theory, one, records) for one in theory.relations}

    def trial(
        self,
        theory: Theory,
        contents: dict[str, list[Record]],
        demands: Sequence[Fault],
        records: Sequence[Record],
    ) -> Trial | Outcome:
        """Copies of the tables, filled and attacked; or what ended that."""
        candidates: list[list[Contradiction]] = [
            list(islice(contradictions(theory, one.rule, contents, records), CANDIDATES))
            for one in demands
            if one.rule is not None
        ]
        limits = self.exercise.settings.limits
        return run_trial(theory, contents, candidates, self.context, limits, self.script)

    def compose(
        self,
        best: Option,
        found: Found,
        tries: dict[int, Try],
        joined: Rebuilt | None,
        rests: list[tuple[Probe, Finding | None]],
        cases: int,
    ) -> Verdict:
        """All of it as a verdict.

        `tries` has what the tables took though they must not, by the fault that it shows; `rests` are the probes with
        what is said of those that were not tried, `cases` the rows tried besides.
        """
        faults = ordered(found.faults)
        tried = tuple(probe for probe, _ in rests)
        judged = status(tried) in {"correct", "wrong"}
        sizes = len(best.theory.relations), counted(best.theory.universe.cases)
        return verdict(
            self.exercise,
            self.answer,
            evidence(best.readings, best.theory, faults, tries, joined, tried, cases),
            score=score(found, *sizes) if judged else 0.0,
            findings=(*(one.finding for one in faults), *(said for _, said in rests if said is not None)),
            notes=self.notes(best, found),
        )

    def notes(self, best: Option, found: Found) -> tuple[str, ...]:
        """All that is noted, once each: by the answer, its script, how it was read, and what was found."""
        own = (*self.answer.notes, *self.script.notes, *self.mapping.notes)
        return tuple(dict.fromkeys((*own, *guess_notes(best), *found.notes)))

    def by_fault(self, best: Option, found: Found, tries: dict[int, Try]) -> dict[int, Try]:
        """The contradictions that the tables took, by the fault that each shows instead of its number."""
        numbers = {id(one): number for number, one in enumerate(self.demanded(best))}
        return {id(one): tries[numbers[id(one)]] for one in found.faults if numbers.get(id(one)) in tries}

    def demanded(self, best: Option) -> list[Fault]:
        """The faults for which contradictions were tried, in their order."""
        return [one for one in ordered(best.found.faults) if one.rule is not None][:DEMANDS]


def guess_notes(best: Option) -> Iterator[str]:
    """A note on each column that was read only by what was left over: nothing but the learner can confirm it."""
    for one in best.readings:
        if one.how == "what is left over":
            yield (
                f"{one.table}.{one.column} was taken for {one.attribute} because nothing else was left for either. "
                f"If it is something else, {one.attribute} is stored nowhere."
            )


def accepted_tries(demands: Sequence[Fault], trial: Trial | Outcome) -> dict[int, Try]:
    """The contradictions that the tables accepted, by the number of their fault."""
    if not isinstance(trial, Trial):
        return {}
    return {
        number: Try(one.check, found.sql, found.effect)
        for number, (one, found) in enumerate(zip(demands, trial.accepted, strict=True))
        if found is not None
    }


def with_refusals(found: Found, trial: Trial) -> Found:
    """What tables refuse of the original, where no other fault of theirs explains it."""
    known = {one.table for one in found.faults}
    seen: dict[str, str] = {}
    for one in trial.refusals:
        seen.setdefault(one.table, one.message)
    if known & seen.keys() or found.has("nf", "key"):
        return Found(tuple(with_refusal(one, seen) for one in found.faults), found.notes)
    return found + Found(tuple(refusal(*one) for one in list(seen.items())[:1]))


def with_refusal(one: Fault, seen: dict[str, str]) -> Fault:
    """A fault of a wrong key with the row that the table really refused."""
    if one.check != "key.wrong" or one.table not in seen:
        return one
    message = (
        f"{one.finding.message} Filled with the original, it refuses one: {seen[one.table].splitlines()[0]}"
    )
    return msgspec.structs.replace(one, finding=msgspec.structs.replace(one.finding, message=message))


def refusal(table: str, message: str) -> Fault:
    """The fault of a table that cannot take a row of the original."""
    told = f"{table} cannot take the rows of the original: {message.splitlines()[0]}"
    advice = f"Look at what {table} demands beyond its key: NOT NULL, UNIQUE, CHECK, types, references."
    return fault("data.refused", told, advice, table)


def round_trip(theory: Theory, found: Found, trial: Trial) -> Found:
    """Values that tables do not give back as they were put in."""
    if trial.refusals or found.has("nf", "key", "data"):
        return Found()
    read = tuple(
        msgspec.structs.replace(one, rows=trial.rows[one.name])
        for one in map(without_computed, theory.relations)
    )
    again = msgspec.structs.replace(theory, relations=read)
    return Found(tuple(one for relation in read for one in compare_tables(again, relation, found)))


def without_computed(relation: Relation) -> Relation:
    """A table as its copy has it: without computed columns."""
    return msgspec.structs.replace(relation, table=copied(relation))


def with_evidence(theory: Theory, found: Found, joined: Rebuilt | None) -> Found:
    """The faults, a lossy split with the rows it invents."""
    if joined is None or joined.is_exact:
        return found
    evidence = invented_row(theory, joined)
    return Found(
        tuple(
            msgspec.structs.replace(
                one, finding=msgspec.structs.replace(one.finding, message=f"{one.finding.message} {evidence}")
            )
            if one.check == "lossless"
            else one
            for one in found.faults
        ),
        found.notes,
    )

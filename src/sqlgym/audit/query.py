"""An exercise of kind query → its audit: files, right and wrong answers, whether the reference is steady, mutants."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec

from sqlgym.audit.answers import (
    NO_WRONG,
    about_wrong,
    counted,
    engines,
    judged,
    right_answers,
    starter,
    stepwise,
)
from sqlgym.audit.determinism import steadiness
from sqlgym.audit.finding import Audit, Fact, Finding, Part
from sqlgym.audit.mutation import Fate, Mutation, mutation
from sqlgym.audit.texts import unknown_names
from sqlgym.audit.witness import WitnessFinder
from sqlgym.context import Context
from sqlgym.course import Exercise, Limits
from sqlgym.course.answer import read
from sqlgym.data.materialise import values
from sqlgym.data.reference import READING
from sqlgym.kinds.query.presentation import is_empty, silent_note, wants_no_worlds
from sqlgym.kinds.query.second_dataset import MIDDLE
from sqlgym.result import Row
from sqlgym.result.wording import plural
from sqlgym.sandbox import Exceeded, Ran
from sqlgym.schema import Table, parents_first
from sqlgym.sql.quoting import quote
from sqlgym.verdict.evidence import QueryEvidence
from sqlgym.worlds.diagnosis import wrong_answers
from sqlgym.worlds.second_dataset import TELLING, middle
from sqlgym.worlds.suite import Suite

WEAK = 0.5
"""The share of the mutants that can be told apart which a dataset should tell by itself."""

FEW = 20
"""Where the reference returns rows on fewer than one of so many worlds, they say little."""

SHOWN = 3
"""Mutants that are shown with the rows that tell them."""


def audit(exercise: Exercise, context: Context) -> Audit:
    """Audit an exercise; what keeps it from being judged is told beside what was found out before."""
    return stepwise(exercise, context, steps(exercise, context))


def steps(exercise: Exercise, context: Context) -> Iterator[Callable[[], Part]]:
    """What an audit of a query does, in its order; the tools are made when the first step needs them."""
    finder = WitnessFinder(exercise, context)
    yield partial(returned, finder)
    yield partial(statement, finder)
    yield from (partial(step, exercise, context) for step in (right_answers, starter, engines))
    yield from (partial(step, finder) for step in STEPS)


def build(exercise: Exercise, context: Context) -> Mutation:
    """Pin worlds and keep what is said of mutants, so that checks have all they can use."""
    return mutation(WitnessFinder(exercise, context))


def returned(finder: WitnessFinder) -> Part:
    """What the reference returns, and whether that is something, and soon."""
    run, settings = finder.reference.run, finder.settings
    rows = plural(len(run.rows), "row")
    path = str(finder.exercise.folder / "reference.sql")
    findings = [*slow(path, finder.reference.seconds, settings.limits.seconds), *near(path, finder)]
    if not run.rows:
        advice = "Fill the dataset so that there is something to find, or ask for something that is there."
        findings.append(Finding("reference.empty", path, "It returns no row on the dataset.", advice))
    findings += silent(finder)
    return Part((Fact("reference", f"returns {rows} on the {settings.schema} dataset"),), tuple(findings))


def silent(finder: WitnessFinder) -> Iterator[Finding]:
    """The finding for worlds that say nothing of an answer."""
    if wants_no_worlds(finder.suite):
        return
    path = str(finder.exercise.folder)
    if said := silent_note(finder.settings, finder.suite):
        advice = "Ask for less under [worlds] assume, or settle the order of rows in the reference."
        yield Finding("worlds.empty", path, said, advice)
    elif is_empty(finder.suite):
        said = "The reference returns no row on any small database, so they tell nothing from it."
        yield Finding("worlds.empty", path, said, "Put one on which it returns some into worlds/NAME.sql.")
    elif nearly_empty(finder.suite):
        said = f"The reference returns no row on nearly all small databases: {shares(finder.suite)}."
        advice = "Put some on which it returns rows into worlds/NAME.sql."
        yield Finding("reference.empty-worlds", str(finder.exercise.folder / "reference.sql"), said, advice)


def nearly_empty(suite: Suite) -> bool:
    """Whether the reference returns rows on so few worlds that most wrong answers meet none of these."""
    returned, counted_worlds = with_rows(suite)
    return returned * FEW < counted_worlds


def shares(suite: Suite) -> str:
    """`it returns some on 4 of 300`."""
    returned, counted_worlds = with_rows(suite)
    return f"it returns some on {returned} of {counted_worlds}"


def with_rows(suite: Suite) -> tuple[int, int]:
    """On how many of the worlds that count the reference returns rows, and how many count."""
    cases = [case for case in suite.cases if not case.edge]
    return sum(bool(case.reference.run.rows) for case in cases), len(cases)


def slow(path: str, seconds: float, limit: float) -> Iterator[Finding]:
    """The finding for a reference that leaves a slower answer no time."""
    if seconds > limit / 2:
        said = f"It takes {seconds:.1f} of the {limit:g} seconds that an answer may take."
        yield Finding(
            "reference.slow", path, said, "Make it faster, the dataset smaller, or limits.seconds larger."
        )


def near(path: str, finder: WitnessFinder) -> Iterator[Finding]:
    """The finding for a reference that does not come to its end with half the memory and rows of an answer."""
    limits = finder.settings.limits
    half = Limits(limits.seconds * 2, max(1, limits.memory_mb // 2), max(1, limits.rows // 2))
    job = finder.context.job(finder.exercise, finder.exercise.reference, READING)
    outcome = finder.context.sandbox.run(msgspec.structs.replace(job, limits=half))
    if isinstance(outcome, Ran) or outcome == Exceeded("time"):
        return
    key, what = NEAR["rows" if outcome == Exceeded("rows") else "memory"]
    said = f"It needs more than half of the {what.format(limits=limits)} that an answer may use."
    advice = f"Ask for less, make the dataset smaller, or limits.{key} larger."
    yield Finding("reference.near", path, said, advice)


NEAR = {"rows": ("rows", "{limits.rows:,} rows"), "memory": ("memory_mb", "{limits.memory_mb} MiB of memory")}
"""What ran out → its key under `[limits]`, and how much of it there is."""


def statement(finder: WitnessFinder) -> Part:
    """What the statement names and the reference does not have."""
    known = {column.name for column in finder.reference.run.columns}
    for table in finder.suite.tables:
        known |= {table.name, *(column.name for column in table.columns)}
    return Part(findings=tuple(unknown_names(finder.exercise, known)))


def wrong_caught(finder: WitnessFinder) -> Part:
    """Every wrong answer must fail, on the dataset or on worlds, and say what is wrong with it."""
    paths = wrong_answers(finder.exercise)
    where: dict[str, list[str]] = {}
    for path in paths:
        where.setdefault(failing(finder, path), []).append(path.stem)
    passed = where.pop("", [])
    items = tuple(f"{place}: {', '.join(names)}" for place, names in sorted(where.items()))
    fact = Fact("wrong", counted(len(paths), len(passed), "fail", NO_WRONG), items)
    return Part((fact,), tuple(about_wrong(paths, passed)))


def failing(finder: WitnessFinder, path: Path) -> str:
    """On what a wrong answer fails; empty where it does not."""
    answer = read(path)
    witness = finder.witness_of(answer.text)
    if witness.ran:
        return f"does not run ({witness.ran})"
    if witness.dataset:
        return "on the dataset"
    if witness.by_worlds:
        return "on small databases alone"
    verdict = judged(finder.exercise, path, finder.context)
    if verdict.status == "correct":
        return ""
    if [one.name for one in verdict.details.probes if one.outcome == "failed"] == [MIDDLE]:
        return "on a second dataset alone"
    if isinstance(verdict.details, QueryEvidence) and verdict.details.parameters is not None:
        return "with other parameters"
    return "by its work" if verdict.findings[0].check == "work" else "on other small databases"


def mutants(finder: WitnessFinder) -> Part:
    """How many mutants are told apart, by what, and which are not."""
    suite = finder.suite
    edges = sum(case.edge for case in suite.cases)
    beyond = f", {edges} beyond what is assumed" if edges else ""
    worlds = Fact("worlds", f"{len(suite.cases)}, {suite.dropped} dropped{beyond}")
    found = mutation(finder)
    survivors = tuple(f"{mutant.operator}: {mutant.sql}" for mutant in found.survivors)
    facts = [worlds, Fact("mutants", tally(found)), *hunts(found)]
    if survivors:
        text = f"{len(survivors)}, likely equivalent, or else a hole: read them"
        facts.append(Fact("survivors", text, survivors))
    return Part(tuple(facts), (*weak(finder, found), *unwitnessed(finder, found)), bool(found.unhunted))


def weak(finder: WitnessFinder, found: Mutation) -> Iterator[Finding]:
    """The finding for a dataset that alone would let most likely mistakes pass."""
    apart = [fate for fate in found.fates if not fate.survives]
    told = sum(fate.witness.dataset for fate in apart)
    if told < len(apart) * WEAK:
        said = f"The dataset alone tells {told} of {len(apart)} likely mistakes from the reference."
        advice = "Give it ties, NULLs and rows without partners where the task is about them."
        folder = finder.context.course.schema_of(finder.exercise)
        yield Finding("dataset.weak", str(folder), said, advice)


def unwitnessed(finder: WitnessFinder, found: Mutation) -> Iterator[Finding]:
    """The mutants that only hunted worlds tell apart, each with rows that do; of many the first ones."""
    fates = [fate for fate in found.fates if not fate.witness.apart and fate.hunted]
    for fate in fates[:SHOWN]:
        rows = inserts(finder, fate)
        said = f"A likely mistake passes on the dataset and all small databases: {fate.mutant.sentence}."
        advice = f"These rows tell it; put them into worlds/NAME.sql: {rows}"
        yield Finding("mutants.untold", str(finder.exercise.folder / "worlds"), said, advice)
    if len(fates) > SHOWN:
        said = f"{plural(len(fates) - SHOWN, 'more likely mistake')} pass on the dataset and all small databases."
        advice = "Add the rows shown for the others and audit again."
        yield Finding("mutants.untold", str(finder.exercise.folder / "worlds"), said, advice)


def inserts(finder: WitnessFinder, fate: Fate) -> str:
    """The smallest of a mutant's worlds that could be made, as INSERTs."""
    assert fate.witness.side is not None
    one = finder.tries.for_answer(fate.witness.side)
    witnesses = one.confirmer.confirm(fate.hunted)
    smallest = one.smallest(witnesses)
    world = smallest.world if smallest else fate.hunted[0]
    made = (insert(table, world.rows.get(table.name, ())) for table in parents_first(finder.suite.tables))
    return " ".join(text for text in made if text) or "(no rows at all)"


def insert(table: Table, rows: Sequence[Row]) -> str:
    """The INSERT of a table's rows; empty without any."""
    listed = ", ".join(values(row) for row in rows)
    return f"INSERT INTO {quote(table.name)} VALUES {listed};" if rows else ""


def tally(found: Mutation) -> str:
    """`120: the dataset alone tells 90 apart, the worlds 112, both 114`."""
    fates = found.fates
    dataset = sum(fate.witness.dataset for fate in fates)
    worlds = sum(fate.witness.by_worlds for fate in fates)
    both = sum(fate.witness.apart for fate in fates)
    broken = f"; {found.broken} more do not compile" if found.broken else ""
    return f"{len(fates)}: the dataset alone tells {dataset} apart, the worlds {worlds}, both {both}{broken}"


def hunts(found: Mutation) -> Iterator[Fact]:
    """What hunting has added."""
    caught = sum(not fate.witness.apart and bool(fate.hunted) for fate in found.fates)
    if caught or found.pinned:
        yield Fact(
            "hunt", f"{caught} more told apart by further worlds; {found.pinned} of those worlds pinned"
        )
    if found.unhunted:
        yield Fact(
            "hunt", f"the time ran out before {plural(found.unhunted, 'mutant')} had been tried on all of it"
        )


def second(finder: WitnessFinder) -> Part:
    """Whether there is a second dataset for whoever looks at how many rows there are, or knows them."""
    chosen = middle(finder.exercise, finder.context)
    path = str(finder.context.course.schema_of(finder.exercise))
    if chosen.middle is None:
        said = f"No second dataset could be made to try answers on: {chosen.reason}."
        return Part(findings=(Finding("dataset.second", path, said, FILL),))
    if chosen.middle.telling < TELLING:
        said = (
            "The reference returns the same on other rows of this kind: an answer that knows them may pass."
        )
        return Part(findings=(Finding("dataset.second", path, said, FILL),))
    return Part()


FILL = "Fill the dataset by a data.toml that allows for other rows, or loosen what is assumed."

STEPS: tuple[Callable[[WitnessFinder], Part], ...] = (wrong_caught, steadiness, second, mutants)
"""What an audit of a query does, in its order."""

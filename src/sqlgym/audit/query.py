"""An exercise of kind query → its audit: files, right and wrong answers, whether the reference is steady, mutants."""

from collections.abc import Callable, Iterator
from pathlib import Path

from sqlgym.answer import read
from sqlgym.audit.answers import NO_WRONG, about_wrong, counted, files, judged, right_answers
from sqlgym.audit.finding import Audit, Fact, Part
from sqlgym.audit.mutation import Mutation, mutation
from sqlgym.audit.steadiness import steadiness
from sqlgym.audit.telling import Teller
from sqlgym.bench import Bench
from sqlgym.compare.wording import plural
from sqlgym.course import Exercise
from sqlgym.errors import CourseError
from sqlgym.worlds.diagnosis import wrong_answers


def audit(exercise: Exercise, bench: Bench) -> Audit:
    """Audit an exercise; what keeps it from being judged is told beside what was found out before."""
    parts = [files(exercise)]
    failed = ""
    try:
        teller = Teller(exercise, bench)
        parts.append(returned(teller))
        parts.append(right_answers(exercise, bench))
        parts += (step(teller) for step in STEPS)
    except CourseError as error:
        failed = str(error)
    facts = tuple(fact for part in parts for fact in part.facts)
    findings = tuple(finding for part in parts for finding in part.findings)
    return Audit(exercise.name, exercise.kind, facts, findings, failed)


def build(exercise: Exercise, bench: Bench) -> Mutation:
    """Pin worlds and keep what is said of mutants, so that checks have all they can use."""
    return mutation(Teller(exercise, bench))


def returned(teller: Teller) -> Part:
    """What the reference returns."""
    rows = plural(len(teller.reference.run.rows), "row")
    return Part((Fact("reference", f"returns {rows} on the {teller.settings.schema} dataset"),))


def told_wrong(teller: Teller) -> Part:
    """Every wrong answer must fail, on the dataset or on worlds, and say what is wrong with it."""
    paths = wrong_answers(teller.exercise)
    where: dict[str, list[str]] = {}
    for path in paths:
        where.setdefault(failing(teller, path), []).append(path.stem)
    passed = where.pop("", [])
    items = tuple(f"{place}: {', '.join(names)}" for place, names in sorted(where.items()))
    fact = Fact("wrong", counted(len(paths), len(passed), "fail", NO_WRONG), items)
    return Part((fact,), tuple(about_wrong(paths, passed)))


def failing(teller: Teller, path: Path) -> str:
    """On what a wrong answer fails; empty where it does not."""
    answer = read(path)
    told = teller.tell(answer.text)
    if told.ran:
        return f"does not run ({told.ran})"
    if told.dataset:
        return "on the dataset"
    if told.by_worlds:
        return "on small databases alone"
    verdict = judged(teller.exercise, path, teller.bench)
    if verdict.status == "correct":
        return ""
    if "parameters" in verdict.details:
        return "with other parameters"
    return "by its work" if verdict.findings[0].check == "work" else "on other small databases"


def mutants(teller: Teller) -> Part:
    """How many mutants are told apart, by what, and which are not."""
    suite = teller.suite
    edges = sum(case.edge for case in suite.cases)
    beyond = f", {edges} beyond what is assumed" if edges else ""
    worlds = Fact("worlds", f"{len(suite.cases)}, {suite.dropped} dropped{beyond}")
    found = mutation(teller)
    survivors = tuple(f"{mutant.operator}: {mutant.sql}" for mutant in found.survivors)
    facts = [worlds, Fact("mutants", tally(found)), *hunts(found)]
    if survivors:
        text = f"{len(survivors)}, likely equivalent, or else a hole: read them"
        facts.append(Fact("survivors", text, survivors))
    return Part(tuple(facts))


def tally(found: Mutation) -> str:
    """`120: the dataset alone tells 90 apart, the worlds 112, both 114`."""
    fates = found.fates
    dataset = sum(fate.told.dataset for fate in fates)
    worlds = sum(fate.told.by_worlds for fate in fates)
    both = sum(fate.told.apart for fate in fates)
    broken = f"; {found.broken} more do not compile" if found.broken else ""
    return f"{len(fates)}: the dataset alone tells {dataset} apart, the worlds {worlds}, both {both}{broken}"


def hunts(found: Mutation) -> Iterator[Fact]:
    """What hunting has added."""
    caught = sum(not fate.told.apart and bool(fate.hunted) for fate in found.fates)
    if caught or found.pinned:
        yield Fact(
            "hunt", f"{caught} more told apart by further worlds; {found.pinned} of those worlds pinned"
        )
    if found.unhunted:
        yield Fact(
            "hunt", f"the time ran out before {plural(found.unhunted, 'mutant')} had been tried on all of it"
        )


STEPS: tuple[Callable[[Teller], Part], ...] = (told_wrong, steadiness, mutants)
"""What an audit of a query does, in its order."""

"""An exercise of kind query → its audit: files, right and wrong answers, whether the reference is steady, mutants."""

from collections.abc import Callable, Iterator
from pathlib import Path

from sqlgym.answer import read
from sqlgym.audit.finding import Audit, Fact, Finding, Part
from sqlgym.audit.mutation import Mutation, mutation
from sqlgym.audit.steadiness import steadiness
from sqlgym.audit.telling import Teller
from sqlgym.bench import Bench
from sqlgym.compare.wording import plural
from sqlgym.course import Exercise
from sqlgym.errors import CourseError
from sqlgym.kinds.query import judge
from sqlgym.verdict import Verdict
from sqlgym.worlds.diagnosis import wrong_answers
from sqlgym.worlds.suite import leading_comment

BLANK = "TODO:"
"""What `sqlgym new` writes where something is to be filled in."""


def audit(exercise: Exercise, bench: Bench) -> Audit:
    """Audit an exercise; what keeps it from being judged is told beside what was found out before."""
    parts = [files(exercise)]
    failed = ""
    try:
        teller = Teller(exercise, bench)
        parts += (step(teller) for step in STEPS)
    except CourseError as error:
        failed = str(error)
    facts = tuple(fact for part in parts for fact in part.facts)
    findings = tuple(finding for part in parts for finding in part.findings)
    return Audit(exercise.name, exercise.kind, facts, findings, failed)


def build(exercise: Exercise, bench: Bench) -> Mutation:
    """Pin worlds and keep what is said of mutants, so that checks have all they can use."""
    return mutation(Teller(exercise, bench))


def files(exercise: Exercise) -> Part:
    """What is still to be written."""
    found = [
        Finding(str(path), f"“{BLANK}” still stands there.", "Fill it in.")
        for path in sorted(exercise.folder.rglob("*"))
        if path.suffix in (".md", ".sql", ".toml") and BLANK in path.read_text("utf-8", errors="replace")
    ]
    if not exercise.task.strip():
        advice = "Write the statement there, or as `task` in exercise.toml."
        found.append(Finding(str(exercise.folder / "task.md"), "There is no statement of the task.", advice))
    return Part(findings=tuple(found))


def right_answers(teller: Teller) -> Part:
    """The reference, the accepted answers and the sample must pass."""
    folder = teller.exercise.folder
    sample = folder.with_suffix(".sql")
    accepted = sorted((folder / "accepted").glob("*.sql"))
    paths = [folder / "reference.sql", *accepted, *([sample] if sample.exists() else [])]
    found = [
        Finding(str(path), f"A right answer is judged {verdict.status}: {first(verdict)}", REPAIR_RIGHT)
        for path in paths
        if (verdict := judged(teller, path)).status != "correct"
    ]
    rows = plural(len(teller.reference.run.rows), "row")
    facts = [Fact("reference", f"returns {rows} on the {teller.settings.schema} dataset")]
    facts.append(Fact("accepted", counted(len(paths) - 1, sum(one.path != str(paths[0]) for one in found))))
    if starter := right_starter(teller):
        found.append(starter)
    return Part(tuple(facts), tuple(found))


REPAIR_RIGHT = (
    "Repair it, or the reference, or say under [worlds] assume what an answer may take for granted."
)


def counted(count: int, failed: int) -> str:
    """`13 of 13 pass`."""
    return (
        f"{count - failed} of {count} pass" if count else "none yet: write other right answers in accepted/"
    )


def right_starter(teller: Teller) -> Finding | None:
    """A starter that is right already leaves nothing to do."""
    path = teller.exercise.folder / "starter.sql"
    if not path.exists() or judged(teller, path).status != "correct":
        return None
    return Finding(str(path), "What a learner begins with is right already.", "Leave something to do in it.")


def judged(teller: Teller, path: Path) -> Verdict:
    """The verdict that a learner would get for a file."""
    return judge(teller.exercise, read(path), teller.bench)


def first(verdict: Verdict) -> str:
    """The first thing that a verdict finds."""
    return verdict.findings[0].message if verdict.findings else "there is nothing in it."


def told_wrong(teller: Teller) -> Part:
    """Every wrong answer must fail, on the dataset or on worlds, and say what is wrong with it."""
    paths = wrong_answers(teller.exercise)
    where: dict[str, list[str]] = {}
    for path in paths:
        where.setdefault(failing(teller, path), []).append(path.stem)
    passed = where.pop("", [])
    items = tuple(f"{place}: {', '.join(names)}" for place, names in sorted(where.items()))
    text = (
        f"{len(paths) - len(passed)} of {len(paths)} fail"
        if paths
        else "none yet: write likely mistakes in wrong/"
    )
    return Part((Fact("wrong", text, items),), tuple(about_wrong(paths, passed)))


def about_wrong(paths: list[Path], passed: list[str]) -> Iterator[Finding]:
    """Wrong answers that pass, or that say nothing to whoever writes the same."""
    for path in paths:
        if path.stem in passed:
            repair = (
                "Add a world in worlds/ that shows the difference, or move it to accepted/ if it is right."
            )
            yield Finding(str(path), "A wrong answer passes.", repair)
        if not leading_comment(path.read_text(encoding="utf-8")):
            repair = (
                "Begin it with a comment that says what is mistaken: it is shown to whoever writes the same."
            )
            yield Finding(str(path), "It says nothing to whoever makes this mistake.", repair)


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
    return "on other small databases" if judged(teller, path).status == "wrong" else ""


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


STEPS: tuple[Callable[[Teller], Part], ...] = (right_answers, told_wrong, steadiness, mutants)
"""What an audit of a query does, in its order."""

"""An exercise of any kind → its audit by answers: the right ones must pass, the wrong ones fail."""

from collections.abc import Callable, Iterator
from pathlib import Path

from sqlgym.answer import read
from sqlgym.audit.finding import Audit, Fact, Finding, Part
from sqlgym.audit.query import REPAIR_RIGHT, about_wrong, counted, files, first
from sqlgym.bench import Bench
from sqlgym.course import Exercise
from sqlgym.errors import CourseError
from sqlgym.kinds import KINDS
from sqlgym.kinds.design.lint import lint
from sqlgym.kinds.design.universe import universe
from sqlgym.verdict import Verdict
from sqlgym.worlds.diagnosis import wrong_answers

Step = Callable[[Exercise, Bench], Part]


def audit(exercise: Exercise, bench: Bench) -> Audit:
    """Audit an exercise by its answers, and by what its kind has besides."""
    parts = [files(exercise)]
    failed = ""
    try:
        parts += (step(exercise, bench) for step in (right, wrong, *BESIDES.get(exercise.kind, ())))
    except CourseError as error:
        failed = str(error)
    facts = tuple(fact for part in parts for fact in part.facts)
    return Audit(
        exercise.name, exercise.kind, facts, tuple(one for part in parts for one in part.findings), failed
    )


def judged(exercise: Exercise, bench: Bench, path: Path) -> Verdict:
    """The verdict that a learner would get for a file."""
    return KINDS[exercise.kind](exercise, read(path), bench)


def right(exercise: Exercise, bench: Bench) -> Part:
    """The reference, the accepted answers and the sample must pass; the starter must not."""
    folder, sample = exercise.folder, exercise.folder.with_suffix(".sql")
    accepted = sorted((folder / "accepted").glob("*.sql"))
    paths = [folder / "reference.sql", *accepted, *([sample] if sample.exists() else [])]
    found = [
        Finding(str(path), f"A right answer is judged {verdict.status}: {first(verdict)}", REPAIR_RIGHT)
        for path in paths
        if (verdict := judged(exercise, bench, path)).status != "correct"
    ]
    return Part((Fact("right", counted(len(paths), len(found))),), (*found, *starter(exercise, bench)))


def starter(exercise: Exercise, bench: Bench) -> Iterator[Finding]:
    """A starter that is right already leaves nothing to do."""
    path = exercise.folder / "starter.sql"
    if path.exists() and judged(exercise, bench, path).status == "correct":
        yield Finding(
            str(path), "What a learner begins with is right already.", "Leave something to do in it."
        )


def wrong(exercise: Exercise, bench: Bench) -> Part:
    """Every wrong answer must fail, and say what is wrong with it."""
    paths = wrong_answers(exercise)
    passed = [path.stem for path in paths if judged(exercise, bench, path).status == "correct"]
    text = (
        f"{len(paths) - len(passed)} of {len(paths)} fail"
        if paths
        else "none yet: write likely mistakes in wrong/"
    )
    return Part((Fact("wrong", text),), tuple(about_wrong(paths, passed)))


def design(exercise: Exercise, bench: Bench) -> Part:
    """What is doubtful about a design's rules and rows."""
    path = str(exercise.folder / "staging.sql")
    return Part(
        findings=tuple(Finding(path, one.message, one.help) for one in lint(universe(exercise, bench)))
    )


BESIDES: dict[str, tuple[Step, ...]] = {"design": (design,)}
"""Kind of an exercise → what else is audited of it."""

"""What holds for exercises of every kind: nothing is left blank, right answers pass, wrong ones fail and say why."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sqlgym.answer import read
from sqlgym.audit.finding import Audit, Fact, Finding, Part
from sqlgym.bench import Bench
from sqlgym.course import Exercise
from sqlgym.kinds import KINDS
from sqlgym.kinds.design.lint import lint
from sqlgym.kinds.design.universe import universe
from sqlgym.verdict import Verdict
from sqlgym.worlds.diagnosis import wrong_answers
from sqlgym.worlds.suite import leading_comment

BLANK = "TODO:"
"""What `sqlgym new` writes where something is to be filled in."""

NO_RIGHT = "none yet: write other right answers in accepted/"
NO_WRONG = "none yet: write likely mistakes in wrong/"

MEND = "Repair it, or the reference; for a query, say under [worlds] assume what may be taken for granted."
MOVE = "Show the difference (for a query with a small database in worlds/), or move it to accepted/ if it is right."
COMMENT = "Begin it with a comment that says what is mistaken: it is shown to whoever writes the same."


def audit(exercise: Exercise, bench: Bench) -> Audit:
    """Audit an exercise of a kind that has no audit of its own."""
    steps = (right_answers, told_wrong, *BESIDES.get(exercise.kind, ()))
    parts = [files(exercise), *(step(exercise, bench) for step in steps)]
    facts = tuple(fact for part in parts for fact in part.facts)
    findings = tuple(finding for part in parts for finding in part.findings)
    return Audit(exercise.name, exercise.kind, facts, findings)


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


def right_answers(exercise: Exercise, bench: Bench) -> Part:
    """The reference, the accepted answers and the sample must pass."""
    folder = exercise.folder
    sample = folder.with_suffix(".sql")
    accepted = sorted((folder / "accepted").glob("*.sql"))
    paths = [folder / "reference.sql", *accepted, *([sample] if sample.exists() else [])]
    found = [
        Finding(str(path), f"A right answer is judged {verdict.status}: {first(verdict)}", MEND)
        for path in paths
        if (verdict := judged(exercise, path, bench)).status != "correct"
    ]
    failed = sum(one.path != str(paths[0]) for one in found)
    starter = right_starter(exercise, bench)
    fact = Fact("accepted", counted(len(paths) - 1, failed, "pass", NO_RIGHT))
    return Part((fact,), (*found, *([starter] if starter else [])))


def counted(count: int, others: int, what: str, none: str) -> str:
    """`13 of 13 pass`, or what to do where there are none."""
    return f"{count - others} of {count} {what}" if count else none


def right_starter(exercise: Exercise, bench: Bench) -> Finding | None:
    """A starter that is right already leaves nothing to do."""
    path = exercise.folder / "starter.sql"
    if not path.exists() or judged(exercise, path, bench).status != "correct":
        return None
    return Finding(str(path), "What a learner begins with is right already.", "Leave something to do in it.")


def judged(exercise: Exercise, path: Path, bench: Bench) -> Verdict:
    """The verdict that a learner would get for a file."""
    return KINDS[exercise.kind](exercise, read(path), bench)


def first(verdict: Verdict) -> str:
    """The first thing that a verdict finds."""
    return verdict.findings[0].message if verdict.findings else "there is nothing in it."


def told_wrong(exercise: Exercise, bench: Bench) -> Part:
    """Every wrong answer must fail."""
    paths = wrong_answers(exercise)
    passed = [path.stem for path in paths if judged(exercise, path, bench).status == "correct"]
    fact = Fact("wrong", counted(len(paths), len(passed), "fail", NO_WRONG))
    return Part((fact,), tuple(about_wrong(paths, passed)))


def about_wrong(paths: Sequence[Path], passed: Sequence[str]) -> Iterator[Finding]:
    """Wrong answers that pass, or that say nothing to whoever writes the same."""
    for path in paths:
        if path.stem in passed:
            yield Finding(str(path), "A wrong answer passes.", MOVE)
        if not leading_comment(path.read_text(encoding="utf-8")):
            yield Finding(str(path), "It says nothing to whoever makes this mistake.", COMMENT)


def design(exercise: Exercise, bench: Bench) -> Part:
    """What is doubtful about the rules and rows of a design."""
    path = str(exercise.folder / "staging.sql")
    return Part(
        findings=tuple(Finding(path, one.message, one.help) for one in lint(universe(exercise, bench)))
    )


BESIDES: dict[str, tuple[Callable[[Exercise, Bench], Part], ...]] = {"design": (design,)}
"""Kind of an exercise → what is audited of it besides its answers."""

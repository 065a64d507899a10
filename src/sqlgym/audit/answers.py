"""What holds for exercises of every kind: right answers pass, wrong ones fail and say why, the starter does neither."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from sqlgym.audit.designs import of_reference
from sqlgym.audit.finding import Audit, Fact, Finding, Part, audit_of, malformed
from sqlgym.audit.memo import found_before, keep, key_of
from sqlgym.audit.texts import texts
from sqlgym.context import Context
from sqlgym.course import Exercise, QuerySettings, read_sql
from sqlgym.course.answer import read
from sqlgym.data.reference import Reference
from sqlgym.errors import CourseError
from sqlgym.kinds import checker
from sqlgym.kinds.design.lint import lint
from sqlgym.kinds.design.universe import universe
from sqlgym.result.wording import plural
from sqlgym.sql.comments import leading_comment
from sqlgym.state.difference import same
from sqlgym.state.memo import NOTHING, course_state
from sqlgym.state.run import require_state, state_after
from sqlgym.state.suite import suite
from sqlgym.state.worlds import run_where_it_counts
from sqlgym.verdict import Verdict
from sqlgym.worlds.diagnosis import wrong_answers

NO_RIGHT = "none yet: write other right answers in accepted/"
NO_WRONG = "none yet: write likely mistakes in wrong/"

MEND = "Repair it, or the reference; for a query, say under [worlds] assume what may be taken for granted."
MOVE = "Show the difference (for a query with a small database in worlds/), or move it to accepted/ if it is right."
COMMENT = "Begin it with a comment that says what is mistaken: it is shown to whoever writes the same."


def audit(exercise: Exercise, context: Context) -> Audit:
    """Audit an exercise of a kind that has no audit of its own; what fails is told beside what was found before."""
    steps = (right_answers, starter, wrong_caught, *BESIDES.get(exercise.kind, ()))
    return stepwise(exercise, context, [partial(step, exercise, context) for step in steps])


def stepwise(exercise: Exercise, context: Context, steps: Iterable[Callable[[], Part]]) -> Audit:
    """An audit that begins with the texts and ends with its last step, or with what keeps it from going on."""
    parts = [texts(exercise, context.course)]
    try:
        key = key_of(exercise, context)
        if known := found_before(key):
            return audit_of(exercise.name, exercise.kind, [*parts, *known])
        for step in steps:
            parts.append(step())
        keep(key, parts[1:])
    except CourseError as error:
        parts.append(Part(findings=(malformed(error, exercise.folder),)))
    return audit_of(exercise.name, exercise.kind, parts)


def right_answers(exercise: Exercise, context: Context) -> Part:
    """The reference, the accepted answers and the sample must pass."""
    accepted = sorted((exercise.folder / "accepted").glob("*.sql"))
    sample = exercise.folder.with_suffix(".sql")
    paths = {
        exercise.folder / "reference.sql": "reference.wrong",
        **dict.fromkeys(accepted, "accepted.fails"),
    }
    if sample.exists():
        paths[sample] = "sample.fails"
    found = [
        Finding(name, str(path), f"A right answer is judged {verdict.status}: {first(verdict)}", MEND)
        for path, name in paths.items()
        if (verdict := judged(exercise, path, context)).status != "correct"
    ]
    failed = sum(one.id != "reference.wrong" for one in found)
    return Part((Fact("accepted", counted(len(paths) - 1, failed, "pass", NO_RIGHT)),), tuple(found))


def counted(count: int, others: int, what: str, none: str) -> str:
    """`13 of 13 pass`, or what to do where there are none."""
    return f"{count - others} of {count} {what}" if count else none


def starter(exercise: Exercise, context: Context) -> Part:
    """A starter must leave something to do, and what it gives must run."""
    path = exercise.folder / "starter.sql"
    status = judged(exercise, path, context).status if path.exists() else ""
    if status not in STARTER:
        return Part()
    name, message, advice = STARTER[status]
    return Part(findings=(Finding(name, str(path), message, advice),))


NOT_RUNNING = "Give a query that runs and is not right yet, or nothing but a comment."
STARTER = {
    "correct": (
        "starter.passes",
        "What a learner begins with is right already.",
        "Leave something to do in it.",
    ),
    "error": ("starter.broken", "What a learner begins with does not run.", NOT_RUNNING),
    "refused": ("starter.broken", "What a learner begins with is not allowed.", NOT_RUNNING),
    "limit": ("starter.broken", "What a learner begins with takes more than an answer may.", NOT_RUNNING),
}
"""How a starter is judged → what is to be said of that."""


def judged(exercise: Exercise, path: Path, context: Context) -> Verdict:
    """The verdict that a learner would get for a file."""
    return checker.judged(exercise, read(path), context)


def first(verdict: Verdict) -> str:
    """The first thing that a verdict finds."""
    return verdict.findings[0].message if verdict.findings else "there is nothing in it."


def wrong_caught(exercise: Exercise, context: Context) -> Part:
    """Every wrong answer must fail."""
    paths = wrong_answers(exercise)
    passed = [path.stem for path in paths if judged(exercise, path, context).status == "correct"]
    fact = Fact("wrong", counted(len(paths), len(passed), "fail", NO_WRONG))
    return Part((fact,), tuple(about_wrong(paths, passed)))


def about_wrong(paths: Sequence[Path], passed: Sequence[str]) -> Iterator[Finding]:
    """Wrong answers that pass, or that say nothing to whoever writes the same."""
    for path in paths:
        if path.stem in passed:
            yield Finding("wrong.passes", str(path), "A wrong answer passes.", MOVE)
        if not leading_comment(read_sql(path)):
            yield Finding(
                "wrong.silent", str(path), "It says nothing to whoever makes this mistake.", COMMENT, 1
            )


def design(exercise: Exercise, context: Context) -> Part:
    """What is doubtful about the rules and rows of a design."""
    path = str(exercise.folder / "staging.sql")
    found = lint(universe(exercise, context))
    return Part(findings=tuple(Finding(one.check, path, one.message, one.help) for one in found))


def state(exercise: Exercise, context: Context) -> Part:
    """What is doubtful about the state that a reference leaves: none of its own, or another one each time."""
    path = str(exercise.folder / "reference.sql")
    exercise, _ = run_where_it_counts(context, exercise, exercise.reference, trusted=True)
    before, after = (course_state(context, exercise, sql) for sql in (NOTHING, exercise.reference))
    if same(before, after):
        advice = "Fill the dataset so that it has something to do there."
        return Part(
            findings=(Finding("reference.empty", path, "It changes nothing on the dataset.", advice),)
        )
    again = require_state(state_after(context, exercise, exercise.reference, trusted=True), exercise)
    if same(after, again):
        return Part()
    advice = "Write a fixed moment or number where it asks the clock or chance."
    return Part(
        findings=(Finding("reference.unsteady", path, "It leaves something else each time.", advice),)
    )


def small(exercise: Exercise, context: Context) -> Part:
    """Small databases on which the reference changes something: none, or few, are too little to judge by."""
    on_engine, _ = run_where_it_counts(context, exercise, exercise.reference, trusted=True)
    found = suite(context, on_engine)
    count = found.speaking
    said = f"the reference changes something on {plural(count, 'small database')}"
    fact = Fact("worlds", said)
    if found.enough:
        return Part((fact,))
    path = str(exercise.folder / "reference.sql")
    return Part(
        (fact,), (Finding("worlds.few" if count else "worlds.silent", path, f"T{said[1:]}.", BY_HAND),)
    )


BY_HAND = "Write small databases on which it has something to do: worlds/NAME.sql, INSERTs led by a comment."


def engines(exercise: Exercise, context: Context) -> Part:
    """The engines that are listed and do not take the reference."""
    found = (
        refused(exercise, context, name) for name in exercise.settings.engines if name != exercise.engine
    )
    return Part(findings=tuple(one for one in found if one is not None))


def refused(exercise: Exercise, context: Context, name: str) -> Finding | None:
    """The finding for a reference that another engine does not take."""
    try:
        TRIED[exercise.kind](exercise.on(name), context)
    except CourseError as error:
        advice = f"Write it so that {name} takes it too, or take {name} out of `engines` in exercise.toml."
        return Finding("reference.engine", error.path, f"{name} does not take it: {error.reason}", advice)
    return None


def compared_query(exercise: Exercise, context: Context) -> Reference:
    """The reference of a query with its sort keys, as answers are compared with it."""
    settings = exercise.settings
    assert isinstance(settings, QuerySettings)
    return context.reference(exercise, settings.compare)


TRIED: dict[str, Callable[[Exercise, Context], object]] = {
    "query": compared_query,
    "script": lambda exercise, context: course_state(context, exercise, exercise.reference),
    "transaction": lambda exercise, context: course_state(context, exercise, exercise.reference),
}
"""Kind of an exercise that more than one engine can judge → what runs its reference."""

BESIDES: dict[str, tuple[Callable[[Exercise, Context], Part], ...]] = {
    "design": (design, of_reference),
    "script": (state, small, engines),
    "transaction": (state, small, engines),
}
"""Kind of an exercise → what is audited of it besides its answers."""

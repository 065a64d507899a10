"""sqlgym from Python, for notebooks and other graders: an answer goes in, its Verdict comes out."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlgym.course import Level, find_course, in_ci
from sqlgym.errors import UsageError
from sqlgym.kinds.checker import THOROUGH, Checker
from sqlgym.report.notebook import as_html, as_markdown, as_text
from sqlgym.sandbox import Mode, Sandbox
from sqlgym.verdict import DISPLAYS, Verdict

__all__ = ["as_text", "check", "checker"]


@contextmanager
def checker(
    course: Path | str | None = None,
    *,
    engine: str | None = None,
    seed: int = 0,
    thorough: bool = False,
    plan: bool = True,
    feedback: Level = "full",
    sandbox: Mode = "auto",
) -> Iterator[Checker]:
    """What judges many answers in one sandbox, by one course: `with checker() as judge: judge.check(answer, name)`.

    Without a course it is $SQLGYM_COURSE, else the built-in one; never one that lies near an answer. Threads
    may share it. Raises UsageError for a course or an engine that does not exist, SandboxError where `strict`
    is not possible.
    """
    found = find_course(Path(course) if course is not None else None, None)
    with Sandbox(sandbox) as locked:
        made = Checker(locked, lambda _: found, plan=plan, engine=engine)
        made.worlds, made.seed = THOROUGH if thorough else None, seed
        made.feedback, made.guarded = feedback, in_ci()
        yield made


def check(
    answer: Path | str,
    *,
    exercise: str | None = None,
    course: Path | str | None = None,
    engine: str | None = None,
    seed: int = 0,
    thorough: bool = False,
    plan: bool = True,
    feedback: Level = "full",
    sandbox: Mode = "auto",
) -> Verdict:
    """The verdict on one answer: a Path is a file, a string is always SQL. For many answers use `checker`.

    The exercise of a file is found as the command does; that of a string has to be named (UsageError).
    """
    if exercise is None and isinstance(answer, str):
        raise UsageError("say which exercise the SQL is an answer to: check(sql, exercise=NAME)")
    with checker(
        course, engine=engine, seed=seed, thorough=thorough, plan=plan, feedback=feedback, sandbox=sandbox
    ) as found:
        return found.check(answer, exercise)


DISPLAYS |= {"text/html": as_html, "text/markdown": as_markdown}

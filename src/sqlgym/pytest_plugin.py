"""pytest collects answers: each .sql file of a folder that opts in is one item, judged when its turn comes.

pytest loads this module in every run of its environment, so it imports nothing but pytest; sqlgym itself is
imported when the first answer is judged.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sqlgym.verdict import Verdict

Check = Callable[[Path, str], "Verdict"]

COURSE_FILE = "course.toml"
"""A folder with this file in it holds a course's exercises, and the .sql files beside it are answers."""

COURSE_HINT = (
    "\n\n  Answers are judged by $SQLGYM_COURSE or the built-in course; another one: --sqlgym-course=DIR"
)

CHECK: pytest.StashKey[Check] = pytest.StashKey()
CLOSING: pytest.StashKey[ExitStack] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The settings: which files are answers, and the course that judges them."""
    parser.addini(
        "sqlgym_files", "Patterns of SQL files that are answers, such as answers/*.sql", type="args"
    )
    group = parser.getgroup("sqlgym", "sqlgym: SQL answers")
    told = "The course that judges answers [default: $SQLGYM_COURSE, else the built-in one]."
    group.addoption("--sqlgym-course", metavar="DIR", default=None, help=told)
    sandbox = "How tightly SQL is locked up: strict, auto or off [default: auto]."
    group.addoption("--sqlgym-sandbox", choices=["strict", "auto", "off"], default="auto", help=sandbox)
    feedback = "How much a failure tells: full, counterexample, hint or verdict [default: full]."
    levels = ["full", "counterexample", "hint", "verdict"]
    group.addoption("--sqlgym-feedback", choices=levels, default="full", help=feedback)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "SqlFile | None":
    """An answer, if the file is one."""
    if file_path.suffix == ".sql" and is_answer(file_path, parent.config):
        collected: SqlFile = SqlFile.from_parent(parent, path=file_path)
        return collected
    return None


def is_answer(path: Path, config: pytest.Config) -> bool:
    """Whether the ini `sqlgym_files` names a file, or it lies beside a course file."""
    patterns = config.getini("sqlgym_files")
    if path.is_relative_to(config.rootpath):
        path = path.relative_to(config.rootpath)
    return any(path.match(pattern) for pattern in patterns) or beside_course(config.rootpath / path)


def beside_course(path: Path) -> bool:
    """Whether a file lies in the folder of a course's exercises."""
    return (path.parent / COURSE_FILE).is_file() and any(path.parent.glob("*/exercise.toml"))


class SqlFile(pytest.File):
    """An answer's file, which holds the one answer."""

    def collect(self) -> Iterator["SqlItem"]:
        """The answer, named as its exercise."""
        yield SqlItem.from_parent(self, name=self.path.stem)


class SqlItem(pytest.Item):
    """An answer: `setup` judges it, the test is whether it is right."""

    verdict: "Verdict"

    def setup(self) -> None:
        """Judge the answer; where that is not possible it is an error and no failure."""
        from sqlgym.errors import SqlgymError
        from sqlgym.faults import recorded

        try:
            self.verdict = checking(self.config)(self.path, self.name)
        except SqlgymError as error:
            pytest.fail(str(error), pytrace=False)
        except Exception as error:  # it becomes no verdict on the answer, which a failure would be
            pytest.fail(recorded(error), pytrace=False)
        earned = self.verdict.score * self.verdict.points
        told = {"status": self.verdict.status, "score": self.verdict.score, "points": self.verdict.points}
        self.user_properties += [*told.items(), ("earned", earned)]
        if self.verdict.status == "ungraded":
            pytest.fail(report(self.verdict) + COURSE_HINT, pytrace=False)

    def runtest(self) -> None:
        """Fail, with the report alone, unless the answer is right."""
        if self.verdict.status != "correct":
            pytest.fail(report(self.verdict), pytrace=False)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Where the answer lies, and its name."""
        return self.path, None, self.name


def report(verdict: "Verdict") -> str:
    """What is said of an answer that is not right."""
    from sqlgym.library import as_text

    return as_text(verdict)


def checking(config: pytest.Config) -> Check:
    """What judges answers in this run; its sandbox is started once and closed at the end."""
    if CHECK not in config.stash:
        from sqlgym.library import checker

        course = config.getoption("--sqlgym-course")
        how = {name: config.getoption(f"--sqlgym-{name}") for name in ("sandbox", "feedback")}
        closing = ExitStack()
        found = closing.enter_context(checker(course, plan=False, **how))
        found.guarded = True
        config.stash[CLOSING] = closing
        config.stash[CHECK] = found.check
    return config.stash[CHECK]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Close the sandbox."""
    if CLOSING in config.stash:
        config.stash[CLOSING].close()

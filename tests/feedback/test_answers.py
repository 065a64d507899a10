"""Answers as people write them: the rule that speaks of each, and for some every word that is said, on one page.

`python tests/feedback/test_answers.py` writes both golden files anew; read the page twice, as a beginner would.
"""

import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sqlgym.course import find_course
from sqlgym.kinds.checker import Checker
from sqlgym.kinds.query.presentation import NO_WORLDS
from sqlgym.sandbox import Sandbox
from sqlgym.verdict import Verdict

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests/golden/feedback"
TABLE, PAGE = GOLDEN / "rules.json", GOLDEN / "page.md"
ANSWERS: list[dict[str, Any]] = json.loads(TABLE.read_text())
EXERCISES = sorted({one["exercise"] for one in ANSWERS})


def plain_course(folder: Path) -> Path:
    """The built-in course without small databases, and without known mistakes: their comments would speak first."""
    shutil.copytree(ROOT / "schema", folder / "schema")
    shutil.copytree(
        ROOT / "exercises", folder / "exercises", ignore=shutil.ignore_patterns("wrong", "worlds")
    )
    for name in EXERCISES:
        path = folder / "exercises" / name / "exercise.toml"
        kept = re.sub(r"(?ms)^\[worlds\]\n.*?(?=^\[|\Z)", "", path.read_text())
        path.write_text(f"{kept}\n[worlds]\ncount = 0\n")
    return folder


def judged(sandbox: Sandbox, root: Path, answers: list[dict[str, Any]]) -> Iterator[Verdict]:
    """The verdicts on some answers by the dataset alone: their words are the same each time, and cheap."""
    course = find_course(root, None)
    checker = Checker(sandbox, lambda _: course, plan=False)
    for one in answers:
        yield checker.check(one["answer"], one["exercise"])


def words(one: dict[str, Any], verdict: Verdict) -> str:
    """A part of the page: the answer, and what is said of it."""
    found = verdict.findings[0]
    place = f" ({found.place.line}:{found.place.column})" if found.place else ""
    notes = [f"Note: {note}" for note in verdict.notes if note != NO_WORLDS]
    said = [found.message, f"→ {found.help}{place}", *notes]
    title = f"## {one['exercise']}: {verdict.status}, {found.rule or found.check}"
    return f"{title}\n\n```sql\n{one['answer'].strip()}\n```\n\n" + "\n\n".join(said) + "\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course without known mistakes."""
    return plain_course(tmp_path_factory.mktemp("plain"))


@pytest.mark.parametrize("exercise", EXERCISES)
def test_each_answer_hears_from_its_rule(exercise: str, sandbox: Sandbox, root: Path) -> None:
    """The rule of the table speaks, or none; and the page has the very words."""
    answers = [one for one in ANSWERS if one["exercise"] == exercise]
    page = PAGE.read_text()
    for one, verdict in zip(answers, judged(sandbox, root, answers), strict=True):
        assert verdict.findings[0].rule == one["rule"], one["answer"]
        if one.get("page"):
            assert words(one, verdict) in page


def test_the_page_has_as_many_answers_as_the_table_says() -> None:
    """Nothing was lost on the way."""
    assert sum(1 for one in ANSWERS if one.get("page")) == PAGE.read_text().count("\n```sql\n")


def write(folder: Path) -> None:
    """Write the golden files anew."""
    with Sandbox("auto") as sandbox:
        verdicts = list(judged(sandbox, plain_course(folder), ANSWERS))
    told = [(one, found) for one, found in zip(ANSWERS, verdicts, strict=True) if found.findings]
    parts = [words(one, found) for one, found in told if one.get("page")]
    PAGE.write_text(f"# What is said of {len(parts)} answers\n\n" + "\n".join(parts))
    table = [{**one, "rule": found.findings[0].rule} for one, found in told]
    TABLE.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]))

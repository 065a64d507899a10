"""What can be read off an exercise's files: blanks, the statement, hints, and another exercise that asks the same."""

import difflib
import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from sqlglot import exp
from sqlglot.tokens import Tokenizer

from sqlgym.audit.finding import Finding, Part, line_of_key, line_of_text, text_of
from sqlgym.course import Course, Exercise
from sqlgym.course.toml import nearest
from sqlgym.errors import SqlgymError

BLANK = "TODO:"
"""What `sqlgym new` writes where something is to be filled in."""

WORD = re.compile(r"'(?:[^']|'')*'|[^\W\d]\w*|\d+(?:\.\d+)?|[^\s\w]+")
COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
NAME = re.compile(r"[a-z_][a-z0-9_]*", re.IGNORECASE)

MOST_WORDS = 12
"""So many words of a reference in a row give it away, or half of it if that is less."""

FEWEST_WORDS = 5

ALIKE = 0.8
"""The share of common word triples from which two statements ask for the same."""


def texts(exercise: Exercise, course: Course) -> Part:
    """What is still to be written, what is missing, what says too much, and what is there twice."""
    found = (
        blanks(exercise),
        missing(exercise),
        misnamed(exercise),
        telling(exercise),
        alike(exercise, course),
    )
    return Part(findings=tuple(finding for findings in found for finding in findings))


def blanks(exercise: Exercise) -> Iterator[Finding]:
    """The files with something left to be written."""
    for path in sorted(exercise.folder.rglob("*")):
        if path.suffix in (".md", ".sql", ".toml") and BLANK in (text := text_of(path)):
            line = line_of_text(text, BLANK)
            yield Finding("blank", str(path), f"“{BLANK}” still stands there.", "Fill it in.", line)


def missing(exercise: Exercise) -> Iterator[Finding]:
    """The statement and the hints, where there are none."""
    if not exercise.task.strip():
        advice = "Write the statement there, or as `task` in exercise.toml."
        task = str(exercise.folder / "task.md")
        yield Finding("statement.none", task, "There is no statement of the task.", advice)
    if not exercise.settings.hints:
        advice = "Write `hints`, from a gentle question to nearly the answer."
        path = exercise.folder / "exercise.toml"
        yield Finding(
            "hints.none", str(path), "There are no hints.", advice, line_of_key(text_of(path), "hints")
        )


def misnamed(exercise: Exercise) -> Iterator[Finding]:
    """The files and folders whose names are nearly, but not quite, those that are read."""
    there = {path.name for path in exercise.folder.iterdir()}
    for name in sorted(there.difference(FILES)):
        if near := difflib.get_close_matches(name, FILES.difference(there), 1, NEAR):
            said = f"It is not read: an exercise knows {near[0]}."
            yield Finding("file.name", str(exercise.folder / name), said, f"Call it {near[0]}.")


FILES = frozenset(
    {
        *("exercise.toml", "task.md", "reference.sql", "starter.sql", "explanation.md", "staging.sql"),
        *("workload.sql", "accepted", "wrong", "worlds", "scenarios"),
    }
)
"""The files and folders that an exercise may have, whatever its settings name."""

NEAR = 0.82
"""From which likeness on a name is taken for a slip."""


def telling(exercise: Exercise) -> Iterator[Finding]:
    """The hints that hold so much of the reference that nothing is left to do."""
    reference = words(exercise.reference)
    enough = min(MOST_WORDS, max(FEWEST_WORDS, len(reference) // 2))
    path = exercise.folder / "exercise.toml"
    for number, hint in enumerate(exercise.settings.hints, start=1):
        if enough <= longest_run(words(hint), reference):
            line = line_of_text(text_of(path), hint[:30]) or line_of_key(text_of(path), "hints")
            said = f"Hint {number} holds a large part of the reference."
            yield Finding("hints.tell", str(path), said, "Point to the idea instead of the SQL.", line)


def words(text: str) -> list[str]:
    """The words and signs of a text without comments, in lower case."""
    return [word.lower() for word in WORD.findall(COMMENT.sub(" ", text)) if word not in {";", "`"}]


def longest_run(left: list[str], right: list[str]) -> int:
    """The length of the longest run of words in both."""
    best, above = 0, [0] * (len(right) + 1)
    for word in left:
        here = [0] * (len(right) + 1)
        for place, other in enumerate(right, start=1):
            here[place] = above[place - 1] + 1 if word == other else 0
        best, above = max(best, *here), here
    return best


def unknown_names(exercise: Exercise, known: Collection[str]) -> Iterator[Finding]:
    """The names in backquotes in a statement that nothing of the exercise has."""
    path = exercise.folder / "task.md"
    there = {word.strip("'").lower() for word in (*known, *words(exercise.reference))}
    for name in dict.fromkeys(CODE.findall(exercise.task)):
        hint = nearest(name, known)
        meant = NAME.fullmatch(name) and (
            name.islower() or "did you mean" in hint
        )  # a value may be called Ada
        if meant and name.lower() not in there and not is_sql(name):
            said = f"The statement names `{name}`, which neither the tables nor the result have{hint}"
            line = line_of_text(text_of(path), f"`{name}`")
            advice = "Correct the name, there or in reference.sql."
            place = str(path if path.is_file() else exercise.folder / "exercise.toml")
            yield Finding("statement.columns", place, f"{said.rstrip('.?')}.", advice, line)


def is_sql(word: str) -> bool:
    """Whether a word is one of SQL's own: a keyword or a function."""
    return word.upper() in Tokenizer.KEYWORDS or word.upper() in exp.FUNCTION_BY_NAME or word.isupper()


def alike(exercise: Exercise, course: Course) -> Iterator[Finding]:
    """An exercise before this one in the course that asks for the same."""
    for name in course.names:
        if name == exercise.name:
            return
        try:
            other = loaded(course, name)
        except SqlgymError:
            continue
        if (other.kind, other.schema) == (exercise.kind, exercise.schema) and (
            what := common(exercise, other)
        ):
            advice = f"Change one of them, or delete one; the other is {other.folder}."
            yield Finding("course.alike", str(exercise.folder), f"It has the same {what} as {name}.", advice)


@lru_cache(maxsize=1_000)
def loaded(course: Course, name: str) -> Exercise:
    """An exercise with which all after it are compared: read once, not by each of them."""
    return course.exercise(name)


def common(one: Exercise, other: Exercise) -> str:
    """What two exercises have in common that only one should have; empty where nothing."""
    if words(one.reference) == words(other.reference):
        return "reference"
    left, right = (triples(each.task) for each in (one, other))
    return "statement" if left and len(left & right) > ALIKE * len(left | right) else ""


@lru_cache(maxsize=1_000)
def triples(text: str) -> frozenset[tuple[str, ...]]:
    """The words of a text, three at a time; kept, since each exercise is compared with all before it."""
    found = words(text)
    return frozenset(zip(found, found[1:], found[2:], strict=False))

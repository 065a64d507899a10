"""What an audit finds out about one exercise, as values, each with the place in a file that it is about."""

import re
from pathlib import Path

import msgspec

from sqlgym.audit.rules import RULES, Severity
from sqlgym.errors import AssumptionError, BuildError, CourseError, SqlgymError, UsageError


class Finding(msgspec.Struct, frozen=True):
    """Something about an exercise that is not as it should be: what by its id, where, the fact, and the repair."""

    id: str
    path: str
    message: str
    help: str
    line: int | None = None

    def __post_init__(self) -> None:
        """Refuse an id that no rule has."""
        assert self.id in RULES, self.id

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return RULES[self.id].severity

    @property
    def place(self) -> str:
        """`path:line`, or the path alone."""
        return self.path if self.line is None else f"{self.path}:{self.line}"


class Fact(msgspec.Struct, frozen=True):
    """A line of the report, and lines below it."""

    title: str
    text: str
    items: tuple[str, ...] = ()


class Part(msgspec.Struct, frozen=True):
    """What one step of an audit adds."""

    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()
    cut: bool = False
    """Whether time has cut it short."""


class Audit(msgspec.Struct, frozen=True):
    """What was found out about one exercise; the course itself is audited under the name of its course.toml."""

    exercise: str
    kind: str = ""
    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0

    @property
    def failed(self) -> str:
        """Why it could not be judged; empty where it could."""
        return "; ".join(f"{one.place}: {one.message}" for one in self.findings if one.severity == "failure")

    def counting(self, strict: bool) -> tuple[Finding, ...]:
        """The findings that count: warnings only where they are asked for."""
        return tuple(one for one in self.findings if strict or one.severity != "warning")


def audit_of(exercise: str, kind: str, parts: list[Part]) -> Audit:
    """The parts of an audit put together."""
    facts = tuple(fact for part in parts for fact in part.facts)
    return Audit(exercise, kind, facts, tuple(finding for part in parts for finding in part.findings))


KEY = re.compile(r"(?P<key>[\w.\[\]-]+): ")
LINE = re.compile(r"\bline (\d+)\b")
TABLE = re.compile(r"\s*\[+\s*(?P<table>[^\]]+?)\s*\]+\s*(#.*)?$")

REPAIRS = {
    "exercise.toml": ("settings", "Correct the key; docs/reference/exercise-toml.md has them all."),
    "course.toml": ("settings", "Correct the key; docs/reference/course-toml.md has them all."),
    "reference.sql": ("reference.fails", "Try it with `sqlgym run`; every learner's check needs it."),
    "schema.sql": ("dataset", "Correct it, then try `sqlgym build`."),
    "data.toml": (
        "dataset",
        "Correct it, then try `sqlgym build`; docs/reference/data-toml.md has all keys.",
    ),
    "data.sql": ("dataset", "Correct it, then try `sqlgym build`."),
}
"""Name of a file → the id of what is wrong with it, and the repair."""

ASSUME = "No answer can be judged before: docs/worlds.md says what may stand under [worlds] assume."


def malformed(error: SqlgymError, path: Path) -> Finding:
    """The finding for what keeps an exercise from being judged; `path` is used where the error names none."""
    if isinstance(error, AssumptionError):
        return Finding("worlds.assume", error.path, error.reason, ASSUME, line_of_error(error))
    if isinstance(error, CourseError):
        name, repair = REPAIRS.get(Path(error.path).name, ("file", "Correct the file."))
        return Finding(name, error.path, error.reason, repair, error.line or line_of_error(error))
    if isinstance(error, UsageError):
        return Finding("unknown", str(path), str(error), "`sqlgym list` has the names.")
    repair = (
        "`sqlgym build --clean` empties the cache."
        if isinstance(error, BuildError)
        else "See `sqlgym doctor`."
    )
    return Finding("dataset" if isinstance(error, BuildError) else "file", str(path), str(error), repair)


def line_of_error(error: CourseError) -> int | None:
    """The line that a message names, or the line of the key that it begins with."""
    if found := LINE.search(error.reason):
        return int(found[1])
    path, key = Path(error.path), KEY.match(error.reason)
    return line_of_key(text_of(path), key["key"]) if key and path.suffix == ".toml" else None


def text_of(path: Path) -> str:
    """The text of a file, or nothing where there is none."""
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def line_of_key(text: str, dotted: str) -> int | None:
    """The line of a key in TOML, or of the nearest table above where the key itself is missing."""
    keys = re.sub(r"\[[^\]]*\]", "", dotted).split(".")
    inside: list[str] = []
    best: tuple[int, int] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if table := TABLE.match(line):
            inside = table["table"].split(".")
        elif "=" in line:
            here = [*inside, *line.split("=")[0].strip().strip('"').split(".")]
            best = nearer(best, keys, here, number)
            continue
        best = nearer(best, keys, inside, number)
    return best[1] if best else None


def nearer(
    best: tuple[int, int] | None, keys: list[str], here: list[str], line: int
) -> tuple[int, int] | None:
    """The better of two places: the one that has more of the key, the first of equals."""
    depth = len(here) if here and keys[: len(here)] == here else 0
    return (depth, line) if depth > (best[0] if best else 0) else best


def line_of_text(text: str, part: str) -> int | None:
    """The line on which a part of a text begins."""
    place = text.find(part)
    return None if place < 0 else text.count("\n", 0, place) + 1

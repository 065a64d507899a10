"""A design exercise in; its reference with one constraint changed, each judged; which pass, out.

A constraint that may be missing is demanded by nothing: the row that would tell is written out for `must_reject`.
"""

import re
from collections.abc import Iterator

import msgspec

from sqlgym.audit.finding import Fact, Part
from sqlgym.context import Context
from sqlgym.course import Exercise
from sqlgym.course.answer import given
from sqlgym.kinds import checker
from sqlgym.kinds.design.universe import Universe, universe
from sqlgym.kinds.design.values import literal
from sqlgym.kinds.design.variations import Drawer

CHECK = re.compile(r"\bCHECK\s*\(((?:[^()]|\([^()]*\))*)\)", re.IGNORECASE)
NOT_NULL = re.compile(
    r"[(,]\s*\"?(?P<column>\w+)\"?\s[^(),]*(?:\([^()]*\)[^(),]*)?(?P<words>\bNOT\s+NULL\b)", re.IGNORECASE
)
REFERENCE = re.compile(r"\bREFERENCES\s+\"?\w+\"?\s*(\([^()]*\))?", re.IGNORECASE)
UNIQUE = re.compile(r"\bUNIQUE\b(?!\s+INDEX)\s*(?:\(([^()]*)\))?", re.IGNORECASE)
TEXT = re.compile(
    r"[(,]\s*\"?(?P<column>\w+)\"?\s+(?P<type>(?:VARCHAR|TEXT)\b(?:\s*\([^()]*\))?)", re.IGNORECASE
)
UNIQUE_INDEX = re.compile(r"\bCREATE\s+UNIQUE\s+INDEX\b", re.IGNORECASE)
DECIMAL = re.compile(r"\b(DECIMAL|NUMERIC)\s*\(\s*(\d+)\s*,\s*(\d+)\s*\)", re.IGNORECASE)


class Mutant(msgspec.Struct, frozen=True):
    """A reference with one change: what that is, its text, and the column that may be NULL then."""

    say: str
    text: str
    nullable: str = ""


def mutants(text: str) -> Iterator[Mutant]:
    """The mutants of a reference's text."""
    for one in NOT_NULL.finditer(text):
        start, end = one.span("words")
        yield Mutant(f"without NOT NULL on {one['column']}", text[:start] + text[end:], one["column"])
    for one in CHECK.finditer(text):
        said = " ".join(one[1].split())
        yield Mutant(f"without CHECK ({said})", f"{text[: one.start()]}CHECK (true){text[one.end() :]}")
        for operator in re.finditer(r"[<>]=?(?!>)", one[1]):
            place = one.start(1) + operator.start()
            looser = f"{text[:place]}<>{text[place + len(operator[0]) :]}"
            yield Mutant(f"with <> for {operator[0]} in CHECK ({said})", looser)
    for one in REFERENCE.finditer(text):
        yield Mutant(f"without {' '.join(one[0].split())}", text[: one.start()] + text[one.end() :])
    for one in UNIQUE.finditer(text):
        yield from of_unique(text, one)
    for one in UNIQUE_INDEX.finditer(text):
        yield Mutant(
            "with an index that is not UNIQUE", f"{text[: one.start()]}CREATE INDEX{text[one.end() :]}"
        )
    for one in DECIMAL.finditer(text):
        less = f"DECIMAL({max(int(one[3]) + 1, int(one[2]) - 4)},{one[3]})"
        yield Mutant(f"with {less} for {one[0]}", text[: one.start()] + less + text[one.end() :])
    if re.search(r"\bINTEGER\b", text):
        yield Mutant("with TINYINT for INTEGER", re.sub(r"\bINTEGER\b", "TINYINT", text))


def of_unique(text: str, one: re.Match[str]) -> Iterator[Mutant]:
    """A reference without a UNIQUE, and with one on each column less: what may repeat does so, or must not."""
    said = " ".join(one[0].split())
    instead = "CHECK (true)" if one[1] else ""
    yield Mutant(f"without {said}", text[: one.start()] + instead + text[one.end() :])
    columns = [name.strip() for name in (one[1] or "").split(",")]
    for left in columns if len(columns) > 1 else ():
        fewer = f"UNIQUE ({', '.join(name for name in columns if name != left)})"
        yield Mutant(f"with {fewer} for {said}", text[: one.start()] + fewer + text[one.end() :])


def enumerated(text: str, known: Universe) -> Iterator[Mutant]:
    """A reference with an ENUM of today's values for a text: tomorrow's are refused."""
    values = Drawer(known).values
    for one in TEXT.finditer(text):
        listed = next((some for name, some in values.items() if name.lower() == one["column"].lower()), [])
        if listed:
            start, end = one.span("type")
            enum = f"ENUM ({', '.join(literal(value) for value in listed)})"
            yield Mutant(
                f"with an ENUM of the original's values for {one['column']}", text[:start] + enum + text[end:]
            )


def of_reference(exercise: Exercise, context: Context) -> Part:
    """How many mutants of the reference are judged right, and which."""
    known = universe(exercise, context)
    found = (*mutants(exercise.reference), *enumerated(exercise.reference, known))
    tried = {one.text: one for one in found}
    passed = [
        one
        for text, one in tried.items()
        if checker.judged(exercise, given(text), context).status == "correct"
    ]
    if not tried:
        return Part()
    said = f"{len(tried) - len(passed)} of {len(tried)} references with one constraint changed fail"
    return Part((Fact("mutants", said, tuple(item_text(known, one) for one in passed)),))


def item_text(known: Universe, one: Mutant) -> str:
    """A mutant that passes, and the row that would tell."""
    name = next((name for name in known.attributes if name.lower() == one.nullable.lower()), "")
    if not name or known.lists:
        return f"passes {one.say}"
    drawer = Drawer(known)
    row = {**drawer.renewed(drawer.bases()[0]), name: None}
    values = ", ".join(literal(row[attribute]) for attribute in known.attributes)
    return f"passes {one.say}; this row in `must_reject` would tell: INSERT INTO {known.staging.name} VALUES ({values})"

"""Two states of a database in, what differs in words and rows out: rows by key, tables by what they mean."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from sqlgym.compare.columns import by_name, reordered
from sqlgym.compare.difference import Pairing, difference
from sqlgym.compare.equality import Side, is_plainly_right
from sqlgym.compare.pairs import by_key
from sqlgym.compare.remainder import Case
from sqlgym.result import Block, Expected, Run
from sqlgym.result.wording import plural
from sqlgym.sandbox import State
from sqlgym.schema import Table
from sqlgym.verdict import Finding
from sqlgym.verdict.evidence import Difference

TOLERANCE = 1e-9


class Changed(msgspec.Struct, frozen=True):
    """How the rows of one table differ: the first of them to show, and how many there are in all."""

    table: str
    missing: int
    extra: int
    changed: int
    rows: Difference

    @property
    def count(self) -> int:
        """How many rows differ."""
        return self.missing + self.extra + self.changed


def same(expected: State, actual: State) -> bool:
    """Whether two states are the same: no table, no column, no constraint and no row differs."""
    if expected is actual:
        return True
    return next(definitions(expected, actual), None) is None and next(changes(expected, actual), None) is None


def tables(state: State) -> dict[str, tuple[Table | None, Run]]:
    """The tables and views of a state by their names in lower case; a view has no definition."""
    found: dict[str, tuple[Table | None, Run]] = {
        table.name.lower(): (table, run) for table, run in zip(state.tables, state.contents, strict=True)
    }
    views = zip(state.views, state.viewed, strict=True)
    return {**found, **{name.lower(): (None, run) for name, run in views}}


def changes(expected: State, actual: State) -> Iterator[Changed]:
    """The tables in both states whose rows differ."""
    left, right = tables(expected), tables(actual)
    for name, (table, run) in left.items():
        if name in right:
            yield from changed(table.name if table else name, table, run, right[name][1])


def changed(name: str, table: Table | None, expected: Run, actual: Run) -> Iterator[Changed]:
    """How the rows of one table differ, if they do; columns are told by their names."""
    order, missing, extra = by_name(expected.columns, actual.columns)
    if missing or extra:
        return
    right = reordered(actual, order)
    wanted = Expected(expected, (Block(len(expected.rows), expected.rows),))
    if expected.rows == right.rows or is_plainly_right(wanted, right):
        return
    case = Case.of(wanted, right, TOLERANCE)
    if case.is_right:
        return
    pairing = paired(case, table)
    shown = difference(case.expected, case.actual, case.expected_rows, case.actual_rows, pairing)
    yield Changed(name, len(pairing.missing), len(pairing.extra), len(pairing.changed), shown)


def paired(case: Case, table: Table | None) -> Pairing:
    """Rows that belong together: by the primary key, else by whatever is one in the data."""
    names = [column.name for column in case.expected]
    key = tuple(names.index(name) for name in (table.primary_key if table else ()) if name in names)
    if not key:
        return by_key(case)
    left = {cells(case.sides[0], i, key): i for i in case.missing}
    right = {cells(case.sides[1], j, key): j for j in case.extra}
    pairs = [(i, right[cell]) for cell, i in left.items() if cell in right]
    return Pairing(
        tuple(i for cell, i in left.items() if cell not in right),
        tuple(j for cell, j in right.items() if cell not in left),
        tuple((i, j, case.differing(i, j)) for i, j in pairs),
        key,
    )


def cells(side: Side, row: int, key: Sequence[int]) -> tuple[Any, ...]:
    """The key of a row."""
    return tuple(side.keys[row][column] for column in key)


def definitions(expected: State, actual: State) -> Iterator[Finding]:
    """What differs in the tables themselves: names of constraints and the order of columns do not count."""
    left, right = tables(expected), tables(actual)
    for name in left.keys() - right.keys():
        yield Finding(
            "tables", f"There is no {noun(left[name][0])} {shown(left, name)}.", "Create it as the task says."
        )
    for name in right.keys() - left.keys():
        yield Finding(
            "tables",
            f"The {noun(right[name][0])} {shown(right, name)} should not be there.",
            "Drop what you no longer need.",
        )
    for name in left.keys() & right.keys():
        one, other = left[name][0], right[name][0]
        if one is not None and other is not None:
            yield from defined(one, other)
        elif one is not None or other is not None:
            yield Finding("tables", f"{name} is a {noun(other)}; it should be a {noun(one)}.", DEFINED)
        else:
            yield from shaped(name, left[name][1], right[name][1])


def shaped(name: str, expected: Run, actual: Run) -> Iterator[Finding]:
    """What differs in the columns of a view."""
    wanted, there = (
        {column.name.lower(): column.name for column in run.columns} for run in (expected, actual)
    )
    for missing in wanted.keys() - there.keys():
        said = f"The view {name} has no column {wanted[missing]}."
        yield Finding("columns", said, "Look at the columns the task asks for.")
    for extra in there.keys() - wanted.keys():
        said = f"The view {name} has a column {there[extra]} that should not be there."
        yield Finding("columns", said, "Make the columns the task asks for, and no others.")


def shown(found: dict[str, tuple[Table | None, Run]], name: str) -> str:
    """A table's name as it is written."""
    table = found[name][0]
    return table.name if table else name


def noun(table: Table | None) -> str:
    """What to call it."""
    return "table" if table else "view"


def defined(expected: Table, actual: Table) -> Iterator[Finding]:
    """What differs in the columns and constraints of a table."""
    left, right = columns(expected), columns(actual)
    for name in left.keys() - right.keys():
        yield Finding(
            "columns",
            f"{expected.name} has no column {left[name][0]}.",
            "Look at the columns the task asks for.",
        )
    for name in right.keys() - left.keys():
        said = f"{expected.name} has a column {right[name][0]} that should not be there."
        yield Finding("columns", said, "Make the columns the task asks for, and no others.")
    for name in left.keys() & right.keys():
        yield from (
            Finding(
                "columns", f"{expected.name}.{left[name][0]} {what} {there}; it should be {wanted}.", DEFINED
            )
            for what, wanted, there in zip(
                ("is", "is", "has the default"), left[name][1:], right[name][1:], strict=True
            )
            if wanted != there
        )
    for what, one, other in zip(CONSTRAINTS, constraints(expected), constraints(actual), strict=True):
        if one != other:
            said = f"{expected.name}: {what} {constraint_text(other)}; it should be {constraint_text(one)}."
            yield Finding("constraints", said, DEFINED)


DEFINED = "Compare your CREATE or ALTER TABLE with what the task asks for."


def columns(table: Table) -> dict[str, tuple[str, str, str, str]]:
    """Name in lower case → name, type, whether NULL may stand there, default."""
    keyed = {name.lower() for name in table.primary_key}
    return {
        column.name.lower(): (
            column.name,
            column.type,
            "never NULL" if not column.nullable or column.name.lower() in keyed else "free to be NULL",
            default_text(column.default),
        )
        for column in table.columns
    }


def default_text(default: str | None) -> str:
    """A default without what means nothing: brackets around it, blanks, no value at all, zeros behind a point."""
    text = "NULL" if default is None else default.strip()
    while text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    if text.upper() == "NULL":
        return "none"
    if re.fullmatch(r"[+-]?\d+(\.\d*)?", text):
        return f"{Decimal(text).normalize():f}"
    return text if "'" in text else text.upper()


CONSTRAINTS = (
    "the primary key is",
    "UNIQUE is",
    "the foreign keys are",
    "CHECK is",
    "what its rows are kept by besides is",
)


def constraints(table: Table) -> tuple[frozenset[str], ...]:
    """The constraints of a table as texts that do not depend on their names or order."""
    return (
        frozenset(", ".join(sorted(name.lower() for name in key)) for key in (table.primary_key,) if key),
        frozenset(", ".join(sorted(name.lower() for name in key)) for key in table.unique),
        frozenset(
            f"{', '.join(key.columns)} → {key.table} ({', '.join(key.references)})".lower()
            for key in table.foreign_keys
        ),
        frozenset(" ".join(check.split()).strip("()") for check in table.checks),
        frozenset(table.also),
    )


def constraint_text(texts: frozenset[str]) -> str:
    """Constraints in words."""
    return "; ".join(sorted(texts)) or "none"


def worded(found: Changed) -> str:
    """How a table's rows differ, in one sentence."""
    parts = [
        f"{plural(count, 'row')} {what}"
        for count, what in (
            (found.changed, "with other values than expected"),
            (found.missing, "missing"),
            (found.extra, "that should not be there"),
        )
        if count
    ]
    return f"{found.table}: {', '.join(parts)}."

"""What is right and what a query returned in; whether they are equal, and if not why, out.

| check          | the result is wrong because                                                   |
|----------------|-------------------------------------------------------------------------------|
| `columns`      | it has too many or too few columns, or columns of other names                 |
| `column order` | the columns are right but stand in another order                              |
| `order`        | the rows are right but stand in another order                                 |
| `duplicates`   | the rows are right but some come too often or not often enough                |
| `nulls`        | only NULLs are wrong: '', 0, NaN or a word stands for NULL, or NULL for those |
| `rounding`     | only the last places of numbers are wrong                                     |
| `types`        | values look right but are of another type                                     |
| `missing`      | rows are missing                                                              |
| `extra`        | rows are there that should not be                                             |
| `changed`      | rows are there with other values in some columns                              |

First the result, then the reasons: they are looked for in this order, and the first that explains the whole
difference leads. Only `missing`, `extra` and `changed` come together, and `column order` before others.
"""

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from sqlgym.compare.blocks import is_plainly_right
from sqlgym.compare.case import Case
from sqlgym.compare.columns import Order, by_name, orders_by_content, reordered
from sqlgym.compare.difference import Difference, difference
from sqlgym.compare.families import parse_type
from sqlgym.compare.reasons import explain
from sqlgym.compare.wording import are_expected, name_text, names_text, plural, row_counts, row_text
from sqlgym.result import Column, Expected, Run
from sqlgym.verdict import Finding

TOLERANCE = 1e-9


class Comparison(msgspec.Struct, frozen=True):
    """Whether a result is right; if not, what is wrong, the leading finding first, and which rows show it."""

    equal: bool
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    difference: Difference | None = None


def compare(
    expected: Expected,
    actual: Run,
    *,
    columns: Literal["position", "name"] = "position",
    tolerance: float = TOLERANCE,
) -> Comparison:
    """Compare a query's result with what is right; inexact numbers within a relative tolerance."""
    order, missing, extra = by_name(expected.run.columns, actual.columns)
    if columns == "name":
        if missing or extra:
            return Comparison(False, (_wrong_names(expected.run, actual, missing, extra),))
        actual = reordered(actual, order)
    elif len(expected.run.columns) != len(actual.columns):
        return Comparison(False, (_wrong_count(expected.run, actual, missing, extra),))
    notes = tuple(_notes(expected.run.columns, actual.columns))
    if is_plainly_right(expected, actual):
        return Comparison(True, notes=notes)
    case = Case.of(expected, actual, tolerance)
    if case.is_right:
        return Comparison(True, notes=notes)
    if not case.missing and not case.extra:
        return Comparison(False, (_wrong_order(expected, case),), notes)
    found = _permuted(expected, actual, case, order) if columns == "position" else None
    return found or _explained(case, notes)


def _explained(case: Case, notes: tuple[str, ...] = (), before: tuple[Finding, ...] = ()) -> Comparison:
    findings, pairing = explain(case)
    shown = difference(case.expected, case.actual, case.expected_rows, case.actual_rows, pairing)
    return Comparison(False, before + findings, notes, shown)


def _wrong_count(expected: Run, actual: Run, missing: list[str], extra: list[str]) -> Finding:
    """Another number of columns; which ones, where names tell."""
    message = (
        f"Your query returns {plural(len(actual.columns), 'column')}, {are_expected(len(expected.columns))}. "
        f"Yours: {_names(actual)}. Expected: {_names(expected)}. {_counts(expected, actual)}"
    )
    if extra and not missing:
        return Finding("columns", message, f"The task does not ask for {names_text(extra)}.")
    if missing and not extra:
        return Finding("columns", message, f"Return {names_text(missing)} as well.")
    return Finding("columns", message, "Return just the columns the task asks for, in its order.")


def _wrong_names(expected: Run, actual: Run, missing: list[str], extra: list[str]) -> Finding:
    """Columns are told by name here, and names are missing or extra."""
    parts = [f"No column is called {names_text(missing)}."] if missing else []
    parts += [f"The task does not ask for {names_text(extra)}."] if extra else []
    message = f"{' '.join(parts)} Yours: {_names(actual)}. Expected: {_names(expected)}. "
    return Finding(
        "columns", message + _counts(expected, actual), "Name your columns with AS as the task does."
    )


def _names(run: Run) -> str:
    return names_text([column.name for column in run.columns]) or "none"


def _counts(expected: Run, actual: Run) -> str:
    return row_counts(len(expected.rows), len(actual.rows))


def _wrong_order(expected: Expected, case: Case) -> Finding:
    """The right rows in another order: where it goes wrong first, and whether it is just reversed."""
    place = case.wrong_place or 0
    counts = row_counts(len(case.expected_rows), len(case.actual_rows))
    message = (
        f"The rows are right but in another order: row {place + 1} is "
        f"{row_text(case.actual_rows[place], case.actual)}, expected is "
        f"{row_text(case.expected_rows[place], case.expected)}. {counts}"
    )
    backwards = Run(case.actual, tuple(reversed(case.actual_rows)))
    if Case.of(expected, backwards, case.tolerance).is_right:
        return Finding("order", message, "Yours run the other way: is it ascending or descending?")
    return Finding("order", message, "Sort by what the task asks for, and mind what decides between equals.")


def _permuted(expected: Expected, actual: Run, case: Case, names: Order) -> Comparison | None:
    """The right columns in another order: by what they hold, else by their names if that explains more."""
    run = Run(expected.run.columns, tuple(case.expected_rows))
    for order in orders_by_content(run, actual, case.tolerance):
        moved = Case.of(expected, reordered(actual, order), case.tolerance)
        if not moved.missing and not moved.extra:
            finding = _moved(expected.run, actual, order)
            return Comparison(
                False, (finding,) if moved.is_right else (finding, _wrong_order(expected, moved))
            )
    if len(names) == len(actual.columns) and names != tuple(range(len(names))):
        moved = Case.of(expected, reordered(actual, names), case.tolerance)
        if len(moved.missing) + len(moved.extra) < len(case.missing) + len(case.extra):
            return _explained(moved, before=(_moved(expected.run, actual, names),))
    return None


def _moved(expected: Run, actual: Run, order: Order) -> Finding:
    """Say which columns changed places."""
    places = [place for place, own in enumerate(order) if place != own]
    if len(places) == 2:
        what = f"Columns {places[0] + 1} and {places[1] + 1} are swapped"
    else:
        what = "The columns are in another order"
    wanted = names_text([actual.columns[c].name for c in order])
    message = (
        f"{what}: yours are {_names(actual)}, expected is the order {wanted}. {_counts(expected, actual)}"
    )
    return Finding("column order", message, "List the columns in the order the task names them.")


def _notes(expected: tuple[Column, ...], actual: tuple[Column, ...]) -> Iterator[str]:
    """Other names, of columns and of the fields of structs: worth knowing, never wrong."""
    for number, (wanted, given) in enumerate(zip(expected, actual, strict=True), start=1):
        if wanted.name.casefold() != given.name.casefold() and re.fullmatch(r"[^\W\d]\w*", wanted.name):
            name, task = name_text(given.name), name_text(wanted.name)
            yield f"Column {number} is called {name}, the task calls it {task}."
        fields, given_fields = parse_type(wanted.type).fields, parse_type(given.type).fields
        if fields and given_fields and _folded(fields) != _folded(given_fields):
            yield f"Column {number} has the fields {names_text(given_fields)}, not {names_text(fields)}."


def _folded(names: tuple[str, ...]) -> list[str]:
    return [name.casefold() for name in names]

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

from sqlgym.compare.columns import by_name, reordered
from sqlgym.compare.difference import Comparison
from sqlgym.compare.equality import is_plainly_right, size
from sqlgym.result import Column, Expected, Run
from sqlgym.result.types import parse_type
from sqlgym.result.wording import name_text, names_text

TOLERANCE = 1e-9


def compare(
    expected: Expected,
    actual: Run,
    *,
    columns: Literal["position", "name"] = "position",
    tolerance: float = TOLERANCE,
) -> Comparison:
    """Compare a query's result with what is right; inexact numbers within a relative tolerance."""
    named = columns == "name"
    order, missing, extra = by_name(expected.run.columns, actual.columns)
    run = _in_order(expected, actual, columns)
    if run is None:
        from sqlgym.compare.mismatch import wrong_columns

        return Comparison(False, (wrong_columns(expected.run, actual, missing, extra, named=named),))
    actual = run
    notes = tuple(_notes(expected.run.columns, actual.columns))
    if is_plainly_right(expected, actual):
        return Comparison(True, notes=notes)
    from sqlgym.compare.mismatch import judged  # now: most results need no more than the look above

    return judged(expected, actual, None if named else order, notes, tolerance)


def equal(
    expected: Expected,
    actual: Run,
    *,
    columns: Literal["position", "name"] = "position",
    tolerance: float = TOLERANCE,
) -> bool:
    """Whether `compare` would find them equal, without looking for reasons where they are not."""
    run = _in_order(expected, actual, columns)
    if run is None or size(expected.blocks) != len(run.rows):
        return False
    if is_plainly_right(expected, run):
        return True
    from sqlgym.compare.remainder import Case  # now: most results need no more than the look above

    return Case.of(expected, run, tolerance).is_right


def _in_order(expected: Expected, actual: Run, columns: Literal["position", "name"]) -> Run | None:
    """A result with its columns in the order of what is right; None where there are others, or not as many."""
    if columns == "position":
        return actual if len(expected.run.columns) == len(actual.columns) else None
    order, missing, extra = by_name(expected.run.columns, actual.columns)
    return None if missing or extra else reordered(actual, order)


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

"""Rows that were left over in; which of them stand for each other out, under one idea of what went wrong, or by a key.

Each idea pairs every row that was left over, and then it explains the whole difference, or it gives None. A key is
found in the data.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from decimal import Context, Decimal
from itertools import combinations

from sqlgym.compare.canonical import CLOSE
from sqlgym.compare.difference import Pairing
from sqlgym.compare.remainder import Case
from sqlgym.result import Cell, Row
from sqlgym.result.cells import draw
from sqlgym.result.types import parse_type, word_for

Key = tuple[Hashable, ...]
Form = Callable[[Row, Key], Hashable]
"""A coarser form of a row, given its cells and its key: rows of one form may stand for each other."""

Accept = Callable[[Cell, Cell, int], bool]
"""Whether an expected and an actual cell of a column differ only in the way that is looked for."""


def pair_by_form(case: Case, form: Form, accept: Accept) -> Pairing | None:
    """Pair all rows that are left over by a coarser form, if every cell that differs is accepted."""
    if len(case.missing) != len(case.extra):
        return None
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for i in reversed(case.missing):
        waiting[form(case.expected_rows[i], case.sides[0].keys[i])].append(i)
    pairs = []
    for j in case.extra:
        places = waiting.get(form(case.actual_rows[j], case.sides[1].keys[j]))
        if not places:
            return None
        pairs.append((places.pop(), j))
    return accepted(case, pairs, accept)


def accepted(case: Case, pairs: Iterable[tuple[int, int]], accept: Accept) -> Pairing | None:
    """The pairs as changed rows, if every cell that differs is accepted."""
    changed = []
    for i, j in sorted(pairs):
        columns = case.differing(i, j)
        if not all(accept(case.expected_rows[i][c], case.actual_rows[j][c], c) for c in columns):
            return None
        changed.append((i, j, columns))
    return Pairing(changed=tuple(changed))


def _rough(cell: Cell, part: Hashable) -> Hashable:
    """The part of a key, with an inexact number to six digits instead of its placeholder."""
    return format(float(cell), ".6g") if part is CLOSE else part


def by_null(case: Case) -> Pairing | None:
    """Rows that are equal once NULL, '', 0, NaN and the words NULL and None are taken for one."""

    if not any(None in cells for c in range(len(case.expected)) for cells in case.left_over(c)):
        return None

    def form(row: Row, key: Key) -> Hashable:
        pairs = zip(row, key, strict=True)
        return tuple(None if is_nullish(cell) else _rough(cell, part) for cell, part in pairs)

    def accept(expected: Cell, actual: Cell, _: int) -> bool:
        return (expected is None) != (actual is None) and is_nullish(expected) and is_nullish(actual)

    return pair_by_form(case, form, accept)


def is_nullish(cell: Cell) -> bool:
    """Whether the cell is NULL or what people put in its place: '', 0, NaN or the word itself."""
    if isinstance(cell, str):
        return cell.strip().lower() in ("", "none", "null", "nan")
    number = isinstance(cell, (int, float, Decimal)) and not isinstance(cell, bool)
    return cell is None or (number and (cell == 0 or cell != cell))


def by_type(case: Case) -> Pairing | None:
    """Rows that are equal once the columns that hold another type are read as text."""
    columns = [column for column in range(len(case.expected)) if words(case, column)]

    def form(row: Row, key: Key) -> Hashable:
        pairs = enumerate(zip(row, key, strict=True))
        return tuple(as_text(cell) if c in columns else _rough(cell, part) for c, (cell, part) in pairs)

    def accept(_: Cell, __: Cell, column: int) -> bool:
        return column in columns

    return pair_by_form(case, form, accept) if columns else None


def words(case: Case, column: int) -> tuple[str, str] | None:
    """What the rows that are left over hold in a column, expected and actual, if they share no type."""
    left, right = case.left_over(column)
    ones, others = _words(left, case.expected[column].type), _words(right, case.actual[column].type)
    return (min(ones), min(others)) if ones and others and not ones & others else None


def _words(cells: list[Cell], type_name: str) -> set[str]:
    """What the cells are called, judged by one of each Python type."""
    samples = {type(cell): cell for cell in cells if cell is not None}
    return {word_for(cell, parse_type(type_name).name) for cell in samples.values()}


WIDE = Context(prec=100)


def as_text(cell: Cell) -> str | None:
    """What a cell has in common with the same cell as text, or with 1 where it is true."""
    if cell is None:
        return None
    text = (cell if isinstance(cell, str) else draw(cell, width=1000)).strip().lower()
    if text in ("true", "false"):
        return str(int(text == "true"))
    try:
        return str(Decimal(text).normalize(WIDE))
    except ArithmeticError:
        return re.sub(r"( 00:00:00)?(\+00(:00)?)?\Z", "", text.replace("t", " "))


WIDEST = 3
CANDIDATES = 8
"""A key has at most three columns, of the first eight that hold no inexact numbers."""

Found = dict[Hashable, int]
"""The place of the row with each key."""


def by_key(case: Case) -> Pairing:
    """Missing and extra rows of one key as changed rows, the others as they are; without a key, all are."""
    left, right = case.sides
    for columns in _candidates(case) if case.missing and case.extra else ():
        ones = _places(left.keys, columns, case.missing)
        others = _places(right.keys, columns, case.extra) if ones else None
        if ones and others and ones.keys() & others.keys() and _is_key(case, columns):
            return _pair(case, columns, ones, others)
    return Pairing(tuple(case.missing), tuple(case.extra))


def _candidates(case: Case) -> Iterator[tuple[int, ...]]:
    """Sets of columns, small ones first; the empty one is the key of results of one row."""
    keys = [case.sides[0].keys[i] for i in case.missing] + [case.sides[1].keys[j] for j in case.extra]
    exact = [c for c in range(len(case.expected)) if not any(key[c] is CLOSE for key in keys)]
    for width in range(min(WIDEST, len(case.expected) - 1) + 1):
        yield from combinations(exact[:CANDIDATES], width)


def _places(keys: Sequence[Key], columns: tuple[int, ...], among: Iterable[int]) -> Found | None:
    """Where each key stands; None if one stands twice."""
    places: Found = {}
    for place in among:
        key = keys[place]
        if places.setdefault(tuple([key[c] for c in columns]), place) != place:
            return None
    return places


def _is_key(case: Case, columns: tuple[int, ...]) -> bool:
    """Whether no key stands twice in all rows, and most of the smaller side are on the other too."""
    left, right = case.sides
    ones = _places(left.keys, columns, range(len(left.keys)))
    others = _places(right.keys, columns, range(len(right.keys))) if ones else None
    return bool(ones and others) and _fits(ones or {}, others or {})


def _fits(left: Found, right: Found) -> bool:
    """Whether most keys of the smaller side are on the other too."""
    shared = left.keys() & right.keys()
    return 2 * len(shared) >= min(len(left), len(right))


def _pair(case: Case, columns: tuple[int, ...], left: Found, right: Found) -> Pairing:
    pairs = sorted((i, right[key]) for key, i in left.items() if key in right)
    changed = tuple((i, j, case.differing(i, j)) for i, j in pairs)
    missing = set(case.missing).difference(i for i, _ in pairs)
    extra = set(case.extra).difference(j for _, j in pairs)
    return Pairing(tuple(sorted(missing)), tuple(sorted(extra)), changed, columns)

"""An answer and its reference in; whether what differs between their results is only how ties are rounded, out.

Both are run once more, with what their rounded columns are before ROUND behind their own columns. Where the
ROUND of a column is not found in both, to as many places, a difference there counts: it is one of a real execution.

A number that lies half-way between two rounded ones, but for the noise of calculating with floats, may be rounded
either way; ROUND makes that noise as large as its last place.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_FLOOR, Decimal
from math import isfinite
from typing import NamedTuple

import msgspec

from sqlgym.compare.columns import by_name
from sqlgym.compare.comparison import compare
from sqlgym.compare.difference import Comparison
from sqlgym.course import Compare, Value
from sqlgym.data.reference import READING, Reference
from sqlgym.engines import trees
from sqlgym.result import Cell, Column, Row, Run
from sqlgym.sandbox import Job, Ran, Sandbox

NOISE, MOST = 1e-12, 1e-9
"""How far from a tie, relative to it, noise may bring the reference and at most an answer, if its tolerance allows."""

SHARE = Decimal("0.001")
"""The share of a unit of the last place that is never noise, however large the number."""

HALF = Decimal("0.5")


class Tied(msgspec.Struct, frozen=True):
    """A rounded column: where its values before ROUND are, and to how many places it is rounded."""

    column: int
    before: int
    places: int


class Query(NamedTuple):
    """A query with what its rounded columns are before ROUND, from the column `first` on."""

    sql: str
    rounded: tuple[trees.Rounded, ...]
    first: int

    def tied(self, columns: Iterable[int]) -> list[Tied]:
        """Where some rounded columns and their values before ROUND are."""
        places = {one.column: (number, one.places) for number, one in enumerate(self.rounded, self.first)}
        return [Tied(column, *places[column]) for column in columns]

    def own(self, run: Run) -> Run:
        """A run of it without the columns before ROUND."""
        return Run(run.columns[: self.first], tuple(row[: self.first] for row in run.rows))


class Again(NamedTuple):
    """The queries that are run again: the answer, the reference and, where it has them, the same with its sort keys."""

    answer: Query
    reference: Query
    keyed: Query | None

    @property
    def queries(self) -> tuple[Query, ...]:
        """The answer, then what there is of the reference."""
        return tuple(one for one in self if one is not None)

    def without_ties(
        self, settings: Compare, reference: Reference, actual: Run, runs: Sequence[Run]
    ) -> Comparison | None:
        """The two results with all ties rounded alike; None where a query ran otherwise, or no float is rounded.

        `reference` and `actual` are what was compared before, `runs` what the queries returned.
        """
        before = [actual, reference.run, *([reference.keyed] if self.keyed and reference.keyed else [])]
        if len(runs) != len(before):
            return None
        for query, run, one in zip(self.queries, runs, before, strict=True):
            if sorted(map(repr, query.own(run).rows)) != sorted(map(repr, one.rows)):
                return None
        pairs = list(_pairs(self, settings, reference.run.columns, actual.columns, runs))
        if not pairs:
            return None
        wanted, given = [expected for expected, _ in pairs], [other for _, other in pairs]
        mended = msgspec.structs.replace(
            reference,
            run=_mended(self.reference, runs[1], reference.run.columns, wanted, NOISE),
            keyed=_mended(self.keyed, runs[2], (), wanted, NOISE) if self.keyed else reference.keyed,
        )
        run = _mended(self.answer, runs[0], actual.columns, given, min(settings.tolerance, MOST))
        return compare(mended.expected(settings), run, columns=settings.columns, tolerance=settings.tolerance)


def again(
    sandbox: Sandbox, answer: str, width: int, sql: str, reference: Reference, parameters: dict[str, Value]
) -> Again | None:
    """The queries to run again, `sql` being the reference's text; None where one has no ROUND to be found.

    `width` is how many columns the answer has.
    """
    keyed = [reference.keyed_sql] if reference.keyed_sql else []
    texts = [trees.dollars(text, parameters) for text in (answer, sql, *keyed)]
    written = _values(sandbox, [trees.of_text(text) for text in texts])
    found = [one for tree in written if (one := trees.unrounded(msgspec.json.decode(tree)))]
    if len(found) != len(texts):
        return None
    sqls = _values(sandbox, [trees.to_text(one.tree) for one in found])
    if len(sqls) != len(texts):
        return None
    own = len(reference.run.columns)
    firsts = [width, own, own + sum(key >= own for key in {*reference.keys})][: len(texts)]
    queries = [Query(text, one.rounded, first) for text, one, first in zip(sqls, found, firsts, strict=True)]
    return Again(queries[0], queries[1], queries[2] if keyed else None)


def _values(sandbox: Sandbox, expressions: Sequence[str]) -> list[str]:
    """What some expressions give, on the engine of datasets; nothing where one of them fails."""
    outcome = sandbox.run(Job(sql=f"SELECT {', '.join(expressions)}", policy=READING))
    return [str(cell) for cell in outcome.runs[0].rows[0]] if isinstance(outcome, Ran) else []


def _pairs(
    made: Again,
    settings: Compare,
    expected: tuple[Column, ...],
    actual: tuple[Column, ...],
    runs: Sequence[Run],
) -> Iterator[tuple[int, int]]:
    """The columns, expected and actual, that both round to as many places, and that are no exact numbers."""
    order = by_name(expected, actual)[0] if settings.columns == "name" else range(len(expected))
    wanted = {one.column: one.places for one in made.reference.rounded}
    given = {one.column: one.places for one in made.answer.rounded}
    for column, other in enumerate(order):
        if column in wanted and wanted[column] == given.get(other):
            places = made.answer.tied([other])[0], made.reference.tied([column])[0]
            if any(inexact(run.rows, one) for run, one in zip(runs, places, strict=False)):
                yield column, other


def _mended(query: Query, run: Run, columns: tuple[Column, ...], rounded: Iterable[int], noise: float) -> Run:
    """A run of a query with its ties rounded away from zero, without what was before ROUND."""
    rows = away_from_zero(run.rows, query.tied(rounded), noise)
    return Run(columns or run.columns[: query.first], query.own(Run(run.columns, rows)).rows)


def away_from_zero(rows: Sequence[Row], columns: Sequence[Tied], noise: float) -> tuple[Row, ...]:
    """The rows with each tie of these columns rounded away from zero."""
    return tuple(_row_mended(row, columns, noise) for row in rows)


def inexact(rows: Sequence[Row], column: Tied) -> bool:
    """Whether the values of a column before ROUND are floats."""
    return any(isinstance(row[column.before], float) for row in rows)


def _row_mended(row: Row, columns: Sequence[Tied], noise: float) -> Row:
    cells = list(row)
    for column in columns:
        cell = cells[column.column]
        half = tie(cell, row[column.before], column.places, noise)
        if half is not None:
            away = (half + HALF.copy_sign(half)).scaleb(-column.places)
            cells[column.column] = float(away) if isinstance(cell, float) else away
    return tuple(cells)


def tie(rounded: Cell, before: Cell, places: int, noise: float) -> Decimal | None:
    """The tie a number lies on, in units of the last place; None if on none, or if it is not rounded from there."""
    value, result = _number(before), _number(rounded)
    if value is None or result is None:
        return None
    scaled = value.scaleb(places)
    half = scaled.to_integral_value(ROUND_FLOOR) + HALF
    near = min(abs(half) * Decimal(noise), SHARE) if isinstance(before, float) else Decimal(0)
    if abs(scaled - half) > near or abs(abs(result.scaleb(places) - half) - HALF) > SHARE:
        return None
    return half


def _number(cell: Cell) -> Decimal | None:
    """A finite number, a float by its shortest digits."""
    if isinstance(cell, float):
        return Decimal(repr(cell)) if isfinite(cell) else None
    if isinstance(cell, int) and not isinstance(cell, bool):
        return Decimal(cell)
    return cell if isinstance(cell, Decimal) and cell.is_finite() else None

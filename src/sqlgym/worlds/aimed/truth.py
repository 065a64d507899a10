"""Conditions over few values in, a truth table of each out: one statement asks the engine about all of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product

import msgspec

from sqlgym.result import Cell as Value
from sqlgym.result import Row
from sqlgym.sql.quoting import quote, text_literal
from sqlgym.sql.tableau import Cell, Condition, cell_name
from sqlgym.worlds.suite import text

LARGEST = 900
"""Combinations of values for which one condition is asked."""

LEAST = 2
"""Values that each cell of a condition must have for it to be asked at all."""

Ask = Callable[[str], Sequence[Row] | None]
"""What runs one query; None where it does not run."""


class Question(msgspec.Struct, frozen=True):
    """A condition with the values that each of its cells may be, and their types."""

    condition: Condition
    pools: tuple[tuple[Value, ...], ...]
    types: tuple[str, ...]


class Table(msgspec.Struct, frozen=True):
    """For which values a condition is true, false or (None) neither."""

    condition: Condition
    known: dict[tuple[Value, ...], bool | None]

    def says(self, values: Mapping[Cell, Value]) -> bool | str | None:
        """What the condition is for these values; `unknown` where it was not asked."""
        return self.known.get(tuple([values[cell] for cell in self.condition.cells]), "unknown")


def question(condition: Condition, pools: Sequence[Sequence[Value]], types: Sequence[str]) -> Question | None:
    """A condition over its cells' pools, cut to what can be asked; None where there are too many cells."""
    width = int(LARGEST ** (1 / len(pools)))
    if width < LEAST:
        return None
    cut = [tuple(_cut(pool, width)) for pool in pools]
    return Question(condition, tuple(cut), tuple(types))


def _cut(pool: Sequence[Value], width: int) -> Sequence[Value]:
    """The first values of a pool; NULL, which comes last, stays."""
    return pool if len(pool) <= width else (*pool[: width - 1], pool[-1])


def tables(questions: Sequence[Question], ask: Ask) -> list[Table | None]:
    """The truth table of each condition; None for one that does not run."""
    if not questions:
        return []
    rows = ask(" UNION ALL ".join(_statement(number, one) for number, one in enumerate(questions)))
    if rows is None:
        if len(questions) == 1:
            return [None]
        half = len(questions) // 2
        return [*tables(questions[:half], ask), *tables(questions[half:], ask)]
    found = {int(str(number)): str(values) for number, values in rows}
    return [_table(one, found[number]) for number, one in enumerate(questions)]


def _table(question: Question, values: str) -> Table:
    known = {"T": True, "F": False}
    return Table(
        question.condition,
        {
            row: known.get(value)
            for row, value in zip(product(*question.pools), values, strict=True)
            if value != "E"
        },
    )


def _statement(number: int, question: Question) -> str:
    """`SELECT number, 'TFN…'` over the product of the pools, the last cell changing first."""
    sql = question.condition.sql
    value = f"coalesce(TRY(CASE WHEN {sql} THEN 'T' WHEN NOT {sql} THEN 'F' ELSE 'N' END), 'E')"
    order = ", ".join(f"n{place}" for place in range(len(question.pools)))
    return f"SELECT {number}, string_agg({value}, '' ORDER BY {order}) FROM {', '.join(_sources(question))}"


def _sources(question: Question) -> Iterator[str]:
    """Each cell's pool as a little table with one column of the cell's type."""
    cells = zip(question.condition.cells, question.pools, question.types, strict=True)
    for place, (cell, pool, kind) in enumerate(cells):
        rows = ", ".join(f"({n}, {_literal(one)})" for n, one in enumerate(pool))
        name = quote(cell_name(cell))
        yield (
            f"(SELECT n{place}, CAST(s AS {kind}) AS {name} FROM (VALUES {rows}) AS t(n{place}, s)) AS p{place}"
        )


def _literal(value: Value) -> str:
    written = text(value)
    return "CAST(NULL AS VARCHAR)" if written is None else text_literal(written)

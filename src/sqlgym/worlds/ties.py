"""An answer and its reference in; whether what differs between their results is only how ties are rounded, out.

Both are run once more, with what their rounded columns are before ROUND behind their own columns. Where the
ROUND of a column is not found in both, to as many places, a difference there counts: it is one of a real execution.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from sqlgym.compare.columns import by_name
from sqlgym.compare.comparison import compare
from sqlgym.compare.difference import Comparison
from sqlgym.compare.ties import MOST, NOISE, Tied, away_from_zero, inexact
from sqlgym.course import Compare, Value
from sqlgym.data.reference import READING, Reference
from sqlgym.engines.duckdb.parameters import dollars
from sqlgym.engines.duckdb.rounds import Rounded, unrounded
from sqlgym.result import Column, Run
from sqlgym.sandbox import Job, Ran, Sandbox
from sqlgym.sql.quoting import text_literal
from sqlgym.worlds.confirm import Duel, Outcome, Side, outcomes
from sqlgym.worlds.suite import contents
from sqlgym.worlds.world import World


class Query(NamedTuple):
    """A query with what its rounded columns are before ROUND, from the column `first` on."""

    sql: str
    rounded: tuple[Rounded, ...]
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
        """All of them."""
        return tuple(one for one in self if one is not None)


def again(
    sandbox: Sandbox, answer: str, width: int, sql: str, reference: Reference, parameters: dict[str, Value]
) -> Again | None:
    """The queries to run again, `sql` being the reference's text; None where one has no ROUND to be found.

    `width` is how many columns the answer has.
    """
    keyed = [reference.keyed_sql] if reference.keyed_sql else []
    texts = [dollars(text, parameters) for text in (answer, sql, *keyed)]
    trees = _values(sandbox, [f"json_serialize_sql({text_literal(text)})" for text in texts])
    found = [one for tree in trees if (one := unrounded(msgspec.json.decode(tree)))]
    if len(found) != len(texts):
        return None
    sqls = _values(
        sandbox, [f"json_deserialize_sql({text_literal(encoded(one.tree))}::JSON)" for one in found]
    )
    if len(sqls) != len(texts):
        return None
    own = len(reference.run.columns)
    firsts = [width, own, own + sum(key >= own for key in {*reference.keys})][: len(texts)]
    queries = [Query(text, one.rounded, first) for text, one, first in zip(sqls, found, firsts, strict=True)]
    return Again(queries[0], queries[1], queries[2] if keyed else None)


def encoded(tree: Mapping[str, Any]) -> str:
    """A syntax tree as JSON."""
    return msgspec.json.encode(tree).decode()


def _values(sandbox: Sandbox, expressions: Sequence[str]) -> list[str]:
    """What some expressions of DuckDB give; nothing where one of them fails."""
    outcome = sandbox.run(Job(sql=f"SELECT {', '.join(expressions)}", policy=READING))
    return [str(cell) for cell in outcome.runs[0].rows[0]] if isinstance(outcome, Ran) else []


def without_ties(
    made: Again, settings: Compare, reference: Reference, actual: Run, runs: Sequence[Run]
) -> Comparison | None:
    """The two results compared with all ties rounded alike; None where a query ran otherwise, or no float is rounded.

    `reference` and `actual` are what was compared before, `runs` what the queries of `made` returned.
    """
    before = [actual, reference.run, *([reference.keyed] if made.keyed and reference.keyed else [])]
    if len(runs) != len(before):
        return None
    for query, run, one in zip(made.queries, runs, before, strict=True):
        if sorted(map(repr, query.own(run).rows)) != sorted(map(repr, one.rows)):
            return None
    pairs = list(_pairs(made, settings, reference.run.columns, actual.columns, runs))
    if not pairs:
        return None
    wanted, given = [expected for expected, _ in pairs], [other for _, other in pairs]
    mended = msgspec.structs.replace(
        reference,
        run=_mended(made.reference, runs[1], reference.run.columns, wanted, NOISE),
        keyed=_mended(made.keyed, runs[2], (), wanted, NOISE) if made.keyed else reference.keyed,
    )
    run = _mended(made.answer, runs[0], actual.columns, given, min(settings.tolerance, MOST))
    return compare(mended.expected(settings), run, columns=settings.columns, tolerance=settings.tolerance)


def right_on(
    duel: Duel,
    made: Again,
    worlds: Mapping[int, World],
    expected: Mapping[int, Reference],
    actual: Mapping[int, Outcome],
) -> frozenset[int]:
    """Those of some worlds on which the answer is right once ties are rounded alike."""
    found = _on_worlds(duel, made, worlds)
    right = set()
    for number in worlds:
        runs = [one[number].run for one in found if number in one]
        run = actual[number].run
        assert run is not None
        reference, named = expected[number], Run(duel.answer.columns, run.rows)
        whole = [one for one in runs if one is not None]
        again = without_ties(made, duel.settings, reference, named, whole)
        if again is not None and again.equal:
            right.add(number)
    return frozenset(right)


def _on_worlds(duel: Duel, made: Again, worlds: Mapping[int, World]) -> list[dict[int, Outcome]]:
    """What the queries give on worlds; the answer has all its seconds once more: that we look again is our wish."""
    texts = contents(duel.tables, worlds)
    found = []
    for query, own in zip(made.queries, (duel.answer, *duel.right_ones), strict=True):
        side = Side(query.sql, (*own.columns, *(Column("", "DOUBLE") for _ in query.rounded)))
        job = duel.job(side, tuple(worlds), texts, "tables")
        parts, end = duel.sandbox.try_worlds(job)
        found.append(outcomes(parts, job, end))
    return found


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

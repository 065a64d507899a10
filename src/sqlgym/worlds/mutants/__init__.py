"""A reference → mutants: the reference with one small mistake each, and a sentence that names it."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

import msgspec
import sqlglot
from sqlglot import exp

from sqlgym.engines import DATASETS, engine
from sqlgym.errors import CourseError
from sqlgym.worlds.mutants.query import Query
from sqlgym.worlds.mutants.registry import OPERATORS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlgym.schema import Table

WRITTEN = engine(DATASETS).dialect
"""What a reference is written in, where nothing else is said."""


class Mutant(msgspec.Struct, frozen=True):
    """A reference with one mistake; `sentence` goes on after “Your query behaves as if” and ends without a stop."""

    operator: str
    sql: str
    sentence: str


def mutants(
    reference: str,
    tables: Sequence[Table],
    dialect: str = WRITTEN,
    most: int = 200,
    runs: Callable[[str], bool] | None = None,
    path: str = "reference.sql",
) -> tuple[Mutant, ...]:
    """The mutants of a query, in the order of the operators; no two are the same text, and none is the reference.

    Where there are more than `most`, every operator gives as many as any other, as long as it has some. `runs`
    says which SQL the engine accepts; others are dropped. Binding is enough: a mutant of a recursive query may
    run for ever. A reference that is not one query has no mutants. Raises CourseError, for `path`, where the
    reference cannot be parsed.
    """
    tree = _parse(reference, dialect, path)
    if tree is None:
        return ()
    found = _different(Query(tree, tables), dialect)
    return chosen([mutant for mutant in found if runs is None or runs(mutant.sql)], most)


def _parse(reference: str, dialect: str, path: str) -> exp.Query | None:
    try:
        statements = [one for one in sqlglot.parse(reference, dialect=dialect) if one is not None]
    except sqlglot.errors.SqlglotError as error:
        reason = str(error).splitlines()[0]
        raise CourseError(path, f"sqlglot cannot read this, so no mutants can be made: {reason}") from error
    first = statements[0] if len(statements) == 1 else None
    if not isinstance(first, exp.Query):
        return None
    for select in first.find_all(exp.Select):
        _joins_in_select(select)
    return first


def _joins_in_select(select: exp.Select) -> None:
    """Keep the joins with the SELECT; where FROM comes first, the parser leaves them with the first table."""
    clause = select.args.get("from_")
    joins = clause.this.args.pop("joins", None) if clause and isinstance(clause.this, exp.Table) else None
    for join in joins or ():
        select.append("joins", join)


def _different(query: Query, dialect: str) -> Iterator[Mutant]:
    """The mutants of all operators, each text once."""
    seen = {_text(query.tree, dialect)}
    for name, operator in OPERATORS.items():
        for fault in operator.make(query):
            text = _text(fault.tree, dialect)
            if text not in seen:
                seen.add(text)
                yield Mutant(name, text, operator.sentence.format(**fault.names))


def _text(tree: exp.Expr, dialect: str) -> str:
    return tree.sql(dialect=dialect, comments=False, unsupported_level=sqlglot.ErrorLevel.IGNORE)


def chosen(found: Sequence[Mutant], most: int) -> tuple[Mutant, ...]:
    """At most so many of the mutants, in their order, taken evenly from all operators."""
    lists: dict[str, list[int]] = {}
    for place, mutant in enumerate(found):
        lists.setdefault(mutant.operator, []).append(place)
    turns = (place for turn in zip_longest(*lists.values()) for place in turn if place is not None)
    kept = [place for place, _ in zip(turns, range(most), strict=False)]
    return tuple(found[place] for place in sorted(kept))

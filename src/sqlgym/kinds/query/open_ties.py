"""A right answer that orders by less than the reference in; a world on which its ties, turned, are not right, out.

The engine may put rows that tie in any order: what the answer returns with its columns as further sort keys it may
return without them.
"""

from collections.abc import Iterator

import msgspec

from sqlgym.data.reference import Reference
from sqlgym.engines.trees import to_text, with_ties_turned
from sqlgym.sql.reading import Reading
from sqlgym.worlds.aimed.queries import asking
from sqlgym.worlds.examination import Examiner
from sqlgym.worlds.outcome import Side, Witness

LOOKED_AT = 5
"""Worlds on which the turned answer seems wrong that are run plainly."""


def open_tie(reading: Reading, reference: Reference, tries: Examiner) -> Witness | None:
    """A small world that shows that the order of an answer's rows is left open; None where none was found."""
    for turned in turned_answers(reading, reference, tries):
        one = tries.for_answer(turned)
        worlds = [case.world for case in tries.suite.cases if not case.edge]
        found = one.confirmer.suspect(worlds)[:LOOKED_AT]
        if found and (witness := one.smallest(one.confirmer.confirm([each.world for each in found]))):
            return witness
    return None


def turned_answers(reading: Reading, reference: Reference, tries: Examiner) -> Iterator[Side]:
    """The answer with its ties turned in two ways, if it has fewer sort keys than the reference."""
    if not reading.tree or reading.volatile:
        return
    side, ask = tries.confirmer.answer, asking(tries.confirmer.sandbox, tries.confirmer.limits)
    tree = msgspec.json.decode(reading.tree)
    for one in with_ties_turned(tree, len(side.columns), len(reference.keys)):
        if rows := ask(f"SELECT {to_text(one)}"):
            yield Side(str(rows[0][0]), side.columns)

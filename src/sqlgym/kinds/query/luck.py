"""An answer whose rows came out in the right order though nothing in it asks for that, and what it gets for it."""

from collections.abc import Iterator

import msgspec

from sqlgym.compare.canonical import read
from sqlgym.course import QuerySettings
from sqlgym.data.reference import Reference
from sqlgym.kinds.failures import with_probes
from sqlgym.result.types import parse_type
from sqlgym.sql.reading import Reading
from sqlgym.verdict import Finding, Verdict
from sqlgym.verdict.probe import failed
from sqlgym.worlds.examination import Examiner
from sqlgym.worlds.suite import Suite

ASKED = "order asked for"
"""The probe's name."""

LUCK = "Nothing in your query asks for this order; here it came out sorted by luck."
ADVICE = "End your query with an ORDER BY: without one the engine may return the rows in any order."
TIES = "Your ORDER BY leaves open how some rows stand to each other; here they came out right by luck."
MORE = "Rows that tie by your ORDER BY may come in any order: add the sort keys that settle them."
WITHIN = "The ORDER BY of your query is inside a subquery, whose order may get lost; an ORDER BY at the end is sure."


def by_luck(
    settings: QuerySettings, judged: Verdict, reading: Reading, reference: Reference, tries: Examiner
) -> Verdict:
    """A right verdict on an answer that asks for no order is none, if somewhere two rows had an order to be in.

    Nor is one on an answer that asks for less order than the reference, if rows that tie may come otherwise.
    """
    if judged.status != "correct" or settings.compare.order == "none":
        return judged
    if reading.order == "asked":
        return with_open_ties(settings, judged, reading, reference, tries)
    suite = tries.suite
    if not reading.tables:  # rows that are written out stand in the order in which they are written
        return judged
    if not any(map(has_order, references(reference, suite))):
        return judged
    if reading.order == "within" or settings.compare.by_luck == "note":
        note = WITHIN if reading.order == "within" else LUCK
        return msgspec.structs.replace(judged, notes=(*judged.notes, note))
    found = with_probes(judged, failed(ASKED, LUCK))
    return msgspec.structs.replace(found, findings=(Finding("order", LUCK, ADVICE),))


def with_open_ties(
    settings: QuerySettings, judged: Verdict, reading: Reading, reference: Reference, tries: Examiner
) -> Verdict:
    """What becomes of a right verdict where the answer may have fewer sort keys than the reference."""
    if len(reference.keys) < 2:
        return judged
    from sqlgym.kinds.query.open_ties import open_tie  # few references sort by two keys

    witness = open_tie(reading, reference, tries)
    if witness is None:
        return judged
    if settings.compare.by_luck == "note":
        return msgspec.structs.replace(judged, notes=(*judged.notes, TIES))
    found = with_probes(judged, failed(ASKED, TIES))
    finding = Finding("order", TIES, MORE)
    return msgspec.structs.replace(found, findings=(finding,), counterexample=tries.picture(witness))


def references(reference: Reference, suite: Suite) -> Iterator[Reference]:
    """What the reference returned on the dataset, and on each small database that counts."""
    yield reference
    for case in suite.cases:
        if not case.edge:
            yield msgspec.structs.replace(case.reference, keys=reference.keys, offset=reference.offset)


def has_order(reference: Reference) -> bool:
    """Whether two of the rows of a result have different sort keys, so that one must come before the other."""
    if reference.keyed is None or not reference.keys:
        return False
    first, last = reference.window()
    kinds = [parse_type(reference.keyed.columns[key].type) for key in reference.keys]
    keys = {
        tuple(read(row[key], kind, None) for key, kind in zip(reference.keys, kinds, strict=True))
        for row in reference.keyed.rows[first:last]
    }
    return len(keys) > 1

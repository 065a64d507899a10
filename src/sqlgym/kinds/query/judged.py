"""An answer that was judged, in; its tree, and what is worth knowing of it whatever came of it, out."""

import msgspec

from sqlgym.data.reference import READING
from sqlgym.engines import DATASETS
from sqlgym.engines.trees import is_tree, of_text
from sqlgym.feedback.habits import habits
from sqlgym.feedback.query import Query, query
from sqlgym.kinds.query.presentation import Judged
from sqlgym.sandbox import Ran
from sqlgym.verdict import Verdict


def noted(found: Verdict, read: Query, said: str) -> Verdict:
    """A verdict with notes on conditions that are never true, but for what is said already."""
    notes = tuple(
        f"{f'Line {place.line}, column {place.column}: ' if place else ''}{words}"
        for words, place in habits(read)
        if words != said
    )
    return msgspec.structs.replace(found, notes=(*found.notes, *notes))


def answer_query(on: Judged) -> Query | None:
    """The answer as a tree; of an engine that has none, as another reads its text."""
    reading, text = on.outcome.reading, on.answer.text
    tables = on.context.dataset(on.exercise).tables
    tree = reading.tree or trees(on, text)[0]
    return query(tree, text, reading.start if reading.tree else 0, tables)


def trees(on: Judged, *texts: str) -> tuple[str, ...]:
    """The trees of some queries, in one job; empty ones where there is none."""
    asked = ", ".join(of_text(text.rstrip().rstrip(";")) for text in texts)
    outcome = on.context.run(on.exercise.on(DATASETS), f"SELECT {asked}", READING)
    found = outcome.runs[0].rows[0] if isinstance(outcome, Ran) else ("",) * len(texts)
    return tuple(str(one) if is_tree(str(one)) else "" for one in found)

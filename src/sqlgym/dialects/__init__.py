"""A text that the engine refused → the same text without what other engines' dialects add, and notes on it.

Spans of the text are blanked or replaced in place, so that places in it stay what they are, and all else is
left to the engine's own parser: a real mistake stays one. sqlglot only cuts the text into tokens, for it would
repair mistakes silently if it parsed it.
"""

import msgspec

from sqlgym.dialects.markers import BACKQUOTES, MARKERS, PARTIAL, partial_indexes, quoted_by_backquotes
from sqlgym.dialects.references import Deferred, foreign_keys
from sqlgym.dialects.tokens import replaced, tokenised

__all__ = ["Adapted", "Deferred", "adapt"]

LONGEST = 100_000
"""Characters of a text that is adapted: a design is a page or two."""


class Adapted(msgspec.Struct, frozen=True):
    """The text as the engine takes it, what was changed in words, and the foreign keys that were taken out."""

    text: str
    notes: tuple[str, ...]
    deferred: tuple[Deferred, ...] = ()


def adapt(text: str, message: str) -> Adapted | None:
    """The text without its dialect, given why the engine refused it; None where nothing explains the refusal."""
    if len(text) > LONGEST:
        return None
    try:
        tokens = tokenised(text)
    except ValueError:
        return None
    markers = {BACKQUOTES: quoted_by_backquotes(text), PARTIAL: partial_indexes(text), **MARKERS}
    changes = [(note, list(find(tokens))) for note, find in markers.items()]
    keys = list(foreign_keys(tokens, selfish="foreign key" in message.lower()))
    spans = [span for _, found in changes for span in found] + [span for one in keys for span in one[1]]
    if not spans:
        return None
    notes = [note for note, found in changes if found]
    notes += [
        f"The foreign key of {one.table} is taken as declared, though DuckDB cannot hold it there."
        for one, _ in keys
    ]
    return Adapted(replaced(text, spans), tuple(dict.fromkeys(notes)), tuple(one for one, _ in keys))

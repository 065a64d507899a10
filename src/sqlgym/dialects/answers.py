"""An answer in a dialect that was named → the answer as its engine takes it, with a note that shows it."""

from collections.abc import Sequence

import msgspec

from sqlgym.course.answer import Answer, Problem
from sqlgym.dialects.transpile import LANGUAGES, Untranslatable, translated
from sqlgym.schema import Table
from sqlgym.verdict import Finding


def spoken(answer: Answer, dialect: str, engine: str, tables: Sequence[Table] = ()) -> Answer:
    """The answer in the engine's words; what cannot be translated is a problem of the answer."""
    if answer.problem is not None:
        return answer
    known, here = LANGUAGES[dialect], LANGUAGES.get(engine, engine)
    try:
        text = translated(answer.text, dialect, engine, tables)
    except Untranslatable as error:
        finding = Finding(
            "dialect",
            f"This cannot be read as {known} and written for {here}: {error}.",
            f"Correct it there, or write it {here}'s own way and leave --dialect out.",
        )
        return msgspec.structs.replace(answer, problem=Problem("error", finding))
    note = f"Your answer was read as {known}, and this was run on {here}:\n{text}"
    return msgspec.structs.replace(answer, text=text, notes=(*answer.notes, note)) if text else answer

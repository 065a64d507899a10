"""A query that was refused for a form of another engine: what this engine writes instead, tried before it is said."""

from collections.abc import Sequence

import msgspec

from sqlgym.context import Context
from sqlgym.course import Exercise
from sqlgym.course.answer import Answer
from sqlgym.data.reference import READING
from sqlgym.kinds.failures import GUESS
from sqlgym.sandbox import Failed, Ran
from sqlgym.schema import Table
from sqlgym.verdict import Verdict

MOST = 2
"""Forms that are told at a time."""


def advised(found: Verdict, exercise: Exercise, answer: Answer, context: Context) -> Verdict:
    """A verdict on a query that was refused, with the form that this engine wants where that is the reason."""
    if found.status != "error" or exercise.kind != "query" or found.findings[0].check != "sql":
        return found
    from sqlgym.dialects.rewrites import Form, Refusal, forms_in, rewritten  # few are refused

    first, *others = found.findings
    known = names(context.dataset(exercise).tables)
    refusal = Refusal(answer.text, first.message, exercise.engine, known)

    def helps(chosen: Sequence[Form]) -> bool:
        """Whether the engine takes the text with these forms replaced, at least as far as these go."""
        outcome = context.run(exercise, rewritten(answer.text, chosen), READING)
        if isinstance(outcome, Failed):
            return "syntax error" not in outcome.message and outcome.message != first.message
        return isinstance(outcome, Ran)

    candidates = forms_in(refusal)
    tries = (candidates, *((one,) for one in candidates if len(candidates) > 1))
    chosen = next((some for some in tries if some and helps(some)), ())
    if not chosen:
        return found
    said = " ".join(dict.fromkeys(form.said for form in chosen[:MOST]))
    better = msgspec.structs.replace(first, message=GUESS.sub("", first.message), help=said)
    return msgspec.structs.replace(found, findings=(better, *others))


def names(tables: Sequence[Table]) -> frozenset[str]:
    """The names of tables and of their columns, in small letters."""
    return frozenset(
        name.lower() for table in tables for name in (table.name, *(column.name for column in table.columns))
    )

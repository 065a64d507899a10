"""A design where there is no reference: the tables that it makes."""

from sqlgym.context import Context
from sqlgym.course import DesignSettings, Exercise
from sqlgym.course.answer import Answer
from sqlgym.kinds.design.judgement import blank
from sqlgym.kinds.design.script import Script, run_script
from sqlgym.kinds.design.universe import universe
from sqlgym.kinds.failures import unjudged
from sqlgym.kinds.rehearsal import ungraded
from sqlgym.result.wording import plural
from sqlgym.sandbox import Blank
from sqlgym.verdict import Grid, Verdict


def rehearse(exercise: Exercise, answer: Answer, context: Context) -> Verdict:
    """The tables that a design makes."""
    assert isinstance(exercise.settings, DesignSettings)
    known = universe(exercise, context)
    made = run_script(known, answer.text, exercise.settings.limits, context)
    if not isinstance(made, Script):
        found = unjudged(exercise, answer, made, (known.staging,))
        return blank(found) if isinstance(made, Blank) else found
    rows = tuple(
        (
            table.name,
            ", ".join(column.name for column in table.columns),
            ", ".join(table.primary_key) or "none",
        )
        for table in made.tables
    )
    said = f"It runs and makes {plural(len(made.tables), 'table')}"
    return ungraded(exercise, answer, said, Grid(("table", "columns", "primary key"), rows), made.notes)

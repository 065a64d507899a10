"""An answer to an exercise without its reference: what running it shows; right or wrong is said where it is graded."""

from sqlgym.course import Exercise
from sqlgym.course.answer import Answer
from sqlgym.kinds.failures import verdict
from sqlgym.plan import Plan
from sqlgym.verdict import Finding, Grid, Plans, Unjudged, Verdict
from sqlgym.verdict.probe import untried

WHERE = "Whether that is right is told where your course is graded: this copy of it holds no reference."
NEXT = "Compare what is shown with the task, row by row if you can; then hand it in."


def ungraded(
    exercise: Exercise,
    answer: Answer,
    said: str,
    result: Grid,
    notes: tuple[str, ...] = (),
    plan: Plan | None = None,
) -> Verdict:
    """The verdict that gives none."""
    return verdict(
        exercise,
        answer,
        Unjudged(probes=(untried("comparison", WHERE, "ungraded"),), result=result),
        findings=(Finding("grader", f"{said}. {WHERE}", NEXT),),
        notes=(*answer.notes, *notes),
        plans=Plans(plan),
    )

"""What only those see who teach: audits of a course of their own, and the verdicts on a class from its store."""

from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlgym.context import Context
from sqlgym.errors import UsageError
from sqlgym.report.json import plain
from sqlgym.verdict import Report
from sqlgym.web.queue import Slot
from sqlgym.web.values import AuditFinding, AuditView, CellView, ClassView, MistakeView, Standing

if TYPE_CHECKING:
    from sqlgym.web.service import Service


async def audit(service: "Service", name: str) -> AuditView:
    """What an audit finds about an exercise of a course that was named with `--course`."""
    if not service.author:
        raise UsageError("exercises are audited where `sqlgym serve --course DIR` serves a course's folder")
    found = service.course.exercise(name)
    return await service.queue.run(partial(audited, service, found.name))


def audited(service: "Service", name: str, slot: Slot) -> AuditView:
    """Audit an exercise in a slot's sandbox."""
    from sqlgym.audit import audited as audit_of  # learners do not pay for sqlglot

    context = Context(service.course, slot.sandbox, plan=False)
    context.at_once = False
    made = audit_of(lambda: nullcontext(context), name)
    return AuditView(
        exercise=made.exercise,
        facts=tuple((one.title, one.text) for one in made.facts),
        findings=tuple(
            AuditFinding(one.id, one.severity, one.place, one.message, one.help) for one in made.findings
        ),
        seconds=round(made.seconds, 3),
    )


def stored(service: "Service") -> Report:
    """The report on the class, as it is in the store now."""
    if not service.store:
        raise UsageError("a class is shown where `sqlgym serve --store grades.sqlite` names its store")
    from sqlgym.grade.connect import open_store  # learners do not pay for SQLAlchemy
    from sqlgym.grade.session import report

    with open_store(service.store, new=False) as store:
        return report(store, None)


def graded(service: "Service") -> ClassView:
    """The class: points, the status of every answer, and the most frequent mistakes."""
    from sqlgym.report.figures import mistakes, standings

    found = stored(service)
    return ClassView(
        exercises=tuple(dict.fromkeys(one.exercise for one in found.results)),
        students=tuple(Standing(one.student, one.points, one.possible) for one in standings(found)),
        cells=tuple(CellView(one.student, one.exercise, one.status, one.score) for one in found.results),
        mistakes=tuple(
            MistakeView(one.exercise, one.said, tuple(result.student for result in one.results))
            for one in mistakes(found.results)
        ),
    )


def answer(service: "Service", student: str, exercise: str) -> dict[str, Any]:
    """The JSON report on one student's answer."""
    found = stored(service)
    mine = [one for one in found.results if (one.student, one.exercise) == (student, exercise)]
    if not mine:
        raise UsageError("there is no such answer in the store")
    made: dict[str, Any] = plain(Report(found.course, tuple(mine), found.versions))
    return made

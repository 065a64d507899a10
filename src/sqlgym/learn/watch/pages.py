"""What a session shows in the middle of the screen: each page as text of some width."""

import io
from collections.abc import Callable

import msgspec

from sqlgym.learn.watch.session import Session
from sqlgym.report import Style
from sqlgym.report.plans import draw_plans
from sqlgym.report.style import indented
from sqlgym.report.tasks import draw_exercises
from sqlgym.report.text import verdict_lines
from sqlgym.result.cells import visible_lines
from sqlgym.verdict import Plans


def markdown(text: str, style: Style) -> str:
    """Markdown set for a terminal."""
    from rich.console import Console
    from rich.markdown import Markdown

    target = io.StringIO()
    console = Console(
        file=target,
        width=style.width,
        force_terminal=style.colour,
        color_system="standard" if style.colour else None,
        legacy_windows=False,
    )
    console.print(Markdown(visible_lines(text), hyperlinks=False))
    return "\n".join(line.rstrip() for line in target.getvalue().splitlines())


def task(session: Session, style: Style) -> str:
    """What the exercise asks for, in the words of its course."""
    return markdown(session.exercise.task, style)


def result(session: Session, style: Style) -> str:
    """The verdict, without what has a page of its own."""
    verdict = session.verdict
    if verdict is None:
        return "  Not checked yet."
    details = msgspec.structs.replace(verdict.details, task="")
    bare = msgspec.structs.replace(verdict, answer=f"{session.name}.sql", plans=Plans(), details=details)
    return "\n".join(verdict_lines(bare, style))


def hints(session: Session, style: Style) -> str:
    """The hints so far."""
    known, seen = session.exercise.settings.hints, session.state.hints.get(session.name, 0)
    if not known:
        return "  There are no hints for this exercise."
    shown = [f"Hint {number} of {len(known)}: {text}" for number, text in enumerate(known[:seen], 1)]
    last = "h shows the next one." if seen < len(known) else "These are all."
    return "\n\n".join("\n".join(indented(text, style)) for text in (*shown, last))


def plan(session: Session, style: Style) -> str:
    """How the engine ran the answer, beside the reference where it may be shown."""
    verdict = session.verdict
    if verdict is None or verdict.plans.answer is None:
        return "\n".join(
            indented("There is a plan once a query of yours has run: write one and save.", style)
        )
    return draw_plans(verdict, style)


def explanation(session: Session, style: Style) -> str:
    """What the course tells of the solution, and the solution where it may be shown; after passing."""
    exercise = session.exercise
    if exercise.withheld:
        return "\n".join(indented("This copy of the course holds no explanations and no solutions.", style))
    if not session.passed:
        return "\n".join(indented("The explanation is shown once your answer is right.", style))
    parts = [exercise.explanation.strip()]
    if exercise.settings.feedback.shows_reference(passed=True) and exercise.reference.strip():
        parts.append(f"The course's own answer:\n\n```sql\n{exercise.reference.strip()}\n```")
    text = "\n\n".join(filter(None, parts))
    return markdown(text or "There is no explanation for this exercise.", style)


def exercises(session: Session, style: Style) -> str:
    """All exercises, the chosen one marked."""
    names = session.course.names
    inner = msgspec.structs.replace(style, width=style.width - 2)
    all_of_them = [session.course.exercise(name) for name in names]
    head, line, *rows = draw_exercises(all_of_them, session.state.passed, inner, tags=False).splitlines()
    marked = [f"{'>' if number == session.chosen else ' '} {row}" for number, row in enumerate(rows)]
    return "\n".join([f"  {head}", f"  {line}", *marked])


PAGES: dict[str, Callable[[Session, Style], str]] = {
    "task": task,
    "result": result,
    "hints": hints,
    "plan": plan,
    "explanation": explanation,
    "list": exercises,
}
"""Name of a page → what it shows."""

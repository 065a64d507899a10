"""A session and the size of a terminal in, the lines to be shown out."""

from sqlgym.learn.watch.pages import PAGES
from sqlgym.learn.watch.session import Session
from sqlgym.report import Style
from sqlgym.report.style import MARKS, paint
from sqlgym.result.cells import cut, display_width, visible

KEYS = "h hint  t task  v verdict  p plan  e explain  n next  l list  r reset  q quit"
IN_LIST = "↑ ↓ choose  Enter open  l back  q quit"
BAR = 20
"""Places of the bar, where there is room for it."""

AROUND = 6
"""Lines that are no page: three above, a rule on each side of the page, and the keys."""


def frame(session: Session, columns: int, lines: int, colour: bool) -> list[str]:
    """Every line of the screen."""
    style = Style(columns, colour)
    room = max(1, lines - AROUND)
    page = PAGES[session.page](session, style).splitlines()
    session.top = first_line(session, len(page), room)
    shown = [fitting(line, columns) for line in page[session.top : session.top + room]]
    more = len(page) - session.top - len(shown)
    whole = [
        *above(session, style),
        "─" * columns,
        *shown,
        *[""] * (room - len(shown)),
        rule(session.top, more, columns),
        cut(IN_LIST if session.page == "list" else KEYS, columns),
    ]
    return whole[:lines]


def fitting(line: str, columns: int) -> str:
    """A line cut to the width; one with colours was made to fit."""
    return line if "\x1b" in line else cut(line, columns)


def first_line(session: Session, count: int, room: int) -> int:
    """The first line of the page that is shown, so that no room is wasted and the choice in a list is seen."""
    if session.page == "list":
        return max(0, session.chosen + 3 - room)
    return max(0, min(session.top, count - room))


def above(session: Session, style: Style) -> list[str]:
    """The course with its progress, the exercise, and one line of what is going on."""
    done = sum(name in session.state.passed for name in session.course.names)
    count = len(session.course.names)
    left = f"{bar(done, count)} {done} of {count} done"
    title = cut(visible(session.course.title), max(0, style.width - display_width(left) - 2))
    settings = session.exercise.settings
    exercise = f"{visible(session.name)}: {visible(settings.title)}, {settings.points:g} points"
    return [cut(f"{left}  {title}", style.width), cut(exercise, style.width), news(session, style)]


def bar(done: int, count: int) -> str:
    """How much of the course is done."""
    full = BAR * done // max(1, count)
    return "█" * full + "░" * (BAR - full)


def news(session: Session, style: Style) -> str:
    """What is going on, or what was found last."""
    if session.message:
        return cut(visible(session.message), style.width)
    file = f"{session.name}.sql"
    verdict = session.verdict
    if session.due:
        return cut(f"checking {file} …", style.width)
    if verdict is None or verdict.status == "blank":
        return cut(f"Write your answer into {file} and save it: it is checked then.", style.width)
    text = f"{MARKS[verdict.status]} {verdict.status}  {following(session, file)}"
    return paint(cut(text, style.width), verdict.status, style)


def following(session: Session, file: str) -> str:
    """The next move."""
    verdict = session.verdict
    if verdict is not None and verdict.status == "correct":
        left = session.following(session.name)
        return "n goes on to the next one, e explains" if left else "every exercise is done"
    if session.exercise.withheld:
        return "whether it is right is told where your course is graded; n goes on"
    if not session.workspace.answer(session.name).exists():
        return f"there is no {file}: r makes it"
    return f"change {file} and save it; v says why, h gives a hint"


def rule(before: int, after: int, columns: int) -> str:
    """The line below a page, with what is above and below what is shown."""
    parts = [f"↑ {before} more" if before else "", f"↓ {after} more" if after else ""]
    text = "  ".join(filter(None, parts))
    return cut(f"── {text} {'─' * columns}" if text else "─" * columns, columns).replace("…", "─")

"""The loop of `sqlgym watch`: show, wait for a key or a saved file, act; on a terminal, or line by line without one."""

from collections.abc import Callable

from sqlgym.learn.watch.changes import Changes
from sqlgym.learn.watch.pages import task
from sqlgym.learn.watch.screen import frame
from sqlgym.learn.watch.session import Session
from sqlgym.report import Style
from sqlgym.report.text import verdict_lines


def on_terminal(session: Session, colour: bool) -> None:
    """Work on a terminal until the learner quits; it is given back as it was."""
    from sqlgym.learn.watch.terminal import Terminal  # needs termios, which only POSIX has

    with Terminal() as terminal, Changes(session.workspace.folder, session.course.names) as changes:
        while not session.over:
            terminal.show(frame(session, *terminal.size(), colour))
            if session.due:
                session.judge()
                continue
            keys, saved = terminal.wait(changes)
            for name in saved:
                session.saved(name)
            for key in keys:
                if key == "redraw":
                    terminal.redraw()
                session.press(key)


def in_lines(session: Session, say: Callable[[str], object]) -> None:
    """Print the task and then each verdict when a file is saved, until interrupted."""
    style = Style(width=100)
    say(f"{session.name}\n\n{task(session, style)}\n")
    with Changes(session.workspace.folder, session.course.names) as changes:
        say(f"Save {session.name}.sql, and it is checked. Ctrl-C ends this.\n")
        while True:
            for name in changes.take():
                session.saved(name)
                session.judge()
                if verdict := session.verdict:
                    say("\n".join(verdict_lines(verdict, style)) + "\n")

"""A workspace in, the exercise that a learner is at out: what a command without a name is about."""

from sqlgym.course import Course
from sqlgym.learn.workspace import Workspace
from sqlgym.learn.workspace.state import State


def following(course: Course, state: State, name: str = "") -> str:
    """The next exercise after one that is not done, from the top again at the end; empty where all are."""
    names = course.names
    start = names.index(name) + 1 if name in names else 0
    left = [one for one in (*names[start:], *names[:start]) if one not in state.passed]
    return left[0] if left else ""


def at_hand(course: Course, workspace: Workspace, state: State) -> str:
    """The exercise whose answer was saved last, unless that is done or as it began: then the next one.

    Empty for a course without exercises.
    """
    saved = last_saved(course, workspace)
    if saved and saved not in state.passed:
        return saved
    return following(course, state, saved) or saved or next(iter(course.names), "")


def last_saved(course: Course, workspace: Workspace) -> str:
    """The exercise whose answer was saved last with more in it than its starter; empty where there is none."""
    begun = []
    for name in course.names:
        answer = workspace.answer(name)
        try:
            text, when = answer.read_bytes().strip(), answer.stat().st_mtime_ns
        except OSError:  # deleted, or not to be read: nobody is at that
            continue
        if text not in (b"", course.exercise(name).starter.encode().strip()):
            begun.append((when, name))
    return max(begun)[1] if begun else ""

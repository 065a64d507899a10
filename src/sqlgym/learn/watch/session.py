"""What a learner is at: the exercise, the page, what was found of the answer; and what each key does to it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from sqlgym.course import Course, Exercise
from sqlgym.errors import SqlgymError
from sqlgym.learn.workspace import Workspace, reset
from sqlgym.learn.workspace.at_hand import following
from sqlgym.learn.workspace.state import State, StateFile
from sqlgym.verdict import Verdict

Check = Callable[[Path, str], Verdict]
"""Judges a file as an answer to an exercise."""


class Session:
    """A learner at work in a workspace; what is shown is made from it, and keys and saved files change it."""

    def __init__(self, course: Course, workspace: Workspace, check: Check) -> None:
        self.course = course
        self.workspace = workspace
        self.check = check
        self.file = StateFile(workspace, self.tell)
        self.message = ""
        self.state = self.file.read()
        self.verdicts: dict[str, Verdict] = {}
        self.texts: dict[str, bytes] = {}
        """The text of each answer when it was checked last."""
        self.page = "task"
        self.top = 0
        self.chosen = 0
        self.asking = False
        self.over = False
        self.due = ""
        """The exercise that is to be checked next."""
        self.name = self.following("") or course.names[0]
        self.go(self.name)

    def tell(self, message: str) -> None:
        """Say something in the line above the page."""
        self.message = message

    @property
    def exercise(self) -> Exercise:
        """The exercise at hand."""
        return self.course.exercise(self.name)

    @property
    def verdict(self) -> Verdict | None:
        """What was found of the answer at hand, if it was checked."""
        return self.verdicts.get(self.name)

    @property
    def passed(self) -> bool:
        """Whether the exercise at hand has passed, now or before."""
        return self.name in self.state.passed

    def following(self, name: str) -> str:
        """The next exercise after one that is not done, from the top again at the end; empty where all are."""
        return following(self.course, self.state, name)

    def go(self, name: str) -> None:
        """Turn to an exercise and check what there is of it."""
        self.name = self.due = name
        self.turn("task")

    def turn(self, page: str) -> None:
        """Show a page from its top."""
        self.page, self.top = page, 0

    def saved(self, name: str) -> None:
        """Check an answer that was saved; it becomes the one at hand, unless its text is the one checked last."""
        if self.texts.get(name) == text_of(self.workspace.answer(name)):
            return
        self.message = ""
        self.go(name)
        self.turn("result")

    def judge(self) -> None:
        """Check what is due, and remember it if it passed."""
        name, self.due = self.due, ""
        self.texts[name] = text_of(self.workspace.answer(name))
        verdict = self.verdicts[name] = self.check(self.workspace.answer(name), name)
        if verdict.status == "correct":
            self.state = self.file.change(partial(State.with_pass, name=name))
        if verdict.status == "blank":
            self.turn("task")
        elif self.page == "task" and self.begun():
            self.turn("result")

    def begun(self) -> bool:
        """Whether there is more in the answer than the starter."""
        return self.texts[self.name].strip() not in (b"", self.exercise.starter.encode().strip())

    def press(self, key: str) -> None:
        """Do what a key says."""
        if self.asking:
            self.answer(key)
        elif key in KEYS:
            self.message = ""
            KEYS[key](self)

    def answer(self, key: str) -> None:
        """Do or leave what was asked about."""
        self.asking, self.message = False, "Left as it is."
        if key in ("y", "Y"):
            self.reset()

    def ask(self) -> None:
        """Ask before the starter is put back."""
        self.asking = True
        self.message = (
            f"Put the starter back into {self.name}.sql? Your text is kept.  y yes, any other key no"
        )

    def reset(self) -> None:
        """Put the starter back and say where the former text is."""
        try:
            backup = reset(self.workspace.answer(self.name), self.exercise.starter)
        except SqlgymError as error:
            self.message = str(error)
            return
        self.state = self.file.change(partial(State.without_pass, name=self.name))
        self.go(self.name)
        kept = f" Your text is in {backup.relative_to(self.workspace.folder)}" if backup else ""
        self.message = f"The starter is back.{kept}"

    def hint(self) -> None:
        """Show the hints so far; on their page, and the first time, one more."""
        seen, count = self.state.hints.get(self.name, 0), len(self.exercise.settings.hints)
        if seen < count and (self.page == "hints" or seen == 0):
            self.state = self.file.change(partial(State.with_hint, name=self.name, number=seen + 1))
        self.turn("hints")

    def next(self) -> None:
        """Turn to the next exercise that is not done; where all are, to the next one."""
        names = self.course.names
        left = self.following(self.name) or names[(names.index(self.name) + 1) % len(names)]
        if left == self.name:
            self.message = "This is the only one left."
        else:
            self.go(left)

    def list(self) -> None:
        """Show all exercises, or leave them."""
        self.turn("task" if self.page == "list" else "list")
        self.chosen = self.course.names.index(self.name)

    def enter(self) -> None:
        """Turn to the exercise chosen in the list; elsewhere, check again."""
        if self.page == "list":
            self.go(self.course.names[self.chosen])
        else:
            self.due = self.name
            self.turn("result")

    def move(self, by: int) -> None:
        """Scroll, or choose in the list; how far one can go is for the screen to say."""
        if self.page == "list":
            self.chosen = min(max(0, self.chosen + by), len(self.course.names) - 1)
        else:
            self.top = max(0, self.top + by)

    def quit(self) -> None:
        """Leave the screen once this key is dealt with."""
        self.over = True


def text_of(path: Path) -> bytes:
    """What a file holds; nothing where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


FAR = 1_000_000

KEYS: dict[str, Callable[[Session], None]] = {
    "h": Session.hint,
    "t": lambda session: session.turn("task"),
    "v": lambda session: session.turn("result"),
    "p": lambda session: session.turn("plan"),
    "e": lambda session: session.turn("explanation"),
    "n": Session.next,
    "l": Session.list,
    "r": Session.ask,
    "q": Session.quit,
    "enter": Session.enter,
    "c": Session.enter,
    "up": lambda session: session.move(-1),
    "down": lambda session: session.move(1),
    "page up": lambda session: session.move(-10),
    "page down": lambda session: session.move(10),
    "home": lambda session: session.move(-FAR),
    "end": lambda session: session.move(FAR),
}
"""Key → what it does."""

"""What a workspace remembers, in `.sqlgym/state.json`: the exercises that passed, and how many hints were seen."""

import contextlib
import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated

import msgspec

from sqlgym.learn.workspace import Workspace, set_aside

Tell = Callable[[str], object]
"""Hears what a person should know: a damaged file, a full disk."""


class State(msgspec.Struct, frozen=True):
    """`passed` has when (ISO 8601, UTC) by the exercise's name, `hints` how many were given."""

    version: int = 1
    passed: dict[str, str] = {}
    hints: dict[str, Annotated[int, msgspec.Meta(ge=0)]] = {}

    def with_pass(self, name: str) -> "State":
        """This, and that an exercise passed now; the first time counts."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return msgspec.structs.replace(self, passed={name: now, **self.passed})

    def without_pass(self, name: str) -> "State":
        """This, with an exercise to be done again."""
        left = {key: when for key, when in self.passed.items() if key != name}
        return msgspec.structs.replace(self, passed=left)

    def with_hint(self, name: str, number: int) -> "State":
        """This, and that hints up to a number were given."""
        return msgspec.structs.replace(self, hints={**self.hints, name: number})


class StateFile:
    """A workspace's state on disk; it never stops a command: what goes wrong is told and goes on without."""

    def __init__(self, workspace: Workspace, tell: Tell) -> None:
        self.path = workspace.state_folder / "state.json"
        self.tell = tell

    def read(self) -> State:
        """The state; a file that cannot be read as one is set aside, and a new one begins."""
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=State)
        except FileNotFoundError:
            return State()
        except OSError as error:
            self.tell(f"{self.path} cannot be read: {error.strerror}; nothing is known of earlier work")
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            self.begin_anew()
        return State()

    def begin_anew(self) -> None:
        """Set a damaged file aside."""
        try:
            kept = set_aside(self.path.parent, "state.damaged", self.path.read_bytes())
            self.path.unlink()
        except OSError as error:
            self.tell(f"{self.path} is damaged and cannot be moved: {error.strerror}; delete it")
            return
        self.tell(
            f"{self.path} was damaged, so progress begins anew: check your answers again. "
            f"The old file is kept as {kept.name}"
        )

    def change(self, how: Callable[[State], State]) -> State:
        """Read, change and write the state; the file is whole at every moment."""
        before = self.read()
        after = how(before)
        if after != before:
            self.write(after)
        return after

    def write(self, state: State) -> None:
        """Write the state under another name and rename it."""
        part = self.path.with_name(f"state.{os.getpid()}.part")
        try:
            part.write_bytes(msgspec.json.format(msgspec.json.encode(state)))
            part.replace(self.path)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink()
            self.tell(f"{self.path} cannot be written: {error.strerror}; progress is not remembered")

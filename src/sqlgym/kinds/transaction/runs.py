"""One script on one engine, run in every way the probes need; each way is run once."""

from functools import cached_property
from typing import Any

from sqlgym.context import Context
from sqlgym.course import Exercise
from sqlgym.engines import Statement
from sqlgym.sandbox import Exceeded, Outcome, Script, State
from sqlgym.state.difference import changes, definitions
from sqlgym.state.run import After, state_after

MOST = 12
"""Boundaries that are tried; a longer script is tried at the first, the last and some between."""


class Trials:
    """The runs of one script on the dataset of an exercise; `before` is the state it begins with."""

    def __init__(
        self, context: Context, exercise: Exercise, sql: str, before: State, trusted: bool = False
    ) -> None:
        """Take what is needed; nothing is run yet."""
        self.context = context
        self.exercise = exercise
        self.sql = sql
        self.before = before
        self.trusted = trusted

    @property
    def engine(self) -> str:
        """The engine it runs on."""
        return self.exercise.engine

    def run(self, **disturbance: Any) -> After:
        """Run the script, disturbed as told."""
        return state_after(self.context, self.exercise, self.sql, trusted=self.trusted, **disturbance)

    @cached_property
    def plain_run(self) -> After:
        """The script, undisturbed but watched by a second connection after every statement.

        Where that takes too much, the script is run by itself first, within half the time, since with more it has none
        for all its other runs; and then watched with more room: looking is our doing. `watched` is false if even that
        is not enough.
        """
        limits = self.exercise.settings.limits
        after = self.run(watch=True)
        if isinstance(after.script, Exceeded):
            after = self.run(limits=limits.times(0.5))
            if isinstance(after.script, Script):
                again = self.run(watch=True, limits=limits.times(seconds=2, memory=2))
                after = again if isinstance(again.script, Script) else after
        self.sql = after.sql
        return after

    @property
    def script(self) -> Script:
        """How the whole script ran; only asked of one that ran."""
        assert isinstance(self.plain_run.script, Script)
        return self.plain_run.script

    @property
    def watched(self) -> bool:
        """Whether a second connection looked."""
        return bool(self.script.looked)

    @property
    def after(self) -> State:
        """The state after the whole script; only asked where there is one."""
        assert isinstance(self.plain_run.state, State)
        return self.plain_run.state

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements of the script."""
        return self.script.statements

    @property
    def boundaries(self) -> tuple[int, ...]:
        """The places behind statements that are tried."""
        last = self.script.done
        if last <= MOST:
            return tuple(range(1, last + 1))
        return tuple(dict.fromkeys([*range(1, MOST // 2 + 1), *range(last - MOST // 2 + 1, last + 1)]))

    @cached_property
    def changed(self) -> int:
        """How many rows the whole script changes."""
        return rows_apart(self.before, self.after)


def rows_apart(one: State, other: State) -> int:
    """How many rows differ between two states; more than none where a table differs."""
    rows = sum(change.count for change in changes(one, other))
    return rows or sum(1 for _ in definitions(one, other))


def final_state(after: After, stop: int | None = None) -> State | Outcome:
    """The state that a disturbed run left, if it came as far as asked; else what ended it before."""
    if not isinstance(after.script, Script):
        return after.script
    if stop is not None and after.script.done < stop and after.script.error is not None:
        return after.script.error
    return after.state

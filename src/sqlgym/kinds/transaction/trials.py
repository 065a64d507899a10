"""One script on one engine, run in every way the probes need; each way is run once."""

from functools import cached_property
from typing import Any

from sqlgym.bench import Bench
from sqlgym.course import Exercise
from sqlgym.engines import Statement
from sqlgym.sandbox import Exceeded, Script, State
from sqlgym.scripts.difference import changes, definitions
from sqlgym.scripts.states import After, state_after

MOST = 12
"""Boundaries that are tried; a longer script is tried at the first, the last and some between."""


class Trials:
    """The runs of one script on the dataset of an exercise; `before` is the state it begins with."""

    def __init__(
        self, bench: Bench, exercise: Exercise, sql: str, before: State, trusted: bool = False
    ) -> None:
        """Take what is needed; nothing is run yet."""
        self.bench = bench
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
        return state_after(self.bench, self.exercise, self.sql, trusted=self.trusted, **disturbance)

    @cached_property
    def whole(self) -> After:
        """The script, undisturbed but watched by a second connection after every statement."""
        after = self.run(watch=True)
        if isinstance(after.script, Exceeded):
            after = self.run()
        self.sql = after.sql
        return after

    @cached_property
    def after(self) -> State:
        """The state after the whole script; the state before where there is none."""
        return self.whole.state if isinstance(self.whole.state, State) else self.before

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements of the script."""
        return self.whole.script.statements if isinstance(self.whole.script, Script) else ()

    @property
    def boundaries(self) -> tuple[int, ...]:
        """The places behind statements that are tried, as far as the script runs at all."""
        last = self.whole.script.done if isinstance(self.whole.script, Script) else 0
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

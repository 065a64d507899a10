"""The worlds of an exercise with what the reference returns on each, and how a folder and a job hold them."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import msgspec

from sqlgym.data.reference import Reference
from sqlgym.engines import DATASETS, engine
from sqlgym.result import Cell
from sqlgym.result.codec import load, store
from sqlgym.schema import Table
from sqlgym.sql.reading import Reading
from sqlgym.sql.tableau import Tableau
from sqlgym.worlds.world import World


class Case(msgspec.Struct, frozen=True):
    """A world, and what the reference returns on it; `edge` if the exercise's assumptions do not hold there."""

    world: World
    reference: Reference
    edge: bool = False


class Suite(msgspec.Struct, frozen=True):
    """The worlds of an exercise; `dropped` counts those on which the reference fails or depends on row order.

    `unstable` are those of the dropped on which it depends on row order.
    """

    tables: tuple[Table, ...]
    cases: tuple[Case, ...]
    reading: Reading
    seed: int
    dropped: int
    key: str
    unstable: int = 0
    engine: str = DATASETS
    """What the worlds are run on."""
    tableaux: tuple[Tableau, ...] = ()
    """At which of the reference's tableaux some of the worlds are aimed."""
    middle: Case | None = None
    """The second database, of middle size, whose number is that after the last case; None where there is none."""

    @property
    def second(self) -> tuple[int, ...]:
        """The number of the second database, if there is one."""
        return () if self.middle is None else (len(self.cases),)


class Recipe(msgspec.Struct, frozen=True):
    """What a suite is made of: how many worlds and by which seed, what is made by hand, and what is pinned.

    Worlds are `drawn` by a text that is the same on every engine, so that they mostly are.
    """

    count: int
    seed: int
    hands: dict[str, str]
    pins: tuple[World, ...]
    base: str
    drawn: str
    key: str


def open_suite(folder: Path) -> tuple[Suite, Path]:
    """What is kept of a suite in a folder."""
    found = load((folder / "suite.msgpack").read_bytes(), Suite)
    return found, folder / f"worlds.{found.engine}"


def save(suite: Suite, folder: Path) -> None:
    """Write a suite and its worlds' database into a folder."""
    (folder / "suite.msgpack").write_bytes(store(suite))
    cases = suite.cases if suite.middle is None else (*suite.cases, suite.middle)
    database(suite, [case.world for case in cases], folder / f"worlds.{suite.engine}")


def database(suite: Suite, worlds: Sequence[World], path: Path) -> None:
    """Write worlds of a suite's tables, numbered in their order, into a file of its engine as a TrialJob takes it."""
    texts = contents(suite.tables, dict(enumerate(worlds)))
    engine(suite.engine).keep_worlds(suite.tables, texts, path)


def contents(tables: Sequence[Table], worlds: Mapping[int, World], backwards: bool = False) -> dict[str, str]:
    """Worlds by number as the JSON that a TrialJob takes; `backwards` with their rows the other way round."""
    step = -1 if backwards else 1
    return {
        table.name: json.dumps(
            [
                [str(number), str(place), *map(text, row)]
                for number, world in worlds.items()
                for place, row in enumerate(world.rows.get(table.name, ())[::step])
            ]
        )
        for table in tables
    }


def same(one: Reference, other: Reference, order: str) -> bool:
    """Whether two results of the reference allow the same answers."""
    if order == "exact":
        return one.run.rows == other.run.rows
    left, right = ((found.keyed or found.run).rows for found in (one, other))
    return sorted(map(repr, left)) == sorted(map(repr, right)) and len(one.run.rows) == len(other.run.rows)


def text(cell: Cell) -> str | None:
    """A cell as text that the engine casts back."""
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bytes):
        return "".join(f"\\x{byte:02X}" for byte in cell)
    if isinstance(cell, datetime | date | time):
        return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()
    if isinstance(cell, timedelta):
        return f"{cell.days} days {cell.seconds} seconds {cell.microseconds} microseconds"
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)

"""What a rule gives: a name, and what puts rows into a world."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from sqlgym.worlds.aimed.scene import Aim, Scene


class Plan(NamedTuple):
    """One world to be: what is special about it, and what puts its rows in."""

    name: str
    act: Callable[[Scene], object]


Rule = Callable[[Aim], Iterator[Plan]]

"""What a gradebook is made by: the platform it goes to, and its own list of a class."""

from typing import Literal

import msgspec

Platform = Literal["canvas", "moodle", "csv"]


class Roster(msgspec.Struct, frozen=True):
    """What a platform knows of a class: the heads of its columns, and a row of cells for each student."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Gradebook(msgspec.Struct, frozen=True):
    """For which platform a gradebook is, by which roster, and which of the roster's columns says who was late."""

    platform: Platform = "csv"
    roster: Roster | None = None
    late: str = ""

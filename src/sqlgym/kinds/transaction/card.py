"""The card of a transaction: its five lines, each with what was done and what was seen."""

import msgspec

LINES = ("explicit", "atomicity", "consistency", "isolation", "durability")


class Line(msgspec.Struct, frozen=True):
    """One line: what was done, what was seen, and on which engine; `passed` is None where nothing could be tried."""

    name: str
    passed: bool | None
    did: str
    saw: str
    help: str = ""
    engine: str = ""
    tried: int = 0


def score(lines: tuple[Line, ...], right: bool) -> float:
    """The share of lines passed; half of it where the state left behind is not the reference's."""
    passed = sum(line.passed is True for line in lines) / len(lines)
    return round(passed if right else passed / 2, 4)

"""The card of a transaction: its five lines, each with what was done and what was seen."""

from sqlgym.verdict.evidence import CardLine

LINES = ("explicit", "atomicity", "consistency", "isolation", "durability")


def score(lines: tuple[CardLine, ...], right: bool) -> float:
    """The share of lines passed; half of it where the state left behind is not the reference's."""
    passed = sum(line.passed is True for line in lines) / len(lines)
    return round(passed if right else passed / 2, 4)

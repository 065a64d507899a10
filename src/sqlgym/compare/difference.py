"""Which rows of two results belong together in, at most ten of those that differ out, as a value to draw."""

from collections.abc import Sequence
from itertools import cycle

import msgspec

from sqlgym.result import Column, Row
from sqlgym.verdict import Finding
from sqlgym.verdict.evidence import Difference, Kind, Shown

SHOWN = 10
"""Rows of a difference that are shown."""


class Pairing(msgspec.Struct, frozen=True):
    """What became of the rows that are not equal: places in the expected and in the actual rows.

    `changed` pairs an expected row with the actual one that stands for it, and names the columns that differ.
    """

    missing: tuple[int, ...] = ()
    extra: tuple[int, ...] = ()
    changed: tuple[tuple[int, int, tuple[int, ...]], ...] = ()
    key: tuple[int, ...] = ()
    """The columns by which changed rows were matched."""


class Comparison(msgspec.Struct, frozen=True):
    """Whether a result is right; if not, what is wrong, the leading finding first, and which rows show it."""

    equal: bool
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    difference: Difference | None = None


def difference(
    expected: tuple[Column, ...],
    actual: tuple[Column, ...],
    expected_rows: Sequence[Row],
    actual_rows: Sequence[Row],
    pairing: Pairing,
) -> Difference:
    """Choose the rows to show: some of every kind, the first of each."""
    rows: dict[Kind, list[Shown]] = {
        "missing": [Shown("missing", expected=expected_rows[i]) for i in pairing.missing[:SHOWN]],
        "extra": [Shown("extra", actual=actual_rows[i]) for i in pairing.extra[:SHOWN]],
        "changed": [
            Shown("changed", expected_rows[i], actual_rows[j], cells)
            for i, j, cells in pairing.changed[:SHOWN]
        ],
    }
    counts: dict[Kind, int] = {
        "missing": len(pairing.missing),
        "extra": len(pairing.extra),
        "changed": len(pairing.changed),
    }
    shown = _shares(counts)
    chosen = tuple(row for kind, some in rows.items() for row in some[: shown[kind]])
    return Difference(expected, actual, chosen, {k: counts[k] - shown[k] for k in counts}, pairing.key)


def _shares(counts: dict[Kind, int]) -> dict[Kind, int]:
    """Deal the shown places out in turn, so that no kind is crowded out."""
    shares: dict[Kind, int] = dict.fromkeys(counts, 0)
    for kind in cycle(counts):
        if sum(shares.values()) == min(SHOWN, sum(counts.values())):
            break
        shares[kind] += shares[kind] < counts[kind]
    return shares

"""What was tried on an answer, as probes; from all of them, and nowhere else, the status of the verdict.

A probe that was not tried is no pass. By the answer's doing (it crashed, ran out of time, memory or rows, was
refused) the verdict is `error`, `limit` or `refused`; by ours it is `ungraded`.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from sqlgym.verdict.values import Count, Status

Outcome = Literal["passed", "failed", "not tried"]

Untried = Literal["blank", "refused", "error", "limit", "ungraded"]
"""What a verdict becomes by a probe that was not tried, those by the answer's doing first."""

ORDER: tuple[Untried, ...] = ("blank", "refused", "error", "limit", "ungraded")


class Probe(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that was tried on an answer.

    `compared` counts the runs that it rests on, `reason` says why it failed or was not tried, and `status` what the
    verdict is for one that was not.
    """

    name: str
    outcome: Outcome
    reason: str = ""
    compared: Count = 0
    status: Untried | None = None


def passed(name: str, compared: int = 1) -> Probe:
    """A probe on which the answer was found right, so many times."""
    return Probe(name, "passed", compared=compared)


def failed(name: str, reason: str, compared: int = 1) -> Probe:
    """A probe on which the answer was found wrong."""
    return Probe(name, "failed", reason, compared)


def untried(name: str, reason: str, status: Untried, compared: int = 0) -> Probe:
    """A probe that could not be made, or not as far as it must be, and what that makes of the verdict."""
    return Probe(name, "not tried", reason, compared, status)


def probe(name: str, right: bool, reason: str = "", compared: int = 1) -> Probe:
    """A probe that was made; `reason` says why it failed."""
    return passed(name, compared) if right else failed(name, reason, compared)


def status(probes: Sequence[Probe], required: Iterable[str] = ()) -> Status:
    """The status of a verdict that rests on these probes; a required one that is missing is one we did not try."""
    if any(one.outcome == "failed" for one in probes):
        return "wrong"
    left = {one.status or "ungraded" for one in probes if one.outcome == "not tried"}
    if {*required} - {one.name for one in probes} or not probes:
        left.add("ungraded")
    return next((one for one in ORDER if one in left), "correct")

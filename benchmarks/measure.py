"""Measuring in pairs: two things in turn, many times, and the ratio of their medians in one run."""

import statistics
import subprocess
import time
from collections.abc import Callable, Sequence

ROUNDS = 9


def pairs(
    first: Callable[[], object], second: Callable[[], object], rounds: int = ROUNDS
) -> tuple[float, float]:
    """The medians of two things in seconds, each run once before it counts and then in turn."""
    first()
    second()
    taken = [(timed(first), timed(second)) for _ in range(rounds)]
    return statistics.median(one for one, _ in taken), statistics.median(two for _, two in taken)


def timed(work: Callable[[], object]) -> float:
    """How many seconds something takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def command(*words: str) -> Callable[[], object]:
    """A command as something to measure; it may exit with any status."""

    def run() -> object:
        return subprocess.run(words, capture_output=True, check=False)

    return run


def line(what: str, first: float, second: float, budget: str) -> str:
    """A row of the results: the ratio, both medians, and what was aimed at."""
    return f"| {what} | {first / second:.2f} | {first * 1000:,.1f} ms | {second * 1000:,.1f} ms | {budget} |"


def table(title: str, rows: Sequence[str]) -> str:
    """A part of the results."""
    head = "| what | ratio | median | against | budget |\n|---|---:|---:|---:|---|"
    return "\n".join([f"## {title}", "", head, *rows, ""])

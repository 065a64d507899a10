"""How well worlds tell wrong from right, and what they cost: appends its tables to benchmarks/results-worlds.md."""

import os
import platform
import statistics
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from functools import partial
from math import comb
from pathlib import Path

import duckdb
import msgspec

from measure import timed
from sqlgym import __version__
from sqlgym.audit.hunt import Hunt
from sqlgym.audit.witness import WitnessFinder, suspects
from sqlgym.context import Context
from sqlgym.course import Course, find_course
from sqlgym.data.reference import READING
from sqlgym.kinds.checker import Checker
from sqlgym.sandbox import Ran, Sandbox
from sqlgym.verdict import Verdict
from sqlgym.worlds.diagnosis import behaviour
from sqlgym.worlds.mutants import mutants
from sqlgym.worlds.outcome import Side

ROOT = Path(__file__).parents[1]
SECOND = ROOT / "benchmarks" / "schema_two"
COUNTS = (1, 10, 30, 100, 300, 1000)
ROUNDS = 3


class Killed(msgspec.Struct, frozen=True):
    """The worlds, by number, that tell a mutant from the reference, and whether the dataset or a hunt does."""

    worlds: tuple[int, ...]
    of: int
    dataset: bool
    hunted: bool = False

    @property
    def alive(self) -> bool:
        """Whether nothing tells it apart."""
        return not (self.worlds or self.dataset or self.hunted)


def killed(context: Context, name: str) -> Iterator[Killed]:
    """The fate of every mutant of an exercise on as many worlds as are compared."""
    exercise = context.course.exercise(name)
    finder = WitnessFinder(exercise, context)
    right = [behaviour(case.reference.run) for case in finder.suite.cases]
    with Hunt(finder) as hunt:
        for mutant in mutants(exercise.reference, finder.suite.tables):
            outcome = context.run(exercise, mutant.sql, READING)
            if not isinstance(outcome, Ran):
                continue
            side = Side(mutant.sql, outcome.runs[0].columns)
            dataset = behaviour(outcome.runs[0]) != behaviour(finder.reference.run)
            worlds = tuple(on_worlds(finder, side, right))
            hunted = not dataset and not worlds and bool(hunt.killers(side))
            yield Killed(worlds, len(right), dataset, hunted)


def on_worlds(finder: WitnessFinder, side: Side, right: Sequence[bytes]) -> Iterator[int]:
    """The worlds on which a mutant returns other rows; where it returns the same, those with another order."""
    one = finder.tries.for_answer(side)
    numbers = range(len(right))
    found, _ = one.suite_trials(numbers, "batch")
    if not found:
        found, _ = one.suite_trials(numbers, "views")
    other = [n for n, out in found.items() if out.run is None or behaviour(out.run) != right[n]]
    if not other and finder.reference.keyed is not None:
        other = list(suspects(one, one.suite_trials(numbers, "views")[0]))
    yield from sorted(other)


def queries(course: Course) -> list[str]:
    """The exercises of kind query."""
    settings = {name: (course.exercises / name / "exercise.toml").read_text() for name in course.names}
    return [name for name, text in settings.items() if tomllib.loads(text)["kind"] == "query"]


def files(pattern: str) -> list[Path]:
    """Files of the built-in exercises of kind query."""
    return [
        path
        for name in queries(Course(ROOT))
        for path in sorted((ROOT / "exercises").glob(f"{name}{pattern}"))
    ]


def rates(name: str, fates: Sequence[Killed]) -> Iterator[str]:
    """A row of the table: what share of the mutants that anything kills so many worlds kill."""
    real = [fate for fate in fates if not fate.alive]
    random = [mean(real, lambda fate, n=n: caught(len(fate.worlds), fate.of, n)) for n in COUNTS]
    first = [mean(real, lambda fate, n=n: any(world < n for world in fate.worlds)) for n in COUNTS]
    dataset = mean(real, lambda fate: fate.dataset)
    head = f"| {name} | {len(fates)} | {len(fates) - len(real)} | {dataset:.1%} |"
    yield f"{head} drawn at random | {' | '.join(f'{one:.1%}' for one in random)} |"
    yield f"| | | | | the first ones | {' | '.join(f'{one:.1%}' for one in first)} |"


def mean(fates, value) -> float:  # noqa: ANN001
    """The mean of a value over mutants."""
    return statistics.fmean(float(value(fate)) for fate in fates) if fates else 0.0


def caught(killers: int, worlds: int, drawn: int) -> float:
    """How likely some of `drawn` worlds is one of the killers, of which there are so many among all."""
    drawn = min(drawn, worlds)
    return 1 - comb(worlds - killers, drawn) / comb(worlds, drawn)


def kill_rates(sandbox: Sandbox) -> Iterator[str]:
    """The kill rates of both courses."""
    yield "## Mutants told apart, by number of worlds"
    yield ""
    columns = " | ".join(map(str, COUNTS))
    yield f"| course | mutants | told apart by nothing | by the dataset alone | worlds | {columns} |"
    yield "|---|---:|---:|---:|---|" + "---:|" * len(COUNTS)
    missed = []
    for title, root in (("built-in", ROOT), ("second schema", SECOND)):
        context = Context(Course(root), sandbox, plan=False, worlds=max(COUNTS))
        each = {}
        for name in queries(context.course):
            each[name] = list(killed(context, name))
            missed += [(name, fate) for fate in each[name] if not fate.worlds and not fate.alive]
            print(name, len(each[name]), sum(fate.alive for fate in each[name]), flush=True)
        yield from rates(title, [fate for fates in each.values() for fate in fates])
    by_hunt = sum(not fate.dataset for _, fate in missed)
    yield ""
    yield (
        f"{len(missed)} of those that 1,000 worlds leave are told apart by the dataset or by 5,000 further worlds "
        f"({by_hunt} by those worlds alone). What nothing tells apart is taken for equivalent."
    )
    yield ""


def answers(sandbox: Sandbox) -> Iterator[str]:
    """Wrong answers caught, right ones rejected, and how large counterexamples are."""
    checker = Checker(sandbox, partial(find_course, ROOT), plan=False)
    wrong = [checker.check(path) for path in files("/wrong/*.sql")]
    right = [checker.check(path) for path in [*files("/accepted/*.sql"), *files(".sql")]]
    sizes = [size(verdict) for verdict in wrong if verdict.counterexample]
    yield "## Answers"
    yield ""
    yield "| what | |"
    yield "|---|---:|"
    yield f"| wrong answers caught | {sum(one.status == 'wrong' for one in wrong)} of {len(wrong)} |"
    yield f"| … with a counterexample | {len(sizes)} |"
    yield f"| … with a diagnosis | {sum(one.diagnosis is not None for one in wrong)} |"
    yield f"| right answers rejected | {sum(one.status != 'correct' for one in right)} of {len(right)} |"
    yield f"| rows in a counterexample: mean | {statistics.fmean(sizes):.2f} |"
    yield f"| median | {statistics.median(sizes):g} |"
    yield f"| most | {max(sizes)} |"
    yield ""


def size(verdict: Verdict) -> int:
    """How many rows a counterexample has."""
    assert verdict.counterexample is not None
    return sum(len(grid.rows) for grid in verdict.counterexample.tables.values())


TIMED = ("employee_orders", "second_highest")
EVERY = 4
"""One answer of so many is timed."""


def times(sandbox: Sandbox) -> Iterator[str]:
    """What an answer costs, warm: the dataset alone, the whole check, its worlds in a batch and plainly."""
    checker = Checker(sandbox, partial(find_course, ROOT), plan=False)
    context = checker.context(ROOT / "answer.sql")
    paths = [
        path for path in (*files("/accepted/*.sql"), *files("/wrong/*.sql")) if path.parents[1].name in TIMED
    ]
    each = [answer_times(checker, context, path) for path in paths[::EVERY]]
    found = [one for one in each if one]
    yield "## Time per answer, warm"
    yield ""
    yield "| what | median | 90 % below | most |"
    yield "|---|---:|---:|---:|"
    titles = ("the dataset alone", "300 worlds in a batch", "300 worlds plainly", "the whole check")
    for place, title in enumerate(titles):
        yield line(title, [one[place] for one in found])
    yield line(
        "the whole check beyond the dataset, right answers", [one[3] - one[0] for one in found if one[4]]
    )
    yield line(
        "the whole check beyond the dataset, wrong answers", [one[3] - one[0] for one in found if not one[4]]
    )
    yield ""


def answer_times(
    checker: Checker, context: Context, path: Path
) -> tuple[float, float, float, float, bool] | None:
    """The medians of one answer in seconds, and whether it is right."""
    exercise = context.course.exercise(path.parents[1].name)
    sql = path.read_text(encoding="utf-8")
    outcome = context.run(exercise, sql, READING)
    if not isinstance(outcome, Ran):
        return None
    finder = WitnessFinder(exercise, context)
    side, numbers = Side(sql, outcome.runs[0].columns), range(len(finder.suite.cases))
    right = checker.check(path).status == "correct"
    works = (
        partial(context.run, exercise, sql, READING),
        lambda: finder.tries.for_answer(side).suite_trials(numbers, "batch"),
        lambda: finder.tries.for_answer(side).suite_trials(numbers, "views"),
        partial(checker.check, path),
    )
    taken = [[timed(work) for work in works] for _ in range(ROUNDS)]
    alone, batch, plain, whole = (statistics.median(one) for one in zip(*taken, strict=True))
    return alone, batch, plain, whole, right


def line(title: str, seconds: Sequence[float]) -> str:
    """A row of times."""
    ordered = sorted(seconds)
    ninth = ordered[int(len(ordered) * 0.9)]
    cells = (statistics.median(ordered), ninth, ordered[-1])
    return f"| {title} | {' | '.join(f'{one * 1000:,.0f} ms' for one in cells)} |"


PARTS = {"rates": kill_rates, "answers": answers, "times": times}
"""What can be measured, by the word that the command takes for it."""


def main(parts: Sequence[str]) -> None:
    """Run the parts, or all; print, and append the results."""
    if "SQLGYM_CACHE" not in os.environ:
        os.environ["SQLGYM_CACHE"] = tempfile.mkdtemp()
    with Sandbox("auto") as sandbox:
        for name in parts or PARTS:
            began = time.monotonic()
            text = "\n".join(PARTS[name](sandbox))
            keep(f"{text}\n{machine()}, in {(time.monotonic() - began) / 60:.0f} minutes.\n")


def machine() -> str:
    """What it was measured on."""
    load = f"load {os.getloadavg()[2]:.1f}"
    versions = f"Python {platform.python_version()}, DuckDB {duckdb.__version__}, sqlgym {__version__}"
    return f"Measured on {platform.machine()}, {os.cpu_count()} cores ({load}), {versions}"


def keep(text: str) -> None:
    """Print, and append to the results."""
    path = ROOT / "benchmarks" / "results-worlds.md"
    with path.open("a", encoding="utf-8") as file:
        file.write(text + "\n")
    print(text, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

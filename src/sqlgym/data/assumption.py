"""The queries of [worlds] assume: which dataset of the schema is one on which all are true, or what keeps them."""

from collections.abc import Callable
from functools import partial

import msgspec

from sqlgym import cache
from sqlgym.course import Exercise, Limits, QuerySettings, Value
from sqlgym.data.dataset import Dataset
from sqlgym.data.reference import READING, outcome_text
from sqlgym.errors import AssumptionError
from sqlgym.result import Row, Run
from sqlgym.sandbox import Blank, Failed, Job, Ran, Refused, Sandbox

FORM = "2"
"""Changes when the same queries choose another dataset."""

SEEDS = 10
"""How many datasets are looked at until all that is assumed is true on one."""

PATIENT = Limits(seconds=120, memory_mb=1024)

Build = Callable[[int], Dataset]
"""A seed → the schema's dataset drawn by it."""


class Assumed(msgspec.Struct, frozen=True):
    """The seed of an exercise's dataset; or the `query` that is not true there or can't be, and why.

    It is `lasting` where it would be found again another time.
    """

    seed: int = 0
    query: str = ""
    fault: str = ""
    lasting: bool = True


def assumed(exercise: Exercise, build: Build, fixed: bool, sandbox: Sandbox) -> Assumed:
    """The dataset of an exercise on which all that it assumes is true: from the cache, or looked for now.

    Where the rows are `fixed`, or no seed gives such a dataset, it is the schema's own, with what is at fault.
    """
    settings = exercise.settings
    if not isinstance(settings, QuerySettings) or not settings.worlds.assume:
        return Assumed()
    bound = [one.bound for one in settings.parameters]
    key = cache.key(FORM, build(0).key, msgspec.json.encode((settings.worlds.assume, bound, fixed)))
    make = partial(choose_dataset, settings, build, fixed, sandbox)
    return cache.memo("assumed", key, Assumed, make, lasting=lambda made: made.lasting)


def choose_dataset(settings: QuerySettings, build: Build, fixed: bool, sandbox: Sandbox) -> Assumed:
    """The first dataset on which all is true; other seeds help only where something is not true on the schema's own."""
    own = evaluate_all(settings, build(0), sandbox)
    if own.fault != UNTRUE:
        return own
    if fixed:
        return Assumed(0, own.query, f"{UNTRUE}; give data.sql rows on which it is, or assume less")
    for seed in range(1, SEEDS):
        if not evaluate_all(settings, build(seed), sandbox).fault:
            return Assumed(seed)
    others = f"nor on {SEEDS - 1} others that were drawn; say in data.toml what must hold, or assume less"
    return Assumed(0, own.query, f"{UNTRUE}, {others}")


UNTRUE = "is not true on the dataset"


def evaluate_all(settings: QuerySettings, dataset: Dataset, sandbox: Sandbox) -> Assumed:
    """Whether all is true on a dataset, with each set of parameters; what can't be evaluated is said first."""
    bound: list[dict[str, Value]] = [one.bound for one in settings.parameters] or [{}]
    found = [
        one
        for query in settings.worlds.assume
        for parameters in bound
        if (one := evaluate(query, parameters, dataset, sandbox)).fault
    ]
    return min(found, key=lambda one: one.fault == UNTRUE, default=Assumed())


def evaluate(query: str, parameters: dict[str, Value], dataset: Dataset, sandbox: Sandbox) -> Assumed:
    """Whether a query is true on a dataset; always on DuckDB, as on small databases."""
    tables = tuple(table.name for table in dataset.tables)
    path = str(dataset.path)
    job = Job(sql=query, policy=READING, database=path, tables=tables, limits=PATIENT, parameters=parameters)
    outcome = sandbox.run(job)
    if not isinstance(outcome, Ran):
        lasting = isinstance(outcome, Blank | Failed | Refused)
        return Assumed(0, query, f"does not run: {outcome_text(outcome)}", lasting)
    run = outcome.runs[0]
    return Assumed(0, query, wrong_shape(run) or ("" if run.rows == TRUE else UNTRUE))


TRUE: tuple[Row, ...] = ((True,),)
"""The rows of a query that is true."""


def wrong_shape(run: Run) -> str:
    """What is said of a result that is not one truth value; empty for one."""
    types = [column.type for column in run.columns]
    if types == ["BOOLEAN"] and len(run.rows) == 1:
        return ""
    if len(run.rows) != 1:
        found = "no row" if not run.rows else f"{len(run.rows):,} rows"
    else:
        found = f"{len(types)} columns" if len(types) != 1 else f"a value of type {types[0]}"
    return f"returns {found}; it must return one row with one value, true or false"


def fault(exercise: Exercise, query: str, said: str) -> AssumptionError:
    """An error that names the query."""
    return AssumptionError(exercise.folder / "exercise.toml", f"worlds.assume: “{query}” {said}")

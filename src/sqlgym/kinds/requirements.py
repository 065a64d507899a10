"""An exercise in, the probes that a right answer to it must have passed out; docs/probes.md has the same table."""

from collections.abc import Callable

import msgspec

from sqlgym.course import DesignSettings, Exercise


class Need(msgspec.Struct, frozen=True):
    """A probe of a kind: where it is made, and what passes it; `applies` says for which exercises it is required."""

    kind: str
    probe: str
    engines: str
    what: str
    applies: Callable[[Exercise], bool] = lambda exercise: True
    when: str = "always"


def has_scenarios(exercise: Exercise) -> bool:
    """Whether an exercise has scenarios."""
    return next((exercise.folder / "scenarios").glob("*.sql"), None) is not None


def has_cases(exercise: Exercise) -> bool:
    """Whether an exercise has rows that a design must take or refuse."""
    settings = exercise.settings
    return isinstance(settings, DesignSettings) and bool(
        settings.design.must_accept or settings.design.must_reject
    )


OWN, SQLITE = "the exercise's", "SQLite"

NEEDS = (
    Need("script", "dataset", OWN, "the state on the dataset, and nobody disturbed (`[script]`)"),
    Need("script", "scenarios", OWN, "the state in each scenario", has_scenarios, "there are scenarios"),
    Need(
        "script",
        "small databases",
        OWN,
        "the state on small databases that the reference changes and on a second dataset",
    ),
    Need("transaction", "explicit", "none: it is read", "all writes lie in one transaction"),
    Need("transaction", "atomicity", OWN, "all or nothing after each kill and each error"),
    Need(
        "transaction",
        "consistency",
        OWN,
        "the state on the dataset, in each scenario, on small databases and on a second dataset, and the invariants",
    ),
    Need(
        "transaction",
        "isolation",
        f"{SQLITE}; DuckDB where SQLite does not run the answer",
        "nothing half done is seen, and nothing that others write is lost",
    ),
    Need("transaction", "durability", OWN, "the change is there after a kill"),
    Need("index", "reads", SQLITE, "the work of each query of the workload"),
    Need("index", "indexes", SQLITE, "each index earns its place"),
    Need("design", "design", "none: it is reasoned", "normal forms, keys, references"),
    Need("design", "rows", "DuckDB", "the rows of the original, in the answer's tables or put into copies"),
    Need(
        "design",
        "cases",
        "DuckDB",
        "each row to be taken or refused",
        has_cases,
        "where there are cases, written or made up",
    ),
)
"""The probes of each kind but query."""


def required(exercise: Exercise) -> tuple[str, ...]:
    """The probes without which no answer to an exercise is right."""
    return tuple(one.probe for one in NEEDS if one.kind == exercise.kind and one.applies(exercise))


def table() -> str:
    """The probes as a table in Markdown."""
    rows = [f"| {one.kind} | `{one.probe}` | {one.when} | {one.engines} | {one.what} |" for one in NEEDS]
    return "\n".join(
        ["| kind | probe | required | engine | what passes it |", "|---|---|---|---|---|", *rows]
    )

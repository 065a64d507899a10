"""The table of an index exercise in; what is not as it should be, and the score, out."""

from collections.abc import Iterator
from itertools import combinations, islice

from sqlgym.course import IndexOptions
from sqlgym.kinds.index.workload import PARTIAL, index_text
from sqlgym.sandbox import Index, Measurement
from sqlgym.verdict import Finding
from sqlgym.verdict.evidence import IndexLine, WorkloadQuery

PENALTY = 0.1
"""What each fault beyond slow queries takes off the score."""


def faults(
    queries: tuple[WorkloadQuery, ...],
    lines: tuple[IndexLine, ...],
    after: Measurement,
    options: IndexOptions,
) -> Iterator[Finding]:
    """Everything that is not as it should be: slow queries first."""
    for query in queries:
        if query.slow(options.tolerance):
            yield slow(query)
    yield from capped(redundant(after.indexes))
    twins = {name for name, _ in pairs(after.indexes)}
    yield from capped(unused(line) for line in lines if not line.serves and line.name not in twins)
    yield from capped(wide(after.indexes))
    yield from dear(queries, options)
    if options.max_indexes is not None and len(lines) > options.max_indexes:
        said = f"There are {len(lines)} indexes; {options.max_indexes} are allowed."
        yield Finding("too many", said, "Which of them serve the same query?")


MOST = 10
"""Findings of one sort that are told; of the rest only how many there are."""


def capped(found: Iterator[Finding]) -> Iterator[Finding]:
    """The first findings, and a count of the rest."""
    yield from islice(found, MOST)
    rest = list(found)
    if rest:
        said = f"{len(rest):,} more are like that."
        yield Finding(rest[0].check, said, "The report tells the first of them.")


def unused(line: IndexLine) -> Finding:
    """An index that no query is served by, whatever its constants."""
    said = f"{line.name} on {line.on} serves no query of the workload."
    if line.on.endswith(PARTIAL):
        said = f"{line.name} on {line.on} serves no query of the workload whatever the values it asks for."
    return Finding("unused", said, "Each index is written at every INSERT: keep those that are read.")


def wide(indexes: tuple[Index, ...]) -> Iterator[Finding]:
    """Indexes of which an entry takes far more bytes than a whole row of the table."""
    for index in indexes:
        if index.row and index.width > WIDE * (index.row + OVERHEAD):
            said = (
                f"An entry of {index.name} takes {index.width:,} bytes, and a whole row of {index.table} "
                f"about {index.row:,}."
            )
            yield Finding(
                "wide", said, "Each entry is written with every new row: keep it to what is looked up."
            )


WIDE, OVERHEAD = 2, 16
"""An entry of all columns takes no more than its row and some bytes; an index's pages may be half empty."""


def slow(query: WorkloadQuery) -> Finding:
    """A query that takes more work than it has to."""
    times = query.after / max(1, query.reference)
    said = (
        f"“{query.name}” takes {query.after:,} steps, {times:,.1f} times as many as it can do with "
        f"({query.before:,} without any index)."
    )
    if query.constants:
        said += f" That is so with other values: {shortened(query.constants)}."
    scans = [detail for detail in query.plan_after if detail.startswith("SCAN") or "AUTOMATIC" in detail]
    plan = f"SQLite's plan is {scans[0]}. " if scans else ""
    return Finding("slow", said, f"{plan}Which column does this query look rows up by?")


def shortened(sql: str) -> str:
    """A query on one line, from its WHERE on."""
    line = " ".join(sql.split())
    place = line.upper().find("WHERE ")
    line = line[max(place, 0) :]
    return line if len(line) <= 120 else f"{line[:119]}…"


def redundant(indexes: tuple[Index, ...]) -> Iterator[Finding]:
    """Indexes that another one makes superfluous."""
    known = {index.name: index for index in indexes}
    for name, other in pairs(indexes):
        one, two = known[name], known[other]
        if one.columns == two.columns:
            yield Finding(
                "duplicate", f"{name} and {other} are both on {index_text(one)}.", "One of them is enough."
            )
        else:
            said = f"{name} on {index_text(one)} is the beginning of {other} on {index_text(two)}."
            yield Finding("prefix", said, "The longer one answers both; what does the shorter one add?")


def pairs(indexes: tuple[Index, ...]) -> Iterator[tuple[str, str]]:
    """The names of indexes and of those that begin with the same columns in the same order."""
    plain = [index for index in indexes if not index.partial and None not in index.columns]
    for one, two in combinations(plain, 2):
        if one.table.lower() == two.table.lower():
            shorter, longer = sorted((one, two), key=lambda index: len(index.columns))
            if names(longer)[: len(shorter.columns)] == names(shorter) and not (
                shorter.unique and not longer.unique and len(shorter.columns) < len(longer.columns)
            ):
                yield shorter.name, longer.name


def names(index: Index) -> tuple[str, ...]:
    """The columns of an index in lower case."""
    return tuple((column or "").lower() for column in index.columns)


def dear(queries: tuple[WorkloadQuery, ...], options: IndexOptions) -> Iterator[Finding]:
    """Writes that cost more than they may."""
    after, reference = writes(queries)
    if after > reference * options.write_budget:
        said = (
            f"The writes put {after:,} entries into tables and indexes, {after / max(1, reference):.1f} times as many "
            f"as with the reference's indexes; {options.write_budget:g} times are allowed."
        )
        yield Finding("writes", said, "Every index on a table is written with every new row of it.")


def writes(queries: tuple[WorkloadQuery, ...]) -> tuple[float, float]:
    """What all writes cost with the answer's indexes and with the reference's, by their weights."""
    found = [query for query in queries if query.write]
    return sum(one.after * one.weight for one in found), sum(one.reference * one.weight for one in found)


def score(queries: tuple[WorkloadQuery, ...], found: tuple[Finding, ...]) -> float:
    """1 without a fault; else the weighted share of the reference's saving, less a tenth for each other fault."""
    if not found:
        return 1.0
    reads = [query for query in queries if not query.write]
    share = sum(query.saved * query.weight for query in reads) / max(
        1e-9, sum(query.weight for query in reads)
    )
    others = sum(finding.check != "slow" for finding in found)
    return round(min(0.9, max(0.0, share - PENALTY * others)), 4)

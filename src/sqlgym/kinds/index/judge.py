"""An answer of CREATE INDEX statements in; the workload measured with and without them, and the verdict, out."""

import re
from collections.abc import Iterable

import msgspec

from sqlgym import cache
from sqlgym.context import READING_ALL, Context
from sqlgym.course import Exercise, IndexOptions, IndexSettings, Limits
from sqlgym.course.answer import Answer
from sqlgym.course.mistakes import known_mistake
from sqlgym.engines import engine
from sqlgym.kinds.failures import unjudged, verdict
from sqlgym.kinds.index.faults import faults, score
from sqlgym.kinds.index.other_constants import other_constants
from sqlgym.kinds.index.workload import Item, grouped, index_lines, query_lines, workload
from sqlgym.kinds.measuring import RAN_OUT, CourseWork, Source, course_work
from sqlgym.sandbox import Exceeded, Failed, Job, MeasureJob, Measurement, Outcome, Policy, Ran
from sqlgym.verdict import Finding, Verdict
from sqlgym.verdict.evidence import IndexEvidence, IndexLine, OnDuckDB, WorkloadQuery
from sqlgym.verdict.probe import Probe, probe

FORM = "4"
"""Changes when the same indexes are measured in another way."""

POLICY = Policy(
    kinds=frozenset({"CREATE"}),
    wanted="CREATE INDEX statements",
    objects=frozenset({"INDEX"}),
)
UNIQUE = re.compile(r"UNIQUE constraint failed: (?P<columns>.+?)\.?$", re.IGNORECASE)


def judge(exercise: Exercise, answer: Answer, context: Context) -> Verdict:
    """Measure the workload with the answer's indexes and compare with those of the reference."""
    settings = exercise.settings
    assert isinstance(settings, IndexSettings)
    options, items = settings.index, with_others(workload(exercise, settings.index), exercise, context)
    given = [known_work(context, exercise, sql, items) for sql in ("", exercise.reference)]
    outcome = measure(context, exercise, answer.text, items, least(exercise, given))
    if not isinstance(outcome, Measurement):
        return unmeasured(exercise, answer, outcome, context)
    before, reference = (one.measurement for one in given)
    table = query_lines(items, before, outcome, reference, options.tolerance)
    indexes = index_lines(items, outcome)
    found = tuple(faults(table, indexes, outcome, options))
    return verdict(
        exercise,
        answer,
        IndexEvidence(
            probes=probes(table, indexes, found),
            queries=table,
            indexes=indexes,
            duckdb=duckdb_plan(context, exercise, reads(items, before), options) if context.plan else None,
        ),
        score=score(table, found),
        findings=found,
        diagnosis=known_mistake(exercise, answer) if found else None,
    )


def with_others(items: tuple[Item, ...], exercise: Exercise, context: Context) -> tuple[Item, ...]:
    """The queries of a workload with other constants drawn for those that may have them; kept in the cache."""
    assert isinstance(exercise.settings, IndexSettings)
    asked = [item.sql for item in items if item.vary and VARIED.match(item.sql)]
    key = cache.key(FORM, context.dataset(exercise, exercise.settings.index.rows).key, *asked)
    drawn = cache.memo(
        "constants", key, list[tuple[str, ...]], lambda: other_constants(context, exercise, asked)
    )
    known = dict(zip(asked, drawn, strict=True))
    return tuple(
        msgspec.structs.replace(item, others=known[item.sql] if item.vary and item.sql in known else ())
        for item in items
    )


VARIED = re.compile(r"\s*(SELECT|WITH)\b", re.IGNORECASE)
"""What a query begins with; a write is measured by its entries, whichever rows it finds."""


def probes(
    table: tuple[WorkloadQuery, ...], indexes: tuple[IndexLine, ...], found: tuple[Finding, ...]
) -> tuple[Probe, ...]:
    """What was measured: whether each query is served, whether each index earns its place, what the writes cost."""
    writes = sum(query.write for query in table)
    counts = {"reads": len(table) - writes, "indexes": len(indexes), "writes": writes}
    said = {
        name: [one.message for one in found if PROBE_OF.get(one.check, "indexes") == name] for name in counts
    }
    return tuple(
        probe(name, not said[name], " ".join(said[name][:1]), count)
        for name, count in counts.items()
        if count or name != "writes"
    )


PROBE_OF = {"slow": "reads", "writes": "writes"}
"""Finding → the probe that it failed; all others are about the indexes."""


def unmeasured(exercise: Exercise, answer: Answer, outcome: Outcome, context: Context) -> Verdict:
    """The verdict where the indexes could not be made; a UNIQUE that the data break is told in plain words."""
    found = UNIQUE.search(outcome.message) if isinstance(outcome, Failed) else None
    plain = unjudged(exercise, answer, outcome, context.dataset(exercise).tables)
    if isinstance(outcome, Exceeded):
        said = f"Making your indexes, or running the workload with them, {RAN_OUT[outcome.what]}."
        advice = "An index on fewer columns, or on plain columns, is made and kept with less."
        return msgspec.structs.replace(plain, findings=(Finding("limit", said, advice),))
    if found is None:
        return plain
    said = f"UNIQUE is not true here: there are several rows with the same {found['columns'].replace(', ', ' and ')}."
    finding = Finding("unique", said, "UNIQUE is a promise about the data; an index for speed needs none.")
    return msgspec.structs.replace(plain, findings=(finding,))


def least(exercise: Exercise, given: Iterable[CourseWork]) -> Limits:
    """The limits, but no less than what the workload needed without indexes and with those of the reference."""
    limits = exercise.settings.limits
    for one in given:
        limits = one.least(limits)
    return limits


def measure(
    context: Context,
    exercise: Exercise,
    sql: str,
    items: tuple[Item, ...],
    limits: Limits,
    trusted: bool = False,
) -> Outcome:
    """The workload measured with the indexes of a text."""
    assert isinstance(exercise.settings, IndexSettings)
    rows = exercise.settings.index.rows
    return context.sandbox.run(
        MeasureJob(
            sql=sql,
            policy=POLICY,
            workload=tuple((item.name, text) for item in items for text in item.texts),
            engine=exercise.engine,
            database=str(context.database(exercise, rows=rows)),
            tables=tuple(table.name for table in context.dataset(exercise, rows).tables),
            limits=limits,
            trusted=trusted,
        )
    )


def known_work(context: Context, exercise: Exercise, sql: str, items: tuple[Item, ...]) -> CourseWork:
    """The workload measured with indexes that the course wrote, or with none, from the cache or measured now."""
    assert isinstance(exercise.settings, IndexSettings)
    dataset = context.dataset(exercise, exercise.settings.index.rows)
    version = engine(exercise.engine).version

    def run(limits: Limits) -> Outcome:
        from sqlgym.sandbox.contract import assure  # not needed where the cache has it

        assure(context.sandbox, exercise.engine, exercise.kind)
        return measure(context, exercise, sql, items, limits, trusted=True)

    key = cache.key(
        FORM, dataset.key, exercise.engine, version, sql, *(text for item in items for text in item.texts)
    )
    source = Source(exercise.folder / ("reference.sql" if sql else "workload.sql"), "it does not run", run)
    return course_work("work", key, source, exercise.settings.limits)


def reads(items: tuple[Item, ...], measured: Measurement) -> tuple[Item, ...]:
    """The queries of a workload that was measured."""
    return tuple(
        item for item, some in zip(items, grouped(items, measured), strict=True) if not some[0].write
    )


def duckdb_plan(
    context: Context, exercise: Exercise, items: tuple[Item, ...], options: IndexOptions
) -> OnDuckDB | None:
    """DuckDB's plan of that of these queries which weighs most; None where DuckDB does not take it."""
    if not items:
        return None
    item = max(items, key=lambda item: item.weight)
    database = str(context.dataset(exercise, options.rows).path)
    outcome = context.sandbox.run(
        Job(sql=item.sql, policy=READING_ALL, database=database, limits=Limits(), plan=True, trusted=True)
    )
    return OnDuckDB(item.name, outcome.plan) if isinstance(outcome, Ran) and outcome.plan else None

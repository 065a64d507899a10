"""Rows that a design must take and rows that it must refuse, put into the learner's own tables.

A case is rows of the staging table. What they say is shared out among the tables by the reading of their columns,
so the names stay free; the tables are those that the learner's script really made, with every index and CHECK.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from sqlgym.course import Limits
from sqlgym.engines.duckdb_catalog import quote
from sqlgym.errors import CourseError
from sqlgym.kinds.design.contradiction import insert, parents_first
from sqlgym.kinds.design.fault import Fault, Found, fault
from sqlgym.kinds.design.probe import filling
from sqlgym.kinds.design.relation import Relation
from sqlgym.kinds.design.rows import Record, filled, numbered, parents_before, projected, row_key
from sqlgym.kinds.design.script import Script, policy
from sqlgym.kinds.design.theory import Theory
from sqlgym.kinds.design.universe import Case
from sqlgym.sandbox import Denied, Job, Ran
from sqlgym.verdict import Finding
from sqlgym.verdict.evidence import Try

if TYPE_CHECKING:
    from sqlgym.bench import Bench

REFUSED = "Look at what it demands: UNIQUE, NOT NULL, CHECK and its keys. Is it more than the rules say?"
TAKEN = "Which key, UNIQUE or CHECK would refuse it? A UNIQUE index may be on an expression, and NULL equals no NULL."


class Tried(msgspec.Struct, frozen=True):
    """A case with the statements that put it into the tables, and the first refusal, if any: table and message."""

    case: Case
    sql: tuple[str, ...]
    refusal: tuple[str, str] | None


def cases(theory: Theory, script: Script, bench: "Bench", limits: Limits) -> tuple[Found, dict[int, Try]]:
    """The faults that the cases show, each with what was tried."""
    known = theory.universe
    if not known.cases:
        return Found(), {}
    tried = [(found(one), one) for one in attempted(theory, script, bench, limits)]
    faults = tuple(one for one, _ in tried if one is not None)
    taken = {
        id(one): Try(one.check, each.sql, each.case.say)
        for one, each in tried
        if one is not None and each.refusal is None
    }
    return Found(faults), taken


def found(tried: Tried) -> Fault | None:
    """The fault of a case that went the wrong way."""
    if tried.case.taken is (tried.refusal is None):
        return None
    told = finding(tried)
    return fault(told.check, told.message, told.help, tried.refusal[0] if tried.refusal else None)


def finding(tried: Tried) -> Finding:
    """What is said of a case that went the wrong way."""
    say = tried.case.say
    if tried.refusal is None:
        return Finding("case.taken", f"Your tables take what they must refuse: {say}.", TAKEN)
    table, message = tried.refusal
    said = f"{table} refuses what it must take: {say}. DuckDB says: {message.splitlines()[0]}"
    return Finding("case.refused", said, REFUSED)


def attempted(theory: Theory, script: Script, bench: "Bench", limits: Limits) -> list[Tried]:
    """Run the script, fill its tables with the original rows, and put each case on top of them."""
    known = theory.universe
    before, tables, parts = statements(theory)
    places, after = [], [*before]
    for _, sql in parts:
        after += ["BEGIN TRANSACTION", *sql, "ROLLBACK"]
        places.append(len(after) - 1 - len(sql))
    outcome = bench.sandbox.run(
        Job(
            sql=script.text,
            policy=policy(known),
            limits=limits,
            before=filling(known.staging, known.staging_rows),
            after=tuple(after),
        )
    )
    if not isinstance(outcome, Ran) or any(isinstance(one, Denied) for one in outcome.after[: len(before)]):
        return []
    return [
        Tried(case, tuple(sql), refusal(outcome, place, names))
        for (case, sql), place, names in zip(parts, places, tables, strict=True)
    ]


def refusal(outcome: Ran, start: int, tables: Sequence[str]) -> tuple[str, str] | None:
    """The first statement of a case that was refused: its table and the engine's words."""
    for table, one in zip(tables, outcome.after[start:], strict=False):
        if isinstance(one, Denied):
            return table, one.message
    return None


def statements(theory: Theory) -> tuple[list[str], list[list[str]], list[tuple[Case, list[str]]]]:
    """The statements that fill the tables, and those of each case with the tables they are about."""
    known = theory.universe
    extra = tuple(row for case in known.cases for row in case.rows)
    wider = msgspec.structs.replace(
        theory, universe=msgspec.structs.replace(known, rows=(*known.rows, *extra))
    )
    records = list(numbered(wider).records)
    original, new = records[: len(known.rows)], iter(records[len(known.rows) :])
    ordered = parents_first(theory)
    held = {one.name: projected(theory, one, original) for one in ordered}
    before = [f"DELETE FROM {quote(one.name)}" for one in reversed(ordered)] if filled(theory) else []
    for one in ordered:
        before += [insert(one, record) for record in parents_before(theory, one, held[one.name])]
    parts, tables = [], []
    for case in known.cases:
        pairs = list(added(theory, ordered, held, [next(new) for _ in case.rows]))
        parts.append((case, [insert(one, record) for one, record in pairs]))
        tables.append([one.name for one, _ in pairs])
    return before, tables, parts


def added(
    theory: Theory, ordered: Sequence[Relation], held: dict[str, list[Record]], records: Sequence[Record]
) -> Iterator[tuple[Relation, Record]]:
    """What some rows add to each table: nothing that it holds already, and nothing without its key."""
    for relation in ordered:
        there = {tuple(map(str, one.values())) for one in held[relation.name]}
        needed = row_key(theory, relation) & relation.attributes
        for record in records:
            part = {name: record.get(name) for name in sorted(relation.attributes)}
            values = tuple(map(str, part.values()))
            if values not in there and all(part[name] is not None for name in needed):
                there.add(values)
                yield relation, part


def read(bench: "Bench", path: Path, staging: str, table: str, taken: bool) -> tuple[Case, ...]:
    """The cases in a file of INSERTs into the staging table, each led by the comment that names it."""
    from sqlgym.bench import ROOMY, SCHEMA
    from sqlgym.reference import told

    parts = tuple(led(path))
    count = f"SELECT count(*) AS {COUNT} FROM {quote(table)}"
    sql = "\n;\n".join([staging, count, *(text for _, part in parts for text in (part, count))])
    allowed = msgspec.structs.replace(SCHEMA, kinds=SCHEMA.kinds | {"SELECT"})
    outcome = bench.sandbox.run(Job(sql=sql, policy=allowed, limits=ROOMY, dump=True, trusted=True))
    if not isinstance(outcome, Ran):
        raise CourseError(path, f"it does not run: {told(outcome)}")
    counts = [run.rows[0][0] for run in outcome.runs if [one.name for one in run.columns] == [COUNT]]
    places = {one.name.lower(): place for place, one in enumerate(outcome.tables)}
    rows = outcome.contents[places[table.lower()]].rows
    return tuple(
        Case(say, rows[start:stop], taken)
        for (say, _), (start, stop) in zip(parts, pairwise(counts), strict=True)
    )


COUNT = "sqlgym_rows"


def led(path: Path) -> Iterator[tuple[str, str]]:
    """The parts of a file, each with the comment that leads it; CourseError for one without."""
    say: list[str] = []
    body: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("--") and "".join(body).strip():
            yield named(path, say, body)
            say, body = [], []
        (say if line.startswith("--") else body).append(line)
    if "".join(body).strip():
        yield named(path, say, body)


def named(path: Path, say: list[str], body: list[str]) -> tuple[str, str]:
    """One part with its name."""
    text = " ".join(line.lstrip("-").strip() for line in say).rstrip(".")
    if not text:
        raise CourseError(path, "lead each INSERT by a comment that says what case it is")
    return text, "\n".join(body).strip().rstrip(";")

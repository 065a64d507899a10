"""Rows that a design must take and rows that it must refuse, put into the learner's own tables.

A case is rows of the staging table. What they say is shared out among the tables by the reading of their columns,
so the names stay free; the tables are those that the learner's script really made, with every index and CHECK.
"""

from collections.abc import Iterator, Sequence

import msgspec

from sqlgym.context import Context
from sqlgym.course import Limits
from sqlgym.kinds.design.case_files import Case
from sqlgym.kinds.design.contradiction import insert, parents_first
from sqlgym.kinds.design.fault import Fault, Found, fault
from sqlgym.kinds.design.naming import identifier
from sqlgym.kinds.design.relation import Relation
from sqlgym.kinds.design.rows import (
    Record,
    fillers,
    is_filled,
    numbered,
    own_filler,
    parents_before,
    projected,
    row_key,
)
from sqlgym.kinds.design.script import Script
from sqlgym.kinds.design.theory import Theory
from sqlgym.kinds.design.trial import on_own_tables
from sqlgym.kinds.design.values import literal
from sqlgym.normalform import Attributes
from sqlgym.sandbox import Denied, Outcome, Ran, Returned
from sqlgym.sql.quoting import quote
from sqlgym.verdict import Finding
from sqlgym.verdict.evidence import Try

REFUSED = "Look at what it demands: UNIQUE, NOT NULL, CHECK and its keys. Is it more than the rules say?"
TAKEN = "Which key, UNIQUE or CHECK would refuse it? A UNIQUE index may be on an expression, and NULL equals no NULL."


class Tried(msgspec.Struct, frozen=True):
    """A case with the statements that put it into the tables, and the first refusal, if any: table and message."""

    case: Case
    sql: tuple[str, ...]
    refusal: tuple[str, str] | None

    @property
    def is_wrong(self) -> bool:
        """Whether the tables did not do with it what they must."""
        return self.case.taken is not (self.refusal is None)


class Attempted(msgspec.Struct, frozen=True):
    """The cases that were tried, or why none was: original rows refused (table and message), or a run that ended."""

    tried: tuple[Tried, ...] = ()
    refusal: tuple[str, str] | None = None
    ended: Outcome | None = None


def case_faults(attempted: Attempted) -> tuple[Found, dict[int, Try]]:
    """The faults that the cases show, each with what was tried."""
    if attempted.refusal is not None:
        return Found((unfillable(*attempted.refusal),)), {}
    tried = [(case_fault(one), one) for one in shown(attempted.tried)]
    faults = tuple(one for one, _ in tried if one is not None)
    taken = {
        id(one): Try(one.check, each.sql, each.case.say)
        for one, each in tried
        if one is not None and each.refusal is None
    }
    return Found(faults), taken


def shown(tried: Sequence[Tried]) -> Iterator[Tried]:
    """All cases but those foreseen ones that went the wrong way after the first few: they show the same again."""
    said = 0
    for one in tried:
        said += one.case.foreseen and one.is_wrong
        if not (one.case.foreseen and one.is_wrong) or said <= MOST_FORESEEN:
            yield one


MOST_FORESEEN = 3
"""Faults that are told of cases which no course wrote."""

COUNTED = 10
"""As how many of a course's own cases the foreseen ones count."""


def counted(cases: Sequence[Case]) -> int:
    """How many cases a score is the share of."""
    foreseen = sum(one.foreseen for one in cases)
    return len(cases) - foreseen + min(foreseen, COUNTED)


def unfillable(table: str, message: str) -> Fault:
    """The fault of a table that takes the rows of the original only with more than they say."""
    told = f"{table} cannot take the rows of the original: {message.splitlines()[0]}"
    return fault("data.refused", told, UNFILLABLE, table)


UNFILLABLE = (
    "Which column must have a value that the original rows do not give? Leave it out, or give it a DEFAULT."
)


def case_fault(tried: Tried) -> Fault | None:
    """The fault of a case that went the wrong way."""
    if not tried.is_wrong:
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


class Part(msgspec.Struct, frozen=True):
    """One way to put a case into the tables: its statements, each with the table that it is about."""

    case: Case
    sql: tuple[str, ...]
    tables: tuple[str, ...]


def try_cases(theory: Theory, script: Script, context: Context, limits: Limits) -> Attempted:
    """Run the script, fill its tables with the original rows, and put each case on top of them."""
    before, parts = statements(theory)
    after = [sql for sql, _ in before]
    for part in parts:
        after += ["BEGIN TRANSACTION", *part.sql, "ROLLBACK"]
    outcome = context.sandbox.run(on_own_tables(theory, script, limits, tuple(after)))
    if not isinstance(outcome, Ran):
        return Attempted(ended=outcome)
    fillings, rest = outcome.after[: len(before)], outcome.after[len(before) :]
    for (_, table), one in zip(before, fillings, strict=True):
        if isinstance(one, Denied):
            return Attempted(refusal=(table, one.message))
    tried = tuple(read_parts(parts, rest))
    return Attempted(tuple(best(tried, case) for case in theory.universe.cases))


def read_parts(parts: Sequence[Part], outcomes: Sequence[Returned | Denied]) -> Iterator[Tried]:
    """What became of each way to put in a case, from what its statements gave between BEGIN and ROLLBACK."""
    place = 0
    for part in parts:
        first = place + 1
        place = first + len(part.sql) + 1
        yield Tried(part.case, part.sql, refusal(part, outcomes[first : place - 1]))


def best(tried: Sequence[Tried], case: Case) -> Tried:
    """The way to put in a case that the tables took, else the first."""
    ways = [one for one in tried if one.case is case]
    return next((one for one in ways if one.refusal is None), ways[0])


def refusal(part: Part, outcomes: Sequence[Returned | Denied]) -> tuple[str, str] | None:
    """The first statement of a case that was refused: its table and the engine's words."""
    for table, one in zip(part.tables, outcomes, strict=True):
        if isinstance(one, Denied):
            return table, one.message
    return None


def statements(theory: Theory) -> tuple[list[tuple[str, str]], list[Part]]:
    """The statements that fill the tables, each with its table, and the ways to put in each case."""
    known = theory.universe
    extra = tuple(row for case in known.cases for row in case.rows)
    wider = msgspec.structs.replace(
        theory, universe=msgspec.structs.replace(known, rows=(*known.rows, *extra))
    )
    records = list(numbered(wider).records)
    original, new = records[: len(known.rows)], iter(records[len(known.rows) :])
    ordered = parents_first(theory)
    held = {one.name: projected(theory, one, original) for one in ordered}
    emptied = [(f"DELETE FROM {quote(one.name)}", one.name) for one in reversed(ordered)]
    before = emptied if is_filled(theory) else []
    for one in ordered:
        for record in parents_before(theory, one, held[one.name]):
            before.append((insert(one, record, own_filler(one, record)), one.name))
    parts = [
        part
        for case in known.cases
        for part in ways(theory, case, ordered, held, [next(new) for _ in case.rows])
    ]
    return before, parts


def ways(
    theory: Theory,
    case: Case,
    ordered: Sequence[Relation],
    held: dict[str, list[Record]],
    records: Sequence[Record],
) -> Iterator[Part]:
    """The ways to put in a case: one, or as many as there are values for columns that are not of the original.

    A row to be refused that has no place in any table, for want of a key, is put in without one.
    """
    pairs = list(missing_rows(theory, ordered, held, records))
    if not pairs and not case.taken:
        pairs = list(missing_rows(theory, ordered, held, records, keyed=False))
    extras = {one.name: fillers(one) for one, _ in pairs}
    for number in range(max(map(len, extras.values()), default=1)):
        yield Part(
            case,
            tuple(
                put(theory, case, one, record, held, extras[one.name][min(number, len(extras[one.name]) - 1)])
                for one, record in pairs
            ),
            tuple(one.name for one, _ in pairs),
        )


def put(
    theory: Theory,
    case: Case,
    relation: Relation,
    record: Record,
    held: dict[str, list[Record]],
    extra: Record,
) -> str:
    """The statement that puts a record into a table: an UPDATE where a case changes the row with its key."""
    key = row_key(theory, relation) & relation.attributes
    there = (one for one in held[relation.name] if all(one[name] == record[name] for name in key))
    before = next(there, None) if case.updated else None
    return insert(relation, record, extra) if before is None else change(relation, before, record, key)


def change(relation: Relation, before: Record, after: Record, key: Attributes) -> str:
    """The UPDATE that makes one row another with the same key."""
    changed = sorted(name for name in after if after[name] != before[name])
    sets, where = (
        [f"{identifier(relation.column(name))} = {literal(record[name])}" for name in names]
        for names, record in ((changed, after), (sorted(key), before))
    )
    return f"UPDATE {identifier(relation.name)} SET {', '.join(sets)} WHERE {' AND '.join(where)}"


def missing_rows(
    theory: Theory,
    ordered: Sequence[Relation],
    held: dict[str, list[Record]],
    records: Sequence[Record],
    keyed: bool = True,
) -> Iterator[tuple[Relation, Record]]:
    """What some rows add to each table: nothing that it holds already, and nothing without its key unless asked for."""
    for relation in ordered:
        there = {tuple(map(str, one.values())) for one in held[relation.name]}
        needed = row_key(theory, relation) & relation.attributes if keyed else frozenset[str]()
        for record in records:
            part = {name: record.get(name) for name in sorted(relation.attributes)}
            values = tuple(map(str, part.values()))
            if values not in there and all(part[name] is not None for name in needed):
                there.add(values)
                yield relation, part

"""Copies of the learner's tables, filled and attacked in a sandbox of their own: what they accept and refuse."""

from collections.abc import Iterator, Sequence

import msgspec

from sqlgym.context import Context
from sqlgym.course import Limits
from sqlgym.engines import DATASETS, engine
from sqlgym.kinds.design.contradiction import Contradiction, insert, parents_first
from sqlgym.kinds.design.probe_data import filling
from sqlgym.kinds.design.relation import Relation, is_computed
from sqlgym.kinds.design.rows import Record, own_filler, parents_before
from sqlgym.kinds.design.script import Script, policy
from sqlgym.kinds.design.theory import Theory
from sqlgym.result import Row
from sqlgym.sandbox import Denied, Failed, Job, Outcome, Policy, Ran, Returned
from sqlgym.schema import Table
from sqlgym.sql.quoting import quote

TRUSTED = Policy(kinds=frozenset({"CREATE", "SELECT"}), wanted="")
BATCH = 500


class Refusal(msgspec.Struct, frozen=True):
    """A row that a table refused, in the engine's words."""

    table: str
    message: str


class Trial(msgspec.Struct, frozen=True):
    """What became of a trial: refused rows, what the tables hold then, and the contradictions they accept."""

    refusals: tuple[Refusal, ...]
    rows: dict[str, tuple[Row, ...]]
    accepted: tuple[Contradiction | None, ...]


class Plan(msgspec.Struct, frozen=True):
    """Statements with what each stands for: filling a table, reading it, or one of the candidates of a demand."""

    sql: list[str]
    fills: dict[int, str]
    reads: dict[int, str]
    demands: list[list[tuple[int, int, Contradiction]]]


def run_trial(
    theory: Theory,
    contents: dict[str, list[Record]],
    demands: Sequence[Sequence[Contradiction]],
    context: Context,
    limits: Limits,
    script: Script,
) -> Trial | Outcome:
    """Fill copies of the tables and try each demand's contradictions; or what ended that."""
    plan = plan_trial(theory, contents, demands)
    outcome = run_plan(plan, theory, context, limits, script)
    if not isinstance(outcome, Ran):
        return outcome
    refusals = [
        Refusal(table, found.message)
        for number, table in plan.fills.items()
        if isinstance(found := outcome.after[number], Denied)
    ]
    rows = {}
    for number, table in plan.reads.items():
        found = outcome.after[number]
        if isinstance(found, Denied):
            return Failed(found.message)
        rows[table] = found.run.rows
    return Trial(tuple(refusals), rows, tuple(first_accepted(one, outcome) for one in plan.demands))


def run_plan(plan: Plan, theory: Theory, context: Context, limits: Limits, script: Script) -> Outcome:
    """Run a plan on copies of the tables; where those cannot be made, on the script's own, emptied before."""
    made = engine(DATASETS).create([copied(one) for one in theory.relations])
    text = "; ".join([*made, "SELECT 1"])
    outcome = context.sandbox.run(
        Job(sql=text, policy=TRUSTED, limits=limits, trusted=True, after=tuple(plan.sql))
    )
    if not isinstance(outcome, Failed):
        return outcome
    emptied = tuple(f"DELETE FROM {quote(one.name)}" for one in reversed(parents_first(theory)))
    outcome = context.sandbox.run(on_own_tables(theory, script, limits, (*emptied, *plan.sql)))
    if not isinstance(outcome, Ran):
        return outcome
    return msgspec.structs.replace(outcome, after=outcome.after[len(emptied) :])


def on_own_tables(theory: Theory, script: Script, limits: Limits, after: tuple[str, ...]) -> Job:
    """The job that runs a script once more and then these statements on the tables that it made."""
    known = theory.universe
    return Job(
        sql=script.text,
        policy=policy(known),
        limits=limits,
        before=filling(known.staging, known.staging_rows),
        after=after,
    )


def first_accepted(candidates: list[tuple[int, int, Contradiction]], outcome: Ran) -> Contradiction | None:
    """The first candidate of which every statement ran."""
    for start, stop, one in candidates:
        if all(isinstance(outcome.after[number], Returned) for number in range(start, stop)):
            return one
    return None


def plan_trial(
    theory: Theory, contents: dict[str, list[Record]], demands: Sequence[Sequence[Contradiction]]
) -> Plan:
    """The statements in their order: fill parents first, read, then each contradiction within BEGIN … ROLLBACK."""
    plan = Plan([], {}, {}, [])
    for relation in parents_first(theory):
        for record in parents_before(theory, relation, contents[relation.name]):
            plan.fills[len(plan.sql)] = relation.name
            plan.sql.append(insert(relation, record, own_filler(relation, record)))
    for relation in theory.relations:
        plan.reads[len(plan.sql)] = relation.name
        columns = ", ".join(quote(one.name) for one in copied(relation).columns)
        plan.sql.append(f"SELECT {columns} FROM {quote(relation.name)}")
    for demand in demands:
        plan.demands.append(list(attempts(plan, demand)))
    return plan


def attempts(plan: Plan, demand: Sequence[Contradiction]) -> Iterator[tuple[int, int, Contradiction]]:
    """Each candidate's statements within a transaction that is rolled back, with their places."""
    for one in demand:
        plan.sql.append("BEGIN TRANSACTION")
        start = len(plan.sql)
        plan.sql.extend(one.sql)
        yield start, len(plan.sql), one
        plan.sql.append("ROLLBACK")


def copied(relation: Relation) -> Table:
    """The table as it is copied: without computed columns, which have no values of their own."""
    table = relation.table
    kept = tuple(one for one in table.columns if not is_computed(one))
    return msgspec.structs.replace(table, columns=kept)

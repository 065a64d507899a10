"""A script and a database in; what the database holds afterwards, out: the only way scripts are run for a verdict."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from sqlgym.context import Context
from sqlgym.course import Exercise, Limits
from sqlgym.data.materialise import script_of
from sqlgym.data.reference import outcome_text
from sqlgym.engines import DATASETS, Statement, engine
from sqlgym.errors import CourseError
from sqlgym.result import Row
from sqlgym.sandbox import Exceeded, Left, Outcome, Policy, Sandbox, Script, ScriptJob, State
from sqlgym.sandbox.allowance import Allowance
from sqlgym.sandbox.codec import decode_outcome
from sqlgym.schema import Table

SCRIPT = Policy(
    kinds=frozenset(
        {
            "SELECT",
            "MULTI",
            "INSERT",
            "UPDATE",
            "DELETE",
            "MERGE INTO",
            "CREATE",
            "ALTER",
            "DROP",
            "TRANSACTION",
        }
    ),
    wanted="SELECT, INSERT, UPDATE, DELETE, MERGE, and CREATE, ALTER or DROP of tables, views, indexes and sequences",
    objects=frozenset({"TABLE", "VIEW", "INDEX", "SEQUENCE"}),
)
"""What an answer of kind script may hold."""

TRANSACTION = Policy(
    kinds=frozenset({"SELECT", "MULTI", "INSERT", "UPDATE", "DELETE", "MERGE INTO", "TRANSACTION"}),
    wanted="SELECT, INSERT, UPDATE, DELETE, MERGE, and BEGIN, COMMIT or ROLLBACK",
)
"""What an answer of kind transaction may hold."""

POLICIES = {"script": SCRIPT, "transaction": TRANSACTION}
"""Kind of an exercise → what its scripts may hold."""


class Contents(msgspec.Struct, frozen=True):
    """A database by its tables and their rows, such as a world; the rows of a table are found by its name."""

    tables: tuple[Table, ...]
    rows: Mapping[str, Sequence[Row]]


class After(msgspec.Struct, frozen=True):
    """What became of a script and what the database holds afterwards; `sql` is the text that was run, with notes on it.

    `script` is a Script, or why there is none; `state` is a State, or why it could not be read.
    """

    script: Outcome
    state: Outcome
    sql: str
    notes: tuple[str, ...] = ()


def state_after(
    context: Context,
    exercise: Exercise,
    sql: str,
    *,
    contents: Contents | None = None,
    trusted: bool = False,
    limits: Limits | None = None,
    **disturbance: Any,
) -> After:
    """Run a script on the dataset, or on any given contents, and take the state it leaves behind.

    The engine is the exercise's; `disturbance` is what else a ScriptJob may say (`setup`, `stop`, `how`, `other`,
    `watch`, `ask`); `limits` stand in for those of the exercise, of which
    what the course itself wrote has a few times as much. A statement that SQLite refuses is tried once more in
    its dialect, with a note.
    """
    own = exercise.settings.limits
    trial = ScriptJob(
        sql=sql,
        policy=POLICIES[exercise.kind],
        engine=exercise.engine,
        limits=limits or (own.times(seconds=2, memory=2, rows=10) if trusted else own),
        trusted=trusted,
        **start_of(context, exercise, contents, disturbance),
    )
    if trusted or context.allowance is None:
        return run_translated(context.sandbox, trial)
    return run_within(context.allowance, context.sandbox, trial)


def run_within(allowance: Allowance, sandbox: Sandbox, trial: ScriptJob) -> After:
    """Make a trial of an answer, if it has time left; where somebody looks on, the answer does not pay for that."""
    ended = Exceeded("trials")
    if allowance.left <= 0:
        return After(ended, ended, trial.sql)
    limits = trial.limits if trial.watch else allowance.within(trial.limits)
    after = run_translated(sandbox, msgspec.structs.replace(trial, limits=limits))
    if isinstance(after.script, Script):
        allowance.pay(after.script.seconds)
    elif after.script == Exceeded("time") and not trial.watch:
        allowance.pay(limits.seconds)
        return (
            after if limits.seconds >= trial.limits.seconds else After(ended, ended, after.sql, after.notes)
        )
    return after


def start_of(
    context: Context, exercise: Exercise, contents: Contents | None, disturbance: Mapping[str, Any]
) -> dict[str, Any]:
    """What a trial begins with: a copy of the dataset's file, or texts that make the contents."""
    names = tuple(table.name for table in (contents.tables if contents else context.dataset(exercise).tables))
    if contents is None:
        database = str(context.database(exercise, constrained=True))
        return {"tables": names, "database": database, **disturbance}
    world = script_of(contents.tables, contents.rows, exercise.engine)
    return {"tables": names, **disturbance, "setup": (*world, *disturbance.get("setup", ()))}


def run_translated(sandbox: Sandbox, trial: ScriptJob, notes: tuple[str, ...] = ()) -> After:
    """Make the trial; what another engine refuses than that of datasets is said in its dialect, one by one."""
    after = run_once(sandbox, trial, notes)
    script = after.script
    refused = trial.engine != DATASETS and isinstance(script, Script) and script.error is not None
    if not refused or not isinstance(script, Script) or len(notes) == 10 or trial.how == "fail":
        return after
    said = None
    if parse_error(script):
        said = said_for(trial.engine, trial.sql, script.statements, script.done)
    if said is None:
        return after
    return run_translated(sandbox, msgspec.structs.replace(trial, sql=said[0]), (*notes, said[1]))


def parse_error(script: Script) -> bool:
    """Whether the engine refused the statement for how it is written."""
    message = script.error.message if script.error else ""
    return "syntax error" in message or "No such function" in message


def run_once(sandbox: Sandbox, trial: ScriptJob, notes: tuple[str, ...]) -> After:
    """Make a trial as it is."""
    outcome = sandbox.run(trial)
    if not isinstance(outcome, Left):
        return After(outcome, outcome, trial.sql, notes)
    return After(decode_outcome(outcome.script), decode(outcome.state), trial.sql, notes)


@lru_cache(maxsize=32)
def decode(data: bytes) -> Outcome:
    """A state from its bytes; probes give the same few again and again, and those are then the same object."""
    return decode_outcome(data)


def require_state(
    after: After, exercise: Exercise, name: str = "reference.sql", may_fail: bool = False
) -> State:
    """The state after something the course wrote; CourseError where it did not run."""
    path = exercise.folder / name
    if not isinstance(after.script, Script):
        raise CourseError(path, f"it does not run: {outcome_text(after.script)}")
    if after.script.error is not None and not may_fail:
        raise CourseError(path, f"it does not run: {after.script.error.message}")
    if not isinstance(after.state, State):
        raise CourseError(path, f"what it leaves cannot be read: {outcome_text(after.state)}")
    return after.state


def said_for(name: str, sql: str, statements: Sequence[Statement], place: int) -> tuple[str, str] | None:
    """The text with the statement at `place` in an engine's dialect, and a note on it; None where that is no help."""
    from sqlgym.dialects.transpile import Untranslatable, translated  # only after a refusal

    refused, known = statements[place], engine(name)
    # sqlglot takes START TRANSACTION for nothing in the dialect of datasets
    source = "mysql" if refused.head[0].upper() == "START" else engine(DATASETS).dialect
    try:
        said = translated(refused.text, source, known.dialect)
    except Untranslatable:
        return None
    if ";\n" in said or without_blanks(said) == without_blanks(refused.text):
        return None
    text = sql[: refused.start] + said + sql[refused.start + len(refused.text) :]
    short = " ".join(refused.text.split())
    shown = short if len(short) <= 40 else f"{short[:39]}…"
    return text, f"{known.title} does not know “{shown}”; it was run as “{said[:60]}”."


def without_blanks(sql: str) -> str:
    """A text in capitals with single blanks, so that only other words make it another."""
    return " ".join(sql.split()).upper()

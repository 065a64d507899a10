"""An exercise in, the cases that nobody wrote out: rows beyond today's, as the reference's own tables judge them.

What the reference takes must be taken. What a CHECK or a UNIQUE of it refuses must be refused where the exercise is
about constraints: where it has `must_reject`. A NOT NULL is demanded by a row of a course's own alone.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from sqlgym import cache
from sqlgym.context import READING_ALL, Context
from sqlgym.course import Design, DesignSettings, Exercise
from sqlgym.data.reference import outcome_text
from sqlgym.engines import engine
from sqlgym.errors import CourseError
from sqlgym.kinds.design.case_files import Case
from sqlgym.kinds.design.cases import Tried, try_cases
from sqlgym.kinds.design.data import record
from sqlgym.kinds.design.probe_data import filling
from sqlgym.kinds.design.reading import best_of, is_open, read_script
from sqlgym.kinds.design.script import Script, run_script
from sqlgym.kinds.design.universe import Universe
from sqlgym.kinds.design.variations import Variation, variations
from sqlgym.normalform import candidate_keys
from sqlgym.result import Row
from sqlgym.sandbox import Job, Ran
from sqlgym.schema import Column, Table

FORM = "4"
"""Changes when the same exercise foresees other cases."""


def with_foreseen(known: Universe, exercise: Exercise, context: Context) -> Universe:
    """The universe with the cases that nobody wrote besides those of its course."""
    key = cache.key(
        FORM,
        engine(exercise.engine).version,
        exercise.reference,
        repr(known.staging),
        repr(known.staging_rows),
        repr(known.cases),
        msgspec.json.encode(exercise.settings),
    )
    cases = cache.memo("foreseen", key, tuple[Case, ...], lambda: tuple(foreseen(known, exercise, context)))
    return msgspec.structs.replace(known, cases=(*known.cases, *cases))


def foreseen(known: Universe, exercise: Exercise, context: Context) -> Iterator[Case]:
    """The cases, by what the reference's tables do with them; none where the reference is not right itself."""
    assert isinstance(exercise.settings, DesignSettings)
    design = exercise.settings.design
    drawn = variations(known, named_numbers(exercise.reference))
    tried = on_reference(known, [Case(one.say, one.rows, True) for one in drawn], exercise, context)
    if not tried:
        return
    wanted, found = conditions(known, design, drawn, exercise, context), []
    for one, each, (may, never) in zip(drawn, tried, wanted, strict=True):
        message = each.refusal[1] if each.refusal is not None else ""
        if never and not message:
            path = exercise.folder / "exercise.toml"
            raise CourseError(path, f"design.forbid: the reference takes such rows: {one.say}")
        if may and not message and one.asked:
            found.append(Case(worded(known, one), one.rows, True, foreseen=True))
        elif never or (design.must_reject and constrained(message)):
            found.append(Case(worded(known, one), one.rows, False, foreseen=True))
    yield from found
    refused = [one for one in (*known.cases, *found) if not one.taken][:MOST_UPDATED]
    changed = [change for one in refused for change in changes(known, one)]
    for change, each in zip(changed, on_reference(known, changed, exercise, context), strict=True):
        if each.refusal is not None:
            yield change


CHECK = re.compile(r"\bCHECK\s*\([^;]*?\)\s*[,);]", re.IGNORECASE)


def named_numbers(reference: str) -> list[int]:
    """The numbers in the CHECKs of a reference, the first few."""
    found = (re.findall(r"(?<![\w.])\d{1,9}(?![\w.])", one[0]) for one in CHECK.finditer(reference))
    return list(dict.fromkeys(int(number) for some in found for number in some))[:4]


def worded(known: Universe, one: Variation) -> str:
    """What the rows are, with the last of them."""
    return f"{one.say}, {record(known.attributes, one.rows[-1])}"


MOST_UPDATED = 16
"""Rows to be refused that are tried as changes of rows that are there, too."""


def changes(known: Universe, case: Case) -> Iterator[Case]:
    """A case as the change of some rows that are there: each keeps its key and takes over all the rest."""
    whole = frozenset(known.attributes) - known.items.keys()
    key = candidate_keys(whole, known.rules)[0] if known.rules else whole
    places = [known.attributes.index(name) for name in sorted(key)]
    if len(case.rows) > 1 or whole <= key:
        return
    for row in known.rows[:2]:
        new = tuple(row[n] if n in places else cell for n, cell in enumerate(case.rows[0]))
        if all(row[place] is not None for place in places):
            said = f"{case.say}, as a change of a row that is there"
            yield Case(said, (new,), False, foreseen=True, updated=True)


def constrained(message: str) -> bool:
    """Whether a CHECK or a UNIQUE refused a row, and nothing else."""
    return any(one in message for one in ("CHECK constraint", "Duplicate key", "UNIQUE constraint violation"))


def on_reference(
    known: Universe, cases: Sequence[Case], exercise: Exercise, context: Context
) -> tuple[Tried, ...]:
    """What the tables of the reference do with cases; nothing where they are not right themselves."""
    limits = exercise.settings.limits.times(seconds=4)
    script = run_script(known, exercise.reference, limits, context)
    if not isinstance(script, Script) or not script.tables or not cases:
        return ()
    mapping, options = read_script(known, script, exercise.reference)
    best = best_of(options)
    if is_open(mapping, options) or best.found.faults:
        return ()
    universe = msgspec.structs.replace(best.theory.universe, cases=tuple(cases))
    theory = msgspec.structs.replace(best.theory, universe=universe)
    return try_cases(theory, script, context, limits).tried


def conditions(
    known: Universe, design: Design, drawn: Sequence[Variation], exercise: Exercise, context: Context
) -> list[tuple[bool, bool]]:
    """Of each variation whether `allow` lets all its rows be asked for, and whether `forbid` forbids one of them."""
    if not design.allow and not design.forbid:
        return [(True, False)] * len(drawn)
    rows = tuple(dict.fromkeys(row for one in drawn for row in one.rows))
    found = dict(zip(rows, judged_rows(known, design, rows, exercise, context), strict=True))
    return [
        (all(found[row] == (True, False) for row in one.rows), any(found[row][1] for row in one.rows))
        for one in drawn
    ]


def judged_rows(
    known: Universe, design: Design, rows: Sequence[Row], exercise: Exercise, context: Context
) -> list[tuple[bool, bool]]:
    """Of each row whether it is as `allow` says, and whether it is as `forbid` says."""
    columns = (
        Column("sqlgym_place", "INTEGER", False),
        *(Column(name, known.types[name], True) for name in known.attributes),
    )
    table = Table(known.staging.name, columns)
    allow = " AND ".join(f"coalesce(({one}), true)" for one in design.allow) or "true"
    forbid = " OR ".join(f"coalesce(({one}), false)" for one in design.forbid) or "false"
    job = Job(
        sql=f'SELECT {allow}, {forbid} FROM "{table.name}" ORDER BY sqlgym_place',
        policy=READING_ALL,
        before=filling(table, [(place, *row) for place, row in enumerate(rows)]),
        limits=exercise.settings.limits,
        trusted=True,
    )
    outcome = context.sandbox.run(job)
    if not isinstance(outcome, Ran):
        path = exercise.folder / "exercise.toml"
        raise CourseError(
            path, f"design.allow or design.forbid: a condition does not run: {outcome_text(outcome)}"
        )
    return [(bool(row[0]), bool(row[1])) for row in outcome.runs[0].rows]

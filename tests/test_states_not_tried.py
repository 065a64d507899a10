"""Scripts, transactions, indexes and designs: what was not tried on an answer never lets it pass."""

import re
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pytest

from conftest import ROOT, audits, checker, evidence, judged, of_kind, write_course
from sqlgym.context import Context
from sqlgym.course import Course, Limits, TransactionSettings
from sqlgym.engines import OutOfMemory, StatementError
from sqlgym.engines.duckdb.session import translated
from sqlgym.kinds.requirements import NEEDS, required, table
from sqlgym.kinds.transaction.consistency import consistency
from sqlgym.kinds.transaction.judge import as_probe
from sqlgym.kinds.transaction.probes import atomicity, durability, isolation
from sqlgym.kinds.transaction.runs import Trials
from sqlgym.report import Style, write
from sqlgym.sandbox import Crashed, Exceeded, Outcome, Sandbox, Script, ScriptJob
from sqlgym.sql.literals import constants
from sqlgym.state import run as runs
from sqlgym.state.aim import aimed
from sqlgym.state.memo import NOTHING, course_state
from sqlgym.state.run import After, state_after
from sqlgym.state.suite import LEAST, suite
from sqlgym.verdict import Report, Verdict
from sqlgym.verdict.evidence import DesignEvidence
from sqlgym.verdict.probe import Probe
from sqlgym.worlds.world import World, violations

SCRIPT = """
title  = "Heavier pets"
kind   = "script"
schema = "pets"
task   = "Feed the pets."
[limits]
seconds = 1
"""
TRANSACTION = SCRIPT.replace('"script"', '"transaction"')
FEED = "UPDATE Pets SET weight = weight + 1 WHERE weight IS NOT NULL"
MOVE = "UPDATE Orders SET employee_id = 102 WHERE employee_id = 101"


def endless(unless: str) -> str:
    """A number that is found at once where a condition holds, and else takes longer than anybody waits."""
    until = f"(SELECT CASE WHEN {unless} THEN 1 ELSE 1000000000000 END)"
    return f"(WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < {until}) SELECT max(n) FROM r)"


def probes(verdict: Verdict) -> dict[str, Probe]:
    """The probes of a verdict by their names."""
    return {one.name: one for one in verdict.details.probes}


def course(folder: Path, exercise: str, reference: str, **files: str) -> Path:
    """The small course with an exercise of another kind, and some files more."""
    root = write_course(folder, exercise, reference)
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_sql", ".sql")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def text_judged(sandbox: Sandbox, root: Path, folder: Path, sql: str, name: str) -> Verdict:
    """The verdict on a text as an answer to an exercise."""
    path = folder / "answer.sql"
    path.write_text(sql)
    return checker(sandbox, root).check(path, name)


@pytest.mark.parametrize("name", ["transfer_orders", "borrow_book", "live_migration"])
def test_the_reference_changes_something_on_eight_small_databases(name: str, sandbox: Sandbox) -> None:
    context = Context(Course(ROOT), sandbox)
    exercise = context.course.exercise(name)
    found = suite(context, exercise)
    assert found.speaking >= LEAST == 8
    tables = context.dataset(exercise).tables
    assert [violations(World("", case.rows), tables) for case in found.cases if case.speaks] == [
        []
    ] * found.speaking


def test_the_constants_of_a_reference_stand_in_its_small_databases(sandbox: Sandbox) -> None:
    context = Context(Course(ROOT), sandbox)
    found = suite(context, context.course.exercise("transfer_orders"))
    moved = [[row for row in case.rows["Orders"] if row[1] == 101] for case in found.cases if case.speaks]
    targets = [
        [row for row in case.rows["Employees"] if row[0] == 102] for case in found.cases if case.speaks
    ]
    assert all(moved)
    assert all(targets)


@pytest.mark.parametrize(
    "more",
    [
        "AND (SELECT count(*) FROM Orders) > 50",
        "AND customer_id <= 400 AND (SELECT count(*) FROM Employees) > 9",
    ],
)
def test_a_transaction_that_looks_for_the_big_dataset_fails_on_a_small_one(
    more: str, sandbox: Sandbox, tmp_path: Path
) -> None:
    verdict = text_judged(sandbox, ROOT, tmp_path, f"BEGIN;{MOVE} {more};COMMIT;", "transfer_orders")
    assert verdict.status == "wrong"
    assert "on a small database" in probes(verdict)["consistency"].reason
    assert verdict.counterexample is not None


def test_a_pass_says_on_how_many_small_databases(sandbox: Sandbox, tmp_path: Path) -> None:
    verdict = judged(sandbox, course(tmp_path, SCRIPT, FEED), tmp_path, FEED)
    count = probes(verdict)["small databases"].compared
    assert count >= LEAST
    said = " ".join(write("text", Report("", (verdict,), {}), Style()).split())
    assert f"on the dataset and on {count} small databases." in said


def test_constants_are_read_with_the_columns_they_are_compared_with() -> None:
    found = constants("UPDATE t SET \"A\" = 'x' WHERE b >= 7 AND c IN (8) AND d = e")
    assert {(one.column, one.value) for one in found.values} == {
        *(("", "x"), ("a", "x"), ("", "7"), ("b", "7"), ("", "8"))
    }


def test_an_aimed_world_keeps_its_keys(sandbox: Sandbox) -> None:
    context = Context(Course(ROOT), sandbox)
    tables = context.dataset(context.course.exercise("transfer_orders")).tables
    rows: dict[str, tuple[tuple[Any, ...], ...]] = {
        "Departments": (),
        "Employees": ((1, "a", None, None), (2, "b", None, None)),
        "Customers": ((1, "c", None),),
        "Orders": ((1, 1, 1, 5, "2020-01-01"), (2, 2, 1, 5, "2020-01-01")),
    }
    found = aimed(World("", rows), tables, constants(MOVE), "seed")
    assert violations(found, tables) == []
    assert {row[0] for row in found.rows["Employees"]} == {101, 102}
    assert {row[1] for row in found.rows["Orders"]} == {101, 102}
    assert found.rows["Customers"] == rows["Customers"]


def test_a_check_that_only_the_engine_understands_is_asked_of_it(sandbox: Sandbox, tmp_path: Path) -> None:
    root = course(tmp_path, SCRIPT, FEED)
    (root / "schema" / "pets" / "schema.sql").write_text(
        "CREATE TABLE Pets (id INTEGER PRIMARY KEY,"
        " name VARCHAR NOT NULL CHECK (list_count(string_split(name, ' ')) < 2), weight DECIMAL(5,2), born DATE);"
    )
    assert probes(judged(sandbox, root, tmp_path, FEED))["small databases"].compared >= LEAST
    narrow = judged(sandbox, root, tmp_path, f"{FEED} AND id <= 3")
    assert narrow.status == "wrong"


def test_parts_of_the_dataset_stand_in_where_nothing_drawn_says_anything(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    only = "UPDATE Pets SET weight = 9 WHERE substr(name, 1, 2) || born = 'Bo' || make_date(2021, 1 + 1, 3)"
    root = course(tmp_path, SCRIPT, only)
    verdict = judged(sandbox, root, tmp_path, only)
    assert verdict.status == "correct", verdict.findings
    assert probes(verdict)["small databases"].compared >= 1


def test_hand_made_worlds_count_as_small_databases(sandbox: Sandbox, tmp_path: Path) -> None:
    root = course(
        tmp_path,
        SCRIPT,
        FEED,
        exercises__heavy_pets__worlds__one_sql="-- One.\nINSERT INTO Pets VALUES (77, 'x', 1, NULL);",
    )
    context = Context(Course(root), sandbox)
    (first, *_) = suite(context, context.course.exercise("heavy_pets")).cases
    assert (first.say, first.speaks, first.rows["Pets"][0][0]) == ("One.", True, 77)


IDLE = "UPDATE Pets SET weight = 1 WHERE id = 99 AND id = 98"


def test_a_reference_without_anything_to_do_is_the_courses_fault(sandbox: Sandbox, tmp_path: Path) -> None:
    root = course(tmp_path, SCRIPT, IDLE)
    verdict = judged(sandbox, root, tmp_path, "SELECT 1")
    assert (verdict.status, verdict.findings[0].check) == ("ungraded", "course")
    assert probes(verdict)["small databases"].outcome == "not tried"
    assert judged(sandbox, root, tmp_path, FEED).status == "wrong"
    (found,) = audits(Context(Course(root), sandbox, plan=False))
    assert {"reference.empty", "worlds.silent"} <= {one.id for one in found.findings}


@pytest.mark.parametrize("kind", [SCRIPT, TRANSACTION])
def test_a_script_that_never_ends_on_a_small_database_is_a_limit(
    kind: str, sandbox: Sandbox, tmp_path: Path
) -> None:
    begin, end = ("BEGIN;", ";COMMIT") if kind == TRANSACTION else ("", "")
    root = course(tmp_path, kind, f"{begin}{FEED}{end}")
    stuck = endless("EXISTS (SELECT 1 FROM Pets WHERE name = 'Bob')")
    verdict = judged(sandbox, root, tmp_path, f"{begin}{FEED} AND {stuck} > 0{end}")
    assert verdict.status == "limit"
    assert verdict.score == 0
    assert verdict.counterexample is not None
    assert "n a small database:" in verdict.findings[0].message


def test_a_script_that_never_ends_in_a_scenario_is_a_limit(sandbox: Sandbox, tmp_path: Path) -> None:
    root = course(
        tmp_path, SCRIPT, FEED, exercises__heavy_pets__scenarios__none_sql="-- Nobody.\nDELETE FROM Pets;"
    )
    verdict = judged(sandbox, root, tmp_path, f"{FEED}; SELECT {endless('EXISTS (SELECT 1 FROM Pets)')}")
    assert verdict.status == "limit"
    assert verdict.findings[0].message.startswith("Where nobody: It ran for more than 1 seconds")


def test_views_of_other_columns_are_no_same_views(sandbox: Sandbox, tmp_path: Path) -> None:
    root = course(tmp_path, SCRIPT, "CREATE VIEW v AS SELECT id, name FROM Pets")
    verdict = judged(sandbox, root, tmp_path, "CREATE VIEW v AS SELECT id AS number, name FROM Pets")
    assert verdict.status == "wrong"
    assert "The view v has no column id." in [one.message for one in verdict.findings]


def test_a_default_of_null_is_none(sandbox: Sandbox, tmp_path: Path) -> None:
    root = course(tmp_path, SCRIPT, "ALTER TABLE Pets ADD COLUMN call VARCHAR")
    verdict = judged(sandbox, root, tmp_path, "ALTER TABLE Pets ADD COLUMN call VARCHAR DEFAULT NULL")
    assert verdict.status == "correct", verdict.findings


def test_what_cannot_be_read_after_a_script_points_nowhere_into_it(sandbox: Sandbox, tmp_path: Path) -> None:
    root = course(tmp_path, SCRIPT, FEED)
    verdict = judged(
        sandbox, root, tmp_path, f"{FEED}; CREATE VIEW v AS SELECT 'x'::INTEGER AS one FROM Pets"
    )
    assert verdict.status == "error"
    assert verdict.findings[0].place is None


class Bent(Trials):
    """The runs of a script of which those that are disturbed in one way end otherwise."""

    def __init__(self, trials: Trials, outcome: Outcome, **how: Any) -> None:
        super().__init__(trials.context, trials.exercise, trials.sql, trials.before, trials.trusted)
        self.outcome = outcome
        self.how = how

    def run(self, **disturbance: Any) -> After:
        """The run, or the outcome where it is disturbed in that way."""
        if self.how.items() <= disturbance.items():
            return After(self.outcome, self.outcome, self.sql)
        return super().run(**disturbance)


@pytest.fixture(scope="module")
def moving(sandbox: Sandbox) -> Trials:
    """The runs of a right answer on SQLite."""
    context = Context(Course(ROOT), sandbox)
    exercise = context.course.exercise("transfer_orders")
    there = msgspec.structs.replace(
        exercise, settings=msgspec.structs.replace(exercise.settings, engine="sqlite")
    )
    return Trials(context, there, f"BEGIN; {MOVE}; COMMIT", course_state(context, there, NOTHING))


@pytest.mark.parametrize(
    ("line", "how"),
    [
        ("atomicity", {"how": "kill"}),
        ("atomicity", {"how": "fail", "stop": 2}),
        ("durability", {"how": "kill"}),
        ("isolation", {"how": "other", "stop": 1}),
        ("isolation", {"how": "other", "stop": 3}),
        ("isolation", {"setup": ("UPDATE Orders SET order_amount = 999 WHERE order_id = 310",)}),
        (
            "consistency",
            {"ask": ("SELECT count(*) FROM Orders", "SELECT round(sum(order_amount), 2) FROM Orders")},
        ),
    ],
)
@pytest.mark.parametrize(
    ("outcome", "status"), [(Exceeded("time"), "limit"), (Crashed("signal 11"), "error")]
)
def test_a_run_that_does_not_end_is_no_line_that_passed_or_failed(
    line: str, how: dict[str, Any], outcome: Outcome, status: str, moving: Trials
) -> None:
    assert isinstance(moving.exercise.settings, TransactionSettings)
    options = moving.exercise.settings.transaction
    bent = Bent(moving, outcome, **how)
    made = {
        "atomicity": lambda: atomicity(bent),
        "durability": lambda: durability(bent),
        "isolation": lambda: isolation(bent, options.writers),
        "consistency": lambda: consistency(bent, options.invariants, [])[0],
    }[line]()
    assert (made.passed, made.status) == (None, status)
    assert (as_probe(made).outcome, as_probe(made).status) == ("not tried", status)


def test_a_script_that_cannot_be_watched_is_a_limit(moving: Trials) -> None:
    line = isolation(Bent(moving, Exceeded("time"), watch=True), ())
    assert (line.passed, line.status) == (None, "limit")


def test_a_script_that_only_watching_makes_slow_is_watched_with_more_time(moving: Trials) -> None:
    class Slow(Trials):
        """Takes too long when it is watched with an answer's own limits."""

        def run(self, **disturbance: Any) -> After:
            """The run."""
            if disturbance.get("watch") and "limits" not in disturbance:
                return After(Exceeded("time"), Exceeded("time"), self.sql)
            return super().run(**disturbance)

    slow = Slow(moving.context, moving.exercise, moving.sql, moving.before)
    assert slow.watched
    assert len(slow.script.looked) == 3


def test_a_writer_that_does_not_run_is_the_courses_fault(sandbox: Sandbox, tmp_path: Path) -> None:
    writer = '[[transaction.writers]]\nsay = "somebody"\nsql = "UPDATE Pats SET weight = 1"\n'
    root = course(
        tmp_path, TRANSACTION.replace("[limits]\nseconds = 1\n", "") + writer, f"BEGIN;{FEED};COMMIT"
    )
    verdict = judged(sandbox, root, tmp_path, f"BEGIN;{FEED};COMMIT")
    assert verdict.status == "ungraded"
    assert "somebody" in verdict.findings[0].message


def test_a_transaction_without_anything_to_do_is_the_courses_fault(sandbox: Sandbox, tmp_path: Path) -> None:
    root = course(tmp_path, TRANSACTION, f"BEGIN;{IDLE};COMMIT")
    assert judged(sandbox, root, tmp_path, f"BEGIN;{IDLE};COMMIT").status == "ungraded"
    assert judged(sandbox, root, tmp_path, f"BEGIN;{FEED};COMMIT").status == "wrong"
    assert judged(sandbox, root, tmp_path, "BEGIN;ROLLBACK").status == "wrong"


LOANS = """
CREATE TABLE users (user_id INTEGER PRIMARY KEY, user_name VARCHAR NOT NULL);
CREATE TABLE books (book_id INTEGER PRIMARY KEY, title VARCHAR NOT NULL, author VARCHAR NOT NULL);
CREATE TABLE loans (
    loan_id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (user_id),
    book_id INTEGER NOT NULL REFERENCES books (book_id), borrowed_on DATE NOT NULL, due_on DATE NOT NULL,
    returned_on DATE, state VARCHAR NOT NULL{default} CHECK (state IN ('out', 'back')){checks});
"""
FILL = """
INSERT INTO users SELECT DISTINCT user_id, user_name FROM loans_flat;
INSERT INTO books SELECT DISTINCT book_id, title, author FROM loans_flat;
INSERT INTO loans SELECT loan_id, user_id, book_id, borrowed_on, due_on, returned_on,
    CASE WHEN returned_on IS NULL THEN 'out' ELSE 'back' END FROM loans_flat;
"""
CHECKS = ", CHECK (due_on >= borrowed_on), CHECK (returned_on >= borrowed_on)"
TIED = ", CHECK ((state = 'out') = (returned_on IS NULL))"
ONE_OPEN = "CREATE UNIQUE INDEX one_open ON loans ((CASE WHEN returned_on IS NULL THEN book_id END));"


@pytest.mark.parametrize(
    ("sql", "checks"),
    {
        LOANS.format(default="", checks="") + FILL: {"case.taken"},
        LOANS.format(default=" DEFAULT 'out'", checks=""): {"case.taken"},
        LOANS.format(default="", checks=TIED) + FILL: {"case.taken"},
        LOANS.format(default="", checks=""): {"data.refused"},
        LOANS.format(default="", checks=CHECKS) + ONE_OPEN: {"data.refused"},
        LOANS.format(default="", checks=CHECKS) + ONE_OPEN + FILL: set(),
        LOANS.format(default=" DEFAULT 'out'", checks=CHECKS) + ONE_OPEN: set(),
        LOANS.format(default="", checks=CHECKS + TIED) + ONE_OPEN + FILL: set(),
    }.items(),
)
def test_a_column_of_its_own_keeps_no_case_from_being_tried(
    sql: str, checks: set[str], sandbox: Sandbox, tmp_path: Path
) -> None:
    verdict = text_judged(sandbox, ROOT, tmp_path, sql, "borrow_constraints")
    assert {one.check for one in verdict.findings} == checks
    assert verdict.status == ("wrong" if checks else "correct")
    whole = evidence(verdict, DesignEvidence).whole
    tried = checks != {"data.refused"}
    assert 0 in {whole.cases, whole.untried}
    assert max(whole.cases, whole.untried) > 16
    assert bool(whole.cases) is tried
    assert probes(verdict)["cases"].outcome == (
        "passed" if not checks else "failed" if tried else "not tried"
    )


def test_cases_that_were_not_tried_are_told_on_the_card(sandbox: Sandbox, tmp_path: Path) -> None:
    verdict = text_judged(sandbox, ROOT, tmp_path, LOANS.format(default="", checks=""), "borrow_constraints")
    said = write("text", Report("", (verdict,), {}), Style())
    assert re.search(r"\d+ further rows not tried", said)
    assert "taken or refused as they must" not in said


def test_tables_that_are_too_slow_to_fill_are_a_limit(
    sandbox: Sandbox, tmp_path: Path, hurried: Path
) -> None:
    sql = (hurried / "exercises" / "borrow_constraints" / "reference.sql").read_text()
    slow = " AND ".join(f"list_sum(range(20000000 + loan_id + {number})) > 0" for number in range(9))
    sql = sql.replace("CHECK (due_on >= borrowed_on)", f"CHECK ({slow} AND due_on >= borrowed_on)")
    verdict = text_judged(sandbox, hurried, tmp_path, sql, "borrow_constraints")
    assert verdict.status == "limit", verdict.findings
    assert verdict.score == 0


@pytest.mark.parametrize(
    "said",
    [
        'Constraint Error: CHECK constraint failed on table "loans" with expression CHECK((list_sum(range(9)) > 0)) '
        "(Error: Failed to allocate block of 268435456 bytes (bad allocation)",
        "Constraint Error: Incorrect value for generated column 'g INTEGER AS (list_sum(range(9)))' : "
        "could not allocate block of size 95.3 MiB (307.9 KiB/57.2 MiB used)",
    ],
)
def test_too_little_memory_within_a_constraint_is_no_broken_constraint(said: str) -> None:
    with pytest.raises(OutOfMemory), translated("INSERT"):
        raise duckdb.ConstraintException(said)


def test_a_broken_constraint_stays_one_whatever_its_text_says() -> None:
    said = "CHECK constraint failed on table \"loans\" with expression CHECK((note = 'Failed to allocate block'))"
    with pytest.raises(StatementError, match="CHECK constraint failed"), translated("INSERT"):
        raise duckdb.ConstraintException(said)


def test_a_case_that_has_no_key_is_put_in_all_the_same(sandbox: Sandbox, tmp_path: Path) -> None:
    for name, text in {
        "exercise.toml": 'title = "Pets"\nkind = "design"\ntask = "Store."\n[design]\nstaging = "flat"\n'
        'must_reject = "reject.sql"\n[[design.rules]]\nfd = "pet -> name"\nsay = "A pet has one name."\n',
        "reference.sql": "CREATE TABLE pets (pet INTEGER PRIMARY KEY, name VARCHAR);",
        "staging.sql": "CREATE TABLE flat (pet INTEGER, name VARCHAR); INSERT INTO flat VALUES (1, 'Ada'), (2, 'Bob');",
        "reject.sql": "-- A pet without a number.\nINSERT INTO flat VALUES (NULL, 'Cy');\n",
    }.items():
        path = tmp_path / "exercises" / "pets" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    right = text_judged(
        sandbox, tmp_path, tmp_path, "CREATE TABLE pets (pet INTEGER PRIMARY KEY, name VARCHAR)", "pets"
    )
    free = text_judged(
        sandbox, tmp_path, tmp_path, "CREATE TABLE pets (pet INTEGER UNIQUE, name VARCHAR)", "pets"
    )
    assert (right.status, free.status) == ("correct", "wrong")


def test_a_workload_that_an_index_breaks_names_the_query(sandbox: Sandbox, tmp_path: Path) -> None:
    least = "-9223372036854775807 - 1"
    breaking = f"CREATE INDEX i ON Orders (abs(CASE WHEN order_id > 1000000 THEN {least} ELSE 1 END))"
    path = ROOT / "exercises" / "indexes" / "reference.sql"
    verdict = text_judged(sandbox, ROOT, tmp_path, path.read_text() + ";" + breaking, "indexes")
    assert verdict.status == "error"
    assert "does not run with these indexes" in verdict.findings[0].message
    assert verdict.findings[0].place is None


KINDS = ("script", "transaction", "index", "design")
NAMES = [path.parent.name for kind in KINDS for path in of_kind(ROOT, kind, "") if path.stem == "reference"]


@pytest.mark.parametrize("name", NAMES)
def test_the_table_of_required_probes_is_what_right_answers_rest_on(name: str, sandbox: Sandbox) -> None:
    exercise = Course(ROOT).exercise(name)
    found = checker(sandbox).check(exercise.folder / "reference.sql", name)
    assert found.status == "correct", found.findings
    assert set(probes(found)) - {"writes"} == set(required(exercise))
    assert all(one.outcome == "passed" for one in found.details.probes)


def test_every_kind_but_queries_has_required_probes() -> None:
    assert {one.kind for one in NEEDS} == {Course(ROOT).exercise(name).kind for name in NAMES} == set(KINDS)


def test_the_docs_have_the_table_of_required_probes() -> None:
    assert table() in (ROOT / "docs" / "probes.md").read_text()


def test_all_runs_of_a_transaction_share_their_time(moving: Trials, monkeypatch: pytest.MonkeyPatch) -> None:
    context = moving.context.with_allowance(moving.exercise.settings.limits)
    spared = Trials(context, moving.exercise, moving.sql, moving.before)
    assert spared.watched
    assert context.allowance is not None
    context.allowance.left = 0.0
    monkeypatch.setattr(runs, "run_translated", lambda *_: pytest.fail("it has no time left to be run in"))
    lines = [atomicity(spared), durability(spared), isolation(spared, ())]
    assert [(line.passed, line.status) for line in lines[:2]] == [(None, "limit")] * 2
    assert lines[2].passed  # watching was a part of the first run


def test_a_run_is_paid_with_what_its_statements_took(moving: Trials, monkeypatch: pytest.MonkeyPatch) -> None:
    limits = Limits(seconds=4)
    context = moving.context.with_allowance(limits)
    given: list[float] = []

    def ran(_: object, trial: ScriptJob) -> After:
        """Each run takes three seconds; those that have less run out of time."""
        given.append(trial.limits.seconds)
        ended = Exceeded("time") if trial.limits.seconds < 3 else Script((), 0, seconds=3.0)
        return After(ended, ended, trial.sql)

    monkeypatch.setattr(runs, "run_translated", ran)
    settings = msgspec.structs.replace(moving.exercise.settings, limits=limits)
    exercise = msgspec.structs.replace(moving.exercise, settings=settings)
    found = [state_after(context, exercise, moving.sql).script for _ in range(4)]
    assert given == pytest.approx([4, 1.8])
    assert [isinstance(one, Script) for one in found] == [True, False, False, False]
    assert found[1:] == [Exceeded("trials")] * 3
    assert isinstance(state_after(context, exercise, moving.sql, trusted=True).script, Script)

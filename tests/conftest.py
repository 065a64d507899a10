"""What the tests share: a cache of their own, the built-in course, one sandbox, and a small course to spoil."""

import atexit
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir, nullcontext
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import pytest
from click.testing import CliRunner

from sqlgym.audit import audited
from sqlgym.audit.finding import Audit
from sqlgym.cli import cli
from sqlgym.context import Context
from sqlgym.course import find_course
from sqlgym.errors import SqlgymError
from sqlgym.kinds.checker import Checker
from sqlgym.sandbox import Sandbox
from sqlgym.verdict import Verdict
from sqlgym.verdict.evidence import Evidence

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from serving import Client

ROOT = Path(__file__).parents[1]


def delete_server() -> None:
    """Stop the PostgreSQL server that the tests shared, if one of them wanted it, and delete its folder."""
    from sqlgym.engines.postgresql.server import Server

    if Path(os.environ["SQLGYM_CACHE"], "postgresql").exists():
        server = Server()
        server.stop()
        shutil.rmtree(server.folder.parent, ignore_errors=True)


if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["SQLGYM_CACHE"] = tempfile.mkdtemp(prefix="sqlgym-tests-")
    atexit.register(shutil.rmtree, os.environ["SQLGYM_CACHE"], ignore_errors=True)
    atexit.register(delete_server)
if (
    signal.getsignal(signal.SIGINT) == signal.SIG_IGN
):  # as a shell leaves it to what it runs in the background
    signal.signal(signal.SIGINT, signal.default_int_handler)
for variable in ("SQLGYM_COURSE", "CI", "NO_COLOR", "SQLGYM_PG_URL"):
    os.environ.pop(variable, None)

SCHEMA = """
CREATE TABLE Pets (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, weight DECIMAL(5,2), born DATE);
"""
DATA = """
INSERT INTO Pets VALUES (1, 'Ada', 4.50, '2020-01-01'), (2, 'Bob', NULL, '2021-02-03'), (3, 'Cy', 4.50, NULL);
"""
EXERCISE = """
title  = "Heavy pets"
kind   = "query"
schema = "pets"
points = 4
task   = "Return the name of every pet, heaviest first."
hints  = ["Look at ORDER BY."]
[limits]
seconds = 1
"""
REFERENCE = "SELECT name, weight FROM Pets ORDER BY weight DESC NULLS LAST"


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """One sandbox for all tests; no two queries share a process anyway."""
    with Sandbox("auto") as found:
        yield found


@pytest.fixture(scope="session")
def course_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small course of one exercise with a time limit of a second."""
    return write_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="session")
def plain_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course without worlds: what is judged fastest."""
    return write_course(tmp_path_factory.mktemp("plain"), EXERCISE + "[worlds]\ncount = 0\n")


def write_course(root: Path, exercise: str = EXERCISE, reference: str = REFERENCE) -> Path:
    """Write the small course into a folder."""
    folder, schema = root / "exercises" / "heavy_pets", root / "schema" / "pets"
    for path in (folder, schema):
        path.mkdir(parents=True, exist_ok=True)
    (schema / "schema.sql").write_text(SCHEMA)
    (schema / "data.sql").write_text(DATA)
    (folder / "exercise.toml").write_text(exercise)
    (folder / "reference.sql").write_text(reference)
    return root


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Client"]:
    """A server of the page on the small course, for all tests of its API."""
    from serving import Serving, web_course

    root, work = (tmp_path_factory.mktemp(name) for name in ("web", "work"))
    with Serving(web_course(root), work) as found:
        yield found


NAMES = ("chromium", "chromium-browser", "google-chrome")


def browser_path() -> str:
    """The browser to test with; skips where there is none, unless SQLGYM_BROWSER names one."""
    named = os.environ.get("SQLGYM_BROWSER")
    path = named or next(filter(None, map(shutil.which, NAMES)), None)
    if not named and (path is None or find_spec("playwright") is None):
        pytest.skip("there is no chromium, or no playwright (pip install 'sqlgym-sandbox[browser]')")
    return str(path)


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """A headless browser that finds no other machine; for a module, since its loop is in the way of others."""
    path = browser_path()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        alone = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
        started = playwright.chromium.launch(executable_path=path, args=[alone])
        yield started
        started.close()


@pytest.fixture(scope="session")
def hurried(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built-in course with a time limit of a second for every exercise."""
    root = tmp_path_factory.mktemp("hurried")
    for part in ("schema", "exercises"):
        shutil.copytree(ROOT / part, root / part)
    for path in root.glob("exercises/*/exercise.toml"):
        path.write_text(path.read_text() + "\n[limits]\nseconds = 1\n")
    return root


@pytest.fixture
def judge(sandbox: Sandbox, course_root: Path, tmp_path: Path) -> Callable[[str | bytes], Verdict]:
    """Judges a text as an answer to the small course's exercise."""

    return partial(judged, sandbox, course_root, tmp_path)


def judged(
    sandbox: Sandbox, course: Path, folder: Path, sql: str | bytes, engine: str | None = None
) -> Verdict:
    """The verdict on a text as an answer to the small course's exercise, written into a folder."""
    path = folder / "answer.sql"
    path.write_bytes(sql.encode() if isinstance(sql, str) else sql)
    found = checker(sandbox, course)
    found.engine = engine
    return found.check(path, "heavy_pets")


class Called(NamedTuple):
    """What became of a command: its exit status, its streams, and both as they came."""

    returncode: int
    stdout: str
    stderr: str
    output: str


def called(cwd: Path, *arguments: str, stdin: str = "") -> Called:
    """Call the command in this process, in a folder; a process of its own is for what depends on one."""
    runner = CliRunner()
    with chdir(cwd):
        done = runner.invoke(cli, arguments, input=stdin, prog_name="sqlgym")
    if isinstance(done.exception, SqlgymError):
        said = f"sqlgym: {done.exception}\n"
        return Called(2, done.stdout, done.stderr + said, done.output + said)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return Called(done.exit_code, done.stdout, done.stderr, done.output)


def failing(*_: object) -> Any:
    """A part of sqlgym that has a fault."""
    raise KeyError("code")


def checker(sandbox: Sandbox, course: Path | None = ROOT) -> Checker:
    """A checker by one course."""
    return Checker(sandbox, partial(find_course, course))


def audits(context: Context, names: Sequence[str] = ()) -> list[Audit]:
    """The audits of a course's exercises, with one sandbox for all."""
    return [audited(lambda: nullcontext(context), name) for name in names or context.course.names]


def of_kind(root: Path, kind: str, folder: str) -> list[Path]:
    """The answers in a folder (`accepted` or `wrong`) of every exercise of one kind."""
    settings = sorted(root.glob("exercises/*/exercise.toml"))
    found = [path.parent for path in settings if f'"{kind}"' in path.read_text()]
    return [path for one in found for path in sorted((one / folder).glob("*.sql"))]


QUICK = {
    "test_a_blank_that_a_web_page_pastes_is_read_as_a_blank": 2,
    "test_a_cache_that_can_only_be_read_serves_check_build_and_grade": 0,
    "test_a_changed_row_is_named_and_nobody_is_judged_by_it": 1,
    "test_a_check_that_only_the_engine_understands_is_asked_of_it": 0,
    "test_a_class_gets_the_verdicts_of_the_long_way": 3,
    "test_a_cold_check_works_in_a_notebook": 0,
    "test_a_dataset_that_breaks_an_assumption_is_drawn_by_another_seed": 0,
    "test_a_difference_outside_the_assumptions_is_a_note": 0,
    "test_a_hundred_worlds_aimed_at_both_tell_every_mistake": 8,
    "test_a_hunt_ends_when_its_time_is_over": 0,
    "test_a_kept_verdict_on_a_query_reads_the_same": 0,
    "test_a_kept_answer_is_judged_alike_on_postgresql": 3,
    "test_a_learners_checkout_does_not_change_who_judges": 0,
    "test_a_merge_that_sqlite_does_not_know_is_judged_on_duckdb_alone": 0,
    "test_a_mistake_that_only_a_hunt_tells_apart_is_found_with_rows_that_tell_it": 0,
    "test_a_parameter_may_be_written_in_three_ways": 1,
    "test_a_reference_without_anything_to_do_is_the_courses_fault": 0,
    "test_a_renamed_node_of_the_tree_is_named": 3,
    "test_a_result_left_to_chance_is_a_finding": 0,
    "test_a_right_answer_that_fails_is_a_finding": 0,
    "test_a_right_order_by_luck_is_told_as_that": 0,
    "test_a_right_script_passes_and_a_wrong_one_does_not": 0,
    "test_a_root_that_may_not_give_files_away_judges_scripts": 0,
    "test_a_row_too_few_or_too_many_shows": 1,
    "test_a_run_that_does_not_end_is_no_line_that_passed_or_failed": 5,
    "test_a_run_that_is_stopped_or_killed_goes_on_where_it_was": 0,
    "test_a_saved_counterexample_loads_and_returns_what_is_shown": 1,
    "test_a_script_on_such_keys_is_judged": 0,
    "test_a_script_that_adds_before_it_fills_passes": 1,
    "test_a_script_that_never_ends_on_a_small_database_is_a_limit": 1,
    "test_a_small_slip_is_told_apart_by_the_constants_of_the_reference_alone": 5,
    "test_a_sort_key_is_followed": 1,
    "test_a_starter_that_is_right_already_is_a_finding": 0,
    "test_a_tie_is_one_where_rows_are_sorted": 1,
    "test_a_tie_may_be_rounded_either_way": 2,
    "test_a_transaction_of_many_statements_is_tried_at_its_ends": 0,
    "test_a_transaction_that_looks_for_the_big_dataset_fails_on_a_small_one": 0,
    "test_a_transaction_without_anything_to_do_is_the_courses_fault": 0,
    "test_a_verdict_alone_tells_nothing_that_the_course_keeps": 1,
    "test_a_wrong_answer_stays_wrong_by_a_column_that_views_have_not": 2,
    "test_a_wrong_answer_without_comment_is_a_finding": 0,
    "test_accepted_answer_differs_on_no_world": 15,
    "test_an_answer_may_return_as_many_bytes_as_the_reference": 0,
    "test_an_answer_may_return_as_many_rows_as_the_reference": 1,
    "test_an_answer_that_finds_no_end_there_has_reached_a_limit": 0,
    "test_an_answer_that_gives_nothing_to_compare_fails_with_the_database_shown": 1,
    "test_an_answer_that_kills_its_worker_is_tried_alone_and_then_told": 0,
    "test_an_audit_finds_a_reference_that_is_near_the_limits": 0,
    "test_an_exercise_is_audited": 0,
    "test_an_exercise_of_a_kind_without_an_audit_of_its_own_is_audited_by_its_answers": 0,
    "test_an_installed_program_exports_itself": 0,
    "test_an_installed_program_makes_its_wheel_anew": 0,
    "test_an_odd_encoding_is_no_fault": 1,
    "test_an_order_is_seen_however_it_is_written": 2,
    "test_an_order_that_leaves_rows_open_is_right_by_luck_alone": 0,
    "test_an_order_that_is_said_need_not_be_read": 0,
    "test_answers_of_others_are_judged_as_they_should_be": 0,
    "test_another_seed_draws_other_worlds": 0,
    "test_answers_without_sense_end_in_verdicts_and_leave_nothing_behind": 0,
    "test_below_full_feedback_its_rows_are_not_told": 0,
    "test_blanks_and_comments_around_what_an_engine_gives_change_nothing": 0,
    "test_build_says_what_it_built_and_clean_empties_the_cache": 0,
    "test_classroom50_gets_a_result_that_it_takes": 0,
    "test_damage_done_while_a_sandbox_runs_is_nobodys_error": 0,
    "test_doctor_says_that_such_a_root_keeps_its_user": 1,
    "test_each_answer_hears_from_its_rule": 1,
    "test_each_kind_has_its_card": 2,
    "test_each_known_mistake_behaves_like_a_mutant_or_says_why_not": 2,
    "test_each_wrong_answer_fails_by_its_own_fault": 6,
    "test_every_accepted_answer_and_sample_is_right": 2,
    "test_every_accepted_answer_passes": 1,
    "test_every_check_is_kept": 2,
    "test_every_file_damaged_at_once_changes_no_verdict": 0,
    "test_every_mutant_is_told_apart_or_survives": 0,
    "test_every_row_is_judged_as_by_duckdb": 20,
    "test_every_wrong_answer_fails_where_it_is_wrong_and_hears_its_comment": 4,
    "test_every_wrong_answer_is_told_apart_and_ends_in_a_small_database": 2,
    "test_every_wrong_answer_is_told_what_is_wrong": 2,
    "test_explain_says_what_it_was_about_once_the_answer_is_right": 0,
    "test_explain_sets_two_plans_side_by_side_once_the_answer_is_right": 0,
    "test_grade_says_when_no_worker_can_be_started": 0,
    "test_grade_takes_a_checkout_full_of_traps_for_files_alone": 0,
    "test_gradescope_gets_a_score_for_every_exercise": 0,
    "test_init_makes_a_folder_in_which_check_works": 0,
    "test_it_keeps_every_constraint_however_the_dataset_is_filled": 1,
    "test_kept_answers_are_judged_on_sqlite_as_on_duckdb": 0,
    "test_killed_build_leaves_nothing_and_the_next_one_succeeds": 0,
    "test_loans_that_the_rules_allow_must_be_taken": 1,
    "test_measuring_gives_an_answer_what_the_reference_needed": 0,
    "test_no_row_of_a_counterexample_can_be_left_out_for_a_better_one": 2,
    "test_no_wheel_is_made_of_files_that_were_changed": 0,
    "test_nothing_else_passes_for_a_tie": 4,
    "test_parts_of_the_dataset_stand_in_where_nothing_drawn_says_anything": 0,
    "test_prairielearn_gets_a_score_from_0_to_1": 0,
    "test_random_designs_are_judged_right_and_single_faults_found": 1,
    "test_right_designs_pass_whatever_their_names": 4,
    "test_rows_that_the_constraints_forbid_must_be_refused": 2,
    "test_rows_that_the_rules_allow_must_be_taken": 2,
    "test_small_databases_that_are_all_beyond_what_is_assumed_are_an_error": 0,
    "test_sql_of_a_course_that_never_ends_stops_at_a_limit_that_is_stated": 1,
    "test_survivors_are_told_with_their_sql": 0,
    "test_texts_that_a_collation_takes_for_one_tie": 1,
    "test_the_moving_page_works_as_printed": 0,
    "test_the_audit_exits_with_1_where_something_is_to_be_repaired": 0,
    "test_the_audit_judges_as_the_check_does": 0,
    "test_the_card_says_what_a_kill_left_behind": 0,
    "test_the_command_of_the_shell_page_grades_a_class": 0,
    "test_the_command_says_what_it_made_and_overwrites_nothing": 0,
    "test_the_command_writes_json_and_counts_warnings_when_strict": 0,
    "test_the_last_step_of_a_workflow_judges_the_checkout": 0,
    "test_the_page_works_as_printed": 0,
    "test_the_reference_changes_something_on_eight_small_databases": 1,
    "test_the_references_behave_like_no_mistake": 0,
    "test_the_results_of_the_dataset_alone_do_not_pass": 1,
    "test_the_same_verdicts_and_a_note_on_what_is_missing": 0,
    "test_the_table_of_required_probes_is_what_right_answers_rest_on": 1,
    "test_ties_under_a_total_order_are_no_finding": 0,
    "test_time_that_runs_out_on_a_small_database_says_so": 0,
    "test_too_much_on_worlds_is_a_limit": 1,
    "test_two_processes_building_at_once_both_end_well": 0,
    "test_two_processes_with_other_hashes_build_the_same_rows": 0,
    "test_values_are_such_as_the_column_holds": 3,
    "test_what_chance_or_the_clock_decides_is_wrong": 1,
    "test_what_has_not_changed_is_not_audited_again": 0,
    "test_what_is_made_passes_the_audit_once_it_is_filled_in": 2,
    "test_what_is_not_reading_is_refused_with_what_is_expected_instead": 30,
    "test_what_is_right_passes": 7,
    "test_what_is_said_of_mutants_is_known_to_checks_after_a_full_build": 0,
    "test_what_is_wrong_fails_for_its_reason": 5,
    "test_what_is_wrong_with_references_and_answers_is_found": 2,
    "test_what_only_a_hunt_tells_apart_is_pinned_and_checked_from_then_on": 0,
    "test_what_tables_are_kept_by_besides_counts": 3,
    "test_what_takes_too_much_is_stopped": 5,
    "test_what_ties_may_stand_in_any_order_and_nothing_else": 1,
    "test_who_counts_rows_is_found_on_the_second_dataset": 0,
    "test_who_knows_the_dataset_is_found_out": 2,
    "test_with_verdict_alone_no_format_shows_anything_of_the_reference": 1,
    "test_worlds_are_the_same_in_every_process": 1,
    "test_worlds_of_a_telling_schema_keep_its_constraints_and_are_rarely_empty": 3,
    "test_worlds_of_any_schema_keep_every_constraint": 0,
    "test_wrong_answer_differs_on_some_world": 30,
    "test_wrong_answers_are_listed_by_what_they_fail_on": 0,
    "test_wrong_designs_fail_for_the_reason_written_in_them": 16,
}
"""Dear tests → how many of their cases run each time, spread over all; `make slow` runs the others too."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave most cases of the tests in QUICK to `make slow`."""
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        name = getattr(item, "originalname", item.name)
        if name in QUICK:
            cases.setdefault(f"{item.path}::{name}", []).append(item)
    for found in cases.values():
        count = min(len(found), QUICK[getattr(found[0], "originalname", "")])
        run = {place * len(found) // count for place in range(count)}
        for place, item in enumerate(found):
            if place not in run:
                item.add_marker(pytest.mark.slow)


E = TypeVar("E", bound=Evidence)


def evidence(verdict: Verdict, kind: type[E]) -> E:
    """What a verdict rests on, which must be that of a kind."""
    assert isinstance(verdict.details, kind), verdict
    return verdict.details


class Edge(NamedTuple):
    """A course of one exercise on a schema of its own, and what judges answers to it."""

    root: Path
    sandbox: Sandbox

    def judge(self, sql: str, engine: str | None = None) -> Verdict:
        """The verdict on a text as an answer to its exercise."""
        path = self.root / "answer.sql"
        path.write_text(sql)
        found = checker(self.sandbox, self.root)
        found.engine = engine
        return found.check(path, "edge")

    def audit(self) -> Audit:
        """The audit of its exercise."""
        with nullcontext(Context(find_course(self.root, None), self.sandbox)) as context:
            return audits(context, ["edge"])[0]


EDGE = 'title = "Edge"\nkind = "{kind}"\nschema = "edge"\ntask = "Do it."\nhints = ["Try."]\n'
FEW = "\n[worlds]\ncount = 60\n"
"""Fewer small databases than an exercise has by default: a course of its own is built for each of these tests."""


@pytest.fixture
def edge(sandbox: Sandbox, tmp_path: Path) -> Callable[..., Edge]:
    """Makes a course of one exercise from its schema, rows, reference and settings."""

    def made(schema: str, data: str, reference: str, settings: str = "", kind: str = "query") -> Edge:
        if kind == "query" and "[worlds]" not in settings:
            settings += FEW
        written = {
            "schema/edge/schema.sql": schema,
            "schema/edge/data.sql": data,
            "exercises/edge/exercise.toml": EDGE.format(kind=kind) + settings,
            "exercises/edge/reference.sql": reference,
        }
        for name, text in written.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        return Edge(tmp_path, sandbox)

    return made

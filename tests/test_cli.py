"""The command as a user runs it: its streams, its exit status, its messages."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from conftest import ROOT, called
from sqlgym.cli import COMMANDS

SCHEMA = json.loads((ROOT / "docs" / "json-schema.json").read_text())
RIGHT = "exercises/second_highest.sql"
WRONG = "exercises/second_highest/wrong/limit_offset.sql"


def sqlgym(
    *arguments: str | Path, cwd: Path = ROOT, stdin: str = "", **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "sqlgym", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **variables},
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_right_answer_exits_with_0_and_shows_its_plan() -> None:
    sqlgym("check", RIGHT)  # builds what it needs, and may say so on stderr
    done = sqlgym("check", RIGHT)
    assert done.returncode == 0, done.stderr
    assert "✓ second_highest  correct" in done.stdout
    assert "Table scan Employees" in done.stdout
    assert done.stderr == ""


def test_a_wrong_answer_exits_with_1_and_shows_what_differs() -> None:
    done = sqlgym("check", WRONG, "--no-plan")
    assert done.returncode == 1
    assert "expected" in done.stdout
    assert "Table scan" not in done.stdout


def test_several_answers_are_counted() -> None:
    done = sqlgym("check", RIGHT, WRONG, "--no-plan")
    assert done.returncode == 1
    assert "2 answers: 1 correct, 1 wrong" in done.stdout


def test_what_cannot_be_judged_exits_with_2_whatever_else_is_there(tmp_path: Path) -> None:
    assert sqlgym("check", RIGHT, tmp_path / "missing.sql").returncode == 2


@pytest.mark.parametrize(
    ("sql", "status", "code"),
    [
        ("", "blank", 1),
        ("SELECT", "error", 1),
        ("DROP TABLE Employees", "refused", 1),
        ("SELECT repeat('x', 2000000000)", "limit", 1),
    ],
)
def test_every_status_has_its_exit_status_and_a_valid_report(
    sql: str, status: str, code: int, tmp_path: Path
) -> None:
    (tmp_path / "a.sql").write_text(sql)
    done = sqlgym("check", tmp_path / "a.sql", "--exercise", "second_highest", "--format", "json")
    report = json.loads(done.stdout)
    jsonschema.validate(report, SCHEMA)
    assert (report["results"][0]["status"], done.returncode) == (status, code)


def test_the_json_report_has_a_result_for_every_answer_in_order(tmp_path: Path) -> None:
    done = sqlgym("check", WRONG, tmp_path / "missing.sql", RIGHT, "--format", "json")
    report = json.loads(done.stdout)
    jsonschema.validate(report, SCHEMA)
    assert [result["status"] for result in report["results"]] == ["wrong", "ungraded", "correct"]
    assert done.returncode == 2


def test_a_broken_reference_is_not_the_learners_fault(course_root: Path, tmp_path: Path) -> None:
    from conftest import write_course

    root = write_course(tmp_path / "course", reference="SELECT nothing FROM nowhere")
    (tmp_path / "a.sql").write_text("SELECT name FROM Pets")
    done = sqlgym(
        "check", tmp_path / "a.sql", "--course", root, "--exercise", "heavy_pets", "--format", "json"
    )
    result = json.loads(done.stdout)["results"][0]
    assert (done.returncode, result["status"]) == (2, "ungraded")
    assert "reference.sql: the reference does not run" in result["findings"][0]["message"]


def test_the_report_goes_into_a_file(tmp_path: Path) -> None:
    done = sqlgym("check", RIGHT, "--output", tmp_path / "report.txt")
    assert done.stdout == ""
    assert "correct" in (tmp_path / "report.txt").read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "second_highes"), "did you mean “second_highest”?"),
        (("hint", "second_highest", "99"), "there are 4 hints for second_highest"),
        (("check", RIGHT, "--engine", "duckbd"), "there is no engine “duckbd”, did you mean “duckdb”?"),
        (("build", "compani"), "did you mean “company”?"),
        (("check", RIGHT, "--output", "/nowhere/x"), "cannot be written"),
        (("check",), "name an exercise: sqlgym check NAME"),
        (("chekc",), "No such command"),
    ],
)
def test_what_is_mistyped_is_told_on_stderr_with_status_2(arguments: tuple[str, ...], said: str) -> None:
    done = sqlgym(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_is_listed(command: str) -> None:
    assert called(ROOT, command, "--help").stdout.startswith("Usage: sqlgym")
    assert f"\n  {command} " in called(ROOT, "--help").stdout


def test_a_warm_check_imports_only_what_it_needs(tmp_path: Path) -> None:
    script = (
        "import sys\nsys.argv = ['sqlgym', 'check', sys.argv[1]]\nfrom sqlgym.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    print(sorted(sys.modules), file=sys.stderr)\n"
    )
    command = [sys.executable, "-c", script, str(ROOT / RIGHT)]
    for _ in range(2):
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert "correct" in done.stdout
    for heavy in ("sqlalchemy", "faker", "sqlglot", "starlette", "pytest", "rich", "duckdb"):
        assert f"'{heavy}'" not in done.stderr


def test_show_gives_the_statement_the_tables_and_some_rows() -> None:
    shown = sqlgym("show", "employee_orders").stdout
    assert "average" in shown
    assert "├ department_id  INTEGER        → Departments.id" in shown
    assert "Kaitlyn" in shown or "5 rows" in shown or "id  name" in shown


def test_list_names_every_exercise() -> None:
    listed = sqlgym("list").stdout
    assert "employee_orders" in listed
    assert "second_highest" in listed


def test_the_basics_are_listed_first_under_a_line_of_their_own() -> None:
    listed = called(ROOT, "list").stdout
    first, basics, after = (
        listed.index("Basics, one idea each"),
        listed.index("\nselect_columns"),
        listed.index("After that"),
    )
    assert first < basics < after < listed.index("\nsecond_highest")
    assert "Basics" not in called(ROOT, "list", "--tag", "basics").stdout


def test_hints_are_given_one_at_a_time() -> None:
    assert sqlgym("hint", "second_highest").stdout.startswith("Hint 1 of 4: ")
    assert sqlgym("hint", "second_highest", "2").stdout.startswith("Hint 2 of 4: ")


def test_run_shows_rows_without_a_verdict_also_from_standard_input() -> None:
    done = sqlgym("run", "-", "--exercise", "second_highest", stdin="SELECT count(*) AS n FROM Employees")
    assert "240" in done.stdout
    assert "(1 row)" in done.stdout
    assert done.returncode == 0


def test_run_prints_no_more_rows_than_asked_for() -> None:
    done = sqlgym("run", "-", "--exercise", "second_highest", "--rows", "3", stdin="SELECT id FROM Employees")
    assert "(240 rows; the first 3 are shown)" in done.stdout


def test_explain_sets_two_plans_side_by_side_once_the_answer_is_right() -> None:
    assert "How DuckDB ran the reference" in sqlgym("explain", RIGHT).stdout
    assert "shown once your answer is right" in sqlgym("explain", WRONG).stdout


def test_explain_says_what_it_was_about_once_the_answer_is_right() -> None:
    said = "UNION makes a result longer"
    assert said in sqlgym("explain", "exercises/join_or_union.sql").stdout
    assert said not in sqlgym("explain", "exercises/join_or_union/wrong/union_all.sql").stdout


def test_init_makes_a_folder_in_which_check_works(tmp_path: Path) -> None:
    done = sqlgym("init", "work", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    checked = sqlgym("check", "second_highest.sql", cwd=tmp_path / "work")
    assert "✗ second_highest  wrong" in checked.stdout


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "second_highest.sql").write_text("SELECT 42")
    done = sqlgym("init", tmp_path)
    assert "kept" in done.stderr
    assert (tmp_path / "second_highest.sql").read_text() == "SELECT 42"


def test_build_says_what_it_built_and_clean_empties_the_cache(tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    built = sqlgym("build", "--rows", "6000", SQLGYM_CACHE=cache)
    assert "Orders 6,000" in built.stdout
    assert "emptied" in sqlgym("build", "--clean", SQLGYM_CACHE=cache).stdout
    assert not any((tmp_path / "cache").rglob("*.duckdb"))


def test_doctor_tells_layers_engines_and_versions() -> None:
    told = sqlgym("doctor").stdout
    for word in ("landlock", "seccomp", "rlimits", "duckdb", "Faker", "Cache"):
        assert word in told


@pytest.fixture
def homeless(monkeypatch: pytest.MonkeyPatch) -> None:
    """A user whom the system knows no home of."""

    def home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", home)
    for variable in ("SQLGYM_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(variable, raising=False)


@pytest.mark.usefixtures("homeless")
def test_doctor_without_a_home_says_what_is_missing_and_all_the_rest() -> None:
    done = called(ROOT, "doctor")
    assert done.returncode == 2
    assert "✗ no home directory is known; set SQLGYM_CACHE to a directory of your own" in done.stdout
    number = len(list(ROOT.glob("exercises/*/exercise.toml")))
    for word in ("landlock", "duckdb", "Faker", f"SQL at a company: {number} exercises"):
        assert word in done.stdout
    assert "something above has to be mended" in done.stderr


def test_doctor_says_when_nothing_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = sqlgym("doctor", SQLGYM_CACHE=str(tmp_path / "file" / "cache"))
    assert done.returncode == 2
    assert "nothing can be written there (Not a directory)" in done.stdout


def test_doctor_says_when_there_is_no_such_course_and_all_the_rest(tmp_path: Path) -> None:
    done = sqlgym("doctor", SQLGYM_COURSE=str(tmp_path / "none"))
    assert done.returncode == 2
    assert "Faker" in done.stdout
    assert str(tmp_path / "none") in done.stdout


def test_doctor_says_when_another_package_claims_the_import_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "claimed" not in called(ROOT, "doctor").stdout
    information = tmp_path / "sqlgym-9.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: sqlgym\nVersion: 9\n")
    (information / "RECORD").write_text("sqlgym/__init__.py,,\nsqlgym-9.dist-info/METADATA,,\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    done = called(ROOT, "doctor")
    assert "✗ the import name sqlgym is also claimed by another package here: sqlgym" in done.stdout
    assert "pip uninstall sqlgym, then install sqlgym-sandbox anew" in done.stdout


def test_escapes_in_an_answer_are_shown_not_executed(tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text("SELECT '\x1b[31mred\x1b[0m' AS \"\x1b]0;title\x07\"")
    done = sqlgym("check", tmp_path / "a.sql", "--exercise", "second_highest")
    assert "\x1b" not in done.stdout
    assert "\x07" not in done.stdout
    assert "␛[31mred" in done.stdout


def test_an_error_is_underlined_in_the_learners_file(tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text("-- my try\nSELECT max(salry)\nFROM Employees")
    done = sqlgym("check", tmp_path / "a.sql", "--exercise", "second_highest")
    assert f"{tmp_path}/a.sql:2:12" in done.stdout
    assert "Employees has a column salary" in done.stdout

"""A learner's folder: what is remembered in it, what is set aside, and what its commands say."""

import json
import sys
import zipfile
from pathlib import Path

import pytest

from conftest import EXERCISE, ROOT, called, write_course
from sqlgym.cli.workspace import typed_command
from sqlgym.course import Course, find_course
from sqlgym.course.given import given_files
from sqlgym.errors import UsageError
from sqlgym.export.pack import pack
from sqlgym.learn.workspace import Workspace, answer_path, find_workspace, reset
from sqlgym.learn.workspace.files import make
from sqlgym.learn.workspace.state import State, StateFile
from sqlgym.report.tasks import draw_files

RIGHT = "SELECT name, weight FROM Pets ORDER BY weight DESC NULLS LAST"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A workspace of the small course."""
    root = write_course(tmp_path / "course", EXERCISE.replace('"Look at ORDER BY."', '"One.", "Two."'))
    make(tmp_path / "work", Course(root), root, None)
    return tmp_path / "work"


def state(work: Path) -> State:
    """What the workspace remembers."""
    return StateFile(Workspace(work), pytest.fail).read()


def test_a_pass_is_remembered_listed_and_opens_the_solution(work: Path) -> None:
    assert (
        "is shown once yours has passed: sqlgym check heavy_pets.sql"
        in called(work, "solution", "heavy_pets").stderr
    )
    (work / "heavy_pets.sql").write_text(RIGHT)
    assert called(work, "check", "heavy_pets.sql", "--no-plan").returncode == 0
    assert list(state(work).passed) == ["heavy_pets"]
    listed = called(work, "list").stdout
    assert "✓     heavy_pets" in listed
    assert "1 of 1 done, 4 of 4 points" in listed
    assert called(work, "solution", "heavy_pets").stdout.strip() == RIGHT


def test_a_course_may_keep_its_solutions(work: Path) -> None:
    root = Path((work / ".sqlgym" / "course").read_text().strip())
    write_course(root, f'{EXERCISE}\n[feedback]\nreference = "never"\n')
    StateFile(Workspace(work), print).change(lambda state: state.with_pass("heavy_pets"))
    done = called(work, "solution", "heavy_pets")
    assert (done.returncode, done.stdout) == (2, "")
    assert "keeps its solution of heavy_pets to itself" in done.stderr


def test_a_course_packed_for_learners_says_that_it_has_no_solutions(work: Path) -> None:
    pack(Course(work.parent / "course"), work.parent / "packed.zip", "learners")
    called(work.parent, "init", "other", "--course", "packed.zip")
    assert "came without its solutions" in called(work.parent / "other", "solution", "heavy_pets").stderr
    (work.parent / "other" / "heavy_pets.sql").write_text(RIGHT)
    checked = called(work.parent / "other", "check", "heavy_pets.sql", "--no-plan")
    assert "It runs and returns 3 rows" in checked.stdout
    assert not state(work.parent / "other").passed


def test_nothing_is_remembered_outside_a_workspace(tmp_path: Path) -> None:
    root = write_course(tmp_path / "course")
    (tmp_path / "heavy_pets.sql").write_text(RIGHT)
    assert called(tmp_path, "check", "heavy_pets.sql", "--no-plan", "--course", str(root)).returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["course", "heavy_pets.sql"]
    assert sorted(path.name for path in root.iterdir()) == ["exercises", "schema"]


def test_hints_come_one_after_the_other_and_then_it_says_so(work: Path) -> None:
    said = [called(work, "hint", "heavy_pets").stdout for _ in range(3)]
    assert said[0].startswith("Hint 1 of 2: One.")
    assert said[1].startswith("Hint 2 of 2: Two.")
    assert said[2].startswith("You have seen all 2 hints")
    assert called(work, "hint", "heavy_pets", "1").stdout.startswith("Hint 1 of 2: One.")


@pytest.mark.parametrize(
    "text", ["{", '{"passed": 3}', "[]", "\x00", '{"hints": {"a": "b"}}', '{"hints": {"a": -1}}']
)
def test_a_damaged_state_is_set_aside_and_told(text: str, work: Path) -> None:
    told: list[str] = []
    (work / ".sqlgym" / "state.json").write_text(text)
    assert StateFile(Workspace(work), told.append).change(lambda state: state.with_hint("a", 1)).hints == {
        "a": 1
    }
    assert "state.damaged.1" in told[0]
    assert (work / ".sqlgym" / "state.damaged.1").read_text() == text
    assert state(work).hints == {"a": 1}


def test_keys_of_a_newer_sqlgym_do_no_harm(work: Path) -> None:
    (work / ".sqlgym" / "state.json").write_text(json.dumps({"version": 2, "stars": 5, "hints": {"a": 1}}))
    assert state(work).hints == {"a": 1}


def test_a_state_that_cannot_be_written_is_told_and_stops_nothing(work: Path) -> None:
    told: list[str] = []
    (work / ".sqlgym" / "state.json").mkdir()
    assert StateFile(Workspace(work), told.append).change(lambda state: state.with_hint("a", 1)).hints == {
        "a": 1
    }
    assert any("cannot be" in one for one in told)


def test_reset_follows_no_link_out_of_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.sql").write_text("SELECT 1")
    (tmp_path / "a.sql").symlink_to(tmp_path / "elsewhere.sql")
    (tmp_path / "b.sql").symlink_to(tmp_path / "nowhere.sql")
    for name in ("a.sql", "b.sql"):
        with pytest.raises(UsageError, match="is a link"):
            reset(tmp_path / name, "-- starter")
    assert (tmp_path / "elsewhere.sql").read_text() == "SELECT 1"
    assert not (tmp_path / "nowhere.sql").exists()


def test_a_name_that_no_file_may_have_is_no_exercise() -> None:
    for name in ("x" * 5_000, "é" * 190):
        with pytest.raises(UsageError, match="there is no exercise"):
            Course(ROOT).exercise(name)


def test_reset_keeps_every_former_text(work: Path) -> None:
    answer = work / "heavy_pets.sql"
    starter = answer.read_text()
    for text in ("SELECT 1", "SELECT 2"):
        answer.write_text(text)
        assert called(work, "reset", "heavy_pets").returncode == 0
        assert answer.read_text() == starter
    kept = sorted((work / ".sqlgym" / "backups").iterdir())
    assert [(path.name, path.read_text()) for path in kept] == [
        ("heavy_pets.sql.1", "SELECT 1"),
        ("heavy_pets.sql.2", "SELECT 2"),
    ]
    assert reset(answer, starter) is None


def test_an_answer_is_looked_for_in_the_workspace_then_here_then_in_the_course(
    work: Path, tmp_path: Path
) -> None:
    course = find_course(None, work / "a.sql")
    assert answer_path(course, "heavy_pets", work) == work / "heavy_pets.sql"
    assert answer_path(course, "heavy_pets", tmp_path) == tmp_path / "heavy_pets.sql"
    assert answer_path(course, "heavy_pets", course.root) == course.exercises / "heavy_pets.sql"


def test_a_workspace_knows_its_course_except_where_ci_judges(work: Path) -> None:
    assert find_course(None, work / "a.sql", {}).root == (work.parent / "course").resolve()
    assert find_course(None, work / "a.sql", {"CI": "true"}).root == ROOT


def test_a_course_that_has_moved_away_is_told(work: Path) -> None:
    (work.parent / "course").rename(work.parent / "elsewhere")
    with pytest.raises(UsageError, match="is no longer there; say where it is with --course"):
        find_course(None, work / "a.sql", {})


def test_a_folder_above_that_is_a_workspace_counts(work: Path) -> None:
    (work / "tries").mkdir()
    assert find_workspace(work / "tries") == Workspace(work)
    assert find_workspace(work.parent) is None


def test_init_sets_up_the_editor_with_tables_to_browse(tmp_path: Path) -> None:
    import sqlite3

    assert called(tmp_path, "init", "work", "--ci", "github").returncode == 0
    settings = json.loads((tmp_path / "work" / ".vscode" / "settings.json").read_text())
    connection = next(one for one in settings["sqltools.connections"] if "company" in one["name"])
    file = connection["database"].replace("${workspaceFolder}", str(tmp_path / "work"))
    database = sqlite3.connect(file)
    assert database.execute("SELECT count(*) FROM Employees").fetchone() == (240,)
    database.close()
    assert "sqlgym check *.sql" in (tmp_path / "work" / ".github" / "workflows" / "sqlgym.yml").read_text()
    assert (tmp_path / "work" / ".gitignore").read_text().endswith(".sqlgym/\n")


def test_a_file_for_gitlab_is_written_on_request_and_names_a_course_of_ones_own(work: Path) -> None:
    root = work.parent / "course"
    made, _ = make(work, Course(root), root, "gitlab")
    wheel, pipeline = made
    assert pipeline.name == ".gitlab-ci.yml"
    assert "--course course" in pipeline.read_text()
    assert f"pip install {wheel.relative_to(work)}" in pipeline.read_text()
    assert zipfile.is_zipfile(wheel)


def test_what_a_course_says_steers_no_terminal(work: Path) -> None:
    toml = EXERCISE.replace("Return the name", "\\u001b]0;x\\u0007Return").replace("Look", "\\u001b[2JLook")
    write_course(work.parent / "course", toml, reference=f"{RIGHT} -- \x1b[31m")
    StateFile(Workspace(work), print).change(lambda state: state.with_pass("heavy_pets"))
    for command in ("show", "hint", "solution"):
        said = called(work, command, "heavy_pets").stdout
        assert "␛" in said
        assert "\x1b" not in said


def test_list_takes_tags_and_kinds() -> None:
    assert "second_highest" not in called(ROOT, "list", "--kind", "design").stdout
    assert "transfer_orders" in called(ROOT, "list", "--tag", "acid").stdout
    assert (
        "no exercise has the tag “acd”, did you mean “acid”?" in called(ROOT, "list", "--tag", "acd").stderr
    )


def test_schema_draws_tables_keys_and_which_refers_to_which() -> None:
    drawn = called(ROOT, "schema", "second_highest").stdout
    assert drawn == called(ROOT, "schema", "company").stdout
    assert "Employees  240 rows" in drawn
    assert "  Orders\n  ├─ employee_id → Employees\n  │  └─ department_id → Departments\n" in drawn
    assert max(map(len, drawn.splitlines())) <= 80


def test_schema_says_what_it_cannot_draw() -> None:
    assert "begins without tables" in called(ROOT, "schema", "third_normal_form").stderr
    assert (
        "no exercise and no schema “compny”, did you mean “company”?"
        in called(ROOT, "schema", "compny").stderr
    )


@pytest.mark.parametrize(
    ("found", "script", "said"),
    [
        ("/usr/bin/sqlgym", "/venv/bin/sqlgym", "sqlgym"),
        (None, "/venv/bin/sqlgym", "/venv/bin/sqlgym"),
        (None, "/src/sqlgym/__main__.py", f"{sys.executable} -m sqlgym"),
    ],
)
def test_the_next_step_is_said_as_it_can_be_typed(
    found: str | None, script: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: found)
    monkeypatch.setattr("sys.argv", [script])
    assert typed_command() == said


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("slow_query", ["slow.sql"]),
        ("indexes", ["workload.sql"]),
        ("third_normal_form", ["staging.sql"]),
        ("second_highest", []),
    ],
)
def test_a_task_comes_with_the_files_that_it_speaks_of(name: str, files: list[str], tmp_path: Path) -> None:
    course = Course(ROOT)
    assert [one.name for one in given_files(course.exercise(name))] == files
    shown = "\n".join(draw_files(course.exercise(name)))
    assert all(one in shown for one in files if one != "slow.sql")  # which stands in the task
    assert all((course.exercise(name).folder / one).read_text().strip() for one in files)


def test_a_workspace_holds_them(work: Path) -> None:
    folder = work.parent / "course" / "exercises" / "heavy_pets"
    (folder / "exercise.toml").write_text(f"{EXERCISE}[work]\nat_most = 1.0\n")
    (folder / "slow.sql").write_text("SELECT 1")
    make(work, Course(work.parent / "course"), None, None)
    assert (work / "heavy_pets" / "slow.sql").read_text() == "SELECT 1"

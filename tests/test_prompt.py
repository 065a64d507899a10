"""The prompt of `sqlgym run`, the exercise at hand, and what answers that are only run leave behind."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import ROOT, checker
from sqlgym.cli import cli
from sqlgym.course import Course
from sqlgym.errors import UsageError
from sqlgym.learn.prompt import Answers, Prompt, ask, complete
from sqlgym.learn.workspace import Workspace
from sqlgym.learn.workspace.at_hand import at_hand
from sqlgym.learn.workspace.state import State
from sqlgym.sandbox import Sandbox


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("SELECT 1;", True),
        ("SELECT 1;  -- and no more", True),
        ("SELECT ';'", False),
        ("SELECT 'it;", False),
        ("SELECT 1 -- ;", False),
        ("SELECT /* ; ", False),
        ("SELECT $$;", False),
        ("SELECT $$;$$;", True),
        ("BEGIN; DELETE FROM t;", True),
    ],
)
def test_an_entry_ends_in_a_semicolon_that_is_one(text: str, ended: bool) -> None:
    assert complete(text) is ended


def typed(*lines: str | type[BaseException], run: Callable[[str], str] = str.upper) -> list[str]:
    """What a prompt prints for some lines, or keys that raise."""
    given: Iterator[str | type[BaseException]] = iter((*lines, EOFError))

    def read(_: str) -> str:
        line = next(given)
        if isinstance(line, str):
            return line
        raise line

    said: list[str] = []
    ask(Prompt("pets", Answers(run, lambda name: f"tables {name}".strip())), read, said.append)
    return said


def test_lines_go_together_until_the_semicolon() -> None:
    assert typed("select 1,", "", " 2;", "select 3;") == ["SELECT 1,\n\n 2;", "SELECT 3;", ""]


def test_commands_are_taken_at_the_beginning_of_an_entry_alone() -> None:
    assert typed("\\d", "\\d Pets;", "a", "\\d;") == ["tables", "tables Pets", "A\n\\D;", ""]
    assert typed("\\q", "never;") == typed("QUIT;") == []
    assert "There is no \\x here." in typed("\\x")[0]


def test_ctrl_c_forgets_the_entry_and_a_fault_does_not_end_the_prompt() -> None:
    assert typed("select", KeyboardInterrupt, "2;") == ["(forgotten)", "2;", ""]

    def run(text: str) -> str:
        raise UsageError("no such thing")

    assert typed("a;", "b;", run=run) == ["no such thing", "no such thing", ""]


def test_the_sign_tells_that_an_entry_goes_on() -> None:
    prompt = Prompt("pets", Answers(str, str))
    assert prompt.sign == "pets> "
    prompt.take("select")
    assert prompt.sign == "..... "


def test_the_exercise_at_hand_is_the_one_saved_last_until_it_is_done(tmp_path: Path) -> None:
    course, workspace = Course(ROOT), Workspace(tmp_path)
    first, second, third = course.names[:3]
    assert at_hand(course, workspace, State()) == first
    for when, name in enumerate((third, second)):
        workspace.answer(name).write_text(f"-- mine\n{course.exercise(name).starter}")
        os.utime(workspace.answer(name), (when, when))
    workspace.answer(first).write_text(course.exercise(first).starter)
    assert at_hand(course, workspace, State()) == second
    assert at_hand(course, workspace, State().with_pass(second)) == third
    assert at_hand(course, workspace, State(passed=dict.fromkeys(course.names, ""))) == second


def test_commands_without_a_name_take_the_exercise_at_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    outside = runner.invoke(cli, ["hint"])
    assert isinstance(outside.exception, UsageError)
    assert "hint NAME" in str(outside.exception)
    (tmp_path / ".sqlgym").mkdir()
    (tmp_path / "second_highest.sql").write_text("SELECT 1")
    found = runner.invoke(cli, ["hint", "--course", str(ROOT)])
    assert found.exit_code == 0
    assert found.stdout.startswith("Hint 1 of")
    assert "second_highest, which you are at" in found.stderr


def test_the_prompt_needs_a_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    found = CliRunner().invoke(cli, ["run"])
    assert isinstance(found.exception, UsageError)
    assert "what is piped in" in str(found.exception)


@pytest.mark.parametrize(
    ("name", "sql", "said", "first"),
    [
        (
            "transfer_orders",
            "UPDATE Employees SET salary = 1 WHERE id = 101",
            "Employees: 1 row changed:",
            101,
        ),
        ("transfer_orders", "SELECT 7", "", 7),
        ("third_normal_form", "CREATE TABLE t (a INT); INSERT INTO t VALUES (5)", "t holds:", 5),
        ("third_normal_form", "SELECT 8", "", 8),
    ],
)
def test_what_is_only_run_shows_what_it_leaves(
    name: str, sql: str, said: str, first: int, sandbox: Sandbox
) -> None:
    _, left = checker(sandbox, ROOT).left(sql, name)
    assert left is not None
    assert (left[0].said, left[0].run.rows[0][0] if left[0].run else None) == (said, first)


def test_indexes_that_are_only_run_show_what_uses_them(sandbox: Sandbox) -> None:
    _, left = checker(sandbox, ROOT).left("CREATE INDEX mine ON Orders (employee_id)", "indexes")
    assert left is not None
    made, work = (one.run for one in left)
    assert made is not None
    assert work is not None
    assert made.rows == (("mine", "Orders (employee_id)", "sales of a department"),)
    assert next(row[1] > row[2] for row in work.rows if row[0] == "sales of a department")


def test_a_script_that_changes_nothing_or_fails_says_so(sandbox: Sandbox) -> None:
    found = checker(sandbox, ROOT)
    verdict, left = found.left("DELETE FROM Orders WHERE false", "transfer_orders")
    assert left is not None
    assert left[0].said == "It ran, and everything is as it was before."
    verdict, left = found.left("DELETE FROM Order", "transfer_orders")
    assert (verdict.status, left) == ("error", None)


def test_what_is_piped_in_is_read_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    command = ["run", "--course", str(ROOT), "-e", "second_highest", "--format", "csv", "-"]
    assert CliRunner().invoke(cli, command, input="SELECT 7 AS n").stdout == "n\n7\n"

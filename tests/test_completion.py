"""What a shell offers: exercises, tags, schemas and engines of the course at hand, and nothing where there is none."""

from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from conftest import ROOT
from sqlgym.cli import cli


def offered(*words: str) -> list[str]:
    """What is offered for the last word, the others being there."""
    *before, begun = words
    completer = ShellComplete(cli, {}, "sqlgym", "_SQLGYM_COMPLETE")
    return [one.value for one in completer.get_completions(before, begun)]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (("hint", "second"), "second_highest"),
        (("show", "SECOND"), "second_highest"),
        (("reset", "transf"), "transfer_orders"),
        (("solution", "transf"), "transfer_orders"),
        (("schema", "comp"), "company"),
        (("run", "-e", "third"), "third_normal_form"),
        (("check", "--engine", "sq"), "sqlite"),
        (("list", "--tag", "transac"), "transaction"),
        (("check", "second"), "second_highest"),
        (("explain", "second"), "second_highest"),
        (("audit", "second"), "second_highest"),
    ],
)
def test_names_are_offered(
    words: tuple[str, ...], first: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SQLGYM_COURSE", str(ROOT))
    monkeypatch.chdir(tmp_path)
    assert offered(*words)[0] == first


def test_files_come_before_exercises_and_stand_for_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SQLGYM_COURSE", str(ROOT))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "second_highest.sql").touch()
    assert offered("check", "second") == ["second_highest.sql"]


def test_where_there_is_no_course_nothing_is_offered_and_nothing_fails(tmp_path: Path) -> None:
    assert offered("hint", "--course", str(tmp_path), "a") == []

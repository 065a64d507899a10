"""Which report goes where: --format and --output in pairs."""

import json
from pathlib import Path

import pytest

from sqlgym.cli.options import destinations
from sqlgym.errors import UsageError
from test_cli import WRONG, sqlgym


def test_without_a_format_the_text_goes_to_standard_output() -> None:
    assert destinations((), ()) == (("text", None),)


def test_the_nth_output_is_for_the_nth_format_and_the_rest_is_printed() -> None:
    found = destinations(("json", "text"), (Path("a.json"),))
    assert found == (("json", Path("a.json")), ("text", None))


def test_a_dash_is_standard_output() -> None:
    assert destinations(("json", "text"), (Path("-"), Path("a.txt"))) == (
        ("json", None),
        ("text", Path("a.txt")),
    )


@pytest.mark.parametrize(
    ("forms", "outputs", "said"),
    [
        (("json", "text"), (), "only one report fits on standard output, not json, text"),
        (("json", "text"), ("-",), "only one report fits"),
        (("json",), ("a", "b"), "--output is given 2 times, --format only 1"),
        ((), ("a", "b"), "--output is given 2 times"),
        (("json", "text"), ("a", "./a"), "two reports would go into"),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_is_judged(
    forms: tuple[str, ...], outputs: tuple[str, ...], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        destinations(forms, tuple(map(Path, outputs)))


def test_several_reports_are_made_of_one_run_and_show_no_more_than_asked(tmp_path: Path) -> None:
    files = ("--format", "json", "--output", tmp_path / "a.json", "--format", "text")
    done = sqlgym("check", WRONG, *files, "--feedback", "verdict")
    assert done.returncode == 1
    assert done.stdout == f"✗ second_highest  wrong  0 of 10 points  {WRONG}\n"
    assert '"findings": [],' in (tmp_path / "a.json").read_text()


def test_a_file_name_of_other_bytes_than_utf_8_does_not_break_a_report(tmp_path: Path) -> None:
    name = f"{tmp_path}/caf\udce9.sql"
    done = sqlgym("check", name, "--exercise", "second_highest", "--format", "json")
    assert (done.returncode, done.stderr) == (2, "")
    assert "caf?.sql" in done.stdout


def test_a_platforms_variables_reach_its_format(tmp_path: Path) -> None:
    url = "https://example.org/x"
    tag = "submit/2026-11-22T10-00-00Z-ab12cd3"
    (tmp_path / "a.sql").write_text("")
    files = (tmp_path / "a.sql", "--exercise", "second_highest", "--format", "classroom50")
    done = sqlgym(
        "check", *files, CLASSROOM="db", ASSIGNMENT="hw1", SUBMISSION_TAG=tag, COMMIT_URL=url, RELEASE_URL=url
    )
    assert done.returncode == 1
    assert json.loads(done.stdout)["submission"] == tag


def test_a_folder_that_is_not_there_is_told_before_anything_is_judged(tmp_path: Path) -> None:
    done = sqlgym("check", WRONG, "--output", tmp_path / "none" / "a.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot be written" in done.stderr

"""What the command writes of a class besides the report: pages to hand out, a gradebook, paths for GitHub."""

import os
import subprocess
from pathlib import Path

import pytest
from grading import RIGHT, WRONG, command, write_class

from sqlgym.cli.class_options import file_name


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A class of two, one with a name that no file may have."""
    write_class(tmp_path / "class", {"ada/heavy_pets.sql": RIGHT, "b:o/heavy_pets.sql": WRONG})
    (tmp_path / "roster.csv").write_text("login,late\nada,2 days\nzoe,\n")
    return tmp_path


def test_pages_gradebook_and_notes_come_of_one_run(root: Path, plain_course: Path) -> None:
    words = command(root, plain_course, "--format", "gradebook", "--output", str(root / "book.csv"))
    more = ("--roster", str(root / "roster.csv"), "--late", "late", "--per-student", str(root / "pages"))
    variables = {**os.environ, "GITHUB_WORKSPACE": str(root)}
    words += [*more, "--format", "github"]
    done = subprocess.run(words, cwd=root, env=variables, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    assert (root / "book.csv").read_text().splitlines() == [
        "login,heavy_pets,total,late",
        "ada,4,4,2 days",
        "zoe,0,0,",
    ]
    assert "b:o: the roster does not know this student" in done.stderr
    assert sorted(path.name for path in (root / "pages").iterdir()) == ["ada.html", "b_o.html"]
    page = (root / "pages" / "b_o.html").read_text()
    assert "SELECT nam" in page
    assert "ada" not in page.partition("</style>")[2].replace("ada.", "")
    assert "file=class/b%3Ao/heavy_pets.sql" in done.stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--format", "gradescope"), "for the answers of one student; these are of 2"),
        (("--for", "canvas"), "needs --roster"),
        (("--late", "x"), "give it with --roster"),
        (("--override", "ada", "heavy_pets", "many", "x"), "“many” is no number of points"),
    ],
)
def test_what_cannot_be_written_is_refused_before_anybody_is_judged(
    options: tuple[str, ...], said: str, root: Path, plain_course: Path
) -> None:
    done = subprocess.run([*command(root, plain_course, *options)], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_names_of_students_become_names_of_files() -> None:
    assert file_name("../../etc/pa:ss", set()) == "_.._etc_pa_ss"
    assert file_name("Ada", {"ada"}) == "Ada-2"
    assert file_name("…", set()) == "_"
    assert file_name("..", set()) == "student"

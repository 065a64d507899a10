"""docs/moving.md works as printed, and `sqlgym new --from` begins an exercise a line, or says which line is wrong."""

import re
import shutil
from pathlib import Path

import pytest

from conftest import ROOT, called, write_course
from sqlgym.audit import hunt
from sqlgym.course import Course
from sqlgym.errors import CourseError
from sqlgym.scaffold.questions import begin, read

PAGE = (ROOT / "docs" / "moving.md").read_text()
FILES = ROOT / "docs" / "moving"
ANSWER = "SELECT title FROM record WHERE NOT price >= 10 ORDER BY price;\n"


def test_the_moving_page_works_as_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hunt, "SECONDS", 2.0)
    for path in FILES.iterdir():
        shutil.copy(path, tmp_path)
    (tmp_path / "answers" / "ada").mkdir(parents=True)
    (tmp_path / "answers" / "ada" / "records_under_ten.sql").write_text(ANSWER)
    blocks = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    commands = [one for block in blocks for one in block.split("$ sqlgym ")[1:]]
    for command in commands:
        line, _, shown = command.partition("\n")
        done = called(tmp_path, *line.split())
        assert done.returncode in ((0, 1) if line.startswith("audit") else (0,)), (line, done.output)
        for wanted in shown.splitlines():
            assert all(part.strip() in done.stdout for part in wanted.split("…")), (line, wanted, done.output)
    assert len(commands) == 5
    assert len(list((tmp_path / "my-course" / "exercises").glob("*/exercise.toml"))) == 20


def test_a_line_of_questions_is_an_exercise(tmp_path: Path) -> None:
    course = Course(write_course(tmp_path / "course"))
    listed = tmp_path / "questions.csv"
    listed.write_text(
        "title,task,reference,points,tags,hints\n"
        '"Pets, ""all""",Return all names.,SELECT name FROM Pets;,2.5,basics; where,Read it.|Twice.\n'
    )
    begin(course, listed, None)
    exercise = Course(course.root).exercise("pets_all")
    assert exercise.settings.title == 'Pets, "all"'
    assert exercise.settings.points == 2.5
    assert exercise.settings.tags == ("basics", "where")
    assert exercise.settings.hints == ("Read it.", "Twice.")
    assert exercise.reference == "SELECT name FROM Pets;\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title,task\n", r"questions\.csv:1: the column “reference” is missing"),
        ("title,task,referense\n", r"questions\.csv:1: there is no column “referense”"),
        ("title,task,reference\na,b\n", r"questions\.csv:2: has 2 cells for 3 columns"),
        ("title,task,reference\nnew,b,c\na,,c\n", r"questions\.csv:3: task is empty"),
        ("title,task,reference\nnew,b,c\nNew!,b,c\n", r"questions\.csv:3: “new” is the name of line 2 too"),
        (
            "title,task,reference\nnew,b,c\nHeavy pets,b,c\n",
            r"questions\.csv:3: .*heavy_pets is there already",
        ),
        ("title,task,reference,points\nnew,b,c,many\n", r"questions\.csv:2: points: “many” is no number"),
        ("title,task,reference,kind\nnew,b,c,qery\n", r"questions\.csv:2: there is no kind “qery”"),
        ("title,task,reference\n???,b,c\n", r"questions\.csv:2: “” cannot be a name"),
        ("title,task,reference\n", "holds no question"),
    ],
)
def test_a_list_with_a_wrong_line_begins_nothing(tmp_path: Path, text: str, said: str) -> None:
    course = Course(write_course(tmp_path / "course"))
    listed = tmp_path / "questions.csv"
    listed.write_text(text)
    with pytest.raises(CourseError, match=said):
        begin(course, listed, None)
    assert not (course.exercises / "new").exists()


def test_the_questions_of_the_page_are_twenty() -> None:
    assert len(read(FILES / "questions.csv")) == 20

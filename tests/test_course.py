"""A folder becomes a course; what is wrong with it is told with its file, its key and a repair."""

from pathlib import Path

import pytest

from conftest import EXERCISE, write_course
from sqlgym.course import Course, built_in, exercise_name, find_course
from sqlgym.errors import CourseError, UsageError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_course(tmp_path / "course")


def spoiled(root: Path, old: str, new: str) -> str:
    """The message for the small course's exercise with its settings changed."""
    assert old in EXERCISE
    write_course(root, EXERCISE.replace(old, new))
    with pytest.raises(CourseError) as caught:
        Course(root).exercise("heavy_pets")
    assert str(root / "exercises" / "heavy_pets" / "exercise.toml") in str(caught.value)
    return str(caught.value)


def test_two_files_make_an_exercise(root: Path) -> None:
    exercise = Course(root).exercise("heavy_pets")
    assert (exercise.kind, exercise.schema, exercise.settings.points) == ("query", "pets", 4)
    assert exercise.task.startswith("Return the name")


def test_an_unknown_key_is_told_with_the_nearest(root: Path) -> None:
    assert "pionts: there is no such key, did you mean “points”?" in spoiled(root, "points", "pionts")


def test_an_unknown_key_of_a_table_is_told_with_its_table(root: Path) -> None:
    message = spoiled(root, "[limits]\nseconds", "[limits]\nsecond")
    assert "limits.second: there is no such key, did you mean “seconds”?" in message


def test_a_missing_key_is_named(root: Path) -> None:
    assert "title: this key is missing" in spoiled(root, "title ", "# title ")


def test_a_value_of_another_type_is_told(root: Path) -> None:
    assert "points: expected" in spoiled(root, "points = 4", 'points = "four"')


def test_a_value_that_is_none_of_the_choices_shows_them(root: Path) -> None:
    message = spoiled(root, "[limits]", '[compare]\norder = "sorted"\n[limits]')
    assert "compare.order" in message
    assert "auto, exact, none" in message


def test_an_unknown_kind_is_told_with_the_nearest(root: Path) -> None:
    assert "kind: there is no kind “qurey”, did you mean “query”?" in spoiled(root, '"query"', '"qurey"')


def test_what_is_no_toml_is_told_with_its_line(root: Path) -> None:
    assert "line 5" in spoiled(root, "points = 4", "points = = 4")


def test_an_unknown_schema_is_told_with_the_nearest(root: Path) -> None:
    write_course(root, EXERCISE.replace('"pets"', '"pet"'))
    course = Course(root)
    with pytest.raises(CourseError, match="did you mean “pets”"):
        course.schema_of(course.exercise("heavy_pets"))


def test_a_missing_reference_is_told(root: Path) -> None:
    (root / "exercises" / "heavy_pets" / "reference.sql").unlink()
    with pytest.raises(CourseError, match="this file is missing"):
        Course(root).exercise("heavy_pets")


def test_an_unknown_exercise_is_told_with_the_nearest(root: Path) -> None:
    with pytest.raises(UsageError, match="did you mean “heavy_pets”"):
        Course(root).exercise("heavy_pet")


@pytest.mark.parametrize("name", ["../heavy_pets", "", "a b", "heavy_pets/"])
def test_a_name_is_letters_digits_and_dashes(root: Path, name: str) -> None:
    with pytest.raises(UsageError):
        Course(root).exercise(name)


def test_a_fault_in_one_exercise_does_not_touch_another(root: Path) -> None:
    (root / "exercises" / "broken").mkdir()
    (root / "exercises" / "broken" / "exercise.toml").write_text("nonsense")
    assert Course(root).exercise("heavy_pets").name == "heavy_pets"


def test_the_order_is_the_courses_then_by_name(root: Path) -> None:
    for name in ("zebra", "ant"):
        (root / "exercises" / name).mkdir()
        (root / "exercises" / name / "exercise.toml").write_text(EXERCISE)
    (root / "exercises" / "course.toml").write_text('title = "Pets"\nexercises = ["zebra"]')
    assert Course(root).names == ("zebra", "ant", "heavy_pets")


def test_defaults_of_the_course_hold_where_an_exercise_says_nothing(root: Path) -> None:
    (root / "exercises" / "course.toml").write_text("[defaults]\npoints = 9\n[defaults.limits]\nrows = 7")
    settings = Course(root).exercise("heavy_pets").settings
    assert (settings.points, settings.limits.rows, settings.limits.seconds) == (4, 7, 1)


def test_the_course_is_the_one_given_before_the_variable_before_the_one_around(
    root: Path, tmp_path: Path
) -> None:
    around = write_course(tmp_path / "around")
    answer = around / "answers" / "x.sql"
    assert find_course(root, answer, {"SQLGYM_COURSE": "."}).root == root
    assert find_course(None, answer, {"SQLGYM_COURSE": str(root)}).root == root
    assert find_course(None, answer, {}).root == around


def test_in_ci_nothing_around_the_answer_chooses_its_judge(root: Path) -> None:
    assert find_course(None, root / "answers" / "x.sql", {"CI": "true"}).root == built_in()


def test_a_learners_folder_called_exercises_is_no_course(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "second_highest.sql").write_text("SELECT 1")
    assert find_course(None, tmp_path / "exercises" / "second_highest.sql", {}).root == built_in()


def test_an_answer_names_its_exercise_or_lies_in_its_folder_or_is_called_like_it(root: Path) -> None:
    folder = root / "exercises" / "heavy_pets" / "wrong"
    assert exercise_name(Path("x.sql"), "\n-- Exercise: heavy_pets\nSELECT 1") == "heavy_pets"
    assert exercise_name(folder / "x.sql", "SELECT 1") == "heavy_pets"
    assert exercise_name(Path("heavy_pets.sql"), "SELECT 1\n-- exercise: other") == "heavy_pets"

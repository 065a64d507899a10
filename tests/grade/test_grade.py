"""A class graded: once, again, after a change, in parts, with whatever a class hands in."""

import os
from pathlib import Path

import pytest
from grading import RIGHT, WRONG, graded, untimed, write_class

from conftest import EXERCISE, failing, write_course
from sqlgym.context import Context
from sqlgym.course import Exercise
from sqlgym.course.answer import Answer
from sqlgym.errors import UsageError
from sqlgym.feedback.levels import report_at_level
from sqlgym.grade.connect import open_store
from sqlgym.grade.session import merge
from sqlgym.kinds import KINDS
from sqlgym.kinds.query import judge
from sqlgym.report import FORMATS, Style, write
from sqlgym.verdict import Verdict, exit_status


@pytest.fixture
def classroom(tmp_path: Path) -> Path:
    """A class of three, one of whom handed in nothing."""
    answers: dict[str, str | bytes] = {"ada/heavy_pets.sql": RIGHT, "bob/x/heavy_pets.sql": WRONG}
    (tmp_path / "class" / "cy").mkdir(parents=True)
    return write_class(tmp_path / "class", answers)


def test_everybody_gets_a_verdict_and_what_is_missing_is_blank(
    classroom: Path, plain_course: Path, tmp_path: Path
) -> None:
    done = graded(plain_course, tmp_path)
    assert done.statuses == {"ada/heavy_pets": "correct", "bob/heavy_pets": "error", "cy/heavy_pets": "blank"}
    assert [one.answer for one in done.report.results] == ["ada/heavy_pets.sql", "bob/x/heavy_pets.sql", ""]
    assert [one.points for one in done.report.results] == [4, 4, 4]
    assert done.report.seed == 7


def test_the_environment_is_left_as_it_was(classroom: Path, plain_course: Path, tmp_path: Path) -> None:
    before = dict(os.environ)
    graded(plain_course, tmp_path)
    assert dict(os.environ) == before


def test_a_second_run_judges_nothing_and_reports_the_same(
    classroom: Path, plain_course: Path, tmp_path: Path
) -> None:
    first, second = graded(plain_course, tmp_path), graded(plain_course, tmp_path)
    assert (first.total, second.total) == (2, 0)
    assert second.report == first.report


def test_only_what_changed_is_judged_again(classroom: Path, plain_course: Path, tmp_path: Path) -> None:
    graded(plain_course, tmp_path)
    write_class(classroom, {"bob/x/heavy_pets.sql": RIGHT + " LIMIT 9"})
    done = graded(plain_course, tmp_path)
    assert (done.total, done.statuses["bob/heavy_pets"]) == (1, "correct")


def test_fresh_judges_everything_again(classroom: Path, plain_course: Path, tmp_path: Path) -> None:
    graded(plain_course, tmp_path)
    assert graded(plain_course, tmp_path, fresh=True).total == 2


def test_what_is_no_longer_there_is_no_longer_reported(
    classroom: Path, plain_course: Path, tmp_path: Path
) -> None:
    graded(plain_course, tmp_path)
    (classroom / "cy").rmdir()
    assert "cy/heavy_pets" not in graded(plain_course, tmp_path).statuses


def test_answers_that_differ_in_comments_are_judged_once_if_right(plain_course: Path, tmp_path: Path) -> None:
    texts = (RIGHT, f"-- mine\n{RIGHT}", RIGHT.replace(" ", "  "), WRONG, f"{WRONG} -- mine")
    write_class(tmp_path / "class", {f"s{n}/heavy_pets.sql": text for n, text in enumerate(texts)})
    statuses = list(graded(plain_course, tmp_path).statuses.values())
    with open_store(str(tmp_path / "grades.sqlite")) as store:
        seconds = {key: one.seconds for key, one in store.verdicts(list(store.keys()))}
    assert statuses == ["correct"] * 3 + ["error"] * 2
    assert sum(taken > 0 for taken in seconds.values()) == 3


def test_whatever_is_handed_in_gets_its_status(plain_course: Path, tmp_path: Path) -> None:
    answers: dict[str, str | bytes] = {
        "binary": bytes(range(256)),
        "blank": "-- later\n",
        "error": "SELECT nam FROM Pets",
        "huge": b"x" * (2 << 20),
        "limit": "SELECT repeat('x', 2000000000)",
        "refused": "DROP TABLE Pets",
    }
    write_class(tmp_path / "class", {f"{name}/heavy_pets.sql": text for name, text in answers.items()})
    found = graded(plain_course, tmp_path).statuses
    assert list(found.values()) == ["error", "blank", "error", "refused", "limit", "refused"]


def test_a_newline_in_a_name_breaks_nothing(plain_course: Path, tmp_path: Path) -> None:
    write_class(tmp_path / "class", {"a\nb/heavy_pets.sql": RIGHT})
    assert graded(plain_course, tmp_path).statuses == {"a\nb/heavy_pets": "correct"}


def test_a_broken_exercise_is_ungraded_and_tried_again_when_it_is_mended(tmp_path: Path) -> None:
    write_class(tmp_path / "class", {"ada/heavy_pets.sql": RIGHT})
    few = EXERCISE + "[worlds]\ncount = 0\n"
    course = write_course(tmp_path / "course", few, reference="SELECT nothing FROM nowhere")
    assert graded(course, tmp_path).statuses == {"ada/heavy_pets": "ungraded"}
    assert graded(write_course(tmp_path / "course", few), tmp_path).statuses == {"ada/heavy_pets": "correct"}


def test_shards_put_together_are_the_whole(classroom: Path, plain_course: Path, tmp_path: Path) -> None:
    whole = graded(plain_course, tmp_path, store=str(tmp_path / "whole"))
    parts = [str(tmp_path / f"part{number}") for number in (1, 2, 3)]
    found = [
        graded(plain_course, tmp_path, shard=(n, 3), store=part) for n, part in enumerate(parts, start=1)
    ]
    assert sum(len(one.report.results) for one in found) == 3
    assert untimed(merge(parts, str(tmp_path / "merged"), None)) == untimed(whole.report)


def test_stores_of_different_seeds_are_not_put_together(
    classroom: Path, plain_course: Path, tmp_path: Path
) -> None:
    graded(plain_course, tmp_path, store=str(tmp_path / "one"), exercises=("heavy_pets",))
    with open_store(str(tmp_path / "two")) as two, open_store(str(tmp_path / "one")) as one:
        about = one.about()
        assert about is not None
        two.describe(about)
        two.seed(8)
    with pytest.raises(UsageError, match="different small databases; give all the same --seed"):
        merge([str(tmp_path / "one"), str(tmp_path / "two")], str(tmp_path / "merged"), None)


def test_a_store_keeps_its_seed(classroom: Path, plain_course: Path, tmp_path: Path) -> None:
    graded(plain_course, tmp_path)
    assert graded(plain_course, tmp_path, seed=None).report.seed == 7
    with pytest.raises(UsageError, match="was made with --seed 7, not 8"):
        graded(plain_course, tmp_path, seed=8)


def test_a_new_store_draws_its_own_seed(tmp_path: Path) -> None:
    seeds = set()
    for name in "abc":
        with open_store(str(tmp_path / name)) as store:
            seeds.add(store.seed())
    assert len(seeds) == 3


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"folder": Path("/nowhere")}, "there is no such folder"),
        ({"exercises": ("heavy_pet",)}, "did you mean “heavy_pets”"),
        ({"engine": "duckbd"}, "did you mean “duckdb”"),
        ({"executor": "ray:x"}, "write dask:tcp://HOST:PORT"),
        ({"shard": (1, 2), "seed": None}, "give all the same --seed"),
        ({"store": "mysql://x/y"}, "a store is a file or a postgresql:// URL"),
        ({"store": "/nowhere/s"}, "no such folder"),
        ({"folder": None}, "name the class's folder"),
    ],
)
def test_what_cannot_be_done_is_told(
    options: dict[str, object], said: str, classroom: Path, plain_course: Path, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=said):
        graded(plain_course, tmp_path, **options)


def test_a_file_that_is_no_store_is_left_alone(classroom: Path, plain_course: Path, tmp_path: Path) -> None:
    (tmp_path / "grades.sqlite").write_text("my thesis")
    with pytest.raises(UsageError, match="this is no store"):
        graded(plain_course, tmp_path)
    assert (tmp_path / "grades.sqlite").read_text() == "my thesis"


def test_nothing_that_judges_lies_among_the_answers(
    classroom: Path, plain_course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (classroom / "ada" / "exercises").mkdir()
    with pytest.raises(UsageError, match="the course lies among the answers"):
        graded(classroom / "ada", tmp_path)
    with pytest.raises(UsageError, match="the store lies among the answers"):
        graded(plain_course, tmp_path, store=str(classroom / "s"))
    monkeypatch.setenv("SQLGYM_CACHE", str(classroom / "cache"))
    with pytest.raises(UsageError, match="the cache lies among the answers"):
        graded(plain_course, tmp_path)


def test_in_ci_a_store_that_is_found_but_not_named_is_not_believed(
    classroom: Path, plain_course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CI", "true")
    graded(plain_course, tmp_path, store=None)
    with pytest.raises(UsageError, match="name the store with --store"):
        graded(plain_course, tmp_path, store=None)


@pytest.mark.parametrize(
    "reference", [f"{RIGHT} -- 'canary'", "SELECT 'canary' AS name, 'canary' AS weight", "canary"]
)
def test_with_verdict_alone_no_format_shows_anything_of_the_reference(reference: str, tmp_path: Path) -> None:
    course = write_course(tmp_path / "course", EXERCISE + "[worlds]\ncount = 0\n", reference)
    write_class(tmp_path / "class", {"ada/heavy_pets.sql": "SELECT name, 0 FROM Pets"})
    report = graded(course, tmp_path).report
    for form in sorted(FORMATS.keys() - {"classroom50"}):  # which needs its runner
        written = write(form, report_at_level(report, "verdict"), Style())
        assert "canary" not in written, form
        assert "--seed" not in written, form


def test_a_fault_of_ours_is_ungraded_with_its_traceback_in_a_log(
    plain_course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoiled(exercise: Exercise, answer: Answer, context: Context) -> Verdict:
        if "fault" in answer.text:
            failing()
        return judge(exercise, answer, context)

    monkeypatch.setitem(KINDS, "query", lambda: spoiled)
    write_class(tmp_path / "class", {"a/heavy_pets.sql": f"{RIGHT} -- fault", "b/heavy_pets.sql": WRONG})
    done = graded(plain_course, tmp_path)
    assert done.statuses == {"a/heavy_pets": "ungraded", "b/heavy_pets": "error"}
    assert exit_status(done.report.results) == 2
    assert "sqlgym itself failed once" in done.notes[-1]
    log = (tmp_path / "grades.sqlite.log").read_text()
    assert log.count("Traceback (most recent call last)") == 1
    assert "a/heavy_pets.sql" in log


def test_a_damaged_store_is_named_and_nobody_is_judged_by_it(
    classroom: Path, plain_course: Path, tmp_path: Path
) -> None:
    graded(plain_course, tmp_path)
    store = tmp_path / "grades.sqlite"
    whole = store.read_bytes()
    store.write_bytes(whole[:5000] + bytes(len(whole) - 5000))
    with pytest.raises(UsageError, match=r"the store is damaged: .*can be saved"):
        graded(plain_course, tmp_path)

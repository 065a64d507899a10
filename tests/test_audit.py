"""What an audit finds out about an exercise, and what it leaves behind for checks."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import EXERCISE, ROOT, audits, checker, write_course
from sqlgym.audit import build_all, exit_status, hunt, query
from sqlgym.audit.finding import Audit, Fact, Finding
from sqlgym.audit.memo import UNCHANGED
from sqlgym.audit.witness import WitnessFinder
from sqlgym.context import Context
from sqlgym.course import Course
from sqlgym.report import Style
from sqlgym.report.audit import draw_audit, summary
from sqlgym.sandbox import Sandbox
from sqlgym.worlds.suite_cache import suite

HEAVIER = "SELECT name FROM Pets WHERE weight > 2"
SMALL = EXERCISE + "[worlds]\ncount = 40\nhunt = 400\n"
ALONE = EXERCISE + "[worlds]\ncount = 1\nhunt = 400\n"

Files = dict[str, str]
Audited = Callable[..., Audit]


@pytest.fixture
def course(sandbox: Sandbox, tmp_path: Path) -> Callable[..., Context]:
    """Writes the small course with other files, and gives the tools for it; hunts are short."""

    def written(reference: str = HEAVIER, exercise: str = SMALL, **files: str) -> Context:
        root = write_course(tmp_path / "course", exercise, reference)
        for name, text in files.items():
            path = root / "exercises" / "heavy_pets" / f"{name.replace('__', '/')}.sql"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        return Context(Course(root), sandbox, plan=False)

    return written


@pytest.fixture
def audited(course: Callable[..., Context]) -> Audited:
    """Audits the exercise of the small course, written with other files."""

    def audit(*given: str, **files: str) -> Audit:
        (found,) = audits(course(*given, **files))
        return found

    return audit


def fact(audit: Audit, title: str) -> str:
    """What is said under a title."""
    return next(("\n".join([one.text, *one.items]) for one in audit.facts if one.title == title), "")


def test_a_sound_exercise_has_no_findings(audited: Audited) -> None:
    found = audited(
        accepted__negated="SELECT name FROM Pets WHERE NOT weight <= 2",
        wrong__all="-- It keeps the light ones.\nSELECT name FROM Pets",
    )
    assert (found.findings, found.failed) == ((), "")
    assert fact(found, "accepted") == "1 of 1 pass"
    assert exit_status([found]) == 0


def test_what_has_not_changed_is_not_audited_again(course: Callable[..., Context]) -> None:
    context = course(wrong__all="-- It keeps the light ones.\nSELECT name FROM Pets")
    (first,), before = audits(context), context.sandbox.count
    (second,) = audits(context)
    assert context.sandbox.count == before
    assert (second.facts[:-1], second.findings) == (first.facts, first.findings)
    assert fact(second, "again") == UNCHANGED.text
    (context.course.exercises / "heavy_pets" / "wrong" / "all.sql").write_text(f"-- No.\n{HEAVIER}")
    for _ in range(2):  # what counts against an exercise is tried each time
        before = context.sandbox.count
        assert [one.id for one in audits(context)[0].findings] == ["wrong.passes"]
        assert context.sandbox.count > before


def test_wrong_answers_are_listed_by_what_they_fail_on(audited: Audited) -> None:
    found = audited(
        wrong__all="-- All.\nSELECT name FROM Pets",
        wrong__three="-- Three.\nSELECT name FROM Pets WHERE weight > 3",
        wrong__broken="-- No SQL.\nSELECT FROM",
    )
    lines = fact(found, "wrong").splitlines()
    assert lines == [
        "3 of 3 fail",
        "does not run (error): broken",
        "on small databases alone: three",
        "on the dataset: all",
    ]


def test_a_wrong_answer_that_passes_is_a_finding_with_its_repair(audited: Audited) -> None:
    (finding,) = audited(wrong__same="-- Not really.\nSELECT name FROM Pets WHERE 2 < weight").findings
    assert finding.path.endswith("wrong/same.sql")
    assert finding.message == "A wrong answer passes."
    assert "worlds/" in finding.help


def test_a_wrong_answer_without_comment_is_a_finding(audited: Audited) -> None:
    (finding,) = audited(wrong__all="SELECT name FROM Pets").findings
    assert "comment" in finding.help


def test_a_right_answer_that_fails_is_a_finding(audited: Audited) -> None:
    found = audited(accepted__ties="SELECT name FROM Pets WHERE weight >= 2")
    assert found.findings[0].path.endswith("accepted/ties.sql")
    assert "A right answer is judged wrong" in found.findings[0].message
    assert exit_status([found]) == 1


def test_a_starter_that_is_right_already_is_a_finding(audited: Audited) -> None:
    (finding,) = audited(starter=HEAVIER).findings
    assert "right already" in finding.message


UNSTEADY = {
    "the clock": ("SELECT name FROM Pets WHERE born < current_date", "the clock"),
    "chance": ("SELECT name, random() FROM Pets", "chance"),
    "rows without order": ("SELECT id, row_number() OVER () FROM Pets", "the other way round"),
    "a cut through ties": ("SELECT name FROM Pets ORDER BY weight DESC NULLS LAST LIMIT 1", "LIMIT cuts through"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNSTEADY)
def test_a_result_left_to_chance_is_a_finding(name: str, audited: Audited) -> None:
    reference, said = UNSTEADY[name]
    messages = [finding.message for finding in audited(reference).findings]
    assert any(said in message for message in messages), messages


def test_ties_under_a_total_order_are_no_finding(audited: Audited) -> None:
    found = audited("SELECT name FROM Pets ORDER BY weight DESC NULLS LAST, id LIMIT 2")
    assert found.counting(strict=False) == ()
    assert fact(found, "result") == "the same each time"


def test_survivors_are_told_with_their_sql(audited: Audited) -> None:
    found = audited("SELECT DISTINCT id, name FROM Pets")
    assert "distinct.removed: SELECT id, name FROM Pets" in fact(found, "survivors")
    assert "told" not in fact(found, "survivors")


def test_every_mutant_is_told_apart_or_survives(audited: Audited) -> None:
    found = audited()
    made, _, rest = fact(found, "mutants").partition(":")
    both = int(rest.rsplit("both ", 1)[1].split(";")[0])
    assert int(made) == both + len(fact(found, "survivors").splitlines()) - bool(fact(found, "survivors"))
    assert both > 5


def test_worlds_beyond_what_is_assumed_tell_nothing_apart(course: Callable[..., Context]) -> None:
    assumed = SMALL + 'assume = ["SELECT count(*) = 0 FROM Pets WHERE weight = 2"]\n'
    for settings, apart in ((SMALL, True), (assumed, False)):
        context = course(HEAVIER, settings)
        finder = WitnessFinder(context.course.exercise("heavy_pets"), context)
        assert finder.witness_of("SELECT name FROM Pets WHERE weight >= 2").apart == apart


def test_what_only_a_hunt_tells_apart_is_pinned_and_checked_from_then_on(
    course: Callable[..., Context], sandbox: Sandbox, tmp_path: Path
) -> None:
    context = course(HEAVIER, ALONE)
    exercise = context.course.exercise("heavy_pets")
    (tmp_path / "answer.sql").write_text("SELECT name FROM Pets WHERE 2 <= weight")
    before, _ = suite(exercise, context)
    assert (
        checker(sandbox, context.course.root).check(tmp_path / "answer.sql", "heavy_pets").status == "correct"
    )
    assert list(build_all(context)) == ["heavy_pets"]
    after, _ = suite(exercise, context)
    assert after.key != before.key
    assert after.cases[: len(before.cases)] == before.cases
    assert len(after.cases) > len(before.cases)
    verdict = checker(sandbox, context.course.root).check(tmp_path / "answer.sql", "heavy_pets")
    assert verdict.status == "wrong"
    assert verdict.diagnosis is not None
    assert verdict.diagnosis.startswith("Your query behaves as if ")


def test_a_mistake_that_only_a_hunt_tells_apart_is_found_with_rows_that_tell_it(
    audited: Audited, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query, "SHOWN", 1)
    first, rest = [one for one in audited(HEAVIER, ALONE).findings if one.id == "mutants.untold"]
    assert first.message.startswith("A likely mistake passes on the dataset and all small databases: ")
    assert re.search(r'worlds/NAME.sql: INSERT INTO "Pets" VALUES \(.+\);$', first.help)
    assert "more likely mistake" in rest.message


def test_what_is_said_of_mutants_is_known_to_checks_after_a_full_build(
    course: Callable[..., Context], sandbox: Sandbox, tmp_path: Path
) -> None:
    context = course()
    assert list(build_all(context, ["pets"])) == ["heavy_pets"]
    assert list(build_all(context, ["other"])) == []
    (tmp_path / "answer.sql").write_text("SELECT name FROM Pets WHERE 2 <= weight")
    verdict = checker(sandbox, context.course.root).check(tmp_path / "answer.sql", "heavy_pets")
    assert (verdict.diagnosis or "").startswith("Your query behaves as if ")


def test_what_cannot_be_judged_is_told_and_stops_nothing_else(course: Callable[..., Context]) -> None:
    context = course("SELECT nothing FROM Pets")
    other = context.course.exercises / "other"
    other.mkdir()
    (other / "exercise.toml").write_text('title = "Other"\nkind = "quary"\n')
    found = list(audits(context))
    assert [audit.exercise for audit in found] == ["heavy_pets", "other"]
    assert "reference.sql: the reference does not run" in found[0].failed
    assert "did you mean “query”" in found[1].failed
    assert exit_status(found) == 2


def test_what_is_still_to_be_written_is_a_finding(audited: Audited) -> None:
    found = audited("SELECT 1 -- TODO: the query")
    assert any("TODO" in finding.message for finding in found.findings)


def test_a_hunt_ends_when_its_time_is_over(
    course: Callable[..., Context], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hunt, "SECONDS", 0.0)
    (found,) = audits(course("SELECT DISTINCT id, name FROM Pets"))
    assert "the time ran out" in fact(found, "hunt")


def test_the_report_ends_each_finding_with_its_repair() -> None:
    audit = Audit(
        "heavy",
        "query",
        (Fact("wrong", "1 of 2 fail", ("on the dataset: all",)),),
        (Finding("blank", "a.sql", "Bad.", "Mend it.", 3),),
    )
    text = draw_audit(audit, Style(80))
    assert text == (
        "✗ heavy  query  0.0 s\n"
        "  wrong       1 of 2 fail\n"
        "                on the dataset: all\n"
        "\n"
        "  a.sql:3: Bad. [blank]\n"
        "    → Mend it.\n"
    )  # fmt: skip
    assert summary([audit, audit]) == "2 exercises: 2 findings"


def test_an_exercise_of_a_kind_without_an_audit_of_its_own_is_audited_by_its_answers(
    sandbox: Sandbox,
) -> None:
    (found,) = audits(Context(Course(ROOT), sandbox, plan=False), ["third_normal_form"])
    assert (found.findings, found.failed) == ((), "")
    accepted, wrong = fact(found, "accepted"), fact(found, "wrong")
    assert accepted.endswith("pass")
    assert wrong.endswith("fail")

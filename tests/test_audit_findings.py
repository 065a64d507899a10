"""Each finding of an audit is found, with its id, its place and its repair; most need no database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from conftest import EXERCISE, ROOT, audits, write_course
from sqlgym.audit import audits as parallel
from sqlgym.audit import exit_status
from sqlgym.audit.answers import BESIDES, TRIED
from sqlgym.audit.course import whole
from sqlgym.audit.finding import Audit, Finding, line_of_key
from sqlgym.audit.mutation import Fate, Mutation
from sqlgym.audit.query import nearly_empty, returned, shares, slow, weak
from sqlgym.audit.rules import RULES, table
from sqlgym.audit.texts import texts, unknown_names
from sqlgym.audit.witness import Witness, WitnessFinder
from sqlgym.context import Context
from sqlgym.course import Course
from sqlgym.data.reference import Reference
from sqlgym.report.audit import write_github, write_json
from sqlgym.result import Column, Run
from sqlgym.sandbox import Sandbox
from sqlgym.sql.reading import Reading
from sqlgym.state import suite, worlds
from sqlgym.worlds.mutants import Mutant
from sqlgym.worlds.suite import Case, Suite
from sqlgym.worlds.world import World

SCRIPT = EXERCISE.replace('"query"', '"script"')
FEED = "UPDATE Pets SET weight = weight + 1 WHERE weight IS NOT NULL"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """The small course, to be spoiled."""
    return Course(write_course(tmp_path / "course"))


def write(course: Course, **files: str) -> None:
    """Write files of the small course's exercise; two underscores stand for a slash."""
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        path = course.exercises / "heavy_pets" / f"{stem.replace('__', '/')}.{suffix}"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)


def read(course: Course) -> tuple[Finding, ...]:
    """What the files alone show."""
    return texts(course.exercise("heavy_pets"), course).findings


def ids(findings: tuple[Finding, ...]) -> list[str]:
    """The ids of findings."""
    return [one.id for one in findings]


def test_a_sound_exercise_shows_nothing(course: Course) -> None:
    assert read(course) == ()
    assert whole(course).findings == ()


def test_a_blank_is_found_with_its_line(course: Course) -> None:
    write(course, worlds__one_sql="INSERT INTO Pets VALUES (1, 'a', 1, NULL);\n-- TODO: another")
    (found,) = read(course)
    assert (found.id, found.place) == ("blank", f"{course.exercises}/heavy_pets/worlds/one.sql:2")


def test_no_statement_and_no_hints_are_found(course: Course) -> None:
    write(course, exercise_toml='title = "Heavy"\nkind = "query"\nschema = "pets"\nhints = []')
    found = read(course)
    assert ids(found) == ["statement.none", "hints.none"]
    assert found[1].line == 4


@pytest.mark.parametrize(
    ("hint", "tells"),
    [
        ("Sort: select name, weight from pets order by weight desc nulls last", True),
        ("ORDER BY weight DESC NULLS LAST", True),
        ("Which clause sorts, and where does it put NULL?", False),
    ],
)
def test_a_hint_that_gives_the_reference_away_is_found(hint: str, tells: bool, course: Course) -> None:
    write(course, exercise_toml=EXERCISE.replace("Look at ORDER BY.", hint))
    assert ids(read(course)) == ["hints.tell"] * tells


@pytest.mark.parametrize(
    ("reference", "task", "what"),
    [
        ("select NAME, weight\nfrom Pets order by weight desc nulls last -- again", "Another.", "reference"),
        ("SELECT 1", "Return the name of every pet, heaviest first.", "statement"),
        ("SELECT name FROM Pets", "Return the names of pets without a weight.", ""),
    ],
)
def test_two_exercises_alike_are_found_at_the_second(
    reference: str, task: str, what: str, course: Course
) -> None:
    other = course.exercises / "pets_again"
    other.mkdir()
    (other / "exercise.toml").write_text(
        EXERCISE.replace("Return the name of every pet, heaviest first.", task)
    )
    (other / "reference.sql").write_text(reference)
    found = texts(course.exercise("pets_again"), course).findings
    assert [f"the same {what} as heavy_pets" in one.message for one in found] == [True] * bool(what)
    assert read(course) == ()


def test_a_name_in_the_statement_that_nothing_has_is_found_with_the_nearest(course: Course) -> None:
    write(
        course, task_md="Return `name` and\n`wieght`, as `NULL` if `coalesce` says so, of `Pets`; `SELECT 1`."
    )
    (found,) = unknown_names(course.exercise("heavy_pets"), ["name", "weight", "Pets"])
    assert (found.id, found.line) == ("statement.columns", 2)
    assert "did you mean “weight”" in found.message


def test_an_exercise_that_the_course_lists_must_be_there(course: Course) -> None:
    path = course.exercises / "course.toml"
    path.write_text('title = "Pets"\nexercises = [\n  "heavy_petz",\n]\n[defaults]\npionts = 3\n')
    first, second = whole(course).findings
    assert (first.id, first.line) == ("course.order", 3)
    assert "did you mean “heavy_pets”" in first.message
    assert (second.id, second.line) == ("course.defaults", 6)
    assert "did you mean “points”" in second.message


def test_a_folder_that_is_no_exercise_is_found(course: Course) -> None:
    (course.exercises / "light_pets").mkdir()
    (course.exercises / ".git").mkdir()
    (found,) = whole(course).findings
    assert (found.id, Path(found.path).name) == ("course.folder", "light_pets")


def test_a_file_with_a_slip_in_its_name_is_found(course: Course) -> None:
    write(course, accpeted__one_sql="SELECT 1", slow_sql="SELECT 1", taks_md="The task.")
    assert [(one.id, one.help) for one in read(course)] == [
        ("file.name", "Call it accepted."),
        ("file.name", "Call it task.md."),
    ]


@pytest.mark.usefixtures("quickly")
@pytest.mark.parametrize("name", ["reference.sql", "task.md", "wrong/one.sql", "accepted/one.sql"])
def test_what_is_no_text_is_told_with_its_file(name: str, course: Course, sandbox: Sandbox) -> None:
    write(course, exercise_toml=SCRIPT, reference_sql=FEED)
    path = course.exercises / "heavy_pets" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"SELECT 'caf\xe9'")
    (found,) = audits(Context(course, sandbox, plan=False))
    assert ["not UTF-8 text" in one.message for one in found.findings if one.path == str(path)] == [True]


def test_a_course_whose_settings_are_no_toml_cannot_be_audited(course: Course) -> None:
    (course.exercises / "course.toml").write_text("title = \n")
    found = whole(course)
    assert (found.findings[0].id, found.findings[0].line) == ("settings", 1)
    assert exit_status([found]) == 2


@pytest.mark.parametrize(
    ("key", "line"),
    [("points", 1), ("limits.second", 3), ("limits.rows", 2), ("rules[1].fd", 5), ("none", None)],
)
def test_a_key_is_found_in_its_table(key: str, line: int | None) -> None:
    assert line_of_key("points = 1\n[limits]\nsecond = 4\n[[rules]]\nfd = 3\n", key) == line


MALFORMED = {
    "settings": ("exercise.toml", EXERCISE.replace("points", "pionts"), 5),
    "reference.fails": ("reference.sql", "SELECT nothing FROM nowhere", None),
    "dataset": ("../../schema/pets/data.sql", "INSERT INTO Pets VALUES (1)", 1),
    "file": ("worlds/one.sql", "INSERT INTO Nowhere VALUES (1)", 1),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_what_keeps_an_exercise_from_being_judged_is_found_with_its_file(
    name: str, course: Course, sandbox: Sandbox
) -> None:
    path, text, line = MALFORMED[name]
    target = course.exercises / "heavy_pets" / path
    target.parent.mkdir(exist_ok=True)
    target.write_text(text)
    (found,) = audits(Context(course, sandbox, plan=False))
    assert (found.findings[-1].id, found.findings[-1].line) == (name, line)
    assert Path(found.findings[-1].path).samefile(target)
    assert exit_status([found]) == 2


def test_an_exercise_that_is_not_there_is_told_with_the_nearest(course: Course, sandbox: Sandbox) -> None:
    (found,) = audits(Context(course, sandbox, plan=False), ["heavy_petz"])
    assert found.findings[0].id == "unknown"
    assert "did you mean “heavy_pets”" in found.failed


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scripts are tried on one small database."""
    monkeypatch.setattr(suite, "WANTED", {"script": 1, "transaction": 1})
    monkeypatch.setattr(suite, "LEAST", 1)
    monkeypatch.setattr(worlds, "OWN", 0)


def of_script(course: Course, sandbox: Sandbox, **files: str) -> tuple[Finding, ...]:
    """What is found about the small course's exercise as one of kind script."""
    write(course, **{"exercise_toml": SCRIPT, "reference_sql": FEED, **files})
    (found,) = audits(Context(course, sandbox, plan=False))
    return found.findings


WITH_BOTH = SCRIPT.replace('"script"', '"script"\nengines = ["duckdb", "sqlite"]')

SPOILED: dict[str, dict[str, str]] = {
    "reference.empty starter.broken": {
        "reference_sql": "UPDATE Pets SET weight = 1 WHERE id = 99",
        "starter_sql": "UPDATE Pets SET wieght = 1",
    },
    "reference.unsteady reference.wrong": {"reference_sql": "UPDATE Pets SET weight = random() * 100"},
    "reference.engine": {
        "exercise_toml": WITH_BOTH,
        "reference_sql": "UPDATE Pets SET weight = list_sum([1, 2])",
    },
    "accepted.fails sample.fails starter.passes wrong.passes wrong.silent": {
        "accepted__two_sql": "UPDATE Pets SET weight = weight + 2",
        "../heavy_pets_sql": "UPDATE Pets SET weight = weight + 2",
        "wrong__same_sql": f"-- Not wrong.\n{FEED}",
        "wrong__two_sql": "UPDATE Pets SET weight = weight + 2",
        "starter_sql": FEED,
    },
}


@pytest.mark.usefixtures("quickly")
@pytest.mark.parametrize("names", SPOILED)
def test_what_is_wrong_with_references_and_answers_is_found(
    names: str, course: Course, sandbox: Sandbox
) -> None:
    assert sorted(ids(of_script(course, sandbox, **SPOILED[names]))) == names.split()


@pytest.mark.usefixtures("quickly")
def test_a_sound_script_has_no_findings(course: Course, sandbox: Sandbox) -> None:
    found = of_script(course, sandbox, exercise_toml=WITH_BOTH, starter_sql="-- Write your script here.")
    assert found == ()


def test_a_query_that_finds_nothing_is_found(course: Course, sandbox: Sandbox) -> None:
    write(
        course,
        exercise_toml=f"{EXERCISE}[worlds]\ncount = 5\n",
        reference_sql="SELECT id FROM Pets WHERE id = 9",
    )
    context = Context(course, sandbox, plan=False)
    assert ids(returned(WitnessFinder(course.exercise("heavy_pets"), context)).findings) == [
        "reference.empty"
    ]


def test_a_reference_that_leaves_a_slower_answer_no_time_is_found() -> None:
    assert [one.id for one in slow("reference.sql", 3.0, 5)] == ["reference.slow"]
    assert list(slow("reference.sql", 0.1, 5)) == []


@pytest.mark.parametrize(("told", "found"), [(2, []), (1, ["dataset.weak"])])
def test_a_dataset_that_tells_few_mistakes_is_found(
    told: int, found: list[str], course: Course, sandbox: Sandbox
) -> None:
    write(course, exercise_toml=f"{EXERCISE}[worlds]\ncount = 5\n")
    finder = WitnessFinder(course.exercise("heavy_pets"), Context(course, sandbox, plan=False))
    mutant = Mutant("compare", "SELECT 1", "it compared")
    fates = [Fate(mutant, Witness(dataset=number < told, worlds=(1,))) for number in range(3)]
    assert [one.id for one in weak(finder, Mutation((*fates, Fate(mutant, Witness())), 0, 0, 0))] == found


EVERY = Audit(
    "heavy", "query", findings=tuple(Finding(name, "a,b.sql", "50 %\n", "Mend.", 2) for name in RULES)
)


@pytest.mark.parametrize(("returned", "nearly"), [(1, True), (5, False)])
def test_a_reference_that_returns_nothing_nearly_everywhere_is_found(returned: int, nearly: bool) -> None:
    runs = [Run((Column("x", "INTEGER"),), ((1,),) if n < returned else ()) for n in range(60)]
    cases = [Case(World("", {}), Reference(run, None, 0.0), edge=n > 40) for n, run in enumerate(runs)]
    found = Suite((), tuple(cases), Reading(), 0, 0, "")
    assert nearly_empty(found) is nearly
    assert shares(found) == f"it returns some on {returned} of 41"


def test_warnings_count_only_where_they_are_asked_for() -> None:
    warned = msgspec.structs.replace(
        EVERY, findings=tuple(one for one in EVERY.findings if one.severity == "warning")
    )
    assert (exit_status([warned]), exit_status([warned], strict=True), exit_status([EVERY])) == (0, 1, 2)


def test_annotations_for_github_are_one_line_each_and_escaped(course: Course) -> None:
    lines = write_github(course, [EVERY]).splitlines()
    assert lines[0] == "::error file=a%2Cb.sql,line=2,title=settings::50 %25␊ Mend."
    assert len(lines) == len(RULES) + 1
    assert lines[-2].startswith("::warning ")


def test_the_json_has_all_of_it(course: Course) -> None:
    (one,) = json.loads(write_json(course, [EVERY]))["exercises"]
    assert one["exercise"] == "heavy"
    expected = {"id": "settings", "severity": "failure", "path": "a,b.sql", "line": 2}
    assert one["findings"][0] == {**expected, "message": "50 %\n", "help": "Mend."}


def test_the_page_has_every_finding_as_the_code_has_it() -> None:
    assert table() in (ROOT / "docs" / "audit.md").read_text()


def test_every_finding_is_found_somewhere_in_the_code() -> None:
    source = "".join(
        path.read_text()
        for folder in ("audit", "kinds/design")
        for path in (ROOT / "src" / "sqlgym" / folder).glob("*.py")
        if path.name != "rules.py"
    )
    assert [name for name in RULES if f'"{name}"' not in source] == []


def test_the_kinds_of_more_than_one_engine_have_them_audited() -> None:
    assert all(
        kind in TRIED for kind, steps in BESIDES.items() if any(step.__name__ == "engines" for step in steps)
    )


def test_progress_is_told_and_the_order_is_kept(course: Course, sandbox: Sandbox) -> None:
    from contextlib import nullcontext

    told: list[int] = []
    context = Context(course, sandbox, plan=False)
    found = parallel(
        ["b", "a", "c"], lambda: nullcontext(context), 2, lambda done, total, what: told.append(total)
    )
    assert [one.exercise for one in found] == ["b", "a", "c"]
    assert set(told) <= {3}


def test_the_command_writes_json_and_counts_warnings_when_strict(course: Course) -> None:
    write(course, exercise_toml=SCRIPT.replace('hints  = ["Look at ORDER BY."]', ""), reference_sql=FEED)
    command = [sys.executable, "-m", "sqlgym", "audit", "--format", "json", "--strict"]
    done = subprocess.run(
        command, cwd=course.root, env=os.environ, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1, done.stderr
    found = json.loads(done.stdout)["exercises"][0]["findings"][0]
    assert (found["id"], found["path"]) == ("hints.none", "exercises/heavy_pets/exercise.toml")

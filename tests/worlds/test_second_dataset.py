"""The second database: what it is made of, what it keeps, and who has nothing to hold on to any more."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import msgspec
import pytest

from conftest import EXERCISE, ROOT, checker, write_course
from sqlgym.context import Context
from sqlgym.course import Course
from sqlgym.engines.duckdb.catalog import create_sql
from sqlgym.feedback.levels import shown
from sqlgym.kinds.query.second_dataset import MIDDLE
from sqlgym.report import Style, write
from sqlgym.sandbox import Sandbox
from sqlgym.schema import Column, ForeignKey, Table, parents_first
from sqlgym.sql.quoting import quote
from sqlgym.verdict import Report, Verdict
from sqlgym.verdict.probe import Probe
from sqlgym.worlds.permute import free_units, permuted
from sqlgym.worlds.rng import Random
from sqlgym.worlds.second_dataset import Chosen, database, middle, read
from sqlgym.worlds.subset import MOST, subset
from sqlgym.worlds.world import World, violations

SECOND = "(SELECT max(salary) FROM Employees WHERE salary < (SELECT max(salary) FROM Employees))"
KNOWN = "9450.50::DECIMAL(9,2)"

Answer = Callable[..., Verdict]


@pytest.fixture
def answer(sandbox: Sandbox, tmp_path: Path) -> Answer:
    """Judges a text as an answer to an exercise of the built-in course."""

    def judged(
        sql: str, exercise: str = "second_highest", engine: str | None = None, seed: int = 0
    ) -> Verdict:
        path = tmp_path / f"{exercise}.sql"
        path.write_text(sql)
        found = checker(sandbox, ROOT)
        found.engine, found.seed, found.plan = engine, seed, False
        return found.check(path, exercise)

    return judged


def probe(verdict: Verdict) -> Probe:
    """What was tried on the second database."""
    (found,) = [one for one in verdict.details.probes if one.name == MIDDLE]
    return found


def text(verdict: Verdict) -> str:
    """The report for people, on one line."""
    return " ".join(write("text", Report("", (verdict,), {}), Style()).split())


def course_of(root: Path, schema: str, data: str | None, reference: str, more: str = "") -> Course:
    """The small course with another schema, filled by a data.sql or (None) inferred."""
    write_course(root, EXERCISE.replace("seconds = 1", "seconds = 5") + more, reference)
    (root / "schema" / "pets" / "schema.sql").write_text(schema)
    (root / "schema" / "pets" / "data.sql").unlink()
    if data is not None:
        (root / "schema" / "pets" / "data.sql").write_text(data)
    return Course(root)


def second(
    course: Course, sandbox: Sandbox, name: str = "heavy_pets", seed: int = 0
) -> tuple[Chosen, Context]:
    """The second database of an exercise, and the tools it was made with."""
    context = Context(course, sandbox, seed=seed)
    return middle(course.exercise(name), context), context


def rows(course: Course, sandbox: Sandbox, name: str = "heavy_pets", seed: int = 0) -> World:
    """The rows of the second database of an exercise."""
    chosen, context = second(course, sandbox, name, seed)
    assert chosen.middle is not None, chosen.reason
    found = read(database(course.exercise(name), context, chosen.middle.draw))
    return World("", {table: tuple(some) for table, some in found.items()})


def fits(world: World, tables: tuple[Table, ...]) -> None:
    """Load a world into tables that carry every constraint; the engine refuses a row that breaks one."""
    with duckdb.connect() as connection:
        for statement in create_sql(tables, constraints=True):
            connection.execute(statement)
        for table in parents_first(tables):
            marks = ", ".join("?" * len(table.columns))
            for row in world.rows[table.name]:
                connection.execute(f"INSERT INTO {quote(table.name)} VALUES ({marks})", list(row))
    assert not violations(world, tables)


# What it is made of.

TREE = """
CREATE TABLE Clubs (code VARCHAR PRIMARY KEY, city VARCHAR UNIQUE NOT NULL);
CREATE TABLE Members (
    id INTEGER PRIMARY KEY, boss INTEGER REFERENCES Members (id), club VARCHAR NOT NULL REFERENCES Clubs (code),
    email VARCHAR UNIQUE, joined DATE NOT NULL, gone DATE, fee DECIMAL(5, 2) CHECK (fee >= 0),
    CHECK (gone >= joined), CHECK (boss <> id), UNIQUE (club, email));
CREATE TABLE Visits (club VARCHAR REFERENCES Clubs (code), member INTEGER REFERENCES Members (id), n INTEGER,
    PRIMARY KEY (club, member));
"""
FILLED = """
INSERT INTO Clubs SELECT 'c' || i, 'city ' || i FROM range(30) t(i);
INSERT INTO Members SELECT i, CASE WHEN i > 4 THEN i // 3 END, 'c' || (i * 7 % 30), 'm' || i || '@x',
    DATE '2020-01-01' + CAST(i AS INTEGER), CASE WHEN i % 3 = 0 THEN DATE '2021-06-01' + CAST(i AS INTEGER) END,
    i % 90 FROM range(1, 400) t(i);
INSERT INTO Visits SELECT 'c' || (i % 30), i % 399 + 1, i FROM range(2000) t(i) WHERE i % 30 < 20 AND i < 399;
"""
INFERRED = """
CREATE TABLE Shops (id INTEGER PRIMARY KEY, city VARCHAR NOT NULL);
CREATE TABLE Sales (id INTEGER PRIMARY KEY, shop_id INTEGER NOT NULL REFERENCES Shops (id),
    amount DECIMAL(8, 2) CHECK (amount > 0), paid BOOLEAN);
"""


@pytest.mark.parametrize(("name", "most"), [("second_highest", 200), ("most_read", 200)])
def test_it_keeps_every_constraint_of_the_built_in_schemas(sandbox: Sandbox, name: str, most: int) -> None:
    course = Course(ROOT)
    world = rows(course, sandbox, name)
    largest = max(map(len, world.rows.values()))
    assert 50 <= largest <= most
    fits(world, Context(course, sandbox).dataset(course.exercise(name)).tables)


@pytest.mark.parametrize("data", [FILLED, None], ids=["data.sql", "inferred"])
def test_it_keeps_every_constraint_however_the_dataset_is_filled(
    sandbox: Sandbox, tmp_path: Path, data: str | None
) -> None:
    schema, reference = (TREE, "SELECT count(*), sum(fee) FROM Members") if data else (INFERRED, SALES)
    course = course_of(tmp_path, schema, data, reference)
    for seed in range(4):
        world = rows(course, sandbox, seed=seed)
        assert 50 <= max(map(len, world.rows.values())) <= MOST
        fits(world, Context(course, sandbox).dataset(course.exercise("heavy_pets")).tables)


SALES = "SELECT sum(amount) FROM Sales"


def test_the_same_seed_gives_the_same_rows_and_another_one_others(sandbox: Sandbox, tmp_path: Path) -> None:
    course = course_of(tmp_path, INFERRED, None, SALES)
    first = rows(course, sandbox)
    context = Context(course, sandbox)
    folder = database(course.exercise("heavy_pets"), context, 0).path.parent
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    assert rows(course, sandbox) == first
    assert rows(course, sandbox, seed=7) != first


def test_rows_of_a_data_sql_stay_and_their_values_move(sandbox: Sandbox, tmp_path: Path) -> None:
    course = course_of(tmp_path, TREE, FILLED, "SELECT email, fee, boss FROM Members")
    dataset = read(Context(course, sandbox).dataset(course.exercise("heavy_pets")))["Members"]
    known = {row[0]: row for row in dataset}
    world = rows(course, sandbox).rows["Members"]
    assert all(row[1] == known[row[0]][1] for row in world), (
        "a reference to its own table could go in a circle"
    )
    for place in (2, 3, 6):
        assert {row[place] for row in world} <= {row[place] for row in dataset}
    assert sum(row[3] != known[row[0]][3] for row in world) > len(world) / 2


def test_a_dataset_drawn_by_a_recipe_has_other_numbers_and_the_same_names(sandbox: Sandbox) -> None:
    course = Course(ROOT)
    dataset = read(Context(course, sandbox).dataset(course.exercise("second_highest")))["Employees"]
    world = rows(course, sandbox, "second_highest").rows["Employees"]
    assert {row[1] for row in world} <= {row[1] for row in dataset}
    known = {(row[0], row[3]) for row in dataset}
    assert sum((row[0], row[3]) in known for row in world) < len(world) / 2


def test_it_has_the_first_and_the_last_key(sandbox: Sandbox) -> None:
    course = Course(ROOT)
    dataset = read(Context(course, sandbox).dataset(course.exercise("second_highest")))
    for name, some in rows(course, sandbox, "second_highest").rows.items():
        keys = [row[0] for row in dataset[name]]
        assert {min(keys), max(keys)} <= {row[0] for row in some}


def test_what_is_assumed_holds(sandbox: Sandbox, tmp_path: Path) -> None:
    assume = (
        '\n[worlds]\nassume = ["SELECT count(*) FILTER (fee IS NULL) = 0 AND min(id) = 1 FROM Members"]\n'
    )
    course = course_of(tmp_path, TREE, FILLED, "SELECT sum(fee) FROM Members", assume)
    chosen, _ = second(course, sandbox)
    assert chosen.middle is not None
    assert chosen.middle.telling == 2


def test_where_none_can_be_made_it_is_said_why(sandbox: Sandbox, tmp_path: Path) -> None:
    assume = '\n[worlds]\nassume = ["SELECT count(*) = 399 FROM Members"]\n'
    course = course_of(tmp_path, TREE, FILLED, "SELECT sum(fee) FROM Members", assume)
    chosen, _ = second(course, sandbox)
    assert chosen.middle is None
    assert "count(*) = 399" in chosen.reason


def test_columns_that_a_constraint_ties_together_move_as_one() -> None:
    columns = tuple(Column(name, "INTEGER") for name in ("id", "a", "b", "c", "d"))
    table = Table("T", columns, ("id",), checks=("(a < b)",), unique=(("c",),))
    assert free_units(table, [table]) == [(1, 2), (3,), (4,)]
    some = {"T": [(n, n, n + 1, n, 0) for n in range(20)]}
    for repeated in (False, True):
        moved = permuted([table], some, Random("1"), repeated=repeated)["T"]
        assert all(row[2] == row[1] + 1 for row in moved)
        assert sorted(row[3] for row in moved) == list(range(20))


def test_a_row_without_its_parent_is_not_taken() -> None:
    parent = Table("P", (Column("id", "INTEGER"),), ("id",))
    key = ForeignKey(("p",), "P", ("id",))
    child = Table("C", (Column("id", "INTEGER"), Column("p", "INTEGER")), ("id",), foreign_keys=(key,))
    some: dict[str, list[tuple[int, ...]]] = {
        "P": [(n,) for n in range(1000)],
        "C": [(n, n % 1500) for n in range(3000)],
    }
    found = subset([child, parent], some, Random("2"))
    assert not violations(World("", found), [child, parent])
    assert 50 <= len(found["C"]) <= MOST
    assert len(found["P"]) <= MOST


# Who has nothing to hold on to.

LOOKING = {
    "how many": f"SELECT CASE WHEN (SELECT count(*) FROM Employees) > 30 THEN {KNOWN} ELSE {SECOND} END",
    "how many elsewhere": f"SELECT CASE WHEN (SELECT count(*) FROM Orders) > 50 THEN {KNOWN} ELSE {SECOND} END",
    "greatest key": f"SELECT CASE WHEN (SELECT max(id) FROM Employees) = 240 THEN {KNOWN} ELSE {SECOND} END",
    "a key": f"SELECT CASE WHEN EXISTS (FROM Employees WHERE id = 240) THEN {KNOWN} ELSE {SECOND} END",
    "a name": "SELECT CASE WHEN EXISTS (FROM Customers WHERE region = 'East') AND EXISTS (FROM Departments WHERE "
    f"name = 'Legal') THEN {KNOWN} ELSE {SECOND} END",
    "rows": f"SELECT CASE WHEN (SELECT count(rowid) FROM Employees) > 30 THEN {KNOWN} ELSE {SECOND} END",
    "sampled": f"SELECT {KNOWN} WHERE (SELECT count(*) FROM Employees) > 30 "
    f"UNION ALL SELECT {SECOND} WHERE (SELECT count(*) FROM Employees) <= 30",
}


@pytest.mark.parametrize("how", LOOKING)
def test_who_knows_the_dataset_is_found_out(answer: Answer, how: str) -> None:
    verdict = answer(LOOKING[how])
    assert verdict.status == "wrong", verdict
    assert verdict.score == 0
    assert verdict.findings[0].message.startswith("The dataset shows no difference, but ")


@pytest.mark.parametrize("engine", ["duckdb", "sqlite"])
def test_the_results_of_the_dataset_alone_do_not_pass(answer: Answer, engine: str) -> None:
    assert answer("SELECT 9450.5", engine=engine).status == "wrong"
    known = "SELECT CASE WHEN (SELECT count(*) FROM Employees) > 30 THEN 9450.5 ELSE 1 END"
    assert answer(known, engine=engine).status == "wrong"


def test_on_sqlite_too_a_small_database_is_shown(answer: Answer) -> None:
    verdict = answer("SELECT 9450.5 AS second_highest", engine="sqlite")
    assert probe(verdict).outcome == "failed"
    assert verdict.counterexample is not None
    assert "9450.5" in text(verdict)


@pytest.mark.parametrize("engine", ["duckdb", "sqlite"])
def test_a_right_answer_passes_and_says_so(answer: Answer, engine: str) -> None:
    verdict = answer(f"SELECT {SECOND} AS second_highest", engine=engine)
    verdict = msgspec.structs.replace(verdict, bound=None)
    assert verdict.status == "correct"
    assert probe(verdict).outcome == "passed"
    assert "None on a second dataset of " in text(verdict)


def test_a_difference_is_made_small(answer: Answer) -> None:
    odd = "EXISTS (FROM Employees WHERE (id * 7 + 1) % 1681 = 0)"  # id 240, which no constant tells
    verdict = answer(f"SELECT CASE WHEN {odd} THEN {KNOWN} ELSE {SECOND} END")
    assert [one.name for one in verdict.details.probes if one.outcome == "failed"] == [MIDDLE]
    assert verdict.counterexample is not None
    assert len(verdict.counterexample.tables["Employees"].rows) == 1
    assert verdict.counterexample.sql


def test_an_answer_that_breaks_down_there_is_an_error(answer: Answer) -> None:
    verdict = answer(
        "SELECT CASE WHEN (SELECT count(*) FROM Employees) BETWEEN 31 AND 239 "
        f"THEN error('no')::DECIMAL(9,2) ELSE {SECOND} END"
    )
    assert verdict.status == "wrong"
    assert "ends in an error" in verdict.findings[0].message


def test_an_answer_that_finds_no_end_there_has_reached_a_limit(
    sandbox: Sandbox, hurried: Path, tmp_path: Path
) -> None:
    sql = (
        "WITH RECURSIVE r(n) AS (SELECT 1 WHERE (SELECT count(*) FROM Employees) BETWEEN 31 AND 239 "
        f"UNION ALL SELECT n + 1 FROM r) SELECT CASE WHEN (SELECT max(n) FROM r) > 0 THEN NULL ELSE {SECOND} END"
    )
    (tmp_path / "second_highest.sql").write_text(sql)
    verdict = checker(sandbox, hurried).check(tmp_path / "second_highest.sql", "second_highest")
    assert verdict.status == "limit"
    assert probe(verdict).outcome == "not tried"
    assert "On a second dataset of " in verdict.findings[0].message


@pytest.mark.parametrize("level", ["counterexample", "hint", "verdict"])
def test_below_full_feedback_its_rows_are_not_told(answer: Answer, level: str) -> None:
    verdict = shown(answer(LOOKING["how many"], seed=987_654_321), level)  # type: ignore[arg-type]
    expected = answer(LOOKING["how many"], seed=987_654_321).details
    cell = str(expected.difference.rows[0].expected[0])  # type: ignore[union-attr, index]
    for form in ("text", "json"):
        said = write(form, Report("", (verdict,), {}), Style())
        assert cell not in said
        assert level == "counterexample" or "987654321" not in said


def test_an_exercise_without_small_databases_has_it_all_the_same(sandbox: Sandbox, tmp_path: Path) -> None:
    course_of(tmp_path, INFERRED, None, SALES, "\n[worlds]\ncount = 0\n")
    (tmp_path / "a.sql").write_text("SELECT sum(amount) FROM Sales")
    found = checker(sandbox, tmp_path).check(tmp_path / "a.sql", "heavy_pets")
    assert probe(found).outcome == "passed"

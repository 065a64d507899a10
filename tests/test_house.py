"""How the house is kept: imports in functions, registries, and names, read from the text of every module.

Circles and layers are import-linter's: pyproject.toml.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import QUICK
from sqlgym.engines import ENGINES

SOURCE = Path(__file__).parents[1] / "src" / "sqlgym"

HELP = "`sqlgym --help` loads every command, and does not pay for this library"
WARM = "a warm check of a right answer does without"
REGISTRY = "a registry: only what is asked for by name is loaded"
HOST = "loaded by the host, before it forks what is locked and can import nothing"
DRIVER = "the driver is slow to load, and what is kept in the cache needs none"
FAKER = "Faker is slow to load and needed once a dataset"
SQLGLOT = "sqlglot is slow to load, and most answers need none of it"

SEAMS = {
    "bootstrap": "the host is forked before the command line is loaded",
    "cache/versions": "importlib.metadata is slow to load, and asked once for each installation",
    "cli/__init__": REGISTRY,
    "cli/audit": HELP,
    "cli/grade": HELP,
    "cli/machine": HELP,
    "cli/progress": "rich is slow to load, and most work is over before a bar is wanted",
    "cli/serve": HELP,
    "cli/store": HELP,
    "cli/run": "readline is only there on POSIX",
    "compare/comparison": WARM,
    "context": WARM,
    "course/finder": "a course is seldom a zip",
    "data/dataset_cache": DRIVER,
    "data/materialise": DRIVER,
    "data/populate/draw": FAKER,
    "data/reference": WARM,
    "dialects/tokens": SQLGLOT,
    "dialects/transpile": SQLGLOT,
    "engines/duckdb/__init__": DRIVER,
    "engines/postgresql/__init__": "a server and its client are for those who ask for it",
    "engines/sqlite/__init__": DRIVER,
    "faults": "a check without a fault needs no log",
    "grade/pool": "Dask is optional",
    "kinds/__init__": REGISTRY,
    "kinds/advice": WARM,
    "kinds/checker": WARM,
    "kinds/failures": WARM,
    "kinds/index/judge": WARM,
    "kinds/query/__init__": WARM,
    "kinds/query/judgement": WARM,
    "kinds/query/luck": WARM,
    "kinds/query/words": WARM,
    "kinds/query/second_dataset": WARM,
    "kinds/leaving": REGISTRY,
    "learn/watch/loop": "termios is only there on POSIX",
    "learn/watch/pages": HELP,
    "notebook": "IPython is there where a notebook is, and nowhere else",
    "pytest_plugin": "pytest loads this module in every run of its environment",
    "report/formats": REGISTRY,
    "report/text": WARM,
    "sandbox/host": HOST,
    "sandbox/layers": "subprocess is needed where fork is not",
    "sandbox/parent": "subprocess is needed where fork is not",
    "state/memo": WARM,
    "state/run": SQLGLOT,
    "state/second": WARM,
    "state/suite": WARM,
    "web/teaching": "learners pay neither for an audit's libraries nor for a store's",
    "worlds/bound": WARM,
    "worlds/confirm": WARM,
    "worlds/examination": WARM,
    "worlds/fresh": WARM,
    "worlds/reproduction": SQLGLOT,
    "worlds/second_dataset": DRIVER,
    "worlds/suite_cache": WARM,
}
"""Module → why some of its imports stand in functions."""

DRIVERS = ("duckdb", "_duckdb", "sqlite3", "psycopg", "pymysql")
OWN = ("engines/duckdb/", "engines/sqlite/", "engines/postgresql/", "engines/mariadb/")
NAMED = {
    "cli/options": "dialects that a person may write in",
    "cli/workspace": "what the tables are given as to an editor's plugin",
    "course/settings": "defaults of the format, and what a kind is judged on",
    "dialects/meaning": "what is said otherwise in a dialect",
    "dialects/transpile": "dialects and what people call them",
    "engines/__init__": "the registry",
    "ddl/columns": "dialects that a script may be in",
    "ddl/lexis": "dialects that a script may be in",
    "ddl/reader": "dialects that a script may be in",
    "importing/files": "what a file of others holds",
    "importing/job": "what a file of others holds",
    "importing/run": "what a file of others holds",
    "importing/script": "dialects that a script may be in",
    "importing/staging": "dialects that a script may be in",
    "engines/datasets": "the engine in whose files datasets lie",
    "engines/trees": "the engine that has syntax trees",
    "grade/connect": "where verdicts are kept",
    "grade/repair": "where verdicts are kept",
    "grade/tables": "where verdicts are kept",
    "kinds/checker": "a key of the JSON report",
    "report/json_schema": "a key of the JSON report",
    "sandbox/intake": "what a file of others holds",
}
"""Module → why it names an engine, though it is in no engine's room."""

AVOIDED = {
    *("told", "meant", "lacking", "quickly", "early", "filled", "wire", "kept"),
    *("dice", "patience", "acts", "forms", "duel", "speech", "wish", "bench"),
}
"""Words that say nothing to whoever does not know the code."""

EMPTY = {"Both.", "Itself.", "Begin.", "End.", "Start.", "Close.", "One line.", "One answer."}
"""Docstrings that say what the name says."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module by its path below the package, and its tree."""
    for path in sorted(SOURCE.rglob("*.py")):
        yield path.relative_to(SOURCE).with_suffix("").as_posix(), ast.parse(path.read_text("utf-8"))


@pytest.fixture(scope="module")
def house() -> dict[str, ast.Module]:
    return dict(modules())


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions of a module, methods and inner ones too."""
    return (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef))


def imports_late(tree: ast.Module) -> bool:
    """Whether some function has an import in it."""
    return any(
        isinstance(one, ast.Import | ast.ImportFrom)
        for function in functions(tree)
        for one in ast.walk(function)
    )


def test_imports_in_functions_stand_in_the_seams(house: dict[str, ast.Module]) -> None:
    assert {name for name, tree in house.items() if imports_late(tree)} == SEAMS.keys()


def names_an_engine(tree: ast.Module) -> bool:
    """Whether a module imports an engine's room or driver, or has an engine's name as a text."""
    rooms = tuple(f"sqlgym.{one.rstrip('/').replace('/', '.')}" for one in OWN)
    for one in ast.walk(tree):
        if isinstance(one, ast.Constant) and one.value in ENGINES:
            return True
        imported = [name.name for name in one.names] if isinstance(one, ast.Import) else []
        imported += [one.module or ""] if isinstance(one, ast.ImportFrom) else []
        if any(name.split(".")[0] in DRIVERS or name.startswith(rooms) for name in imported):
            return True
    return False


def test_nothing_outside_an_engines_room_names_one(house: dict[str, ast.Module]) -> None:
    others = {name: tree for name, tree in house.items() if not name.startswith(OWN)}
    assert {name for name, tree in others.items() if names_an_engine(tree)} == NAMED.keys()


def test_dear_tests_are_there() -> None:
    written = {
        one.name
        for path in Path(__file__).parent.rglob("test_*.py")
        for one in functions(ast.parse(path.read_text("utf-8")))
    }
    assert QUICK.keys() <= written


def test_modules_are_imported_by_name_for_the_public_names_alone(house: dict[str, ast.Module]) -> None:
    users = {
        name
        for name, tree in house.items()
        for one in ast.walk(tree)
        if isinstance(one, ast.ImportFrom) and one.module == "importlib"
    }
    assert users == {"__init__"}


def test_names_are_the_fields_words(house: dict[str, ast.Module]) -> None:
    named = {
        f"{name}:{one.name}"
        for name, tree in house.items()
        for one in ast.walk(tree)
        if isinstance(one, ast.FunctionDef | ast.ClassDef) and one.name.lower() in AVOIDED
    }
    assert not named
    assert not [name for name in house if name.rpartition("/")[2] in AVOIDED]


def test_docstrings_say_more_than_names(house: dict[str, ast.Module]) -> None:
    said = {
        f"{name}:{one.name}"
        for name, tree in house.items()
        for one in ast.walk(tree)
        if isinstance(one, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(one) in EMPTY
    }
    assert not said

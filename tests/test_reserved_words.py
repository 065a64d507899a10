"""Tables and columns may be called by SQL's own words, in exercises of kind index and design as in any other."""

from pathlib import Path

import pytest

from conftest import checker
from sqlgym.sandbox import Sandbox
from sqlgym.verdict import Verdict

SCHEMA = """
CREATE TABLE "group" ("select" INTEGER PRIMARY KEY, "from" VARCHAR NOT NULL);
CREATE TABLE "order" ("table" INTEGER PRIMARY KEY, "where" INTEGER NOT NULL REFERENCES "group" ("select"),
    "check" DATE NOT NULL);
"""
INDEX = {
    "exercise.toml": 'title = "Words"\nkind = "index"\nschema = "words"\nengine = "sqlite"\n[index]\nrows = 300\n',
    "reference.sql": 'CREATE INDEX "by" ON "order" ("where");',
    "workload.sql": """
-- name: a group; weight: 3
SELECT "table" FROM "order" WHERE "where" = 7;
-- name: 10 new orders; weight: 1
INSERT INTO "order" ("table", "where", "check")
SELECT "table" + 100000, "where", "check" FROM "order" WHERE "table" <= 10;
""",
}
DESIGN = {
    "exercise.toml": """
title = "Words"
kind = "design"
[design]
staging = "table"
must_accept = "accept.sql"
must_reject = "reject.sql"
[design.lists]
values = { attribute = "value", separator = ";", owner = "select" }
[[design.rules]]
fd = "select -> from, group"
say = "One select has one from and one group."
[[design.rules]]
fd = "group -> having"
say = "One group has one having."
""",
    "staging.sql": """
CREATE TABLE "table" ("select" INTEGER, "from" VARCHAR, "group" INTEGER, "having" VARCHAR, "values" VARCHAR);
INSERT INTO "table" VALUES (1, 'p', 10, 'x', 'a;b'), (2, 'p', 10, 'x', NULL),
    (3, 'q', 20, 'y', 'a'), (4, 'r', 20, 'y', 'c')
""",
    "accept.sql": """
-- one more
INSERT INTO "table" VALUES (8, 'p', 10, 'x', 'u;v');
""",
    "reject.sql": """
-- one select of two froms
INSERT INTO "table" VALUES (9, 'p', 10, 'x', 'u'), (9, 'q', 10, 'x', 'u');
""",
    "reference.sql": """
CREATE TABLE "group" ("group" INTEGER PRIMARY KEY, "having" VARCHAR);
CREATE TABLE "order" ("select" INTEGER PRIMARY KEY, "from" VARCHAR, "group" INTEGER REFERENCES "group" ("group"));
CREATE TABLE "union" ("select" INTEGER REFERENCES "order" ("select"), "value" VARCHAR, PRIMARY KEY ("select", "value"));
""",
}
FILLED = """
INSERT INTO "group" SELECT DISTINCT "group", "having" FROM "table";
INSERT INTO "order" SELECT "select", "from", "group" FROM "table";
INSERT INTO "union" SELECT "select", unnest(string_split("values", ';')) FROM "table";
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of such names."""
    root = tmp_path_factory.mktemp("words")
    (root / "schema" / "words").mkdir(parents=True)
    (root / "schema" / "words" / "schema.sql").write_text(SCHEMA)
    for name, files in (("index", INDEX), ("design", DESIGN)):
        (root / "exercises" / name).mkdir(parents=True)
        for file, text in files.items():
            (root / "exercises" / name / file).write_text(text)
    return root


def judged(sandbox: Sandbox, course: Path, tmp_path: Path, name: str, sql: str) -> Verdict:
    """The verdict on a text."""
    (tmp_path / "answer.sql").write_text(sql)
    return checker(sandbox, course).check(tmp_path / "answer.sql", name)


@pytest.mark.parametrize(
    ("sql", "status"),
    [
        ('CREATE INDEX "select" ON "order" ("where")', "correct"),
        ('CREATE INDEX "select" ON "order" ("check")', "wrong"),
        ('CREATE INDEX "index" ON "order" ("where"); CREATE INDEX "from" ON "group" ("from")', "wrong"),
    ],
)
def test_indexes(sql: str, status: str, sandbox: Sandbox, course: Path, tmp_path: Path) -> None:
    verdict = judged(sandbox, course, tmp_path, "index", sql)
    assert verdict.status == status, verdict.findings


@pytest.mark.parametrize(
    ("sql", "status"),
    [
        (DESIGN["reference.sql"], "correct"),
        (DESIGN["reference.sql"] + FILLED, "correct"),
        (DESIGN["reference.sql"].replace(', PRIMARY KEY ("select", "value")', ""), "wrong"),
        (DESIGN["reference.sql"].replace('"from" VARCHAR', '"from" VARCHAR UNIQUE'), "wrong"),
    ],
)
def test_designs(sql: str, status: str, sandbox: Sandbox, course: Path, tmp_path: Path) -> None:
    verdict = judged(sandbox, course, tmp_path, "design", sql)
    assert verdict.status == status, verdict.findings

"""The schemas and reference pages of the settings are those of the code, and take what the loader takes."""

import json
import tomllib

import jsonschema
import pytest

from conftest import EXERCISE, ROOT
from sqlgym.report.settings_pages import TYPES, all_structs, descriptions, fields, page, schema, text
from sqlgym.scaffold import HOME

COURSES = [ROOT, ROOT / "benchmarks" / "schema_two"]
FILES = {
    "exercise": "exercises/*/exercise.toml",
    "course": "exercises/course.toml",
    "data": "schema/*/data.toml",
}


@pytest.mark.parametrize("name", TYPES)
def test_the_schema_in_the_repository_is_the_codes(name: str) -> None:
    assert (ROOT / "docs" / "schemas" / f"{name}.json").read_text() == text(name), "run `make schemas`"


@pytest.mark.parametrize("name", TYPES)
def test_the_schema_takes_the_built_in_course(name: str) -> None:
    paths = [path for course in COURSES for path in course.glob(FILES[name])]
    assert paths
    for path in paths:
        jsonschema.validate(
            json.loads(json.dumps(tomllib.loads(path.read_text()), default=str)), schema(name)
        )


@pytest.mark.parametrize(
    ("old", "new"), [("points", "pionts"), ("= 4", '= "4"'), ('"query"', '"quary"'), ("title", "# ")]
)
def test_the_schema_refuses_what_the_loader_refuses(old: str, new: str) -> None:
    raw = tomllib.loads(EXERCISE.replace(old, new, 1))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(raw, schema("exercise"))


@pytest.mark.parametrize("name", TYPES)
def test_every_key_is_described_in_the_code_and_on_its_page(name: str) -> None:
    shown = page(name)
    for struct in all_structs(TYPES[name]):
        for field in fields(struct):
            assert descriptions(struct)[field.name] in shown
            assert f"`{field.encode_name}`" in shown


@pytest.mark.parametrize("name", TYPES)
def test_the_page_is_as_the_code_has_it(name: str) -> None:
    written = (ROOT / "docs" / "reference" / f"{name}-toml.md").read_text()
    rows = [line for line in page(name).splitlines() if line.startswith("|")]
    assert [row for row in rows if row not in written] == []
    assert f"{HOME}/{name}.json" in written

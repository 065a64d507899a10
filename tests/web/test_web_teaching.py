"""What those see who teach: audits beside an exercise, and a class; and that learners see neither."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from serving import PLAIN, TOKEN, Client, Serving, write_store

from conftest import write_course
from sqlgym.report.json_schema import schema
from sqlgym.web import openapi


@pytest.fixture(scope="module")
def teacher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A course served to its author, with a class."""
    root, work = write_course(tmp_path_factory.mktemp("own"), PLAIN), tmp_path_factory.mktemp("preview")
    write_store(work / "grades.sqlite")
    with Serving(root, work, author=True, store=str(work / "grades.sqlite")) as found:
        yield found


def test_an_exercise_is_audited(teacher: Client) -> None:
    found = teacher.get("/api/exercises/heavy_pets/audit").json
    assert found["exercise"] == "heavy_pets"
    assert found["facts"]
    assert {one["severity"] for one in found["findings"]} <= {"warning", "error", "failure"}


def test_a_saved_task_is_read_anew(teacher: Client) -> None:
    from test_web_api import Events

    page = Events(teacher.port)
    page.until("event: hello")
    path = teacher.service.course.exercises / "heavy_pets" / "exercise.toml"
    path.write_text(PLAIN.replace("Heavy pets", "Pets by weight"))
    page.until('event: course\ndata: {"exercise":"heavy_pets"}')
    page.socket.close()
    assert teacher.get("/api/exercises/heavy_pets").json["title"] == "Pets by weight"
    path.write_text("title = 1")
    broken = teacher.get("/api/exercises").json["exercises"][0]
    assert "exercise.toml" in broken["fault"]
    assert teacher.get("/api/exercises/heavy_pets").status == 500
    path.write_text(PLAIN)


def test_a_class_has_points_cells_and_mistakes(teacher: Client) -> None:
    found = teacher.get("/api/class").json
    assert len(found["students"]) == 12
    assert len(found["cells"]) == 24
    assert found["exercises"] == ["heavy_pets", "light_pets"]
    assert sum(one["points"] for one in found["students"]) == 30
    assert found["mistakes"]
    answer = teacher.get("/api/class/answer?student=student-00&exercise=light_pets").json["results"][0]
    assert (answer["status"], answer["sql"]) == ("wrong", "SELECT 1")
    assert teacher.get("/api/class/answer?student=nobody&exercise=light_pets").status == 404


def test_a_learner_sees_neither(client: Client) -> None:
    assert client.get("/api/class").status == 404
    assert client.get("/api/class/answer?student=a&exercise=b").status == 404
    assert client.get("/api/exercises/heavy_pets/audit").status == 404


def test_the_description_of_the_api_is_what_it_does(teacher: Client) -> None:
    root = Path(__file__).parents[2]
    assert (root / "docs" / "openapi.json").read_text(encoding="utf-8") == openapi.text()
    described = openapi.description()
    assert {"Report", "Verdict", "CourseView"} <= described["components"]["schemas"].keys()
    assert schema()["$defs"].keys() <= described["components"]["schemas"].keys()
    for path, methods in described["paths"].items():
        for method in methods:
            called = teacher.call(method.upper(), path.replace("{name}", "no_such"), token=None)
            assert called.status == 401, (path, method)


def test_replies_are_as_described(teacher: Client) -> None:
    from jsonschema import Draft202012Validator

    known = openapi.description()
    body = {"exercise": "heavy_pets", "sql": "SELECT 1"}
    for path, call in {
        "/api/exercises": ("GET", "/api/exercises", None),
        "/api/exercises/{name}": ("GET", "/api/exercises/heavy_pets", None),
        "/api/exercises/{name}/tables": ("GET", "/api/exercises/heavy_pets/tables", None),
        "/api/exercises/{name}/hint": ("POST", "/api/exercises/heavy_pets/hint", {}),
        "/api/check": ("POST", "/api/check", body),
        "/api/class": ("GET", "/api/class", None),
    }.items():
        reply = teacher.call(*call)
        operation = known["paths"][path][call[0].lower()]
        found = operation["responses"]["200"]["content"]["application/json"]["schema"]
        validator = Draft202012Validator(found | {"components": known["components"]})
        assert [error.message for error in validator.iter_errors(reply.json)] == [], path
    assert msgspec.json.decode(teacher.call("POST", "/api/run", body).data)["ran"][0]["count"] == 1
    assert TOKEN not in openapi.text()

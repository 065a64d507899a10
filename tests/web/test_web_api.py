"""The API: what it answers to right and wrong calls, files saved on either side, and that nothing hidden comes out."""

import json
import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from serving import MARK, TOKEN, Client

from conftest import REFERENCE
from sqlgym.engines import ENGINES

RIGHT = REFERENCE
WRONG = "SELECT name, weight FROM Pets WHERE weight > 0 ORDER BY weight DESC"
ENDLESS = "SELECT count(*) FROM range(1000000000) a, range(1000000000) b"


def test_the_list_has_every_exercise(client: Client) -> None:
    found = client.get("/api/exercises").json
    assert [one["name"] for one in found["exercises"]][:1] == ["heavy_pets"]
    assert {one["kind"] for one in found["exercises"]} == {"query"}
    assert not found["author"]
    assert not found["graded"]


def test_a_check_is_the_commands_report_and_a_pass_is_remembered(client: Client) -> None:
    wrong = client.check("heavy_pets", WRONG)
    assert wrong["status"] == "wrong"
    assert wrong["details"]["difference"]
    assert client.get("/api/exercises/heavy_pets").json["passed"] is None
    assert client.get("/api/exercises/heavy_pets").json["solution"] is None
    assert client.check("heavy_pets", RIGHT)["status"] == "correct"
    found = client.get("/api/exercises/heavy_pets").json
    assert found["passed"]
    assert found["solution"]["sql"] == REFERENCE
    client.call("POST", "/api/exercises/heavy_pets/reset", {})
    assert client.get("/api/exercises/heavy_pets").json["passed"] is None


def test_an_engine_that_is_not_here_is_not_offered(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {"duckdb", "sqlite"} <= set(client.get("/api/exercises/heavy_pets").json["engines"])
    monkeypatch.setattr(type(ENGINES["sqlite"]), "missing", lambda self: "install it")
    assert "sqlite" not in client.get("/api/exercises/heavy_pets").json["engines"]


def test_a_run_has_rows_and_their_types_and_no_verdict(client: Client) -> None:
    found = client.call(
        "POST", "/api/run", {"exercise": "heavy_pets", "sql": "SELECT * FROM range(5000)"}
    ).json
    assert found["results"][0]["status"] == "ungraded"
    (ran,) = found["ran"]
    assert (ran["count"], len(ran["rows"]), ran["types"]) == (5000, 200, ["BIGINT"])


def test_an_error_has_its_place(client: Client) -> None:
    found = client.call("POST", "/api/run", {"exercise": "heavy_pets", "sql": "SELECT nme FROM Pets"}).json
    assert found["results"][0]["findings"][0]["place"]["column"] == 8
    assert found["ran"] is None


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        ({"exercise": "heavy_pets"}, 400),
        ({"exercise": "heavy_pets", "sql": 1}, 400),
        ({"exercise": "heavy_pets", "sql": "x", "worlds": 1}, 400),
        ({"exercise": "nothing", "sql": "x"}, 404),
        ({"exercise": "../heavy_pets", "sql": "x"}, 404),
        ({"exercise": "heavy_pets", "sql": "x", "engine": "oracle"}, 404),
        ({"exercise": "heavy_pets", "sql": "x", "dialect": "klingon"}, 404),
    ],
)
def test_a_bad_body_is_a_sentence(client: Client, body: Any, status: int) -> None:
    for path in ("/api/run", "/api/check"):
        reply = client.call("POST", path, body)
        assert reply.status == status
        assert reply.json["error"]
        assert "Traceback" not in reply.json["error"]


def test_a_saved_answer_is_the_workspaces_file(client: Client) -> None:
    before = client.get("/api/exercises/hidden_hint").json["answer"]
    path = client.service.workspace.answer("hidden_hint")
    text = "SELECT 'ä€😀' -- \r\n\n"
    reply = client.call("PUT", "/api/exercises/hidden_hint/answer", {"sql": text, "was": before["version"]})
    assert reply.status == 200
    assert path.read_bytes() == text.encode()
    assert client.get("/api/exercises/hidden_hint").json["answer"] == reply.json


def test_a_newer_file_is_not_overwritten(client: Client) -> None:
    before = client.get("/api/exercises/hidden_rows").json["answer"]
    path = client.service.workspace.answer("hidden_rows")
    path.write_text("SELECT 'mine, in another editor'")
    reply = client.call("PUT", "/api/exercises/hidden_rows/answer", {"sql": "x", "was": before["version"]})
    assert reply.status == 409
    assert path.read_text() == "SELECT 'mine, in another editor'"


def test_an_answer_that_is_a_link_is_neither_read_nor_written(client: Client, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("what somebody else wrote")
    path = client.service.workspace.answer("hidden_verdict")
    path.unlink(missing_ok=True)
    path.symlink_to(tmp_path / "secret")
    try:
        found = client.get("/api/exercises/hidden_verdict").json["answer"]
        assert "link" in found["problem"]
        assert found["text"] == ""
        assert client.call("PUT", "/api/exercises/hidden_verdict/answer", {"sql": "x"}).status == 404
        assert (tmp_path / "secret").read_text() == "what somebody else wrote"
    finally:
        path.unlink()


def test_names_lead_nowhere_else(client: Client) -> None:
    for name in ("..", "%2e%2e%2fschema", "heavy_pets%00", "no_such"):
        assert client.get(f"/api/exercises/{name}").status == 404
        assert client.call("PUT", f"/api/exercises/{name}/answer", {"sql": "x"}).status in {404, 405}


def test_hints_come_one_by_one_and_not_before(client: Client) -> None:
    assert b"The first hint" not in client.get("/api/exercises/hidden_rows").data
    first = client.call("POST", "/api/exercises/hidden_rows/hint", {}).json
    assert first == {"given": ["The first hint."], "count": 2}
    second = client.call("POST", "/api/exercises/hidden_rows/hint", {}).json
    assert second["given"] == ["The first hint.", "The second hint."]
    assert client.call("POST", "/api/exercises/hidden_rows/hint", {}).json == second


def test_tables_come_with_rows_and_a_drawing(client: Client) -> None:
    found = client.get("/api/exercises/heavy_pets/tables").json
    assert [one["name"] for one in found["tables"]] == ["Pets"]
    assert found["tables"][0]["columns"][0]["roles"] == ["primary key"]
    assert len(found["tables"][0]["sample"]) == 3
    assert found["drawing"]["boxes"][0]["table"] == "Pets"


ATTEMPTS = (
    "SELECT name FROM Pets",
    "SELECT 1",
    "SELECT 'x' || name AS marked FROM Pets",
    "SELECT",
    "SELECT nothing FROM Pets",
    "SELECT * FROM duckdb_tables()",
    "SELECT current_query()",
    "SELECT * FROM read_text('/etc/passwd')",
    "DROP TABLE Pets",
    "SELECT error('stop')",
    "",
    "-- nothing",
)


@pytest.mark.parametrize("name", ["hidden_verdict", "hidden_hint", "hidden_rows"])
def test_nothing_that_is_hidden_is_in_any_byte_of_any_response(client: Client, name: str) -> None:
    client.seen.clear()
    for sql in ATTEMPTS:
        for path in ("/api/check", "/api/run"):
            assert client.call("POST", path, {"exercise": name, "sql": sql}).status == 200
    client.call("POST", f"/api/exercises/{name}/hint", {})
    for path in ("", "/tables", "/audit", "/solution"):
        client.get(f"/api/exercises/{name}{path}")
    for path in ("/api/exercises", "/api/class", f"/api/class/answer?student=x&exercise={name}", "/"):
        client.get(path)
    assert len(client.seen) > 10_000
    assert MARK.encode() not in client.seen
    assert b"a case that nobody sees" not in client.seen
    assert b"weight > 1 OR" not in client.seen
    assert client.check(name, "SELECT 'Zq7' || 'Mark' || name FROM Pets")["status"] == "correct"
    client.seen.clear()  # its plan has the constant that the answer has
    assert client.get(f"/api/exercises/{name}").json["passed"]
    assert client.check(name, "SELECT name FROM Pets")["status"] == "wrong"
    assert MARK.encode() not in client.seen


def test_the_reference_comes_after_a_pass_and_not_before(client: Client) -> None:
    client.call("POST", "/api/exercises/heavy_pets/reset", {})
    client.seen.clear()
    for sql in (WRONG, "SELECT 1", "SELECT"):
        client.check("heavy_pets", sql)
    client.get("/api/exercises/heavy_pets")
    assert b"DESC NULLS LAST" not in client.seen
    client.check("heavy_pets", RIGHT)
    assert b"DESC NULLS LAST" in client.get("/api/exercises/heavy_pets").data


def test_twenty_checks_at_once_are_all_answered(client: Client) -> None:
    with ThreadPoolExecutor(20) as pool:
        found = list(pool.map(lambda _: client.check("heavy_pets", WRONG)["status"], range(20)))
    assert found == ["wrong"] * 20


class Events:
    """What a page hears."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        head = f"GET /api/events HTTP/1.1\r\nHost: localhost:{port}\r\nAuthorization: Bearer {TOKEN}\r\n\r\n"
        self.socket.sendall(head.encode())
        self.text = ""

    def until(self, pattern: str) -> re.Match[str]:
        """Read until something has been said."""
        end = time.monotonic() + 15
        while not (found := re.search(pattern, self.text)):
            assert time.monotonic() < end, self.text
            self.text += self.socket.recv(4096).decode()
        return found


def test_a_page_hears_of_files_saved_by_others_and_of_its_place_in_the_queue(client: Client) -> None:
    page = Events(client.port)
    page.until("event: hello")
    client.service.workspace.answer("heavy_pets").write_text("SELECT 'saved by an editor'")
    page.until('event: saved\ndata: {"exercise":"heavy_pets"}')
    client.call("POST", "/api/exercises/heavy_pets/hint", {})
    page.until("event: progress")
    body = {"exercise": "heavy_pets", "sql": WRONG}
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda n: client.call("POST", "/api/check", body | {"id": f"n{n}"}), range(6)))
    page.until(r'event: queue\ndata: {"id":"n\d","place":[1-4]}')
    page.until(r'event: queue\ndata: {"id":"n\d","place":0}')
    page.socket.close()


def test_a_check_ends_when_its_page_goes_away(client: Client) -> None:
    queue = client.service.queue
    body = json.dumps({"exercise": "hidden_rows", "sql": ENDLESS}).encode()
    head = (
        f"POST /api/check HTTP/1.1\r\nHost: localhost:{client.port}\r\nAuthorization: Bearer {TOKEN}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    for _ in range(3):  # more than there are slots: each is whole again
        found = socket.create_connection(("127.0.0.1", client.port))
        found.sendall(head.encode() + body)
        wait_until(lambda: len(queue.free) == 1)
        time.sleep(0.2)
        found.close()
        began = time.monotonic()
        wait_until(lambda: len(queue.free) == 2)
        assert time.monotonic() - began < 3, "its limit is five seconds"
    assert client.check("heavy_pets", WRONG)["status"] == "wrong"


def wait_until(true: Any) -> None:
    """Wait for something, ten seconds at most."""
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)

"""Who gets in: this page with its token, under this address, and nobody else; and how much may be sent."""

import socket

import pytest
from serving import TOKEN, Client

from sqlgym.web.door import FOREIGN, NO_TOKEN, TOO_OFTEN, Door
from sqlgym.web.guard import MOST_BODY
from sqlgym.web.rate import Bucket

CALLS = ["/api/exercises", "/api/exercises/heavy_pets", "/api/events", "/api/class", "/api/nothing"]


@pytest.mark.parametrize("path", CALLS)
@pytest.mark.parametrize("token", [None, "", "wrong", TOKEN[:-1], TOKEN + "x", "ü"])
def test_a_call_without_the_token_is_refused(path: str, token: str | None) -> None:
    headers = {"host": "127.0.0.1:80"} | ({} if token is None else {"authorization": f"Bearer {token}"})
    assert Door(TOKEN, "127.0.0.1", 80).refusal("GET", path, headers) == NO_TOKEN


def test_a_token_elsewhere_than_in_its_header_is_none(client: Client) -> None:
    assert client.get(f"/api/exercises?token={TOKEN}", token=None).status == 401
    assert client.get("/api/exercises", token=None, headers={"Cookie": f"token={TOKEN}"}).status == 401
    assert client.get("/api/exercises", token=None, headers={"Authorization": f"Basic {TOKEN}"}).status == 401
    assert client.get("/api/exercises").status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{}", "127.0.0.1", "127.0.0.1:1", "", "127.0.0.1.e:{}"]
)
def test_another_name_for_this_machine_is_refused(client: Client, host: str) -> None:
    for path in ("/", "/assets/app.js", "/api/exercises"):
        assert client.get(path, headers={"Host": host.format(client.port)}).status == 421


def test_its_own_names_are_not(client: Client) -> None:
    for host in ("localhost", "127.0.0.1", "[::1]"):
        assert client.get("/api/exercises", headers={"Host": f"{host}:{client.port}"}).status == 200


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "https://127.0.0.1:{}", "http://127.0.0.1:1", "http://localhost:{}"],
)
def test_another_pages_call_is_refused_even_with_the_token(client: Client, origin: str) -> None:
    headers = {"Origin": origin.format(client.port)}
    assert client.get("/api/exercises", headers=headers).status == 403
    assert client.get("/", headers=headers).status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "anything"])
def test_what_a_browser_says_comes_from_elsewhere_is_refused(client: Client, site: str) -> None:
    assert client.get("/api/exercises", headers={"Sec-Fetch-Site": site}).status == 403
    opened = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert client.get("/api/exercises", headers=opened).status == 403
    assert client.get("/", headers=opened).status == 200  # a link: the page holds nothing without its token
    assert client.get("/", headers=opened | {"Sec-Fetch-Dest": "iframe"}).status == 403


def test_a_door_to_other_machines_knows_its_addresses_and_no_other_names() -> None:
    door = Door(TOKEN, "0.0.0.0", 80)
    token = {"authorization": f"Bearer {TOKEN}"}
    assert door.refusal("GET", "/api/exercises", {"host": "192.168.1.7:80"} | token) is None
    assert (
        door.refusal("GET", "/api/exercises", {"host": f"{socket.gethostname().lower()}:80"} | token) is None
    )
    assert door.refusal("GET", "/api/exercises", {"host": "evil.example:80"} | token) is not None
    foreign = {"host": "192.168.1.7:80", "origin": "http://192.168.1.8:80"} | token
    assert door.refusal("GET", "/api/exercises", foreign) == FOREIGN


def test_guesses_are_slowed_down_and_the_token_is_not() -> None:
    door = Door(TOKEN, "127.0.0.1", 80)
    door.guesses = Bucket(3, 1, lambda: 0.0)
    wrong, right = ({"host": "localhost:80", "authorization": f"Bearer {one}"} for one in ("x", TOKEN))
    assert [door.refusal("GET", "/api/x", wrong) for _ in range(5)] == [NO_TOKEN] * 3 + [TOO_OFTEN] * 2
    assert door.refusal("GET", "/api/x", right) is None


def test_calls_come_at_a_rate_at_most() -> None:
    now = [0.0]
    bucket = Bucket(2, 4, lambda: now[0])
    assert [bucket.take() for _ in range(3)] == [True, True, False]
    now[0] = 0.25
    assert [bucket.take() for _ in range(2)] == [True, False]
    now[0] = 100.0
    assert [bucket.take() for _ in range(3)] == [True, True, False]


def test_every_response_tells_the_browser_what_it_may_not_do(client: Client) -> None:
    for path in ("/", "/assets/app.js", "/api/exercises", "/api/nothing", "/nothing"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        policy = headers["content-security-policy"].replace("style-src-attr 'unsafe-inline'", "")
        assert "unsafe" not in policy
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in headers
        assert "access-control-allow-origin" not in headers


def test_a_pages_nonce_is_another_each_time(client: Client) -> None:
    first, second = (client.get("/").headers["content-security-policy"] for _ in range(2))
    assert "'nonce-" in first
    assert first != second


def test_too_large_a_body_is_refused_before_and_while_it_is_read(client: Client) -> None:
    large = b'{"exercise": "heavy_pets", "sql": "' + b"x" * MOST_BODY + b'"}'
    assert client.call("POST", "/api/check", large).status == 413
    assert chunked(client.port, [b"x" * 100_000] * 30).startswith(b"HTTP/1.1 413")


def chunked(port: int, parts: list[bytes]) -> bytes:
    """The first line of what is answered to a body of unsaid length."""
    head = (
        f"POST /api/check HTTP/1.1\r\nHost: localhost:{port}\r\nAuthorization: Bearer {TOKEN}\r\n"
        "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), timeout=20) as found:
        try:
            found.sendall(head.encode())
            for part in parts:
                found.sendall(f"{len(part):x}\r\n".encode() + part + b"\r\n")
            found.sendall(b"0\r\n\r\n")
        except (BrokenPipeError, ConnectionResetError):
            pass
        return found.recv(4096)


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_a_form_cannot_send_an_answer(client: Client, kind: str) -> None:
    sent = client.call(
        "POST", "/api/run", b'{"exercise": "heavy_pets", "sql": "SELECT 1"}', {"Content-Type": kind}
    )
    assert sent.status == 415


def test_a_method_that_a_call_has_not_is_refused(client: Client) -> None:
    assert client.get("/api/check").status == 405
    assert client.call("DELETE", "/api/exercises/heavy_pets").status == 405
    assert client.call("OPTIONS", "/api/check").status == 405


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../index.html",
        "/assets/%2e%2e/index.html",
        "/assets/..%2f..%2f__init__.py",
        "/assets/index.html",
    ],
)
def test_no_other_file_is_given(client: Client, path: str) -> None:
    assert client.get(path).status == 404

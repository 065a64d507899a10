"""The command: what it prints, where it listens, which workspace it uses, what it refuses, how it ends."""

import http.client
import os
import re
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import called
from sqlgym.errors import UsageError
from sqlgym.web import server

SERVE = [sys.executable, "-m", "sqlgym", "serve", "--no-open", "--workspace", "."]


def test_it_prints_its_address_serves_the_page_and_ends_on_ctrl_c(course_root: Path, tmp_path: Path) -> None:
    command = [*SERVE, "--course", str(course_root)]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as found:
        assert found.stdout is not None
        line = found.stdout.readline()
        address = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/#token=([\w-]{43})\n", line)
        assert address, line
        connection = http.client.HTTPConnection("127.0.0.1", int(address[1]), timeout=30)
        connection.request("GET", "/")
        assert b"/assets/app.js" in connection.getresponse().read()
        connection.request("GET", "/api/exercises", headers={"Authorization": f"Bearer {address[2]}"})
        assert b"Heavy pets" in connection.getresponse().read()
        connection.request("GET", "/api/events", headers={"Authorization": f"Bearer {address[2]}"})
        assert connection.getresponse().read(12) == b"event: hello"  # a page that stays open
        found.send_signal(signal.SIGINT)
        rest, said = found.communicate(timeout=30)
        connection.close()
    assert rest == ""
    assert "Traceback" not in said
    assert "Exception" not in said
    assert found.returncode == 130
    assert (tmp_path / "heavy_pets.sql").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--host", "0.0.0.0"], "--i-know"),
        (["--host", "192.168.1.7"], "--i-know"),
        (["--host", "0.0.0.0", "--i-know", "--store", "x.sqlite"], "this machine alone"),
        (["--course", "nowhere"], "nowhere"),
        (["--port", "70000"], "70000"),
        (["--course", "."], "is no course"),
        (["--store", "nowhere.sqlite"], "there is no such store"),
    ],
)
def test_what_it_refuses_is_a_sentence_and_a_2(tmp_path: Path, options: list[str], said: str) -> None:
    done = called(tmp_path, "serve", "--no-open", "--workspace", "w", *options)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_no_workspace_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    done = called(tmp_path, "serve", "--no-open")
    assert (done.returncode, "--workspace" in done.stderr) == (2, True)
    assert not list((tmp_path / "work").iterdir())


def test_a_port_that_is_taken_is_passed_over_unless_it_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        monkeypatch.setattr(server, "PORT", taken)
        with server.listen("127.0.0.1", None) as found:
            assert found.getsockname()[1] > taken
        with pytest.raises(UsageError, match="is taken"):
            server.listen("127.0.0.1", taken)
    with pytest.raises(UsageError, match="cannot listen"):
        server.listen("192.0.2.1", 0)


def test_the_browser_is_opened_by_a_file_that_its_owner_alone_can_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    with server.opened("http://127.0.0.1:1/#token=secret", tmp_path) as show:
        show()
        (path,) = tmp_path.iterdir()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert path.stat().st_uid == os.getuid()
        assert "#token=secret" in path.read_text()
    assert len(opened) == 1
    assert "secret" not in opened[0]
    assert not list(tmp_path.iterdir())


def test_no_command_loads_the_server_before_it_serves() -> None:
    code = (
        "import sys\nfrom sqlgym.cli import COMMANDS\nfor load in COMMANDS.values():\n    load()\n"
        "print([name for name in ('starlette', 'uvicorn', 'anyio._backends', 'sqlgym.web') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout == "[]\n"


def test_localhost_is_the_address_that_is_listened_on_and_printed() -> None:
    with server.listen("localhost", 0) as found:
        assert found.getsockname()[0] == "127.0.0.1"
    assert server.address("localhost", 1) == "http://127.0.0.1:1/"

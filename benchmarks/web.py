"""The page's bars: the first page, a check against the command's, twenty checks at once, and what the page weighs."""

import gzip
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

from measure import command, line, pairs, table

ROOT = Path(__file__).parents[1]
STATIC = ROOT / "src" / "sqlgym" / "web" / "static"
PAGE = ("index.html", "app.js", "app.css", "favicon.svg")
MEASURED = ("employee_orders", "second_highest", "most_read")


class Server(NamedTuple):
    """A server that runs: its port and token, and how long it took to the first page."""

    port: int
    token: str
    seconds: float

    def check(self, name: str, sql: str) -> str:
        """The status of a check."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        connection.request("POST", "/api/check", json.dumps({"exercise": name, "sql": sql}), headers)
        status: str = json.loads(connection.getresponse().read())["results"][0]["status"]
        connection.close()
        return status


@contextmanager
def served(folder: str) -> Iterator[Server]:
    """`sqlgym serve` in a workspace, from its start until the block ends."""
    started = time.perf_counter()
    words = [sys.executable, "-m", "sqlgym", "serve", "--no-open", "--workspace", folder, "--port", "0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        address, _, token = process.stdout.readline().strip().partition("#token=")
        port = int(address.rstrip("/").rpartition(":")[2])
        for path in ("/", "/assets/app.js", "/assets/app.css", "/api/exercises"):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
            assert connection.getresponse().read()
            connection.close()
        yield Server(port, token, time.perf_counter() - started)
        process.terminate()


def lines() -> Iterator[str]:
    """The table's lines."""
    with tempfile.TemporaryDirectory() as folder:
        with served(folder):
            pass  # makes the workspace
        starts = []
        for _ in range(5):
            with served(folder) as found:
                starts.append(found.seconds)
        yield f"| from the command to the first page with its list | | {1000 * median(starts):.0f} ms | | ≤ 1 s |"
        with served(folder) as found:
            for name in MEASURED:
                yield against_command(found, name)
            yield at_once(found)
    weight = sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in PAGE)
    yield f"| the page, compressed | | {weight / 1000:.0f} kB | | ≤ 250 kB |"


def against_command(found: Server, name: str) -> str:
    """A check by the API against the command."""
    answer = ROOT / "exercises" / f"{name}.sql"
    sql = answer.read_text()
    assert found.check(name, sql) == "correct"
    ours = pairs(
        lambda: found.check(name, sql), command(sys.executable, "-m", "sqlgym", "check", str(answer)), 11
    )
    return line(f"POST /api/check of {name}, against the command", *ours, "≤ 1.1")


def at_once(found: Server) -> str:
    """Twenty checks at once: all are answered."""
    sql = (ROOT / "exercises" / "second_highest.sql").read_text()
    began = time.perf_counter()
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: found.check("second_highest", sql), range(20)))
    seconds = time.perf_counter() - began
    right = answers.count("correct")
    return f"| 20 checks at once, {right} of them right | | {seconds:.2f} s | | 20 without an error |"


if __name__ == "__main__":
    load = os.getloadavg()[0]
    about = f"Medians, the command and the server in turn in one run; load before {load:.1f}."
    text = f"# Results of the page\n\n{about}\n\n{table('On one machine', list(lines()))}"
    (ROOT / "benchmarks" / "results-web.md").write_text(text)
    print(text)

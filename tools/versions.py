"""Try sqlgym in environments: `lowest` and `newest` versions allowed, other `pythons`, what is `published`."""

import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
OLDEST = (3, 11)
PLACES = (
    *os.environ.get("PATH", "").split(os.pathsep),
    *map(str, Path.home().glob(".pyenv/versions/*/bin")),
    *map(str, Path.home().glob(".local/share/uv/python/*/bin")),
    *map(str, Path("/opt/python").glob("*/bin")),
    "/usr/local/bin",
    "/usr/bin",
)
"""Folders in which a Python may lie."""

VERSION = "import sys; print(*sys.version_info[:2], sys.version_info.releaselevel, sys.implementation.name)"


LISTED = """
from importlib.metadata import distributions
print(*sorted(f"{one.name} {one.version}" for one in distributions()), sep=", ", flush=True)
"""


class Failed(Exception):
    """A command failed, or an answer was misjudged."""


class Environment:
    """A virtual environment of one Python, and a cache of its own."""

    def __init__(self, folder: Path, python: Path) -> None:
        self.folder = folder
        self.python = folder / "venv" / "bin" / "python"
        run(sys.executable, "-m", "uv", "venv", "--quiet", "--python", str(python), str(folder / "venv"))

    def install(self, *arguments: str) -> None:
        """Let uv install something."""
        run(sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", str(self.python), *arguments)

    def install_sqlgym(self) -> None:
        """Install this checkout, beside what it needs."""
        self.install("--no-deps", "--no-build-isolation", str(ROOT))

    def judge(self) -> None:
        """Say what is installed, load every command, ask the engines, and judge answers of every kind."""
        cache = {**os.environ, "SQLGYM_CACHE": str(self.folder / "cache")}
        run(str(self.python), "-c", LISTED)
        run(str(self.python), "-P", "-m", "sqlgym", "--help", cwd=self.folder, env=cache)
        run(str(self.python), "-P", "-m", "sqlgym", "doctor", cwd=self.folder, env=cache)
        run(str(self.python), "-P", str(ROOT / "tools" / "smoke.py"), cwd=self.folder, env=cache)


def run(*command: str, cwd: Path = ROOT, env: dict[str, str] | None = None) -> None:
    """Run a command whose output is seen; Failed if it fails."""
    if subprocess.run(command, cwd=cwd, env=env).returncode:
        raise Failed(" ".join(command))


@contextmanager
def environment(python: Path) -> Iterator[Environment]:
    """An environment that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        yield Environment(Path(folder), python)


def pythons() -> dict[tuple[int, int], Path]:
    """Every released Python from 3.11 up on this machine: the first that is found of each minor version."""
    found: dict[tuple[int, int], Path] = {}
    for place in map(Path, PLACES):
        for path in sorted(place.glob("python3.*")):
            if re.fullmatch(r"python3\.\d+", path.name) and (version := version_of(path)):
                found.setdefault(version, path)
    return dict(sorted(found.items()))


def version_of(python: Path) -> tuple[int, int] | None:
    """The version of a Python that runs and can run sqlgym."""
    try:
        done = subprocess.run([python, "-I", "-c", VERSION], capture_output=True, text=True)
    except OSError:
        return None
    major, minor, level, name = done.stdout.split() or ("0", "0", "", "")
    version = int(major), int(minor)
    return version if version >= OLDEST and (level, name) == ("final", "cpython") else None


def lowest() -> None:
    """The oldest versions that pyproject.toml allows, on the oldest Python."""
    with environment(min(pythons().items())[1]) as one:
        one.install("--resolution", "lowest-direct", "--extra", "build", "-r", "pyproject.toml")
        one.install_sqlgym()
        one.judge()


def newest() -> None:
    """The newest versions that pyproject.toml allows, on the newest Python."""
    with environment(max(pythons().items())[1]) as one:
        one.install("--extra", "build", "-r", "pyproject.toml")
        one.install_sqlgym()
        one.judge()


def locked() -> None:
    """The lock, on every Python but the one that runs this, which the tests are for."""
    for version, python in pythons().items():
        if version != sys.version_info[:2]:
            print(f"Python {version[0]}.{version[1]}", flush=True)
            with environment(python) as one:
                one.install("--require-hashes", "-r", "requirements.txt")
                one.install_sqlgym()
                one.judge()


def published() -> None:
    """The newest versions that there are, whatever pyproject.toml allows: a report, since nobody is given them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [re.sub(r",<[^,]*", "", one) for one in (*project["dependencies"], "hatchling")]
    try:
        with environment(max(pythons().items())[1]) as one:
            one.install(*wanted)
            one.install_sqlgym()
            one.judge()
    except Failed as failure:
        print(f"not with what is published by now: {failure}; docs/versions.md says how to raise a version")


TRIES = {"lowest": lowest, "newest": newest, "pythons": locked, "published": published}

if __name__ == "__main__":
    try:
        TRIES[sys.argv[1]]()
    except Failed as failure:
        sys.exit(f"failed: {failure}")

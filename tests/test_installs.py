"""What a fresh machine installs is what was tested: the locks fit pyproject.toml, and every line names our package."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
NAME = canonicalize_name(PROJECT["name"])
LOCKS = {"requirements.txt": ("build",), "requirements-dev.txt": ("dev",)}
"""Each lock, with the extras that it holds beside what running needs."""


class Locked(NamedTuple):
    """One entry of a lock."""

    requirement: Requirement
    hashes: tuple[str, ...]

    @property
    def version(self) -> Version:
        """The one version that it allows."""
        (only,) = self.requirement.specifier
        assert only.operator == "=="
        return Version(only.version)


def locked(lock: str) -> dict[str, Locked]:
    """The entries of a lock by name; a package that is there twice fails the test."""
    text = re.sub(r"^\s*#.*\n", "", (ROOT / lock).read_text(), flags=re.MULTILINE)
    entries: dict[str, Locked] = {}
    for line in text.replace("\\\n", " ").splitlines():
        wanted, *hashes = line.split("--hash=")
        requirement = Requirement(wanted.strip())
        name = canonicalize_name(requirement.name)
        assert name not in entries
        entries[name] = Locked(requirement, tuple(one.strip() for one in hashes))
    return entries


def declared(extra: str = "") -> Iterator[Requirement]:
    """What pyproject.toml asks for, or one of its extras; those that an extra names of the project itself with it."""
    given = PROJECT["optional-dependencies"][extra] if extra else PROJECT["dependencies"]
    for requirement in map(Requirement, given):
        if canonicalize_name(requirement.name) != NAME:
            yield requirement
        for inner in sorted(requirement.extras) if canonicalize_name(requirement.name) == NAME else ():
            yield from declared(inner)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_every_dependency_within_its_bounds(lock: str) -> None:
    entries = locked(lock)
    wanted = [one for extra in ("", *LOCKS[lock]) for one in declared(extra)]
    assert {"duckdb", "hatchling", "editables"} <= {one.name for one in wanted}
    for one in wanted:
        entry = entries[canonicalize_name(one.name)]
        assert one.specifier.contains(entry.version), f"{entry.requirement} is not {one}: make locks"
        assert entry.requirement.marker == one.marker


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_can_be_checked_anywhere_and_names_no_place(lock: str) -> None:
    for entry in locked(lock).values():
        assert entry.hashes
        assert all(re.fullmatch("sha256:[0-9a-f]{64}", one) for one in entry.hashes)
        assert entry.requirement.url is None
    assert not re.search(r"://|--(extra-)?index|--find-links|file:", (ROOT / lock).read_text())


def test_whoever_runs_it_and_whoever_works_on_it_have_the_same_versions() -> None:
    run, dev = (locked(lock) for lock in LOCKS)
    assert {name: entry.version for name, entry in run.items()}.items() <= {
        name: entry.version for name, entry in dev.items()
    }.items()


def test_what_changes_verdicts_has_a_ceiling_before_the_next_minor_version() -> None:
    for name in ("duckdb", "sqlglot"):
        (one,) = (one for one in declared() if one.name == name)
        version = locked("requirements.txt")[name].version
        assert not one.specifier.contains(f"{version.major}.{version.minor + 1}")
        assert not one.specifier.contains(f"{version.major + 1}.0")


TEXTS = ("tools", "src", "docs", "exercises", "schema", "tests", "benchmarks", ".ci")
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "Makefile",
    "pyproject.toml",
    "requirements.txt",
    "requirements-dev.txt",
)
INSTALL = re.compile(r"\b(?:install|pipx|uvx|uv add|uv tool run|--with)\b(.*)")
BOUND = re.compile(r"(?<![\w/.-])sqlgym *(?:\[|[=~<>!]=|@ )")


def misnamed(text: str) -> list[str]:
    """The lines that would install another's `sqlgym`: in a command, as an extra, or with a version."""
    return [line for line in text.splitlines() if BOUND.search(line) or "sqlgym" in installed(line)]


def installed(line: str) -> list[str]:
    """The words of an install command that are no options, without quotes."""
    found = INSTALL.search(line)
    words = found[1].split("#")[0].split("&&")[0].split() if found else []
    return [word.strip("\"'`()[]{},;.:") for word in words]


@pytest.mark.parametrize(
    "line",
    [
        "pip install sqlgym",
        "    - run: pip install --quiet 'sqlgym'",
        'python3 -m pip install "sqlgym[dask]"',
        "sqlgym==0.1.0",
        '"sqlgym[test]",',
        "uvx sqlgym check a.sql",
        "sqlgym @ https://example.org/x.whl",
    ],
)
def test_a_line_that_names_anothers_package_is_found(line: str) -> None:
    assert misnamed(line) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "pip install sqlgym-sandbox",
        "pip install 'sqlgym-sandbox[dask]==0.1.0'",
        "pip install -e . && sqlgym list",
    ],
)
def test_a_line_that_names_ours_is_left_alone(line: str) -> None:
    assert misnamed(line) == []


def test_every_install_line_names_our_package() -> None:
    files = [ROOT / page for page in PAGES]
    files += [path for folder in TEXTS for path in (ROOT / folder).rglob("*") if path.is_file()]
    texts = [path for path in files if "__pycache__" not in path.parts and path != Path(__file__)]
    assert len(texts) > 500
    found = {path: misnamed(path.read_text(errors="replace")) for path in texts}
    assert {str(path.relative_to(ROOT)): lines for path, lines in found.items() if lines} == {}

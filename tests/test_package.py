"""What is published works alone: a wheel made from the sdist, in an empty folder, with no checkout near."""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sqlgym.errors import UsageError
from sqlgym.export import distribution

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel, built from the sdist as `python -m build` does it."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    assert next(folder.glob("*.tar.gz"), None)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's own files in it and nothing else; what it needs is installed already."""
    folder = tmp_path_factory.mktemp("site")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def sqlgym(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as installed, run in a folder."""
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1"}
    command = [sys.executable, "-P", "-m", "sqlgym", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def test_the_wheel_judges_an_answer_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    answer = (ROOT / "exercises" / "second_highest.sql").read_text()
    (tmp_path / "second_highest.sql").write_text(answer)
    done = sqlgym(installed, tmp_path, "check", "second_highest.sql")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "correct" in done.stdout


def test_the_wheel_makes_a_workspace_in_which_every_starter_is_judged(
    installed: Path, tmp_path: Path
) -> None:
    assert sqlgym(installed, tmp_path, "init", "work").returncode == 0
    starters = sorted(path.name for path in (tmp_path / "work").glob("*.sql"))
    listed = sqlgym(installed, tmp_path / "work", "list").stdout
    assert starters
    assert all(Path(name).stem in listed for name in starters)


def test_the_wheel_carries_no_sample_answer_and_no_cache(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    samples = [name for name in names if Path(name).parent.name == "exercises" and name.endswith(".sql")]
    assert samples == []
    assert not [name for name in names if "__pycache__" in name or ".duckdb" in name]
    assert any(name.endswith("exercises/second_highest/reference.sql") for name in names)


def contents(wheel: bytes) -> dict[str, bytes]:
    """The files of a wheel."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_wheel_of_a_checkout_is_the_one_that_is_published(wheel: Path) -> None:
    made = distribution.wheel()
    assert made.name == wheel.name
    assert contents(made.data) == contents(wheel.read_bytes())


Install = Callable[[Path, Path], Path]


@pytest.fixture(scope="module")
def install(tmp_path_factory: pytest.TempPathFactory) -> Install:
    """Lets a pip of its own install a wheel into a folder, without an index."""
    python = tmp_path_factory.mktemp("pip") / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", python.parents[1]], check=True, capture_output=True)

    def installed(wheel: Path, folder: Path) -> Path:
        options = ("--no-index", "--no-deps", "--target", str(folder), str(wheel))
        subprocess.run([python, "-m", "pip", "install", *options], check=True, capture_output=True)
        return folder

    return installed


@pytest.fixture
def site(wheel: Path, install: Install, tmp_path: Path) -> Path:
    """A folder into which pip installed the wheel."""
    return install(wheel, tmp_path / "site")


def test_an_installed_program_makes_its_wheel_anew(
    wheel: Path, site: Path, install: Install, tmp_path: Path
) -> None:
    made = distribution.repacked(site)
    assert made.name == wheel.name
    first, again = contents(wheel.read_bytes()), contents(made.data)
    record = next(name for name in first if name.endswith("/RECORD"))
    assert sorted(first.pop(record).split()) == sorted(again.pop(record).split())
    assert again == first
    (tmp_path / made.name).write_bytes(made.data)
    assert distribution.repacked(install(tmp_path / made.name, tmp_path / "other")) == made


def test_no_wheel_is_made_of_files_that_were_changed(site: Path) -> None:
    with (site / "sqlgym" / "errors.py").open("a") as file:
        file.write("# mine\n")
    with pytest.raises(UsageError, match=r"errors\.py was changed since it was installed"):
        distribution.repacked(site)
    (site / "sqlgym" / "errors.py").unlink()
    with pytest.raises(UsageError, match="cannot be read"):
        distribution.repacked(site)


def test_no_wheel_is_made_where_it_is_not_installed(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not what is installed in"):
        distribution.repacked(tmp_path)


def test_an_installed_program_exports_itself(site: Path, tmp_path: Path) -> None:
    done = sqlgym(site, tmp_path, "export", "classroom50", "out", "--exercise", "second_highest")
    assert done.returncode == 0, done.stderr
    assert contents(next(tmp_path.glob("out/autograder/*.whl")).read_bytes())

"""What is published works alone: a wheel made from the sdist, in an empty folder, with no checkout near."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

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
    starters = sorted(path.name for path in (tmp_path / "work").glob("**/*.sql"))
    listed = sqlgym(installed, tmp_path / "work", "list").stdout
    assert starters
    assert all(Path(name).stem in listed for name in starters)


def test_the_wheel_carries_no_sample_answer_and_no_cache(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    samples = [name for name in names if Path(name).parent.name == "exercises" and name.endswith(".sql")]
    assert samples == []
    assert not [name for name in names if "__pycache__" in name or ".duckdb" in name]
    assert any(name.endswith("exercises/second_highest/reference.sql") for name in names)

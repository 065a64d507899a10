"""Judge a few right and wrong answers of every kind; exit status 1 if one is misjudged."""

import json
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
KINDS = ("query", "index", "design", "script", "transaction")
NOT_RIGHT = ("wrong", "error", "refused")
RIGHT, WRONG = 1, 2
"""How many kept answers of a kind are judged."""


def main() -> int:
    """Judge them all in one run, and say which verdicts are not as they should be."""
    right = {path: right for kind in KINDS for path, right in answers(exercise(kind)).items()}
    found = verdicts(list(right))
    misjudged = [path for path in right if found[path] not in (("correct",) if right[path] else NOT_RIGHT)]
    for path in misjudged:
        print(f"{path.relative_to(ROOT)}: {found[path]}")
    print(f"{len(right)} answers of {len(KINDS)} kinds, {len(misjudged)} misjudged")
    return 1 if misjudged else 0


def exercise(kind: str) -> Path:
    """The first exercise of a kind in the built-in course."""
    course = tomllib.loads((ROOT / "exercises" / "course.toml").read_text())
    folders: list[Path] = [ROOT / "exercises" / name for name in course["exercises"]]
    return next(one for one in folders if settings(one)["kind"] == kind)


def settings(folder: Path) -> dict[str, object]:
    """What exercise.toml says."""
    return tomllib.loads((folder / "exercise.toml").read_text())


def answers(folder: Path) -> dict[Path, bool]:
    """Some answers to an exercise, from the first to the last, and whether each is right."""
    right, wrong = sorted(folder.glob("accepted/*.sql")), sorted(folder.glob("wrong/*.sql"))
    return {
        **dict.fromkeys([folder / "reference.sql", *spread(right, RIGHT)], True),
        **dict.fromkeys(spread(wrong, WRONG), False),
    }


def spread(files: Sequence[Path], count: int) -> list[Path]:
    """So many of the files, the first and (of more than one) the last among them."""
    return [files[index * (len(files) - 1) // max(1, count - 1)] for index in range(count)]


def verdicts(files: Sequence[Path]) -> dict[Path, str]:
    """The status of each answer; what is no report is an error that is shown."""
    options = ("--course", str(ROOT), "--no-plan", "--format", "json", *map(str, files))
    command = [sys.executable, "-P", "-c", "from sqlgym.bootstrap import main; main()", "check", *options]
    done = subprocess.run(command, capture_output=True, text=True)
    try:
        results = json.loads(done.stdout)["results"]
    except ValueError:
        sys.exit(f"no report:\n{done.stdout}{done.stderr}")
    return {path: result["status"] for path, result in zip(files, results, strict=True)}


if __name__ == "__main__":
    sys.exit(main())

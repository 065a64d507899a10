"""The exercises that `make check` audits: of the basics every eighth, of the others every second."""

import tomllib
from pathlib import Path

EXERCISES = Path(__file__).parents[1] / "exercises"
BASICS, OTHERS = 8, 2
"""One in so many, with each kind among them; `make slow` audits the whole course."""


def main() -> None:
    """Print their names on one line."""
    names: list[str] = tomllib.loads((EXERCISES / "course.toml").read_text())["exercises"]
    basics = [name for name in names if "basics" in tags(name)]
    print(*basics[::BASICS], *[name for name in names if name not in basics][::OTHERS])


def tags(name: str) -> list[str]:
    """What an exercise is about."""
    found: list[str] = tomllib.loads((EXERCISES / name / "exercise.toml").read_text()).get("tags", [])
    return found


if __name__ == "__main__":
    main()

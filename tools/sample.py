"""The exercises that `make check` audits: all that are no basics, and of the basics every eighth."""

import tomllib
from pathlib import Path

EXERCISES = Path(__file__).parents[1] / "exercises"
EVERY = 8
"""Of basics, which are many and alike; `make slow` audits the whole course."""


def main() -> None:
    """Print their names on one line."""
    names: list[str] = tomllib.loads((EXERCISES / "course.toml").read_text())["exercises"]
    basics = [name for name in names if "basics" in tags(name)]
    print(*basics[::EVERY], *(name for name in names if name not in basics))


def tags(name: str) -> list[str]:
    """What an exercise is about."""
    found: list[str] = tomllib.loads((EXERCISES / name / "exercise.toml").read_text()).get("tags", [])
    return found


if __name__ == "__main__":
    main()

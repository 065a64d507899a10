"""The exercises that `make check` audits: of the basics every twelfth, of the others every fourth, and each kind."""

import tomllib
from pathlib import Path

EXERCISES = Path(__file__).parents[1] / "exercises"
BASICS, OTHERS = 12, 4
"""One in so many, and the first of each kind that is not among them; `make slow` audits the whole course."""


def main() -> None:
    """Print their names on one line."""
    names: list[str] = tomllib.loads((EXERCISES / "course.toml").read_text())["exercises"]
    settings = {name: tomllib.loads((EXERCISES / name / "exercise.toml").read_text()) for name in names}
    basics = [name for name in names if "basics" in settings[name].get("tags", [])]
    found = [*basics[::BASICS], *[name for name in names if name not in basics][::OTHERS]]
    kinds = {settings[name]["kind"] for name in found}
    firsts = {settings[name]["kind"]: name for name in reversed(names)}
    print(*found, *[name for kind, name in firsts.items() if kind not in kinds])


if __name__ == "__main__":
    main()

"""Files that let a forge check a workspace at every push."""

from collections.abc import Iterator

from sqlgym.export.distribution import wheel

GITHUB = """\
# Checks every answer at each push and pull request.{where}
name: sqlgym
on: [push, pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install {install}
      - run: >-
          sqlgym check *.sql{course}
          --format markdown --output "$GITHUB_STEP_SUMMARY" --format github
"""

GITLAB = """\
# Checks every answer at each push.{where}
sqlgym:
  image: python:3.12
  script:
    - pip install {install}
    - sqlgym check *.sql{course} --format junit --output sqlgym.xml --format text
  artifacts:
    when: always
    reports:
      junit: sqlgym.xml
"""

WHERE = "\n# Put the course into the folder course/ of this repository, or change --course below."

FILES = {
    "github": (".github/workflows/sqlgym.yml", GITHUB, ".github/sqlgym"),
    "gitlab": (".gitlab-ci.yml", GITLAB, ".gitlab/sqlgym"),
}
"""Forge → its file, what stands in it, and the folder of the wheel that it installs."""


def files(forge: str, own_course: bool) -> Iterator[tuple[str, str | bytes]]:
    """A forge's file and the wheel; a course that is not the built-in one has to lie in the repository."""
    name, text, folder = FILES[forge]
    where, option = (WHERE, " --course course") if own_course else ("", "")
    made = wheel()
    yield f"{folder}/{made.name}", made.data
    yield name, text.format(install=f"{folder}/{made.name}", where=where, course=option)

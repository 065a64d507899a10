"""GitHub Actions: a workflow that judges a student's repository by a course in a private one."""

import shlex
from collections.abc import Iterator

from sqlgym.export.request import File, Request, lines, options, text, wheel_files

WHEEL = ".github/sqlgym"
"""The folder of a repository that holds the wheel."""

WORKFLOW = """
# Judges what is pushed by a course in another repository, which a deploy key opens: its private half is the secret
# SQLGYM_COURSE_KEY. Who may change this file can read that secret: see docs/ci/github.md before points hang on it.
name: sqlgym
on: [push, workflow_dispatch]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-24.04
    timeout-minutes: 15
    steps:
      - uses: actions/checkout@v4
        with:
          path: class/student
          persist-credentials: false
      - uses: actions/checkout@v4
        with:
          repository: @repository@
          ssh-key: ${{ secrets.SQLGYM_COURSE_KEY }}
          path: course
          persist-credentials: false
      - uses: actions/setup-python@v5
        with:
          python-version: "3.13"
      - run: |
          pip install --quiet @install@
      - shell: bash # which fails when what stands before a pipe does
        run: |
          sqlgym grade class --course course \\
            --store "$RUNNER_TEMP/grades.sqlite" \\
            @options@ \\
            --format markdown --output "$GITHUB_STEP_SUMMARY" \\
            --format github | sed 's,file=class/student/,file=,'
"""


def files(request: Request) -> Iterator[File]:
    """The workflow, and the wheel that it installs."""
    told = lines(options(request), "            ")
    values = {
        "repository": request.repository,
        "install": shlex.quote(request.installed(f"class/student/{WHEEL}")),
        "options": told,
    }
    yield from wheel_files(request, WHEEL)
    yield text(".github/workflows/sqlgym.yml", WORKFLOW, values)

"""Classroom 50: an autograder with the course beside it, and declarative tests for the built-in course."""

import json
from collections.abc import Iterator, Sequence

from sqlgym.course import built_in
from sqlgym.export.request import File, Request, course_files, options, text

AUTOGRADER = '''
"""Judges a hand-in with sqlgym; goes into CLASSROOM/autograders/ASSIGNMENT/ together with course/.

Classroom 50 runs it in the student's checkout, whose files must not be able to change what is run: so Python is
started without the current folder on its path (-P).
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
INSTALL = @install@
OPTIONS = @options@


def python(*arguments: str) -> int:
    """Run Python, and give its exit status."""
    return subprocess.run([sys.executable, "-P", *arguments], env={**os.environ, "CI": "true"}).returncode


if python("-c", "import sqlgym.bootstrap") and python("-m", "pip", "install", "--quiet", INSTALL):
    sys.exit("sqlgym could not be installed")
with tempfile.TemporaryDirectory() as work:
    hand_in = Path(work, "class", os.environ["OWNER"])
    shutil.copytree(".", hand_in, symlinks=True, ignore=shutil.ignore_patterns(".git"))
    given = ["--course", str(HERE / "course"), "--store", str(Path(work, "grades.sqlite"))]
    command = [
        "-c",
        "from sqlgym.bootstrap import main; main()",
        "grade",
        str(hand_in.parent),
        *given,
        *OPTIONS,
    ]
    status = python(*command, "--format", "classroom50", "--output", "result.json")
sys.exit(0 if status in (0, 1) else status)
'''


def files(request: Request) -> Iterator[File]:
    """The autograder's folder, and tests.json, which does without one."""
    install = (
        f"str(HERE / {json.dumps(request.wheel.name)})" if request.wheel else json.dumps(request.install)
    )
    yield text(
        "autograder/autograder.py",
        AUTOGRADER,
        {"install": install, "options": literal_list(options(request))},
    )
    yield from course_files(request, "autograder")
    if request.course.root == built_in() and not request.wheel:
        yield File("tests.json", (json.dumps(declared(request), indent=2) + "\n").encode())


def literal_list(words: Sequence[str]) -> str:
    """Options as a Python list, a line each."""
    return "\n".join(["[", *(f"    {json.dumps(word)}," for word in words), "]"])


def declared(request: Request) -> dict[str, object]:
    """Declarative tests: each exercise is one, right or not, for a whole number of points."""
    return {"schema": "classroom50/tests/v1", "tests": [test(request, name) for name in request.exercises]}


def test(request: Request, name: str) -> dict[str, object]:
    """The test of one exercise."""
    told = f"--seed {request.seed} --feedback {request.feedback} --sandbox {request.sandbox}"
    return {
        "name": name,
        "type": "run",
        "setup": f"pip install --quiet '{request.install}'",
        "run": f"sqlgym check {name}.sql --exercise {name} --no-plan {told}",
        "timeout": 300,
        "points": max(1, round(request.course.exercise(name).settings.points)),
    }

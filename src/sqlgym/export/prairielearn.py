"""PrairieLearn: a question for each exercise, the grader that they share, and the image it runs in."""

import html
import json
import uuid
from collections.abc import Iterator

from markdown_it import MarkdownIt

from sqlgym.export.request import File, Request, course_files, how, lines, text

SHARED = "serverFilesCourse/sqlgym"
IMAGE = "OWNER/sqlgym-grader"

RUN = """
#!/usr/bin/env bash
# Judges /grade/student as an answer to the exercise named, writes /grade/results/results.json.
set -euo pipefail
root="${GRADE_ROOT:-/grade}"
export CI=true
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/class" "$root/results"
cp -rP "$root/student" "$work/class/student"
status=0
sqlgym grade "$work/class" --exercise "$1" --store "$work/grades.sqlite" \\
    --course "$root/serverFilesCourse/sqlgym/course" \\
    @options@ \\
    --format prairielearn --output "$root/results/results.json" || status=$?
test "$status" -le 1 # 1 says that the answer is not right, which is no fault of the grader
"""

DOCKERFILE = """
# The image that the grader runs in: docker build --tag OWNER/sqlgym-grader serverFilesCourse/sqlgym
FROM python:3.13-slim
COPY . /opt/grader
RUN pip install --no-cache-dir "@install@"
ENV SQLGYM_CACHE=/var/cache/sqlgym
RUN sqlgym build --course /opt/grader/course
"""

QUESTION = """
<pl-question-panel>
@task@
  <pl-file-editor file-name="@name@.sql" ace-mode="ace/mode/sql">@starter@</pl-file-editor>
</pl-question-panel>
<pl-submission-panel>
  <pl-external-grader-results></pl-external-grader-results>
  <pl-file-preview></pl-file-preview>
</pl-submission-panel>
"""


def files(request: Request) -> Iterator[File]:
    """The shared grader and the questions."""
    install = request.installed("/opt/grader")
    yield text(f"{SHARED}/run.sh", RUN, {"options": lines(how(request), "    ")}, True)
    yield text(f"{SHARED}/Dockerfile", DOCKERFILE, {"install": install})
    yield from course_files(request, SHARED)
    for name in request.exercises:
        yield from question(request, name)


def question(request: Request, name: str) -> Iterator[File]:
    """One question: its settings, and its page with the task and an editor that holds the starter."""
    exercise = request.course.exercise(name)
    settings = {
        "uuid": str(uuid.uuid5(uuid.NAMESPACE_URL, f"sqlgym:{request.course.title}:{name}")),
        "title": exercise.settings.title,
        "topic": request.course.title,
        "tags": list(exercise.settings.tags),
        "type": "v3",
        "gradingMethod": "External",
        "externalGradingOptions": {
            "enabled": True,
            "image": IMAGE,
            "serverFilesCourse": ["sqlgym/"],
            "entrypoint": ["/grade/serverFilesCourse/sqlgym/run.sh", name],
            "timeout": 120,
            "enableNetworking": False,
        },
    }
    yield File(f"questions/{name}/info.json", (json.dumps(settings, indent=2) + "\n").encode())
    values = {"name": name, "task": page(exercise.task), "starter": plain(exercise.starter)}
    yield text(f"questions/{name}/question.html", QUESTION, values)


def page(task: str) -> str:
    """A task's Markdown as HTML in which no tag of a template is made: within code, Markdown knows no escapes."""
    made: str = MarkdownIt("commonmark", {"html": False}).enable("table").render(task)
    return made.strip().replace("{{", "&#123;&#123;")


def plain(content: str) -> str:
    """A text that stands in a page as it is: neither HTML nor a template's tag is made of it."""
    return html.escape(content).replace("{{", "&#123;&#123;")

"""GitLab CI: a job that judges a student's project by a course in a private one."""

import shlex
from collections.abc import Iterator

from sqlgym.export.request import File, Request, lines, options, text, wheel_files

WHEEL = ".gitlab/sqlgym"
"""The folder of a project that holds the wheel."""

JOB = """
# Judges what is pushed by a course in another project, which has this one (or its group) on its job token allowlist.
# Who may change this file can read the course: see docs/ci/gitlab.md before points hang on it.
sqlgym:
  image: python:3.13
  timeout: 15 minutes
  script:
    - |
      pip install --quiet @install@
    - >-
      git clone --quiet --depth 1
      "https://gitlab-ci-token:${CI_JOB_TOKEN}@${CI_SERVER_HOST}/@repository@.git" /tmp/course
    - mkdir -p /tmp/class/student
    - git archive HEAD | tar -x -C /tmp/class/student
    - |
      sqlgym grade /tmp/class --course /tmp/course --store /tmp/grades.sqlite \\
        @options@ \\
        --format junit --output sqlgym.xml \\
        --format markdown
  artifacts:
    when: always
    reports:
      junit: sqlgym.xml
"""


def files(request: Request) -> Iterator[File]:
    """The job, and the wheel that it installs."""
    told = lines(options(request), "        ")
    values = {
        "repository": request.repository,
        "install": shlex.quote(request.installed(WHEEL)),
        "options": told,
    }
    yield from wheel_files(request, WHEEL)
    yield text(".gitlab-ci.yml", JOB, values)

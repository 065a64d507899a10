"""Gradescope: a zip with setup.sh and run_autograder at its root, and the course."""

import io
import zipfile
from collections.abc import Iterator

from sqlgym.export.request import File, Request, course_files, lines, options, text

SETUP = """
#!/usr/bin/env bash
# Runs once, when Gradescope builds the image of this autograder: installs sqlgym, builds the datasets.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"
apt-get update
apt-get install -y --no-install-recommends python3 python3-pip python3-venv
if python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    python3 -m venv /opt/sqlgym
else # Ubuntu 22.04 has Python 3.10
    python3 -m pip install uv
    python3 -m uv venv --seed --python 3.13 /opt/sqlgym
fi
/opt/sqlgym/bin/pip install "@install@"
SQLGYM_CACHE="$root/cache" /opt/sqlgym/bin/sqlgym build --course "$root/source/course"
"""

RUN = """
#!/usr/bin/env bash
# Runs for each hand-in: judges /autograder/submission, writes /autograder/results/results.json.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"
export PATH="/opt/sqlgym/bin:$PATH" SQLGYM_CACHE="$root/cache" CI=true
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/class" "$root/results"
cp -rP "$root/submission" "$work/class/student"
status=0
sqlgym grade "$work/class" --course "$root/source/course" --store "$work/grades.sqlite" \\
    @options@ \\
    --format gradescope --output "$root/results/results.json" || status=$?
test "$status" -le 1 # 1 says that some answer is not right, which is no fault of the autograder
"""


def files(request: Request) -> Iterator[File]:
    """The zip to be uploaded."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in (*scripts(request), *course_files(request, "")):
            entry = zipfile.ZipInfo(one.path.lstrip("/"), (2020, 1, 1, 0, 0, 0))
            entry.external_attr = (0o100755 if one.executable else 0o100644) << 16
            archive.writestr(entry, one.data, zipfile.ZIP_DEFLATED)
    yield File("autograder.zip", packed.getvalue())


def scripts(request: Request) -> Iterator[File]:
    """The two scripts that Gradescope runs."""
    install = request.installed("$root/source")
    yield text("setup.sh", SETUP, {"install": install}, True)
    yield text("run_autograder", RUN, {"options": lines(options(request), "    ")}, True)

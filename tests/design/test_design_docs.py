"""The example of docs/kinds/design.md works as printed, and the page names every finding."""

import re
from pathlib import Path

from conftest import ROOT, checker
from sqlgym.sandbox import Sandbox

PAGE = (ROOT / "docs" / "kinds" / "design.md").read_text()
IDS = re.compile(r'"((?:nf|key|fk|data|column)\.\w+|coverage|lossless|preserve)"')


def test_the_example_passes_as_printed(sandbox: Sandbox, tmp_path: Path) -> None:
    blocks = re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL)
    folder = tmp_path / "exercises" / "library"
    folder.mkdir(parents=True)
    for name, (_, text) in zip(("staging.sql", "exercise.toml", "reference.sql"), blocks, strict=True):
        (folder / name).write_text(text)
    verdict = checker(sandbox, tmp_path).check(folder / "reference.sql")
    assert verdict.status == "correct", verdict.findings


def test_every_finding_is_documented() -> None:
    sources = (ROOT / "src" / "sqlgym" / "kinds" / "design").glob("*.py")
    found = {one for path in sources for one in IDS.findall(path.read_text())}
    assert {one for one in found if f"`{one}`" not in PAGE} == set()

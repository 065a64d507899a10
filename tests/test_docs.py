"""The documentation says what is so: commands that exist, links that lead somewhere, findings that are described."""

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from packaging.version import Version

from sqlgym import __version__
from sqlgym.cli import COMMANDS, cli

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
COMMAND = re.compile(r"^(?:    |\$ |\s*-? ?run: )(?:\S*/)?sqlgym (?P<arguments>[a-z].*)$", re.MULTILINE)
INLINE = re.compile(r"`sqlgym (?P<arguments>[a-z][^`]*)`")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def commands(page: Path) -> Iterator[str]:
    """The commands that a page shows, without what the shell does with them."""
    for found in (*COMMAND.finditer(page.read_text()), *INLINE.finditer(page.read_text())):
        yield re.split(r" [|>&]+ | #|  +", found["arguments"].replace("\\\n", " "))[0].strip()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_shown_exists_with_its_options(page: Path) -> None:
    for line in commands(page):
        name, *arguments = shlex.split(line.replace("[", "").replace("]", ""))
        assert name in COMMANDS, line
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)} | {
            "--help",
            "-h",
        }
        given = {one.split("=")[0] for one in arguments if one.startswith("--")}
        assert given <= known, line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    missing = [link for link in LINK.findall(page.read_text()) if not (page.parent / link).exists()]
    assert not missing


def findings() -> Iterator[tuple[str, str]]:
    """The ids of findings in the code, with the file that has each."""
    for path in sorted((ROOT / "src/sqlgym").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                if node.func.id in ("Finding", "fault") and isinstance(first, ast.Constant):
                    yield str(first.value), path.name


def test_every_finding_is_described() -> None:
    described = "".join(page.read_text() for page in PAGES)
    known = list(findings())
    assert len(known) > 40
    assert [one for one in known if f"`{one[0]}`" not in described] == []


def test_every_command_has_a_page_of_its_own() -> None:
    page = (ROOT / "docs/reference/commands.md").read_text()
    assert re.findall(r"^## (.*)$", page, re.MULTILINE) == list(COMMANDS)


def test_the_changelog_knows_the_version() -> None:
    headings = re.findall(r"^## \[([^]]+)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    released = [Version(one) for one in headings if one != "Unreleased"]
    assert headings
    assert released == sorted(released, reverse=True)
    assert all(one <= Version(__version__) for one in released)
    assert headings[0] in ("Unreleased", __version__)

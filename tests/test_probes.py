"""The page on probes has just those that the code can make."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT

MAKERS = frozenset({"passed", "failed", "untried", "probe"})

SOURCES = {"query": ("kinds/query/*.py", "kinds/failures.py")}
"""Kind → the modules that make its probes."""


def made(kind: str) -> set[str]:
    """The names of the probes that a kind's modules make."""
    trees = [ast.parse(path.read_text()) for path in paths(kind)]
    constants = dict(pair for tree in trees for pair in texts(tree))
    return {name for tree in trees for name in named(tree, constants)}


def paths(kind: str) -> Iterator[Path]:
    """The files of a kind's modules."""
    for pattern in SOURCES[kind]:
        yield from sorted((ROOT / "src" / "sqlgym").glob(pattern))


def texts(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The constants of a module that are texts."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            yield from ((one.id, str(node.value.value)) for one in node.targets if isinstance(one, ast.Name))


def named(tree: ast.Module, constants: dict[str, str]) -> Iterator[str]:
    """The first argument of each call that makes a probe."""
    own = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else ""
        maker = node.func.attr if isinstance(node.func, ast.Attribute) else called
        if maker in MAKERS and called not in own:
            first = node.args[0]
            yield constants[first.id] if isinstance(first, ast.Name) else ast.literal_eval(first)


@pytest.mark.parametrize("kind", SOURCES)
def test_the_page_has_the_probes_that_a_kind_can_make(kind: str) -> None:
    page = (ROOT / "docs" / "probes.md").read_text()
    listed = re.findall(rf"^\| {kind} \| `([^`]+)` \|", page, re.MULTILINE)
    assert len(listed) >= 5
    assert sorted(listed) == sorted(made(kind))

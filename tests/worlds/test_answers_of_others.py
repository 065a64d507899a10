"""Right and wrong answers that others thought of: each is judged as it should be, by small databases alone."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Edge, checker

GIVEN = tomllib.loads((Path(__file__).parent / "answers_of_others.toml").read_text())["exercise"]
"""Exercises with their schema, reference and answers."""

SEEDS = (0, 7)

Given = dict[str, Any]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("given", GIVEN, ids=[one["name"] for one in GIVEN])
def test_answers_of_others_are_judged_as_they_should_be(
    given: Given, seed: int, edge: Callable[..., Edge]
) -> None:
    found = edge(given["schema"], "-- empty\n", given["reference"], "[worlds]\ncount = 300\n")
    judge = checker(found.sandbox, found.root)
    judge.seed = seed
    for label, status in (("wrong", "wrong"), ("right", "correct")):
        judged = {sql: judge.check(sql, "edge") for sql in given[label]}
        assert {sql: one.findings for sql, one in judged.items() if one.status != status} == {}

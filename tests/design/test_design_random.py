"""Random rules: designs made by synthesis pass under nonsense names, designs with one fault fail by that fault."""

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import checker
from sqlgym.normalform import (
    Dependency,
    Form,
    Scheme,
    candidate_keys,
    is_superkey,
    normal_form,
    synthesis,
)
from sqlgym.sandbox import Sandbox
from sqlgym.verdict import Verdict


class Table(NamedTuple):
    """A table of a random design: attributes, key, and the keys it refers to by the table's number."""

    attributes: tuple[str, ...]
    key: tuple[str, ...]
    references: tuple[tuple[tuple[str, ...], int], ...]
    also: tuple[tuple[str, ...], ...] = ()


class Case(NamedTuple):
    """A universe with its rules, its rows and a right design."""

    names: tuple[str, ...]
    rules: tuple[Dependency, ...]
    rows: list[tuple[int, ...]]
    design: tuple[Table, ...]


def case(dice: random.Random) -> Case:
    names = tuple(f"a{number}" for number in range(dice.randint(3, 6)))
    rules = tuple(rule(dice, names) for _ in range(dice.randint(1, 4)))
    schemes = synthesis(frozenset(names), rules)
    return Case(names, rules, list(rows(dice, names, rules)), tuple(designed(schemes, rules)))


def rule(dice: random.Random, names: Sequence[str]) -> Dependency:
    left = frozenset(dice.sample(names, dice.randint(1, 2)))
    others = [name for name in names if name not in left]
    return Dependency(left, frozenset(dice.sample(others, dice.randint(1, min(2, len(others))))))


def rows(dice: random.Random, names: Sequence[str], rules: Sequence[Dependency]) -> Iterator[tuple[int, ...]]:
    """Random rows, repaired until each keeps every rule with those before it; each attribute in values of its own."""
    kept: list[dict[str, int]] = []
    for _ in range(30):
        row = {name: 100 * place + dice.randint(1, 6) for place, name in enumerate(names)}
        if all(fits(row, other, rules) for other in kept):
            kept.append(row)
    yield from dict.fromkeys(tuple(row[name] for name in names) for row in kept)


def fits(row: dict[str, int], other: dict[str, int], rules: Sequence[Dependency]) -> bool:
    return all(
        any(row[name] != other[name] for name in one.left)
        or all(row[name] == other[name] for name in one.right)
        for one in rules
    )


def designed(schemes: Sequence[Scheme], rules: Sequence[Dependency]) -> Iterator[Table]:
    """Tables with all their candidate keys and, parents first, references to every key they hold."""
    for one in schemes:
        keys = sorted(candidate_keys(one.attributes, rules), key=lambda key: (key != one.key, sorted(key)))
        refers = [
            (tuple(sorted(held[0])), place)
            for place, other in enumerate(schemes)
            if other is not one and (held := list(holdings(one, other, rules)))
        ]
        yield Table(
            tuple(sorted(one.attributes)),
            tuple(sorted(keys[0])),
            tuple(refers),
            tuple(tuple(sorted(key)) for key in keys[1:]),
        )


def holdings(one: Scheme, other: Scheme, rules: Sequence[Dependency]) -> Iterator[frozenset[str]]:
    """The keys of another table that a table holds and is not keyed by, its primary key first."""
    for key in sorted(
        candidate_keys(other.attributes, rules), key=lambda key: (key != other.key, sorted(key))
    ):
        plain = key == other.key or len(key) == 1
        if plain and key < one.attributes and not is_superkey(key, one.attributes, rules):
            yield key


def script(design: Sequence[Table], spell: Callable[[str], str], fill: bool) -> str:
    statements = []
    for place in order(design):
        one = design[place]
        parts = [f"{spell(name)} INTEGER" for name in one.attributes]
        parts += [f"PRIMARY KEY ({listed(one.key, spell)})"] if one.key else []
        parts += [f"UNIQUE ({listed(key, spell)})" for key in one.also]
        parts += [
            f"FOREIGN KEY ({listed(key, spell)}) REFERENCES t{number} ({listed(key, spell)})"
            for key, number in one.references
        ]
        statements.append(f"CREATE TABLE t{place} ({', '.join(parts)});")
        if fill:
            statements.append(f"INSERT INTO t{place} SELECT DISTINCT {', '.join(one.attributes)} FROM flat;")
    return "\n".join(statements)


def listed(names: Sequence[str], spell: Callable[[str], str]) -> str:
    return ", ".join(map(spell, names))


def order(design: Sequence[Table]) -> list[int]:
    placed: list[int] = []
    while len(placed) < len(design):
        placed.append(
            next(
                (
                    n
                    for n in range(len(design))
                    if n not in placed and all(to in placed for _, to in design[n].references)
                ),
                next(n for n in range(len(design)) if n not in placed),
            )
        )
    return placed


def plain(name: str) -> str:
    return name


def nonsense(name: str) -> str:
    return f"zq{chr(ord('k') + int(name[1:]))}x"


Fault = tuple[str, set[str], tuple[Table, ...]]
"""What was done, the findings of which at least one must come, the design with the fault."""


def faults(dice: random.Random, one: Case) -> Iterator[Fault]:
    design = one.design
    place = dice.randrange(len(design))
    table = design[place]
    yield (
        "no key",
        {"key.missing"},
        changed(design, place, table._replace(key=(), also=(), references=table.references), place),
    )
    rest = [name for name in table.attributes if name not in table.key]
    if rest and not table.also:
        wide = tuple(sorted((*table.key, rest[0])))
        yield "wide key", {"key.wide"}, changed(design, place, table._replace(key=wide), place)
    if table.references:
        yield "no reference", {"fk.missing"}, changed(design, place, table._replace(references=()))
    gone = [
        name for name in rest if not any(name in other.attributes for other in design if other is not table)
    ]
    if gone:
        less = tuple(name for name in table.attributes if name != gone[0])
        yield (
            "lost attribute",
            {"coverage"},
            changed(design, place, table._replace(attributes=less, also=()), place),
        )
    for _, to in table.references:
        parent = design[to]
        moved = [n for n in parent.attributes if n not in table.attributes and n not in parent.key]
        more = tuple(sorted((*table.attributes, *moved[:1])))
        if normal_form(frozenset(more), one.rules) < Form.THIRD:
            yield (
                "dependency moved in",
                {"nf.2nf", "nf.3nf"},
                changed(design, place, table._replace(attributes=more)),
            )
            break
    if normal_form(frozenset(one.names), one.rules) < Form.THIRD:
        key = synthesis_key(one)[0]
        whole = Table(tuple(one.names), tuple(sorted(key)), ())
        yield "one table", {"nf.2nf", "nf.3nf"}, (whole,)


def synthesis_key(one: Case) -> list[frozenset[str]]:
    return list(candidate_keys(frozenset(one.names), one.rules))


def changed(
    design: tuple[Table, ...], place: int, table: Table, unreferred: int | None = None
) -> tuple[Table, ...]:
    """The design with one table replaced; `unreferred`: nobody refers to that table any more."""
    tables = (*design[:place], table, *design[place + 1 :])
    if unreferred is None:
        return tables
    return tuple(
        one._replace(references=tuple(ref for ref in one.references if ref[1] != unreferred))
        for one in tables
    )


class Grader:
    """Writes a random case as an exercise and judges designs of it."""

    def __init__(self, root: Path, sandbox: Sandbox, one: Case) -> None:
        folder = root / "exercises" / "case"
        folder.mkdir(parents=True)
        rules = "".join(
            f'[[design.rules]]\nfd = "{", ".join(sorted(r.left))} -> {", ".join(sorted(r.right))}"\nsay = "Rule."\n'
            for r in one.rules
        )
        (folder / "exercise.toml").write_text(
            f'title = "Case"\nkind = "design"\n[design]\nstaging = "flat"\n{rules}'
        )
        columns = ", ".join(f"{name} INTEGER" for name in one.names)
        (folder / "staging.sql").write_text(
            f"CREATE TABLE flat ({columns}); INSERT INTO flat VALUES {', '.join(map(str, one.rows))};"
        )
        (folder / "reference.sql").write_text(script(one.design, plain, fill=False))
        self.path = root / "answer.sql"
        self.root = root
        self.sandbox = sandbox

    def judge(self, sql: str) -> Verdict:
        self.path.write_text(sql)
        return checker(self.sandbox, self.root).check(self.path, "case")


def prove(seed: int, sandbox: Sandbox, root: Path) -> None:
    dice = random.Random(seed)
    one = case(dice)
    grader = Grader(root, sandbox, one)
    for spell, fill in ((plain, False), (nonsense, True)):
        verdict = grader.judge(script(one.design, spell, fill))
        assert verdict.status == "correct", (seed, one, verdict.findings)
    for name, expected, design in faults(dice, one):
        verdict = grader.judge(script(design, plain, fill=False))
        found = {finding.check for finding in verdict.findings}
        assert found & expected, (seed, name, one, design, verdict.findings)


@pytest.mark.parametrize("seed", range(12))
def test_random_designs_are_judged_right_and_single_faults_found(
    seed: int, sandbox: Sandbox, tmp_path: Path
) -> None:
    prove(seed, sandbox, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("hundred", range(15))
def test_fifteen_hundred_random_designs(hundred: int, sandbox: Sandbox, tmp_path: Path) -> None:
    for seed in range(100 * hundred, 100 * hundred + 100):
        prove(1000 + seed, sandbox, tmp_path / str(seed))

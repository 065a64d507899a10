"""An exercise of kind design → its universe: attributes, rules and all rows, or what is malformed in it."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

import msgspec

from sqlgym.context import Context
from sqlgym.course import Design, DesignSettings, Exercise, ListColumn, read_sql
from sqlgym.errors import CourseError, UsageError
from sqlgym.kinds.design.case_files import Case, read
from sqlgym.normalform import (
    Attributes,
    Dependency,
    Form,
    Multivalued,
    breaking_rows,
    parse_attributes,
    parse_dependency,
)
from sqlgym.result import Cell, Row
from sqlgym.schema import Table

MOST_ATTRIBUTES = 20
"""Keys and projections take exponential time in the worst case."""


class Said(msgspec.Struct, frozen=True):
    """A rule with its sentence."""

    rule: Dependency
    sentence: str


class Universe(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be stored: the attributes with their types, the rules, and every combination that occurs.

    `staging_rows` are the rows as given; in `rows` each list is unfolded, one item a row.
    """

    staging: Table
    staging_rows: tuple[Row, ...]
    attributes: tuple[str, ...]
    types: dict[str, str]
    said: tuple[Said, ...]
    multivalued: tuple[Multivalued, ...]
    lists: dict[str, ListColumn]
    roles: dict[str, str]
    aliases: dict[str, tuple[str, ...]]
    rows: tuple[Row, ...]
    target: Form
    data: str
    tolerance: float
    cases: tuple[Case, ...] = ()

    @property
    def rules(self) -> tuple[Dependency, ...]:
        """The rules without their sentences."""
        return tuple(one.rule for one in self.said)

    @property
    def items(self) -> dict[str, ListColumn]:
        """Attribute that is an item of a list → that list."""
        return {one.attribute: one for one in self.lists.values()}

    def owner(self, attribute: str) -> Attributes:
        """The attributes whose list an attribute belongs to."""
        return parse_attributes(self.items[attribute].owner)

    def domain(self, attribute: str) -> str:
        """The attribute whose values this one has: itself, or the one it is a role of."""
        return self.roles.get(attribute, attribute)


_known: dict[bytes, Universe] = {}


def universe(exercise: Exercise, context: Context) -> Universe:
    """The universe of an exercise, read once a process; CourseError for a malformed exercise or a broken rule."""
    assert isinstance(exercise.settings, DesignSettings)
    design = exercise.settings.design
    path = exercise.folder / "staging.sql"
    text = read_sql(path)
    files = {key: exercise.beside(f"design.{key}", name) for key, name in named_files(design)}
    key = hashlib.sha256(msgspec.json.encode((text, files, design))).digest()
    if key not in _known:
        tables, rows = context.run_script(text, path, True)
        made = Reader(exercise, design).universe(tables, rows)
        _known[key] = msgspec.structs.replace(made, cases=tuple(cases(exercise, context, made, text)))
    return _known[key]


def named_files(design: Design) -> Iterator[tuple[str, str]]:
    """The keys that name a file of cases, with its name."""
    for key in ("must_accept", "must_reject"):
        if getattr(design, key):
            yield key, getattr(design, key)


def cases(exercise: Exercise, context: Context, made: Universe, staging: str) -> Iterator[Case]:
    """The cases of an exercise, those that must be taken first."""
    assert isinstance(exercise.settings, DesignSettings)
    for key, name in named_files(exercise.settings.design):
        taken = key == "must_accept"
        for one in read(context, exercise.folder / name, staging, made.staging.name, taken):
            rows = tuple(unfolded(made.staging, one.rows, made.lists))
            yield msgspec.structs.replace(one, rows=rows)


class Reader:
    """Reads one exercise; every fault is a CourseError that names the key."""

    def __init__(self, exercise: Exercise, design: Design) -> None:
        self.path = exercise.folder / "exercise.toml"
        self.design = design

    def universe(self, tables: Sequence[Table], rows: dict[str, list[Row]]) -> Universe:
        """All of it, checked."""
        staging = self.staging(tables)
        attributes, types = self.attributes(staging)
        made = Universe(
            staging=staging,
            staging_rows=tuple(rows[staging.name]),
            attributes=attributes,
            types=types,
            said=tuple(self.said(attributes)),
            multivalued=tuple(self.multivalued(attributes)),
            lists=self.design.lists,
            roles=self.roles(attributes),
            aliases=self.aliases(attributes),
            rows=tuple(unfolded(staging, rows[staging.name], self.design.lists)),
            target=Form(self.design.target),
            data=self.design.data,
            tolerance=self.design.tolerance,
        )
        self.refuse_broken(made)
        return made

    def fault(self, key: str, message: str) -> CourseError:
        """An error at a key of `[design]`."""
        return CourseError(self.path, f"design.{key}: {message}")

    def staging(self, tables: Sequence[Table]) -> Table:
        """The staging table."""
        for table in tables:
            if table.name.lower() == self.design.staging.lower():
                return table
        names = ", ".join(table.name for table in tables) or "none"
        raise self.fault("staging", f"staging.sql makes no table “{self.design.staging}”; it makes: {names}")

    def attributes(self, staging: Table) -> tuple[tuple[str, ...], dict[str, str]]:
        """The attributes in the order of the columns, with their types."""
        names = [column.name for column in staging.columns]
        for column in self.design.lists:
            if column not in names:
                raise self.fault(
                    f"lists.{column}", f"{staging.name} has no such column; it has: {', '.join(names)}"
                )
        lists = self.design.lists
        attributes = tuple(lists[name].attribute if name in lists else name for name in names)
        if len(set(attributes)) < len(attributes):
            raise self.fault(
                "lists", "an attribute has the name of another column; give it a name of its own"
            )
        if len(attributes) > MOST_ATTRIBUTES:
            raise self.fault(
                "staging", f"there are {len(attributes)} columns; at most {MOST_ATTRIBUTES} can be judged"
            )
        return attributes, {
            attribute: column.type for attribute, column in zip(attributes, staging.columns, strict=True)
        }

    def known(self, key: str, names: Iterable[str], attributes: Sequence[str]) -> None:
        """Refuse names that are no attributes."""
        for name in sorted(names):
            if name not in attributes:
                raise self.fault(key, f"there is no attribute “{name}”; there is: {', '.join(attributes)}")

    def said(self, attributes: Sequence[str]) -> Iterator[Said]:
        """The rules with their sentences."""
        for number, one in enumerate(self.design.rules, 1):
            key = f"rules[{number}].fd"
            try:
                rule = parse_dependency(one.fd)
            except UsageError as error:
                raise self.fault(key, str(error)) from error
            self.known(key, rule.left | rule.right, attributes)
            yield Said(rule, one.say)

    def multivalued(self, attributes: Sequence[str]) -> Iterator[Multivalued]:
        """What each list implies: its owner has a set of items, whatever the rest is."""
        for column, one in self.design.lists.items():
            try:
                owner = parse_attributes(one.owner)
            except UsageError as error:
                raise self.fault(f"lists.{column}.owner", str(error)) from error
            self.known(f"lists.{column}.owner", owner, attributes)
            yield Multivalued(owner, frozenset({one.attribute}))

    def roles(self, attributes: Sequence[str]) -> dict[str, str]:
        """The roles, checked."""
        for name, base in self.design.roles.items():
            self.known(f"roles.{name}", {name, base}, attributes)
        return self.design.roles

    def aliases(self, attributes: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The aliases, checked."""
        self.known("aliases", self.design.aliases, attributes)
        return self.design.aliases

    def refuse_broken(self, made: Universe) -> None:
        """Refuse a rule that the rows break."""
        for number, rule in enumerate(made.rules, 1):
            places = [made.attributes.index(name) for name in sorted(rule.left)]
            whole = [row for row in made.rows if all(row[place] is not None for place in places)]
            if groups := breaking_rows(whole, made.attributes, rule):
                shown = "; ".join(str(row) for row in groups[0][:2])
                raise self.fault(f"rules[{number}].fd", f"the rows of staging.sql break {rule}: {shown}")


def unfolded(staging: Table, rows: Iterable[Row], lists: dict[str, ListColumn]) -> Iterator[Row]:
    """The rows with each list taken apart: every combination of items, None for an empty list."""
    separators = [
        lists[column.name].separator if column.name in lists else None for column in staging.columns
    ]
    seen = set()
    for row in rows:
        for one in product(*map(items, row, separators)):
            if one not in seen:
                seen.add(one)
                yield one


def items(cell: Cell, separator: str | None) -> list[Cell]:
    """A cell, or the items of a list in it."""
    if separator is None:
        return [cell]
    found = [part.strip() for part in str(cell or "").split(separator)]
    return [part for part in dict.fromkeys(found) if part] or [None]

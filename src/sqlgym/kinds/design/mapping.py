"""The learner's columns → attributes: by the values in them, by name, by foreign keys, by what is left over."""

import re
from collections.abc import Iterable, Iterator

import msgspec

from sqlgym.kinds.design.assignment import Budget, several
from sqlgym.kinds.design.probe_data import Witness
from sqlgym.kinds.design.relation import Place, is_nested
from sqlgym.kinds.design.universe import Universe
from sqlgym.kinds.design.words import fit, plain, weak_fit, words
from sqlgym.normalform import closure
from sqlgym.schema import Table, family
from sqlgym.verdict.evidence import ColumnReading

MOST_READINGS = 48
"""More ways to read what is left over are not tried: then the learner is asked."""

NUMBERED = re.compile(r"^(?P<stem>.*?\D)_?\d+$")

OVERRIDE = re.compile(
    r"^\s*--\s*column:\s*(?P<table>\"[^\"]+\"|[\w$]+)\.(?P<column>\"[^\"]+\"|[\w$]+)\s*=\s*(?P<attribute>\S+)\s*$",
    re.IGNORECASE | re.MULTILINE,
)


class Mapping(msgspec.Struct, frozen=True):
    """How columns can be read; several `readings` where names leave more than one open.

    `too_many` says that there are more than were listed, or that not all could be looked for.
    """

    readings: tuple[tuple[ColumnReading, ...], ...]
    repeated: dict[Place, str]
    notes: tuple[str, ...] = ()
    open_places: tuple[Place, ...] = ()
    open_attributes: tuple[str, ...] = ()
    too_many: bool = False


def overrides(text: str) -> dict[Place, str]:
    """The lines `-- column: table.column = attribute` of an answer; names in small letters."""
    return {
        (found["table"].strip('"').lower(), found["column"].strip('"').lower()): found["attribute"]
        for found in OVERRIDE.finditer(text)
    }


def read_columns(
    universe: Universe, tables: tuple[Table, ...], witness: Witness, wanted: dict[Place, str]
) -> Mapping:
    """Every column with the attribute it is taken for."""
    return Reader(universe, tables, witness).mapping(wanted)


class Reader:
    """Places columns one method after the other; what is placed stays."""

    def __init__(self, universe: Universe, tables: tuple[Table, ...], witness: Witness) -> None:
        self.universe = universe
        self.tables = tables
        self.witness = witness
        self.found: dict[Place, tuple[str | None, str]] = {}
        self.repeated: dict[Place, str] = {}
        self.notes: list[str] = []

    def mapping(self, wanted: dict[Place, str]) -> Mapping:
        """All methods in their order."""
        self.by_wish(wanted)
        self.by_values()
        self.by_name()
        self.by_reference()
        self.by_weak_name()
        self.by_reference()
        self.repeating()
        self.surrogates_by_value()
        places, attributes = self.left_over()
        options = {place: self.options(place, attributes) for place in places}
        ways, more = several(options, MOST_READINGS, Budget())
        is_open = more or len(ways) > 1
        return Mapping(
            tuple(map(self.finished, ways)),
            self.repeated,
            tuple(self.notes),
            tuple(places) if is_open else (),
            tuple(attributes) if is_open else (),
            more,
        )

    def places(self) -> Iterator[Place]:
        """Every column that is not read yet."""
        for table in self.tables:
            for column in table.columns:
                if (table.name, column.name) not in self.found:
                    yield table.name, column.name

    def put(self, place: Place, attribute: str | None, how: str) -> None:
        """Read a column; a further one of an attribute in the same table is a repeated one."""
        taken = any(one[0] == place[0] and name == attribute for one, (name, _) in self.found.items())
        if attribute is not None and taken:
            self.repeated[place] = attribute
            self.found[place] = None, f"another column of {attribute}"
        else:
            self.found[place] = attribute, how

    def by_wish(self, wanted: dict[Place, str]) -> None:
        """As the answer's own lines say, unless the values contradict them."""
        spelled = {name.lower(): name for name in self.universe.attributes}
        spelled |= {column.lower(): one.attribute for column, one in self.universe.lists.items()}
        there = {(table.lower(), column.lower()): (table, column) for table, column in self.places()}
        for key, name in wanted.items():
            place, attribute = there.get(key), spelled.get(name.lower())
            line = f"-- column: {'.'.join(key)} = {name}"
            if place is None or attribute is None:
                what = "no such column" if place is None else "no such attribute"
                self.notes.append(f"“{line}” was left aside: there is {what}.")
            elif attribute not in self.witness.found.get(place, (attribute,)):
                self.notes.append(f"“{line}” was left aside: the values in that column are others.")
            else:
                self.put(place, attribute, "as you say")

    def by_values(self) -> None:
        """By what the filled columns hold; between attributes with the same values the name decides."""
        for place in list(self.places()):
            fits = self.witness.found.get(place)
            if fits is None:
                continue
            if not fits:
                self.found[place] = None, "values of its own"
                continue
            self.put(place, max(fits, key=lambda name: self.name_fit(place, name)), "by its values")

    def name_fit(self, place: Place, attribute: str) -> int:
        """How well a column's name says an attribute, by its own name, an alias, or its list's name."""
        lists = [column for column, one in self.universe.lists.items() if one.attribute == attribute]
        other = [*self.universe.aliases.get(attribute, ()), *lists]
        exact = 95 if plain(place[1]) in map(plain, other) else 0
        return max(fit(*place, attribute), exact, *(fit(*place, name) for name in lists))

    def by_name(self) -> None:
        """By name, the best fits first."""
        scored = [
            (self.name_fit(place, attribute), place, attribute)
            for place in self.places()
            for attribute in self.universe.attributes
        ]
        order = {place: number for number, place in enumerate(self.places())}
        for score, place, attribute in sorted(scored, key=lambda one: (-one[0], order[one[1]])):
            taken = any(one[0] == place[0] and name == attribute for one, (name, _) in self.found.items())
            if score and place not in self.found and not taken:
                self.put(place, attribute, "same name" if score == 100 else "by its name")

    def by_reference(self) -> None:
        """By the foreign key: a column has the attribute of the one it refers to, or a role of it."""
        for _ in self.tables:
            for table in self.tables:
                for key in table.foreign_keys:
                    for column, target in zip(key.columns, key.references, strict=True):
                        self.follow((table.name, column), (key.table, target))

    def follow(self, place: Place, target: Place) -> None:
        """Read a column by the one it refers to, or the other way round, where only one is known."""
        known = {(table.lower(), column.lower()): one for (table, column), one in self.found.items()}
        source = known.get((target[0].lower(), target[1].lower()))
        if place in self.found or source is None or source[0] is None:
            return
        here = {name for one, (name, _) in self.found.items() if one[0] == place[0]}
        roles = [name for name, base in self.universe.roles.items() if base == source[0]]
        options = [name for name in (source[0], *roles) if name not in here]
        if options:
            self.put(place, options[0], "by its foreign key")

    def by_weak_name(self) -> None:
        """By the name of the thing alone: `manager` for manager_id, if no other attribute may be meant."""
        for place in list(self.places()):
            table = next(one for one in self.tables if one.name == place[0])
            if any(place[1] in key.columns for key in table.foreign_keys):
                continue
            here = {name for one, (name, _) in self.found.items() if one[0] == place[0]}
            fits = [
                name for name in self.universe.attributes if weak_fit(place[1], name) and name not in here
            ]
            same = [name for name in fits if self.same_family(table, place[1], name)]
            if len(same or fits) == 1:
                self.put(place, (same or fits)[0], "by its name")

    def same_family(self, table: Table, column: str, attribute: str) -> bool:
        """Whether a column's type is of the attribute's family: a number, a text, a date."""
        return group(table.column(column).type) == group(self.universe.types[attribute])

    def repeating(self) -> None:
        """Columns such as phone1 and phone2, or phone_home and phone_mobile: one attribute, several times."""
        for place in list(self.places()):
            numbered = NUMBERED.match(place[1])
            for attribute in self.universe.attributes:
                here = any(one[0] == place[0] and name == attribute for one, (name, _) in self.found.items())
                listed = attribute in self.universe.items and words(attribute) < words(place[1])
                stem = (
                    bool(numbered) and fit(place[0], numbered["stem"], attribute) >= 80 if numbered else False
                )
                if place not in self.found and "id" not in words(place[1]) and (stem or (listed and here)):
                    self.put(place, attribute, "by its name")

    def surrogates_by_value(self) -> None:
        """A filled column with values of its own that is a key is a number that the table makes up."""
        for table in self.tables:
            for column in table.columns:
                place = table.name, column.name
                if self.found.get(place, ("", ""))[0] is None and place not in self.repeated:
                    self.surrogate(table, column.name)
        self.generated_references()

    def surrogate(self, table: Table, column: str) -> None:
        """Read a column without attribute as generated, if the primary key needs it or it is UNIQUE."""
        place = table.name, column
        in_key = column in table.primary_key or (column,) in table.unique
        refers = any(column in key.columns for key in table.foreign_keys)
        if in_key and not refers and (place in self.found or self.is_surplus(table, column)):
            alone = table.primary_key == (column,) or (column,) in table.unique
            self.found[place] = f"#{table.name}" + ("" if alone else f".{column}"), "a number of its own"

    def is_surplus(self, table: Table, column: str) -> bool:
        """Whether a key column that nothing told about can be no attribute: none is left, or its name is an id's."""
        placed = {name for name, _ in self.found.values()}
        missing = [name for name in self.universe.attributes if name not in placed]
        if not missing:
            return True
        return "id" in words(column) and not any("id" in words(name) for name in missing)

    def generated_references(self) -> None:
        """Columns that refer to generated ones hold the same numbers."""
        generated = {
            (place[0].lower(), place[1].lower()): name
            for place, (name, _) in self.found.items()
            if name and name.startswith("#")
        }
        for table in self.tables:
            for key in table.foreign_keys:
                for column, target in zip(key.columns, key.references, strict=True):
                    name = generated.get((key.table.lower(), target.lower()))
                    if name and self.found.get((table.name, column), (None, ""))[0] is None:
                        self.put_over((table.name, column), name, "by its foreign key")
        for place in [*self.places(), *(one for one, (name, _) in self.found.items() if name is None)]:
            self.by_generated_name(place, generated)

    def by_generated_name(self, place: Place, generated: dict[Place, str]) -> None:
        """A column named after a table's generated number: dept_id for departments.id, without a foreign key."""
        for (table, column), name in generated.items():
            other = place[0].lower() != table
            same = plain(column) == plain(place[1]) and plain(column) != "id"
            if other and place not in self.repeated and (same or words(place[1]) == words(table) | {"id"}):
                self.put_over(place, name, "by its name")

    def put_over(self, place: Place, attribute: str, how: str) -> None:
        """Read a column once more, if its table has no other of that attribute."""
        if not any(one[0] == place[0] and name == attribute for one, (name, _) in self.found.items()):
            self.found[place] = attribute, how

    def left_over(self) -> tuple[list[Place], list[str]]:
        """The columns that nothing was said about, and the attributes that are stored nowhere yet."""
        nested = {(t.name, c.name) for t in self.tables for c in t.columns if is_nested(c)}
        placed = {name for name, _ in self.found.values()} | set(self.repeated.values())
        attributes = [name for name in self.universe.attributes if name not in placed]
        referring = {(t.name, c) for t in self.tables for key in t.foreign_keys for c in key.columns}
        places = [place for place in self.places() if place not in referring]
        if not any(name in self.universe.items for name in attributes):
            places = [place for place in places if place not in nested]
        return places, attributes

    def options(self, place: Place, attributes: Iterable[str]) -> list[str]:
        """The left-over attributes that a column may be: of its type, and said by what its table holds."""
        table = next(one for one in self.tables if one.name == place[0])
        here = frozenset(name for one, (name, _) in self.found.items() if one[0] == place[0] and name)
        known = closure(here, self.universe.rules)
        options = [name for name in attributes if "id" in words(name) or "id" not in words(place[1])]
        told = [name for name in options if name in known or self.owns(here, name)]
        options = told or (options if not here or place[1] in table.primary_key else [])
        typed = [name for name in options if self.same_family(table, place[1], name)]
        return typed or options

    def owns(self, here: frozenset[str], attribute: str) -> bool:
        """Whether a list's owner is in the table."""
        return attribute in self.universe.items and self.universe.owner(attribute) <= here

    def finished(self, way: dict[Place, str]) -> tuple[ColumnReading, ...]:
        """Every column as read when left-over columns are read this way; keys that are left are generated."""
        other = Reader(self.universe, self.tables, self.witness)
        other.found = {**self.found, **{place: (name, "what is left over") for place, name in way.items()}}
        other.repeated = self.repeated
        other.by_reference()
        for referring in (False, True):
            other.generated_references()
            other.number_keys(referring)
        return tuple(other.reading())

    def number_keys(self, referring: bool) -> None:
        """Read what is left of primary keys as generated; columns that refer to others come last."""
        for table in self.tables:
            keyed = {column for key in table.foreign_keys for column in key.columns}
            for column in table.primary_key:
                alone = "" if len(table.primary_key) == 1 else f".{column}"
                if referring or column not in keyed:
                    self.found.setdefault(
                        (table.name, column), (f"#{table.name}{alone}", "a number of its own")
                    )
        self.generated_references()

    def reading(self) -> Iterator[ColumnReading]:
        """Every column as read, in the order of the tables."""
        for table in self.tables:
            for column in table.columns:
                place = table.name, column.name
                yield ColumnReading(*place, *self.found.get(place, (None, "nothing of the original")))


def group(kind: str) -> str:
    """What a type is for a reader: number, text, time or another."""
    found = family(kind.removesuffix(" GENERATED")) or ""
    groups = {
        "integer": "number",
        "decimal": "number",
        "float": "number",
        "date": "time",
        "timestamp": "time",
    }
    return groups.get(found, found)

"""A schema and constants in, all that filling worlds needs to know, worked out once."""

from collections.abc import Sequence

import msgspec

from sqlgym.schema import ForeignKey, Table, family, parents_first
from sqlgym.sql.constants import Constant, Constants
from sqlgym.worlds.checks import Check, parse
from sqlgym.worlds.column_constants import constants_of
from sqlgym.worlds.logic import Unknown
from sqlgym.worlds.pools import Pool, pool
from sqlgym.worlds.values import usual

Places = tuple[int, ...]
"""Columns of a table by their numbers."""


class Link(msgspec.Struct, frozen=True):
    """A foreign key: `columns` take what `references` of the table number `parent` have.

    `emptied` are the columns that become NULL where there is no parent; none: there must be one. A `late`
    parent is filled after its child, an `own` one is the same table.
    """

    columns: Places
    parent: int
    references: Places
    emptied: Places
    late: bool
    own: bool


class Outline(msgspec.Struct, frozen=True):
    """One table: each column's pool, and how its columns come by their values.

    `serial` columns differ in every row, `drawn` ones come from their pools, all others by `links`; the
    optional late ones are filled in by `after`. `keyed` columns are part of some key.
    """

    table: Table
    names: tuple[str, ...]
    pools: tuple[Pool, ...]
    nullable: tuple[bool, ...]
    serial: Places
    drawn: Places
    keyed: frozenset[int]
    unique: tuple[Places, ...]
    links: tuple[Link, ...]
    after: tuple[Link, ...]
    checks: tuple[Check, ...]

    def leads(self, place: int) -> Places:
        """The columns that refer to a column of the same table, where no row may refer to itself."""
        links = [one for one in (*self.links, *self.after) if one.own and one.emptied and not one.late]
        return tuple(one.columns[one.references.index(place)] for one in links if place in one.references)

    def places(self, names: Sequence[str]) -> Places:
        """The numbers of columns; SQL does not mind the case of a name."""
        return places(self.table, names)


def places(table: Table, names: Sequence[str]) -> Places:
    """The numbers of a table's columns; SQL does not mind the case of a name."""
    numbers = {column.name.lower(): place for place, column in enumerate(table.columns)}
    return tuple(numbers[name.lower()] for name in names)


def outlined(tables: Sequence[Table], constants: Constants, cycles: bool) -> tuple[Outline, ...]:
    """The outline of each table, parents first; with `cycles`, rows may refer to themselves in circles."""
    ordered = parents_first(tables)
    numbers = {table.name: number for number, table in enumerate(ordered)}
    links = [_links(table, ordered, numbers, cycles) for table in ordered]
    given = _given(ordered, constants)
    promised = [
        {place for each in links for link in each for place in _promised(link, n)} for n in numbers.values()
    ]
    return tuple(
        _outline(table, links[number], given, promised[number])
        for table, number in zip(ordered, numbers.values(), strict=True)
    )


def _promised(link: Link, number: int) -> Places:
    """The columns of a table that must be known before its rows are, for children that come first."""
    return link.references if link.late and not link.emptied and link.parent == number else ()


def _links(table: Table, ordered: Sequence[Table], numbers: dict[str, int], cycles: bool) -> list[Link]:
    """A table's links, the required ones first and those to itself last, so that shared columns are settled."""
    found = []
    for key in table.foreign_keys:
        parent, own = numbers[key.table], key.table == table.name
        late = parent > numbers[table.name] or (own and cycles)
        references = places(ordered[parent], key.references)
        found.append(Link(places(table, key.columns), parent, references, _emptied(table, key), late, own))
    return sorted(found, key=lambda link: (bool(link.emptied), link.own))


def _emptied(table: Table, key: ForeignKey) -> Places:
    """The nullable columns of a foreign key, those that are in no other if there are any."""
    others = {name for other in table.foreign_keys if other is not key for name in other.columns}
    optional = [name for name in key.columns if table.columns[places(table, [name])[0]].nullable]
    return places(table, [name for name in optional if name not in others] or optional)


def _given(tables: Sequence[Table], constants: Constants) -> dict[tuple[str, int], list[Constant]]:
    """The constants of each column; those of a foreign key and of what it refers to are shared.

    So are those of columns that a CHECK compares: a day out of the other's reach would be in no row at all.
    """
    given = {
        (table.name, place): constants_of(table, column, constants)
        for table in tables
        for place, column in enumerate(table.columns)
    }
    by_name = {table.name: table for table in tables}
    for table in tables:
        for check in known(table):
            _share_compared(given, table, check)
    for _ in tables:
        for table in tables:
            for key in table.foreign_keys:
                _share(given, table, key, by_name[key.table])
    return given


def _share_compared(given: dict[tuple[str, int], list[Constant]], table: Table, check: Check) -> None:
    """Share the constants among the columns of one family that a CHECK is about."""
    compared = [n for n, one in enumerate(table.columns) if one.name.lower() in check.columns]
    for here in compared:
        kind = family(table.columns[here].type)
        alike = [n for n in compared if family(table.columns[n].type) == kind]
        both = list(dict.fromkeys(one for n in (here, *alike) for one in given[table.name, n]))
        given |= {(table.name, n): both for n in alike}


def _share(
    given: dict[tuple[str, int], list[Constant]], table: Table, key: ForeignKey, parent: Table
) -> None:
    for here, there in zip(places(table, key.columns), places(parent, key.references), strict=True):
        both = list(dict.fromkeys((*given[table.name, here], *given[parent.name, there])))
        given[table.name, here] = given[parent.name, there] = both


def _outline(
    table: Table, links: list[Link], given: dict[tuple[str, int], list[Constant]], promised: set[int]
) -> Outline:
    keys = [places(table, key) for key in (table.primary_key, *table.unique) if key]
    linked = {place for link in links for place in link.columns}
    serial = {key[0] for key in keys if len(key) == 1} | promised
    serial = {place for place in serial - linked if not table.columns[place].nullable or place in promised}
    checks = known(table)
    own = _by_column(table, checks)
    pools = tuple(pool(one, given[table.name, n], own[n]) for n, one in enumerate(table.columns))
    drawn = [place for place in range(len(table.columns)) if place not in linked | serial]
    settled = {check.text for n in (*serial, *drawn) for check in own[n]}
    return Outline(
        table,
        tuple(column.name.lower() for column in table.columns),
        pools,
        tuple(column.nullable for column in table.columns),
        tuple(sorted(serial)),
        tuple(drawn),
        frozenset(place for key in keys for place in key),
        tuple(key for key in keys if not (len(key) == 1 and key[0] in serial)),
        tuple(link for link in links if not (link.late and link.emptied)),
        tuple(link for link in links if link.late and link.emptied),
        tuple(check for check in checks if check.text not in settled),
    )


def _by_column(table: Table, checks: Sequence[Check]) -> list[list[Check]]:
    """For each column the CHECKs that are on nothing else."""
    return [[check for check in checks if check.columns == (one.name.lower(),)] for one in table.columns]


def known(table: Table) -> tuple[Check, ...]:
    """The CHECKs of a table that are understood."""
    found = []
    for text in table.checks:
        try:
            check = parse(text)
            check.holds(_example(table))
        except (Unknown, KeyError):
            continue
        found.append(check)
    return tuple(found)


def unknown(table: Table) -> tuple[str, ...]:
    """The CHECKs of a table that only the engine can judge."""
    understood = {check.text for check in known(table)}
    return tuple(text for text in table.checks if text not in understood)


def _example(table: Table) -> dict[str, object]:
    return {column.name.lower(): next(iter(usual(column.type)), None) for column in table.columns}

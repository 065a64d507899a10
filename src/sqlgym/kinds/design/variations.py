"""A universe in, rows that nobody has put in yet out: values, keys and dates beyond today's that break no rule.

Each is a row of the original in which something is new. What determines that is new as well, so that every rule holds;
whether a constraint forbids it, only the reference's tables can say.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice, permutations
from uuid import UUID

import msgspec

from sqlgym.kinds.design.data import show
from sqlgym.kinds.design.naming import attribute_list
from sqlgym.kinds.design.universe import Universe
from sqlgym.normalform import Attributes, Dependency
from sqlgym.result import Cell, Row
from sqlgym.schema import arguments, family

MOST = 80
"""Variations that are tried of one universe."""

MANY = 1000
"""Keys that a table may have in time."""

APART = (0, 1, -1, 6, -6, 400)
"""So many days, or units, one value is put behind another of the same type."""

Record = dict[str, Cell]
"""Attribute → value."""


class Variation(msgspec.Struct, frozen=True):
    """Rows to be put in besides those of the original, and what they are.

    Some are only worth a try to see them refused: whether they may be taken no type tells (`asked`).
    """

    say: str
    rows: tuple[Row, ...]
    asked: bool = True


def variations(universe: Universe, named: Sequence[int] = ()) -> tuple[Variation, ...]:
    """The rows that are tried, no two alike; `named` are numbers that the reference's constraints name."""
    drawn = Drawer(universe, named)
    found: dict[tuple[Row, ...], Variation] = {}
    for one in drawn.all():
        found.setdefault(one.rows, one)
    return tuple(islice(found.values(), MOST))


def determinants(universe: Universe) -> list[Attributes]:
    """The left sides of the rules and the owners of lists, and what no rule determines, by itself."""
    lefts = dict.fromkeys((*(rule.left for rule in universe.rules), *(m.left for m in universe.multivalued)))
    ruled = frozenset[str]().union(*(rule.left | rule.right for rule in universe.rules))
    loose = [frozenset({name}) for name in universe.attributes if name not in ruled]
    return [left for left in (*lefts, *loose) if left]


class Drawer:
    """Draws the variations of one universe."""

    def __init__(self, universe: Universe, named: Sequence[int] = ()) -> None:
        """Take the rows as records, and the values of each attribute."""
        self.universe = universe
        self.named = tuple(one + step for one in named for step in (0, -1, 1))
        self.records = [dict(zip(universe.attributes, row, strict=True)) for row in universe.rows]
        self.values = {
            name: list(dict.fromkeys(one[name] for one in self.records if one[name] is not None))
            for name in universe.attributes
        }
        self.lefts = determinants(universe)

    def all(self) -> Iterator[Variation]:
        """Every sort of variation in turn."""
        bases = self.bases()
        for base in bases:
            yield from self.keys(base)
        for base in bases:
            yield from self.twins(base)
        yield from self.combined(bases[0])
        for base in bases:
            yield from self.together(self.renewed(base))
        yield from self.values_of(bases[0])
        yield from self.doubtful(self.renewed(bases[0]))
        for base in bases:
            yield from self.compared(self.renewed(base))

    def bases(self) -> list[Record]:
        """The rows to begin with: one for each set of attributes that are NULL together, the fullest first."""
        found: dict[tuple[str, ...], Record] = {}
        for one in self.records:
            found.setdefault(tuple(name for name in one if one[name] is None), one)
        return [found[absent] for absent in sorted(found, key=len)][:3] or [{}]

    def keys(self, base: Record) -> Iterator[Variation]:
        """A new key with all else as in a row that is there."""
        for left in self.lefts:
            for number in (1, 2):
                new = {name: self.fresh(name, number) for name in left if name not in self.universe.roles}
                yield from self.one(
                    f"a new {attribute_list(left)}, and all else as in another row", base, new
                )

    def twins(self, base: Record) -> Iterator[Variation]:
        """Two new rows that differ in one key alone."""
        every = {name: self.fresh(name, 3) for left in self.lefts for name in left}
        first = self.varied(base, self.usable(every))
        if first is None:
            return
        for left in self.lefts:
            new = {name: self.fresh(name, 4) for name in left}
            second = self.varied(first, self.usable(new), (first,))
            if second is not None and second != first:
                say = f"two new rows that differ in {attribute_list(left)} alone"
                yield Variation(say, (self.row(first), self.row(second)))

    def renewed(self, base: Record) -> Record:
        """A row with new keys throughout, so that it meets no row that is there."""
        every = {name: self.fresh(name, 7) for left in self.lefts for name in left}
        return self.varied(base, self.usable(every)) or base

    def together(self, base: Record) -> Iterator[Variation]:
        """All days, or all numbers, beyond any so far at once."""
        led = frozenset[str]().union(*self.lefts)
        for kinds in ({"date", "timestamp"}, {"integer", "decimal", "float"}):
            names = [
                name
                for name in self.universe.attributes
                if name not in led
                and base.get(name) is not None
                and family(self.universe.types[name]) in kinds
            ]
            for number in range(2):
                ways = [[*beyond(self.universe.types[name], self.values[name])] for name in names]
                if len(ways) > 1 and all(len(way) > number for way in ways):
                    new = {name: way[number][1] for name, way in zip(names, ways, strict=True)}
                    say = f"{attribute_list(names)} {ways[0][number][0]}"
                    yield Variation(f"a row with {say}", (self.row({**base, **new}),))

    def combined(self, base: Record) -> Iterator[Variation]:
        """A pair of values that are both there, in no row together."""
        for left in self.lefts:
            for name in sorted(left):
                for value in self.values[name][:3]:
                    yield from self.one(
                        f"a row with the {name} {show(value)} of another", base, {name: value}
                    )

    def values_of(self, base: Record) -> Iterator[Variation]:
        """Other values of what no rule is led by: new, larger, longer, equal to another's, NULL where some are."""
        led = frozenset[str]().union(*self.lefts)
        for name in (*(n for n in self.universe.attributes if n not in led), *sorted(led)):
            numbers = self.numbered(name) if name in led else ()
            for what, value in (*self.others(name), *numbers):
                yield from self.one(f"a row with {name} {show(value)}, {what}", base, {name: value})

    def numbered(self, name: str) -> Iterator[tuple[str, Cell]]:
        """A key of four digits where all so far have fewer: keys go on being given out, a byte does not hold them."""
        kind, known = self.universe.types[name], self.values[name]
        integer = family(kind) == "integer" and name not in self.universe.roles
        if integer and known and 0 < max(known) < MANY and fits(kind, MANY):
            yield "as a key may be in time", MANY

    def doubtful(self, base: Record) -> Iterator[Variation]:
        """Numbers that a constraint may well forbid: zero, less than that, and those that the reference names."""
        led = frozenset[str]().union(*self.lefts)
        for name in self.universe.attributes:
            if name not in led and family(self.universe.types[name]) in {"integer", "decimal", "float"}:
                for value in (0, -1, *self.named):
                    if fits(self.universe.types[name], abs(value)):
                        say = f"a row with {name} {value}"
                        for one in self.one(say, base, {name: value}):
                            yield msgspec.structs.replace(one, asked=False)

    def compared(self, base: Record) -> Iterator[Variation]:
        """Two values of one type beside each other: equal, one more, one less, far apart."""
        led = frozenset[str]().union(*self.lefts)
        names = [name for name in self.universe.attributes if name not in led and base.get(name) is not None]
        for one, other in permutations(names, 2):
            kind = family(self.universe.types[one])
            if kind in {"date", "integer", "decimal"} and kind == family(self.universe.types[other]):
                for apart in APART:
                    say = f"a row with {one} {distance(apart, kind)} {other}"
                    yield from self.one(say, base, {one: moved(base[other], apart)})

    def one(self, say: str, base: Record, new: Mapping[str, Cell]) -> Iterator[Variation]:
        """The variation of one row, if there is such a row that breaks no rule and is not there."""
        found = self.varied(base, new)
        if found is not None and found not in self.records:
            yield Variation(say, (self.row(found),))

    def row(self, record: Record) -> Row:
        """A record as a row."""
        return tuple(record.get(name) for name in self.universe.attributes)

    def usable(self, new: Mapping[str, Cell]) -> dict[str, Cell]:
        """New values without those of roles, which have to be there already."""
        return {name: value for name, value in new.items() if name not in self.universe.roles}

    def varied(self, base: Record, new: Mapping[str, Cell], besides: Sequence[Record] = ()) -> Record | None:
        """A row with other values in which every rule holds, or None where there is none."""
        new = dict(new)
        if not new or any(value is None and name not in self.values for name, value in new.items()):
            return None
        self.renew(base, new)
        row = {**base, **new}
        known = (*self.records, *besides)
        for _ in self.universe.rules:
            for rule in self.universe.rules:
                if not self.follow(rule, row, new, known):
                    return None
        return row

    def renew(self, base: Record, new: dict[str, Cell]) -> None:
        """Give new values to what determines the new ones, over and over."""
        for _ in self.universe.rules:
            for rule in self.universe.rules:
                changed = any(name in new and new[name] != base.get(name) for name in rule.right)
                if changed and not rule.left & new.keys():
                    new |= {name: self.fresh(name, 5) for name in sorted(rule.left)}

    def follow(self, rule: Dependency, row: Record, new: Mapping[str, Cell], known: Iterable[Record]) -> bool:
        """Take over what a key that is there determines; False where that is not what is wanted."""
        for one in known:
            if all(one[name] == row[name] and row[name] is not None for name in rule.left):
                if any(name in new and new[name] != one[name] for name in rule.right):
                    return False
                row.update({name: one[name] for name in rule.right})
                return True
        return True

    def fresh(self, name: str, number: int) -> Cell:
        """A value that no row has, another for each number; of a role one that is there."""
        known = self.values[self.universe.domain(name)]
        if name in self.universe.roles:
            return known[number % len(known)] if known else None
        return fresh_value(self.universe.types[name], known, number)

    def others(self, name: str) -> Iterator[tuple[str, Cell]]:
        """Values of an attribute that are worth a try, each with what it is."""
        known, kind = self.values[name], self.universe.types[name]
        if name in self.universe.roles or not known:
            return
        yield "which is new", fresh_value(kind, known, 6)
        yield from (("as in another row", value) for value in known[1:2])
        yield from ((what, value) for what, value in beyond(kind, known) if value not in known)
        if len(known) < len({record[name] for record in self.records}):
            yield "as in another row", None


def distance(apart: int, kind: str | None) -> str:
    """`equal to`, `6 days before`."""
    if not apart:
        return "equal to"
    unit = "day" if kind == "date" else ""
    count = f"{abs(apart)} {unit}{'s' if abs(apart) > 1 and unit else ''}".strip()
    words = ("after", "before") if kind == "date" else ("more than", "less than")
    return f"{count} {words[apart < 0]}"


def moved(value: Cell, apart: int) -> Cell:
    """A value so far behind another."""
    return value + (timedelta(days=apart) if isinstance(value, date) else apart)


def fresh_value(kind: str, known: Sequence[Cell], number: int) -> Cell:
    """A value of a type that is not known, another for each number."""
    match family(kind):
        case "integer" | "decimal" | "float":
            return max(known, default=0) + number
        case "date" | "timestamp":
            return max(known, default=date(2026, 1, 1)) + timedelta(days=number)
        case "text":
            return other_text(str(known[number % len(known)]) if known else "Abc", number)
        case "uuid":
            return UUID(int=number)
        case "boolean":
            return next((one for one in (True, False) if one not in known), known[number % len(known)])
    return known[number % len(known)] if known else None


def other_text(text: str, number: int) -> str:
    """A text of the same form: another letter for each letter, another digit for each digit, all else as it is."""

    def other(found: re.Match[str]) -> str:
        one = found[0]
        first, size = ("0", 10) if one.isdigit() else ("A", 26) if one.isupper() else ("a", 26)
        return chr(ord(first) + (ord(one) - ord(first) + 2 * number + 1) % size)

    return re.sub(r"[A-Za-z0-9]", other, text)


def beyond(kind: str, known: Sequence[Cell]) -> Iterator[tuple[str, Cell]]:
    """Values beyond all that are known, each with what it is."""
    match family(kind):
        case "integer" | "decimal" | "float" if max(known) > 0:
            if fits(kind, max(known) * 10):
                yield "larger than any so far", max(known) * 10
            if min(known) > 1:
                yield "smaller than any so far", half(min(known))
        case "date" | "timestamp":
            yield "later than any so far", max(known) + timedelta(days=1200)
            yield "earlier than any so far", min(known) - timedelta(days=500)
        case "text":
            yield from longer(known)


def half(value: Cell) -> Cell:
    """Half of a number, of its own type."""
    return value // 2 if isinstance(value, int) else round(value / 2, 2)


def fits(kind: str, value: Cell) -> bool:
    """Whether a number fits into a type."""
    if family(kind) == "decimal":
        whole, part = arguments(kind) or (18, 3)
        return bool(abs(Decimal(str(value))) < Decimal(10) ** (whole - part))
    most = {"TINYINT": 127, "UTINYINT": 255, "SMALLINT": 32767, "USMALLINT": 65535}
    return bool(value <= most.get(kind, 2_000_000_000))


def longer(known: Sequence[Cell]) -> Iterator[tuple[str, Cell]]:
    """The longest text with its first word twice; none where all are of one length, as codes are."""
    texts = [str(one) for one in known]
    longest = max(texts, key=len)
    word = re.search(r"[A-Za-z]{2,}", longest)
    if word is not None and len(set(map(len, texts))) > 1:
        yield "longer than any so far", longest.replace(word[0], word[0] + word[0].lower(), 1)

"""Whether a split of a relation can be joined again: the chase of a tableau, with its end as the witness."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import product

import msgspec

from sqlgym.errors import UsageError
from sqlgym.normalform.closure import closure
from sqlgym.normalform.dependencies import Attributes, Dependency, Multivalued, mentioned

MOST_ROWS = 4096
"""A tableau that grows past this is given up: lists multiply its rows."""

Symbols = tuple[int, ...]


class Chase(msgspec.Struct, frozen=True):
    """The tableau in which a chase ended: 0 is the value asked for, other numbers are different values.

    Where the split is lossy, the rows are data that keep every rule, and whose parts join to one row more:
    `spurious`.
    """

    columns: tuple[str, ...]
    rows: tuple[Symbols, ...]
    lossless: bool

    @property
    def spurious(self) -> Symbols | None:
        """Give the row which the join invents, if there is one."""
        return None if self.lossless else (0,) * len(self.columns)


def chase(
    relation: Attributes,
    parts: Sequence[Attributes],
    dependencies: Sequence[Dependency],
    multivalued: Sequence[Multivalued] = (),
) -> Chase:
    """Chase the tableau of a split, one row a part (Aho, Beeri and Ullman 1979).

    With lists it is the chase of Maier, Mendelzon and Sagiv (1979). The rules may mention more attributes
    than the relation. A part inside another tells nothing and gets no row. Raises UsageError where lists
    multiply the tableau beyond `MOST_ROWS` rows.
    """
    columns = tuple(sorted(relation.union(mentioned(dependencies), mentioned(multivalued), *parts)))
    goal = [place for place, name in enumerate(columns) if name in relation]
    rows = _tableau(columns, maximal(parts))
    equating, swapping = _equations(columns, dependencies), _swaps(columns, multivalued)
    rows = _folded(_chased(rows, equating, goal))
    rows = _chased(rows, equating + swapping, goal)
    return _seen(columns, goal, rows, _reached(rows, goal))


def is_lossless(
    relation: Attributes,
    parts: Sequence[Attributes],
    dependencies: Sequence[Dependency],
    multivalued: Sequence[Multivalued] = (),
) -> bool:
    """Tell whether the parts of a relation always join to the relation itself."""
    return chase(relation, parts, dependencies, multivalued).lossless


def preserves(parts: Sequence[Attributes], dependencies: Sequence[Dependency], rule: Dependency) -> bool:
    """Tell whether a rule can be checked in the parts alone (Beeri and Honeyman 1981, without projection)."""
    reached, before = rule.left, None
    while reached != before:
        before = reached
        for part in parts:
            reached |= closure(reached & part, dependencies) & part
    return rule.right <= reached


def lost_dependencies(
    parts: Sequence[Attributes], dependencies: Sequence[Dependency]
) -> tuple[Dependency, ...]:
    """Give the rules that can't be checked in the parts alone, as they were declared."""
    return tuple(rule for rule in dependencies if not preserves(parts, dependencies, rule))


def maximal(parts: Sequence[Attributes]) -> tuple[Attributes, ...]:
    """Leave out parts that lie inside another, and repeated ones."""
    different = list(dict.fromkeys(parts))
    return tuple(part for part in different if not any(part < other for other in different))


Rows = frozenset[Symbols]
Step = Callable[[Rows], Rows]


def _tableau(columns: Sequence[str], parts: Sequence[Attributes]) -> Rows:
    return frozenset(
        tuple(0 if name in part else number for name in columns) for number, part in enumerate(parts, 1)
    )


def _reached(rows: Rows, goal: Sequence[int]) -> bool:
    return any(not any(row[place] for place in goal) for row in rows)


def _seen(columns: Sequence[str], goal: Sequence[int], rows: Rows, lossless: bool) -> Chase:
    seen = {tuple(row[place] for place in goal) for row in rows}
    return Chase(tuple(columns[place] for place in goal), tuple(sorted(seen)), lossless)


def _equations(columns: Sequence[str], dependencies: Sequence[Dependency]) -> list[Step]:
    return [
        _equating(_places(columns, rule.left), place)
        for rule in dependencies
        for place in _places(columns, rule.right - rule.left)
    ]


def _swaps(columns: Sequence[str], multivalued: Sequence[Multivalued]) -> list[Step]:
    return [
        _swapping(_places(columns, one.left), _places(columns, one.right - one.left)) for one in multivalued
    ]


def _chased(rows: Rows, steps: Sequence[Step], goal: Sequence[int]) -> Rows:
    """Take the steps in turn until they change nothing more, or the row asked for is there."""
    before = None
    while rows != before and not _reached(rows, goal):
        before = rows
        for step in steps:
            rows = step(rows)
    return rows


def _folded(rows: Rows) -> Rows:
    """Leave out rows that equal another but for symbols of their own: lists would only multiply them."""
    count = Counter(cell for row in rows for cell in enumerate(row))
    kept = set(rows)
    for row in sorted(rows):
        free = {cell for cell in enumerate(row) if cell[1] and count[cell] == 1}
        told = [cell for cell in enumerate(row) if cell not in free]
        if any(other != row and all(other[place] == symbol for place, symbol in told) for other in kept):
            kept.discard(row)
    return frozenset(kept)


def _places(columns: Sequence[str], attributes: Attributes) -> list[int]:
    return [place for place, name in enumerate(columns) if name in attributes]


def _at(row: Symbols, places: Sequence[int]) -> Symbols:
    return tuple(row[place] for place in places)


def _equating(left: Sequence[int], place: int) -> Step:
    """Make the step of `left -> place`: rows that agree on left get the least of their symbols there."""

    def step(rows: Rows) -> Rows:
        least: dict[Symbols, int] = {}
        for row in rows:
            key = _at(row, left)
            least[key] = min(row[place], least.get(key, row[place]))
        new = {row[place]: row[place] for row in rows}
        for row in rows:
            new[row[place]] = min(new[row[place]], least[_at(row, left)])
        return frozenset((*row[:place], new[row[place]], *row[place + 1 :]) for row in rows)

    return step


def _swapping(left: Sequence[int], right: Sequence[int]) -> Step:
    """Make the step of `left ->> right`: among rows that agree on left, each right goes with each rest."""

    def step(rows: Rows) -> Rows:
        groups: dict[Symbols, list[Symbols]] = defaultdict(list)
        for row in rows:
            groups[_at(row, left)].append(row)
        return frozenset(row for group in groups.values() for row in _swapped(group, right))

    return step


def _swapped(group: Sequence[Symbols], right: Sequence[int]) -> list[Symbols]:
    lists = {_at(row, right) for row in group}
    rests = {tuple(0 if place in right else symbol for place, symbol in enumerate(row)) for row in group}
    if len(lists) * len(rests) > MOST_ROWS:
        raise UsageError(
            f"too many lists in one relation: joining its parts takes more than {MOST_ROWS} steps"
        )
    return [_with(rest, right, values) for rest, values in product(sorted(rests), sorted(lists))]


def _with(row: Symbols, places: Sequence[int], symbols: Symbols) -> Symbols:
    changed = list(row)
    for place, symbol in zip(places, symbols, strict=True):
        changed[place] = symbol
    return tuple(changed)

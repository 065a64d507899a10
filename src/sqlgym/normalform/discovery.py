"""The functional dependencies that rows keep, by rule or by accident, and the rows that break one."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from sqlgym.errors import UsageError
from sqlgym.normalform.closure import implies
from sqlgym.normalform.cover import merged
from sqlgym.normalform.dependencies import Dependency, listed
from sqlgym.normalform.masks import Bits, bits

Row = Sequence[object]
Labels = Sequence[int]
"""A partition of the rows: for each row, the number of its class."""


def discover(
    rows: Iterable[Row], columns: Sequence[str], widest: int | None = None
) -> tuple[Dependency, ...]:
    """Find all minimal dependencies that hold in the rows, with left sides of `widest` columns at most.

    Level-wise over partitions (TANE: Huhtala et al. 1999; FUN: Novelli and Cicchetti 2001). NULL equals NULL.
    Dependencies with the same left side are merged; a column with one value depends on nothing: `{} → a`.
    """
    names = Bits(tuple(columns))
    closed = _closed(_labelled(list(rows), len(columns)))
    found = _minimal((1 << len(columns)) - 1, closed, widest)
    return merged(Dependency(names.attributes(left), names.attributes(right)) for left, right in found)


def accidental(
    rows: Iterable[Row],
    columns: Sequence[str],
    dependencies: Sequence[Dependency],
    widest: int | None = None,
) -> tuple[Dependency, ...]:
    """Find the minimal dependencies that the rows keep though the rules don't ask for it."""
    found = discover(rows, columns, widest)
    extra = [Dependency(rule.left, rule.right - _implied(rule, dependencies)) for rule in found]
    return tuple(rule for rule in extra if rule.right)


def holds(rows: Iterable[Row], columns: Sequence[str], dependency: Dependency) -> bool:
    """Tell whether rows that agree on the left side agree on the right."""
    return not breaking_rows(rows, columns, dependency)


def breaking_rows(
    rows: Iterable[Row], columns: Sequence[str], dependency: Dependency
) -> tuple[tuple[Row, ...], ...]:
    """Give the rows that break a dependency: in their order, in groups that agree on its left side."""
    left, right = (_places(columns, side) for side in (dependency.left, dependency.right))
    groups: dict[tuple[Hashable, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[_values(row, left)].append(row)
    return tuple(tuple(group) for group in groups.values() if len({_values(row, right) for row in group}) > 1)


def _implied(rule: Dependency, dependencies: Sequence[Dependency]) -> frozenset[str]:
    return frozenset(
        name for name in rule.right if implies(dependencies, Dependency(rule.left, frozenset({name})))
    )


def _places(columns: Sequence[str], names: frozenset[str]) -> list[int]:
    if unknown := names - set(columns):
        raise UsageError(f"no column {listed(unknown)}: the columns are {', '.join(columns)}")
    return [place for place, name in enumerate(columns) if name in names]


def _values(row: Row, places: Sequence[int]) -> tuple[Hashable, ...]:
    return tuple(_hashable(row[place]) for place in places)


def _hashable(cell: object) -> Hashable:
    """Give what stands for a cell in a set; lists and structs are compared as they are written."""
    try:
        hash(cell)
    except TypeError:
        return repr(cell)
    return cell


def _minimal(whole: int, closed: Callable[[int], int], widest: int | None) -> Iterator[tuple[int, int]]:
    """Give each `left -> right` where no part of left determines any of right, small left sides first.

    Only free sets, in which no attribute is determined by the others, are extended: the rest has no minimal
    dependencies. `closed` is called once for each free set, after its parts.
    """
    before: dict[int, int] = {}
    level = {0: closed(0)}
    while level:
        yield from _fresh(level, before)
        if widest == 0:
            return
        widest = None if widest is None else widest - 1
        before, level = level, {left: closed(left) for left in _free(level, whole)}


def _fresh(level: dict[int, int], before: dict[int, int]) -> Iterator[tuple[int, int]]:
    for left, closed in level.items():
        right = closed & ~left & ~_union(before[left ^ bit] for bit in bits(left))
        if right:
            yield left, right


def _free(level: dict[int, int], whole: int) -> Iterator[int]:
    for left, closed in level.items():
        for bit in bits(whole & ~closed & ~((1 << left.bit_length()) - 1)):
            wider = left | bit
            if all(level.get(wider ^ part, part) & part == 0 for part in bits(left)):
                yield wider


def _union(masks: Iterable[int]) -> int:
    whole = 0
    for mask in masks:
        whole |= mask
    return whole


def _labelled(rows: Sequence[Row], width: int) -> list[Labels]:
    """Number the values of each column."""
    return [_numbered(_hashable(row[place]) for row in rows) for place in range(width)]


def _numbered(values: Iterable[Hashable]) -> Labels:
    numbers: dict[Hashable, int] = {}
    return [numbers.setdefault(value, len(numbers)) for value in values]


def _closed(columns: Sequence[Labels]) -> Callable[[int], int]:
    """Make the closure under what the rows keep; a partition refines that of the set without its last."""
    partitions: dict[int, Labels] = {0: [0] * (len(columns[0]) if columns else 0)}

    def closed(mask: int) -> int:
        if mask not in partitions:
            last = mask.bit_length() - 1
            partitions[mask] = _numbered(zip(partitions[mask ^ 1 << last], columns[last], strict=True))
        classes = partitions[mask]
        return sum(
            1 << place
            for place, labels in enumerate(columns)
            if mask >> place & 1 or _refines(classes, labels)
        )

    return closed


def _refines(classes: Labels, labels: Labels) -> bool:
    """Tell whether rows of one class have one label; it stops at the first that has not."""
    first: dict[int, int] = {}
    return all(first.setdefault(one, label) == label for one, label in zip(classes, labels, strict=True))

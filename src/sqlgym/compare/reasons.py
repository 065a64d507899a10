"""Rows that are left over in, the reason that explains all of them out, as findings for the learner."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from typing import NamedTuple

from sqlgym.compare.difference import Pairing
from sqlgym.compare.equality import Side, Vector, all_close
from sqlgym.compare.pairs import by_key, by_null, by_type, is_nullish, words
from sqlgym.compare.remainder import Case
from sqlgym.compare.rounding import by_rounding, decimals
from sqlgym.result import Cell
from sqlgym.result.cells import draw
from sqlgym.result.wording import column_text, name_text, names_text, plural, row_counts, row_text
from sqlgym.verdict import Finding

HELP = {
    "too many": "Take one of these rows, and see how it comes to be there more than once.",
    "too few": "Do equal rows count once, or each?",
    "null": "NULL means that there is no value; an empty text, a zero or the word NULL is a value.",
    "value": "SQL gives NULL where there is no value: see what the task wants shown instead.",
    "cut": "The numbers are cut or rounded on their way: see where.",
    "round": "See whether the task asks for rounded numbers, and to how many places.",
    "text": "It is a text now: see what turns it into one.",
    "nothing": "No row is left: leave parts of it out one by one, and see when rows appear.",
    "missing": "What do the missing rows have in common? Follow one of them, and see where it is lost.",
    "extra": "What do these rows have in common, and which words of the task keep them out?",
    "changed": "Work out one of these rows by hand, and see where it goes another way.",
}
"""What helps whatever was written: nothing is said of a clause that may not be there (`feedback.rules` know that)."""


class Reason(NamedTuple):
    """Why a result is wrong, the leading finding first, and which rows show it."""

    findings: tuple[Finding, ...]
    pairing: Pairing


def explain(case: Case) -> Reason:
    """The first reason that explains every row that is left over."""
    found = (reason(case) for reason in (only_duplicates, only_nulls, only_rounding, only_types))
    return next((reason for reason in found if reason), None) or other_rows(case)


def _counts(case: Case) -> str:
    return row_counts(len(case.expected_rows), len(case.actual_rows))


def only_duplicates(case: Case) -> Reason | None:
    """The right rows, but some of them too often or not often enough."""
    left, right = case.sides
    if not _all_in(right, case.extra, left, case.tolerance):
        return None
    if not _all_in(left, case.missing, right, case.tolerance):
        return None
    parts = []
    if case.extra:
        row = row_text(case.actual_rows[case.extra[0]], case.actual)
        parts.append(f"{_copies(len(case.extra))} too many, such as {row}")
    if case.missing:
        row = row_text(case.expected_rows[case.missing[0]], case.expected)
        parts.append(f"{_copies(len(case.missing))} too few, such as {row}")
    message = f"{_counts(case)} Every row is right, but not how often: {' and '.join(parts)}."
    finding = Finding("duplicates", message, HELP["too many" if case.extra else "too few"])
    return Reason((finding,), Pairing(tuple(case.missing), tuple(case.extra)))


def _copies(count: int) -> str:
    return f"{count:,} {'copy' if count == 1 else 'copies'}"


def _all_in(side: Side, places: Sequence[int], other: Side, tolerance: float) -> bool:
    """Whether every one of these rows has an equal on the other side."""
    wanted = {side.keys[i] for i in places}
    vectors: dict[Hashable, list[Vector]] = defaultdict(list)
    for key, vector in zip(other.keys, other.vectors, strict=True):
        if key in wanted:
            vectors[key].append(vector)
    if len(vectors) < len(wanted):
        return False
    for some in vectors.values():
        some.sort()
    return all(_has(vectors.get(side.keys[i], []), side.vectors[i], tolerance) for i in places)


def _has(vectors: list[Vector], vector: Vector, tolerance: float) -> bool:
    """Whether a sorted list has a close vector: walk away from its place while the first number is close."""
    start = bisect_left(vectors, vector)
    for places in (range(start, len(vectors)), range(start - 1, -1, -1)):
        for place in places:
            if all_close(vectors[place], vector, tolerance):
                return True
            if not all_close(vectors[place][:1], vector[:1], tolerance):
                break
    return False


def only_nulls(case: Case) -> Reason | None:
    """NULL where a value is expected that people take for NULL, or such a value where NULL is expected."""
    pairing = by_null(case)
    if pairing is None:
        return None
    example = _example(case, pairing)
    message = f"{example.sentence}.{example.others} {_counts(case)}"
    return Reason(
        (Finding("nulls", message, HELP["null" if example.expected is None else "value"]),), pairing
    )


def only_rounding(case: Case) -> Reason | None:
    """Numbers that are close, but not as close as the tolerance asks for."""
    pairing = by_rounding(case)
    if pairing is None:
        return None
    example = _example(case, pairing)
    gaps = (
        abs(float(case.expected_rows[i][c]) - float(case.actual_rows[j][c]))
        for i, j, columns in pairing.changed
        for c in columns
    )
    message = (
        f"{example.sentence}; the largest difference is {max(gaps):.3g}.{example.others} {_counts(case)}"
    )
    cut = decimals(example.actual) < decimals(example.expected)
    return Reason((Finding("rounding", message, HELP["cut" if cut else "round"]),), pairing)


def only_types(case: Case) -> Reason | None:
    """Values of another type that look the same."""
    pairing = by_type(case)
    if pairing is None:
        return None
    example = _example(case, pairing)
    expected, actual = words(case, example.column) or ("", "")
    holds = f"It holds {actual}, not {expected}."
    message = f"{example.sentence}. {holds}{example.others} {_counts(case)}"
    return Reason((Finding("types", message, _help_for_types(expected, actual)),), pairing)


def _help_for_types(expected: str, actual: str) -> str:
    if actual == "text":
        return HELP["text"]
    return f"Return {expected} there: another type is another value, even where both look alike."


class _Example(NamedTuple):
    """The first wrong cell of the column that is wrong most often."""

    column: int
    expected: Cell
    actual: Cell
    sentence: str
    others: str
    """The other columns that are wrong too, as another sentence."""


def _example(case: Case, pairing: Pairing) -> _Example:
    often = Counter(c for *_, columns in pairing.changed for c in columns)
    column, rows = often.most_common(1)[0]
    i, j, _ = next(changed for changed in pairing.changed if column in changed[2])
    expected, actual = case.expected_rows[i][column], case.actual_rows[j][column]
    wanted = draw(expected, case.expected[column].type, 40)
    given = draw(actual, case.actual[column].type, 40)
    sentence = f"{column_text(case.expected, column)} is wrong in {plural(rows, 'row')}: {given} "
    sentence += f"where {wanted} is expected{_where(case, i, pairing.key)}"
    return _Example(column, expected, actual, sentence, _others(case, often, column))


def _where(case: Case, place: int, key: tuple[int, ...]) -> str:
    """The key of a row: ` (id 7)`."""
    row, columns = case.expected_rows[place], case.expected
    parts = [f"{name_text(columns[c].name)} {draw(row[c], columns[c].type, 30)}" for c in key]
    return f" ({', '.join(parts)})" if parts else ""


def _others(case: Case, often: Counter[int], column: int) -> str:
    places = [str(c + 1) for c in sorted(often) if c != column]
    return f" Wrong too: {'columns' if len(places) > 1 else 'column'} {names_text(places)}." if places else ""


def other_rows(case: Case) -> Reason:
    """Rows that are missing, extra or changed, after all."""
    pairing = by_key(case)
    findings = [
        finding
        for finding in (_missing(case, pairing), _extra(case, pairing), _changed(case, pairing))
        if finding
    ]
    first = findings[0]
    counted = Finding(first.check, f"{_counts(case)} {first.message}", first.help)
    return Reason((counted, *findings[1:]), pairing)


def _missing(case: Case, pairing: Pairing) -> Finding | None:
    if not pairing.missing:
        return None
    row = row_text(case.expected_rows[pairing.missing[0]], case.expected)
    message = f"{plural(len(pairing.missing), 'row')} {_be(len(pairing.missing))} missing, such as {row}."
    return Finding("missing", message, HELP["missing" if case.actual_rows else "nothing"])


def _extra(case: Case, pairing: Pairing) -> Finding | None:
    if not pairing.extra:
        return None
    row = row_text(case.actual_rows[pairing.extra[0]], case.actual)
    message = f"{plural(len(pairing.extra), 'row')} should not be there, such as {row}."
    return Finding("extra", message, HELP["extra"])


def _changed(case: Case, pairing: Pairing) -> Finding | None:
    if not pairing.changed:
        return None
    example = _example(case, pairing)
    return Finding("changed", f"{example.sentence}.{example.others}", _help_for(case, example))


def _be(count: int) -> str:
    return "is" if count == 1 else "are"


def _help_for(case: Case, example: _Example) -> str:
    """What helps with the changed cells, by their first one."""
    null, given = example.expected is None, example.actual is None
    if null != given and is_nullish(example.expected) and is_nullish(example.actual):
        return HELP["null" if null else "value"]
    pair = words(case, example.column)
    return _help_for_types(*pair) if pair else HELP["changed"]

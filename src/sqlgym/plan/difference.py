"""Two plans in, the answer's and the reference's; out, in words, what differs and matters.

The sentences name the answer's tables and operators and count rows on both sides. Of the reference they tell
figures and no more: neither its SQL nor its conditions. Where nothing matters, nothing is said.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from sqlgym.plan import Plan, walk
from sqlgym.result.wording import often

MANY = 100
"""Rows below which a difference is not worth a sentence."""
TIMES = 2
"""How many times the reference's rows are worth a sentence."""


def differences(answer: Plan, reference: Plan) -> tuple[str, ...]:
    """What the answer's plan does more than the reference's, each in one sentence with figures."""
    checks = (_tables, _cross_products, _joins, _sorts, _late_filters)
    return tuple(sentence for check in checks for sentence in check(answer, reference))


def _tables(answer: Plan, reference: Plan) -> Iterator[str]:
    mine, theirs = _reads(answer), _reads(reference)
    for table, count in mine.items():
        rows = sum(_rows(scan) for scan in _scans(answer) if scan.table == table)
        if not theirs[table]:
            yield f"{table} is read ({_many(rows, 'row')}); the reference does not need it."
        elif count > theirs[table]:
            read = f"{table} is read {often(count)} ({_many(rows, 'row')} in all)"
            yield f"{read}; the reference reads it {often(theirs[table])}."


def _cross_products(answer: Plan, reference: Plan) -> Iterator[str]:
    mine, theirs = _pairings(answer), _pairings(reference)
    if len(mine) > len(theirs):
        worst = max(mine, key=_rows)
        left, right = (_many(_rows(child), "row") for child in worst.children)
        pairs = f"A cross product pairs {left} with {right} and hands on {_rows(worst):,}"
        yield f"{pairs}; the reference has {'fewer' if theirs else 'none'}. Is a join condition missing?"


def _joins(answer: Plan, reference: Plan) -> Iterator[str]:
    mine = max((_rows(join) for join in _named(answer, "join")), default=0)
    theirs = max((_rows(join) for join in _named(reference, "join")), default=0)
    if mine >= MANY and mine > TIMES * theirs:
        than = f"the reference's hands on {theirs:,}" if theirs else "the reference joins nothing"
        yield f"The largest join hands on {_many(mine, 'row')}; {than}."


def _sorts(answer: Plan, reference: Plan) -> Iterator[str]:
    mine = [sort for sort in walk(answer) if sort.operator == "Order by" and _rows(sort) > 1]
    if mine and not _named(reference, "order by", "top n"):
        by = f" by {mine[0].condition}" if mine[0].condition else ""
        yield f"{_many(_rows(mine[0]), 'row')} are sorted{by}; the reference sorts nothing."


def _late_filters(answer: Plan, reference: Plan) -> Iterator[str]:
    theirs = max((_dropped(late) for late in _filters_after_joins(reference)), default=0)
    for late in _filters_after_joins(answer):
        if _dropped(late) >= MANY and _dropped(late) > TIMES * theirs:
            came, left = _many(_rows(late.children[0]), "row"), f"{_rows(late):,}"
            yield f"A filter after a join keeps {left} of {came}: rows dropped earlier need not be joined."


def _rows(plan: Plan) -> int:
    """Rows handed on, as seen or, where nothing ran, as foreseen."""
    return plan.rows if plan.rows is not None else plan.estimated or 0


def _scans(plan: Plan) -> Iterator[Plan]:
    """The tables read, without the second look at a row by which an engine fetches its other columns."""
    if plan.table and plan.operator in ("Table scan", "Index scan"):
        yield plan
    fetches = plan.condition == "rowid = rowid"
    for child in plan.children[:1] if fetches else plan.children:
        yield from _scans(child)


def _reads(plan: Plan) -> Counter[str]:
    return Counter(scan.table for scan in _scans(plan) if scan.table)


def _pairings(plan: Plan) -> list[Plan]:
    """Cross products that really multiply: more than one row on both sides."""
    crossed = (node for node in walk(plan) if node.operator == "Cross product")
    return [node for node in crossed if all(_rows(child) > 1 for child in node.children)]


def _named(plan: Plan, *words: str) -> list[Plan]:
    return [node for node in walk(plan) if any(word in node.operator.lower() for word in words)]


def _filters_after_joins(plan: Plan) -> Iterable[Plan]:
    """Filters fed by a join with nothing in between; those on a subquery's outcome cannot come earlier."""
    for node in walk(plan):
        if node.operator == "Filter" and node.children and "SUBQUERY" not in (node.condition or ""):
            fed_by = node.children[0].operator.lower()
            if "join" in fed_by or fed_by == "cross product":
                yield node


def _dropped(plan: Plan) -> int:
    return _rows(plan.children[0]) - _rows(plan)


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"

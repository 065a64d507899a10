"""Numbers: divided by nothing, cut to whole ones, rounded, a hundred times too large."""

import math
from collections.abc import Iterator
from decimal import Decimal

from sqlgym.feedback.case import Case, Said
from sqlgym.feedback.query import Node, Part, Query, arguments, constant, function
from sqlgym.result import Cell

ROUNDING = frozenset({"round", "trunc", "floor", "ceil", "ceiling", "round_even"})
WHOLE = frozenset({"INTEGER", "INT", "BIGINT", "SMALLINT", "INT4", "INT8", "SIGNED"})


def numeric(cell: Cell) -> bool:
    """Whether a cell is a number."""
    return isinstance(cell, int | float | Decimal) and not isinstance(cell, bool)


def divided_by_zero(case: Case) -> Said | None:
    """A division by zero gives nan or infinity."""
    broken = any(isinstance(cell, float) and not math.isfinite(cell) for row in case.extra for cell in row)
    if not broken and not any(isinstance(cell, float) and not math.isfinite(cell) for *_, cell in case.cells):
        return None
    for part in case.query.all():
        if function(part.node) in ("/", "//", "%", "fdiv") and constant(arguments(part.node)[-1]) is None:
            what = case.query.written(arguments(part.node)[-1]) or "x"
            said = f"{what} may be 0, and no number comes of a division by 0: NULLIF({what}, 0) makes it NULL then."
            return Said(said, case.query.place(part.node))
    return None


def hundred_times(case: Case) -> Said | None:
    """A share instead of per cent, or the other way round."""
    pairs = [(float(a), float(b)) for _, a, b in case.cells if numeric(a) and numeric(b) and a and b]
    if not pairs or len({place for place, *_ in case.cells}) != 1:
        return None
    for factor, what in ((100, "a hundredth of"), (0.01, "a hundred times")):
        if all(math.isclose(b * factor, a, rel_tol=1e-6) for a, b in pairs):
            item = next(case.items(), None)
            said = f"Each value is {what} what is expected: is it to be a share, such as 0.25, or per cent, such as 25?"
            return Said(said, case.query.place(item))
    return None


def turned_round(case: Case) -> Said | None:
    """The right numbers with the other sign."""
    if not case.cells or not all(numeric(a) and numeric(b) and a and a == -b for _, a, b in case.cells):
        return None
    item = next(case.items(), None)
    return Said("Each value has the other sign: what is to be subtracted from what?", case.query.place(item))


def roundings(query: Query) -> Iterator[Part]:
    """The functions that round."""
    for part in query.all():
        if function(part.node) in ROUNDING:
            yield part


def rounded(case: Case) -> Said | None:
    """Rounded where nothing is to be, or elsewhere, or to other places."""
    if case.check not in ("rounding", "changed") or not all(
        numeric(a) and numeric(b) for _, a, b in case.cells
    ):
        return None
    own, wanted = [*roundings(case.query)], [*roundings(case.reference)]
    if own and not wanted:
        said = "This rounds, and the task does not ask for it: values that differ only in their last places are others."
        return Said(said, case.query.place(own[0].node)) if close(case) else None
    if wanted and not own:
        return (
            Said("See whether the task asks for rounded numbers, and to how many places.")
            if close(case)
            else None
        )
    if own and wanted and [spelling(one) for one in own] != [spelling(one) for one in wanted] and close(case):
        said = "Look at what is rounded here, to how many places, and when: round once, at the end of the calculation."
        return Said(said, case.query.place(own[0].node))
    return None


def spelling(part: Part) -> tuple[str, str | None, bool]:
    """How a rounding is done: by what function, to how many places, and whether around all of a column."""
    given = arguments(part.node)
    return function(part.node), constant(given[1]) if len(given) > 1 else None, part.clause == "select"


def close(case: Case) -> bool:
    """Whether every number that differs is near what is expected."""
    return bool(case.cells) and all(
        abs(float(a) - float(b)) <= max(1.0, abs(float(a)) / 10)
        for _, a, b in case.cells
        if numeric(a) and numeric(b)
    )


def whole_numbers(case: Case) -> Said | None:
    """A division or a cast that leaves whole numbers only."""
    if not case.cells or not all(cut(a, b) for _, a, b in case.cells):
        return None
    wanted = {part.node.get("type_expr", {}).get("type_name") for part in case.reference.all()}
    for part in case.query.all():
        kind = str((part.node.get("type_expr") or {}).get("type_name", "")).upper()
        if part.node.get("class") == "CAST" and kind in WHOLE and kind not in wanted:
            return Said(
                f"CAST to {kind} leaves a whole number: the decimals are lost here.",
                case.query.place(part.node),
            )
        if function(part.node) in ("//", "/") and whole_division(part.node):
            said = "Here whole numbers are divided, and what is behind the point is lost: multiply by 1.0 before."
            return Said(said, case.query.place(part.node))
    return None


def whole_division(node: Node) -> bool:
    """Whether a division may lose its decimals: `//`, or `/` where the engine divides so."""
    return function(node) == "//" or not any("." in (constant(one) or "") for one in arguments(node))


def cut(expected: Cell, actual: Cell) -> bool:
    """Whether a value is the expected one without its decimals, or nearly so."""
    if not numeric(expected) or not numeric(actual) or not math.isfinite(float(actual)):
        return False
    return float(actual).is_integer() and abs(float(expected) - float(actual)) < 1 and expected != actual

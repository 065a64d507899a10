"""Two results that have other columns or are not plainly equal, in; whether they are after all, and if not why, out."""

from sqlgym.compare.columns import Order, orders_by_content, reordered
from sqlgym.compare.difference import Comparison, difference
from sqlgym.compare.reasons import explain
from sqlgym.compare.remainder import Case
from sqlgym.result import Expected, Run
from sqlgym.result.wording import are_expected, names_text, plural, row_counts, row_text
from sqlgym.verdict import Finding


def wrong_columns(
    expected: Run, actual: Run, missing: list[str], extra: list[str], *, named: bool
) -> Finding:
    """Columns that are too many, too few or of other names; with `named` they are told by their names."""
    say = wrong_names if named else wrong_count
    return say(expected, actual, missing, extra)


def wrong_count(expected: Run, actual: Run, missing: list[str], extra: list[str]) -> Finding:
    """Another number of columns; which ones, where names tell."""
    message = (
        f"Your query returns {plural(len(actual.columns), 'column')}, {are_expected(len(expected.columns))}. "
        f"Yours: {names(actual)}. Expected: {names(expected)}. {counts(expected, actual)}"
    )
    if extra and not missing:
        return Finding("columns", message, f"The task does not ask for {names_text(extra)}.")
    if missing and not extra:
        return Finding("columns", message, f"Return {names_text(missing)} as well.")
    return Finding("columns", message, "Return just the columns the task asks for, in its order.")


def wrong_names(expected: Run, actual: Run, missing: list[str], extra: list[str]) -> Finding:
    """Columns are told by name here, and names are missing or extra."""
    parts = [f"No column is called {names_text(missing)}."] if missing else []
    parts += [f"The task does not ask for {names_text(extra)}."] if extra else []
    message = f"{' '.join(parts)} Yours: {names(actual)}. Expected: {names(expected)}. "
    return Finding(
        "columns", message + counts(expected, actual), "Name your columns with AS as the task does."
    )


def names(run: Run) -> str:
    """The names of a result's columns, as a sentence has them."""
    return names_text([column.name for column in run.columns]) or "none"


def counts(expected: Run, actual: Run) -> str:
    """How many rows there are on either side, as a sentence."""
    return row_counts(len(expected.rows), len(actual.rows))


def judged(
    expected: Expected, actual: Run, order: Order | None, notes: tuple[str, ...], tolerance: float
) -> Comparison:
    """A closer look; `order` is that of the columns by name, None where they are told by name anyway."""
    case = Case.of(expected, actual, tolerance)
    if case.is_right:
        return Comparison(True, notes=notes)
    if not case.missing and not case.extra:
        return Comparison(False, (_wrong_order(expected, case),), notes)
    found = _permuted(expected, actual, case, order) if order is not None else None
    return found or _explained(case, notes)


def _explained(case: Case, notes: tuple[str, ...] = (), before: tuple[Finding, ...] = ()) -> Comparison:
    findings, pairing = explain(case)
    shown = difference(case.expected, case.actual, case.expected_rows, case.actual_rows, pairing)
    return Comparison(False, before + findings, notes, shown)


def _wrong_order(expected: Expected, case: Case) -> Finding:
    """The right rows in another order: where it goes wrong first, and whether it is just reversed."""
    place = case.wrong_place or 0
    counts = row_counts(len(case.expected_rows), len(case.actual_rows))
    message = (
        f"The rows are right but in another order: row {place + 1} is "
        f"{row_text(case.actual_rows[place], case.actual)}, expected is "
        f"{row_text(case.expected_rows[place], case.expected)}. {counts}"
    )
    backwards = Run(case.actual, tuple(reversed(case.actual_rows)))
    if Case.of(expected, backwards, case.tolerance).is_right:
        return Finding("order", message, "Yours run the other way: is it ascending or descending?")
    return Finding("order", message, "Sort by what the task asks for, and mind what decides between equals.")


def _permuted(expected: Expected, actual: Run, case: Case, names: Order) -> Comparison | None:
    """The right columns in another order: by what they hold, else by their names if that explains more."""
    run = Run(expected.run.columns, tuple(case.expected_rows))
    for order in orders_by_content(run, actual, case.tolerance):
        moved = Case.of(expected, reordered(actual, order), case.tolerance)
        if not moved.missing and not moved.extra:
            finding = _moved(expected.run, actual, order)
            return Comparison(
                False, (finding,) if moved.is_right else (finding, _wrong_order(expected, moved))
            )
    if len(names) == len(actual.columns) and names != tuple(range(len(names))):
        moved = Case.of(expected, reordered(actual, names), case.tolerance)
        if len(moved.missing) + len(moved.extra) < len(case.missing) + len(case.extra):
            return _explained(moved, before=(_moved(expected.run, actual, names),))
    return None


def _moved(expected: Run, actual: Run, order: Order) -> Finding:
    """Say which columns changed places."""
    places = [place for place, own in enumerate(order) if place != own]
    if len(places) == 2:
        what = f"Columns {places[0] + 1} and {places[1] + 1} are swapped"
    else:
        what = "The columns are in another order"
    wanted = names_text([actual.columns[c].name for c in order])
    message = f"{what}: yours are {names(actual)}, expected is the order {wanted}. {counts(expected, actual)}"
    return Finding("column order", message, "List the columns in the order the task names them.")

"""Columns that are too many, too few or of other names in; the finding out."""

from sqlgym.result import Run
from sqlgym.result.wording import are_expected, names_text, plural, row_counts
from sqlgym.verdict import Finding


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

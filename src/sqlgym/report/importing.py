"""What came of an import → text: tables with rows and keys, what was changed, what was left out and why."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from sqlgym.ddl.draft import Change
from sqlgym.ddl.lexis import TITLES
from sqlgym.importing.job import Result, TableCount

NAMED = 5
"""Places of one kind that are named; of the others the number."""


def text(result: Result, title: str) -> str:
    """The report."""
    return "\n".join(lines(result, title)) + "\n"


def lines(result: Result, title: str) -> Iterator[str]:
    """Its lines."""
    read, written = sum(one.read for one in result.tables), sum(one.rows for one in result.tables)
    rows = counted(written, "row") if read == written else f"{written:,} of {read:,} rows"
    dialect = f", read as {TITLES[result.dialect]}" if result.dialect else ""
    yield f"{title}: {counted(len(result.tables), 'table')}, {rows}{dialect}"
    yield from table(result.tables)
    yield from section("changed", result.changes)
    yield from section("left out", result.left)
    if result.passed:
        yield "passed over, since no table and no row depends on it"
        yield f"  {', '.join(f'{one.what} ({one.why} from line {one.line})' for one in result.passed)}"


def counted(count: int, what: str) -> str:
    """A number with its noun."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def table(tables: Sequence[TableCount]) -> Iterator[str]:
    """A line a table: its rows, keys and checks."""
    wide = max(len(one.name) for one in tables)
    for one in tables:
        rows = f"{one.rows:,}" if one.rows == one.read else f"{one.rows:,} of {one.read:,}"
        checks = f"; {counted(one.checks, 'check')}" if one.checks else ""
        yield f"  {one.name:{wide}}  {rows:>9}  {'; '.join(one.keys) or 'no key'}{checks}"


def section(title: str, changes: Sequence[Change]) -> Iterator[str]:
    """What was changed or left, with its lines; the same reason is said once."""
    if not changes:
        return
    yield title
    for why, group in groupby(sorted(changes, key=lambda one: one.why), key=lambda one: one.why):
        same = list(group)
        for one in same[:NAMED]:
            place = f"line {one.line}: " if one.line else ""
            yield f"  {place}{one.what}"
        if len(same) > NAMED:
            yield f"  and {len(same) - NAMED} more, on lines {', '.join(str(one.line) for one in same[NAMED:][:40])}"
        yield f"    → {why}"

"""A store of an older version in, the same store as this version writes it out; nothing that is damaged is touched."""

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, Engine, Table, text, update

from sqlgym.grade.tables import ANSWERS, CHECKSUM, FORM, SETTINGS, Row, damaged, rows_of, sealed

Step = Callable[[Connection], str]
"""Takes a store one form further; says what is damaged in it, and then changes nothing."""


def migrated(engine: Engine, form: str) -> str:
    """Take a store to this version's form in one transaction; what is damaged in it is returned, else nothing."""
    with engine.begin() as connection:
        while form != FORM:
            if said := STEPS[form](connection):
                connection.rollback()
                return said
            form = str(int(form) + 1)
        put_form(connection)
    return ""


def put_form(connection: Connection) -> None:
    """Say which form the store has now."""
    row = sealed({"name": "form", "value": FORM})
    connection.execute(update(SETTINGS).where(SETTINGS.c.name == "form").values(row))


def add_notes(connection: Connection) -> str:
    """Form 3: what is to be said of a file stands beside it, and its text; that comes with the next run."""
    new = {"notes": "[]", "sql": ""}
    names = [column.name for column in ANSWERS.c if column.name not in new]
    old = list(rows_of(connection, ANSWERS, names))
    if bad := [row for row in old if damaged(row)]:
        return f"{len(bad):,} of {len(old):,} answers were changed"
    for name, default in new.items():
        connection.execute(
            text(f"ALTER TABLE sqlgym_answers ADD COLUMN {name} TEXT NOT NULL DEFAULT '{default}'")
        )
    for row in old:
        seal(connection, ANSWERS, {**row, **new})
    return ""


def seal(connection: Connection, table: Table, row: Row) -> None:
    """Write the checksum of a row that has another column now."""
    keys = [column == row[column.name] for column in table.primary_key]
    connection.execute(update(table).where(*keys).values({CHECKSUM: sealed(row)[CHECKSUM]}))


STEPS: Mapping[str, Step] = {"2": add_notes}
"""Form → the step to the next one."""

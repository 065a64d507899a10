"""Drafts and their rows → the tables of a schema, with the keys, checks and defaults that the rows keep."""

from collections.abc import Callable
from typing import Any

import msgspec

from sqlgym.ddl.draft import Change, Draft, DraftCheck, DraftKey
from sqlgym.engines import datasets
from sqlgym.errors import CourseError
from sqlgym.schema import Column, ForeignKey, Table
from sqlgym.sql.quoting import quote

Find = Callable[[str], Draft | None]


class Keys:
    """Tries what was declared on the rows that came in."""

    def __init__(self, connection: datasets.Connection, find: Find, transpile: Callable[[str], str]) -> None:
        """Nothing is tried yet."""
        self.connection = connection
        self.find = find
        self.transpile = transpile
        self.left: list[Change] = []

    def table(self, draft: Draft) -> Table:
        """The table with all that its rows keep."""
        bare = Table(draft.name, tuple(Column(one.name, one.type) for one in draft.columns))
        declared = draft.spelled(draft.primary_key)
        nullable = {one.name: self.nullable(bare, draft, one.name) for one in draft.columns}
        what = f"PRIMARY KEY ({', '.join(declared)})"
        required = tuple(
            msgspec.structs.replace(one, nullable=one.name not in declared) for one in bare.columns
        )
        keeps = bool(declared) and self.keeps(
            bare, draft.primary_line, what, primary_key=declared, columns=required
        )
        primary = declared if keeps else ()
        columns = tuple(
            Column(
                one.name,
                one.type,
                nullable[one.name] and one.name not in primary,
                self.default(draft, one.name),
            )
            for one in draft.columns
        )
        unique = []
        for one in draft.unique:
            names = draft.spelled(one.columns)
            if (
                names != declared
                and names not in unique
                and self.keeps(bare, one.line, f"UNIQUE ({', '.join(names)})", unique=(names,))
            ):
                unique.append(names)
        checks = [found for one in draft.checks if (found := self.check(bare, one))]
        foreign = [key for one in draft.foreign_keys if (key := self.foreign(bare, draft, one))]
        return Table(draft.name, columns, primary, tuple(unique), tuple(foreign), tuple(checks))

    def nullable(self, bare: Table, draft: Draft, name: str) -> bool:
        """Whether a column may be NULL; where it must not but is, that is said."""
        column = draft.column(name)
        assert column is not None
        if column.nullable:
            return True
        required = tuple(msgspec.structs.replace(one, nullable=one.name != name) for one in bare.columns)
        return not self.keeps(bare, column.line, f"{name} NOT NULL", columns=required)

    def keeps(self, bare: Table, line: int, what: str, **declared: Any) -> bool:
        """Whether all rows keep one thing that is declared; if not, it is left."""
        known = {column.name for column in bare.columns}
        keys: tuple[Any, ...] = (declared.get("primary_key", ()), *declared.get("unique", ()))
        named = [name for key in keys for name in key]
        if unknown := [name for name in named if name not in known]:
            self.left.append(Change(line, f"{bare.name}: {what}", f"there is no column {unknown[0]}"))
            return False
        try:
            datasets.verify(self.connection, [msgspec.structs.replace(bare, **declared)], "")
        except CourseError as error:
            self.left.append(Change(line, f"{bare.name}: {what}", error.reason))
            return False
        except datasets.Error as error:
            self.left.append(Change(line, f"{bare.name}: {what}", str(error).splitlines()[0]))
            return False
        return True

    def foreign(self, bare: Table, draft: Draft, key: DraftKey) -> ForeignKey | None:
        """A foreign key with the names as they are declared, if the rows keep it."""
        what = f"FOREIGN KEY ({', '.join(key.columns)}) REFERENCES {key.table}"
        parent = self.find(key.table)
        if parent is None:
            self.left.append(Change(key.line, f"{draft.name}: {what}", f"there is no table {key.table}"))
            return None
        references = parent.spelled(key.references or parent.primary_key)
        columns = draft.spelled(key.columns)
        if (
            len(references) != len(columns)
            or not all(map(parent.column, references))
            or not all(map(draft.column, columns))
        ):
            why = f"it names columns that are not there, or {parent.name} has no such key"
            self.left.append(Change(key.line, f"{draft.name}: {what}", why))
            return None
        if references not in [
            parent.spelled(one) for one in (parent.primary_key, *(one.columns for one in parent.unique))
        ]:
            why = f"{', '.join(references)} is no key of {parent.name}"
            self.left.append(Change(key.line, f"{draft.name}: {what}", why))
            return None
        found = ForeignKey(columns, parent.name, references)
        return found if self.keeps(bare, key.line, what, foreign_keys=(found,)) else None

    def check(self, bare: Table, check: DraftCheck) -> str:
        """A CHECK as DuckDB has it, if it can have it and the rows keep it."""
        text, line = check.text, check.line
        try:
            found = text if check.portable else self.transpile(text)
            self.trial(bare, f"CHECK ({found})")
        except Exception as error:
            self.left.append(Change(line, f"{bare.name}: CHECK ({text})", str(error).splitlines()[0][:160]))
            return ""
        return found if self.keeps(bare, line, f"CHECK ({text})", checks=(found,)) else ""

    def trial(self, bare: Table, more: str) -> None:
        """Make the table once more with something that is declared; DuckDB's error where it can't be."""
        columns = ", ".join(f"{quote(one.name)} {one.type}" for one in bare.columns)
        self.connection.execute(f"CREATE TEMP TABLE trial ({columns}, {more})")
        self.connection.execute("DROP TABLE temp.trial")

    def default(self, draft: Draft, name: str) -> str | None:
        """A column's default as DuckDB has it, if it can have it."""
        column = draft.column(name)
        if column is None or column.default is None:
            return None
        try:
            found = self.transpile(column.default)
            self.connection.execute(f"SELECT CAST({found} AS {column.type})").fetchone()
        except Exception as error:
            what = f"{draft.name}.{name}: DEFAULT {column.default}"
            self.left.append(Change(column.line, what, str(error).splitlines()[0][:160]))
            return None
        return found

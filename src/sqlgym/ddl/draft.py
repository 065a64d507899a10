"""Tables as a script writes them, before any engine has seen them; their keys may refer to later tables."""

import msgspec


class DraftColumn(msgspec.Struct):
    """A column: its portable type, the type as it was written, and what else was said of it.

    `free` says that the rows decide on the type; `numbered` that the column numbers itself.
    """

    name: str
    type: str
    written: str
    line: int
    nullable: bool = True
    default: str | None = None
    numbered: bool = False
    start: int = 1
    step: int = 1
    labels: tuple[str, ...] = ()
    free: str = ""
    padded: bool = False
    generated: str = ""
    comment: str = ""
    column: int = 0


class DraftKey(msgspec.Struct):
    """A foreign key; without `references` it is to the primary key. `actions` are as in `ON DELETE CASCADE`."""

    columns: tuple[str, ...]
    table: str
    references: tuple[str, ...]
    line: int
    actions: str = ""


class DraftUnique(msgspec.Struct):
    """A UNIQUE, of a table or an index."""

    columns: tuple[str, ...]
    line: int


class DraftCheck(msgspec.Struct):
    """A CHECK as it was written."""

    text: str
    line: int
    portable: bool = False
    """Whether every engine reads it as it is."""


class Draft(msgspec.Struct):
    """A table as far as a script has made it."""

    name: str
    line: int
    columns: list[DraftColumn] = []
    primary_key: tuple[str, ...] = ()
    primary_line: int = 0
    unique: list[DraftUnique] = []
    foreign_keys: list[DraftKey] = []
    checks: list[DraftCheck] = []
    comment: str = ""

    def column(self, name: str) -> DraftColumn | None:
        """The column of that name, in any case."""
        folded = name.casefold()
        return next((one for one in self.columns if one.name.casefold() == folded), None)

    def spelled(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Names of columns as they are declared."""
        return tuple(found.name if (found := self.column(name)) else name for name in names)


class Change(msgspec.Struct, frozen=True):
    """Something that came in otherwise than it was written, or did not: where, what, and what became of it or why."""

    line: int
    what: str
    why: str
    harmless: bool = False
    """Whether no result depends on it."""
    misfit: bool = False
    """Whether a value has no place in the type that its column was declared with."""
    file: str = ""


class Unread(Exception):
    """A statement, or a part of one, that cannot be read; `line` and `column` are its place."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line
        self.why = why
        self.file = ""

    def said(self) -> str:
        """The reason with its place."""
        place = f"{self.file}:{self.line}: " if self.file and self.line else ""
        return f"{place}{self.why}"

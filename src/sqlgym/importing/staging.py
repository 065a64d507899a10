"""Rows as texts in, typed tables in a database of its own out: types are decided when all rows of a table are there."""

from collections.abc import Callable, Sequence
from typing import cast

from sqlgym.ddl.draft import Change, Draft, DraftColumn, Unread
from sqlgym.ddl.reader import Cell
from sqlgym.ddl.values import Default, Expression, Next, Value
from sqlgym.engines import datasets
from sqlgym.importing.types import Fit, Values, fitted
from sqlgym.sql.quoting import quote

CHUNK = 5_000
"""Rows that are handed over together."""

HEAVY = 4_000_000
"""Characters of such rows at most."""


class Stage:
    """One table: its draft, the rows that are not handed over yet, and how far its keys have counted."""

    def __init__(self, draft: Draft, number: int) -> None:
        """A table without rows; `number` names its table of texts."""
        self.draft = draft
        self.raw = f"raw.t{number}"
        self.rows: list[list[Cell]] = []
        self.lines: list[int] = []
        self.weight = 0
        self.seen = 0
        self.width = 0
        self.read = 0
        self.typed: list[str] = []
        self.next = {column.name: column.start for column in draft.columns}


class Staging:
    """All tables of an import, in an open database."""

    def __init__(
        self, connection: datasets.Connection, dialect: str, transpile: Callable[[str], str]
    ) -> None:
        """No table yet; `transpile` turns an expression of the script into DuckDB's."""
        self.connection = connection
        self.dialect = dialect
        self.transpile = transpile
        self.stages: dict[str, Stage] = {}
        self.changes: list[Change] = []
        self.left: list[Change] = []
        self.known: dict[str, Cell] = {}
        self.asked: set[str] = set()
        self.sequences: dict[str, tuple[int, int]] = {}
        connection.execute("CREATE SCHEMA raw")

    def add(self, draft: Draft) -> None:
        """Take a table; Unread where there is one of that name."""
        if draft.name.casefold() in self.stages:
            raise Unread(draft.line, f"there is a table {draft.name} already")
        self.stages[draft.name.casefold()] = Stage(draft, len(self.stages))

    def add_query(self, draft: Draft, query: str) -> int:
        """Take a table that a query makes, with its rows; how many there are."""
        name = quote(draft.name)
        self.connection.execute(f"CREATE TABLE {name} AS {self.transpile(query)}")
        for column, kind, *_ in self.connection.execute(f"DESCRIBE {name}").fetchall():
            draft.columns.append(DraftColumn(column, kind.replace(",", ", "), kind, draft.line))
        self.add(draft)
        stage = self.stages[draft.name.casefold()]
        stage.typed = [column.type for column in draft.columns]
        stage.read = self.count(name)
        return stage.read

    def texts(self, query: str) -> list[tuple[Cell, ...]]:
        """The rows of a query of the script, each value as a text."""
        found = self.connection.execute(f"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ({self.transpile(query)})")
        return found.fetchall()

    def find(self, name: str) -> Draft | None:
        """The table of a name, in any case."""
        found = self.stages.get(name.casefold())
        return found.draft if found else None

    def append(self, stage: Stage, places: Sequence[int], cells: Sequence[Value], line: int) -> None:
        """Take a row of a table: its values, for the columns at these places."""
        columns = stage.draft.columns
        if len(cells) != len(places):
            raise Unread(line, f"it has {len(cells)} values for {len(places)} columns")
        row: list[Value] = [Default()] * len(columns)
        for place, cell in zip(places, cells, strict=True):
            row[place] = cell
        done = [self.cell(stage, column, cell, line) for column, cell in zip(columns, row, strict=True)]
        stage.rows.append(done)
        stage.lines.append(line)
        stage.read += 1
        stage.weight += sum(len(cell) for cell in done if cell is not None)
        if len(stage.rows) >= CHUNK or stage.weight >= HEAVY:
            self.flush(stage)

    def append_plain(self, stage: Stage, cells: Sequence[Value], line: int) -> bool:
        """Take a row as it stands, if there is nothing to be worked out in it; False if there is.

        A dump may have millions of them: what their columns need is done for all at once when they are handed over.
        """
        if len(cells) != len(stage.draft.columns) or not PLAIN.issuperset(map(type, cells)):
            return False
        if any(column.numbered and cells[place] is None for place, column in enumerate(stage.draft.columns)):
            return False
        stage.rows.append(cast("list[Cell]", cells))
        stage.lines.append(line)
        stage.read += 1
        if len(stage.rows) >= CHUNK or (len(stage.rows) % 100 == 0 and heavy(stage.rows[-100:])):
            self.flush(stage)
        return True

    def cell(self, stage: Stage, column: DraftColumn, cell: Value, line: int) -> Cell:
        """A value as it is kept until its type is known."""
        if isinstance(cell, Default) or (
            cell is None and column.numbered and self.dialect in NUMBERED_BY_NULL
        ):
            return self.default(stage, column, line)
        if isinstance(cell, Next):
            cell = self.sequence(cell)
        if isinstance(cell, Expression):
            cell = self.evaluated(cell.text, line)
        if column.numbered and isinstance(cell, str):
            self.count_up(stage, column, cell)
        if isinstance(cell, bytes) != (column.type == "BLOB"):
            return recoded(cell, column.type)
        return BITS.get(cell, cell) if column.type == "BOOLEAN" and isinstance(cell, str) else cell

    def default(self, stage: Stage, column: DraftColumn, line: int) -> Cell:
        """What a column has by itself."""
        if column.numbered:
            self.look_through(stage)
            number = stage.next[column.name]
            stage.next[column.name] = number + column.step
            return str(number)
        if column.default is None or column.generated:
            return None
        found = self.evaluated(column.default, line)
        return recoded(found, column.type) if isinstance(found, bytes) != (column.type == "BLOB") else found

    def sequence(self, asked: Next) -> str:
        """A number of a sequence of the script."""
        number, step = self.sequences.get(asked.sequence, (1, 1))
        if asked.again:
            return str(number - step)
        self.sequences[asked.sequence] = (number + step, step)
        return str(number)

    def count_up(self, stage: Stage, column: DraftColumn, cell: str) -> None:
        """Go on behind a number that was given; PostgreSQL's sequences know nothing of it."""
        if self.dialect != "postgres" and cell.lstrip("-").isdecimal():
            stage.next[column.name] = max(stage.next.get(column.name, 1), int(cell) + column.step)

    def evaluated(self, text: str, line: int) -> Cell:
        """What an expression comes to; the rows that were read by then are there for its subqueries."""
        if text in self.known:
            return self.known[text]
        query = "SELECT" in text.upper()
        if query:
            self.settle()
        try:
            found = self.connection.execute(f"SELECT {self.transpile(text)}").fetchone()
        except Exception as error:
            raise Unread(line, f"{text[:80]} can't be worked out: {str(error).splitlines()[0]}") from error
        value = found[0] if found else None
        cell = value if value is None or isinstance(value, bytes) else str(value)
        chance = any(word in text.lower() for word in CHANCE)
        if any(word in text.lower() for word in (*CLOCK, *CHANCE)) and text not in self.asked:
            self.asked.add(text)
            each = "another value in each row" if chance else f"{cell!s}, as it was when this was imported"
            self.changes.append(Change(line, text[:60], each))
        if not query and not chance:
            self.known[text] = cell
        return cell

    def flush(self, stage: Stage) -> None:
        """Hand the rows over to the table of texts."""
        if not stage.rows:
            return
        self.widen(stage)
        self.look_through(stage)
        kinds = ["BLOB" if column.type == "BLOB" else "VARCHAR" for column in stage.draft.columns]
        width = len(kinds)
        columns: list[list[object]] = [
            [row[place] if place < len(row) else None for row in stage.rows] for place in range(width)
        ]
        lists = ", ".join(f"unnest(CAST(? AS {kind}[]))" for kind in ("BIGINT", *kinds))
        self.connection.execute(f"INSERT INTO {stage.raw} SELECT {lists}", [stage.lines, *columns])
        stage.rows, stage.lines, stage.weight, stage.seen = [], [], 0, 0

    def look_through(self, stage: Stage) -> None:
        """Do for all rows at once what `cell` does for one."""
        for place, column in enumerate(stage.draft.columns):
            cells = [row[place] for row in stage.rows[stage.seen :] if place < len(row)]
            if column.numbered and self.dialect != "postgres":
                self.count_up_all(stage, column, cells)
            odd = [one for one, cell in enumerate(cells) if self.is_odd(column, cell)]
            for one in odd:
                row = stage.rows[stage.seen + one] = list(stage.rows[stage.seen + one])
                row[place] = self.cell(stage, column, row[place], stage.lines[stage.seen + one])
        stage.seen = len(stage.rows)

    def is_odd(self, column: DraftColumn, cell: Cell) -> bool:
        """Whether a value is kept otherwise than it came."""
        if cell is None:
            return False
        return isinstance(cell, bytes) != (column.type == "BLOB") or (
            column.type == "BOOLEAN" and cell in BITS
        )

    def count_up_all(self, stage: Stage, column: DraftColumn, cells: Sequence[Cell]) -> None:
        """Go on behind the greatest of numbers that were given."""
        numbers = [int(cell) for cell in cells if isinstance(cell, str) and cell.lstrip("-").isdecimal()]
        stage.next[column.name] = max(stage.next.get(column.name, 1), max(numbers, default=0) + column.step)

    def widen(self, stage: Stage) -> None:
        """Make the table of texts, or give it the columns that came since."""
        if not stage.width:
            self.connection.execute(f"CREATE TABLE {stage.raw} (line BIGINT)")
        for column in stage.draft.columns[stage.width :]:
            kind = "BLOB" if column.type == "BLOB" else "VARCHAR"
            self.connection.execute(f"ALTER TABLE {stage.raw} ADD COLUMN c{stage.width} {kind}")
            stage.width += 1

    def settle(self) -> None:
        """Put all rows that were read into typed tables."""
        for stage in self.stages.values():
            self.settle_one(stage)

    def settle_one(self, stage: Stage) -> None:
        """Put the rows of a table into its typed one."""
        self.flush(stage)
        self.widen(stage)
        draft = stage.draft
        if stage.typed and self.count(stage.raw) == 0 and len(stage.typed) == len(draft.columns):
            return
        if stage.typed and self.count(quote(draft.name)) == 0:
            self.connection.execute(f"DROP TABLE {quote(draft.name)}")
            stage.typed = []
        fits = [self.fit(stage, place, column) for place, column in enumerate(draft.columns)]
        if not stage.typed:
            listed = ", ".join(
                f"{quote(column.name)} {fit.type}" for column, fit in zip(draft.columns, fits, strict=True)
            )
            self.connection.execute(f"CREATE TABLE {quote(draft.name)} ({listed})")
        for place, (column, fit) in enumerate(zip(draft.columns, fits, strict=True)):
            self.adapt(stage, place, column, fit)
        casts = ", ".join(fit.cast.replace("{}", f"c{place}") for place, fit in enumerate(fits))
        self.connection.execute(
            f"INSERT INTO {quote(draft.name)} SELECT {casts} FROM {stage.raw} ORDER BY rowid"
        )
        self.connection.execute(f"DELETE FROM {stage.raw}")

    def generate(self) -> None:
        """Let generated columns hold what their expressions come to."""
        for stage in self.stages.values():
            for column in stage.draft.columns:
                if column.generated:
                    self.generate_column(stage.draft, column)

    def generate_column(self, draft: Draft, column: DraftColumn) -> None:
        """Work out one column."""
        table, name = quote(draft.name), quote(column.name)
        try:
            found = self.transpile(column.generated)
            if not column.written:
                kind = self.connection.execute(f"SELECT typeof({found}) FROM {table} LIMIT 1").fetchone()
                column.type = kind[0].replace(",", ", ") if kind else column.type
                self.connection.execute(f"ALTER TABLE {table} ALTER COLUMN {name} TYPE {column.type}")
            self.connection.execute(f"UPDATE {table} SET {name} = CAST({found} AS {column.type})")
        except Exception as error:
            what = f"{draft.name}.{column.name} AS ({column.generated})"
            self.left.append(Change(column.line, what, str(error).splitlines()[0][:160]))

    def count(self, table: str) -> int:
        """How many rows a table of this database has."""
        found = self.connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        return int(found[0]) if found else 0

    def fit(self, stage: Stage, place: int, column: DraftColumn) -> Fit:
        """How the values of a column fit, with a word where they do not fit as they are."""
        if column.type == "BLOB":
            return Fit("BLOB", "{}")
        values = Values(self.connection, stage.raw, f"c{place}")
        found = fitted(values, column, self.dialect)
        if place < len(stage.typed) and (kind := wider(stage.typed[place], found.type)) != found.type:
            found = Fit(kind, f"CAST({found.cast} AS {kind})")
        if found.said:
            what = f"{column.written or 'no type'} ({stage.draft.name}.{column.name})"
            misfit = found.said.startswith("VARCHAR: ")
            self.changes.append(Change(column.line, what, found.said, misfit=misfit))
        return found

    def adapt(self, stage: Stage, place: int, column: DraftColumn, fit: Fit) -> None:
        """Let the typed table have a column of the type that its values need."""
        table, name = quote(stage.draft.name), quote(column.name)
        if place >= len(stage.typed):
            made = {row[0] for row in self.connection.execute(f"DESCRIBE {table}").fetchall()}
            if column.name not in made:
                self.connection.execute(f"ALTER TABLE {table} ADD COLUMN {name} {fit.type}")
            stage.typed.append(fit.type)
        elif stage.typed[place] != fit.type:
            self.connection.execute(f"ALTER TABLE {table} ALTER COLUMN {name} TYPE {fit.type}")
            stage.typed[place] = fit.type
        column.type, column.free = fit.type, "" if fit.type == "VARCHAR" else column.free


PLAIN = frozenset({str, bytes, type(None)})
"""The types of values that need nothing more."""


def heavy(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a hundred rows have so many characters that a whole chunk of them would be too many."""
    return sum(len(cell) for row in rows for cell in row if cell is not None) * CHUNK > HEAVY * 100 * 4


NUMBERED_BY_NULL = ("mysql", "sqlite")
"""Where NULL for a key that numbers itself is the next number."""

CLOCK = ("now(", "current_date", "current_timestamp", "getdate", "sysdate", "curdate", "localtimestamp")
CHANCE = ("newid", "uuid", "rand", "nextval")
"""What is another value each time."""

BITS = {"\0": "0", "\1": "1"}
"""How MySQL's dumps write a BIT."""


RANKS = ("SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "DECIMAL", "DOUBLE", "VARCHAR")
"""Types, each of which holds all values of those before it."""


def wider(one: str, other: str) -> str:
    """The type of two that holds the values of both."""
    ranks = [
        next((place for place, kind in enumerate(RANKS) if name.startswith(kind)), -1)
        for name in (one, other)
    ]
    if one == other or -1 in ranks:
        return other if other == "VARCHAR" else one
    if one.startswith("DECIMAL") and other.startswith("DECIMAL"):
        return "DOUBLE"
    return one if ranks[0] >= ranks[1] else other


def recoded(cell: Cell, type: str) -> Cell:  # noqa: A002
    """Text as bytes for a column of bytes, or bytes as what another column holds."""
    if cell is None:
        return None
    if type == "BLOB":
        text = str(cell)
        return bytes.fromhex(text[2:]) if text.startswith("\\x") else text.encode()
    assert isinstance(cell, bytes)
    if type in ("BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT") or type.startswith("DECIMAL"):
        return str(int.from_bytes(cell))
    try:
        return cell.decode()
    except UnicodeDecodeError:
        return cell.hex()

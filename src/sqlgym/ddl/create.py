"""The tokens of CREATE TABLE in, a Draft out; what is said of columns and of the table, one part after another."""

from sqlgym.ddl.columns import type_at
from sqlgym.ddl.cursor import Cursor, parts, written
from sqlgym.ddl.draft import Change, Draft, DraftCheck, DraftColumn, DraftKey, DraftUnique, Unread
from sqlgym.ddl.reader import Token
from sqlgym.ddl.statements import Statement

INDEXES = "an index changes no result"
GENERATED = "a generated column holds what it came to"


class Maker:
    """Reads the parts of tables; `changes` and `left` say what came in otherwise, or not at all."""

    def __init__(self, dialect: str) -> None:
        """Nothing is read yet."""
        self.dialect = dialect
        self.changes: list[Change] = []
        self.left: list[Change] = []
        self.domains: dict[str, list[Token]] = {}
        self.enums: dict[str, tuple[str, ...]] = {}

    def create(self, statement: Statement) -> Draft:
        """The table that a CREATE TABLE makes; Unread where it can't be read."""
        cursor = Cursor(statement.tokens, 1)
        while not cursor.accept("TABLE"):
            cursor.take()
        cursor.accept("IF NOT EXISTS")
        draft = Draft(cursor.name(), statement.line)
        if cursor.now.text != "(":
            raise Unread(statement.line, "it has no list of columns")
        for part in parts(cursor.group()):
            self.part(draft, Cursor(part))
        self.options(draft, cursor)
        if not draft.columns:
            raise Unread(statement.line, "it has no column")
        return draft

    def options(self, draft: Draft, cursor: Cursor) -> None:
        """What follows the columns: a comment is kept, all else says how a server stores the table."""
        while not cursor.over():
            if cursor.accept("COMMENT"):
                cursor.symbol("=")
                draft.comment = cursor.take().value
            elif cursor.accept("INHERITS"):
                raise Unread(cursor.line, "a table that inherits from another can't be read")
            else:
                cursor.take()

    def part(self, draft: Draft, cursor: Cursor) -> None:
        """One part of the list: a column, or what is said of the table."""
        named = bool(cursor.accept("CONSTRAINT"))
        if named and not cursor.at("PRIMARY", "UNIQUE", "FOREIGN", "CHECK"):
            cursor.name()
        if not self.constraint(draft, cursor):
            if named:
                raise Unread(cursor.line, f"the constraint “{written(cursor.tokens)}” is not known")
            draft.columns.append(self.column(draft, cursor))

    def constraint(self, draft: Draft, cursor: Cursor) -> bool:
        """Whether something that is said of the whole table stands here; it is taken then."""
        line = cursor.line
        if cursor.accept("PRIMARY KEY"):
            cursor.accept("CLUSTERED", "NONCLUSTERED")
            self.index_name(cursor)
            draft.primary_key, draft.primary_line = cursor.names(), line
        elif cursor.at("UNIQUE") and (
            cursor.ahead(1).text == "(" or cursor.ahead(2).text == "(" or cursor.ahead(3).text == "("
        ):
            cursor.accept("UNIQUE KEY", "UNIQUE INDEX", "UNIQUE CLUSTERED", "UNIQUE NONCLUSTERED", "UNIQUE")
            self.index_name(cursor)
            self.unique(draft, cursor, line)
        elif cursor.accept("FOREIGN KEY"):
            self.index_name(cursor)
            draft.foreign_keys.append(self.key(cursor, cursor.names(), line))
        elif cursor.at("CHECK") and cursor.ahead(1).text == "(":
            cursor.take()
            draft.checks.append(DraftCheck(written(cursor.group()), line))
        elif self.plain_index(cursor):
            self.left.append(Change(line, f"{draft.name}: {written(cursor.tokens)}", INDEXES, harmless=True))
            cursor.place = len(cursor.tokens)
        elif cursor.accept("EXCLUDE", "LIKE", "PERIOD FOR"):
            self.left.append(
                Change(line, f"{draft.name}: {written(cursor.tokens)}", "other engines have no such thing")
            )
            cursor.place = len(cursor.tokens)
        else:
            return False
        return True

    def plain_index(self, cursor: Cursor) -> bool:
        """Whether an index without a constraint stands here, as MySQL and T-SQL write it."""
        if cursor.at("FULLTEXT", "SPATIAL") and cursor.ahead(1).is_word("KEY", "INDEX"):
            return True
        return bool(cursor.at("KEY", "INDEX")) and (
            cursor.ahead(1).text == "("
            or cursor.ahead(2).text == "("
            or cursor.ahead(2).is_word("USING", "NONCLUSTERED")
        )

    def index_name(self, cursor: Cursor) -> None:
        """Pass over the name of an index, and how it is made."""
        while cursor.now.text != "(" and not cursor.over():
            cursor.take()

    def unique(self, draft: Draft, cursor: Cursor, line: int) -> None:
        """Take a UNIQUE of columns; one of expressions is left."""
        begin = cursor.place
        try:
            draft.unique.append(DraftUnique(cursor.names(), line))
        except Unread as error:
            what = f"{draft.name}: UNIQUE {written(cursor.tokens[begin:])}"
            self.left.append(Change(line, what, error.why))
            cursor.place = len(cursor.tokens)

    def key(self, cursor: Cursor, columns: tuple[str, ...], line: int) -> DraftKey:
        """The foreign key whose REFERENCES stands here."""
        if not cursor.accept("REFERENCES"):
            raise Unread(cursor.line, "REFERENCES is missing")
        table = cursor.name()
        references = cursor.names() if cursor.now.text == "(" else ()
        actions: list[str] = []
        while not cursor.over():
            if event := cursor.accept("ON DELETE", "ON UPDATE"):
                action = cursor.accept("CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT", "NO ACTION")
                actions += [f"{event} {action}"] if action not in ("", "NO ACTION", "RESTRICT") else []
            elif not cursor.accept(
                "NOT FOR REPLICATION",
                "NOT DEFERRABLE",
                "DEFERRABLE",
                "INITIALLY DEFERRED",
                "INITIALLY IMMEDIATE",
                "MATCH SIMPLE",
                "MATCH FULL",
                "NOT VALID",
                "ENABLE",
            ):
                break
        return DraftKey(columns, table, references, line, " ".join(actions))

    def column(self, draft: Draft, cursor: Cursor) -> DraftColumn:
        """The column that stands here, with all that is said of it."""
        line = cursor.line
        name = cursor.name()
        begin = cursor.place
        found = type_at(cursor, self.dialect)
        word = cursor.tokens[begin].value.upper() if begin < len(cursor.tokens) else ""
        column = DraftColumn(name, found.type, found.written, line, free=found.free, padded=found.padded)
        column.numbered, column.labels = found.numbered, found.labels
        last = written(cursor.tokens[max(begin, cursor.place - 1) : cursor.place]).strip('"').upper()
        self.of_own_type(draft, column, word if word in self.domains or word in self.enums else last)
        if (
            not found.same
            and not found.free
            and not (word in self.domains or last in self.domains or last in self.enums)
        ):
            self.changes.append(Change(line, f"{found.written} ({draft.name}.{name})", column.type))
        while not cursor.over():
            self.clause(draft, column, cursor)
        if column.labels:
            self.checked_labels(draft, column)
        return column

    def of_own_type(self, draft: Draft, column: DraftColumn, word: str) -> None:
        """Let a column have what a DOMAIN or an ENUM of the script says."""
        if word in self.enums:
            column.labels = self.enums[word]
            self.changes.append(
                Change(column.line, f"{column.written} ({draft.name}.{column.name})", "VARCHAR with a CHECK")
            )
        elif word in self.domains:
            cursor = Cursor(self.domains[word])
            found = type_at(cursor, self.dialect)
            column.type, column.free, column.padded = found.type, found.free, found.padded
            self.changes.append(
                Change(column.line, f"{column.written} ({draft.name}.{column.name})", found.type)
            )
            while not cursor.over():
                self.clause(draft, column, cursor, value=True)

    def checked_labels(self, draft: Draft, column: DraftColumn) -> None:
        """A CHECK for what an ENUM may hold."""
        listed = ", ".join("'" + label.replace("'", "''") + "'" for label in column.labels)
        draft.checks.append(DraftCheck(f'"{column.name}" IN ({listed})', column.line, portable=True))

    def clause(self, draft: Draft, column: DraftColumn, cursor: Cursor, value: bool = False) -> None:
        """Take one thing that is said of a column."""
        line = cursor.line
        if cursor.accept("CONSTRAINT"):
            if not cursor.at("PRIMARY", "UNIQUE", "REFERENCES", "CHECK", "NOT", "NULL", "DEFAULT"):
                cursor.name()
        elif cursor.accept("NOT NULL"):
            column.nullable = False
        elif cursor.accept("PRIMARY KEY", "KEY"):
            draft.primary_key, draft.primary_line = (column.name,), line
            cursor.accept("CLUSTERED", "NONCLUSTERED", "ASC", "DESC")
        elif cursor.accept("UNIQUE KEY", "UNIQUE"):
            draft.unique.append(DraftUnique((column.name,), line))
            cursor.accept("CLUSTERED", "NONCLUSTERED")
        elif cursor.accept("FOREIGN KEY"):
            pass
        elif cursor.at("REFERENCES"):
            draft.foreign_keys.append(self.key(cursor, (column.name,), line))
        elif cursor.accept("CHECK"):
            draft.checks.append(
                DraftCheck(of_value(cursor.group(), column.name) if value else written(cursor.group()), line)
            )
        elif cursor.accept("DEFAULT"):
            column.default = written(expression(cursor))
            self.numbered_default(column)
        else:
            self.rare_clause(draft, column, cursor, line)

    def numbered_default(self, column: DraftColumn) -> None:
        """A default that asks a sequence makes a key that numbers itself; one of NULL is none."""
        if column.default and "nextval" in column.default.lower():
            column.numbered, column.default = True, None
        elif column.default and column.default.strip("()").upper() == "NULL":
            column.default = None

    def rare_clause(self, draft: Draft, column: DraftColumn, cursor: Cursor, line: int) -> None:
        """Take what only some dialects say of a column."""
        if cursor.accept("AUTO_INCREMENT", "AUTOINCREMENT"):
            column.numbered = True
        elif cursor.accept("IDENTITY"):
            self.identity(column, cursor)
        elif cursor.at("GENERATED") or (cursor.at("AS") and cursor.ahead(1).text == "("):
            self.generated(draft, column, cursor, line)
        elif cursor.accept("COMMENT"):
            column.comment = cursor.take().value
        elif cursor.accept("COLLATE"):
            self.collation(draft, column, cursor.name(), line)
        elif cursor.accept("CHARACTER SET", "CHARSET"):
            cursor.name()
        elif cursor.accept("ON UPDATE"):
            said = written(expression(cursor))
            self.left.append(
                Change(
                    line,
                    f"{draft.name}.{column.name}: ON UPDATE {said}",
                    "no other engine has it",
                    harmless=True,
                )
            )
        elif cursor.accept("ON CONFLICT"):
            cursor.take()
        elif cursor.now.text in (";", "") or not cursor.accept(*SILENT):
            token = cursor.take()
            raise Unread(
                token.line, f"“{token.text}” is not known where it stands in the column {column.name}"
            )

    def collation(self, draft: Draft, column: DraftColumn, name: str, line: int) -> None:
        """Say that texts are compared otherwise, where a collation was that takes letters of both cases as one."""
        if name.upper() in ("NOCASE", "RTRIM") or "_CI" in name.upper():
            what = f"{draft.name}.{column.name}: COLLATE {name}"
            self.left.append(
                Change(line, what, "texts are compared letter by letter, so A is not a", harmless=True)
            )

    def identity(self, column: DraftColumn, cursor: Cursor) -> None:
        """IDENTITY(start, step)."""
        column.numbered = True
        if cursor.now.text == "(":
            numbers = [int(one.value) for one in cursor.group() if one.kind == "number"]
            column.start, column.step = (*numbers, 1, 1)[:2] if len(numbers) == 2 else (1, 1)

    def generated(self, draft: Draft, column: DraftColumn, cursor: Cursor, line: int) -> None:
        """GENERATED … AS IDENTITY, or AS an expression."""
        cursor.accept("GENERATED ALWAYS", "GENERATED BY DEFAULT ON NULL", "GENERATED BY DEFAULT", "GENERATED")
        cursor.accept("AS")
        if cursor.accept("IDENTITY"):
            column.numbered = True
            if cursor.now.text == "(":
                cursor.group()
            return
        column.generated = written(cursor.group())
        cursor.accept("STORED", "VIRTUAL", "PERSISTED")
        self.changes.append(Change(line, f"AS ({column.generated}) ({draft.name}.{column.name})", GENERATED))


SILENT = (
    *(
        "NULL",
        "ASC",
        "DESC",
        "ROWGUIDCOL",
        "SPARSE",
        "ENABLE",
        "VISIBLE",
        "INVISIBLE",
        "STORED",
        "VIRTUAL",
        "NOVALIDATE",
    ),
    *("DEFERRABLE", "NOT DEFERRABLE", "INITIALLY DEFERRED", "INITIALLY IMMEDIATE", "NOT FOR REPLICATION"),
    *("USING INDEX", "WITH VALUES", "STORAGE", "COMPRESSION", "BINARY", "UNSIGNED", "ZEROFILL"),
)
"""What may be said of a column without a difference to its values."""

ENDS = (
    *(
        "NOT NULL",
        "NULL",
        "PRIMARY",
        "UNIQUE",
        "REFERENCES",
        "CHECK",
        "CONSTRAINT",
        "COLLATE",
        "COMMENT",
        "ON UPDATE",
    ),
    *(
        "AUTO_INCREMENT",
        "GENERATED",
        "IDENTITY",
        "KEY",
        "FOR",
        "WITH VALUES",
        "ENABLE",
        "DEFERRABLE",
        "NOT DEFERRABLE",
    ),
)


def expression(cursor: Cursor) -> list[Token]:
    """The tokens of a default that stands here, up to the next thing that is said of the column."""
    begin, depth = cursor.place, 0
    while not cursor.over() and (depth or cursor.place == begin or not cursor.at(*ENDS)):
        token = cursor.take()
        depth += (token.text == "(") - (token.text == ")")
    return list(cursor.tokens[begin : cursor.place])


def of_value(tokens: list[Token], column: str) -> str:
    """A CHECK of a DOMAIN, about a column."""
    return written([one._replace(text=f'"{column}"') if one.is_word("VALUE") else one for one in tokens])

"""The statements of a script → tables and rows in a staging: each is taken, changed or named with its line and why."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from sqlgym.ddl import alter
from sqlgym.ddl.create import Maker
from sqlgym.ddl.cursor import Cursor, parts, written
from sqlgym.ddl.draft import Change, Draft, Unread
from sqlgym.ddl.lexis import lexis
from sqlgym.ddl.reader import Reader, Token, Unclosed
from sqlgym.ddl.statements import PROGRAMS, STARTS, Cutter, Statement
from sqlgym.ddl.values import Value, copied, value
from sqlgym.importing.staging import Stage, Staging
from sqlgym.sql.quoting import quote

_SERVER = r"""
    SET USE PRAGMA BEGIN COMMIT START LOCK UNLOCK GRANT REVOKE ANALYZE VACUUM PRINT GO END PROMPT
    REM REMARK SPOOL WHENEVER DEFINE CONNECT CONN EXIT QUIT CLEAR COLUMN FLUSH CHECKPOINT RAISERROR
    SAVE START HOST PAUSE TTITLE ACCEPT SHOW OPTIMIZE \ EXPLAIN DBCC WAITFOR REINDEX DISCARD RESET
"""
SERVER = frozenset(_SERVER.split())
"""First words of statements that are about a server or a session, and leave no table and no row."""

_OBJECTS = """
    DATABASE SCHEMA SEQUENCE EXTENSION USER ROLE LOGIN SYNONYM TABLESPACE COLLATION LANGUAGE
"""
OBJECTS = frozenset(_OBJECTS.split())
MOST_NAMED = 200
"""Lines that are named of one kind; what is more is counted."""


class Script:
    """Reads one script."""

    def __init__(self, staging: Staging, execute: Callable[[str], int], dialect: str) -> None:
        """`execute` runs a statement of the script on the tables so far, and returns how many rows it changed."""
        self.staging = staging
        self.execute = execute
        self.dialect = dialect
        self.maker = Maker(dialect)
        self.left = self.maker.left
        self.changes = self.maker.changes
        self.passed: Counter[str] = Counter()
        self.first: dict[str, int] = {}
        self.views: list[tuple[str, Statement]] = []

    def read(self, blocks: Iterator[str]) -> None:
        """Read all of a text; Unread where it can't be cut into statements."""
        reader = Reader(blocks, lexis(self.dialect))
        try:
            for statement in Cutter(reader):
                self.take(statement, reader)
        except Unclosed as error:
            raise Unread(
                error.line, f"the quote or comment that opens here ({error.what}) has no end"
            ) from error

    def take(self, statement: Statement, reader: Reader) -> None:
        """Take one statement; what can't be read of it is left, with why."""
        try:
            self.do(statement, reader)
        except Unread as error:
            self.leave(error.line or statement.line, statement, error.why)
            if statement.open:
                self.leave_rows(statement, reader)

    def leave(self, line: int, statement: Statement, why: str) -> None:
        """Name a statement that did not come in."""
        text = written(statement.tokens[:12])
        self.left.append(Change(line, text if len(text) < 80 else f"{text[:80]} …", why))

    def leave_rows(self, statement: Statement, reader: Reader) -> None:
        """Pass over the rows of a statement that is left, and count them."""
        try:
            found = copy_lines(reader) if statement.open == "copy" else self.rows(reader, statement)
            count = sum(1 for _ in found)
        except Unread:
            self.skip(reader)
            return
        what = f"{count:,} rows of {written(statement.tokens[:5])}"
        self.left.append(Change(statement.line, what, "their table did not come in"))

    def skip(self, reader: Reader) -> None:
        """Pass over what is left of a statement."""
        while (token := reader.next()) is not None and token.text != ";":
            if self.dialect == "tsql" and token.first and token.is_word("GO", "INSERT", "CREATE", "SET"):
                return reader.push(token)
        return None

    def do(self, statement: Statement, reader: Reader) -> None:
        """Do what a statement says."""
        first = statement.tokens[0]
        words = statement.words(12)
        if self.dialect == "sqlite" and "sqlite_sequence" in words.lower():
            self.numbering(statement, reader)
        elif statement.open == "values":
            self.insert(statement, reader)
        elif statement.open == "copy":
            self.copy(statement, reader)
        elif first.is_word("CREATE"):
            self.create(statement, words)
        elif first.is_word("ALTER"):
            self.alter(statement)
        elif (
            first.is_word("INSERT")
            and len(statement.tokens) > 1
            and statement.tokens[1].is_word("ALL", "FIRST")
        ):
            self.insert_all(statement)
        elif first.is_word("INSERT", "REPLACE", "UPDATE", "DELETE", "MERGE", "WITH"):
            self.run(statement)
        elif first.is_word("COMMENT"):
            if not alter.comment(statement, self.staging.find):
                self.leave(statement.line, statement, "it is on no table that came in")
        elif first.is_word("DROP", "TRUNCATE"):
            self.drop(statement, words)
        elif first.is_word("BEGIN", "DECLARE") and len(statement.tokens) > 3:
            raise Unread(statement.line, "a block of a program does not run here; write its rows as INSERTs")
        elif first.is_word("SELECT") and "INTO" in words.split():
            raise Unread(statement.line, "SELECT … INTO can't be read; write CREATE TABLE and INSERT")
        elif first.is_word("SELECT", "IF", "ELSE"):
            self.passed_over(statement, "SELECT" if first.value == "SELECT" else "IF, as if it were true")
        elif (
            first.value in SERVER
            or first.value.split(" ")[0].rstrip(";") in SERVER
            or first.text.startswith("\\")
        ):
            self.passed_over(statement, first.value.split(" ")[0].split("\t")[0])
        else:
            raise Unread(statement.line, "sqlgym does not know this statement")

    def insert_query(self, statement: Statement, place: int) -> None:
        """INSERT … SELECT: the query is run on the rows so far, and each of its rows is taken as one in VALUES is."""
        stage, places = self.target(statement)
        try:
            rows = self.staging.texts(written(statement.tokens[place:]))
        except Exception as error:
            raise Unread(statement.line, str(error).splitlines()[0][:200]) from error
        unnumbered = [one for one in places if not stage.draft.columns[one].numbered]
        for cells in rows:
            short = statement.tokens[place - 1].text != ")" and len(cells) == len(unnumbered)
            self.row(stage, unnumbered if short else places, cells, statement.line)
        said = f"run on the rows before it; {len(rows):,} rows"
        self.changes.append(Change(statement.line, f"{written(statement.tokens[:place])} …", said))

    def numbering(self, statement: Statement, reader: Reader) -> None:
        """How far SQLite has counted: keys go on behind the rows that are there."""
        if statement.open:
            self.skip(reader)
        self.passed_over(statement, "sqlite_sequence")

    def passed_over(self, statement: Statement, what: str) -> None:
        """Count a statement that leaves no table and no row."""
        self.passed[what] += 1
        self.first.setdefault(what, statement.line)

    def create(self, statement: Statement, words: str) -> None:
        """CREATE of anything."""
        about = object_of(statement)
        if PROGRAMS.match(words):
            raise Unread(
                statement.line, f"a {about.lower()} does not run here; rows are as the script has them"
            )
        if about == "TABLE":
            self.table(statement)
        elif about in (
            "INDEX",
            "UNIQUE",
            "FULLTEXT",
            "SPATIAL",
            "CLUSTERED",
            "NONCLUSTERED",
            "BITMAP",
            "COLUMNSTORE",
        ):
            alter.index(self.maker, statement, self.staging.find)
        elif about in ("TYPE", "DOMAIN"):
            if not alter.own_type(self.maker, statement):
                raise Unread(statement.line, "columns of a type of its own come in as text")
        elif about == "VIEW":
            self.views.append((view_name(statement), statement))
        elif about in OBJECTS:
            if about == "SEQUENCE":
                self.sequence(statement)
            self.passed_over(statement, f"CREATE {about}")
        else:
            raise Unread(statement.line, f"a course has no {about.lower() or 'such thing'}")

    def sequence(self, statement: Statement) -> None:
        """CREATE SEQUENCE: where it begins, and by how much it goes on."""
        cursor = Cursor(statement.tokens, 1)
        cursor.accept("SEQUENCE")
        cursor.accept("IF NOT EXISTS")
        name, start, step = cursor.name().casefold(), 1, 1
        while not cursor.over():
            if word := cursor.accept("START WITH", "START", "INCREMENT BY", "INCREMENT"):
                negative = cursor.symbol("-")
                number = int(cursor.take().value or 1) * (-1 if negative else 1)
                start, step = (number, step) if word.startswith("START") else (start, number)
            else:
                cursor.take()
        self.staging.sequences[name] = (start, step)

    def table(self, statement: Statement) -> None:
        """CREATE TABLE."""
        if any(one.is_word("TEMP", "TEMPORARY") for one in statement.tokens[:4]):
            raise Unread(statement.line, "a temporary table is gone when the script is over")
        if statement.tokens[1].is_word("VIRTUAL"):
            raise Unread(statement.line, "a virtual table is made by a module that no other engine has")
        if not any(one.text == "(" for one in statement.tokens[2:8]) or selects(statement):
            return self.table_of_query(statement)
        draft = self.maker.create(statement)
        if self.dialect in ("sqlite", "") and len(draft.primary_key) == 1:
            key = draft.column(draft.primary_key[0])
            if key is not None and key.written.upper() == "INTEGER":
                key.numbered = True
        draft.comment = draft.comment or comment_of(statement)
        return self.staging.add(draft)

    def table_of_query(self, statement: Statement) -> None:
        """CREATE TABLE … AS a query: it is run on the rows so far."""
        place = next((place for place, one in enumerate(statement.tokens) if one.is_word("AS")), 0)
        if not place:
            raise Unread(statement.line, "it has no list of columns")
        cursor = Cursor(statement.tokens, 1)
        while not cursor.accept("TABLE"):
            cursor.take()
        cursor.accept("IF NOT EXISTS")
        draft = Draft(cursor.name(), statement.line)
        self.staging.settle()
        try:
            count = self.staging.add_query(draft, written(statement.tokens[place + 1 :]))
        except Exception as error:
            raise Unread(statement.line, str(error).splitlines()[0][:200]) from error
        said = f"run on the rows before it; {count:,} rows"
        self.changes.append(Change(statement.line, f"{written(statement.tokens[: place + 1])} …", said))

    def alter(self, statement: Statement) -> None:
        """ALTER of anything."""
        about = statement.tokens[1].value if len(statement.tokens) > 1 else ""
        if about != "TABLE":
            if about in OBJECTS or about in (
                "DEFAULT",
                "SESSION",
                "SYSTEM",
                "TYPE",
                "DOMAIN",
                "FUNCTION",
                "INDEX",
                "VIEW",
            ):
                return self.passed_over(statement, f"ALTER {about}")
            raise Unread(statement.line, "sqlgym does not know this statement")
        if not alter.alter(self.maker, statement, self.staging.find):
            self.passed_over(statement, "ALTER TABLE, for the server alone")
        return None

    def drop(self, statement: Statement, words: str) -> None:
        """DROP: before a table is made it says nothing, afterwards it can't be followed."""
        name = next(
            (
                one.value
                for one in reversed(statement.tokens)
                if one.kind in ("word", "name")
                and one.value not in ("CASCADE", "CONSTRAINTS", "PURGE", "RESTRICT")
            ),
            "",
        )
        stage = self.staging.stages.get(name.casefold())
        if statement.tokens[0].is_word("TRUNCATE") and stage is not None and not stage.read:
            return self.passed_over(statement, "TRUNCATE of an empty table")
        if statement.tokens[0].is_word("TRUNCATE") or (" TABLE " in f" {words} " and self.staging.find(name)):
            raise Unread(
                statement.line,
                "a table that is emptied or dropped again can't be followed; take out what made it",
            )
        return self.passed_over(statement, " ".join(words.split()[:2]))

    def insert(self, statement: Statement, reader: Reader) -> None:
        """INSERT … VALUES with its rows."""
        stage, places = self.target(statement)
        plain = places == list(range(len(stage.draft.columns)))
        unnumbered = [place for place in places if not stage.draft.columns[place].numbered]
        named = statement.tokens[-2].text == ")"
        try:
            for cells in self.rows(reader, statement):
                line = reader.at(reader.place)
                if not (plain and self.staging.append_plain(stage, cells, line)):
                    short = not named and len(cells) == len(unnumbered)
                    self.row(stage, unnumbered if short else places, cells, line)
        except Unread as error:
            self.left.append(
                Change(
                    error.line, f"rows of {stage.draft.name} from here to the end of the statement", error.why
                )
            )
            self.skip(reader)

    def row(self, stage: Stage, places: Sequence[int], cells: Sequence[Value], line: int) -> None:
        """Take a row, or name it."""
        try:
            self.staging.append(stage, places, cells, line)
        except Unread as error:
            self.left.append(Change(error.line, f"a row of {stage.draft.name}", error.why))

    def rows(self, reader: Reader, statement: Statement) -> Iterator[Sequence[Value]]:
        """The rows behind VALUES, to the end of the statement."""
        while True:
            cells = reader.row()
            yield cells if cells is not None else self.slow_row(reader, statement)
            if reader.comma():
                continue
            token = self.visible(reader)
            if token is None or token.text == ";":
                return
            if token.text != ",":
                return self.rest(reader, token, statement)

    def visible(self, reader: Reader) -> Token | None:
        """The next token that is no comment."""
        while (token := reader.next()) is not None and token.kind == "comment":
            pass
        return token

    def slow_row(self, reader: Reader, statement: Statement) -> Sequence[Value]:
        """A row with more than plain literals in it."""
        token = self.visible(reader)
        if token is not None and token.is_word("ROW"):
            token = self.visible(reader)
        if token is None or token.text != "(":
            raise Unread(
                token.line if token else statement.line, "a row in brackets is missing behind VALUES"
            )
        inside: list[Token] = []
        depth = 1
        while depth:
            one = self.visible(reader)
            if one is None:
                raise Unread(token.line, "the bracket of this row has no end")
            depth += (one.text == "(") - (one.text == ")") if one.kind == "symbol" else 0
            inside.append(one)
        return [value(part, self.dialect) for part in parts(inside[:-1])]

    def rest(self, reader: Reader, token: Token, statement: Statement) -> None:
        """What follows the rows: in T-SQL the next statement, else what is to be done on a conflict."""
        begins = token.first and token.is_word(*STARTS)
        if begins or (self.dialect == "tsql" and (token.first or token.kind == "word")):
            reader.push(token)
            return
        tokens = [token]
        while (one := self.visible(reader)) is not None and one.text != ";":
            tokens.append(one)
        text = written(tokens)
        if tokens[0].is_word("ON", "AS"):
            self.left.append(
                Change(token.line, text[:80], "all rows are taken; one that is there twice breaks its key")
            )
        elif not tokens[0].is_word("RETURNING"):
            raise Unread(token.line, f"“{text[:60]}” is not known behind the rows")

    def target(self, statement: Statement) -> tuple[Stage, list[int]]:
        """The table and the columns that an INSERT or a COPY names."""
        cursor = Cursor(statement.tokens, 1)
        cursor.accept("IGNORE", "OR REPLACE", "OR IGNORE", "LOW_PRIORITY", "DELAYED")
        cursor.accept("INTO")
        name = cursor.name()
        stage = self.staging.stages.get(name.casefold())
        if stage is None:
            raise Unread(statement.line, f"there is no table {name} before it")
        names = cursor.names() if cursor.now.text == "(" else ()
        return stage, places_of(stage.draft, names, statement.line)

    def copy(self, statement: Statement, reader: Reader) -> None:
        """COPY … FROM stdin with its lines."""
        stage, places = self.target(statement)
        options = reader.rest_of_line().upper()
        line = reader.at(reader.place)
        lines = copy_lines(reader)
        rows: Iterator[Sequence[Value]] = map(copied, lines)
        if "CSV" in options:
            rows = (list(map(none_if_empty, row)) for row in csv.reader(one + "\n" for one in lines))
        plain = places == list(range(len(stage.draft.columns)))
        for cells in rows:
            if not (plain and self.staging.append_plain(stage, cells, line)):
                self.row(stage, places, cells, line)
            line = reader.at(reader.place)

    def insert_all(self, statement: Statement) -> None:
        """Oracle's INSERT ALL: one row behind each INTO."""
        cursor = Cursor(statement.tokens, 2)
        while cursor.accept("INTO"):
            line = cursor.line
            name = cursor.name()
            stage = self.staging.stages.get(name.casefold())
            if stage is None:
                raise Unread(line, f"there is no table {name} before it")
            names = cursor.names() if cursor.now.text == "(" else ()
            if not cursor.accept("VALUES"):
                raise Unread(line, "VALUES is missing")
            cells = [value(part, self.dialect) for part in parts(cursor.group())]
            self.staging.append(stage, places_of(stage.draft, names, line), cells, line)
        if not cursor.at("SELECT"):
            raise Unread(
                cursor.line, f"“{written(cursor.tokens[cursor.place :])[:60]}” is not known behind the rows"
            )

    def run(self, statement: Statement) -> None:
        """A statement that reads tables: it is run on the rows so far."""
        if [one.value for one in statement.tokens[-2:]] == ["DEFAULT", "VALUES"]:
            stage, _ = self.target(statement)
            return self.staging.append(stage, [], [], statement.line)
        self.staging.settle()
        if statement.tokens[0].is_word("INSERT", "REPLACE") and (place := query_place(statement)):
            return self.insert_query(statement, place)
        try:
            changed = self.execute(written(statement.tokens))
        except Exception as error:
            raise Unread(statement.line, str(error).splitlines()[0][:200]) from error
        for stage in self.staging.stages.values():
            stage.read = self.staging.count(quote(stage.draft.name))
        text = written(statement.tokens[:5])
        self.changes.append(
            Change(statement.line, f"{text} …", f"run on the rows before it; {changed:,} rows")
        )
        return None


def none_if_empty(cell: str) -> str | None:
    """A value of COPY's csv: what is empty is NULL."""
    return cell or None


def copy_lines(reader: Reader) -> Iterator[str]:
    """The lines of a COPY up to its end."""
    for line in reader.lines():
        if line.rstrip("\r") == "\\.":
            return
        yield line


def places_of(draft: Draft, names: Sequence[str], line: int) -> list[int]:
    """The places of the columns that are named; without names all that are no generated ones."""
    if not names:
        return [place for place, column in enumerate(draft.columns) if not column.generated]
    known = {column.name.casefold(): place for place, column in enumerate(draft.columns)}
    missing = [name for name in names if name.casefold() not in known]
    if missing:
        raise Unread(line, f"{draft.name} has no column {missing[0]}")
    return [known[name.casefold()] for name in names]


_MODIFIERS = """
    OR REPLACE ALTER GLOBAL LOCAL UNLOGGED EXTERNAL FOREIGN TEMP TEMPORARY VIRTUAL EDITIONABLE FORCE
    NO
"""
MODIFIERS = frozenset(_MODIFIERS.split())
_VIEWS = """
    ALGORITHM UNDEFINED MERGE TEMPTABLE DEFINER SQL SECURITY INVOKER MATERIALIZED RECURSIVE
"""
VIEWS = frozenset(_VIEWS.split())


def object_of(statement: Statement) -> str:
    """What a CREATE is about."""
    for token in statement.tokens[1:20]:
        if token.is_word("VIEW"):
            return "VIEW"
        if token.kind == "word" and token.value not in MODIFIERS and token.value not in VIEWS:
            if token.value not in OBJECTS and any(one.is_word("VIEW") for one in statement.tokens[1:20]):
                continue
            return token.value
    return ""


def selects(statement: Statement) -> bool:
    """Whether a CREATE TABLE has a query instead of columns."""
    for token, following in pairwise(statement.tokens):
        if token.text == "(":
            return following.is_word("SELECT", "WITH")
        if token.is_word("AS"):
            return True
    return False


def query_place(statement: Statement) -> int:
    """Where the query of an INSERT begins; 0 if there is none."""
    depth = 0
    for place, token in enumerate(statement.tokens):
        if depth == 0 and token.is_word("SELECT", "WITH"):
            return place
        depth += (token.text == "(") - (token.text == ")")
    return 0


def view_name(statement: Statement) -> str:
    """The name of the view that a statement makes."""
    cursor = Cursor(statement.tokens, 1)
    while not cursor.accept("VIEW"):
        cursor.take()
    cursor.accept("IF NOT EXISTS")
    return cursor.name()


def comment_of(statement: Statement) -> str:
    """The comment right before a table, of people and not of a dump program."""
    last = [one for one in statement.comments if one.line < statement.line]
    text = last[-1].text.strip("-/*# \n").strip() if last else ""
    near = last and statement.line - last[-1].line - last[-1].text.count("\n") <= 1
    noise = (
        text.startswith(("Name:", "Table structure", "Structure", "Dumping"))
        or len(text) > 300
        or "\n" in text
    )
    return "" if not near or noise or not text.strip("-=#* ") else text

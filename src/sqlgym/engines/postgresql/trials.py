"""One query on many tiny databases in PostgreSQL: all in one statement, or plainly, one database after another.

The rows of all worlds lie in temporary tables `all_T`, of which nobody else sees anything. For the batch the answer
stands as it is in a query that is made for each world, within common table expressions that have the names of its
tables: they hide whatever else has them. What the answer means otherwise there (grouping by a key alone, a table's name
as its whole row, ctid) fails or is suspected, and the plain run judges: on tables with their keys, filled anew for each
world.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Protocol

from sqlgym.engines.postgresql.client import Connection
from sqlgym.engines.postgresql.create import create_sql, named
from sqlgym.engines.postgresql.databases import world_rows
from sqlgym.engines.postgresql.lexer import tokens
from sqlgym.engines.postgresql.values import type_sql
from sqlgym.engines.protocol import StatementError
from sqlgym.result import Row, Run
from sqlgym.schema import Table
from sqlgym.sql.quoting import quote
from sqlgym.sql.statement import Statement

MOST_ROWS = 100_000
MOST_BYTES = 64 << 20


class Queries(Protocol):
    """As much of a session of PostgreSQL's as worlds need."""

    connection: Connection
    contents: dict[str, bytes]

    def made(
        self,
        statement: Statement,
        most_rows: int,
        most_bytes: int,
        before: Sequence[str] = (),
        after: Sequence[str] = (),
    ) -> Run:
        """Run a statement between others of our own, and fetch all it returns."""


class PostgreSQLTrials:
    """The worlds in a session, for one query."""

    def __init__(self, session: Queries, tables: Sequence[Table]) -> None:
        """Bring in the worlds of the session's file, if it has some."""
        self.session = session
        self.tables = tables
        self.world = -1
        self.made = False
        if session.contents:
            self.bring(session.contents)

    def load(self, contents: Mapping[str, str]) -> None:
        """Bring in the worlds: a table's rows as JSON arrays of text, world and place first."""
        self.bring(
            {one.name: world_rows(one, json.loads(contents.get(one.name, "[]"))) for one in self.tables}
        )

    def bring(self, contents: Mapping[str, bytes]) -> None:
        """Make the tables of all worlds, and fill them."""
        connection = self.session.connection
        made = "; ".join(all_rows(named(table)) for table in self.tables)
        connection.asked(f"SET enable_seqscan = off; {made}")
        for table in self.tables:
            connection.copied(f"COPY {every(named(table))} FROM STDIN", contents.get(table.name, b""))

    def batch(
        self, statement: Statement, worlds: Sequence[int], types: Sequence[str]
    ) -> Iterator[tuple[int, list[Row]]]:
        """The rows of a query on every world, in one statement; StatementError where that can't be done."""
        if any(
            token[0].startswith(("$", ":")) and token.lastgroup == "named" for token in tokens(statement.text)
        ):
            raise StatementError("a query with parameters is run on one world after another")
        within = ", ".join(hiding(named(table)) for table in self.tables)
        inner = f"{f'WITH {within} ' if within else ''}SELECT true, x.* FROM (\n{self.unqualified(statement.text)}\n) x"
        numbers = ",".join(map(str, worlds))
        sql = (
            f"SELECT sqlgym_world.id, q.* FROM unnest('{{{numbers}}}'::int[]) AS sqlgym_world(id) "
            f"LEFT JOIN LATERAL ({inner}) q ON true"
        )
        run = self.session.made(
            Statement("SELECT", sql, 0, "SELECT"),
            MOST_ROWS * 4,
            MOST_BYTES,
            ("BEGIN READ ONLY",),
            ("ROLLBACK",),
        )
        found: dict[int, list[Row]] = {world: [] for world in worlds}
        for world, real, *cells in run.rows:
            if real:
                found[world].append(tuple(cells))
        yield from found.items()

    def views(self) -> None:
        """Make the tables of one world; a view would have no key to group by."""
        if not self.made:
            self.made = True
            for statement in create_sql(self.tables, constraints=False):
                self.session.connection.asked(statement.replace("CREATE TABLE", "CREATE TEMPORARY TABLE", 1))
            self.session.connection.asked("SET enable_seqscan = on")

    def choose(self, world: int) -> None:
        """Choose the world that the tables hold when the query runs."""
        self.world = world

    def put(self, world: int) -> None:
        """Choose the world, whose tables are its own anyway."""
        self.views()
        self.choose(world)

    def run(self, statement: Statement) -> Run:
        """Run the statement on the tables of the world, which are filled for it and empty again afterwards."""
        text = self.unqualified(statement.text)
        filled = [filling(named(table), self.world) for table in self.tables]
        there = Statement(statement.kind, text, statement.start, statement.verb, statement.head)
        return self.session.made(there, MOST_ROWS, MOST_BYTES, ("BEGIN", *filled), ("ROLLBACK",))

    def unqualified(self, sql: str) -> str:
        """A text without the schema before the names of tables, which here are in another."""
        parts, end, found = [], 0, tokens(sql)
        for one, dot in pairwise(found):
            if one[0].lower() in ("public", '"public"') and dot[0] == ".":
                parts.append(sql[end : one.start()])
                end = dot.end()
        return "".join([*parts, sql[end:]])


def every(table: Table) -> str:
    """The name of the table that has the rows of all worlds."""
    return quote(f"all_{table.name}")


def columns(table: Table) -> str:
    """A table's columns with commas between."""
    return ", ".join(quote(column.name) for column in table.columns)


def all_rows(table: Table) -> str:
    """The statements that make the table of all worlds' rows."""
    typed = ", ".join(f"{quote(one.name)} {type_sql(one.type)}" for one in table.columns)
    name = every(table)
    return (
        f"CREATE TEMPORARY TABLE {name} (sqlgym_world_id int, sqlgym_pos int, {typed}); "
        f"CREATE INDEX ON {name} (sqlgym_world_id)"
    )


def hiding(table: Table) -> str:
    """A common table expression with the name of a table and its rows in one world."""
    source = f"SELECT {columns(table)} FROM pg_temp.{every(table)} WHERE sqlgym_world_id = sqlgym_world.id"
    return f"{quote(table.name)} AS ({source})"


def filling(table: Table, world: int) -> str:
    """The statement that fills a table with its rows in one world, in their order."""
    chosen = f"SELECT {columns(table)} FROM {every(table)} WHERE sqlgym_world_id = {int(world)} ORDER BY sqlgym_pos"
    return f"INSERT INTO pg_temp.{quote(table.name)} {chosen}"

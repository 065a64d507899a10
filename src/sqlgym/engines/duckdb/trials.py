"""One query on many tiny databases in DuckDB: all in one statement, or plainly, one database after another.

The rows of all worlds lie in tables `all_T` with the columns `world_id` and `pos` before those of `T`. For the
batch, every base table in DuckDB's own syntax tree becomes a subquery for one world, and the whole query a
correlated one over the numbers of the worlds: DuckDB's decorrelation does the rest. It is known to fail, loudly
for some joins and silently for DISTINCT over an aggregate of nothing (duckdb issue 24049): it may suspect, never
judge.
"""

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from sqlgym.engines.duckdb.catalog import is_text
from sqlgym.engines.duckdb.guard import Tree
from sqlgym.engines.duckdb.outputs import column, select
from sqlgym.engines.protocol import StatementError
from sqlgym.result import Row, Run
from sqlgym.schema import Table
from sqlgym.sql.quoting import quote
from sqlgym.sql.statement import Statement

if TYPE_CHECKING:
    import duckdb

Node = dict[str, Any]

WORLD = "sqlgym_world"
MOST_ROWS = 100_000
MOST_BYTES = 64 << 20


class Queries(Protocol):
    """As much of a session of DuckDB's as worlds need."""

    connection: "duckdb.DuckDBPyConnection"
    shown: list[str]

    def parse(self, statement: Statement) -> Tree | None:
        """The statement's syntax tree; None where DuckDB can't serialise it."""

    def deserialised(self, tree: Tree) -> str:
        """The query that a syntax tree is of."""

    def values(self, sql: str, parameters: Sequence[object]) -> Iterator[Row]:
        """The rows of a statement of our own."""

    def run(self, statement: Statement, most_rows: int, most_bytes: int) -> Run:
        """Run a statement and fetch all it returns."""


class DuckDBTrials:
    """The worlds in a session's database, for one query."""

    def __init__(self, session: Queries, tables: Sequence[Table]) -> None:
        self.session = session
        self.tables = tables

    def load(self, contents: Mapping[str, str]) -> None:
        """Create the tables `all_T` from JSON: a table's rows as arrays of text, world and place first."""
        for table in self.tables:
            self.session.connection.execute(loading(table), [contents.get(table.name, "[]")])

    def batch(
        self, statement: Statement, worlds: Sequence[int], types: Sequence[str]
    ) -> Iterator[tuple[int, list[Row]]]:
        """The rows of a query on every world, in one statement; StatementError where that can't be done."""
        tree = self.session.parse(statement)
        if tree is None:  # PIVOT and the like: the caller tries one world after another
            raise StatementError("there is no syntax tree of this statement")
        split = rewritten(tree, self.tables)
        query = self.session.deserialised(split)
        sql = correlated(query, types, [is_text(kind) for kind in types])
        for world, rows in self.session.values(sql, [list(worlds)]):
            yield world, [] if rows is None else [tuple(row) for row in rows]

    def views(self) -> None:
        """Let every table's name mean its rows in the world that is chosen by `choose`."""
        for table in self.tables:
            self.session.connection.execute(f"CREATE TEMP VIEW {quote(table.name)} AS {chosen(table)}")
            self.session.shown.append(table.name)

    def choose(self, world: int) -> None:
        """Choose the world that the views show."""
        self.session.connection.execute(f"SET VARIABLE {WORLD} = {int(world)}")

    def put(self, world: int) -> None:
        """Make every table anew with the rows of one world, in their order, which is that in `all_T`.

        One thread scans in the order of insertion; to sort besides would take as long as all the rest.
        """
        self.choose(world)  # a view of the same name hides the table even where it is called main.T
        for table in self.tables:
            rows = chosen(table, str(int(world)))
            self.session.connection.execute(f"CREATE OR REPLACE TABLE {quote(table.name)} AS {rows}")

    def run(self, statement: Statement) -> Run:
        """Run the statement as it stands."""
        return self.session.run(statement, MOST_ROWS, MOST_BYTES)


def chosen(table: Table, world: str = f"getvariable('{WORLD}')") -> str:
    """A table's rows in a world, or in the chosen one."""
    return f"SELECT {names(table)} FROM {quote('all_' + table.name)} WHERE world_id = {world}"


def names(table: Table) -> str:
    """A table's columns with commas between."""
    return ", ".join(quote(column.name) for column in table.columns)


def loading(table: Table) -> str:
    """The statement that makes `all_T` from JSON."""
    columns = ["CAST(r[1] AS INTEGER) AS world_id", "CAST(r[2] AS INTEGER) AS pos"]
    columns += [
        f"CAST(r[{place}] AS {column.type}) AS {quote(column.name)}"
        for place, column in enumerate(table.columns, start=3)
    ]
    source = "SELECT unnest(from_json(?, '[[\"VARCHAR\"]]')) AS r"
    return f"CREATE TABLE {quote('all_' + table.name)} AS SELECT {', '.join(columns)} FROM ({source})"


def correlated(query: str, types: Sequence[str], as_text: Sequence[bool]) -> str:
    """A rewritten query's rows as one list for each world."""
    columns = [f"c{place}" for place in range(len(types))]
    cells = [
        f"CAST({name} AS VARCHAR)" if text else name for name, text in zip(columns, as_text, strict=True)
    ]
    inner = f"SELECT list(row({', '.join(cells)})) FROM ({query}) AS q({', '.join(columns)})"
    return f"SELECT {WORLD}.id, ({inner}) FROM (SELECT unnest(?::INTEGER[]) AS id) AS {WORLD}"


def rewritten(tree: Tree, tables: Iterable[Table]) -> Node:
    """A syntax tree with every base table replaced by its rows in one world; the names of CTEs stay."""
    known = {table.name.lower(): table for table in tables}
    copied: Node = copy.deepcopy(dict(tree))
    replaced = _replaced(copied["statements"][0]["node"], known, frozenset())
    copied["statements"][0]["node"] = replaced
    return copied


def _replaced(part: Any, known: Mapping[str, Table], ctes: frozenset[str]) -> Any:
    """A part of a tree with its base tables replaced, within which the names in `ctes` are taken."""
    if isinstance(part, list):
        return [_replaced(one, known, ctes) for one in part]
    if not isinstance(part, dict):
        return part
    taken = ctes | _names_of_ctes(part)
    if part.get("type") == "BASE_TABLE":
        return _base_table(part, known, taken)
    return {name: _replaced(value, known, taken) for name, value in part.items()}


def _names_of_ctes(node: Node) -> frozenset[str]:
    """The CTEs that a node of a query defines."""
    listed = (node.get("cte_map") or {}).get("map") or []
    own = [node["cte_name"]] if node.get("cte_name") else []
    return frozenset(str(name).lower() for name in [*(one["key"] for one in listed), *own])


def _base_table(node: Node, known: Mapping[str, Table], ctes: frozenset[str]) -> Node:
    """One base table as a subquery; a CTE, and what is no table of the schema, as it is."""
    path = [str(part).lower() for part in node["qualified_name"]["path"]]
    if path[-1] not in known or (len(path) == 1 and path[-1] in ctes):
        return node
    table = known[path[-1]]
    return {
        "type": "SUBQUERY",
        "alias": node["alias"] or node["table_name"],
        "sample": node["sample"],
        "query_location": node["query_location"],
        "subquery": {"node": _selection(table), "named_param_map": []},
        "column_name_alias": node["column_name_alias"],
    }


def _selection(table: Table) -> Node:
    """`SELECT columns FROM all_T WHERE world_id = sqlgym_world.id` as DuckDB serialises it."""
    name = f"all_{table.name}"
    rows: Node = {
        "type": "BASE_TABLE",
        "alias": "sqlgym_all",
        "sample": None,
        "schema_name": "",
        "table_name": name,
        "column_name_alias": [],
        "catalog_name": "",
        "at_clause": None,
        "qualified_name": {"path": [name]},
    }
    within: Node = {
        "class": "COMPARISON",
        "type": "COMPARE_EQUAL",
        "alias": "",
        "left": column("sqlgym_all", "world_id"),
        "right": column(WORLD, "id"),
    }
    return select([column("sqlgym_all", one.name) for one in table.columns], rows, within)

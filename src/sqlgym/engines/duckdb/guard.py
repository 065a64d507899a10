"""What an answer to DuckDB may not touch, decided from DuckDB's own syntax tree: its state, its files, its catalog."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlgym.engines.protocol import StatementForbidden
from sqlgym.sql.statement import Statement

Tree = Mapping[str, Any]
"""A statement as `json_serialize_sql` gives it."""

READS = frozenset({"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"})
"""The nodes of a syntax tree that only read; every other `…_NODE`, such as an INSERT in a WITH, writes."""

TABLE_FUNCTIONS = frozenset(
    {
        "generate_series",
        "histogram",
        "histogram_values",
        "json_each",
        "json_tree",
        "range",
        "repeat",
        "repeat_row",
        "unnest",
    }
)
"""The table functions that make rows out of their arguments alone. All others read files or the engine itself."""

STATE_FUNCTIONS = re.compile(
    r"(duckdb|pragma|sqlite|pg_get|has)_\w+|current_(setting|query|query_id|connection_id|transaction_id|schemas?)"
    r"|(current_)?(database|catalog)|(get|set)variable|query|query_table|json_execute_serialized_sql|txid_current"
    r"|nextval|currval|setval|setseed|write_log|parse_duckdb_log_message|stats|pg_(?!typeof|sleep|size_pretty)\w+"
    r"|read_\w+|glob|sniff_csv|parquet_\w+|\w+_scan|which_secret|getenv|arrow_scan_\w+|python_\w+"
    r"|(force_)?checkpoint|truncate_duckdb_logs|(enable|disable)_(logging|profiling)"
    r"|(create|destroy|(de)?register)_external_\w+|(add|remove)_grammar_extension"
)
"""Functions that show or change the engine's own state: its catalog, settings, log, sequences, files.

A query may read no table function but those above. Of what writes there is no tree to tell one from another function,
so these are all that DuckDB 2.0.1 has and that do more than make rows; a test asks its catalog whether that is so.
"""

STATE_TABLES = re.compile(r"(duckdb|pragma|sqlite|pg)_\w+")
STATE_SCHEMAS = frozenset({"information_schema", "pg_catalog"})


def guard(statement: Statement, tree: Tree, tables: Iterable[str]) -> None:
    """Raise StatementForbidden for the first thing in a statement that is not allowed; `tables` always are."""
    known = {table.lower() for table in tables}
    for node in nodes(tree):
        guard_node(statement, node, known)


def nodes(tree: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every object of a syntax tree, without recursion: a hostile tree may be deep."""
    waiting: list[Any] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(reversed(node.values()))
        elif isinstance(node, list):
            waiting.extend(reversed(node))


def guard_node(statement: Statement, node: Tree, known: set[str]) -> None:
    """Raise for one node of the syntax tree that is not allowed."""
    kind = str(node.get("type", ""))
    if kind == "SHOW_REF":
        word = {"DESCRIBE": "DESCRIBE", "SUMMARY": "SUMMARIZE"}.get(str(node.get("show_type")), "SHOW")
        raise at_node(statement, node, f"{word} is not allowed here.")
    if kind.endswith("_NODE") and kind not in READS:
        word = kind.removesuffix("_NODE").removesuffix("_QUERY").replace("_", " ")
        raise at_node(statement, node, f"{word} inside a query is not allowed here.")
    if kind == "TABLE_FUNCTION":
        name = node["function"]["function_name"]  # DuckDB gives the place of the whole, not of the name in it
        guard_function(statement, name, node, name in TABLE_FUNCTIONS)
    elif node.get("class") == "FUNCTION":
        name = str(node["function_name"])
        guard_function(statement, name, node, not STATE_FUNCTIONS.fullmatch(name.lower()))
    elif kind == "BASE_TABLE":
        guard_table(statement, node, known)


def guard_function(statement: Statement, name: str, node: Tree, allowed: bool) -> None:
    """Raise for a function, called at a node, unless it is allowed."""
    if not allowed:
        raise at_node(statement, node, f"The function {name} is not allowed here.")


def guard_table(statement: Statement, node: Tree, known: set[str]) -> None:
    """Raise for a table that is one of the engine's own."""
    path = [str(part).lower() for part in node["qualified_name"]["path"]]
    if STATE_SCHEMAS.intersection(path) or (path[-1] not in known and STATE_TABLES.fullmatch(path[-1])):
        raise at_node(statement, node, f"The engine's own table {path[-1]} is not allowed here.")


SCANS = frozenset(
    {
        "CTE_SCAN",
        "REC_CTE_SCAN",
        "DELIM_SCAN",
        "DUMMY_SCAN",
        "COLUMN_DATA_SCAN",
        "EMPTY_RESULT",
        "POSITIONAL_SCAN",
    }
)
"""Operators at the end of a plan that read nothing but what the query itself makes."""

SHOWING = re.compile(r"show|describe|desc|summarize", re.IGNORECASE)


def guard_untreed(statement: Statement, plan: Sequence[Tree], tables: Iterable[str]) -> None:
    """Refuse a query without a tree (a PIVOT whose columns DuckDB must find) for what its plan reads.

    Only what is known to be harmless passes: the exercise's tables, what the query makes, and functions that make rows
    of their arguments.
    """
    known = {table.lower() for table in tables}
    for node in nodes({"plan": list(plan)}):
        info = node.get("extra_info")
        if not isinstance(info, dict):
            continue
        if message := forbidden_read(str(node["name"]), info, known, bool(node.get("children"))):
            raise StatementForbidden(message, statement.start, len(statement.head[0]))


def forbidden_read(name: str, info: Tree, known: set[str], fed: bool) -> str:
    """Why what one operator of a plan reads is not allowed; empty where it is, or where it reads nothing itself."""
    function, table = info.get("Function"), info.get("Table")
    if function is not None:
        return (
            ""
            if str(function).lower() in TABLE_FUNCTIONS
            else f"The function {str(function).lower()} is not allowed here."
        )
    if table is not None:
        last = str(table).rpartition(".")[2].strip('"').lower()
        return "" if last in known else f"The table {last} is not allowed here."
    return "" if fed or name in SCANS else f"Reading by {name} is not allowed here."


def guard_calls(statement: Statement) -> None:
    """Refuse a statement without a tree for the functions that it names."""
    for name, start in calls(statement.text):
        if STATE_FUNCTIONS.fullmatch(name.lower()):
            message = f"The function {name} is not allowed here."
            raise StatementForbidden(message, statement.start + start, len(name))


def guard_showing(statement: Statement) -> None:
    """Refuse SHOW, DESCRIBE or SUMMARIZE in the place of a table."""
    before = ""
    for match in WORD.finditer(statement.text):
        name, last = match["word"] or "", before
        before = name.lower() or last
        opened = statement.text[: match.start()].rstrip().endswith("(") or last in {"from", "pivot"}
        if SHOWING.fullmatch(name) and opened:
            message = f"{name.upper()} is not allowed here."
            raise StatementForbidden(message, statement.start + match.start(), len(name))


SEQUENCES = frozenset({"nextval", "currval"})
"""The functions of the engine's state that a writing statement needs: they number its rows."""

WORD = re.compile(r"(?P<word>\w+|\"(?:[^\"]|\"\")*\")")


TABLE_FOLLOWS = frozenset({"table", "exists", "references", "into"})
"""After these words a name with brackets is a table with its columns, not a function."""

INDEX = re.compile(r"create (unique )?index ", re.IGNORECASE)
"""Here such a name follows ON; the ON of a join is followed by a condition."""


def guard_words(statement: Statement, tables: Iterable[str]) -> None:
    """Refuse a statement that writes, which has no tree, for its names, quoted or not."""
    called = {start for _, start in calls(statement.text)}
    follows = TABLE_FOLLOWS | ({"on"} if INDEX.match(" ".join(statement.head)) else set())
    known = {table.lower() for table in tables}
    before = ""
    for match in WORD.finditer(statement.text):
        name, last = (match["word"] or "").strip('"').lower(), before
        before = name or last
        if match.start() in called:
            if last in follows or name in SEQUENCES or not STATE_FUNCTIONS.fullmatch(name):
                continue
            message = f"The function {name} is not allowed here."
        elif name not in known and (name in STATE_SCHEMAS or STATE_TABLES.fullmatch(name)):
            message = f"The engine's own table {name} is not allowed here."
        else:
            continue
        raise StatementForbidden(message, statement.start + match.start(), len(match[0]))


CALL = re.compile(r'(?P<call>\w+|"(?:[^"]|"")*")\s*\(')


def calls(text: str) -> Iterator[tuple[str, int]]:
    """Every name that a bracket follows, with its place; the text is without comments and strings."""
    for match in CALL.finditer(text):
        yield match["call"].strip('"'), match.start("call")


def at_node(statement: Statement, node: Tree, message: str) -> StatementForbidden:
    """The exception with the place of a node in the file."""
    place, length = node.get("query_location"), node.get("query_location_length") or 0
    if not isinstance(place, int) or place > len(statement.text) * 4:  # DuckDB writes 2^64 - 1 for none
        return StatementForbidden(message, statement.start, len(statement.text.split(maxsplit=1)[0]))
    before, span = characters(statement.text.encode(), place, length)
    return StatementForbidden(message, statement.start + before, span)


def characters(data: bytes, at: int, length: int) -> tuple[int, int]:
    """A place and a length in characters; DuckDB counts bytes of UTF-8."""
    return len(data[:at].decode(errors="ignore")), len(data[at : at + length].decode(errors="ignore"))

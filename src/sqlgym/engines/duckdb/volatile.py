"""What of DuckDB is left to chance or the clock: found in a syntax tree, and extremes to be put in its place.

The names are those of the engine's own catalog (`duckdb_functions()`: stability VOLATILE, or the same within one
query and of no arguments); reading it takes 20 ms, so they are listed here, and `unlisted` tells what the installed
engine has besides.
"""

import copy
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlgym.engines.duckdb.guard import Tree, calls, nodes
from sqlgym.sql.reading import Extreme

CATALOG = """
SELECT DISTINCT function_name FROM duckdb_functions()
WHERE stability = 'VOLATILE' OR (stability = 'CONSISTENT_WITHIN_QUERY' AND len(parameters) = 0)
"""

CHANCE = {
    "random": ("0.0::DOUBLE", "0.9999999999999999::DOUBLE"),
    **dict.fromkeys(
        ("uuid", "uuidv4", "uuidv7", "gen_random_uuid"),
        ("'00000000-0000-0000-0000-000000000000'::UUID", "'ffffffff-ffff-ffff-ffff-ffffffffffff'::UUID"),
    ),
}
"""Function of chance → its least and its greatest value."""

CLOCK = {
    **dict.fromkeys(("now", "get_current_timestamp", "transaction_timestamp"), "TIMESTAMPTZ"),
    **dict.fromkeys(("today", "current_date"), "DATE"),
    "current_localtimestamp": "TIMESTAMP",
    "get_current_time": "TIMETZ",
    "current_localtime": "TIME",
}
"""Function of the clock → its type."""

SPELLED = {
    "current_date": "current_date",
    "current_time": "get_current_time",
    "current_timestamp": "get_current_timestamp",
    "localtime": "current_localtime",
    "localtimestamp": "current_localtimestamp",
}
"""What DuckDB's binder takes for the clock where no column has that name → the function it calls."""

STATE = frozenset(
    {
        *("current_connection_id", "current_database", "current_query", "current_query_id", "current_schema"),
        *(
            "current_transaction_id",
            "currval",
            "nextval",
            "setseed",
            "setval",
            "stats",
            "txid_current",
            "write_log",
        ),
    }
)
"""Volatile by the engine's state, not by chance: no query may call them (duckdb_guard)."""

HARMLESS = frozenset({"error", "sleep_ms", "vector_type"})
"""Called volatile so that they are not folded; they give the same each time."""

TODAY = "current_localtimestamp"
"""What `age` of one moment is measured to; a DATE would leave open which `age` is called."""

SAMPLE = "sample"
OTHERS = frozenset({"reservoir_quantile"})
"""Chosen by chance, though the catalog calls them consistent."""


STRING = re.compile(r"'(?:[^']|'')*'")


def unlisted(catalog: Iterable[str]) -> set[str]:
    """The names of the installed engine's catalog that are not known here."""
    return {*catalog} - {*CHANCE, *CLOCK, *STATE, *HARMLESS}


def volatile(tree: Tree) -> tuple[str, ...]:
    """What in a tree is left to chance or the clock, by the names of the functions."""
    return tuple(sorted({name for node in nodes(tree) if (name := volatile_name(node))}))


def volatile_in_text(text: str) -> tuple[str, ...]:
    """What chance or the clock decides in a text without a tree: by what stands before brackets, and SAMPLE."""
    called = {name.lower() for name, _ in calls(text)} & {*CHANCE, *CLOCK, *OTHERS}
    words = {word.strip("(),;").lower() for word in text.split()}
    spelled = {SPELLED[word] for word in words & SPELLED.keys()}
    return tuple(sorted({*called, *spelled, *([SAMPLE] if words & {"sample", "tablesample"} else [])}))


def volatile_calls(expression: str) -> tuple[str, ...]:
    """What an expression of the catalog, such as that of a CHECK, calls of chance and the clock."""
    called = {name.lower() for name, _ in calls(STRING.sub("''", expression))}
    return tuple(sorted(called & {*CHANCE, *CLOCK}))


def chance(names: Iterable[str]) -> bool:
    """Whether some of these functions ask chance, and not the clock."""
    return not CHANCE.keys().isdisjoint(names)


def volatile_name(node: Tree) -> str:
    """What at a node is left to chance or the clock; empty for nothing."""
    if node.get("class") == "FUNCTION":
        name = str(node.get("function_name", "")).lower()
        if name == "age" and len(node["arguments"]) == 1:
            return "age"
        return name if name in CHANCE or name in CLOCK or name in OTHERS else ""
    if node.get("class") == "COLUMN_REF":
        path = [str(name).lower() for name in node["column_names"]]
        return SPELLED.get(path[0], "") if len(path) == 1 else ""
    return SAMPLE if node.get("sample") else ""


MOST_VALUES = 40
"""Values that are tried for the numbers of a text."""

NUMBER = re.compile(r"(?<![\w.])(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)


def values(text: str) -> tuple[str, ...]:
    """What `random()` may come to where the next value may differ: the numbers of a text, and one by another.

    A statement that writes has no syntax tree that would tell what a number is for: `random() * 1000 > 400` changes at
    400 / 1000. Between any two of them it is tried as well, as `> 0.4 AND < 0.6` asks.
    """
    written = [*dict.fromkeys(NUMBER.findall(text))]
    found = dict.fromkeys(one for one in written if 0 < float(one) < 1)
    shares = (float(one) / float(two) for one in written for two in written if float(two))
    found |= dict.fromkeys(repr(one) for one in [*dict.fromkeys(shares)][:MOST_VALUES] if 0 < one < 1)
    borders = sorted({0.0, 1.0, *map(float, found)})
    found |= dict.fromkeys(repr((one + two) / 2) for one, two in pairwise(borders))
    return tuple(found)[:MOST_VALUES]


def macros(names: Collection[str], extreme: Extreme, value: str = "") -> Iterator[str]:
    """Statements that let functions mean an extreme, or `random()` a value; `age` of one moment asks today."""
    for name in names:
        if name == "random" and value:
            yield f"CREATE OR REPLACE TEMP MACRO random() AS {value}::DOUBLE"
        elif name in CHANCE:
            yield f"CREATE OR REPLACE TEMP MACRO {name}() AS {CHANCE[name][extreme == 'high']}"
        elif name in CLOCK or name == "age":
            called = TODAY if name == "age" else name
            yield f"CREATE OR REPLACE TEMP MACRO {called}() AS '{moment(CLOCK[called], extreme)}'::{CLOCK[called]}"


def shadowing(names: Collection[str], extreme: Extreme, value: str = "") -> tuple[str, ...]:
    """The same in every connection: macros that are kept in the database, and not in one session."""
    return tuple(one.replace(" TEMP ", " ") for one in macros(names, extreme, value))


def moment(kind: str, extreme: Extreme) -> str:
    """A moment to come: the clock only goes on. Tomorrow's first, or the last of a day in a hundred years."""
    last = extreme == "high"
    day = (datetime.now(UTC) + timedelta(days=36525 if last else 1)).date()
    time = "23:59:59.999" if last else "00:00:00"
    zone = "+00" if kind.endswith("TZ") else ""
    return (
        str(day)
        if kind == "DATE"
        else f"{time}{zone}"
        if kind.startswith("TIME") and "STAMP" not in kind
        else f"{day} {time}{zone}"
    )


def shadowed(tree: Tree, names: Collection[str], extreme: Extreme) -> dict[str, Any] | None:
    """A tree in which the macros are called, and a sample is all rows or none, or one where it is of a number.

    None where nothing has to be changed for that.
    """
    copied: dict[str, Any] = copy.deepcopy(dict(tree))
    changed = [change(node, extreme) for node in nodes(copied) if volatile_name(node) in {*names}]
    return copied if any(changed) else None


def change(node: Any, extreme: Extreme) -> bool:
    """Change one node, if it must be changed."""
    if sample := node.get("sample"):
        high, share = extreme == "high", sample["is_percentage"]
        if share or not high:
            sample["sample_size"]["value"] = 100.0 if high else 0.0 if share else 1
        return True
    if node.get("class") != "FUNCTION":
        return False
    if volatile_name(node) == "age":
        node["arguments"].insert(0, {"name": "", "expression": call(TODAY)})
        return True
    path = node["qualified_name"]["path"]
    plain = len(path) == 1
    node["qualified_name"]["path"], node["schema"], node["catalog"] = path[-1:], "", ""
    return not plain


def call(name: str) -> Mapping[str, Any]:
    """The node of a call without arguments."""
    return {
        "class": "FUNCTION",
        "type": "FUNCTION",
        "alias": "",
        "function_name": name,
        "schema": "",
        "catalog": "",
        "qualified_name": {"path": [name]},
        "arguments": [],
        "filter": None,
        "order_bys": {"type": "ORDER_MODIFIER", "orders": []},
        "distinct": False,
        "is_operator": False,
        "export_state": False,
        "is_legacy_function_call": False,
    }

"""The parameters of a statement for DuckDB: what is bound to each, and its syntax tree with their values in it.

Whatever is judged is run with values bound by the driver. Only batches of worlds, which may suspect but never judge,
run a tree with the values in it.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from sqlgym.course import Value
from sqlgym.engines.duckdb.guard import Tree
from sqlgym.engines.protocol import Parameters, StatementError, no_parameter

SKIPPED = r"--[^\n\r]*|/\*.*?(?:\*/|\Z)|'(?:[^']|'')*'"
COLON = re.compile(rf"{SKIPPED}|\"(?:[^\"]|\"\")*\"|(?<![\w:'\"\])}}]):(?P<name>\w+)", re.DOTALL)
"""A parameter as `:name`, which DuckDB's parser does not know; not a cast, a slice, a string or a comment."""

LITERALS = ((bool, "BOOLEAN"), (int, "INTEGER"), (float, "NUMERIC"), (str, "STRING"))


def dollars(sql: str, parameters: Parameters) -> str:
    """A text with `$name` for every `:name` that is a parameter, at the same places."""
    known = {name.lower() for name in parameters}

    def marked(found: re.Match[str]) -> str:
        name = found["name"]
        return f"${name}" if name and name.lower() in known else found[0]

    return COLON.sub(marked, sql)


def bound(names: Iterable[str], parameters: Parameters) -> Sequence[Value] | dict[str, Value]:
    """What the driver is to bind, given the names in a statement; for each `?` that is its number."""
    named = sorted(names)
    values = list(parameters.values())
    if all(name.isdecimal() for name in named):
        return values * len(named) if len(values) == 1 else of_number(values, len(named))
    found = {name.lower(): value for name, value in parameters.items()}
    for name in named:
        if name.lower() not in found:
            raise no_parameter(name, parameters)
    return {name: found[name.lower()] for name in named}


def of_number(values: list[Value], count: int) -> list[Value]:
    """The first values, as many as there are `?`."""
    if count > len(values):
        raise StatementError(f"There are {count} parameters in the text; {len(values)} are given.")
    return values[:count]


def with_values(tree: Any, parameters: Parameters) -> Any:
    """A syntax tree with constants for its parameters; where one is unknown it stays."""
    if isinstance(tree, list):
        return [with_values(part, parameters) for part in tree]
    if not isinstance(tree, dict):
        return tree
    if tree.get("class") == "PARAMETER":
        return constant(tree, parameters)
    return {
        name: [] if name == "named_param_map" else with_values(part, parameters)
        for name, part in tree.items()
    }


def constant(node: Tree, parameters: Parameters) -> Tree:
    """The value of a parameter as a node of the tree."""
    name = str(node["identifier"])
    values = list(parameters.values())
    known = {one.lower(): value for one, value in parameters.items()}
    if name.isdecimal():
        known = {name: values[0] if len(values) == 1 else values[min(int(name), len(values)) - 1]}
    if name.lower() not in known:
        return node
    value = known[name.lower()]
    kind = next((kind for type_, kind in LITERALS if isinstance(value, type_)), "NULL_LITERAL")
    text = str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)
    literal = {"kind": kind, "text": text}
    return {**node, "class": "CONSTANT", "type": "VALUE_CONSTANT", "literal": literal}

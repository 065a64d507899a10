"""Queries as syntax trees, which DuckDB alone writes out: what asks it for one and back, and what is read in one.

A text of another engine may be asked for its tree as well, as long as DuckDB reads it the same.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from sqlgym.engines.duckdb.order import with_ties_turned
from sqlgym.engines.duckdb.parameters import dollars
from sqlgym.engines.duckdb.rounds import Rounded, unrounded
from sqlgym.sql.quoting import text_literal

__all__ = ["Rounded", "dollars", "is_tree", "of_text", "to_text", "unrounded", "with_ties_turned"]


def of_text(sql: str) -> str:
    """The expression that comes to a query's tree, as JSON."""
    return f"json_serialize_sql({text_literal(sql)})"


def to_text(tree: Mapping[str, Any]) -> str:
    """The expression that comes to the query that a tree is of."""
    return f"json_deserialize_sql({text_literal(msgspec.json.encode(tree).decode())}::JSON)"


def is_tree(text: str) -> bool:
    """Whether what an expression came to is a tree, and not an error."""
    return not text.startswith('{"error":true')

"""A type of DuckDB's, as its text, in; whether its driver gives the values unharmed, out."""

AS_TEXT = ("WITH TIME ZONE", "TIMESTAMP_NS", "UNION(")
"""Marks of types the driver can't give unharmed (it wants pytz, cuts nanoseconds, drops tags): read as text."""


def is_text(kind: str) -> bool:
    """Whether values of a type are read as text."""
    return any(mark in kind for mark in AS_TEXT)

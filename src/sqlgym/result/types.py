"""An engine's type as text in, its parts and a plain word for its values out."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

import msgspec

DEEPEST = 50
"""Levels of nesting that are taken apart; a hostile query may return far more."""

NESTED = ("LIST", "TUPLE", "STRUCT", "MAP")


class Type(msgspec.Struct, frozen=True):
    """A type taken apart: `MAP(VARCHAR, INTEGER[])` has two parts, the second a LIST of one part."""

    name: str
    parts: tuple["Type", ...] = ()
    fields: tuple[str, ...] = ()
    """The names of a STRUCT's fields, one for each part."""

    def part(self, index: int) -> "Type":
        """The type of the value at `index` inside; of unknown name where the text did not tell."""
        if self.name == "LIST":
            index = 0
        return self.parts[index] if index < len(self.parts) else UNKNOWN


UNKNOWN = Type("")


@lru_cache(maxsize=1024)
def parse_type(text: str) -> Type:
    """Take a type's text apart as DuckDB writes it; what is not nested keeps its bare name."""
    text = text.strip()
    if text.count("[]") > DEEPEST or _depth(text) > DEEPEST:
        return UNKNOWN
    if text.endswith("]"):
        return Type("LIST", (parse_type(text[: text.rindex("[")]),))
    name, inside = _name_and_inside(text)
    if name in ("TUPLE", "MAP"):
        return Type(name, tuple(parse_type(part) for part in _pieces(inside)))
    if name == "STRUCT":
        pairs = [_field(piece) for piece in _pieces(inside)]
        return Type(name, tuple(parse_type(kind) for _, kind in pairs), tuple(field for field, _ in pairs))
    return Type(name)


def _depth(text: str) -> int:
    """How deep the parentheses go."""
    return max(accumulate((char == "(") - (char == ")") for char in text), default=0)


def _name_and_inside(text: str) -> tuple[str, str]:
    """`DECIMAL(10,2)` as `DECIMAL` and `10,2`."""
    start = text.find("(")
    if start < 0 or not text.endswith(")"):
        return text.strip('"').upper(), ""
    return text[:start].strip().upper(), text[start + 1 : -1]


def _pieces(text: str) -> Iterator[str]:
    """Cut at the commas that are in no parentheses and no quotes."""
    depth, quote, start = 0, "", 0
    for index, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char == "," and depth == 0:
            yield text[start:index].strip()
            start = index + 1
        else:
            depth += (char in "([") - (char in ")]")
    if text.strip():
        yield text[start:].strip()


def _field(piece: str) -> tuple[str, str]:
    """`"my name" INTEGER[]` as the field's name and its type."""
    if not piece.startswith('"'):
        name, _, kind = piece.partition(" ")
        return name, kind
    end = piece.index('"', 1)
    while piece[end : end + 2] == '""':
        end = piece.index('"', end + 2)
    return piece[1:end].replace('""', '"'), piece[end + 1 :].strip()


WORDS = {
    "bool": "true or false",
    "int": "numbers",
    "Decimal": "numbers",
    "float": "numbers",
    "str": "text",
    "bytes": "bytes",
    "date": "dates",
    "datetime": "timestamps",
    "time": "times of day",
    "timedelta": "intervals",
    "list": "lists",
    "tuple": "lists",
    "dict": "structs",
}
"""What people call the values of a Python type."""

WRITTEN: dict[str, str] = {
    "BIGNUM": "numbers",
    "BIT": "bits",
    "DATE": "dates",
    "TIME": "times of day",
    "TIME_NS": "times of day",
    "TIMESTAMP": "timestamps",
    "TIMESTAMP_S": "timestamps",
    "TIMESTAMP_MS": "timestamps",
    "TIMESTAMP_NS": "timestamps",
    "TIMESTAMP WITH TIME ZONE": "timestamps with a time zone",
    "TIME WITH TIME ZONE": "times of day with a time zone",
    "INTERVAL": "intervals",
}
"""Types whose values may come as `str` although they are no text, and what people call those values."""


def word_for(cell: object, type_name: str = "") -> str:
    """What people call the kind of value that `cell` is, in the plural: numbers, text, dates, …"""
    if isinstance(cell, str):
        return WRITTEN.get(type_name, "text")
    if getattr(cell, "tzinfo", None) is not None:
        return "timestamps with a time zone" if hasattr(cell, "date") else "times of day with a time zone"
    if isinstance(cell, dict) and type_name == "MAP":
        return "maps"
    return WORDS.get(type(cell).__name__, f"values of type {type(cell).__name__}")

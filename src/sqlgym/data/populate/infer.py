"""A column without settings → settings, from its name, its type and the bounds in its CHECKs."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlgym.data.populate.recipe import ColumnRecipe
from sqlgym.schema import arguments, family, labels

if TYPE_CHECKING:
    from sqlgym.schema import Column, Table

_PEOPLE = re.compile(
    r"employee|customer|person|people|student|user|author|teacher|member|patient|client|actor"
)
_FIRMS = re.compile(r"compan|supplier|vendor|manufacturer|publisher|store|shop")

_TEXTS: tuple[tuple[str, str], ...] = (
    (r"e_?mail", "email"),
    (r"first_?name|given", "first_name"),
    (r"last_?name|surname|family_?name", "last_name"),
    (r"full_?name|author|person|contact|manager", "name"),
    (r"user_?name|login", "user_name"),
    (r"phone|mobile|fax", "phone_number"),
    (r"street|address", "street_address"),
    (r"city|town", "city"),
    (r"state|region|province", "state"),
    (r"country", "country"),
    (r"zip|post(al)?_?code", "postcode"),
    (r"company|supplier|vendor|firm|brand", "company"),
    (r"job|position|profession", "job"),
    (r"currency", "currency_code"),
    (r"colou?r", "color_name"),
    (r"url|website", "url"),
    (r"description|comment|notes?|text|body|title", "sentence"),
)

_NUMBERS: tuple[tuple[str, int, int], ...] = (
    (r"age", 18, 80),
    (r"year", 2000, 2025),
    (r"month", 1, 12),
    (r"day", 1, 28),
    (r"rating|stars", 1, 5),
    (r"quantity|qty|count", 1, 20),
    (r"percent|score|grade|mark|discount", 0, 100),
    (r"salary|wage|income", 2000, 9000),
)

_LARGEST = {"TINYINT": 127, "UTINYINT": 255, "SMALLINT": 32_767, "USMALLINT": 65_535}


def infer(table: Table, column: Column, shuffle: bool = False) -> ColumnRecipe:
    """Return how a column is filled that has no source of values; `shuffle` mixes the order of its keys."""
    alone = (column.name,) == table.primary_key or (column.name,) in table.unique
    kind = family(column.type)
    if kind == "integer" and (column.name,) == table.primary_key:
        return ColumnRecipe(start=1, shuffle=shuffle)
    bounds = _bounds(table, column.name)
    if "values" in bounds:
        return ColumnRecipe(values=bounds["values"], unique=alone)
    if kind == "text":
        return _text(table, column.name, alone)
    if kind == "enum":
        return ColumnRecipe(values=labels(column.type), unique=alone)
    return _range(column, kind or "", bounds, alone)


def _text(table: Table, name: str, unique: bool) -> ColumnRecipe:
    lowered = name.lower()
    if unique:
        return ColumnRecipe(pattern="user{n}@example.com" if "mail" in lowered else f"{lowered}-{{n}}")
    if lowered == "name":
        people, firms = (pattern.search(table.name.lower()) for pattern in (_PEOPLE, _FIRMS))
        return ColumnRecipe(faker="name" if people else "company" if firms else "word")
    found = (provider for pattern, provider in _TEXTS if re.search(pattern, lowered))
    return ColumnRecipe(faker=next(found, "word"))


def _range(column: Column, kind: str, bounds: dict[str, Any], unique: bool) -> ColumnRecipe:
    if kind in ("boolean", "uuid", "blob"):
        return ColumnRecipe(unique=unique and kind == "boolean")
    low, high = _default(column, kind)
    if kind == "date":
        bounds = {edge: date.fromisoformat(text) for edge, text in bounds.items() if isinstance(text, str)}
    elif kind not in ("integer", "decimal", "float"):
        bounds = {}
    given_low, given_high = bounds.get("min"), bounds.get("max")
    if given_low is not None:
        high = high if high > given_low else given_low + (high - low)
    if given_high is not None:
        low = low if low < given_high else given_high - (high - low)
    low, high = low if given_low is None else given_low, high if given_high is None else given_high
    return ColumnRecipe(min=low, max=high, unique=unique)


def _default(column: Column, kind: str) -> tuple[Any, Any]:
    name = column.name.lower()
    if kind == "date":
        return (date(1950, 1, 1), date(2005, 12, 31)) if "birth" in name else _fixed("date")
    if kind not in ("integer", "decimal", "float"):
        return _fixed(kind)
    low, high = next(((a, b) for pattern, a, b in _NUMBERS if re.search(pattern, name)), (1, 1000))
    if kind == "integer":
        return low, min(high, _LARGEST.get(column.type, high))
    if kind == "decimal":
        precision, scale = arguments(column.type)
        return low if low < 10 ** (precision - scale) else 0, min(high, _largest(precision, scale))
    return low, high


def _fixed(kind: str) -> tuple[Any, Any]:
    """Return a span that does not move with today's date: the same rows come out in every year."""
    return {
        "date": (date(2022, 1, 1), date(2025, 12, 31)),
        "timestamp": (datetime(2022, 1, 1), datetime(2025, 12, 31)),
        "timestamptz": (datetime(2022, 1, 1), datetime(2025, 12, 31)),
        "time": (time(8), time(18)),
        "interval": (1, 30),
    }[kind]


def _largest(precision: int, scale: int) -> Decimal:
    """Return the greatest number the type holds, cut to two decimals."""
    return Decimal(10 ** (precision - scale)) - Decimal(1).scaleb(-min(scale, 2))


_LITERAL = r"(?:(?:CAST\()?'(\d{4}-\d\d-\d\d)'(?: AS date\))?|(-?\d+(?:\.\d+)?))"


def _bounds(table: Table, name: str) -> dict[str, Any]:
    """Return `values`, or `min` and `max`, as far as a CHECK on this column alone states them plainly."""
    found: dict[str, Any] = {}
    subject = rf'(?<![\w"])"?{re.escape(name)}"?'
    for check in table.checks:
        if re.search(r"\b(OR|NOT|CASE)\b", check):
            continue
        if match := re.search(rf"{subject} IN \((.*?)\)\)*$", check):
            found["values"] = _listed(match[1])
        if match := re.search(rf"{subject} BETWEEN {_LITERAL} AND {_LITERAL}", check):
            found |= {"min": _value(match[1], match[2]), "max": _value(match[3], match[4])}
        for operator, day, number in re.findall(rf"{subject} ([<>]=?) {_LITERAL}", check):
            found["min" if operator.startswith(">") else "max"] = _value(day, number, operator)
    return found


def _listed(text: str) -> tuple[Any, ...]:
    pairs = re.findall(r"'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?)", text)
    return tuple(word.replace("''", "'") if not number else _value("", number) for word, number in pairs)


def _value(day: str | None, number: str | None, operator: str = ">=") -> Any:
    """Return the bound, moved one whole step inside where the comparison is strict."""
    inside = {">": 1, "<": -1}.get(operator, 0)
    if day:
        return date.fromordinal(date.fromisoformat(day).toordinal() + inside).isoformat()
    return (Decimal(number or 0) if "." in (number or "") else int(number or 0)) + inside

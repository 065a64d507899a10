"""TOML files as frozen settings; a mistake is told with its file, its key and the nearest thing that exists."""

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from sqlgym.errors import CourseError

T = TypeVar("T")

MOST = 10**18
"""The largest number that a setting may hold: more is a slip, and neither JSON nor an engine keeps it."""

UNKNOWN = re.compile(r"Object contains unknown field `(?P<key>[^`]+)`")
MISSING = re.compile(r"Object missing required field `(?P<key>[^`]+)`")
INVALID = re.compile(r"Invalid (?:enum value|value) '(?P<value>[^']*)'")
PLACE = re.compile(r" - at `\$\.?(?P<place>[^`]*)`$")


def load(path: Path, kind: type[T], defaults: Mapping[str, Any] | None = None) -> T:
    """The settings in a TOML file over `defaults`; CourseError when it is missing, no TOML, or has a wrong key."""
    try:
        raw = parsed(path)
    except FileNotFoundError:
        raise CourseError(path, "this file is missing; an exercise needs it") from None
    return convert(path, merged(defaults or {}, raw), kind)


def parsed(path: Path) -> dict[str, Any]:
    """The tables of a TOML file; CourseError for what is none, or has numbers that nothing can be done with."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CourseError(path, f"this is not TOML: {error}") from error
    except RecursionError as error:
        raise CourseError(path, "its brackets are nested too deeply") from error
    except UnicodeDecodeError as error:
        raise CourseError(path, f"this is not TOML: {error}") from error
    except ValueError as error:  # Python reads no number of more than 4,300 digits
        raise CourseError(path, "a number in it has too many digits") from error
    for key, value in numbers(raw):
        if not abs(value) <= MOST:
            raise CourseError(path, f"{key}: {value if value != value else 'this'} is no number to work with")
    return raw


def numbers(raw: Any, key: str = "") -> Iterator[tuple[str, int | float]]:
    """All numbers in a table with their keys."""
    if isinstance(raw, dict):
        for name, part in raw.items():
            yield from numbers(part, dotted(key, name))
    elif isinstance(raw, list):
        for part in raw:
            yield from numbers(part, key)
    elif isinstance(raw, int | float):
        yield key, raw


def merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Two tables as one, table by table; `over` wins."""
    both = {
        key: merged(under[key], over[key])
        for key in under.keys() & over.keys()
        if isinstance(over[key], dict)
    }
    return {**under, **over, **both}


def convert(path: Path, raw: dict[str, Any], kind: type[T]) -> T:
    """Settings from a TOML table, with the same errors."""
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise CourseError(path, explain(str(error), raw, kind)) from error


def explain(message: str, raw: dict[str, Any], kind: Any) -> str:
    """msgspec's message as `key: what is wrong, did you mean …`."""
    found = PLACE.search(message)
    place = found["place"] if found else ""
    said = PLACE.sub("", message)
    if unknown := UNKNOWN.match(said):
        key = dotted(place, unknown["key"])
        return f"{key}: there is no such key{nearest(unknown['key'], keys(kind, place))}"
    if missing := MISSING.match(said):
        return f"{dotted(place, missing['key'])}: this key is missing"
    return f"{place or 'the file'}: {said[:1].lower()}{said[1:]}{choices(raw, kind, place)}"


def dotted(place: str, key: str) -> str:
    """A key with the table it stands in."""
    return f"{place}.{key}" if place else key


def keys(kind: Any, place: str) -> list[str]:
    """The keys that may stand at a place of the settings."""
    fields = field_types(kind, place)
    return list(fields)


def field_types(kind: Any, place: str) -> dict[str, Any]:
    """Name → type of the keys at a place."""
    for name in filter(None, re.split(r"\.|\[\.\.\.\]|\[\d+\]", place)):
        inner = field_types(kind, "").get(name)
        kind = inner if inner is not None else kind
    return {
        field.encode_name: field.type for struct in structs(kind) for field in msgspec.structs.fields(struct)
    }


def structs(kind: Any) -> Iterable[type[msgspec.Struct]]:
    """The Structs in a type: itself, or those in its unions, lists and dicts."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return [kind]
    return [struct for part in getattr(kind, "__args__", ()) for struct in structs(part)]


def choices(raw: dict[str, Any], kind: Any, place: str) -> str:
    """The values that a key takes, where it takes only some."""
    parent, _, key = place.rpartition(".")
    literal = field_types(kind, parent).get(key)
    options = [str(one) for one in getattr(literal, "__args__", ()) if isinstance(one, str)]
    return f"; it is one of {', '.join(options)}" if options else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """`, did you mean “…”?` for the nearest known word, else what there is."""
    options = sorted(known)
    if match := near(word, options):
        return f", did you mean “{match}”?"
    return f"; there is: {', '.join(options)}" if options else ""


def near(word: str, known: Iterable[str]) -> str | None:
    """The known word that is nearest to another one, whatever their case; None where none is near."""
    lower = {option.lower(): option for option in known}
    match = difflib.get_close_matches(word.lower(), lower, 1)
    return lower[match[0]] if match else None

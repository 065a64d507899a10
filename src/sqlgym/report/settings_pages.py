"""The settings types of a course → JSON Schemas for editors and tables for docs/reference; nothing is run by these."""

import ast
import inspect
import sys
import textwrap
from collections.abc import Iterator
from functools import cache, reduce
from operator import or_
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from sqlgym.course import KINDS, CourseSettings, Settings
from sqlgym.data.populate.recipe import Recipe
from sqlgym.scaffold import HOME

TYPES: dict[str, Any] = {
    "exercise": reduce(or_, KINDS.values()),
    "course": CourseSettings,
    "data": Recipe,
}
"""Name of a TOML file → the type of what it says."""

ANYTHING = {"title": "any value"}

Struct = type[msgspec.Struct]


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of one of the files, every key with its description.

    The dialect is draft 7, which editors for TOML know; nothing newer is used.
    """
    made = msgspec.json.schema(TYPES[name], schema_hook=lambda kind: ANYTHING)
    for struct in all_structs(TYPES[name]):
        about = made["$defs"][struct.__name__]
        about["title"] = struct.__name__
        for key, text in descriptions(struct).items():
            if key in about["properties"]:
                about["properties"][key]["description"] = text
    made.pop("discriminator", None)
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "$id": f"{HOME}/{name}.json"}
    return {**head, "title": f"{name}.toml of a sqlgym course", **made}


def all_structs(kind: Any) -> list[Struct]:
    """The settings types in a type, each once, the outer ones first."""
    found: list[Struct] = []
    for one in structs(kind):
        found.append(one)
        for field in msgspec.structs.fields(one):
            found += all_structs(field.type)
    return list(dict.fromkeys(found))


def structs(kind: Any) -> list[Struct]:
    """The settings types that a type names: itself, or those in its unions, lists and dicts."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return [kind]
    return [struct for part in get_args(kind) for struct in structs(part)]


@cache
def descriptions(struct: Struct) -> dict[str, str]:
    """Key → the text that stands below it in the code."""
    found: dict[str, str] = {}
    for owner in reversed(struct.__mro__):
        if issubclass(owner, msgspec.Struct) and owner is not msgspec.Struct:
            found |= dict(field_texts(owner))
    return found


def field_texts(owner: Struct) -> Iterator[tuple[str, str]]:
    """The keys of one class with the texts below them."""
    (node,) = ast.parse(textwrap.dedent(inspect.getsource(owner))).body
    assert isinstance(node, ast.ClassDef)
    for field, below in zip(node.body, node.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and (said := text_in(below))
        ):
            yield field.target.id, said


def text_in(node: ast.stmt) -> str:
    """The text that a statement is, if it is one."""
    if (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    ):
        return inspect.cleandoc(node.value.value)
    return ""


def table(struct: Struct, base: Struct | None = None) -> str:
    """The keys of a settings type as a table in Markdown, without those that `base` has in the same way."""
    known = {field.name: (field.type, field.default) for field in fields(base)} if base else {}
    rows = [
        f"| `{field.encode_name}` | {type_words(field.type)} | {default(field)} | {descriptions(struct)[field.name]} |"
        for field in fields(struct)
        if known.get(field.name) != (field.type, field.default)
    ]
    return "\n".join(["", "| key | value | default | meaning |", "|---|---|---|---|", *rows, ""])


def fields(struct: Struct) -> tuple[msgspec.structs.FieldInfo, ...]:
    """The fields of a settings type."""
    return msgspec.structs.fields(struct)


WORDS = {str: "text", bool: "true or false", int: "whole number", float: "number", object: "any", Any: "any"}


def type_words(kind: Any) -> str:
    """A type in a reader's words."""
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in WORDS:
        return WORDS[kind]
    if origin is Literal:
        return ", ".join(f"`{one}`" for one in arguments)
    if hasattr(kind, "__metadata__"):
        return type_words(arguments[0])
    if origin in (Union, UnionType):
        return type_words(next(one for one in arguments if one is not type(None)))
    if origin is tuple:
        return "list of tables" if structs(kind) else f"list of {plural(type_words(arguments[0]))}"
    if origin is dict:
        return "table of tables" if structs(kind) else f"table of {plural(type_words(arguments[1]))}"
    return "table"


def plural(words: str) -> str:
    """The words for several of a sort."""
    return {"any": "values"}.get(words, words if words.startswith("list") else f"{words}s")


def default(field: msgspec.structs.FieldInfo) -> str:
    """What a key is without being set."""
    if field.required:
        return "required"
    value = field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()
    if isinstance(value, msgspec.Struct):
        return "as below"
    return "none" if value is None or value == "" else f"`{msgspec.json.encode(value).decode()}`"


def page(name: str) -> str:
    """The tables of one file's settings in Markdown: what cog puts into docs/reference."""
    if name == "exercise":
        first = f"`kind` must be there: one of {', '.join(f'`{kind}`' for kind in KINDS)}.\n"
        return "\n".join([first, *part("Every exercise", Settings), *kinds()])
    return "\n".join(part("Top of the file", TYPES[name]))


def kinds() -> Iterator[str]:
    """The tables of the kinds, without what holds for all."""
    for name, kind in KINDS.items():
        yield from part(f"Kind `{name}`", kind, Settings)


def part(title: str, struct: Struct, base: Struct | None = None) -> Iterator[str]:
    """A settings type and those within it, each under a heading."""
    known = {one for _, one in sections(base)} if base else set()
    yield f"## {title}\n{table(struct, base)}"
    for name, one in sections(struct):
        if one not in known:
            yield f"### `{name}`\n{table(one)}"


def sections(struct: Struct, above: str = "") -> Iterator[tuple[str, Struct]]:
    """The settings types within one, each under the heading that TOML gives it."""
    for field in fields(struct):
        for one in structs(field.type):
            several = get_origin(field.type)
            name = f"{above}{field.encode_name}{'.NAME' if several is dict else ''}"
            yield (f"[[{name}]]" if several is tuple else f"[{name}]"), one
            yield from sections(one, f"{name}.")


def write(folder: Path) -> None:
    """Write the schemas."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in TYPES:
        (folder / f"{name}.json").write_text(text(name), encoding="utf-8")


def text(name: str) -> str:
    """A schema as its file has it."""
    return msgspec.json.format(msgspec.json.encode(schema(name)), indent=2).decode() + "\n"


if __name__ == "__main__":
    write(Path(sys.argv[1]))

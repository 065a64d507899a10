"""The types of a report → the JSON Schema of the report that report/json.py writes; `make schemas` keeps it in docs."""

import sys
from pathlib import Path
from typing import Any

import msgspec

from sqlgym.report.json import LEFT_OUT, OPTIONAL
from sqlgym.verdict import Report

Object = dict[str, Any]

VERSIONS = {
    "type": "object",
    "required": ["sqlgym", "duckdb", "faker", "course"],
    "additionalProperties": {"type": "string"},
    "properties": {"course": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}},
}
"""What the types do not tell: which versions are always named."""


def schema() -> Object:
    """The JSON Schema (draft 2020-12) of a report."""
    (made,), found = msgspec.json.schema_components([Report], ref_template="#/$defs/{name}")
    structs: dict[str, type[msgspec.Struct]] = {one.__name__: one for one in all_structs(Report)}
    defs = {name: struct_schema(structs[name], about) for name, about in found.items()}
    defs["Report"]["properties"]["versions"] = VERSIONS
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {**head, "title": "The JSON report of sqlgym, version 1", **made, "$defs": defs}


def struct_schema(struct: type[msgspec.Struct], about: Object) -> Object:
    """The schema of a struct as the report writes it: without its tag, and with the fields that are always there."""
    config = struct.__struct_config__
    names = {field.name: field.required for field in msgspec.structs.fields(struct)}
    kept = {name: about["properties"][name] for name in names if name not in LEFT_OUT.get(struct, set())}
    always = [name for name in kept if names[name] or not (config.omit_defaults or name in OPTIONAL)]
    return {"type": "object", "required": always, "additionalProperties": False, "properties": kept}


def all_structs(kind: Any) -> set[type[msgspec.Struct]]:
    """The structs that a type holds, itself among them."""
    found: set[type[msgspec.Struct]] = set()
    open_types = [kind]
    while open_types:
        one = open_types.pop()
        if isinstance(one, type) and issubclass(one, msgspec.Struct):
            if one not in found:
                found.add(one)
                open_types += [field.type for field in msgspec.structs.fields(one)]
        else:
            open_types += getattr(one, "__args__", ())
    return found


def text() -> str:
    """The schema as its file has it."""
    return msgspec.json.format(msgspec.json.encode(schema()), indent=2).decode() + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(text(), encoding="utf-8")

"""The report as JSON, version 1; docs/json.md describes every field."""

from typing import Any

import msgspec

from sqlgym.report.style import Style
from sqlgym.result.cells import jsonable
from sqlgym.verdict import Counterexample, Report

OPTIONAL = {"student", "seed", "pass_mark", "file_notes", "sql", "override"}
"""Fields that are only there for a whole class."""

LEFT_OUT: dict[type, set[str]] = {Counterexample: {"sql"}}
"""Fields that are never written: a counterexample's tables say the same as the SQL that makes them."""


def write(report: Report, style: Style) -> str:
    """One JSON object on several lines, with a result for every answer."""
    return msgspec.json.format(msgspec.json.encode(plain(report)), indent=2).decode() + "\n"


def plain(value: Any) -> Any:
    """A value of ours as JSON has it: structs as objects, without the fields they leave out when empty."""
    if isinstance(value, msgspec.Struct):
        optional = None if value.__struct_config__.omit_defaults else OPTIONAL
        left_out = empty(value, optional) | LEFT_OUT.get(type(value), set())
        return {
            name: plain(part) for name, part in msgspec.structs.asdict(value).items() if name not in left_out
        }
    if isinstance(value, dict):
        return {encodable(str(key)): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return encodable(value) if isinstance(value, str) else jsonable(value)


def encodable(text: str) -> str:
    """A text without lone surrogates, which a file's name of other bytes than UTF-8 is read as."""
    return text if text.isascii() else text.encode(errors="replace").decode()


def empty(value: msgspec.Struct, among: set[str] | None) -> set[str]:
    """The fields of a struct that have their default, of all or among some."""
    fields = msgspec.structs.fields(value)
    found = {field.name for field in fields if getattr(value, field.name) == field.default}
    return found if among is None else found & among

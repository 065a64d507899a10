"""The API's calls and their types in, its OpenAPI description out; `make schemas` keeps it in docs."""

import re
import sys
from pathlib import Path
from typing import Any

import msgspec

from sqlgym import __version__
from sqlgym.report import json_schema
from sqlgym.verdict import Report
from sqlgym.web.api import CALLS, Call
from sqlgym.web.values import Fault

Object = dict[str, Any]

REF = "#/components/schemas/{name}"

FAULTS = {
    "400": "The body is not what the call takes.",
    "401": "The token is missing or wrong.",
    "403": "Another page asked for this.",
    "404": "There is no such exercise, engine, or answer.",
    "409": "The file is newer than the text that was changed; it was not overwritten.",
    "413": "The body is too large.",
    "429": "Too many requests.",
    "503": "Too many are waiting, or the server is ending.",
}
"""Status → when it is answered; each has a `Fault` as its body."""

QUERIES = {"/api/class/answer": ("student", "exercise")}
"""Path → what is asked for after the question mark."""

RAN = (
    "`ran` is added to the report: a list of what was returned or left, each with `said`, `columns`, `types`, the "
    "first `rows` and their whole `count`; null where it did not run. The status is then `ungraded`: none is given."
)


def description() -> Object:
    """The API as OpenAPI 3.1."""
    paths: dict[str, Object] = {}
    for call in CALLS:
        paths.setdefault(call.path, {})[call.method.lower()] = operation(call)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "sqlgym serve",
            "version": __version__,
            "description": (__doc__ or "").splitlines()[0],
        },
        "servers": [{"url": "http://127.0.0.1:8765"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": schemas(),
        },
    }


def operation(call: Call) -> Object:
    """One call."""
    made: Object = {"summary": call.does, "operationId": call.handler.__name__, "responses": responses(call)}
    if call.path == "/api/run":
        made["description"] = RAN
    named = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"\{(\w+)\}", call.path)
    ]
    asked = [
        {"name": name, "in": "query", "required": True, "schema": {"type": "string"}}
        for name in QUERIES.get(call.path, ())
    ]
    if named or asked:
        made["parameters"] = named + asked
    if call.takes is not None:
        made["requestBody"] = {"required": True, "content": content(call.takes)}
    return made


def responses(call: Call) -> Object:
    """What a call may answer."""
    if call.gives is None:
        right: Object = {"description": "A stream of events.", "content": {"text/event-stream": {}}}
    else:
        right = {"description": "What was asked for.", "content": content(call.gives)}
    return {"200": right} | {
        status: {"description": said, "content": content(Fault)} for status, said in FAULTS.items()
    }


def content(kind: type) -> Object:
    """A body of a type."""
    return {"application/json": {"schema": {"$ref": REF.format(name=kind.__name__)}}}


def schemas() -> Object:
    """Every type of the API, and those of the report as the report writes them."""
    kinds = {one for call in CALLS for one in (call.gives, call.takes) if one not in {None, Report}} | {Fault}
    ordered = sorted((one for one in kinds if one is not None), key=lambda one: one.__name__)
    _, found = msgspec.json.schema_components(ordered, ref_template=REF)
    report = (
        msgspec.json.encode(json_schema.schema()["$defs"]).decode().replace("#/$defs/", REF.format(name=""))
    )
    return dict(sorted((found | msgspec.json.decode(report)).items()))


def text() -> str:
    """The description as its file has it."""
    return msgspec.json.format(msgspec.json.encode(description()), indent=2).decode() + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(text(), encoding="utf-8")

"""A verdict ↔ the bytes in which a store and a worker's reply have it."""

from importlib import import_module
from typing import Any

import msgspec

from sqlgym.verdict import Verdict
from sqlgym.wire import load, store

DETAILS = {
    ("query", "difference"): "sqlgym.compare.difference:Difference",
    ("script", "difference"): "sqlgym.compare.difference:Difference",
    ("transaction", "difference"): "sqlgym.compare.difference:Difference",
    ("transaction", "lines"): "sqlgym.kinds.transaction.card:Line",
    ("index", "queries"): "sqlgym.kinds.index.table:Query",
    ("index", "indexes"): "sqlgym.kinds.index.table:Line",
    ("index", "duckdb"): "sqlgym.kinds.index.judge:OnDuckDB",
    ("design", "columns"): "sqlgym.kinds.design.relation:Reading",
    ("design", "cards"): "sqlgym.kinds.design.details:Card",
    ("design", "whole"): "sqlgym.kinds.design.details:Whole",
    ("design", "drawing"): "sqlgym.kinds.design.details:Box",
}
"""Kind of an exercise and name of a detail → what it is, or what each of it is where there are several."""


def pack(verdict: Verdict) -> bytes:
    """A verdict as bytes."""
    return store(verdict)


def unpack(data: bytes) -> Verdict:
    """A verdict from the bytes that `pack` made of it; every report of it is the same as before."""
    verdict = load(data, Verdict)
    details = {name: revived(verdict.kind, name, value) for name, value in verdict.details.items()}
    return msgspec.structs.replace(verdict, details=details)


def revived(kind: str, name: str, value: Any) -> Any:
    """A detail as the kind's own values."""
    if (kind, name) not in DETAILS or value is None:
        return value
    module, struct = DETAILS[kind, name].split(":")
    found: type[msgspec.Struct] = getattr(import_module(module), struct)
    if isinstance(value, list):
        return tuple(msgspec.convert(part, found) for part in value)
    return msgspec.convert(value, found)

"""A script that ran, and one way to read its columns, in; the tables as they are meant, and their faults, out."""

from collections.abc import Sequence

import msgspec

from sqlgym.kinds.design.assess import assess, relations
from sqlgym.kinds.design.fault import Found
from sqlgym.kinds.design.mapping import Mapping, overrides, read_columns
from sqlgym.kinds.design.probe_data import Witness, witness
from sqlgym.kinds.design.script import Script
from sqlgym.kinds.design.theory import Theory
from sqlgym.kinds.design.universe import Universe
from sqlgym.verdict.evidence import ColumnReading


class Option(msgspec.Struct, frozen=True):
    """One reading of the columns and what the rules say about it."""

    readings: tuple[ColumnReading, ...]
    theory: Theory
    found: Found


def read_script(known: Universe, script: Script, text: str) -> tuple[Mapping, list[Option]]:
    """The ways to read the columns of a script's tables, each assessed."""
    seen = witness(known, script.tables, script.contents, script.probed)
    mapping = read_columns(known, script.tables, seen, overrides(text))
    return mapping, [assess_reading(known, script, mapping, seen, one) for one in mapping.readings]


def assess_reading(
    known: Universe, script: Script, mapping: Mapping, seen: Witness, readings: tuple[ColumnReading, ...]
) -> Option:
    """One reading, assessed."""
    read = relations(script.tables, readings, mapping.repeated, seen.raw, script.contents)
    return Option(readings, *assess(known, read))


def is_open(mapping: Mapping, options: Sequence[Option]) -> bool:
    """Whether the verdict hangs on which reading is meant."""
    right = {not one.found.faults for one in options}
    return len(right) > 1 or mapping.too_many


def best_of(options: Sequence[Option]) -> Option:
    """The reading with the fewest faults."""
    return min(options, key=lambda one: len(one.found.faults))

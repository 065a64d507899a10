"""Verdicts → text: one function a format, all pure, and the one table of them."""

from collections.abc import Callable
from importlib import import_module

import msgspec

from sqlgym.verdict import Report


class Style(msgspec.Struct, frozen=True):
    """How text is set: the terminal's width, and whether it has colours."""

    width: int = 80
    colour: bool = False


Format = Callable[[Report, Style], str]

FORMATS = {"text": "sqlgym.report.text", "json": "sqlgym.report.json"}
"""Name of a format → the module whose `write` makes it."""


def write(name: str, report: Report, style: Style) -> str:
    """A report in one of the formats."""
    made: str = import_module(FORMATS[name]).write(report, style)
    return made

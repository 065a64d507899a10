"""Text for people, wrapped to the width of the terminal."""

import textwrap

from sqlgym.report import Style
from sqlgym.result.cells import visible


def indented(text: str, style: Style, by: int = 2) -> list[str]:
    """A text wrapped to the width, some places in; its own line breaks stay."""
    width = max(20, min(style.width, 100))
    margin = " " * by
    lines = [visible(line) for line in text.splitlines()]
    return [
        part
        for line in lines
        for part in textwrap.wrap(line, width, initial_indent=margin, subsequent_indent=margin) or [""]
    ]

"""Bytes that a terminal sends → the names of the keys that were pressed."""

import re

SEQUENCES = {
    "[A": "up",
    "[B": "down",
    "[5~": "page up",
    "[6~": "page down",
    "[H": "home",
    "[F": "end",
    "[1~": "home",
    "[4~": "end",
}
"""What comes after Escape → the key; `ESC O A` is the same as `ESC [ A`."""

CONTROLS = {
    "\r": "enter",
    "\n": "enter",
    " ": "page down",
    "\x0c": "redraw",
    "\x04": "q",
    "k": "up",
    "j": "down",
}
"""Characters that are not themselves."""

ONE = re.compile(r"\x1b[\[O][0-9;?]*[@-~]|\x1b(?![\[O])|[^\x1b]")
"""One key: a sequence, an Escape that begins none, or a character."""

INCOMPLETE = re.compile(r"\x1b(?:[\[O][0-9;?]*)?\Z")
"""A sequence whose end has not come yet, as may be on a slow line."""


def split(text: str) -> tuple[list[str], str]:
    """The keys in what has come, and the rest that is to be completed by what comes next."""
    rest = found[0] if (found := INCOMPLETE.search(text)) else ""
    whole = text[: len(text) - len(rest)]
    names = [name(one) for one in ONE.findall(whole)]
    return [one for one in names if one], rest


def name(one: str) -> str:
    """The name of a key; empty for one that means nothing here."""
    if one.startswith("\x1b"):
        return SEQUENCES.get("[" + one[2:], "")
    return CONTROLS.get(one, one if one.isprintable() else "")

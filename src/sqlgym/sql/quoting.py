"""Names and texts as SQL writes them, whatever the engine."""


def quote(name: str) -> str:
    """The name as an identifier that keeps its letters and blanks, and is no keyword."""
    return '"' + name.replace('"', '""') + '"'


def text_literal(text: str) -> str:
    """The text as a literal; a backslash in it is a backslash, as the standard has it."""
    return "'" + text.replace("'", "''") + "'"

"""What an author says in the comments of a text."""


def leading_comment(sql: str) -> str:
    """The comment lines that a text begins with, as one text; lines of dashes alone are none."""
    lines = []
    for line in sql.strip().splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.lstrip("-").strip())
    return " ".join(filter(None, lines))

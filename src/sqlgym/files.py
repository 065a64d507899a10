"""Files that a command makes for somebody: a path and a text in, the file or one line on why not out."""

from pathlib import Path

from sqlgym.errors import UsageError


def written(path: Path, text: str) -> Path:
    """Write a file and the folders above it; UsageError where that cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}; choose another folder") from error
    return path

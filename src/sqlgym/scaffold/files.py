"""Files that a command makes for somebody: a path and its content in, the file or one line on why not out."""

from pathlib import Path

from sqlgym.errors import UsageError


def written(path: Path, content: str | bytes) -> Path:
    """Write a file and the folders above it; UsageError where that cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}; choose another folder") from error
    return path

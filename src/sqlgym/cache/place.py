"""Where the cache lies, and that nobody but this user, or root, can write into it."""

import errno
import hashlib
import os
import stat
import sys
import tempfile
from pathlib import Path

from sqlgym.errors import BuildError

_READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS}


def directory() -> Path:
    """Return where the cache lies: `$SQLGYM_CACHE`, else the platform's own place for caches."""
    if given := os.environ.get("SQLGYM_CACHE"):
        return Path(given).absolute()
    if sys.platform == "darwin":
        return _home() / "Library" / "Caches" / "sqlgym"
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else _home() / "AppData" / "Local") / "sqlgym" / "Cache"
    given = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(given) if os.path.isabs(given) else _home() / ".cache") / "sqlgym"


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError as error:
        raise BuildError("no home directory is known; set SQLGYM_CACHE to a directory of your own") from error


def fallback_directory() -> Path:
    """Where new entries go while the cache can only be read: this user's own, the same for all its processes."""
    user = os.geteuid() if sys.platform != "win32" else "user"
    return Path(tempfile.gettempdir(), f"sqlgym-{user}", key(str(directory()))[:16])


def writable(kind: str) -> Path:
    """The directory of a kind in the cache, or beside it where the cache can only be read."""
    place = directory() / kind
    try:
        _private(place)
    except BuildError as error:
        if not isinstance(error.__cause__, OSError) or error.__cause__.errno not in _READ_ONLY:
            raise
    else:
        if os.access(place, os.W_OK):
            return place
    own = fallback_directory().parent
    if own.is_symlink():
        raise BuildError(f"{own}: this is a link; remove it, or set SQLGYM_CACHE to a directory of your own")
    _private(own)
    return _private(fallback_directory() / kind)


def _private(path: Path) -> Path:
    """Make the directory, and those above that are missing, for this user alone."""
    missing = [path, *(parent for parent in path.parents if not parent.exists())]
    try:
        for step in reversed(missing):
            step.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise unusable(path, error) from error
    if path.parent not in (Path(tempfile.gettempdir()), *Path(tempfile.gettempdir()).parents):
        refuse_shared(path.parent)
    refuse_shared(path)
    return path


def refuse_shared(path: Path) -> None:
    """Raise BuildError if somebody else owns the directory or may write into it."""
    if sys.platform == "win32":
        return
    try:
        seen = path.stat()
    except OSError as error:
        raise unusable(path, error) from error
    if seen.st_uid not in {
        os.geteuid(),
        0,
    }:  # root may have baked it into an image, and can do as it likes anyway
        raise BuildError(
            f"{path}: the cache belongs to another user; set SQLGYM_CACHE to a directory of your own"
        )
    if seen.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise BuildError(f"{path}: others may write into the cache; run `chmod go-w '{path}'` and try again")


def unusable(path: Path, error: OSError) -> BuildError:
    """Return what is said of a directory that the system refuses."""
    reason = error.strerror or type(error).__name__
    return BuildError(f"{path}: the cache cannot be used: {reason}; set SQLGYM_CACHE to another directory")


def key(*parts: bytes | str) -> str:
    """Return the SHA-256 of the parts, in hexadecimal; where one part ends and the next begins counts."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(f"{len(data)}:".encode() + data)
    return digest.hexdigest()

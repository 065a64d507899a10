"""A private directory of things built once: a kind and a key in, the path of a complete, undamaged entry out.

Where nothing can be written into it, as in an image that has it baked in, new entries go into a directory beside it.
"""

import contextlib
import errno
import hashlib
import os
import re
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlgym.cache import checksums
from sqlgym.errors import BuildError

_ENTRY = re.compile(r"[0-9a-f]{64}")
_TEMPORARY = ".building-"
_STALE = 24 * 3600.0
_READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS}

_sound: dict[Path, checksums.State] = {}
"""The entries whose checksums held, as they were then."""

_discarded: list[Path] = []
"""The entries that were damaged and are gone."""


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


def key(*parts: bytes | str) -> str:
    """Return the SHA-256 of the parts, in hexadecimal; where one part ends and the next begins counts."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(f"{len(data)}:".encode() + data)
    return digest.hexdigest()


def entry(kind: str, key: str) -> Path | None:
    """Return the directory of a complete entry, or None if it is not built yet or was damaged and is gone."""
    return _entry(directory(), kind, key) or _entry(beside(), kind, key)


def _entry(root: Path, kind: str, key: str) -> Path | None:
    path = root / kind / key
    try:
        found = stat.S_ISDIR(path.lstat().st_mode)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unusable(path, error) from error
    for private in (root, root / kind, path):
        _refuse_shared(private)
    return path if found and _holds(path) else None


def _holds(path: Path) -> bool:
    """Whether an entry is as it was written; one that is not is put away, if that can be."""
    now = checksums.state(path)
    if now is not None and (_sound.get(path) == now or checksums.hold(path)):
        _sound[path] = now
        return True
    _sound.pop(path, None)
    _discarded.append(path)
    away = path.parent / f"{_TEMPORARY}{os.getpid()}-{len(_discarded)}-damaged"
    with contextlib.suppress(OSError):
        path.rename(away)
        shutil.rmtree(away, ignore_errors=True)
    return False


def damages() -> int:
    """How many damaged entries were met so far, after all that was used has been looked at once more."""
    for path in list(_sound):
        if not checksums.hold(path):
            _sound.pop(path)
            _holds(path)
    return len(_discarded)


def discarded() -> int:
    """How many damaged entries were met so far."""
    return len(_discarded)


def beside() -> Path:
    """Where new entries go while the cache can only be read: this user's own, the same for all its processes."""
    user = os.geteuid() if sys.platform != "win32" else "user"
    return Path(tempfile.gettempdir(), f"sqlgym-{user}", key(str(directory()))[:16])


def create(kind: str, key: str, fill: Callable[[Path], None]) -> Path:
    """Return the entry, first built by `fill(directory)` if it is missing.

    It is built under a temporary name and renamed when complete: a killed build leaves nothing visible, and
    of two processes that build the same at once the first wins and both get its entry.
    """
    if found := entry(kind, key):
        return found
    place = _writable(kind)
    _sweep(place)
    temporary = Path(tempfile.mkdtemp(prefix=f"{_TEMPORARY}{os.getpid()}-", dir=place))
    try:
        fill(temporary)
        checksums.write(temporary)
        _rename(temporary, place / key)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return place / key


def clean() -> int:
    """Delete every entry, half-built ones too, and nothing else; return how many bytes they took."""
    return sum(_clean(root) for root in (directory(), beside()) if root.exists())


def _clean(root: Path) -> int:
    _refuse_shared(root)
    freed = 0
    for kind in [path for path in _within(root) if not path.is_symlink() and path.is_dir()]:
        for path in _within(kind):
            freed += _delete(path) if _ours(path.name) else 0
        with contextlib.suppress(OSError):
            kind.rmdir()
    return freed


def _rename(temporary: Path, final: Path) -> None:
    try:
        temporary.rename(final)
    except OSError as error:
        if final.is_symlink() or not final.is_dir():
            raise _unusable(final, error) from error


def _writable(kind: str) -> Path:
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
    own = beside().parent
    if own.is_symlink():
        raise BuildError(f"{own}: this is a link; remove it, or set SQLGYM_CACHE to a directory of your own")
    _private(own)
    return _private(beside() / kind)


def _private(path: Path) -> Path:
    """Make the directory, and those above that are missing, for this user alone."""
    missing = [path, *(parent for parent in path.parents if not parent.exists())]
    try:
        for step in reversed(missing):
            step.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise _unusable(path, error) from error
    if path.parent not in (Path(tempfile.gettempdir()), *Path(tempfile.gettempdir()).parents):
        _refuse_shared(path.parent)
    _refuse_shared(path)
    return path


def _refuse_shared(path: Path) -> None:
    """Raise BuildError if somebody else owns the directory or may write into it."""
    if sys.platform == "win32":
        return
    try:
        seen = path.stat()
    except OSError as error:
        raise _unusable(path, error) from error
    if seen.st_uid not in {
        os.geteuid(),
        0,
    }:  # root may have baked it into an image, and can do as it likes anyway
        raise BuildError(
            f"{path}: the cache belongs to another user; set SQLGYM_CACHE to a directory of your own"
        )
    if seen.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise BuildError(f"{path}: others may write into the cache; run `chmod go-w '{path}'` and try again")


def _unusable(path: Path, error: OSError) -> BuildError:
    reason = error.strerror or type(error).__name__
    return BuildError(f"{path}: the cache cannot be used: {reason}; set SQLGYM_CACHE to another directory")


def _within(path: Path) -> Iterator[Path]:
    with contextlib.suppress(FileNotFoundError), os.scandir(path) as found:
        yield from [Path(item.path) for item in found]


def _ours(name: str) -> bool:
    return name.startswith(_TEMPORARY) or _ENTRY.fullmatch(name) is not None


def _delete(path: Path) -> int:
    """Delete a file, a link itself (never what it points to) or a directory, and return the bytes it took."""
    if path.is_symlink() or not path.is_dir():
        size = path.lstat().st_size
        path.unlink(missing_ok=True)
        return size
    size = sum(
        os.lstat(os.path.join(folder, name)).st_size
        for folder, _, names in os.walk(path, followlinks=False)
        for name in names
    )
    shutil.rmtree(path, ignore_errors=True)
    return size


def _sweep(place: Path) -> None:
    """Delete what killed builds left behind: their process is gone, or a day has passed."""
    for path in _within(place):
        if path.name.startswith(_TEMPORARY) and _abandoned(path):
            shutil.rmtree(path, ignore_errors=True)


def _abandoned(path: Path) -> bool:
    with contextlib.suppress(OSError):
        if time.time() - path.lstat().st_mtime > _STALE:
            return True
    return not _alive(path.name.removeprefix(_TEMPORARY).split("-")[0])


def _alive(pid: str) -> bool:
    """Say whether the process exists; where that cannot be asked safely (Windows), assume that it does."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, ValueError, OverflowError):
        return False
    except PermissionError:
        return True
    return True

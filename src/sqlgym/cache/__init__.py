"""A private directory of things built once: a kind and a key in, the path of a complete, undamaged entry out.

Where nothing can be written into it, as in an image that has it baked in, new entries go into a directory beside it.
"""

import contextlib
import os
import re
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from sqlgym.cache import checksums
from sqlgym.cache.place import directory, fallback_directory, key, refuse_shared, unusable, writable
from sqlgym.result.codec import load, store

__all__ = ["clean", "create", "damages", "directory", "discarded", "entry", "find", "key", "memo", "put"]

T = TypeVar("T")

_VALUE = "value.msgpack"

_ENTRY = re.compile(r"[0-9a-f]{64}")
_TEMPORARY = ".building-"
_STALE = 24 * 3600.0

_sound: dict[Path, checksums.State] = {}
"""The entries whose checksums held, as they were then."""

_discarded: list[Path] = []
"""The entries that were damaged and are gone."""


def entry(kind: str, key: str) -> Path | None:
    """Return the directory of a complete entry, or None if it is not built yet or was damaged and is gone."""
    return _entry(directory(), kind, key) or _entry(fallback_directory(), kind, key)


def _entry(root: Path, kind: str, key: str) -> Path | None:
    path = root / kind / key
    try:
        found = stat.S_ISDIR(path.lstat().st_mode)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unusable(path, error) from error
    for private in (root, root / kind, path):
        refuse_shared(private)
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


def create(kind: str, key: str, fill: Callable[[Path], None]) -> Path:
    """Return the entry, first built by `fill(directory)` if it is missing.

    It is built under a temporary name and renamed when complete: a killed build leaves nothing visible, and
    of two processes that build the same at once the first wins and both get its entry.
    """
    if found := entry(kind, key):
        return found
    place = writable(kind)
    _sweep(place)
    temporary = Path(tempfile.mkdtemp(prefix=f"{_TEMPORARY}{os.getpid()}-", dir=place))
    try:
        fill(temporary)
        checksums.write(temporary)
        _rename(temporary, place / key)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return place / key


def memo(
    kind: str,
    key: str,
    of: type[T],
    make: Callable[[], T],
    *,
    lasting: Callable[[T], bool] = lambda value: True,
) -> T:
    """Return the value of an entry, made and written first if it is missing, as later calls will read it.

    What is not `lasting` is returned and not written.
    """
    found = entry(kind, key)
    if found is None:
        made = make()
        if not lasting(made):
            return made
        found = create(kind, key, lambda folder: _write(made, folder))
    return load((found / _VALUE).read_bytes(), of)


def find(kind: str, key: str, of: type[T]) -> T | None:
    """Return the value of an entry that was made before, or None."""
    found = entry(kind, key)
    return load((found / _VALUE).read_bytes(), of) if found else None


def put(kind: str, key: str, value: object) -> None:
    """Write an entry with a value; one that is there already stays as it is."""
    create(kind, key, lambda folder: _write(value, folder))


def _write(value: object, folder: Path) -> None:
    (folder / _VALUE).write_bytes(store(value))


def clean() -> int:
    """Delete every entry, half-built ones too, and nothing else; return how many bytes they took."""
    return sum(_clean(root) for root in (directory(), fallback_directory()) if root.exists())


def _clean(root: Path) -> int:
    refuse_shared(root)
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
            raise unusable(final, error) from error


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

"""Landlock: a process gives up files, TCP and reaching other processes, for good and without being root.

Numbers and structures are those of the kernel's `include/uapi/linux/landlock.h`; what each ABI can do is told
in https://docs.kernel.org/userspace-api/landlock.html. Landlock does not cover stat, chmod, chown, utime and
extended attributes: `seccomp` denies those that change anything; what stat tells stays visible.
"""

import ctypes
import errno
import os
from collections.abc import Sequence
from pathlib import Path

from sqlgym.sandbox.kernel import LINUX, syscall

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION = 1
_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE_DIR, _REMOVE_FILE = 1 << 4, 1 << 5
_MAKE_DIR, _MAKE_REG = 1 << 7, 1 << 8
_REFER, _TRUNCATE = 1 << 13, 1 << 14
_READ = _READ_FILE | _READ_DIR
_WRITE = _WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _REFER | _TRUNCATE
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE

_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
"""How many rights to files there are, from which ABI on."""
_TCP_BIND_AND_CONNECT = 0b11
_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11


class _Ruleset(ctypes.Structure):
    _fields_ = (
        ("handled_access_fs", ctypes.c_uint64),
        ("handled_access_net", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed_access", ctypes.c_uint64), ("parent_fd", ctypes.c_int32))


def abi() -> int:
    """Which version of Landlock this kernel has in force; 0 when it has none."""
    if not LINUX:
        return 0
    try:
        return syscall(_CREATE_RULESET, None, 0, _VERSION)
    except OSError:
        return 0


def restrict(read_only: Sequence[Path] = (), read_write: Sequence[Path] = ()) -> None:
    """Leave this thread, and all it starts, no files but those beneath these paths and those already open.

    From ABI 4 on no TCP socket can bind or connect; from ABI 6 on no process outside can be signalled or
    reached by an abstract socket. The process must have no new privileges before. OSError when Landlock is
    missing.
    """
    version = abi()
    if not version:
        raise OSError(errno.ENOSYS, "this kernel has no Landlock or it is switched off")
    ruleset = syscall(_CREATE_RULESET, _handled(version), ctypes.sizeof(_Ruleset), 0)
    try:
        for path in read_only:
            _allow(ruleset, path, _READ & _files(version))
        for path in read_write:
            _allow(ruleset, path, (_READ | _WRITE) & _files(version))
        syscall(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _handled(version: int) -> _Ruleset:
    return _Ruleset(
        handled_access_fs=_files(version),
        handled_access_net=_TCP_BIND_AND_CONNECT if version >= 4 else 0,
        scoped=_ABSTRACT_SOCKETS_AND_SIGNALS if version >= 6 else 0,
    )


def _files(version: int) -> int:
    known = max(count for since, count in _FILE_RIGHTS.items() if since <= version)
    return (1 << known) - 1


def _allow(ruleset: int, path: Path, rights: int) -> None:
    beneath = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        allowed = rights if path.is_dir() else rights & _OF_FILES
        syscall(_ADD_RULE, ruleset, _PATH_BENEATH, _PathBeneath(allowed, beneath), 0)
    finally:
        os.close(beneath)

"""System calls which Python has no function for, made through the C library; errors come back as OSError."""

import ctypes
import errno
import os
import sys

PORTABLE = "SQLGYM_PORTABLE"
"""With this variable set, a Linux machine does as any other system would: fewer layers, and slower."""

LINUX = sys.platform == "linux" and not os.environ.get(PORTABLE)

Argument = int | bytes | ctypes.Structure | ctypes.Array[ctypes.c_uint32] | None

_LIBC = ctypes.CDLL(None, use_errno=True) if LINUX else None


def call(function: str, *arguments: Argument) -> int:
    """What a function of the C library returns; integers are passed as 64 bits, structures by address."""
    if _LIBC is None:
        raise OSError(errno.ENOSYS, "only Linux has this")
    ctypes.set_errno(0)
    result: int = getattr(_LIBC, function)(*map(_pass, arguments))
    if result == -1:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def syscall(number: int, *arguments: Argument) -> int:
    """What the system call of this number returns (syscall(2))."""
    return call("syscall", number, *arguments)


def prctl(option: int, *arguments: Argument) -> int:
    """What prctl(2) returns for this option; arguments left out are 0, as newer options insist on."""
    return call("prctl", option, *(*arguments, 0, 0, 0, 0)[:4])


def _pass(argument: Argument) -> object:
    if isinstance(argument, int):
        return ctypes.c_long(argument)
    return ctypes.byref(argument) if isinstance(argument, ctypes.Structure) else argument

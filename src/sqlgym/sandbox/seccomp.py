"""seccomp: a filter in the kernel that refuses the system calls which an answer has no use for.

It is a list of what is denied, not of what is allowed. An allow list is the stronger kind, but it has to name
every call that DuckDB, Python, the C library and the allocator make, and these change with each of their
versions: one unforeseen call (futex_waitv, rseq, a new stat) and a right answer is failed or a class cannot
be graded. Here the list is the second wall: Landlock, which denies whatever it is not told to allow, is the
first, and the process has one thread and no privileges. Two things keep the deny list from ageing: calls
newer than the table do not exist in here (ENOSYS, for which every C library has a fallback), and the other
ways to number a call (32 bits, x32) end the process.

A denied call fails with EPERM instead of ending the process, so that a harmless attempt becomes an error with
a sentence. The filter is classic BPF: https://docs.kernel.org/userspace-api/seccomp_filter.html, seccomp(2).
"""

import ctypes
import errno
import os
import struct
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache

from sqlgym.sandbox.kernel import LINUX, prctl
from sqlgym.sandbox.syscalls import BY_ARGUMENT, DENIED, NEWEST, WITH_FALLBACK, numbers

_SET_SECCOMP, _GET_SECCOMP, _FILTER_MODE = 22, 21, 2

KILL = 0x8000_0000
ALLOW = 0x7FFF_0000
_ERRNO = 0x0005_0000
PERMISSION = _ERRNO | errno.EPERM
MISSING = _ERRNO | errno.ENOSYS

AUDIT_ARCH = {"x86_64": 0xC000_003E, "aarch64": 0xC000_00B7}
_X32_BIT = 0x4000_0000

_LOAD, _EQUAL, _GREATER, _AT_LEAST, _RETURN = 0x20, 0x15, 0x25, 0x35, 0x06
_NUMBER, _ARCHITECTURE, _FIRST, _SECOND = 0, 4, 16, 24
"""Where `struct seccomp_data` holds them; of an argument the lower half, all that the calls below look at."""

_SET_NAME, _GET_NAME, _NAME_MEMORY = 15, 16, 0x53564D41
_PUSH_INPUT, _LINUX_CONSOLE, _TAKE_TERMINAL = 0x5412, 0x541C, 0x540E

Instruction = tuple[int, int, int, int]
"""Code, how far to jump when true and when false, operand."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def restrict() -> None:
    """Refuse, for good, what the table denies; the process must have no new privileges before.

    OSError when the kernel has no seccomp filters or the machine is not one of the table's, and also when the
    filter is in place but does not do what it should.
    """
    instructions = program(_machine(), os.getpid())
    packed = b"".join(struct.pack("=HBBI", *instruction) for instruction in instructions)
    prctl(_SET_SECCOMP, _FILTER_MODE, _Program(len(instructions), packed))
    _verify()


def prepare() -> None:
    """Do before a fork what every child would have to do again."""
    with suppress(OSError):
        program(_machine(), os.getpid())


def _machine() -> str:
    """The machine's name in the table; a 32-bit Python makes calls of another architecture."""
    machine = os.uname().machine if LINUX else sys.platform
    if machine not in AUDIT_ARCH or sys.maxsize < 2**32:
        raise OSError(errno.ENOSYS, f"there is no table of system calls for this Python on {machine}")
    return machine


def program(machine: str, own_pid: int) -> tuple[Instruction, ...]:
    """The filter for one architecture and process, as instructions of classic BPF."""
    by_argument = numbers(BY_ARGUMENT, machine)
    return (
        *_refusals(machine),
        *_allow_only(by_argument["kill"], _FIRST, own_pid),
        *_allow_only(by_argument["tkill"], _FIRST, own_pid),
        *_allow_only(by_argument["tgkill"], _FIRST, own_pid),
        *_allow_only(by_argument["prlimit64"], _FIRST, 0, own_pid),
        *_allow_only(by_argument["prctl"], _FIRST, _SET_NAME, _GET_NAME, _NAME_MEMORY),
        *_deny_only(by_argument["ioctl"], _SECOND, _PUSH_INPUT, _LINUX_CONSOLE, _TAKE_TERMINAL),
        _return(ALLOW),
    )


@cache
def _refusals(machine: str) -> tuple[Instruction, ...]:
    """What is the same for every process of the machine; `prepare` makes it once for all of them."""
    return (
        *_only(machine),
        *_refuse(numbers(WITH_FALLBACK, machine).values(), MISSING),
        *_refuse(numbers(DENIED, machine).values(), PERMISSION),
    )


def _only(machine: str) -> tuple[Instruction, ...]:
    """End the process on another architecture's calls, and leave its number loaded otherwise."""
    return (
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, AUDIT_ARCH[machine]),
        _return(KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _X32_BIT),
        _return(KILL),
        (_GREATER, 0, 1, NEWEST),
        _return(MISSING),
    )


def _refuse(calls: Iterable[int], action: int) -> list[Instruction]:
    """One comparison a call, all jumping to the one return behind them."""
    ordered = sorted(calls)
    last = len(ordered) - 1
    compare = [(_EQUAL, last - place, int(place == last), call) for place, call in enumerate(ordered)]
    return [*compare, _return(action)]


def _allow_only(call: int, argument: int, *values: int) -> list[Instruction]:
    body = [*_match(values, ALLOW), _return(PERMISSION)]
    return _when(call, argument, body)


def _deny_only(call: int, argument: int, *values: int) -> list[Instruction]:
    return _when(call, argument, [*_match(values, PERMISSION), _return(ALLOW)])


def _when(call: int, argument: int, body: list[Instruction]) -> list[Instruction]:
    """Skip the body, which must return, unless it is this call; the body finds the argument loaded."""
    return [(_EQUAL, 0, len(body) + 1, call), (_LOAD, 0, 0, argument), *body]


def _match(values: Iterable[int], action: int) -> list[Instruction]:
    return [step for value in values for step in ((_EQUAL, 0, 1, value), _return(action))]


def _return(action: int) -> Instruction:
    return (_RETURN, 0, 0, action)


def _verify() -> None:
    """The filter denies prctl's other options, so being refused here is the proof that it is in force."""
    try:
        prctl(_GET_SECCOMP)
    except PermissionError:
        return
    raise OSError(errno.ENOTRECOVERABLE, "the filter was accepted but is not in force")


prepare()

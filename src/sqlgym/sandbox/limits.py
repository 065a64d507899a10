"""What a process gives up before it runs an answer: memory, time, files, its user, its privileges.

Each function takes something away from the process that calls it, checks that it is really gone, and raises
OSError with a plain sentence when it is not. The process cannot take it back.
"""

import ctypes
import errno
import math
import os
import signal
import sys
import time

from sqlgym.sandbox.kernel import LINUX, call, prctl

if sys.platform != "win32":
    import resource

NOBODY = 65534
"""The uid and gid that own nothing by convention (/proc/sys/kernel/overflowuid)."""

_SET_PDEATHSIG, _GET_DUMPABLE, _SET_DUMPABLE, _SET_KEEPCAPS, _CAPBSET_DROP = 1, 3, 4, 8, 24
_SET_NO_NEW_PRIVS, _GET_NO_NEW_PRIVS = 38, 39
_CAPABILITY_VERSION_3 = 0x2008_0522
_NEEDED = {
    1 << 0: "root without CAP_CHOWN could not give another user its database",
    1 << 5: "root without CAP_KILL could not end a process of another user",
}
"""Capability that the parent of a process of another user needs → why."""

_LAST_CAPABILITY = 63
_LET_PASS = 0.1


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


_CAPABILITIES = ctypes.c_uint32 * 6
"""Effective, permitted and inheritable, the lower half of each and then the upper (capget(2))."""


def set_rlimits(
    memory_bytes: int, cpu_seconds: int, open_files: int = 64, file_size: int = 0, processes: int = 0
) -> None:
    """Limit what the process may take from now on, beyond what it already has (setrlimit(2)).

    A process forked from a warm one has hundreds of megabytes mapped, so the address space in use is added to
    `memory_bytes`; where the system does not tell how much that is (all but Linux), memory has no limit.
    At `cpu_seconds` the process gets SIGXCPU, a second later SIGKILL.
    """
    if sys.platform == "win32":
        raise OSError(errno.ENOSYS, "Windows has no resource limits for a process")
    seconds = cpu_seconds + math.ceil(time.process_time() - _LET_PASS)
    if LINUX:
        _limit(resource.RLIMIT_AS, address_space() + memory_bytes)
    _limit(resource.RLIMIT_CPU, seconds, seconds + 1)
    _limit(resource.RLIMIT_FSIZE, file_size)
    _limit(resource.RLIMIT_NOFILE, open_files)
    _limit(resource.RLIMIT_NPROC, processes)
    _limit(resource.RLIMIT_CORE, 0)


def address_space() -> int:
    """Bytes of address space in use, which is what RLIMIT_AS counts (proc_pid_statm(5), Linux only)."""
    with open("/proc/self/statm", "rb", buffering=0) as statm:
        return int(statm.readline().split()[0]) * resource.getpagesize()


def _limit(kind: int, soft: int, hard: int | None = None) -> None:
    """Set a limit, or keep the one in force if it is lower already."""
    in_force = resource.getrlimit(kind)[1]
    hard = soft if hard is None else hard
    if in_force != resource.RLIM_INFINITY:
        soft, hard = min(soft, in_force), min(hard, in_force)
    resource.setrlimit(kind, (soft, hard))
    _hold(resource.getrlimit(kind) == (soft, hard), f"resource limit {kind} did not hold")


def become_nobody() -> None:
    """Give up every capability and, when started as root, root itself (Linux only).

    The parent has to be able to kill a process of another user: without CAP_KILL the user is kept.
    """
    capabilities = _capabilities()
    kept = ""
    if os.geteuid() == 0:
        kept = next((why for bit, why in _NEEDED.items() if not capabilities[0] & bit), "") or _changed()
    call("capset", _Header(_CAPABILITY_VERSION_3, 0), _CAPABILITIES())
    _hold(not any(_capabilities()), "some capabilities are left")
    _hold(not kept, kept)
    _hold(not _root_again(), "the process can become root again")


def _changed() -> str:
    """Change the user; why that is not possible, as for the root of a user namespace, where it is not."""
    try:
        _change_user()
    except OSError as error:
        return f"root may not change its user here: {error.strerror}"
    return ""


def _capabilities() -> "ctypes.Array[ctypes.c_uint32]":
    data = _CAPABILITIES()
    call("capget", _Header(_CAPABILITY_VERSION_3, 0), data)
    return data


def _change_user() -> None:
    os.setgroups([])
    prctl(_SET_KEEPCAPS, 0)
    _empty_bounding_set()
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    _hold(os.getresuid() == os.getresgid() == (NOBODY,) * 3 and not os.getgroups(), "the user did not change")


def _empty_bounding_set() -> None:
    """Let no capability ever come back; without CAP_SETPCAP that is left to no-new-privileges."""
    for capability in range(_LAST_CAPABILITY + 1):
        try:
            prctl(_CAPBSET_DROP, capability)
        except OSError:
            return


def _root_again() -> bool:
    try:
        os.setresuid(0, 0, 0)
    except PermissionError:
        return False
    return True


def own_session() -> None:
    """Lead a session and process group of its own, which the parent can kill as a whole."""
    if sys.platform == "win32":
        raise OSError(errno.ENOSYS, "Windows has no sessions and process groups")
    if os.getsid(0) != os.getpid():
        os.setsid()


def die_with_parent(parent: int) -> None:
    """Be killed when the thread that started this process ends (Linux); OSError if that has happened already.

    Changing the user switches it off (PR_SET_PDEATHSIG(2const)), so it comes after `become_nobody`.
    """
    if LINUX:
        prctl(_SET_PDEATHSIG, signal.SIGKILL)
    _hold(os.getppid() == parent, "the process that started this one is gone")


def no_new_privileges() -> None:
    """Let nothing that is started gain rights, and no process of the same user look into this one (Linux)."""
    prctl(_SET_NO_NEW_PRIVS, 1)
    prctl(_SET_DUMPABLE, 0)
    _hold(prctl(_GET_NO_NEW_PRIVS) == 1, "the process may still gain privileges")
    _hold(prctl(_GET_DUMPABLE) == 0, "the process may still be looked into")


def _hold(held: bool, otherwise: str) -> None:
    if not held:
        raise OSError(errno.EPERM, otherwise)

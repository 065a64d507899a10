"""Every layer of the sandbox is proved by attacks from a forked child on which it was put."""

import encodings.idna  # noqa: F401  (a host's name is encoded by it, and a locked child can't read it any more)
import errno
import faulthandler
import os
import select
import signal
import socket
import subprocess
import time
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pytest

from sqlgym.errors import SandboxError
from sqlgym.sandbox import landlock, layers, seccomp
from sqlgym.sandbox.kernel import prctl, syscall
from sqlgym.sandbox.layers import WHAT, Bounds, apply
from sqlgym.sandbox.syscalls import BY_ARGUMENT, DENIED, NEWEST, WITH_FALLBACK, numbers

MEGABYTE = 1024**2
BOUNDS = Bounds()
HERE = {layer.name: layer for layer in layers.available()}

Attack = Callable[[], object]
Test = Callable[..., None]


class Outcome(msgspec.Struct):
    """What an attack returned, or the error it ended in, or the signal that ended its process."""

    value: Any = None
    error: str = ""
    signal: int = 0


def in_child(attack: Attack, seconds: float = 20) -> Outcome:
    """Fork, run the attack, hear of its outcome through a pipe; the child is killed when the time is up."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        _run_and_report(attack, writing)
    os.close(writing)
    try:
        heard = select.select([reading], [], [], seconds)[0]
        report = os.read(reading, 1 << 16) if heard else b""
    finally:
        os.close(reading)
        ended_by = _reap(child, kill=not heard)
    return msgspec.json.decode(report, type=Outcome) if report else Outcome(signal=ended_by)


def _run_and_report(attack: Attack, writing: int) -> None:
    try:
        outcome = Outcome(value=attack())
    except BaseException as error:
        outcome = Outcome(error=type(error).__name__)
    os.write(writing, msgspec.json.encode(outcome))
    os._exit(0)


def _reap(child: int, kill: bool) -> int:
    if kill:
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def sandboxed(attack: Attack, bounds: Bounds = BOUNDS, only: tuple[str, ...] = tuple(WHAT)) -> Outcome:
    """The outcome of an attack from behind these layers, as far as this machine has them."""

    def locked() -> object:
        apply("auto", bounds, available=only)
        return attack()

    return in_child(locked)


def needs(*names: str) -> Callable[[Test], Test]:
    """Run the test where these layers exist; elsewhere it promises that the machine says what is missing."""
    missing = [HERE[name] for name in names if not HERE[name].available]
    if not missing:
        return lambda test: test

    def reported(test: Test) -> Test:
        def says_why() -> None:
            assert all(layer.why and layer.why != WHAT[layer.name] for layer in missing), test.__name__

        says_why.__name__ = test.__name__
        return says_why

    return reported


# Files


@needs("landlock")
def test_no_file_can_be_read() -> None:
    assert sandboxed(lambda: Path("/etc/passwd").read_text()).error == "PermissionError"


@needs("landlock")
def test_no_directory_can_be_listed() -> None:
    assert (
        sandboxed(lambda: os.listdir("/"), only=("no-new-privileges", "landlock")).error == "PermissionError"
    )


@needs("landlock")
@pytest.mark.parametrize("only", [tuple(WHAT), ("no-new-privileges", "landlock")])
def test_no_file_can_be_made(tmp_path: Path, only: tuple[str, ...]) -> None:
    tmp_path.chmod(0o777)
    assert sandboxed(lambda: (tmp_path / "made").touch(), only=only).error == "PermissionError"
    assert not list(tmp_path.iterdir())


@needs("landlock")
def test_a_path_granted_for_reading_can_be_read_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "granted").write_text("yes")
    bounds, only = Bounds(read_only=(tmp_path,)), ("no-new-privileges", "landlock")
    assert sandboxed((tmp_path / "granted").read_text, bounds, only).value == "yes"
    assert sandboxed((tmp_path / "made").touch, bounds, only).error == "PermissionError"
    assert sandboxed((tmp_path / "granted").unlink, bounds, only).error == "PermissionError"


@needs("landlock")
def test_a_single_file_can_be_granted(tmp_path: Path) -> None:
    (tmp_path / "granted").write_text("yes")
    (tmp_path / "other").write_text("no")
    bounds, only = Bounds(read_only=(tmp_path / "granted",)), ("no-new-privileges", "landlock")
    assert sandboxed((tmp_path / "granted").read_text, bounds, only).value == "yes"
    assert sandboxed((tmp_path / "other").read_text, bounds, only).error == "PermissionError"


@needs("landlock")
def test_a_path_granted_for_writing_can_be_written(tmp_path: Path) -> None:
    bounds, only = Bounds(read_write=(tmp_path,)), ("no-new-privileges", "landlock")
    assert sandboxed(partial((tmp_path / "made").write_text, "yes"), bounds, only).value == 3
    assert (tmp_path / "made").read_text() == "yes"


@needs("landlock")
def test_a_path_that_cannot_be_granted_is_an_error_and_not_a_missing_layer(tmp_path: Path) -> None:
    bounds = Bounds(read_only=(tmp_path / "nowhere",))
    assert in_child(lambda: apply("auto", bounds)).error == "SandboxError"


@needs("rlimits")
def test_no_byte_can_be_written_to_a_file_that_is_open(tmp_path: Path) -> None:
    with open(tmp_path / "open", "wb", buffering=0) as file:
        outcome = sandboxed(lambda: file.write(b"x"), only=("rlimits",))
    assert (outcome.error, (tmp_path / "open").stat().st_size) == ("OSError", 0)


@needs("rlimits")
def test_no_more_files_can_be_open_than_the_limit_says() -> None:
    def open_many() -> int:
        return len([os.dup(2) for _ in range(100)])

    assert sandboxed(open_many, Bounds(open_files=50), only=("rlimits",)).error == "OSError"


@needs("seccomp")
def test_a_file_cannot_be_changed_without_opening_it(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    file.write_text("yes")
    for attack in (partial(file.chmod, 0), partial(os.utime, file), partial(os.truncate, file, 0)):
        assert sandboxed(attack, only=("no-new-privileges", "seccomp")).error == "PermissionError"
    assert file.read_text() == "yes"


# The network


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def _connect_to(server: socket.socket) -> None:
    with socket.create_connection(server.getsockname(), timeout=5):
        pass


@needs("seccomp")
def test_no_socket_can_be_made() -> None:
    for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX):
        assert sandboxed(partial(socket.socket, family)).error == "PermissionError"
    assert sandboxed(socket.socketpair).error == "PermissionError"


@needs("seccomp")
def test_a_socket_made_before_cannot_connect(listener: socket.socket) -> None:
    with socket.socket() as client:
        connect = partial(client.connect, listener.getsockname())
        assert sandboxed(connect, only=("no-new-privileges", "seccomp")).error == "PermissionError"


@needs("landlock")
def test_landlock_alone_stops_tcp_from_its_fourth_abi_on(listener: socket.socket) -> None:
    only = ("no-new-privileges", "landlock")
    denied = "PermissionError" if landlock.abi() >= 4 else ""
    assert in_child(lambda: _connect_to(listener)).error == ""
    assert sandboxed(lambda: _connect_to(listener), only=only).error == denied
    assert sandboxed(lambda: socket.create_server(("127.0.0.1", 0)).close(), only=only).error == denied


# Programs and processes


@needs("seccomp")
def test_no_program_can_be_started() -> None:
    assert sandboxed(lambda: os.execv("/bin/true", ["true"])).error == "PermissionError"


@needs("seccomp")
def test_no_process_can_be_started() -> None:
    for start in (os.fork, partial(subprocess.run, ["/bin/true"])):
        assert sandboxed(start, only=("no-new-privileges", "seccomp")).error == "PermissionError"


@needs("rlimits", "user")
def test_the_limit_of_processes_alone_stops_a_fork() -> None:
    assert sandboxed(os.fork, only=("rlimits", "user")).error == "BlockingIOError"


@needs("seccomp")
def test_the_parent_cannot_be_signalled() -> None:
    parent = os.getpid()
    for number in (0, signal.SIGTERM):
        assert sandboxed(partial(os.kill, parent, number)).error == "PermissionError"
    assert sandboxed(partial(os.kill, 0, 0), only=("no-new-privileges", "seccomp")).error == "PermissionError"


@needs("landlock")
def test_landlock_alone_stops_signals_from_its_sixth_abi_on() -> None:
    denied = "PermissionError" if landlock.abi() >= 6 else ""
    attack = partial(os.kill, os.getpid(), 0)
    assert sandboxed(attack, only=("no-new-privileges", "landlock")).error == denied


@needs("seccomp")
def test_the_process_can_still_abort() -> None:
    def abort() -> None:
        faulthandler.disable()
        os.abort()

    assert sandboxed(abort, only=("no-new-privileges", "seccomp")).signal == signal.SIGABRT


@needs("session")
def test_the_process_group_is_its_own() -> None:
    assert sandboxed(lambda: os.getpgrp() == os.getsid(0) == os.getpid(), only=("session",)).value is True


@needs("session")
def test_the_process_ends_with_its_parent() -> None:
    reading, writing = os.pipe()

    def start_a_grandchild() -> None:
        if os.fork() == 0:
            apply("off", BOUNDS)
            os.write(writing, b"on")
            time.sleep(60)
        os.read(reading, 2)

    assert in_child(start_a_grandchild).error == ""
    os.close(writing)
    with open(reading, "rb") as pipe:
        assert select.select([pipe], [], [], 10)[0]
        assert pipe.read() == b""


# Limits


@needs("rlimits")
def test_memory_beyond_the_limit_is_an_error_at_once() -> None:
    assert sandboxed(lambda: len(bytes(100 * MEGABYTE)), Bounds(memory_bytes=150 * MEGABYTE)).value
    assert (
        sandboxed(lambda: len(bytes(200 * MEGABYTE)), Bounds(memory_bytes=150 * MEGABYTE)).error
        == "MemoryError"
    )


@needs("rlimits")
def test_an_endless_loop_ends_at_the_limit_of_cpu_time() -> None:
    def spin() -> None:
        while True:
            pass

    assert sandboxed(spin, Bounds(cpu_seconds=1)).signal == signal.SIGXCPU


@needs("rlimits")
def test_a_limit_in_force_is_never_raised() -> None:
    def lower_then_apply() -> list[int]:
        import resource

        resource.setrlimit(resource.RLIMIT_NOFILE, (300, 400))
        apply("auto", Bounds(open_files=640), available=("rlimits",))
        return list(resource.getrlimit(resource.RLIMIT_NOFILE))

    assert in_child(lower_then_apply).value == [400, 400]


# Privileges


@needs("user")
def test_root_is_gone_and_cannot_be_regained() -> None:
    only = ("user", "no-new-privileges")
    assert sandboxed(partial(os.setuid, 0), only=only).error == "PermissionError"
    assert sandboxed(partial(os.setgroups, [0]), only=only).error == "PermissionError"
    assert 0 not in sandboxed(lambda: [*os.getresuid(), *os.getresgid(), *os.getgroups()], only=only).value


@needs("user")
def test_no_capability_is_left() -> None:
    def capabilities() -> list[str]:
        status = Path("/proc/self/status").read_text().splitlines()
        return [
            line.split()[1] for line in status if line.startswith(("CapInh", "CapPrm", "CapEff", "CapAmb"))
        ]

    assert set(sandboxed(capabilities, only=("user",)).value) == {"0" * 16}


@needs("no-new-privileges")
def test_no_new_privileges_and_no_looking_into() -> None:
    def flags() -> list[int]:
        return [prctl(39), prctl(3)]

    assert sandboxed(flags, only=("no-new-privileges",)).value == [1, 0]


# The filter


@needs("seccomp")
def test_every_call_of_the_table_is_refused() -> None:
    machine = os.uname().machine

    def refused(call: int) -> int:
        try:
            return syscall(call, -1, -1, -1, -1)
        except OSError as error:
            return error.errno or 0

    denied = numbers(DENIED, machine)
    answers = sandboxed(lambda: {name: refused(call) for name, call in denied.items()}).value
    assert set(answers.values()) == {errno.EPERM}, answers
    later = [*numbers(WITH_FALLBACK, machine).values(), 463, 600]
    assert sandboxed(lambda: [refused(call) for call in later]).value == [errno.ENOSYS] * 3


@needs("seccomp")
def test_a_terminal_cannot_be_typed_into() -> None:
    import fcntl
    import termios

    inner, outer = os.openpty()
    type_in = partial(fcntl.ioctl, outer, termios.TIOCSTI, b"x")
    assert sandboxed(type_in, only=("no-new-privileges", "seccomp")).error == "PermissionError"
    assert sandboxed(partial(os.isatty, outer)).value is True
    os.close(inner)
    os.close(outer)


def run_filter(machine: str, call: int, first: int = 0, second: int = 0, arch: int | None = None) -> int:
    """What the filter decides, by the meaning of the five instructions it is made of."""
    data = {0: call, 4: seccomp.AUDIT_ARCH[machine] if arch is None else arch, 16: first, 24: second}
    filter_, place, loaded = seccomp.program(machine, 4711), 0, 0
    while True:
        code, when_true, when_false, operand = filter_[place]
        if code == 0x06:
            return operand
        if code == 0x20:
            loaded, place = data[operand], place + 1
            continue
        true = {0x15: loaded == operand, 0x25: loaded > operand, 0x35: loaded >= operand}[code]
        place += 1 + (when_true if true else when_false)


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_denies_its_table_and_nothing_else(machine: str) -> None:
    denied, missing = numbers(DENIED, machine).values(), numbers(WITH_FALLBACK, machine).values()
    special = numbers(BY_ARGUMENT, machine).values()
    for call in range(463):
        expected = (
            seccomp.PERMISSION if call in denied else seccomp.MISSING if call in missing else seccomp.ALLOW
        )
        assert call in special or run_filter(machine, call) == expected


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_ends_a_process_that_counts_calls_otherwise(machine: str) -> None:
    assert run_filter(machine, 1, arch=0x40000003) == seccomp.KILL
    assert run_filter(machine, 0x4000_0000 | 1) == seccomp.KILL
    assert run_filter(machine, 463) == seccomp.MISSING


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_signals_and_limits_are_allowed_to_the_process_itself_only(machine: str) -> None:
    special = numbers(BY_ARGUMENT, machine)
    for name in ("kill", "tkill", "tgkill", "prlimit64"):
        assert run_filter(machine, special[name], first=4711) == seccomp.ALLOW
        assert run_filter(machine, special[name], first=4712) == seccomp.PERMISSION
    assert run_filter(machine, special["kill"], first=0) == seccomp.PERMISSION
    assert run_filter(machine, special["prlimit64"], first=0) == seccomp.ALLOW


def test_every_number_of_the_table_is_there_once() -> None:
    for machine in ("x86_64", "aarch64"):
        calls = list(numbers(DENIED + BY_ARGUMENT + WITH_FALLBACK, machine).values())
        assert len(calls) == len(set(calls))
        assert max(calls) <= NEWEST


# Modes


def test_strict_refuses_and_names_what_is_missing() -> None:
    def strict() -> str:
        try:
            apply("strict", Bounds(), available=("rlimits", "user", "session", "no-new-privileges"))
        except SandboxError as error:
            return str(error)
        return ""

    message = in_child(strict).value
    assert "landlock (" in message
    assert "seccomp (" in message
    assert "rlimits (" not in message


def test_auto_takes_what_there_is_and_says_so() -> None:
    wanted = ("rlimits", "no-new-privileges")
    expected = [name for name in wanted if HERE[name].available]
    assert in_child(lambda: apply("auto", Bounds(), available=wanted)).value == expected


def test_off_restricts_nothing() -> None:
    def off() -> list[Any]:
        return [*apply("off", BOUNDS), bool(os.listdir("/"))]

    assert in_child(off).value == ["session", True]


def test_strict_holds_exactly_where_every_layer_it_needs_is_available() -> None:
    outcome = in_child(lambda: apply("strict", BOUNDS))
    if all(HERE[name].available for name in layers.STRICT):
        assert outcome.value == [name for name in WHAT if HERE[name].available]
    else:
        assert outcome.error == "SandboxError"


def test_strict_is_refused_beforehand_where_it_is_not_possible(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = layers.Layer("landlock", False, "this kernel has none")
    monkeypatch.setattr(layers, "available", lambda: (missing,))
    with pytest.raises(SandboxError, match=r"landlock \(this kernel has none\)"):
        layers.require_strict()


def test_a_process_with_two_threads_is_refused() -> None:
    def threaded() -> None:
        import threading

        threading.Thread(target=time.sleep, args=(5,), daemon=True).start()
        apply("auto", BOUNDS)

    assert in_child(threaded).error == "SandboxError"


def test_a_process_whose_parent_is_gone_says_so() -> None:
    outcome = in_child(lambda: apply("auto", Bounds(), parent=1 << 22))
    assert "session" not in outcome.value


def test_every_layer_has_one_plain_sentence() -> None:
    assert list(HERE) == list(WHAT)
    assert all(layer.why and "\n" not in layer.why for layer in HERE.values())


# DuckDB behind all of it


MAKE_ORDERS = """CREATE TABLE Orders AS
                 SELECT i AS id, i % 240 AS employee, i * 1.5 AS amount FROM range(100_000) t(i)"""


@pytest.fixture
def orders(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """100,000 orders in a file, opened as the sandbox's parent opens a dataset."""
    path = str(tmp_path / "orders.duckdb")
    with duckdb.connect(path) as making:
        making.execute(MAKE_ORDERS)
        making.execute("CREATE TABLE Employees AS SELECT i AS id, 'name ' || i AS name FROM range(240) t(i)")
    config: dict[str, Any] = {"threads": 1, "async_threads": 0, "temp_directory": ""}
    with duckdb.connect(path, read_only=True, config=config) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection


def answer(connection: duckdb.DuckDBPyConnection, sql: str) -> Outcome:
    def rows() -> object:
        return [list(map(str, row)) for row in connection.execute(sql).fetchmany(1000)]

    return sandboxed(rows)


def test_duckdb_joins_aggregates_and_sorts_behind_all_layers(orders: duckdb.DuckDBPyConnection) -> None:
    sql = """SELECT name, count(*), sum(amount) AS total FROM Orders JOIN Employees ON employee = Employees.id
             GROUP BY name ORDER BY total DESC, name LIMIT 1"""
    assert answer(orders, sql).value == [["name 159", "417", "31324414.5"]]


def test_duckdb_sorts_all_rows_behind_all_layers(orders: duckdb.DuckDBPyConnection) -> None:
    sql = (
        "SELECT id, row_number() OVER (ORDER BY amount DESC) AS place FROM Orders ORDER BY place DESC LIMIT 1"
    )
    assert answer(orders, sql).value == [["0", "100000"]]


def test_duckdb_has_json_dates_and_time_zones_behind_all_layers(orders: duckdb.DuckDBPyConnection) -> None:
    sql = """SELECT json_extract('{"a": [1, 2]}', '$.a[1]'),
                    CAST(TIMESTAMPTZ '2026-01-01 12:00:00+02' AS VARCHAR),
                    CAST(TIMESTAMP '2026-07-01 12:00:00' AT TIME ZONE 'America/New_York' AS VARCHAR)"""
    assert answer(orders, sql).value == [["2", "2026-01-01 10:00:00+00", "2026-07-01 16:00:00+00"]]


def test_duckdb_still_raises_its_own_errors_behind_all_layers(orders: duckdb.DuckDBPyConnection) -> None:
    assert answer(orders, "SELECT nothing FROM Orders").error == "BinderException"
    assert answer(orders, "SELECT CAST('x' AS INTEGER)").error == "ConversionException"


@needs("landlock")
def test_duckdb_reads_no_file_even_without_its_own_lock(orders: duckdb.DuckDBPyConnection) -> None:
    assert answer(orders, "SELECT * FROM read_text('/etc/passwd')").error in (
        "IOException",
        "PermissionException",
    )


@needs("rlimits")
def test_duckdb_runs_out_of_memory_with_an_error(orders: duckdb.DuckDBPyConnection) -> None:
    outcome = answer(orders, "SELECT length(repeat('x', 2000000000))")
    assert outcome.error in ("OutOfMemoryException", "MemoryError")

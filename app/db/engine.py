"""Opening databases.

Windows: SQLCipher with a raw 32-byte key (no key derivation: 80 ms a connection). Hub on one machine:
SQLite through the same ``sqlcipher3`` module, because the SQLite inside common Python builds can corrupt a
WAL written by two connections. Real halls: PostgreSQL through psycopg 3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from app.core.errors import StoreUnavailable
from app.core.paths import own_folder
from app.db import copying, doubt
from app.db.store import Store

_QUIET = "PRAGMA cipher_log_level = NONE"
"""Else the library writes to standard error what we raise as an error of our own."""

_LONGEST_REASON = 200
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
)


def open_store(path: Path, key: bytes, *, read_only: bool = False) -> Store:
    """Open (or create) a window's encrypted store.

    ``key`` is 32 raw bytes; ``read_only`` also reads where nothing at all can be written. Raises
    StoreUnavailable: ``store.wrong_key`` (wrong key or not our file), ``store.damaged``,
    ``store.disk_full``, ``store.cannot_open``. An existing file that cannot be opened is never replaced
    by a new one.
    """
    if len(key) != 32:
        raise ValueError("the key has 32 bytes")
    uri = f"{path.absolute().as_uri()}?{_reading_mode(path) if read_only else 'mode=rwc'}"
    return _sqlite(lambda: _connect(uri, key), path, read_only=read_only)


def open_hub(url: str) -> Store:
    """Open a hub's database: ``sqlite:///path`` or ``postgresql+psycopg://user@host/name``.

    Raises StoreUnavailable: ``store.unknown_database`` for any other address, ``store.unknown_option``
    (option) for one with an option that PostgreSQL does not know, ``store.no_connection`` (reason) when the
    server cannot be reached so or lets nobody in, in the words of its own library.
    """
    if url.startswith("sqlite:///"):
        path = Path(url.removeprefix("sqlite:///"))
        own_folder(path.parent)
        return _sqlite(lambda: _connect(f"{path.absolute().as_uri()}?mode=rwc", None), path)
    if not url.startswith("postgresql"):
        raise StoreUnavailable("store.unknown_database")
    try:
        engine = create_engine(url, pool_size=10, max_overflow=10, pool_pre_ping=True, hide_parameters=True)
        _refuse_options(engine.url.query)
        doubt.watch(engine)
        copying.allow(engine)
        engine.connect().close()
    except DBAPIError as error:
        raise StoreUnavailable("store.no_connection", reason=_first_line(error)) from error
    except (ArgumentError, ValueError, ImportError) as error:
        raise StoreUnavailable("store.unknown_database") from error
    return Store(engine)


def _refuse_options(given: Iterable[str]) -> None:
    """What the server's library does not know would be taken for an argument of the driver."""
    from psycopg.pq import Conninfo  # only a hub has it

    known = {option.keyword.decode() for option in Conninfo.get_defaults()}
    for option in given:
        if option not in known:
            raise StoreUnavailable("store.unknown_option", option=option)


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).strip().partition("\n")[0][:_LONGEST_REASON]


def _reading_mode(path: Path) -> str:
    """Reading in WAL mode needs the files beside the store, or the word that nobody writes it."""
    return "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "mode=ro&immutable=1"


def _sqlite(connect: Callable[[], Any], path: Path, *, read_only: bool = False) -> Store:
    # Without `check_same_thread=False` and a real pool the dialect closes connections under other threads.
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=connect,
        poolclass=QueuePool,
        pool_size=4,
        pool_use_lifo=True,  # the connection that wrote last still has the pages in memory
        hide_parameters=True,  # rows hold personal data; tracebacks must not
    )
    _take_over_transactions(engine)
    store = Store(engine)
    try:
        with engine.connect() as conn:
            if not read_only:
                conn.exec_driver_sql("PRAGMA user_version")
    except (sqlcipher.Error, DBAPIError) as error:
        engine.dispose()
        raise _opening_failure(error, path) from error
    return store


def _connect(uri: str, key: bytes | None) -> Any:
    connection = sqlcipher.connect(uri, uri=True, check_same_thread=False)
    try:
        connection.execute(_QUIET)
        if key is not None:
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        # A wrong key shows only on the first read.
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if "mode=ro" not in uri:
            for pragma in _PRAGMAS:
                connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection


def _take_over_transactions(engine: Engine) -> None:
    """Let the store begin transactions itself: the driver would begin them late and without IMMEDIATE."""

    @event.listens_for(engine, "connect")
    def leave_transactions_to_us(connection: Any, _record: object) -> None:
        connection.isolation_level = None


def _opening_failure(error: Exception, path: Path) -> StoreUnavailable:
    text = str(error)
    if "not a database" in text:
        return StoreUnavailable("store.wrong_key", file=path.name)
    if "malformed" in text:
        return StoreUnavailable("store.damaged", file=path.name)
    if "full" in text:
        return StoreUnavailable("store.disk_full", file=path.name)
    if "readonly" in text:
        return StoreUnavailable("store.read_only", file=path.name)
    return StoreUnavailable("store.cannot_open", file=path.name)


def damaged_pages(conn: Connection) -> int:
    """How many pages of an encrypted store are not as they were written: each carries its own proof.

    A page that no reading happens to touch would else stay unnoticed for years.
    """
    return len(conn.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall())


def damaged_places(conn: Connection) -> int:
    """How many places of a hub's SQLite file do not fit together. Its pages carry no proof of their own."""
    found = conn.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    return 0 if found == ["ok"] else len(found)

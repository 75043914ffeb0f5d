"""Fresh databases for tests, of windows and of hubs, the latter on SQLite or on PostgreSQL."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from app.db.base import metadata
from app.db.engine import open_hub, open_store
from app.db.migrate import migrate
from app.db.store import Store

KEY = bytes(range(32))
"""Of the stores of windows."""
_SQLITE = "sqlite:///"


def fresh_store(url: str) -> Store:
    """A hub store with the program's schema."""
    if url.startswith(_SQLITE):
        _begin(Path(url.removeprefix(_SQLITE)), None)
    return _with_schema(open_hub(url))


def window_store(file: Path) -> Store:
    """A window's store with the program's schema; as it is, when there is one."""
    _begin(file, KEY)
    return _with_schema(open_store(file, KEY))


def sqlite_url(folder: Path) -> str:
    """A hub database in a file of its own."""
    return f"{_SQLITE}{folder / 'hub.db'}"


@cache
def blank(key: bytes | None) -> bytes:
    """The file of a database with the program's schema and nothing in it: a window's under its key, else a
    hub's. To migrate takes a fifth of a second, and many tests begin with an empty database."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "blank.db"
        store = _with_schema(open_store(file, key) if key else open_hub(f"{_SQLITE}{file}"))
        with store.engine.connect() as conn:
            conn.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        store.close()
        return file.read_bytes()


def _begin(file: Path, key: bytes | None) -> None:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(blank(key))


def _with_schema(store: Store) -> Store:
    """Bring a store to the program's schema, and add what tests keep in it."""
    import app.main.features  # noqa: F401  (every feature's tables)

    migrate(store)
    store.transact(metadata.create_all)
    return store

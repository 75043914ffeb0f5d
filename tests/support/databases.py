"""Fresh databases for tests that must hold on SQLite and on PostgreSQL."""

from __future__ import annotations

from pathlib import Path

from app.db.base import metadata
from app.db.engine import open_hub
from app.db.migrate import migrate
from app.db.store import Store


def fresh_store(url: str) -> Store:
    """A hub store with the program's schema."""
    store = open_hub(url)
    create_schema(store)
    return store


def create_schema(store: Store) -> None:
    """Bring a store to the program's schema, and add what tests keep in it."""
    import app.main.features  # noqa: F401  (every feature's tables)

    migrate(store)
    store.transact(metadata.create_all)


def sqlite_url(folder: Path) -> str:
    """A hub database in a file of its own."""
    return f"sqlite:///{folder / 'hub.db'}"

"""Opening a window's store: the key, the schema, and what to do when the disk says no."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from app.core.clock import SystemClock
from app.core.errors import StoreUnavailable
from app.db.engine import open_store
from app.db.keys import store_key
from app.db.migrate import migrate
from app.db.store import Store

STORE_FILE = "window.db"
_STILL_READABLE = ("store.disk_full", "store.read_only", "store.disk_error", "store.cannot_open")


@dataclass(frozen=True)
class OpenedStore:
    """An open store; ``problem`` is set when it can only be read, and says why."""

    store: Store
    problem: StoreUnavailable | None = None


def open_window_store(data: Path) -> OpenedStore:
    """Open the store in ``data``, making it only where there is none.

    A full or write-protected disk opens it for reading. Raises StoreUnavailable for everything else:
    ``store.wrong_key``, ``store.damaged``, ``store.newer_schema``, ``store.key_missing`` … – the file is
    left exactly as it is and no new one takes its place.
    """
    path = data / STORE_FILE
    try:
        data.mkdir(parents=True, exist_ok=True)
        key = store_key(data, store_exists=path.exists())
    except OSError as error:
        raise StoreUnavailable("store.cannot_open", file=path.name) from error
    try:
        store = open_store(path, key)
        migrate(store, backup_to=data / "backups", at=SystemClock().now())
    except StoreUnavailable as error:
        if error.code not in _STILL_READABLE or not path.is_file():
            raise
        return OpenedStore(open_store(path, key, read_only=True), _why_only_reading(error, data))
    return OpenedStore(store)


def _why_only_reading(error: StoreUnavailable, data: Path) -> StoreUnavailable:
    """On a write-protected disk the store fails at making the files beside it, before it tries to write."""
    if error.code == "store.cannot_open" and not os.access(data, os.W_OK):
        return StoreUnavailable("store.read_only", file=error.params["file"])
    return error

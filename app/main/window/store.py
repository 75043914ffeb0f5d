"""Opening a window's store: the key, the schema, and what to do when the disk says no.

The first store is made under another name and renamed when it is whole. So a key without a store means that
the store was lost, never that this is a first start, and no empty store takes the place of a lost one.
"""

from __future__ import annotations

import errno
import logging
import os
from contextlib import closing, suppress
from pathlib import Path

from msgspec import Struct

from app.core.clock import SystemClock
from app.core.errors import EnvironmentMissing, StoreUnavailable
from app.core.paths import alone_in, own_folder, sync_folder
from app.db.engine import open_store
from app.db.keys import known_key, store_key
from app.db.migrate import migrate
from app.db.store import Store
from app.journal.node import begin_lives
from app.journal.witness import ENDING, Witness

_log = logging.getLogger(__name__)
STORE_FILE = "window.db"
FRESH_FILE = "window.db.new"
"""A store in the making: where it lies, a first start was cut short or somebody ordered a new store."""
_BESIDE = ("-wal", "-shm", ENDING)
_REFUSALS = {errno.ENOSPC: "store.disk_full", errno.EROFS: "store.read_only"}
_STILL_READABLE = ("store.disk_full", "store.read_only", "store.disk_error", "store.cannot_open")


class OpenedStore(Struct, frozen=True):
    """An open store; ``problem`` is set when it can only be read, and says why. ``lost``: how many rows it
    had before and has no more; it goes on in a new life then."""

    store: Store
    problem: StoreUnavailable | None = None
    lost: int = 0


def open_window_store(data: Path) -> OpenedStore:
    """Open the store in ``data``, making it only on the very first start.

    A full or write-protected disk opens it for reading. Raises StoreUnavailable for everything else:
    ``store.gone`` (a key but no store, or an emptied one), ``store.wrong_key``, ``store.damaged``,
    ``store.newer_schema``, ``store.key_missing`` … – what is there is left exactly as it is and no new store
    takes its place.
    """
    path = data / STORE_FILE
    try:
        own_folder(data)
        with alone_in(data):
            # Two first starts at once would make two keys, and one store in the place of the other.
            if not has_store(data):
                _make(data)
        key = store_key(data, store_exists=True)
    except OSError as error:
        raise StoreUnavailable(
            _REFUSALS.get(error.errno or 0, "store.cannot_open"), file=path.name
        ) from error
    try:
        store = open_store(path, key)
        migrate(store, backup_to=data / "backups", at=SystemClock().now())
        return OpenedStore(store, lost=_lost(store, path))
    except StoreUnavailable as error:
        if error.code not in _STILL_READABLE:
            raise
        _clear_attempt(path)
        return OpenedStore(open_store(path, key, read_only=True), _why_only_reading(error, data))


def has_store(data: Path) -> bool:
    """Whether ``data`` holds a store; an emptied file is none."""
    path = data / STORE_FILE
    return path.is_file() and path.stat().st_size > 0


def refuse_none(data: Path) -> None:
    """Raises StoreUnavailable as ``refuse_lost``, EnvironmentMissing ``store.none_here`` (folder) where there
    never was a store."""
    if not has_store(data):
        refuse_lost(data)
        raise EnvironmentMissing("store.none_here", folder=str(data))


def refuse_lost(data: Path) -> None:
    """Raises StoreUnavailable ``store.gone`` (file) where there was a store and nobody ordered a new one."""
    path = data / STORE_FILE
    if has_store(data) or (data / FRESH_FILE).exists():
        return
    if path.exists() or known_key(data) is not None:
        raise StoreUnavailable("store.gone", file=path.name)


def allow_new_store(data: Path) -> None:
    """Let the next start make an empty store where the old one is lost; its key is used again.

    Raises StoreUnavailable ``store.not_gone`` when there is a store.
    """
    if has_store(data):
        raise StoreUnavailable("store.not_gone", folder=str(data))
    own_folder(data)
    clear_beside(data / STORE_FILE)
    (data / FRESH_FILE).touch()
    sync_folder(data)


def _make(data: Path) -> None:
    fresh, path = data / FRESH_FILE, data / STORE_FILE
    refuse_lost(data)
    if not fresh.exists():
        # Before the key: a power cut between the two must not look like a lost store.
        allow_new_store(data)
    key = store_key(data, store_exists=False)
    clear_beside(fresh)
    fresh.write_bytes(b"")
    with closing(open_store(fresh, key)) as store:
        migrate(store)
    if fresh.with_name(f"{fresh.name}-wal").exists():
        raise StoreUnavailable("store.disk_full", file=path.name)
    fresh.replace(path)
    sync_folder(data)


def clear_beside(path: Path) -> None:
    """SQLite would take an old write-ahead log for the new file's own; what an old store had is not lost."""
    for ending in _BESIDE:
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _clear_attempt(path: Path) -> None:
    """Where not even the files beside the store found room, those that were begun would keep it from being
    read alone. An empty log holds nothing."""
    log = path.with_name(f"{path.name}-wal")
    with suppress(OSError):
        if log.stat().st_size == 0:
            log.unlink()
            path.with_name(f"{path.name}-shm").unlink(missing_ok=True)


def _lost(store: Store, path: Path) -> int:
    witness = Witness(path)
    with store.read() as conn:
        lost = witness.missing(conn)
    store.committed = witness.note
    if lost:
        _log.warning("the store lacks %d rows that it had", lost)
        store.transact(begin_lives)
    return lost


def _why_only_reading(error: StoreUnavailable, data: Path) -> StoreUnavailable:
    """On a write-protected disk the store fails at making the files beside it, before it tries to write."""
    if error.code == "store.cannot_open" and not os.access(data, os.W_OK):
        return StoreUnavailable("store.read_only", file=error.params["file"])
    return error

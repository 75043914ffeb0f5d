"""Disks that are full or take nothing: what was there stays, and a later start goes on."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from app.core.errors import StoreUnavailable
from app.db.engine import open_store
from app.db.keys import store_key
from app.db.store import Store
from app.main.window.store import STORE_FILE, open_window_store


def test_a_key_that_did_not_fit_on_the_disk_locks_nobody_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as full:
        full.setattr(os, "fsync", no_room)
        with pytest.raises(OSError, match="space"):
            store_key(tmp_path, store_exists=False)
    made = store_key(tmp_path, store_exists=False)
    assert store_key(tmp_path, store_exists=True) == made


def test_a_closed_store_is_read_without_writing_beside_it(tmp_path: Path) -> None:
    open_window_store(tmp_path).store.close()
    before = sorted(path.name for path in tmp_path.iterdir())
    key = store_key(tmp_path, store_exists=True)
    store = open_store(tmp_path / STORE_FILE, key, read_only=True)
    with store.read() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM journal").scalar_one() == 0
        assert sorted(path.name for path in tmp_path.iterdir()) == before
    store.close()


def test_a_folder_that_takes_no_new_file_opens_for_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_window_store(tmp_path).store.close()

    def write_protected(path: Path, key: bytes, *, read_only: bool = False) -> Store:
        if not read_only:
            raise StoreUnavailable("store.cannot_open", file=path.name)
        return open_store(path, key, read_only=True)

    monkeypatch.setattr("app.main.window.store.open_store", write_protected)
    monkeypatch.setattr(os, "access", lambda *_: False)
    found = open_window_store(tmp_path)
    assert found.problem is not None
    assert found.problem.code == "store.read_only"
    found.store.close()

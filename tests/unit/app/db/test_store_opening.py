"""A store opens with its key, and says clearly why it does not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Connection, LargeBinary, String, Table, event, insert, select

from app.core.errors import StoreUnavailable
from app.db.base import metadata
from app.db.engine import open_hub, open_store
from app.db.keys import known_key, store_key
from app.db.store import Store

notes = Table(
    "test_papers", metadata, Column("id", String(64), primary_key=True), Column("body", LargeBinary)
)
KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "window.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = open_store(path, KEY)
    notes.create(opened.engine)
    yield opened
    opened.close()


def write(store: Store, id_: str, body: bytes = b"x") -> None:
    store.transact(lambda conn: conn.execute(insert(notes), {"id": id_, "body": body}))


def ids(store: Store) -> list[str]:
    with store.read() as conn:
        return [row.id for row in conn.execute(select(notes).order_by(notes.c.id))]


def test_what_was_committed_is_there_after_reopening(store: Store, path: Path) -> None:
    write(store, "a")
    store.close()
    again = open_store(path, KEY)
    assert ids(again) == ["a"]
    again.close()


def test_nothing_readable_lies_on_the_disk(store: Store, path: Path) -> None:
    write(store, "a", b"Wang Xiulan" * 50)
    store.close()
    assert b"Wang Xiulan" not in path.read_bytes()
    assert not path.read_bytes().startswith(b"SQLite format 3")


def test_a_wrong_key_is_refused_and_the_file_left_alone(store: Store, path: Path) -> None:
    write(store, "a")
    store.close()
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable) as refused:
        open_store(path, os.urandom(32))
    assert refused.value.code == "store.wrong_key"
    assert path.read_bytes() == before


def test_a_damaged_file_is_named_as_damaged_not_replaced(store: Store, path: Path) -> None:
    for number in range(200):
        write(store, f"{number:03d}", os.urandom(600))
    store.close()
    content = bytearray(path.read_bytes())
    content[8192:40000] = os.urandom(40000 - 8192)
    path.write_bytes(content)
    with pytest.raises(StoreUnavailable) as refused:
        ids(open_store(path, KEY))
    assert refused.value.code in ("store.damaged", "store.wrong_key", "store.disk_error")
    assert path.read_bytes() == bytes(content)


def test_a_full_disk_loses_nothing_that_was_said_to_be_stored(store: Store) -> None:
    write(store, "kept")
    with store.read() as conn:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()

    @event.listens_for(store.engine, "checkout")
    def fill_the_disk(connection: Any, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")

    with pytest.raises(StoreUnavailable) as refused:
        write(store, "too much", os.urandom(100_000))
    assert refused.value.code == "store.disk_full"
    assert ids(store) == ["kept"]


def test_work_that_fails_leaves_nothing_behind(store: Store) -> None:
    def half(conn: Connection) -> None:
        conn.execute(insert(notes), {"id": "half", "body": b""})
        raise RuntimeError("power")

    with pytest.raises(RuntimeError, match="power"):
        store.transact(half)
    assert ids(store) == []


def test_read_only_opening_refuses_to_write(store: Store, path: Path) -> None:
    write(store, "a")
    store.close()
    reading = open_store(path, KEY, read_only=True)
    assert ids(reading) == ["a"]
    with pytest.raises(StoreUnavailable) as refused:
        write(reading, "b")
    assert refused.value.code == "store.read_only"
    reading.close()


def test_the_folder_of_a_hubs_database_is_its_owners_alone(tmp_path: Path) -> None:
    open_hub(f"sqlite:///{tmp_path}/made/hub.db").close()
    (tmp_path / "there").mkdir()
    (tmp_path / "there").chmod(0o755)
    open_hub(f"sqlite:///{tmp_path}/there/hub.db").close()
    modes = {each.name: oct(each.stat().st_mode & 0o777) for each in tmp_path.iterdir()}
    assert modes == {"made": "0o700", "there": "0o755"}


def test_the_key_file_is_private_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    key = store_key(tmp_path, store_exists=False)
    assert store_key(tmp_path, store_exists=True) == key
    assert (tmp_path / "store.key").stat().st_mode & 0o077 == 0


def test_a_store_without_its_key_is_not_given_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    with pytest.raises(StoreUnavailable) as refused:
        store_key(tmp_path, store_exists=True)
    assert refused.value.code == "store.key_missing"
    assert not (tmp_path / "store.key").exists()


@pytest.mark.parametrize("kept", ["no hexadecimal digits", "abcd"])
def test_a_keyring_that_gives_no_key_is_told(
    tmp_path: Path, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("keyring.get_password", lambda *_: kept)
    with pytest.raises(StoreUnavailable) as refused:
        known_key(tmp_path)
    assert refused.value.code == "store.key_unreadable"


def test_a_key_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "store.key").write_text(KEY.hex())
    (tmp_path / "store.key").chmod(0o644)
    with pytest.raises(StoreUnavailable) as refused:
        store_key(tmp_path, store_exists=True)
    assert refused.value.code == "store.key_unreadable"

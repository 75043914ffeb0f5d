"""A store is made once; a lost one is said to be lost and never replaced by an empty one."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from app.core.errors import StoreUnavailable
from app.db import keys
from app.db.store import Store
from app.main.window import store as window_store
from app.main.window.store import FRESH_FILE, STORE_FILE, allow_new_store, open_window_store


class MemoryKeyring(KeyringBackend):
    """The keyring of a desktop session, as far as the program uses it."""

    priority = 1

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture(params=["file", "keyring"])
def data(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A folder whose key is kept in either place."""
    before = keyring.get_keyring()
    if request.param == "keyring":
        keyring.set_keyring(MemoryKeyring())
    yield tmp_path
    keyring.set_keyring(before)
    assert (tmp_path / "store.key").exists() == (request.param == "file")


def opened(data: Path) -> None:
    open_window_store(data).store.close()


def refused(data: Path) -> str:
    with pytest.raises(StoreUnavailable) as error:
        open_window_store(data)
    return error.value.code


def test_the_first_start_makes_a_store_and_leaves_nothing_else(data: Path) -> None:
    opened(data)
    assert {path.name for path in data.iterdir()} <= {STORE_FILE, "store.key"}
    opened(data)


def test_a_deleted_store_is_not_replaced(data: Path) -> None:
    opened(data)
    (data / STORE_FILE).unlink()
    assert refused(data) == "store.gone"
    assert not (data / STORE_FILE).exists()


def test_a_first_start_on_a_full_disk_says_so_and_is_done_when_there_is_room(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as full:
        full.setattr(os, "fsync", no_room)
        assert refused(data) == "store.disk_full"
    opened(data)


def test_an_emptied_store_is_not_filled_anew(data: Path) -> None:
    opened(data)
    (data / STORE_FILE).write_bytes(b"")
    assert refused(data) == "store.gone"
    assert (data / STORE_FILE).read_bytes() == b""


@pytest.mark.parametrize("step", ["store_key", "open_store", "migrate", "has_store"])
def test_a_first_start_that_was_cut_short_is_begun_again(
    data: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: object, **__: object) -> Store:
        raise KeyboardInterrupt

    with monkeypatch.context() as power:
        power.setattr(window_store, step, cut)
        with pytest.raises(KeyboardInterrupt):
            open_window_store(data)
    opened(data)
    assert not (data / FRESH_FILE).exists()


def test_a_key_made_but_no_store_yet_is_a_first_start(data: Path) -> None:
    allow_new_store(data)
    made = keys.store_key(data, store_exists=False)
    opened(data)
    assert keys.store_key(data, store_exists=True) == made


def test_an_empty_store_is_made_only_when_it_is_ordered(data: Path) -> None:
    opened(data)
    (data / STORE_FILE).unlink()
    (data / f"{STORE_FILE}-wal").write_bytes(b"what the lost store left")
    allow_new_store(data)
    opened(data)
    with pytest.raises(StoreUnavailable) as error:
        allow_new_store(data)
    assert error.value.code == "store.not_gone"


@pytest.mark.skipif(os.name != "posix", reason="Windows locks no folder")
def test_programs_that_start_at_once_make_one_store(data: Path) -> None:
    with ThreadPoolExecutor(4) as programs:
        list(programs.map(lambda _: opened(data), range(4)))
    last = open_window_store(data)
    last.store.close()
    assert last.problem is None

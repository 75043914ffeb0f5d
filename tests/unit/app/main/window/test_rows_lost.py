"""A store that comes back shorter than it was says so, once, and gives no sequence number again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db.store import Store
from app.journal.node import begin_lives, lives, own_node
from app.journal.verify import verify
from app.journal.witness import ENDING
from app.main.window.store import STORE_FILE, clear_beside, open_window_store
from tests.support.hub import WindowJournal

HALL = "hall-1"
WRITTEN = STORE_FILE + ENDING
WAL = STORE_FILE + "-wal"


@pytest.fixture
def before(tmp_path: Path) -> Iterator[Path]:
    """The folder of a window that has worked, and whose power fails now."""
    data = tmp_path / "before"
    store = open_window_store(data).store
    work(store)
    yield data
    store.close()


def work(store: Store) -> None:
    journal = WindowJournal(store, store.transact(lambda conn: own_node(conn, HALL)))
    for _ in range(5):
        journal.visit_over()


def after_power_cut(before: Path, spoilt: int = 0) -> Path:
    """What is on the disk then; ``spoilt``: how many bytes at the end of the write-ahead log are not as they
    were written."""
    data = before.with_name("after")
    shutil.copytree(before, data)
    wal = data / WAL
    content = wal.read_bytes()
    wal.write_bytes(content[: len(content) - spoilt] + bytes(spoilt))
    return data


def lost(data: Path) -> int:
    opened = open_window_store(data)
    opened.store.close()
    return opened.lost


def test_a_power_cut_loses_nothing(before: Path) -> None:
    assert (before / WRITTEN).exists()
    assert lost(after_power_cut(before)) == 0


def test_what_the_end_of_the_log_held_is_missed_once_and_the_store_goes_on_in_a_new_life(
    before: Path, caplog: pytest.LogCaptureFixture
) -> None:
    data = after_power_cut(before, spoilt=100)
    opened = open_window_store(data)
    assert opened.lost == 1
    assert "lacks 1 rows" in caplog.text
    work(opened.store)
    with opened.store.read() as conn:
        assert len(lives(conn, own_node(conn, HALL))) == 2
        assert not verify(conn).problems
    opened.store.close()
    assert lost(data) == 0


def test_a_data_file_that_was_exchanged_for_an_older_one_is_noticed(
    before: Path, caplog: pytest.LogCaptureFixture
) -> None:
    data = after_power_cut(before)
    lost(data)
    older = (data / STORE_FILE).read_bytes()
    store = open_window_store(data).store
    work(store)
    store.close()
    (data / STORE_FILE).write_bytes(older)
    assert lost(data) == 5
    assert caplog.messages


@pytest.mark.parametrize("told", [b"", b"\0" * 80, b"[]", b'{"life": "x"}', b'{"life'])
def test_a_note_that_is_none_says_nothing(before: Path, told: bytes) -> None:
    data = after_power_cut(before)
    (data / WRITTEN).write_bytes(told)
    assert lost(data) == 0


def test_a_note_that_cannot_be_written_keeps_nobody_from_working(before: Path) -> None:
    data = after_power_cut(before)
    (data / WRITTEN).unlink()
    (data / WRITTEN).mkdir()
    store = open_window_store(data).store
    work(store)
    with store.read() as conn:
        assert verify(conn).rows == 10
    store.close()


def test_a_store_that_takes_the_place_of_another_lacks_nothing_of_it(before: Path, tmp_path: Path) -> None:
    data = after_power_cut(before)
    store = open_window_store(data).store
    backup = tmp_path / "copy"
    store.copy_to(backup)
    work(store)
    store.close()
    clear_beside(data / STORE_FILE)
    backup.replace(data / STORE_FILE)
    opened = open_window_store(data)
    opened.store.transact(begin_lives)
    opened.store.close()
    assert (opened.lost, lost(data)) == (0, 0)

"""The desktop meets a store that it cannot use: it says so, keeps the file, and makes no new one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.config.load import load_settings
from app.journal.node import own_node
from app.journal.witness import ENDING
from app.main.window.desktop import Desktop
from app.main.window.store import STORE_FILE, open_window_store
from ui.workbench.state import WorkbenchState


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with a store that was worked with."""
    store = open_window_store(tmp_path).store
    store.transact(lambda conn: own_node(conn, load_settings(tmp_path).hall.id))
    store.close()
    return tmp_path


def start(qtbot: QtBot, data: Path) -> Desktop:
    desktop = Desktop(data, load_settings(data), equipped=False)
    qtbot.addWidget(desktop.window)
    with qtbot.waitSignal(
        desktop.view_model.state_changed, timeout=60_000, check_params_cb=lambda state: not state.loading
    ):
        desktop.load()
    return desktop


def codes(state: WorkbenchState) -> list[str]:
    return [bar.text.code for bar in state.bars]


def test_a_good_store_opens_for_work(qtbot: QtBot, data: Path) -> None:
    desktop = start(qtbot, data)
    assert codes(desktop.view_model.state) == []
    assert "walk_in" in desktop.view_model.state.enabled
    desktop.close()


def test_rows_that_the_store_has_no_more_are_said(
    qtbot: QtBot, data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (data / (STORE_FILE + ENDING)).write_text('{"a life before": 7}')
    desktop = start(qtbot, data)
    assert codes(desktop.view_model.state) == ["store.rows_lost"]
    assert "walk_in" in desktop.view_model.state.enabled
    assert "lacks 7 rows" in caplog.text
    desktop.close()


def test_a_wrong_key_is_said_and_nothing_is_touched(qtbot: QtBot, data: Path) -> None:
    (data / "store.key").write_text(os.urandom(32).hex())
    before = {path.name: path.read_bytes() for path in data.iterdir() if path.is_file()}
    desktop = start(qtbot, data)
    assert codes(desktop.view_model.state) == ["store.wrong_key"]
    assert "walk_in" not in desktop.view_model.state.enabled
    desktop.close()
    assert (data / STORE_FILE).read_bytes() == before[STORE_FILE]


def test_a_missing_key_is_said_and_no_new_one_is_made(qtbot: QtBot, data: Path) -> None:
    (data / "store.key").unlink()
    desktop = start(qtbot, data)
    assert codes(desktop.view_model.state) == ["store.key_missing"]
    desktop.close()
    assert not (data / "store.key").exists()


def test_a_file_that_is_no_store_is_left_alone(qtbot: QtBot, data: Path) -> None:
    (data / STORE_FILE).write_bytes(b"not a database" * 500)
    desktop = start(qtbot, data)
    assert codes(desktop.view_model.state)[0] in ("store.wrong_key", "store.damaged")
    desktop.close()
    assert (data / STORE_FILE).read_bytes() == b"not a database" * 500


def test_a_full_disk_leaves_the_old_work_readable(
    qtbot: QtBot, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.core.errors import StoreUnavailable
    from app.main.window import store as window_store

    def no_room(*_: object, **__: object) -> None:
        raise StoreUnavailable("store.disk_full")

    monkeypatch.setattr(window_store, "migrate", no_room)
    desktop = start(qtbot, data)
    assert codes(desktop.view_model.state) == ["store.disk_full"]
    assert "walk_in" not in desktop.view_model.state.enabled
    assert "search" in desktop.view_model.state.enabled
    desktop.close()


def test_a_second_desktop_on_the_same_folder_is_refused(data: Path) -> None:
    from PySide6.QtCore import QLockFile

    lock = QLockFile(str(data / "window.lock"))
    assert lock.tryLock(0)
    second = subprocess.run(
        [sys.executable, "-m", "app", "run", "--data", str(data), "--json"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    lock.unlock()
    assert second.returncode == 3
    assert '"store.in_use"' in second.stdout

"""The hub inside one machine: when it dies or does not start, the desktop tries again by itself."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.config.load import load_settings
from app.main.window.desktop import Desktop


def test_a_hub_that_was_killed_comes_back(qtbot: QtBot, tmp_path: Path) -> None:
    desktop = Desktop(tmp_path, load_settings(tmp_path))
    qtbot.addWidget(desktop.window)
    desktop.window.show()
    desktop.load()
    model = desktop.view_model
    qtbot.waitUntil(lambda: model.state.queue.live, timeout=60_000)
    assert desktop.equipment is not None
    assert desktop.equipment.hub is not None
    live: list[bool] = []
    model.state_changed.connect(lambda state: live.append(state.queue.live))
    os.kill(desktop.equipment.hub.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: False in live, timeout=60_000)
    qtbot.waitUntil(lambda: model.state.queue.live, timeout=60_000)
    assert "walk_in" in model.state.enabled
    desktop.close()


def test_a_hub_that_did_not_start_is_tried_again(qtbot: QtBot, tmp_path: Path) -> None:
    in_the_way = tmp_path / "hub.db"
    in_the_way.mkdir()
    desktop = Desktop(tmp_path, load_settings(tmp_path))
    qtbot.addWidget(desktop.window)
    desktop.window.show()
    desktop.load()
    model = desktop.view_model
    qtbot.waitUntil(lambda: bool(model.state.bars), timeout=60_000)
    (told,) = model.state.bars
    assert told.tone == "bad"
    qtbot.waitUntil(lambda: model.state.header.sync.code == "sync.stopped", timeout=60_000)
    assert "walk_in" in model.state.enabled
    in_the_way.rmdir()
    qtbot.waitUntil(lambda: model.state.queue.live and not model.state.bars, timeout=60_000)
    desktop.close()

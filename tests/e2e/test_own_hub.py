"""The hub inside one machine: when it dies, the desktop starts it again by itself."""

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
    os.kill(desktop.equipment.hub.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: not model.state.queue.live, timeout=60_000)
    qtbot.waitUntil(lambda: model.state.queue.live, timeout=60_000)
    assert "walk_in" in model.state.enabled
    desktop.close()

"""The box that says why the program did not open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from ui.shell.notices import word
from ui.shell.start_notice import StartNotice

FOLDER = Path("data")


def test_the_box_says_what_why_how_and_the_code(qtbot: QtBot) -> None:
    box = StartNotice(
        word("config.misspelt_key", {"key": "window.nubmer", "suggestion": "window.number"}), FOLDER
    )
    qtbot.addWidget(box)
    assert box.windowTitle() == "综窗没有打开"
    assert box.text() == "设置没有用上"
    why, how, _, place, code = box.informativeText().split("\n")
    assert "window.nubmer" in why
    assert "window.number" in why
    assert how == "改正后再试"
    assert place == f"设置和数据在 {FOLDER}"
    assert code == "[config.misspelt_key]"
    with qtbot.waitSignal(box.finished):
        box.button(QMessageBox.StandardButton.Close).click()

"""Keys caught as Qt delivers them: a code goes to the program, typing to the field."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import count
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui.common.wedge.qt_keys import QtKeys

CODE = "ZC0706A1275"


class Field:
    """A field whose window has a shortcut on Enter, and a scanner that types into it."""

    def __init__(self, qtbot: QtBot, app: QApplication) -> None:
        self.scans: list[str] = []
        self.entered = 0
        self.app = app
        self.keys = QtKeys()
        self.keys.scanned.connect(self.scans.append)
        self.edit = QLineEdit()
        action = QAction("start", self.edit)
        action.setShortcut(Qt.Key.Key_Return)
        action.triggered.connect(self._enter)
        self.edit.addAction(action)
        qtbot.addWidget(self.edit)
        with qtbot.waitExposed(self.edit):
            self.edit.show()
        self.edit.setFocus()
        app.installEventFilter(self.keys)

    @property
    def window(self) -> QWindow:
        handle = self.edit.windowHandle()
        assert handle is not None
        return handle

    def press(self, text: str) -> None:
        for each in text:
            QTest.keyClick(self.window, ord(each))

    def enter(self) -> None:
        QTest.keyClick(self.window, Qt.Key.Key_Return)

    def _enter(self) -> None:
        self.entered += 1


@pytest.fixture
def field(qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Field]:
    pace = count(time.monotonic(), 0.001)  # a scanner's, however busy the machine is
    monkeypatch.setattr("ui.common.wedge.qt_keys.time", SimpleNamespace(monotonic=lambda: next(pace)))
    made = Field(qtbot, qapp)
    yield made
    qapp.removeEventFilter(made.keys)


def test_a_code_is_told_and_neither_field_nor_shortcut_notices(field: Field) -> None:
    field.press(CODE)
    field.enter()
    assert field.scans == [CODE]
    assert (field.edit.text(), field.entered) == ("", 0)


def test_a_key_that_nothing_follows_is_typed(field: Field, qtbot: QtBot) -> None:
    field.press("a")
    assert field.edit.text() == ""
    qtbot.waitUntil(lambda: field.edit.text() == "a")
    field.enter()
    assert (field.entered, field.scans) == (1, [])


def test_a_code_without_terminator_ends_by_silence(field: Field, qtbot: QtBot) -> None:
    field.press(CODE)
    qtbot.waitUntil(lambda: field.scans == [CODE])
    assert field.edit.text() == ""


def test_keys_with_ctrl_are_nobodys_code(field: Field) -> None:
    field.edit.setText("abc")
    QTest.keyClick(field.window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert field.edit.selectedText() == "abc"

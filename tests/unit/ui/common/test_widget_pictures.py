"""A row of pages: the selected one stays selected wherever it goes, and the keyboard in the row is seen."""

from __future__ import annotations

import io

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.common.theme import Theme
from ui.common.widgets.pictures import PictureStrip, Thumb


def picture(grey: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 56), (grey, grey, 90)).save(out, "JPEG")
    return out.getvalue()


def thumbs(round_: int, *greys: int) -> tuple[Thumb, ...]:
    """Pages as the desk shows them: those that were arranged anew have other keys than before."""
    return tuple(Thumb(f"{round_}-{each}", picture(each), str(each), "") for each in greys)


def strip(qtbot: QtBot) -> PictureStrip:
    theme = Theme()
    made = PictureStrip(theme, "材料页")
    theme.setParent(made)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_page_is_moved_on_and_on(qtbot: QtBot) -> None:
    row = strip(qtbot)
    row.show_thumbs(thumbs(1, 10, 60, 110))
    moved: list[str] = []
    row.moved.connect(lambda key, by: moved.append(f"{key} {by}"))
    QTest.keyClick(row, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    row.show_thumbs((*thumbs(1, 10), *thumbs(2, 110, 60)))
    QTest.keyClick(row, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert moved == ["1-110 -1", "2-110 -1"]


def test_a_page_that_comes_back_is_selected(qtbot: QtBot) -> None:
    row = strip(qtbot)
    row.show_thumbs(thumbs(1, 10, 60, 110))
    row.show_thumbs((*thumbs(1, 10), *thumbs(2, 110)))
    assert row.current_key() == "2-110"
    row.show_thumbs((*thumbs(1, 10), *thumbs(3, 60, 110)))
    assert row.current_key() == "3-60"


def test_a_page_that_was_turned_stays_selected(qtbot: QtBot) -> None:
    row = strip(qtbot)
    row.show_thumbs(thumbs(1, 10, 60, 110))
    row.setCurrentRow(1)
    row.show_thumbs((*thumbs(1, 10), *thumbs(2, 70, 110)))
    assert row.current_key() == "2-70"


def test_the_keyboard_in_the_row_is_seen(qtbot: QtBot) -> None:
    window, theme = QWidget(), Theme()
    theme.setParent(window)
    qtbot.addWidget(window)
    theme.dress(window)
    window.resize(400, 240)
    row, other = PictureStrip(theme, "材料页"), QLineEdit()
    row.setParent(window)
    other.setParent(window)
    row.resize(400, 138)
    other.move(0, 160)
    row.show_thumbs(thumbs(1, 10, 60))
    window.show()
    qtbot.waitUntil(window.isActiveWindow, timeout=60_000)
    row.setFocus()
    with_keyboard = row.grab().toImage()
    other.setFocus()
    assert row.grab().toImage() != with_keyboard

"""A button is one thing to the hand, whatever it is made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from ui.common.theme import Theme
from ui.common.widgets.buttons import KeyButton
from ui.common.widgets.labels import Icon


def test_a_click_on_any_part_presses_the_button(qapp: QApplication) -> None:
    theme = Theme()
    button = KeyButton(theme, "叫下一位", "call", "F2")
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    parts = [*button.findChildren(QLabel), *button.findChildren(Icon)]
    for part in parts:
        QTest.mouseClick(part, Qt.MouseButton.LeftButton)
    assert len(pressed) == len(parts) == 3
    button.setEnabled(False)
    QTest.mouseClick(parts[0], Qt.MouseButton.LeftButton)
    assert len(pressed) == 3


def test_a_larger_text_makes_the_icon_larger(qapp: QApplication) -> None:
    theme = Theme()
    button = KeyButton(theme, "叫下一位", "call", "F2")
    before = button.sizeHint().width()
    theme.set_appearance(type(theme.appearance)("light", 150))
    assert button.sizeHint().width() == before + 10

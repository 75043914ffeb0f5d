"""A message as large as the screen allows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.common.fonts import font
from ui.common.theme import mark
from ui.kiosk.measures import Measures
from ui.kiosk.message import Message

_MOST_LINES = 3


class MessagePanel(QWidget):
    """Shows a Message; what leads back is the page's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._main = self._label("title"), self._label("main")
        self._lines = [self._label("line") for _ in range(_MOST_LINES)]
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addStretch(1)
        for label in (self._title, self._main, *self._lines):
            self._box.addWidget(label)
        self._box.addStretch(1)

    def show_message(self, message: Message, sizes: Measures) -> None:
        """Write a message in these sizes."""
        self._box.setSpacing(sizes.gap // 2)
        self._title.setText(message.title)
        self._title.setFont(font(sizes.name, True))
        self._title.setVisible(bool(message.title))
        self._main.setText(message.main)
        self._main.setFont(font(sizes.number if message.number else sizes.main, True))
        last = len(message.lines) - 1
        for place, label in enumerate(self._lines):
            label.setVisible(place <= last)
            label.setText(message.lines[place] if place <= last else "")
            apart = message.urgent and place == last
            label.setFont(font(sizes.name if apart else sizes.text, apart))
            mark(label, "urgent", apart)

    def _label(self, role: str) -> QLabel:
        label = QLabel(self)
        label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(role != "main")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return label

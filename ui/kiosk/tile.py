"""One zone to touch: its digit, its name, who waits there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.common.fonts import font
from ui.kiosk import words
from ui.kiosk.measures import Measures
from ui.kiosk.state import Tile


class TileButton(QPushButton):
    """Shows a Tile; a click is the touch."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "tile")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._digit, self._name, self._waiting = (self._label(role) for role in ("digit", "name", "waiting"))
        self._name.setWordWrap(True)
        self._box = QVBoxLayout(self)
        head = QHBoxLayout()
        head.addWidget(self._digit, 1)
        head.addWidget(self._waiting)
        self._box.addLayout(head)
        self._box.addWidget(self._name, 1)

    def show_tile(self, tile: Tile, sizes: Measures) -> None:
        """Write the tile in these sizes."""
        self.setMinimumHeight(sizes.target)
        self._box.setContentsMargins(sizes.gap, sizes.gap // 2, sizes.gap, sizes.gap // 2)
        self._digit.setText(str(tile.digit))
        self._digit.setFont(font(sizes.small))
        self._name.setText(tile.name)
        self._name.setFont(font(sizes.name_of(tile.name), True))
        self._waiting.setText(words.waiting(tile.waiting))
        self._waiting.setFont(font(sizes.text))
        self.setAccessibleName(f"{tile.digit} {tile.name} {words.waiting(tile.waiting)}".strip())

    def _label(self, role: str) -> QLabel:
        label = QLabel(self)
        label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return label

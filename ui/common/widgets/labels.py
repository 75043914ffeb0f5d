"""Text and signs: the icon, the elided label, the chip.

What the first picture is made of names Qt's values by text, as properties: the namespace ``Qt`` and QStyle
build more than a hundred enums when they are first touched, a sixth of the time until the page is painted.
"""

from __future__ import annotations

from PySide6 import QtCore, QtWidgets
from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.common.theme import Theme, mark


class Icon(QWidget):
    """A tinted line icon. ``token`` is taken while enabled, grey otherwise."""

    def __init__(self, theme: Theme, name: str = "", token: str = "text2", size: int = 20) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._token = token
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    @property
    def name(self) -> str:
        """Which icon is shown."""
        return self._name

    def show_icon(self, name: str, token: str) -> None:
        """Show another icon or another tint."""
        if (name, token) != (self._name, self._token):
            self._name, self._token = name, token
            self.update()

    def sizeHint(self) -> QSize:
        side = self._theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._name:
            token = self._token if self.isEnabled() else "text3"
            QPainter(self).drawPixmap(0, 0, self._theme.icon(self._name, token, self._size))


class ElidedLabel(QLabel):
    """One line of text that ends in … when there is no room; then the tool tip has the whole of it, above
    ``hint``.

    It never gets shorter than ``letters`` Chinese letters.
    """

    def __init__(self, text: str = "", role: str = "", letters: int = 4) -> None:
        super().__init__(text)
        self._letters = letters
        self.hint = ""
        self.setProperty("textFormat", "PlainText")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if role:
            mark(self, "role", role)

    def say(self, text: str) -> None:
        """Show another text."""
        if text != self.text():
            self.setText(text)

    def shown_text(self) -> str:
        """What there is room for."""
        return self.fontMetrics().elidedText(
            self.text(), QtCore.Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.fontMetrics().height() * self._letters), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= self.contentsRect().width()
        tip = self.hint if fits else "\n".join(filter(None, (self.text(), self.hint)))
        if tip != self.toolTip():  # Qt tells everybody around, also of the same one
            self.setToolTip(tip)
        if fits:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        option = QtWidgets.QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QtWidgets.QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        self.style().drawItemText(
            painter, self.contentsRect(), int(self.alignment()), self.palette(), True, self.shown_text(),
            self.foregroundRole(),
        )  # fmt: skip


class Chip(ElidedLabel):
    """A short word on a toned ground: 齐, 容缺, 办理中."""

    def __init__(self, text: str = "", tone: str = "quiet") -> None:
        super().__init__(text)
        self.setProperty("alignment", "AlignCenter")
        self.setProperty("chip", True)
        self.setProperty("tone", tone)

    def show_word(self, text: str, tone: str) -> None:
        """Show another word; an empty one hides the chip."""
        self.say(text)
        self.setVisible(bool(text))
        mark(self, "tone", tone)


def text_label(text: str = "", role: str = "", wrap: bool = False) -> QLabel:
    """A plain label in one of the sheet's roles."""
    label = QLabel(text)
    label.setProperty("textFormat", "PlainText")
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    return label

"""One line to type in: on its own in the top line of the window, and the editor of most form fields."""

from __future__ import annotations

from typing import Final

from PySide6 import QtCore, QtWidgets
from PySide6.QtCore import QEvent, QRect
from PySide6.QtGui import QFocusEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

_KEEPS_CURSOR: Final = frozenset({"MouseFocusReason", "ActiveWindowFocusReason", "PopupFocusReason"})


class LineEdit(QLineEdit):
    """A line that lets Ctrl+Z pass when it has nothing to undo.

    When it is left it shows its beginning, ends in … where there is no room, and the tool tip has the whole.
    """

    def show_value(self, value: str) -> None:
        """Put a value in, unless it is there already: the cursor and a half-typed word stay untouched."""
        if value == self.text():
            return
        self.setText(value)
        if not self.hasFocus():
            self.setCursorPosition(0)

    def event(self, event: QEvent) -> bool:
        """Let our own keys through that a line edit would keep for itself."""
        if event.type() == QEvent.Type.ShortcutOverride and self._passes_on(event):
            event.ignore()
            return False
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason().name not in _KEEPS_CURSOR:
            self.end(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setCursorPosition(0)

    def _passes_on(self, event: QEvent) -> bool:
        matches = event.matches  # type: ignore[attr-defined]
        nothing_to_undo = matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
        return nothing_to_undo or bool(matches(QKeySequence.StandardKey.DeleteEndOfLine))

    def paintEvent(self, event: QPaintEvent) -> None:
        room = self._contents().width() if self.text() else 0
        fits = room >= self.fontMetrics().horizontalAdvance(self.text())
        tip = "" if fits else self.text()
        if tip != self.toolTip():  # Qt tells everybody around, also of the same one
            self.setToolTip(tip)
        if fits or self.hasFocus():
            super().paintEvent(event)
            return
        option = QtWidgets.QStyleOptionFrame()
        self.initStyleOption(option)
        painter = QPainter(self)
        panel = QtWidgets.QStyle.PrimitiveElement.PE_PanelLineEdit
        self.style().drawPrimitive(panel, option, painter, self)
        shown = self.fontMetrics().elidedText(self.text(), QtCore.Qt.TextElideMode.ElideRight, room)
        painter.setPen(self.palette().text().color())
        painter.drawText(self._contents(), QtCore.Qt.AlignmentFlag.AlignVCenter, shown)

    def _contents(self) -> QRect:
        option = QtWidgets.QStyleOptionFrame()
        self.initStyleOption(option)
        part = QtWidgets.QStyle.SubElement.SE_LineEditContents
        inner = self.style().subElementRect(part, option, self)
        return inner.adjusted(2, 0, -2, 0)

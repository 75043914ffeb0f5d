"""Grounds that other parts stand on: the card, the rule, the bar, the toast."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.common.theme import Theme, mark
from ui.common.widgets.buttons import KeyButton
from ui.common.widgets.labels import Icon, text_label

L = TypeVar("L", bound=QLayout)
_TONE_ICONS = {"ok": "done", "warn": "warning", "bad": "gap", "info": "info", "busy": "clock"}
_TONE_TOKENS = {"ok": "ok", "warn": "warn", "bad": "bad"}


def frame(kind: str, name: str = "") -> QFrame:
    """A ground of the style sheet, with its accessible name."""
    made = QFrame()
    made.setProperty("kind", kind)
    made.setAccessibleName(name)
    return made


def rule() -> QFrame:
    """A thin line between two sections."""
    return frame("rule")


def column(
    parent: QWidget | None = None, margins: tuple[int, int, int, int] = (0, 0, 0, 0), gap: int = 0
) -> QVBoxLayout:
    """A column layout with our margins (left, top, right, bottom)."""
    return _spaced(QVBoxLayout(parent) if parent else QVBoxLayout(), margins, gap)


def line(
    parent: QWidget | None = None, margins: tuple[int, int, int, int] = (0, 0, 0, 0), gap: int = 8
) -> QHBoxLayout:
    """A row layout with our margins (left, top, right, bottom)."""
    return _spaced(QHBoxLayout(parent) if parent else QHBoxLayout(), margins, gap)


def discard(*widgets: QWidget) -> None:
    """Take widgets off the screen at once; Qt frees them when it is safe."""
    for widget in widgets:
        widget.hide()
        widget.deleteLater()


class Bar(QFrame):
    """One line the clerk should know, in a tone, with the buttons that go with it."""

    def __init__(self, theme: Theme, *buttons: KeyButton) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self._icon = Icon(theme, "info", "accent")
        self._text = text_label(wrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = line(self, (10, 4, 8, 4), 10)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        for button in buttons:
            row.addWidget(button)

    def say(self, text: str, tone: str) -> None:
        """Show a text in a tone (ok, warn, bad, busy, info)."""
        if text != self._text.text():
            self._text.setText(text)
            self.setAccessibleName(text)
        self._icon.show_icon(_TONE_ICONS[tone], _TONE_TOKENS.get(tone, "accent"))
        mark(self, "tone", tone)


class Toast(QFrame):
    """What was just done and how to take it back, for a few seconds. A row in the layout, never over it."""

    def __init__(self, undo: KeyButton) -> None:
        super().__init__()
        self.setProperty("kind", "toast")
        self._what = text_label(wrap=True)
        self._left = QLabel()
        row = line(self, (10, 6, 10, 6), 8)
        row.addWidget(self._what, 1)
        row.addWidget(undo)
        row.addWidget(self._left)

    def say(self, what: str, seconds_left: int) -> None:
        """Show what was done and for how long it can be undone."""
        self._what.setText(what)
        self._left.setText(self.tr("{n} 秒").format(n=seconds_left))
        self.setAccessibleName(what)


class FollowingScroll(QScrollArea):
    """Keeps the focused field, with its label and error line, in sight when the room for it changes."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._follow)

    def _follow(self) -> None:
        content, focused = self.widget(), self.focusWidget()
        if content is not None and focused is not None and content.isAncestorOf(focused):
            self.ensureWidgetVisible(focused.parentWidget() or focused, 0, 24)


def _spaced(layout: L, margins: tuple[int, int, int, int], gap: int) -> L:
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
    return layout

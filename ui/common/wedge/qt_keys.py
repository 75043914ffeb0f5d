"""Keys caught as Qt delivers them to a window: on any platform, behind an input method that is on."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWindow

from app.peripherals.wedge import Key
from ui.common.wedge.catcher import Catcher

_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class QtKeys(QObject):
    """An event filter for the application. ``scanned`` carries a code."""

    scanned = Signal(str)

    def __init__(self, prefix: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catcher = Catcher(prefix, self._give_back, self)
        self._catcher.scanned.connect(self.scanned)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and self._catcher.holds and _plain(cast(QKeyEvent, event)):
            event.accept()  # the Enter behind a code is no shortcut
            return True
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) or not isinstance(watched, QWindow):
            return False
        if not event.spontaneous():
            return False
        pressed = cast(QKeyEvent, event)
        return not self._catcher.take(_key_of(pressed, watched))

    def _give_back(self, held: Iterable[object]) -> None:
        for window, event in cast(Iterable[tuple[QWindow, QKeyEvent]], held):
            QCoreApplication.sendEvent(window, event)


def _plain(event: QKeyEvent) -> bool:
    return not event.modifiers() & ~_PLAIN


def _key_of(event: QKeyEvent, window: QWindow) -> Key:
    down = event.type() == QEvent.Type.KeyPress and _plain(event)
    text = event.text() if down and event.text().isprintable() else ""
    return Key(
        time.monotonic(),
        text,
        ends=down and event.key() in _ENDS,
        shifts=down and event.key() == Qt.Key.Key_Shift,
        event=(window, event.clone()),
    )

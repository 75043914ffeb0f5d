"""What a change of the whole page costs, spent so that the clerk is heard in between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QLayout, QWidget


class Curtain(QObject):
    """Has a widget painted in the turn of the event loop after the one in which it changed."""

    def __init__(self, stage: QWidget) -> None:
        super().__init__(stage)
        self._stage = stage
        # No QTimer.singleShot: without a time that is a posted event, which comes in the same turn.
        self._rise = QTimer(self)
        self._rise.setSingleShot(True)
        self._rise.timeout.connect(self._open)

    def drop(self) -> None:
        """Nothing of the widget is painted before the next turn; then all of it."""
        self._stage.setUpdatesEnabled(False)
        self._rise.start(0)

    @Slot()
    def _open(self) -> None:
        self._stage.setUpdatesEnabled(True)


@contextmanager
def laid_out_once(*layouts: QLayout) -> Iterator[None]:
    """Lay out when all is there: on its own Qt does so for every part that is shown."""
    for each in layouts:
        each.setEnabled(False)
    try:
        yield
    finally:
        for each in layouts:
            each.setEnabled(True)
        for each in layouts:
            each.activate()

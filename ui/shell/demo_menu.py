"""The menu of simulated devices (演示设备): what citizens and machines do when there are none."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget


class DemoMenu(QMenu):
    """Offered only while devices are simulated, so that nobody takes it for the real thing."""

    number_taken = Signal(str)
    """A citizen takes a number in this zone (取号)."""
    card_laid = Signal(str)
    """The sample card with this name is laid on the reader."""
    card_lifted = Signal()
    hall_wanted = Signal()
    """Show the hall screen (大屏)."""
    all_wanted = Signal()
    """Put a simulated device in every place where none is set."""

    def __init__(self, zones: Iterable[tuple[str, str]], cards: Iterable[str], parent: QWidget) -> None:
        """``zones``: key and name of each; ``cards``: names of the sample cards, none without a reader."""
        super().__init__(self.tr("演示设备"), parent)
        numbers = self.addMenu(self.tr("取一个号"))
        for key, name in zones:
            numbers.addAction(name, lambda zone=key: self.number_taken.emit(zone))
        names = tuple(cards)
        if names:
            laid = self.addMenu(self.tr("放上身份证"))
            for name in names:
                laid.addAction(name, lambda holder=name: self.card_laid.emit(holder))
            self.addAction(self.tr("拿走身份证"), self.card_lifted.emit)
        self.addSeparator()
        self.addAction(self.tr("打开大厅屏"), self.hall_wanted.emit)
        self.addAction(self.tr("其余设备都用模拟的"), self.all_wanted.emit)

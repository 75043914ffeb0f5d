"""Callbacks of lanes in the GUI thread: in their order, and never so many at once that a clerk waits."""

from __future__ import annotations

import threading

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from ui.qt_tasks import QtDelivery


def test_what_piled_up_comes_in_order_and_lets_others_in_between(qtbot: QtBot) -> None:
    delivery = QtDelivery()
    order: list[str] = []

    def first() -> None:
        order.append(f"first, {threading.current_thread() is threading.main_thread()}")
        QTimer.singleShot(0, lambda: order.append("clerk"))

    def pile_up() -> None:
        delivery.deliver(first)
        delivery.deliver(lambda: order.append("second"))

    lane = threading.Thread(target=pile_up)
    lane.start()
    lane.join()
    assert order == []
    qtbot.waitUntil(lambda: len(order) == 3)
    assert order == ["first, True", "clerk", "second"]
    delivery.deliver(lambda: order.append("third"))
    qtbot.waitUntil(lambda: order[-1] == "third")

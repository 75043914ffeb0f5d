"""Lanes and the GUI thread: callbacks come in order, never so many at once that a clerk waits; lanes begin
when the window is drawn."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.core.tasks import LaneTaskRunner
from ui import qt_tasks
from ui.common.turns import Curtain
from ui.qt_tasks import QtDelivery


class _Page(QWidget):
    """Notes when it is painted."""

    def __init__(self, order: list[str]) -> None:
        super().__init__()
        self._order = order

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._order.append("drawn")


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


def test_a_lane_begins_when_the_press_that_asks_for_its_work_is_drawn(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qt_tasks, "_COURTESY_S", 60.0)
    delivery, order = QtDelivery(), list[str]()
    runner, page = LaneTaskRunner(delivery.deliver, delivery.politely), _Page(order)
    qtbot.addWidget(page)
    curtain = Curtain(page)
    page.show()
    qtbot.waitUntil(lambda: "drawn" in order)
    order.clear()
    runner.submit("store", lambda: order.append("written"), lambda _: order.append("told"))
    curtain.drop()
    page.update()
    qtbot.waitUntil(lambda: "told" in order)
    assert order == ["drawn", "written", "told"]
    assert runner.close(60.0)


def test_a_window_that_is_never_drawn_holds_up_no_lane(qtbot: QtBot) -> None:
    delivery, done = QtDelivery(), list[str]()
    delivery.politely(lambda: done.append("written"))()
    assert done == ["written"]

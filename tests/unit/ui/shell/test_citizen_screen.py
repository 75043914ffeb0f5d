"""The citizen's page goes where there is a screen for it, and never stands in the clerk's way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, cast

import pytest
from msgspec import Struct
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.clock import ManualClock
from tests.support.workbench_gallery import NOW, STATES, RecordingViewModel, open_window
from ui.common.theme import Theme
from ui.evaluation.page import EvaluationPage
from ui.evaluation.state import EvaluationState
from ui.shell.main_window import MainWindow
from ui.workbench.view_model import WorkbenchViewModel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen screen has no window manager
ASKING = EvaluationState("asking", "李静", "东山街道")


class SecondScreen(Struct):
    """Right of the clerk's."""

    def geometry(self) -> QRect:
        return QRect(800, 0, 640, 480)


class Desk(NamedTuple):
    window: MainWindow
    view_model: RecordingViewModel
    evaluation: EvaluationPage
    others: list[object]

    def plug(self) -> None:
        self.others.append(SecondScreen())
        qapp = cast(QGuiApplication, QGuiApplication.instance())
        qapp.screenAdded.emit(qapp.primaryScreen())

    def unplug(self) -> None:
        self.others.clear()
        qapp = cast(QGuiApplication, QGuiApplication.instance())
        qapp.screenRemoved.emit(qapp.primaryScreen())


@pytest.fixture
def desk(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk with one screen whose citizen is asked."""
    others: list[object] = []
    # Asked for each time: a window that goes takes what it was told of its screen along.
    screens = "ui.shell.citizen_screen.QGuiApplication.screens"
    monkeypatch.setattr(screens, lambda: [qapp.primaryScreen(), *others])
    window, view_model = open_window(STATES["evaluation"])
    evaluation = EvaluationPage(cast(WorkbenchViewModel, view_model), Theme(), ManualClock(NOW))
    window.place_evaluation(evaluation)
    view_model.evaluation_state_changed.emit(ASKING)
    yield Desk(window, view_model, evaluation, others)
    window.close()
    evaluation.close()


def alone(desk: Desk) -> bool:
    return desk.evaluation.isWindow() and desk.evaluation.isVisible()


def test_a_screen_that_is_plugged_in_becomes_the_citizens(qtbot: QtBot, desk: Desk) -> None:
    desk.window.actions_of_window["evaluation"].trigger()
    assert desk.evaluation.isVisible()
    desk.plug()
    qtbot.waitUntil(lambda: alone(desk), timeout=60_000)
    assert desk.window.page.isVisible()
    assert desk.evaluation.normalGeometry().topLeft() == SecondScreen().geometry().topLeft()
    QTest.mouseClick(desk.evaluation.faces[0], Qt.MouseButton.LeftButton)
    assert desk.view_model.asked[-1] == ("evaluate", 5)


def test_a_screen_that_is_pulled_out_never_covers_the_clerks(qtbot: QtBot, desk: Desk) -> None:
    """Else the system moves what it showed onto the one that is left, full screen."""
    desk.plug()
    qtbot.waitUntil(lambda: alone(desk), timeout=60_000)
    desk.unplug()
    qtbot.waitUntil(lambda: not alone(desk), timeout=60_000)
    assert desk.window.page.isVisible()
    assert not desk.evaluation.isVisible()
    desk.window.actions_of_window["evaluation"].trigger()
    assert desk.evaluation.isVisible()
    QTest.keyClick(desk.evaluation, Qt.Key.Key_2)
    assert desk.view_model.asked[-1] == ("evaluate", 4)


def test_keys_are_named_only_where_there_is_a_keyboard(qtbot: QtBot, desk: Desk) -> None:
    """On a screen of its own the page takes none: what the clerk types must not become a rating."""
    desk.window.actions_of_window["evaluation"].trigger()
    assert desk.evaluation.faces[0].digit.isVisible()
    desk.plug()
    qtbot.waitUntil(lambda: alone(desk), timeout=60_000)
    assert not desk.evaluation.faces[0].digit.isVisible()
    assert desk.evaluation.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus


def test_the_program_ends_with_the_clerks_window_whatever_the_citizen_sees(desk: Desk) -> None:
    assert desk.window.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    assert not desk.evaluation.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)

"""The window around the page: search without a dialog, help, appearance, place on the screen, two pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget
from pytestqt.qtbot import QtBot

from app.core.clock import ManualClock
from tests.support.workbench_gallery import (
    FOUND,
    GAPPY,
    IDLE,
    NOW,
    STATES,
    RecordingViewModel,
    open_window,
)
from ui.common.theme import Theme
from ui.common.tokens import Appearance
from ui.evaluation.page import EvaluationPage
from ui.evaluation.state import EvaluationState
from ui.shell.help_sheet import HelpSheet
from ui.shell.main_window import MainWindow
from ui.shell.search_list import SearchList
from ui.workbench.state import FocusRequest, Place, SearchHit, SearchState
from ui.workbench.view_model import WorkbenchViewModel

Desk = tuple[MainWindow, RecordingViewModel]


@pytest.fixture
def searching(qapp: QApplication) -> Iterator[Desk]:
    window, view_model = open_window(STATES["search"])
    yield window, view_model
    window.close()


def _list(window: MainWindow) -> SearchList:
    found = window.findChild(SearchList)
    assert isinstance(found, SearchList)
    return found


def test_what_is_typed_is_searched_and_enter_takes_the_first_item(searching: Desk) -> None:
    window, view_model = searching
    box = window.header.search_box
    assert window.focusWidget() is box
    QTest.keyClicks(box, "yl")
    QTest.keyClick(box, Qt.Key.Key_Return)
    chosen = STATES["search"].search.hits[0]
    assert ("set_query", "yl") in view_model.asked
    assert view_model.asked[-1] == ("choose", chosen)


def test_arrows_reach_the_commands_and_enter_runs_them(searching: Desk) -> None:
    window, view_model = searching
    box = window.header.search_box
    for _ in range(3):
        QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Enter)
    assert view_model.asked[-1] == ("trigger", "read_card")


def test_the_keys_of_the_visit_work_while_searching(searching: Desk) -> None:
    window, view_model = searching
    QTest.keyClick(window.header.search_box, Qt.Key.Key_F5)
    assert view_model.asked == [("trigger", "read_card")]


def test_escape_leaves_the_search_and_goes_back_to_work(searching: Desk) -> None:
    window, view_model = searching
    assert _list(window).isVisible()
    QTest.keyClick(window.header.search_box, Qt.Key.Key_Escape)
    assert view_model.asked == [("set_query", "")]
    assert not _list(window).isVisible()
    assert window.focusWidget() is window.page.work.form.editor_of("agent.phone")


def test_a_clicked_row_is_chosen(searching: Desk) -> None:
    window, view_model = searching
    view = _list(window).findChild(QListView)
    assert isinstance(view, QListView)
    place = view.visualRect(view.model().index(2, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    hit = view_model.asked[-1][1]
    assert isinstance(hit, SearchHit)
    assert hit.code == "1207"


def test_f1_shows_the_keys_and_escape_puts_them_away(qapp: QApplication) -> None:
    window, view_model = open_window(GAPPY)
    sheet = window.findChild(HelpSheet)
    assert isinstance(sheet, HelpSheet)
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert sheet.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert view_model.asked == [("trigger", "read_card")]
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert view_model.asked == [("trigger", "read_card")]
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert view_model.asked[-1] == ("trigger", "back")
    window.close()


def test_a_chosen_look_is_worn_and_announced(qapp: QApplication) -> None:
    window, _ = open_window(GAPPY)
    heard: list[Appearance] = []
    window.appearance_changed.connect(heard.append)
    before = window.header.search_box.fontInfo().pixelSize()
    window.header.appearance_chosen.emit(Appearance("dark", 150))
    assert heard == [Appearance("dark", 150)]
    assert window.header.search_box.fontInfo().pixelSize() == pytest.approx(before * 1.5, abs=0.5)
    window.close()


def test_the_window_stands_before_anything_is_in_it(qapp: QApplication, qtbot: QtBot) -> None:
    view_model = RecordingViewModel(IDLE)
    window = MainWindow(cast(WorkbenchViewModel, view_model), Theme(), ManualClock(NOW))
    assert window.centralWidget() is None
    window.show()
    qtbot.waitUntil(lambda: window.centralWidget() is not None and window.page.isVisible())
    assert window.focusWidget() is not None
    window.close()


def test_the_window_comes_back_where_it_was(qapp: QApplication, tmp_path: Path) -> None:
    kept = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    view_model = cast(WorkbenchViewModel, RecordingViewModel(IDLE))
    first = MainWindow(view_model, Theme(), ManualClock(NOW), kept)
    first.resize(1400, 700)
    first.show()
    first.close()
    second = MainWindow(view_model, Theme(), ManualClock(NOW), kept)
    assert second.height() == 700
    assert kept.allKeys() == ["window"]


def test_with_one_screen_the_citizens_page_is_lent_and_comes_back(qapp: QApplication) -> None:
    window, view_model = open_window(STATES["evaluation"])
    intents = cast(WorkbenchViewModel, view_model)
    evaluation = EvaluationPage(intents, Theme(), ManualClock(NOW))
    window.place_evaluation(evaluation)
    view_model.evaluation_state_changed.emit(EvaluationState("asking", "李静", "东山街道"))
    assert not evaluation.isVisible()
    window.page.messages.render_time(NOW)
    QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert evaluation.isVisible()
    QTest.keyClick(evaluation, Qt.Key.Key_2)
    assert view_model.asked[-1] == ("evaluate", 4)
    view_model.evaluation_state_changed.emit(EvaluationState("thanks", "李静", "东山街道"))
    view_model.evaluation_state_changed.emit(EvaluationState("idle", "", "东山街道"))
    assert window.page.isVisible()
    assert not evaluation.isVisible()
    window.close()


def test_a_call_takes_the_screen_back_from_the_citizens_page(qapp: QApplication) -> None:
    window, view_model = open_window(STATES["evaluation"])
    evaluation = EvaluationPage(cast(WorkbenchViewModel, view_model), Theme(), ManualClock(NOW))
    window.place_evaluation(evaluation)
    window.actions_of_window["evaluation"].trigger()
    assert evaluation.isVisible()
    view_model.show(STATES["called"])
    assert window.page.isVisible()
    window.close()


@pytest.mark.parametrize("asks", [Qt.Key.Key_Down, Qt.MouseButton.LeftButton, "search_list"])
def test_the_list_covers_nothing_until_something_is_typed_or_it_is_asked_for(
    qapp: QApplication, asks: Qt.Key | Qt.MouseButton | Place
) -> None:
    begun = replace(STATES["empty"], search=SearchState("", FOUND), focus=FocusRequest(2, "search"))
    window, view_model = open_window(begun)
    box, found = window.header.search_box, _list(window)
    assert window.focusWidget() is box
    assert not found.isVisible()
    if isinstance(asks, Qt.Key):
        QTest.keyClick(box, asks)
    elif isinstance(asks, Qt.MouseButton):
        QTest.mouseClick(box, asks)
    else:
        view_model.show(replace(begun, focus=FocusRequest(3, asks)))
    assert found.isVisible()
    view_model.show(replace(begun, search=SearchState("x", ())))
    assert found.isVisible()
    view_model.show(begun)
    window.page.work.pick_item.setFocus()
    assert not found.isVisible()
    box.setFocus()
    assert not found.isVisible()
    window.close()


def test_an_empty_search_box_takes_nothing_on_enter(qapp: QApplication) -> None:
    empty = replace(STATES["search"], search=replace(STATES["search"].search, query=""))
    window, view_model = open_window(empty)
    QTest.keyClick(window.header.search_box, Qt.Key.Key_Return)
    assert view_model.asked == []
    QTest.keyClick(window.header.search_box, Qt.Key.Key_Down)
    QTest.keyClick(window.header.search_box, Qt.Key.Key_Return)
    assert view_model.asked[-1] == ("choose", empty.search.hits[0])
    window.close()


def test_an_item_that_is_chosen_from_another_page_is_seen(searching: Desk) -> None:
    window, view_model = searching
    window.place_page("devices", QWidget)
    window.furnish().show_page("devices")
    assert not window.page.isVisible()
    box = window.header.search_box
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert view_model.asked[-1][0] == "choose"
    assert window.page.isVisible()


def test_the_first_time_the_window_fills_the_screen(qapp: QApplication, tmp_path: Path) -> None:
    kept = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    view_model = cast(WorkbenchViewModel, RecordingViewModel(IDLE))
    first = MainWindow(view_model, Theme(), ManualClock(NOW), kept)
    first.open()
    assert first.isMaximized()
    first.showNormal()
    first.close()
    second = MainWindow(view_model, Theme(), ManualClock(NOW), kept)
    second.open()
    assert not second.isMaximized()
    second.close()


def test_the_list_stays_under_the_search_box_when_the_top_line_changes(searching: Desk) -> None:
    window, view_model = searching
    devices = (("idcard", "device.unplugged", "bad"), ("page_printer", "device.trouble", "bad"))
    shown = STATES["search"]
    view_model.show(replace(shown, header=replace(shown.header, devices=devices)))
    QApplication.processEvents()
    box, found = window.header.search_box, _list(window)
    assert found.mapToGlobal(found.rect().topLeft()).x() == box.mapToGlobal(box.rect().topLeft()).x()


def test_what_can_be_done_after_loading_has_the_keyboard(qapp: QApplication) -> None:
    window, view_model = open_window(STATES["loading"])
    view_model.show(STATES["empty"])
    focused = window.focusWidget()
    assert focused is not None
    assert focused.objectName() == "button_walk_in"
    window.close()

"""Whose Enter is while a citizen was called: otherwise the visit begins with it."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.support.workbench_gallery import CALLED, open_window
from ui.common.widgets.line_edit import LineEdit


def test_enter_on_a_missed_ticket_restores_it_though_another_was_called(qapp: QApplication) -> None:
    window, view_model = open_window(replace(CALLED, enabled=CALLED.enabled | {"panel_queue"}))
    for _ in range(2):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(window.page.queue.missed, Qt.Key.Key_Return)
    assert view_model.asked == [("restore_ticket", CALLED.queue.missed[0].ticket_id)]
    window.close()


def test_enter_on_another_page_is_that_pages_though_somebody_was_called(qapp: QApplication) -> None:
    window, view_model = open_window(CALLED)
    typed = LineEdit()
    entered: list[bool] = []
    typed.returnPressed.connect(lambda: entered.append(True))
    place = window.furnish()
    place.place_page("devices", lambda: typed)
    place.show_page("devices")
    QTest.keyClick(typed, Qt.Key.Key_Return)
    assert (entered, view_model.asked) == ([True], [])
    place.show_workbench()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert view_model.asked == [("trigger", "start")]
    window.close()


def test_enter_begins_with_the_called_citizen_but_not_from_the_search_box(qapp: QApplication) -> None:
    window, view_model = open_window(CALLED)
    focused = window.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert view_model.asked == [("trigger", "start")]
    window.header.search_box.setFocus()
    QTest.keyClick(window.header.search_box, Qt.Key.Key_Return)
    assert view_model.asked == [("trigger", "start")]
    window.close()


def test_enter_presses_the_button_that_has_the_keyboard(qapp: QApplication) -> None:
    window, view_model = open_window(CALLED)
    recall = window.findChild(QWidget, "button_recall")
    assert isinstance(recall, QWidget)
    recall.setFocus()
    QTest.keyClick(recall, Qt.Key.Key_Return)
    assert view_model.asked == [("trigger", "recall")]
    window.close()

"""With nobody on duty the keyboard stands where somebody signs in."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.support.workbench_gallery import STATES, open_window
from ui.workbench.state import FocusRequest, SearchHit, SearchState


@pytest.mark.parametrize("name", ["nobody", "nobody_visit_waits"])
def test_with_nobody_on_duty_a_staff_number_is_typed_at_once(qapp: QApplication, name: str) -> None:
    window, view_model = open_window(replace(STATES[name], focus=FocusRequest()))
    box = window.header.search_box
    assert window.focusWidget() is box
    QTest.keyClicks(box, "1002")
    assert ("set_query", "1002") in view_model.asked
    found = SearchState("1002", (SearchHit("clerk", "1002", "王强", "1002"),))
    view_model.show(replace(view_model.state, search=found))
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert ("choose", found.hits[0]) in view_model.asked
    view_model.show(replace(STATES["idle"], focus=FocusRequest()))
    focused = window.focusWidget()
    assert focused is not None
    assert focused.objectName() == "button_call_next"
    window.close()


def test_the_keyboard_comes_back_to_who_may_sign_in(qapp: QApplication) -> None:
    window, _ = open_window(replace(STATES["nobody"], focus=FocusRequest()))
    window.place_page("devices", QWidget)
    window.furnish().show_page("devices")
    assert window.focusWidget() is not window.header.search_box
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.focusWidget() is window.header.search_box
    window.close()


def test_whoever_leaves_takes_the_page_in_front_along(qapp: QApplication) -> None:
    window, view_model = open_window(replace(STATES["idle"], focus=FocusRequest()))
    case = QWidget()
    window.place_page("case", lambda: case)
    workplace = window.furnish()
    workplace.bring_page("case")
    assert case.isVisible()
    view_model.show(replace(STATES["nobody"], focus=FocusRequest()))
    assert not case.isVisible()
    assert window.focusWidget() is window.header.search_box
    window.close()

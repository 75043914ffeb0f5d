"""However long the answers of an item are, nothing of its form lies beyond the edge of the window, its
beginning is seen first, and large letters on a small screen leave a form that can be read."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QScrollArea

from app.catalogue.load import load_shipped
from tests.support.picture_checks import settle
from tests.support.workbench_gallery import GAPPY, STATES, open_window
from ui.common.tokens import Appearance, Scale
from ui.common.widgets.fields import Field
from ui.workbench.state import FocusRequest, QuestionState


@pytest.mark.parametrize("scale", [100, 150])
def test_a_form_needs_no_scrolling_sideways_in_a_small_window(qapp: QApplication, scale: Scale) -> None:
    asked = {
        (question.text, tuple(answer.text for answer in question.answers))
        for item in load_shipped().items.values()
        for question in item.questions
    }
    longest = sorted(asked, key=lambda each: -sum(map(len, each[1])))[:5]
    shown = next(state for state in STATES.values() if state.item is not None)
    assert shown.item is not None
    item = replace(shown.item, questions=tuple(QuestionState(*each, "") for each in longest))
    window, _ = open_window(replace(shown, item=item), Appearance("light", scale), (1366, 768))
    qapp.processEvents()
    beyond = [area.horizontalScrollBar().maximum() for area in window.findChildren(QScrollArea)]
    assert beyond
    assert max(beyond) == 0
    window.close()


def test_large_letters_on_a_small_screen_leave_rows_of_the_form_and_of_the_materials(
    qapp: QApplication,
) -> None:
    window, _ = open_window(GAPPY, Appearance("light", 150), (1366, 768))
    qapp.processEvents()
    sight = window.page.work._scroll.viewport()
    fields = [field for field in window.findChildren(Field) if field.isVisibleTo(window)]
    whole = [
        field
        for field in fields
        if sight.rect().contains(field.rect().translated(field.mapTo(sight, QPoint())))
    ]
    assert len(whole) >= 4
    materials = window.page.side.materials.list
    assert materials.viewport().height() >= 3 * materials.sizeHintForRow(0)
    window.close()


def test_letters_that_no_font_of_ours_has_move_nothing(qapp: QApplication) -> None:
    window, view_model = open_window(GAPPY, size=(1366, 768))
    assert GAPPY.item is not None
    name = "\U0001f600\U0001f004𬭎㛃\U0001f468\u200d\U0001f469"
    fields = (replace(GAPPY.item.fields[0], value=name), *GAPPY.item.fields[1:])
    settle(window)
    before = [field.height() for field in window.findChildren(Field)], window.page.person.height()
    person = replace(GAPPY.person, name=name, agent=name)
    view_model.show(replace(GAPPY, item=replace(GAPPY.item, fields=fields), person=person))
    settle(window)
    assert ([field.height() for field in window.findChildren(Field)], window.page.person.height()) == before
    window.close()


def test_another_item_is_shown_from_its_beginning(qapp: QApplication) -> None:
    window, view_model = open_window(GAPPY, size=(1366, 768))
    bar = window.page.work._scroll.verticalScrollBar()
    bar.setValue(bar.maximum())
    left = bar.value()
    assert left > 0
    assert GAPPY.item is not None
    view_model.show(replace(GAPPY, item=replace(GAPPY.item, warnings=())))
    assert bar.value() == left
    other = replace(GAPPY.item, case_id="another")
    view_model.show(replace(GAPPY, item=other, focus=FocusRequest(9, "material")))
    assert bar.value() == 0
    window.close()

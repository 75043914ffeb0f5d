"""The workbench by what a clerk does: keys, typing while things change, gaps, materials, printing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.support.workbench_gallery import (
    GAPPY,
    IDLE,
    ITEM,
    NOW,
    STATES,
    RecordingViewModel,
    open_window,
)
from ui.common.tokens import Appearance, Scale
from ui.common.widgets.buttons import ActionButton
from ui.common.widgets.labels import Chip
from ui.common.widgets.line_edit import LineEdit
from ui.shell.main_window import MainWindow
from ui.workbench.state import FocusRequest, QuestionState, UndoOffer, Wording, WorkbenchState

Desk = tuple[MainWindow, RecordingViewModel]


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    window, view_model = open_window(GAPPY)
    yield window, view_model
    window.close()


def _line(window: MainWindow, key: str) -> LineEdit:
    editor = window.page.work.form.editor_of(key)
    assert isinstance(editor, LineEdit)
    return editor


class _Paints(QObject):
    """Counts what is repainted in a window."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.painted.append(type(watched).__name__)
        return False


def test_rendering_the_same_state_again_paints_nothing(desk: Desk) -> None:
    window, view_model = desk
    window.grab()
    QApplication.sendPostedEvents()
    paints = _Paints()
    for widget in window.findChildren(QWidget):
        widget.installEventFilter(paints)
    view_model.show(replace(GAPPY))
    QApplication.sendPostedEvents()
    assert paints.painted == []


def test_the_keyboard_starts_on_the_first_gap(qapp: QApplication) -> None:
    window, _ = open_window(replace(GAPPY, focus=FocusRequest()))
    assert window.focusWidget() is _line(window, "agent.phone")
    assert _line(window, "agent.phone").cursorPosition() == len("1385120")
    window.close()


def test_typing_goes_on_while_the_queue_and_other_fields_change(desk: Desk) -> None:
    window, view_model = desk
    edit = _line(window, "agent.phone")
    edit.setFocus()
    edit.setCursorPosition(3)
    QTest.keyClicks(edit, "9")
    assert view_model.asked[-1] == ("set_field", "agent.phone", "13895120")
    fields = tuple(
        replace(each, value="13895120") if each.key == "agent.phone" else each for each in ITEM.fields
    )
    view_model.show(
        replace(
            GAPPY,
            item=replace(ITEM, fields=fields),
            queue=replace(GAPPY.queue, waiting=GAPPY.queue.waiting[1:]),
        )
    )
    assert edit.cursorPosition() == 4
    assert window.focusWidget() is edit
    QTest.keyClicks(edit, "8")
    assert edit.text() == "138985120"


def test_enter_goes_through_what_can_be_filled_in(desk: Desk) -> None:
    window, _ = desk
    start = _line(window, "applicant.phone")
    start.setFocus()
    QTest.keyClick(start, Qt.Key.Key_Return)
    assert window.focusWidget() is _line(window, "agent.phone")
    QTest.keyClick(_line(window, "agent.phone"), Qt.Key.Key_Enter)
    relation = window.focusWidget()
    assert relation is window.page.work.form.editor_of("agent.relation")
    assert relation is not None
    QTest.keyClick(relation, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget() is _line(window, "agent.phone")


def test_function_keys_work_from_within_a_field(desk: Desk) -> None:
    window, view_model = desk
    edit = _line(window, "agent.phone")
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_F7)
    QTest.keyClick(edit, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(edit, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert view_model.asked == [("trigger", "search"), ("trigger", "item_2"), ("trigger", "receive")]


def test_f7_goes_round_the_gaps_from_where_the_keyboard_is(desk: Desk) -> None:
    window, _ = desk
    materials = window.page.side.materials.list
    _line(window, "applicant.phone").setFocus()
    for expected in [*ITEM.gaps, ITEM.gaps[0]]:
        QTest.keyClick(window, Qt.Key.Key_F7)
        if expected.place == "field":
            assert window.focusWidget() is window.page.work.form.editor_of(expected.key)
        else:
            assert (window.focusWidget(), materials.current_key()) == (materials, expected.key)
    materials.select_key("m1")
    materials.setFocus()
    QTest.keyClick(materials, Qt.Key.Key_F7)
    assert window.focusWidget() is window.page.work.form.editor_of(ITEM.gaps[0].key)


def test_a_question_that_stays_keeps_the_keyboard_when_an_answer_brings_another(qapp: QApplication) -> None:
    first = QuestionState("申请类型", ("新办", "变更"))
    window, view_model = open_window(replace(GAPPY, item=replace(ITEM, questions=(first,))))
    window.page.work.situation.focus_question(first.text)
    before = window.focusWidget()
    answered, second = (
        replace(first, chosen="新办"),
        QuestionState("申请人年龄", ("已满16周岁", "未满16周岁")),
    )
    view_model.show(replace(GAPPY, item=replace(ITEM, questions=(second, answered))))
    assert window.focusWidget() is before
    assert window.page.work.situation.question_of(before) == first.text
    window.close()


def test_enter_leads_on_from_the_last_field_and_from_a_material(desk: Desk) -> None:
    window, _ = desk
    first = window.page.work.form.editor_of(ITEM.gaps[0].key)
    last = window.page.work.form.editor_of([each.key for each in ITEM.fields if not each.readonly][-1])
    assert last is not None
    materials = window.page.side.materials.list
    materials.select_key("m1")
    materials.setFocus()
    QTest.keyClick(materials, Qt.Key.Key_Return)
    assert window.focusWidget() is first
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_Return)
    assert window.focusWidget() is not last


def test_a_missed_ticket_is_put_back_with_the_keyboard(qapp: QApplication) -> None:
    window, view_model = open_window(IDLE)
    for _ in range(2):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    missed = window.page.queue.missed
    assert window.focusWidget() is missed
    QTest.keyClick(missed, Qt.Key.Key_Down)
    QTest.keyClick(missed, Qt.Key.Key_Return)
    assert view_model.asked == [("restore_ticket", IDLE.queue.missed[1].ticket_id)]
    window.close()


def test_a_refused_key_asks_for_the_reason(qapp: QApplication) -> None:
    window, view_model = open_window(STATES["empty"])
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_F2)
    assert view_model.asked == [("trigger", "call_next")]
    window.close()


def test_the_next_item_starts_with_its_materials(desk: Desk) -> None:
    window, view_model = desk
    window.page.side.arrange(tall=False)
    window.page.side.focus_records()
    assert window.page.side.records.isVisible()
    view_model.show(replace(GAPPY, item=replace(ITEM, case_id="another")))
    assert window.page.side.materials.isVisible()


def test_the_outcome_of_an_evaluation_stays_behind_when_the_next_visit_begins(qapp: QApplication) -> None:
    window, view_model = open_window(replace(IDLE, evaluation="declined"))
    assert window.page.messages.isVisible()
    view_model.show(replace(GAPPY, evaluation="declined"))
    assert not window.page.messages.isVisible()
    window.close()


def test_undo_of_a_missed_call_wins_where_no_typing_can_be_undone(qapp: QApplication) -> None:
    window, view_model = open_window(STATES["offline"])
    edit = _line(window, "applicant.phone")
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert view_model.asked == [("trigger", "undo")]
    window.close()


def test_a_gap_is_one_click_away(desk: Desk) -> None:
    window, _ = desk
    window.header.search_box.setFocus()
    gap = next(gap for gap in ITEM.gaps if gap.key == "delivery.address")
    window.page.work.gap_bar.wanted.emit(gap)
    assert window.focusWidget() is _line(window, "delivery.address")
    material = next(gap for gap in ITEM.gaps if gap.place == "material")
    window.page.work.gap_bar.wanted.emit(material)
    assert window.focusWidget() is window.page.side.materials.list
    assert window.page.side.materials.list.current_key() == "m5"


def test_focus_is_moved_once_for_each_request(desk: Desk) -> None:
    window, view_model = desk
    moved = replace(GAPPY, focus=FocusRequest(7, "material", "m4"))
    view_model.show(moved)
    materials = window.page.side.materials.list
    assert window.focusWidget() is materials
    _line(window, "applicant.phone").setFocus()
    view_model.show(replace(moved, by_agent=False))
    assert window.focusWidget() is _line(window, "applicant.phone")


def test_digits_of_states_ask_for_them(desk: Desk) -> None:
    window, view_model = desk
    materials = window.page.side.materials.list
    materials.select_key("m5")
    for key in (Qt.Key.Key_2, Qt.Key.Key_6, Qt.Key.Key_Space):
        QTest.keyClick(materials, key)
    assert view_model.asked == [("set_material", "m5", 2), ("set_material", "m5", 1)]


def test_the_fields_of_a_received_case_are_not_written_in(qapp: QApplication) -> None:
    window, _ = open_window(STATES["received"])
    assert _line(window, "applicant.phone").isReadOnly()
    window.close()


def test_numbers_show_while_the_button_is_held(desk: Desk) -> None:
    window, view_model = desk
    eye = window.page.person.eye
    QTest.mousePress(eye, Qt.MouseButton.LeftButton)
    assert view_model.asked == [("reveal", True)]
    QTest.mouseRelease(eye, Qt.MouseButton.LeftButton)
    assert view_model.asked == [("reveal", True), ("reveal", False)]


def test_the_question_of_the_situation_is_answered_by_arrow_or_digit(desk: Desk) -> None:
    window, view_model = desk
    window.page.work.situation.focus_question("户籍是否在本区？")
    focused = window.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Right)
    focused = window.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_1)
    assert view_model.asked == [
        ("answer", "户籍是否在本区？", "外区"),
        ("answer", "户籍是否在本区？", "本区"),
    ]


def test_enter_takes_the_answer_and_leads_on(desk: Desk) -> None:
    window, view_model = desk
    situation = window.page.work.situation
    situation.focus_question("户籍是否在本区？")
    focused = window.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert view_model.asked == [("answer", "户籍是否在本区？", "本区")]
    assert window.focusWidget() is window.page.work.form.editor_of(ITEM.gaps[0].key)


def test_going_to_the_materials_keeps_the_one_that_is_selected(desk: Desk) -> None:
    window, _ = desk
    materials = window.page.side.materials.list
    materials.select_key("m1")
    QTest.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    assert (window.focusWidget(), materials.current_key()) == (materials, "m1")


def test_the_counts_of_what_is_missing_agree(desk: Desk) -> None:
    window, _ = desk
    red = [row for row in window.page.side.materials.list.rows if row.tone == "bad"]
    of_materials = [gap for gap in ITEM.gaps if gap.place == "material"]
    assert len(red) == len(of_materials)
    assert window.page.side.counted == (len(ITEM.materials) - len(red), len(ITEM.materials))


def test_waiting_grows_with_the_clock(qapp: QApplication) -> None:
    window, _ = open_window(IDLE)
    first = window.page.queue.waiting.rows[0]
    assert first.lead == "A0128"
    assert first.tone == "bad"
    assert "28" in first.chip
    window.close()


def test_the_clerk_is_never_shown_a_grade(qapp: QApplication) -> None:
    window, view_model = open_window(STATES["evaluation"])
    view_model.show(replace(STATES["evaluation"], evaluation="given", evaluation_until=None))
    words = " ".join(label.text() for label in window.findChildren(Chip) if label.isVisible())
    assert "满意" not in words
    window.close()


@pytest.mark.parametrize("name", ["idle", "called", "no_item", "gaps", "received"])
def test_what_comes_next_has_the_keyboard_and_the_filled_button(qapp: QApplication, name: str) -> None:
    state: WorkbenchState = replace(STATES[name], focus=FocusRequest())
    window, _ = open_window(state)
    expected = {
        "idle": "call_next",
        "called": "start",
        "no_item": "add_item",
        "gaps": "receive",
        "received": "finish",
    }
    assert window.page.primary_action(state) == expected[name]
    focused = window.focusWidget()
    assert focused is not None
    if name in ("idle", "called", "no_item"):
        assert focused.objectName() == f"button_{expected[name]}"
    window.close()


def test_enter_calls_as_soon_as_somebody_waits(qapp: QApplication) -> None:
    waiting = replace(STATES["idle"], focus=FocusRequest())
    empty = replace(
        waiting, queue=replace(waiting.queue, waiting=()), enabled=waiting.enabled - {"call_next"}
    )
    window, view_model = open_window(empty)
    focused = window.focusWidget()
    assert focused is not None
    assert focused.objectName() == "button_walk_in"
    view_model.show(waiting)
    focused = window.focusWidget()
    assert focused is not None
    assert focused.objectName() == "button_call_next"
    window.header.search_box.setFocus()
    for state in (empty, waiting):
        view_model.show(state)
        assert window.focusWidget() is window.header.search_box
    window.close()


@pytest.mark.parametrize("scale", [100, 150])
def test_what_can_be_taken_back_is_offered_in_narrow_windows_too(qapp: QApplication, scale: Scale) -> None:
    offer = UndoOffer(Wording("visit.item_removed"), NOW + timedelta(seconds=20))
    state = replace(GAPPY, queue=replace(GAPPY.queue, undo=offer))
    window, view_model = open_window(state, Appearance("light", scale), (1366, 768))
    buttons = [each for each in window.findChildren(ActionButton) if each.objectName() == "button_undo"]
    assert sum(each.isVisibleTo(window) for each in buttons) == 1
    tabs = window.page.work.tabs
    at = tabs.mapTo(window, tabs.rect().topLeft())
    view_model.show(GAPPY)
    assert not any(
        each.isVisibleTo(window)
        for each in window.findChildren(ActionButton)
        if each.objectName() == "button_undo"
    )
    assert tabs.mapTo(window, tabs.rect().topLeft()) == at  # nothing moves under the mouse
    window.close()

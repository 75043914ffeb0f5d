"""A field never disturbs who types in it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.common.theme import Theme
from ui.common.widgets.fields import ChoiceBox, Field
from ui.common.widgets.line_edit import LineEdit

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen screen has no window manager

ADDRESS = "江宁区东山街道天印社区天印大道 999 号 12 幢 3 单元 302 室"


def _field(kind: str, readonly: bool = False) -> Field:
    field = Field(Theme(), "联系电话", kind, required=True, readonly=readonly)
    field.resize(260, 90)
    field.show()
    field.activateWindow()
    field.setFocus()
    return field


def _line(field: Field) -> LineEdit:
    assert isinstance(field.editor, LineEdit)
    return field.editor


def test_a_value_that_comes_back_leaves_cursor_and_undo_alone(qapp: QApplication) -> None:
    field = _field("text")
    edit = _line(field)
    field.edited.connect(field.show_value)
    QTest.keyClicks(edit, "138")
    edit.setCursorPosition(1)
    QTest.keyClicks(edit, "5")
    assert (edit.text(), edit.cursorPosition()) == ("1538", 2)
    edit.undo()
    assert edit.text() == "138"
    field.close()


def test_the_state_does_not_overwrite_what_it_has_not_heard_yet(qapp: QApplication) -> None:
    field = _field("text")
    field.show_value("王")
    _line(field).end(False)
    QTest.keyClicks(_line(field), "x")
    field.show_value("王x")
    field.show_value("王x")
    assert _line(field).text() == "王x"
    field.show_value("王秀兰")
    assert _line(field).text() == "王秀兰"
    field.close()


def test_a_word_being_composed_survives_rendering(qapp: QApplication) -> None:
    field = _field("text")
    edit = _line(field)
    field.show_value("王")
    edit.end(False)
    QApplication.sendEvent(edit, QInputMethodEvent("xiulan", []))
    field.show_value("王")
    field.show_error("")
    composed = QInputMethodEvent()
    composed.setCommitString("秀兰")
    QApplication.sendEvent(edit, composed)
    assert edit.text() == "王秀兰"
    field.close()


@pytest.mark.parametrize("kind", ["number", "phone", "code", "date"])
def test_an_input_method_cannot_swallow_digits(qapp: QApplication, kind: str) -> None:
    field = _field(kind)
    assert not field.editor.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    QTest.keyClicks(_line(field), "0138")
    assert _line(field).text() == "0138"
    field.close()


def test_chinese_can_be_typed_where_chinese_belongs(qapp: QApplication) -> None:
    field = _field("text")
    assert field.editor.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    field.close()


def test_a_long_value_shows_its_beginning_and_the_tool_tip_the_rest(qapp: QApplication) -> None:
    field = _field("text", readonly=True)
    field.editor.clearFocus()
    field.show_value(ADDRESS)
    assert _line(field).cursorPosition() == 0
    field.grab()
    assert field.editor.toolTip() == ADDRESS
    field.close()


def test_a_wrong_value_is_kept_and_explained(qapp: QApplication) -> None:
    field = _field("phone")
    field.show_value("1385120")
    field.show_error("手机应为 11 位")
    assert field.editor.property("error") is True
    assert field.editor.accessibleDescription() == "手机应为 11 位"
    assert _line(field).text() == "1385120"
    field.show_error("")
    assert field.editor.property("error") is False
    field.close()


def test_what_is_being_typed_is_not_called_wrong_before_the_field_is_left(qapp: QApplication) -> None:
    field = _field("phone")
    field.edited.connect(lambda value: field.show_error("" if len(value) == 3 else "不是 3 位"))
    QTest.keyClicks(field.editor, "1")
    assert field.editor.property("error") is False
    QTest.keyClick(field.editor, Qt.Key.Key_Return)
    assert field.editor.property("error") is True
    QTest.keyClicks(field.editor, "2")
    assert field.editor.property("error") is True
    QTest.keyClicks(field.editor, "3")
    assert field.editor.property("error") is False
    field.close()


def test_a_choice_reports_its_code_and_the_wheel_changes_nothing(qapp: QApplication) -> None:
    field = _field("choice")
    box = field.editor
    assert isinstance(box, ChoiceBox)
    chosen: list[str] = []
    field.edited.connect(chosen.append)
    field.show_value("", (("counter", "窗口领取"), ("post", "邮寄")))
    assert box.currentIndex() == -1
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, wheel)
    assert box.currentIndex() == -1
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert chosen[-1] == "post"
    assert box.currentText() == "邮寄"
    field.close()

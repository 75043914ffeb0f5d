"""Keys: each once, none that an input method or Windows needs, and none that loses half-typed words."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from ui.common.actions import Actions
from ui.common.keymap import BY_ID, GROUPS, KEYMAP, cap

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen screen has no window manager

TAKEN = ("F10", "Ctrl+Space", "Shift+Space", "Ctrl+Shift+F", "Ctrl+.", "Meta", "F9", "F11")


def test_every_action_has_one_id_one_group_and_keys_of_its_own() -> None:
    keys = Counter(QKeySequence(each).toString() for key in KEYMAP for each in key.keys)
    assert [each for each, count in keys.items() if count > 1] == []
    assert len(BY_ID) == len(KEYMAP)
    assert {key.group for key in KEYMAP} == {group for group, _ in GROUPS}
    assert all(QKeySequence(each).toString() for key in KEYMAP for each in key.keys)


def test_no_key_is_taken_from_windows_or_the_input_method() -> None:
    used = {each for key in KEYMAP for each in key.keys}
    assert used.isdisjoint(TAKEN)
    assert not [each for each in used if len(each) == 1]


def test_the_cap_says_enter_as_the_keyboard_does() -> None:
    assert cap(BY_ID["receive"]) == "Ctrl+Enter"
    assert cap(BY_ID["call_next"]) == "F2"


@pytest.fixture
def desk(qapp: QApplication) -> tuple[QWidget, QLineEdit, list[str], Actions]:
    window = QWidget()
    edit = QLineEdit(window)
    QVBoxLayout(window).addWidget(edit)
    done: list[str] = []
    actions = Actions(done.append, window)
    window.addActions(actions.all())
    window.show()
    window.activateWindow()
    edit.setFocus()
    return window, edit, done, actions


def test_keys_act_from_within_a_field(desk: tuple[QWidget, QLineEdit, list[str], Actions]) -> None:
    window, edit, done, actions = desk
    actions.enable({"call_next", "receive", "search"}, {})
    QTest.keyClick(edit, Qt.Key.Key_F2)
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(edit, Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(edit, Qt.Key.Key_F4)
    assert done == ["call_next", "receive", "receive"]
    window.close()


def test_a_key_held_down_acts_once(desk: tuple[QWidget, QLineEdit, list[str], Actions]) -> None:
    window, edit, done, actions = desk
    actions.enable({"call_next"}, {})
    QTest.keyClick(edit, Qt.Key.Key_F2)
    for _ in range(5):
        held = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier, "", autorep=True
        )
        QApplication.sendEvent(edit, held)
    assert done == ["call_next"]
    assert not any(action.autoRepeat() for action in actions.all())
    window.close()


def test_what_is_half_typed_is_committed_before_the_action(
    desk: tuple[QWidget, QLineEdit, list[str], Actions], monkeypatch: pytest.MonkeyPatch
) -> None:
    window, _, done, actions = desk

    class _InputMethod:
        def commit(self) -> None:
            done.append("commit")

    monkeypatch.setattr(QGuiApplication, "inputMethod", staticmethod(_InputMethod))
    actions["call_next"].trigger()
    assert done == ["commit", "call_next"]
    window.close()


def test_a_refused_action_says_why(desk: tuple[QWidget, QLineEdit, list[str], Actions]) -> None:
    window, _, _, actions = desk
    actions.enable({"recall"}, {"call_next": "先办完这一位"})
    assert not actions["call_next"].isEnabled()
    assert actions["call_next"].toolTip() == "先办完这一位"
    assert actions["recall"].toolTip() == "重呼（F3）"
    window.close()

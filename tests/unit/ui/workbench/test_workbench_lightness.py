"""What keeps the window answering during a visit: little is drawn, and little is made anew."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.clock import SystemClock
from tests.support.immediate import ImmediateTaskRunner
from tests.support.workbench_gallery import GAPPY, IDLE, ITEM, open_window
from ui.workbench.session import Session


def test_all_that_one_press_changes_is_told_once() -> None:
    told: list[str] = []
    session = Session(ImmediateTaskRunner(), SystemClock(), lambda: told.append(session.model.query))

    def press(letters: str) -> None:
        for at in range(len(letters)):
            session.update(query=letters[: at + 1])
        session.run("store", lambda: letters.upper(), lambda found: session.update(query=found))

    session.whole(press)("abc")
    assert told == ["ABC"]
    session.update(query="d")
    session.whole(lambda _: None)("nothing")
    assert told == ["ABC", "d"]

    def break_off(query: str) -> None:
        session.update(query=query)
        raise KeyError

    with pytest.raises(KeyError):
        session.whole(break_off)("e")
    assert told == ["ABC", "d", "e"]


def test_the_next_citizen_finds_the_same_fields(qapp: QApplication) -> None:
    window, view_model = open_window(GAPPY)
    form, keys = window.page.work.form, [each.key for each in ITEM.fields]
    editors = [form.editor_of(key) for key in keys]
    view_model.show(replace(GAPPY, item=replace(ITEM, fields=ITEM.fields[:1])))
    shown = [form.editor_of(key) for key in keys]
    assert shown[0] is editors[0]
    assert shown[1:] == [None] * (len(keys) - 1)
    assert not any(editor.isVisibleTo(window) for editor in editors[1:] if editor)
    view_model.show(GAPPY)
    assert [form.editor_of(key) for key in keys] == editors
    assert all(editor.isVisibleTo(window) for editor in editors if editor)
    window.close()


def test_the_parts_of_a_visit_are_there_before_the_first_citizen(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.workbench.page._AFTER_LOADING_MS", 0)
    window, _ = open_window(IDLE)
    qtbot.waitUntil(lambda: vars(window.page).keys() >= {"person", "work", "side"}, timeout=10_000)
    assert not any(part.isVisibleTo(window) for part in (window.page.person, window.page.work))
    window.close()

"""A whole visit with the keyboard alone, in the real window, with the reader and the hub as processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.main.stage import DemoStage
from ui.workbench.state import WorkbenchState

_ENOUGH = 60


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Iterator[DemoStage]:
    made = DemoStage(tmp_path / "data", tmp_path, "")
    (tmp_path / "data").mkdir()
    made.open_desk()
    made.desktop.window.activateWindow()
    qtbot.waitActive(made.desktop.window)
    yield made
    made.close()


class Intruders(QObject):
    """Notes every window that appears besides the clerk's: it would flicker, and take the keyboard away."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


class Clerk:
    """Hands on the keyboard, eyes on the screen; no mouse."""

    def __init__(self, stage: DemoStage, qtbot: QtBot) -> None:
        self._stage = stage
        self._qtbot = qtbot

    @property
    def state(self) -> WorkbenchState:
        return self._stage.desktop.view_model.state

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        held = Qt.KeyboardModifier.NoModifier
        for each in modifiers:
            held |= each
        QTest.keyClick(self._focused(), key, held)

    def type(self, text: str) -> None:
        QTest.keyClicks(self._focused(), text)

    def sees(self, condition: Callable[[WorkbenchState], bool]) -> None:
        self._qtbot.waitUntil(lambda: condition(self.state), timeout=60_000)

    def close_gap(self) -> None:
        """Do what the focused control asks for: a blank takes the first answer, a digit marks a material;
        where nothing is asked for, F7 leads on."""
        item, page = self.state.item, self._stage.desktop.window.page
        assert item is not None
        gap = next((each for each in item.gaps if page.has_keyboard(each)), None)
        if gap is None:
            self.press(Qt.Key.Key_F7)
        elif gap.place == "question":
            self.press(Qt.Key.Key_Space)
        elif gap.place == "material":
            self.press(Qt.Key.Key_1)
        elif gap.key == "delivery.method":
            self.press(Qt.Key.Key_Down)
        else:
            self.type("19900001000")

    def _focused(self) -> QWidget:
        focused = QApplication.focusWidget()
        return focused if focused is not None else self._stage.desktop.window


def test_from_the_call_to_the_end(stage: DemoStage, qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    clerk, intruders = Clerk(stage, qtbot), Intruders()
    qapp.installEventFilter(intruders)
    stage.take_number("SSDJ")
    clerk.press(Qt.Key.Key_F2)
    clerk.sees(lambda s: s.ticket.phase == "called")
    stage.lay_down_card("样本甲")
    clerk.sees(lambda s: s.ticket.phase == "serving" and s.person.source == "card")
    clerk.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    clerk.type("pthzqf")
    clerk.sees(lambda s: bool(s.search.hits) and s.search.hits[0].title == "普通护照签发")
    clerk.press(Qt.Key.Key_Return)
    clerk.sees(lambda s: s.item is not None)
    for _ in range(_ENOUGH):
        if clerk.state.item is not None and not clerk.state.item.gaps:
            break
        clerk.close_gap()
    clerk.sees(lambda s: s.item is not None and not s.item.gaps)
    clerk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    clerk.sees(lambda s: s.tabs[0].mark == "done")
    clerk.press(Qt.Key.Key_F8)
    clerk.sees(lambda s: s.document is not None)
    clerk.press(Qt.Key.Key_Escape)
    clerk.sees(lambda s: s.document is None)
    clerk.press(Qt.Key.Key_F12)
    clerk.sees(lambda s: s.evaluation == "asking")
    qapp.removeEventFilter(intruders)
    assert intruders.seen == []
    assert clerk.state.ticket.phase == "finished"

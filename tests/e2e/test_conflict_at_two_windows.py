"""Two windows correct one case while one is offline; the clerk who comes second decides by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.cases.visit import add_item
from app.config.load import load_settings
from app.core.ids import new_id
from app.hub.devices import Terms
from app.main.features import HISTORY
from app.main.hub.process import HubProcess
from app.main.window.backstage import Backstage
from app.main.window.desktop import Desktop
from app.sync.trust import DeviceKind
from tests.support.counter import empty_visit, filled, item
from ui.cases.page import CasePage
from ui.shell.main_window import MainWindow
from ui.sync.page import SyncPage

HALL_ID, PHONE = "hall-1", "applicant.phone"
CTRL = Qt.KeyboardModifier.ControlModifier
PATIENCE_MS = 60_000


class Window:
    """A whole desktop, and hands on its keyboard."""

    def __init__(self, folder: Path, number: int, hub: HubProcess, qtbot: QtBot) -> None:
        folder.mkdir()
        settings = load_settings(folder, {"window": {"number": number, "clerk_id": f"clerk-{number}"}})
        self._hub = hub
        self._identity = hub.enrol(Terms(DeviceKind.WINDOW, (HALL_ID,), str(number)))
        self._qtbot = qtbot
        self.desktop = Desktop(folder, settings, equipped=False)
        qtbot.addWidget(self.desktop.window)
        self.desktop.window.show()
        self.desktop.load()
        qtbot.waitUntil(lambda: self.desktop.backstage is not None, timeout=PATIENCE_MS)

    @property
    def backstage(self) -> Backstage:
        assert self.desktop.backstage is not None
        return self.desktop.backstage

    def connect(self) -> None:
        self.backstage.link.connect(self._hub.url, self._identity)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._focused(), key, held)

    def type(self, text: str) -> None:
        QTest.keyClicks(self._focused(), text)

    def sees(self, what: str) -> None:
        self._qtbot.waitUntil(lambda: what in _codes(self.desktop), timeout=PATIENCE_MS)

    def phone(self, case_id: str) -> str:
        with self.backstage.store.read() as conn:
            return HISTORY.values(conn, HALL_ID, f"case:{case_id}").get(PHONE, "")

    def sit_down(self) -> MainWindow:
        """Take this window's keyboard."""
        window = self.desktop.window
        window.activateWindow()
        self._qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE_MS)
        return window

    def correct_phone(self, case_no: str, phone: str) -> None:
        """Find the case by its number, type another telephone number, save."""
        window = self.sit_down()
        self.press(Qt.Key.Key_K, CTRL)
        self.type(case_no[-5:])
        hits = self.desktop.view_model
        self._qtbot.waitUntil(
            lambda: "case" in [h.group for h in hits.state.search.hits], timeout=PATIENCE_MS
        )
        first = next(n for n, hit in enumerate(hits.state.search.hits) if hit.group == "case")
        for _ in range(first):
            self.press(Qt.Key.Key_Down)
        self.press(Qt.Key.Key_Return)
        page = window.findChild(CasePage)
        assert isinstance(page, CasePage)
        self._qtbot.waitUntil(lambda: PHONE in page.fields, timeout=PATIENCE_MS)
        editor = page.fields[PHONE].editor
        self._qtbot.waitUntil(editor.hasFocus, timeout=PATIENCE_MS)
        self.type(phone)
        while self._focused() is not page.save:
            self.press(Qt.Key.Key_Return)
        self.press(Qt.Key.Key_Return)

    def _focused(self) -> QWidget:
        return self.desktop.window.focusWidget() or self.desktop.window


def _codes(desktop: Desktop) -> str:
    return repr(desktop.view_model.state.header.sync)


@pytest.fixture
def windows(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[Window, Window]]:
    with ExitStack() as endings:
        hub = endings.enter_context(HubProcess(tmp_path / "hub"))
        made = []
        for number in (3, 5):
            made.append(Window(tmp_path / f"window-{number}", number, hub, qtbot))
            endings.callback(made[-1].desktop.close)
        yield made[0], made[1]


def received(window: Window) -> tuple[str, str]:
    """A case that the window received: its id and its number."""
    services = window.backstage.services
    visit = filled(add_item(empty_visit(), item("IT028"), new_id()))
    services.cases.open_visit(services.author, visit)
    done = services.cases.receive(services.author, visit, visit.drafts[0].case_id)
    return done.case_id, done.case_no


def test_the_second_clerk_decides_and_both_windows_agree(
    windows: tuple[Window, Window], qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    ours, other = windows
    case_id, case_no = received(ours)
    ours.connect()
    qtbot.waitUntil(ours.backstage.link.uploaded, timeout=PATIENCE_MS)
    other.backstage.services.corrections.note(other.backstage.services.author, case_id, "转到本窗口")
    other.connect()
    qtbot.waitUntil(lambda: other.phone(case_id) != "", timeout=PATIENCE_MS)

    ours.backstage.link.close()
    other.correct_phone(case_no, "13900000001")
    qtbot.waitUntil(lambda: other.phone(case_id) == "13900000001", timeout=PATIENCE_MS)
    qtbot.waitUntil(other.backstage.link.uploaded, timeout=PATIENCE_MS)
    ours.correct_phone(case_no, "13900000002")
    qtbot.waitUntil(lambda: ours.phone(case_id) == "13900000002", timeout=PATIENCE_MS)

    ours.connect()
    ours.sees("sync.conflict")
    window = ours.sit_down()
    ours.press(Qt.Key.Key_T, CTRL)
    page = window.findChild(SyncPage)
    assert isinstance(page, SyncPage)
    qtbot.waitUntil(lambda: page.list.current_key().endswith(PHONE), timeout=PATIENCE_MS)
    assert not any(button.isChecked() for button in page.detail.conflict.choices.values())
    ours.press(Qt.Key.Key_1)
    ours.press(Qt.Key.Key_Return)
    ours.sees("sync.synced")
    other.backstage.link.sync_now()
    qtbot.waitUntil(lambda: other.phone(case_id) == "13900000002", timeout=PATIENCE_MS)
    assert ours.phone(case_id) == "13900000002"
    assert caplog.text.count("ERROR") == 0

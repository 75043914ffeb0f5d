"""Pages of a document camera, from the sheet on the desk to the hub, with the keyboard, in the real
window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.config.load import load_settings
from app.core.clock import SystemClock
from app.db.engine import open_hub
from app.hub.attachments import HubBlobs
from app.main.window.desktop import Desktop
from tests.support.simulated_device import SimulatedDevice
from ui.workbench.state import CaptureState, ItemState, SearchHit

ENOUGH = 60_000
TYPED = {
    "applicant.name": "样本甲",
    "applicant.number": "31999919780315901X",
    "applicant.phone": "19900001000",
}


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


class Clerk:
    """One desktop and its keyboard."""

    def __init__(self, qtbot: QtBot, desktop: Desktop) -> None:
        self.qtbot, self.desktop, self.model = qtbot, desktop, desktop.view_model

    @property
    def panel(self) -> CaptureState:
        assert self.model.state.capture is not None
        return self.model.state.capture

    @property
    def item(self) -> ItemState:
        assert self.model.state.item is not None
        return self.model.state.item

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(focused(), key, held)

    def has_pages(self, count: int) -> None:
        self.qtbot.waitUntil(lambda: len(self.panel.pages) == count, timeout=ENOUGH)

    def put_in_order(self) -> None:
        """Move the last page, turn it, delete it and bring it back, by keys."""
        panel, before = self.desktop.window.page.capture, [page.id for page in self.panel.pages]
        panel.strip.setFocus()
        self.press(Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
        self.qtbot.waitUntil(lambda: panel.strip.current_key() not in ("", before[2]), timeout=ENOUGH)
        panel.edits["turn_right"].setFocus()
        wide = [page.picture for page in self.panel.pages]
        self.press(Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: [page.picture for page in self.panel.pages] != wide, timeout=ENOUGH)
        panel.strip.setFocus()
        self.press(Qt.Key.Key_Delete)
        self.has_pages(2)
        self.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        self.has_pages(3)

    def fill_in(self) -> None:
        """Close the gaps but that of the material in hand; what is typed is tested elsewhere."""
        for _ in range(40):
            gap = next(iter(self.item.gaps), None)
            if gap is None:
                return
            if gap.place == "question":
                question = next(each for each in self.item.questions if each.text == gap.key)
                self.model.answer(question.text, question.answers[0])
            elif gap.place == "field":
                field = next(each for each in self.item.fields if each.key == gap.key)
                self.model.set_field(gap.key, TYPED.get(gap.key) or field.choices[0])
            else:
                self.model.set_material(gap.key, 1)
        raise AssertionError(self.item.gaps)


def test_three_pages_turned_deleted_and_brought_back_are_at_the_hub_after_the_receipt(
    qtbot: QtBot, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    with SimulatedDevice("camera", tmp_path) as sheets:
        devices = {"camera": {"driver": "simulated", "port": sheets.port}, "idcard": {"driver": "none"}}
        desktop = Desktop(data, load_settings(data, {"devices": devices}))
        qtbot.addWidget(desktop.window)
        desktop.window.resize(1366, 768)
        desktop.window.show()
        desktop.window.activateWindow()
        qtbot.waitActive(desktop.window)
        desktop.load()
        clerk, model = Clerk(qtbot, desktop), desktop.view_model
        qtbot.waitUntil(lambda: "walk_in" in model.state.enabled, timeout=ENOUGH)
        clerk.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: model.state.ticket.phase == "serving", timeout=ENOUGH)
        model.choose(SearchHit("item", "IT040", ""))
        qtbot.waitUntil(
            lambda: ("camera", "device.ready", "ok") in model.state.header.devices, timeout=ENOUGH
        )
        clerk.press(Qt.Key.Key_F6)
        panel = desktop.window.page.capture
        qtbot.waitUntil(lambda: panel.isVisible() and not panel.view.empty, timeout=ENOUGH)
        assert focused() is panel.take
        assert clerk.panel.demo
        code = clerk.panel.material
        clerk.press(Qt.Key.Key_Return)
        clerk.has_pages(1)
        for count in (2, 3):
            clerk.press(Qt.Key.Key_F6)
            clerk.has_pages(count)
        row = next(each for each in clerk.item.materials if each.code == code)
        assert (row.state, row.pages) == (1, 3)
        clerk.put_in_order()
        clerk.press(Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: model.state.capture is None, timeout=ENOUGH)
        clerk.fill_in()
        model.trigger("receive")
        qtbot.waitUntil(lambda: clerk.item.received_at is not None, timeout=ENOUGH)
        backstage = desktop.backstage
        assert backstage is not None
        qtbot.waitUntil(backstage.link.uploaded, timeout=ENOUGH)
        backstage.link.sync_soon()
        qtbot.waitUntil(lambda: all(row.waiting == 0 for row in clerk.item.materials), timeout=60_000)
        assert [row.pages for row in clerk.item.materials if row.code == code] == [3]
        pages = backstage.services.pages.pages(clerk.item.case_id)[code]
        kept = {page.file.sha256: backstage.services.pages.content(page.file) for page in pages}
        hall = desktop.settings.hall.id
        desktop.close()
    hub = open_hub(f"sqlite:///{data / 'hub.db'}")
    blobs = HubBlobs(hub, data, SystemClock()).of_hall(hall)
    assert {sha256: b"".join(blobs.read(sha256)) for sha256 in kept} == kept
    hub.close()

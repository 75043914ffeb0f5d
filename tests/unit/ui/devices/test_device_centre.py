"""The device centre as a clerk sees it: lines that follow their own device, tests in words, bindings."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec import structs
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.config.schema import Device, Placement, Printer, Scanner
from app.core.clock import ManualClock
from app.core.errors import AppError, EnvironmentMissing, PeripheralError
from app.peripherals.events import UNBOUND, CodeScanned, DeviceHealth, DeviceState
from app.sync.model import HubReachable
from devices.scanner.contract import Scan
from tests.support.immediate import ImmediateTaskRunner
from ui.common.theme import Theme
from ui.common.tokens import SCALES, Appearance, Scale
from ui.common.widgets.fields import ChoiceBox
from ui.devices.kinds import KINDS
from ui.devices.page import DeviceCentrePage
from ui.devices.printer_form import PrinterForm
from ui.devices.state import DeviceLine
from ui.devices.view_model import DeviceCentreViewModel

NOW = datetime(2026, 7, 6, 1, 42, tzinfo=UTC)
READY = DeviceHealth(
    "idcard", DeviceState.READY, last_ok=NOW, port="COM3", driver="sam_serial", version="05.01"
)


class Keeper:
    """Devices that are as the test says."""

    def __init__(self) -> None:
        self.devices: dict[str, Device] = {"idcard": Device(port="COM3"), "scanner": Scanner()}
        self.trouble: AppError | None = None
        self.reconnected: list[str] = []
        self.paper, self.pages = Printer(), 0

    def bound(self, kind: str) -> Device:
        return self.devices.get(kind, Device())

    def abilities(self, kind: str) -> Collection[str]:
        return (
            ("test", "reconnect", "simulate", "bind")
            if kind in ("idcard", "scanner", "evaluator")
            else ("test",)
        )

    def health(self, kind: str) -> DeviceHealth | None:
        return None

    def test(self, kind: str) -> str:
        if self.trouble:
            raise self.trouble
        return "05.01-1234"

    def printer(self) -> Printer:
        return self.paper

    def queues(self) -> tuple[str, ...]:
        return ("counter", "back")

    def choose_printer(self, wanted: Printer) -> None:
        self.paper = wanted

    def print_test_page(self) -> None:
        self.pages += 1

    def reconnect(self, kind: str) -> None:
        self.reconnected.append(kind)

    def bind(self, kind: str, wanted: Device) -> None:
        if self.trouble:
            raise self.trouble
        self.devices[kind] = wanted

    def ports(self) -> tuple[str, ...]:
        return ("COM3", "COM7")

    def diagnose(self) -> Path:
        if self.trouble:
            raise self.trouble
        return Path("/data/diagnosis/report.json")


@pytest.fixture
def keeper() -> Keeper:
    return Keeper()


@pytest.fixture
def model(qapp: object, keeper: Keeper) -> DeviceCentreViewModel:
    return DeviceCentreViewModel(keeper, ImmediateTaskRunner(), ManualClock(NOW))


@pytest.fixture
def page(qtbot: QtBot, model: DeviceCentreViewModel) -> Iterator[DeviceCentrePage]:
    theme, window = Theme(), QWidget()
    theme.setParent(window)
    qtbot.addWidget(window)
    theme.dress(window)
    window.resize(1366, 652)
    made = DeviceCentrePage(model, theme)
    made.setParent(window)
    made.resize(window.size())
    window.show()
    yield made  # and so hold the window: else it goes with the next garbage, and the page with it
    window.close()


def line(model: DeviceCentreViewModel, kind: str) -> DeviceLine:
    return next(each for each in model.state.lines if each.kind == kind)


def words(page: DeviceCentrePage, kind: str) -> str:
    card = page.lines[kind]
    return f"{card._state.text()}|{card._said.text()}"


def test_a_device_that_is_pulled_changes_its_own_line_only(
    page: DeviceCentrePage, model: DeviceCentreViewModel
) -> None:
    model.heard(READY)
    before = model.state.lines
    model.heard(DeviceHealth("idcard", DeviceState.ABSENT, "device.unplugged", last_ok=NOW, port="COM3"))
    changed = [new.kind for old, new in zip(before, model.state.lines, strict=True) if old != new]
    assert changed == ["idcard"]
    assert "已断开" in words(page, "idcard")
    assert "重新插好" in words(page, "idcard")
    assert page.lines["idcard"]._last_ok.text() == "上次正常 09:42", "not that it is well now"


def test_a_test_says_in_words_what_came_of_it(
    page: DeviceCentrePage, model: DeviceCentreViewModel, keeper: Keeper
) -> None:
    model.heard(READY)
    page.lines["idcard"].buttons["test"].click()
    assert "测试通过：05.01-1234" in words(page, "idcard")
    keeper.trouble = PeripheralError("device.timeout")
    page.lines["idcard"].buttons["test"].click()
    assert "没有应答" in words(page, "idcard")
    assert line(model, "idcard").told_tone == "bad"
    model.heard(DeviceHealth("idcard", DeviceState.TROUBLE, "device.timeout"))
    model.heard(READY)
    assert line(model, "idcard").told is None, "the failed test is told though the device is well again"
    assert line(model, "idcard").told_tone == "info"


def test_what_cannot_answer_is_not_said_to_have_passed(
    page: DeviceCentrePage, model: DeviceCentreViewModel
) -> None:
    model.heard(structs.replace(READY, device="call_pad"))
    page.lines["call_pad"].buttons["test"].click()
    assert "响一声" in words(page, "call_pad")
    assert "通过" not in words(page, "call_pad")
    assert line(model, "call_pad").told_tone == "info"


def test_a_driver_that_the_settings_alone_can_name_stays_when_something_else_is_changed(
    page: DeviceCentrePage, keeper: Keeper
) -> None:
    keeper.devices["page_scanner"] = bound = Device(driver="program", profile="/opt/scan", port="left")
    page.look_at("page_scanner")
    page.panel.save.click()
    assert keeper.devices["page_scanner"] == bound


@pytest.mark.parametrize("scale", SCALES)
def test_every_button_is_in_reach_of_the_mouse(
    page: DeviceCentrePage, model: DeviceCentreViewModel, keeper: Keeper, scale: Scale
) -> None:
    page._theme.set_appearance(Appearance("light", scale))
    keeper.devices["evaluator"] = Device(driver="simulated")
    model.heard(
        DeviceHealth("evaluator", DeviceState.READY, last_ok=NOW, port="/dev/ttyUSB0", driver="x", demo=True)
    )
    page.grab()  # lays out
    shown = [each for each in page.lines["evaluator"].buttons.values() if each.isVisibleTo(page)]
    assert len(shown) == 4
    assert page._scroll.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("scale", SCALES)
def test_whatever_a_test_comes_to_nothing_on_the_page_moves(
    page: DeviceCentrePage, model: DeviceCentreViewModel, keeper: Keeper, scale: Scale
) -> None:
    page._theme.set_appearance(Appearance("light", scale))
    page._theme.dress(page.window())
    model.heard(READY)
    model.choose("idcard")

    def places() -> list[QRect]:
        page.grab()  # lays out
        return [card.geometry() for card in page.lines.values()] + [page.panel.save.geometry()]

    before = places()
    model.heard(DeviceHealth("idcard", DeviceState.ABSENT, "device.unplugged", last_ok=NOW, port="COM3"))
    assert places() == before
    keeper.trouble = PeripheralError("device.profile_broken", profile="x" * 60, reason="y")
    page.lines["idcard"].buttons["test"].click()
    assert places() == before
    assert page.panel._said.text() == page.lines["idcard"]._said.text() != ""


def test_a_roll_near_its_end_is_to_be_seen_to_while_all_is_well(model: DeviceCentreViewModel) -> None:
    model.heard(DeviceHealth("ticket_printer", DeviceState.READY, last_ok=NOW, port="p"))
    assert line(model, "ticket_printer").tone == "ok"
    model.heard(DeviceHealth("ticket_printer", DeviceState.READY, "printer.paper_low", last_ok=NOW, port="p"))
    shown = line(model, "ticket_printer")
    assert (shown.tone, shown.state.code) == ("warn", "printer.paper_low")


def test_the_scanner_is_tried_by_scanning(model: DeviceCentreViewModel) -> None:
    model.heard(DeviceHealth("scanner", DeviceState.READY, port="COM5", driver="serial"))
    model.test("scanner")
    assert line(model, "scanner").busy
    model.scanned(CodeScanned(Scan("A127"), False, NOW))
    told = line(model, "scanner").told
    assert told is not None
    assert (told.code, dict(told.params)) == ("equipment.scanned", {"count": 4})
    assert "A127" not in str(model.state), "what was scanned is kept"


def test_what_comes_by_itself_cannot_be_connected(model: DeviceCentreViewModel, keeper: Keeper) -> None:
    keeper.devices["scanner"] = Scanner(driver="keyboard")
    model.heard(
        DeviceHealth("scanner", DeviceState.READY, "equipment.typing", last_ok=NOW, driver="keyboard")
    )
    shown = line(model, "scanner")
    assert (shown.tone, shown.last_ok, shown.place) == ("ok", NOW, ("keyboard",))
    model.heard(DeviceHealth("evaluator_tablet", DeviceState.READY, port="0.0.0.0:8470", driver="tablet"))
    assert line(model, "evaluator").tone == "ok"
    assert not any("reconnect" in line(model, kind).can for kind in ("scanner", "evaluator"))


def test_another_device_is_bound_from_the_panel(
    page: DeviceCentrePage, model: DeviceCentreViewModel, keeper: Keeper
) -> None:
    model.choose("idcard")
    keeper.devices["idcard"] = Device(port="COM3", address=2)
    model.choose("scanner")
    model.choose("idcard")
    found = page.panel._found_buttons
    assert [button.words() for button in found] == ["COM3", "COM7"]
    found[1].click()
    page.panel.save.click()
    assert keeper.devices["idcard"] == Device(port="COM7", address=2), "what the panel does not show is lost"
    assert "已换上" in words(page, "idcard")


def test_a_scanner_that_is_to_type_is_changed_at_the_next_start(
    model: DeviceCentreViewModel, keeper: Keeper
) -> None:
    model.bind("scanner", Scanner(driver="keyboard"))
    told = line(model, "scanner").told
    assert told is not None
    assert told.code == "equipment.bound_later"
    assert keeper.devices["scanner"].driver == "keyboard"


def test_a_binding_that_cannot_be_is_refused_below_its_form(
    page: DeviceCentrePage, model: DeviceCentreViewModel, keeper: Keeper
) -> None:
    model.choose("idcard")
    page.panel._port.editor.setText("COM9")  # type: ignore[union-attr]
    keeper.trouble = PeripheralError("device.profile_broken", profile="x", reason="y")
    page.panel.save.click()
    assert "没有启用设备" in page.panel._said.text()
    assert page.panel._port.editor.text() == "COM9", "what was typed is gone"  # type: ignore[union-attr]
    keeper.trouble = None
    page.panel.save.click()
    assert "已换上" in page.panel._said.text()


def test_papers_come_out_of_the_printer_that_is_chosen_and_where_it_says(
    page: DeviceCentrePage, model: DeviceCentreViewModel, keeper: Keeper
) -> None:
    keeper.paper = Printer("", {"back": Placement(down_mm=1.5)})
    page.lines["page_printer"].buttons["look"].click()
    form = page.panel.paper
    assert form.isVisibleTo(page)
    assert "counter" in form.queue.editor.currentText()  # type: ignore[union-attr]
    choose(form, "back")
    right, down = (form.shifts[name].editor for name in ("right_mm", "down_mm"))
    assert (right.text(), down.text()) == ("0", "1.5")  # type: ignore[union-attr]
    right.setText("-2")  # type: ignore[union-attr]
    form.save.click()
    assert keeper.paper == Printer("back", {"back": Placement(right_mm=-2, down_mm=1.5)})
    form.test_page.click()
    assert keeper.pages == 1


@pytest.mark.parametrize("typed", ["二", "31", "nan"])
def test_a_shift_that_no_sheet_has_is_refused_beside_its_field(
    page: DeviceCentrePage, keeper: Keeper, typed: str
) -> None:
    page.lines["page_printer"].buttons["look"].click()
    form = page.panel.paper
    form.shifts["down_mm"].editor.setText(typed)  # type: ignore[union-attr]
    form.save.click()
    assert "毫米" in form.shifts["down_mm"]._error.text()
    assert keeper.paper == Printer()


def choose(form: PrinterForm, queue: str) -> None:
    box = form.queue.editor
    assert isinstance(box, ChoiceBox)
    box.setCurrentIndex(box.findData(queue))
    box.activated.emit(box.currentIndex())


def test_a_simulated_device_is_marked_and_can_be_put_away(
    page: DeviceCentrePage, model: DeviceCentreViewModel, keeper: Keeper
) -> None:
    model.look()
    page.lines["evaluator"].buttons["simulate"].click()
    assert keeper.devices["evaluator"].driver == "simulated"
    model.heard(DeviceHealth("evaluator", DeviceState.READY, port="p", driver="profile_serial", demo=True))
    assert page.lines["evaluator"]._demo.isVisibleTo(page)
    assert not page.lines["evaluator"].buttons["simulate"].isVisibleTo(page)
    page.lines["evaluator"].buttons["real"].click()
    assert keeper.devices["evaluator"].driver == ""


def test_a_place_that_is_to_stay_empty_is_no_trouble(
    page: DeviceCentrePage, model: DeviceCentreViewModel
) -> None:
    model.look()
    model.heard(DeviceHealth("evaluator", DeviceState.ABSENT, UNBOUND))
    assert line(model, "evaluator").tone == "info"
    assert "test" not in line(model, "evaluator").can


def test_the_hall_screen_goes_with_the_hub(model: DeviceCentreViewModel) -> None:
    model.reachable(HubReachable(True))
    assert line(model, "hall_screen").tone == "ok"
    model.reachable(HubReachable(False))
    assert (line(model, "hall_screen").tone, line(model, "hall_screen").last_ok) == ("bad", NOW)


def test_the_diagnosis_says_where_its_report_is(page: DeviceCentrePage) -> None:
    page.diagnose.click()
    assert page._report.isVisibleTo(page)
    assert "report.json" in page._report.accessibleName()


def test_a_diagnosis_that_cannot_be_written_says_why(page: DeviceCentrePage, keeper: Keeper) -> None:
    keeper.trouble = EnvironmentMissing("environment.file", file="diagnosis", reason="write_protected")
    page.diagnose.click()
    assert page._report.isVisibleTo(page)
    assert not page._open.isVisibleTo(page)
    assert "磁盘只能读" in page._report.accessibleName()
    keeper.trouble = None
    page.diagnose.click()
    assert "report.json" in page._report.accessibleName()


def test_the_keyboard_goes_from_line_to_line(page: DeviceCentrePage) -> None:
    page.window().activateWindow()
    assert QTest.qWaitForWindowActive(page.window())
    page.look_at("idcard")
    assert page.lines["idcard"].buttons["look"].hasFocus()
    QTest.keyClick(page.lines["idcard"].buttons["look"], Qt.Key.Key_Down)
    assert page.lines["scanner"].buttons["look"].hasFocus()
    QTest.keyClick(page.lines["scanner"].buttons["look"], Qt.Key.Key_Up)
    assert page.lines["idcard"].buttons["look"].hasFocus()


def test_the_page_opens_where_the_trouble_is(
    qtbot: QtBot, page: DeviceCentrePage, model: DeviceCentreViewModel
) -> None:
    last = list(page.lines.values())[-1]
    page.hide()
    model.state_changed.connect(page.render_state)
    model.choose(last.kind)
    page.show()
    page.setFocus()
    qtbot.waitUntil(last.buttons["look"].hasFocus, timeout=60_000)
    assert not last.visibleRegion().isEmpty()


def test_every_kind_of_device_has_its_line_and_a_name(page: DeviceCentrePage) -> None:
    assert list(page.lines) == [kind.id for kind in KINDS]
    buttons = [button for card in page.lines.values() for button in card.buttons.values()]
    assert all(button.accessibleName().startswith(tuple(k.name for k in KINDS)) for button in buttons)

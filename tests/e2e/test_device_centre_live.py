"""A running window: devices simulated, pulled and bound in its device centre; and nobody in any log."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.config.load import load_settings
from app.main.desktop import Desktop
from devices.idcard.sample_cards import SAMPLES
from devices.idcard.text_block import decode
from ui.devices.state import DeviceLine

PATIENCE = 30_000
SCANNED = "PRIVATE-SCAN-WXQZ"
_NAME = "马𠅤"


def line(desktop: Desktop, kind: str) -> DeviceLine:
    assert desktop.devices is not None
    return next(each for each in desktop.devices.state.lines if each.kind == kind)


def open_desktop(qtbot: QtBot, data: Path) -> Desktop:
    desktop = Desktop(data, load_settings(data))
    qtbot.addWidget(desktop.window)
    desktop.window.show()
    desktop.load()
    qtbot.waitUntil(lambda: "read_card" in desktop.view_model.state.enabled, timeout=PATIENCE)
    qtbot.waitUntil(lambda: desktop.view_model.state.queue.live, timeout=PATIENCE)
    return desktop


def desktop_desks(desktop: Desktop) -> set[str]:
    assert desktop.equipment is not None
    return set(desktop.equipment.desks)


def simulate(qtbot: QtBot, desktop: Desktop, kind: str) -> None:
    assert desktop.devices is not None
    desktop.devices.simulate(kind, on=True)
    qtbot.waitUntil(lambda: line(desktop, kind).tone == "ok", timeout=PATIENCE)


@pytest.fixture
def everything_logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    for name in ("app", "devices", "ui"):
        caplog.set_level(logging.DEBUG, name)
    return caplog


def test_devices_are_simulated_pulled_and_remembered_and_nobody_is_in_any_log(
    qtbot: QtBot,
    tmp_path: Path,
    everything_logged: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    desktop = open_desktop(qtbot, tmp_path)
    assert desktop.devices is not None
    assert desktop.equipment is not None
    centre, simulators = desktop.devices, desktop.equipment.bindings.simulators
    qtbot.waitUntil(lambda: {"scanner", "ticket_printer"} <= desktop_desks(desktop), timeout=PATIENCE)
    for kind in ("scanner", "ticket_printer"):
        simulate(qtbot, desktop, kind)
        assert line(desktop, kind).demo
    desktop.window.actions_of_window["devices"].trigger()
    qtbot.waitUntil(lambda: line(desktop, "page_printer").tone == "ok", timeout=PATIENCE)

    # a scan is told by its length, a paper that is out by what to do, and each changes its own line only
    centre.test("scanner")
    simulators["scanner"].tell("scan", text=SCANNED)
    qtbot.waitUntil(lambda: line(desktop, "scanner").told_tone == "ok", timeout=PATIENCE)
    well = {each.kind: each.state for each in centre.state.lines}
    simulators["ticket_printer"].tell("paper", state="out")
    qtbot.waitUntil(lambda: line(desktop, "ticket_printer").tone == "bad", timeout=PATIENCE)
    changed = [each.kind for each in centre.state.lines if each.state != well[each.kind]]
    assert changed == ["ticket_printer"]
    centre.test("ticket_printer")
    qtbot.waitUntil(lambda: not line(desktop, "ticket_printer").busy, timeout=PATIENCE)
    told = line(desktop, "ticket_printer").told
    assert told is not None
    assert told.code == "printer.out_of_paper"

    # a visit begins by key on this page, and a card is read into it
    desktop.window.actions_of_window["walk_in"].trigger()
    qtbot.waitUntil(lambda: desktop.view_model.state.ticket.phase == "serving", timeout=PATIENCE)
    reader = desktop.equipment.simulated_reader
    assert reader is not None
    reader.lay_down(_NAME)
    qtbot.waitUntil(lambda: desktop.view_model.state.person.name == _NAME, timeout=PATIENCE)
    simulators["scanner"].tell("scan", text=decode(SAMPLES[_NAME]).number)
    simulators["scanner"].tell("unplug")
    qtbot.waitUntil(lambda: line(desktop, "scanner").tone == "warn", timeout=PATIENCE)

    centre.diagnose()
    qtbot.waitUntil(lambda: bool(centre.state.report), timeout=PATIENCE)
    desktop.close()
    kept = json.loads((tmp_path / "settings.json").read_text("utf-8"))["devices"]
    assert kept["scanner"]["driver"] == kept["ticket_printer"]["driver"] == "simulated"
    _nobody_in(everything_logged.text, "the log")
    _nobody_in("".join(capfd.readouterr()), "the terminal")
    _nobody_in(Path(centre.state.report).read_text("utf-8"), "the report")
    everything_logged.clear()


def _nobody_in(text: str, where: str) -> None:
    card = decode(SAMPLES[_NAME])
    birth = f"{card.birth}" if card.birth else card.number[6:14]
    private = (_NAME, card.number, card.number[:17], birth, *card.address.split(), SCANNED, "WXQZ")
    found = [value for value in private if value and value in text]
    assert not found, f"{where} tells of a person: {found}"

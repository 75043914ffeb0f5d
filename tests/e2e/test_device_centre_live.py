"""A running window with ten devices: what they say of people stays in no log, and each that is pulled out
changes its own line and sign, and nothing else."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import cv2
import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.config.schema import Hall
from app.core.errors import PeripheralError
from app.main.logs import install_logs
from app.peripherals.counter_desks import DisplayDesk
from app.peripherals.events import CameraFrame, RatingGiven, StaffCardSeen
from app.peripherals.page_desks import CameraDesk, PageScannerDesk
from app.peripherals.staff_desk import uid_digest
from app.peripherals.ticket_desk import TicketPrinterDesk
from devices.idcard.sample_cards import SAMPLES
from devices.idcard.simulated_sam import PHOTO
from devices.idcard.text_block import decode
from devices.ticket_printer.escpos import CUT, INIT, text
from devices.window_display.contract import Sign
from tests.support.ten_devices import KINDS, WITH_CARDS, TenDevices
from tests.support.traces import files_below, found_in

NAME, UID = "马𠅤", "04A1B2C3D4E5F6071829"
CARD = decode(SAMPLES[NAME])
DIGEST = uid_digest(bytes.fromhex(UID), Hall().id)
SCANNED, QUESTION = "PRIVATE-SCAN-WXQZ-8814", "private-question-wxqz-8814"
SHOWN, PRINTED, TYPED = "请何时见到此人", "不该在别处的小票字", "不该在日志里的评价话"
KEPT = ("simulated", "printed", "hub.db", "hub.db-wal", "hub.db-shm")
"""What is there to hold it: what the simulated devices showed, papers, and the journal of the hub."""
_OURS = ("app", "devices", "ui")
OF_STAFF = (UID, UID.lower(), DIGEST, DIGEST[:8])
SECRETS = (NAME, CARD.number, CARD.address, PHOTO, SCANNED, QUESTION, SHOWN, PRINTED, TYPED, *OF_STAFF)


@pytest.fixture
def log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[io.StringIO]:
    """All that is said while the log of a running window goes into its file; ``caplog`` lets it complain."""
    root, said = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()
    install_logs(tmp_path)
    root.addHandler(logging.StreamHandler(said))
    for name in _OURS:
        caplog.set_level(logging.DEBUG, name)
    yield said
    for handler in root.handlers:
        handler.close()
    root.handlers[:] = handlers
    root.setLevel(level)
    caplog.clear()


def test_ten_devices_tell_nobody_of_anybody_and_are_pulled_out_one_by_one(
    qtbot: QtBot, tmp_path: Path, log: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    with ExitStack() as around:
        ten = TenDevices(qtbot, tmp_path, around)
        ten.desktop.window.actions_of_window["devices"].trigger()
        assert all(ten.line(kind).demo for kind in KINDS if kind != "page_printer")
        pictures = use_all(ten, tmp_path / "simulated")
        try_out(ten)
        gone: list[str] = []
        for kind in KINDS:
            before = ten.standing(kind, *gone)
            ten.pull(kind)
            assert ten.standing(kind, *gone) == before, f"more than its own line changed with {kind}"
            gone.append(kind)
        ten.plug_all()
        ten.centre.diagnose()
        ten.until(lambda: bool(ten.centre.state.report))
    kept = json.loads((tmp_path / "settings.json").read_text("utf-8"))["devices"]
    assert kept["scanner"]["driver"] == kept["ticket_printer"]["driver"] == "simulated"
    assert "device" in (tmp_path / "logs" / "window.log").read_text("utf-8"), "nothing was logged at all"
    said = {path: path.read_bytes() for path in files_below(tmp_path, *KEPT)}
    said[Path("log")] = log.getvalue().encode()
    said[Path("terminal")] = "".join(capfd.readouterr()).encode()
    assert Path(ten.centre.state.report) in said
    assert {
        path: found for path, data in said.items() if (found := found_in(data, (*SECRETS, *pictures)))
    } == {}


def use_all(ten: TenDevices, folder: Path) -> list[bytes]:
    """Let every device say or show what nobody else may see, whole and broken; the pictures taken."""
    desks, told = ten.equipment.desks, list[object]()
    for kind in (CameraFrame, RatingGiven, StaffCardSeen):
        ten.desktop.bus.subscribe(kind, told.append)
    ten.desktop.window.actions_of_window["walk_in"].trigger()
    ten.until(lambda: ten.desktop.view_model.state.ticket.phase == "serving")
    reader = ten.equipment.simulated_reader
    assert reader is not None
    reader.tell("stale", hex=SAMPLES[NAME].hex())
    reader.lay_down(NAME)
    ten.until(lambda: ten.desktop.view_model.state.person.name == NAME)
    for code in (SCANNED, CARD.number):
        ten.simulator("scanner").tell("scan", text=code)
    ten.simulator("scanner").tell("raw", hex=(SCANNED.encode() + b"\xff\xfe\r").hex())
    assert ten.equipment.tablets is not None
    ten.equipment.tablets.ask(QUESTION, NAME, 60)
    ten.tablet.do("say", text=TYPED)
    while ten.tablet.told("heard")["heard"]["do"] != "ask":
        pass
    ten.tablet.do("rate", stars=1)
    ten.simulator("call_pad").tell("noise", hex=b"\xff".hex() + TYPED.encode("gb18030").hex())
    display, printer, camera = desks["window_display"], desks["ticket_printer"], desks["camera"]
    assert isinstance(camera, CameraDesk)
    assert isinstance(display, DisplayDesk)
    assert isinstance(printer, TicketPrinterDesk)
    display.show(Sign(SHOWN))
    printer.print_slip(INIT + text(PRINTED.encode("gb18030")) + CUT)
    if WITH_CARDS:
        ten.simulator("staff_card").tell("card_in", uid=UID)
        ten.until(lambda: any(isinstance(each, StaffCardSeen) for each in told))
    ten.until(lambda: any(isinstance(each, RatingGiven) for each in told))
    pages = _pages(ten, folder)

    def seen() -> bool:
        camera.watch(True)  # again: the workbench may just have said that nobody looks
        return any(isinstance(each, CameraFrame) and each.jpeg for each in told)

    ten.until(seen)
    return pages + [each.jpeg for each in told if isinstance(each, CameraFrame) and each.jpeg]


def _pages(ten: TenDevices, folder: Path) -> list[bytes]:
    """What camera and scanner take: of a file that is no picture nothing, then a page each."""
    page, broken = folder / "page.jpg", folder / "broken.jpg"
    cv2.imwrite(str(page), np.random.default_rng(8814).integers(0, 255, (600, 424, 3), np.uint8))
    broken.write_bytes(page.read_bytes()[:900])
    pages = [page.read_bytes()]
    camera, scanner = ten.equipment.desks["camera"], ten.equipment.desks["page_scanner"]
    assert isinstance(camera, CameraDesk)
    assert isinstance(scanner, PageScannerDesk)

    def taken() -> bool:
        try:
            pages.append(camera.take_page())
            return scanner.scan_pages(pages.append) > 0
        except PeripheralError:
            return False

    for sheet in (broken, page):
        ten.simulator("camera").tell("place", files=[str(sheet)])
        ten.simulator("page_scanner").tell("load", files=[str(sheet)])
        if sheet == broken:
            assert not taken()
        ten.until(lambda: ten.line("camera").tone == ten.line("page_scanner").tone == "ok")
    ten.until(taken)
    return pages


def try_out(ten: TenDevices) -> None:
    """A scan is told by its length, and a roll that is out by what to do about it."""
    ten.centre.test("scanner")
    ten.simulator("scanner").tell("scan", text=SCANNED)
    ten.until(lambda: ten.line("scanner").told_tone == "ok")
    ten.simulator("ticket_printer").tell("paper", state="out")
    ten.until(lambda: ten.line("ticket_printer").tone == "bad")
    ten.centre.test("ticket_printer")
    ten.until(lambda: not ten.line("ticket_printer").busy)
    told = ten.line("ticket_printer").told
    assert told is not None
    assert told.code == "printer.out_of_paper"
    ten.simulator("ticket_printer").tell("paper", state="ok")
    ten.until(lambda: ten.line("ticket_printer").tone == "ok")

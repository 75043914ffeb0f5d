"""Document cameras and page scanners as the desk meets them: in side-cars, with cables that are pulled."""

from __future__ import annotations

import io
import os
import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

import resources
from app.config.schema import Camera, Device
from app.core.clock import SystemClock
from app.core.errors import PeripheralError
from app.core.events import EventBus
from app.main.devices.capture import cameras, page_scanners
from app.peripherals.connection import Candidate
from app.peripherals.events import CameraFrame, CamerasFound, DeviceHealth
from app.peripherals.page_desks import CameraDesk, PageScannerDesk
from devices.camera.contract import Head
from devices.camera.presence import CameraAddress
from devices.errors import DeviceTimeout, NotConnected
from devices.page_scanner.contract import (
    CoverOpen,
    FeederJammed,
    NoDocuments,
    PageScanner,
    ScanOrder,
    Source,
)
from devices.page_scanner.drivers.sane import SaneScanner
from tests.support.hub import Recorder, until
from tests.support.simulated_device import SimulatedDevice

COARSE = ScanOrder(dpi=50)
GLASS = ScanOrder(Source.FLATBED, dpi=50)
SHEETS = sorted(resources.path("sheets").glob("*.jpg"))
scans = pytest.mark.skipif(shutil.which("scanimage") is None, reason="sane-utils is not installed")


@contextmanager
def serving(desk: CameraDesk | PageScannerDesk) -> Iterator[None]:
    desk.start()
    until(lambda: desk.health.state == "ready")
    yield
    desk.stop(5)


def test_the_camera_shows_what_lies_there_gives_pages_and_comes_back_after_its_cable(tmp_path: Path) -> None:
    bus = EventBus()
    frames, found = Recorder(bus, CameraFrame), Recorder(bus, CamerasFound)
    with SimulatedDevice("camera", tmp_path) as simulated:
        desk = CameraDesk(cameras(Camera("simulated", simulated.port)), bus, SystemClock())
        with serving(desk):
            until(lambda: found.events)
            assert [each.head for each in found.events[0].cameras] == [Head.DOCUMENT]
            assert desk.health.demo
            assert not frames.events, "nobody looks"
            desk.watch(True)
            until(lambda: frames.events)
            assert max(Image.open(io.BytesIO(frames.events[0].jpeg)).size) == 960
            first, second = desk.take_page(), desk.take_page(grey=True)
            assert Image.open(io.BytesIO(first)).size[1] > 1600, "the sheet, not the desk around it"
            assert Image.open(io.BytesIO(second)).mode == "L"
            simulated.do("unplug")
            until(lambda: desk.health.state == "absent")
            until(lambda: frames.events[-1].jpeg == b"", what="an empty picture in the place of the last")
            with pytest.raises(PeripheralError, match=r"device\.(not_connected|unplugged)"):
                desk.take_page()
            simulated.do("plug")
            until(lambda: desk.health.state == "ready")
            assert desk.take_page()


def test_a_machine_without_a_camera_says_so_and_starts_no_driver(tmp_path: Path) -> None:
    started: list[str] = []

    def make(port: str) -> object:
        started.append(port)
        raise AssertionError

    bus = EventBus()
    told = Recorder(bus, DeviceHealth)
    desk = CameraDesk([Candidate("uvc", make, CameraAddress("", tmp_path))], bus, SystemClock())  # type: ignore[arg-type]
    desk.start()
    until(lambda: any(each.detail == "device.not_connected" for each in told.events))
    desk.stop()
    assert not started


def test_the_driver_of_usb_cameras_finds_none_where_there_is_none() -> None:
    if CameraAddress().locate():
        pytest.skip("this machine has a camera")
    driver = cameras(Camera("uvc"))[0].make("")
    with pytest.raises(NotConnected):
        driver.open()
    driver.close()


@pytest.fixture
def sane(tmp_path: Path) -> Path:
    """A private configuration of SANE with nothing but its test backends."""
    (tmp_path / "dll.conf").write_text("test\npnm\n")
    (tmp_path / "test.conf").write_text("number_of_devices 1\n")
    return tmp_path


def opened(sane: Path, *extra: str, page_limit: float = 20.0) -> SaneScanner:
    scanner = SaneScanner("test:0", sane, extra, page_limit)
    scanner.open()
    return scanner


@scans
def test_ten_pages_come_from_the_feeder_and_one_from_the_glass(sane: Path) -> None:
    scanner, pages = opened(sane), list[bytes]()
    assert scanner.identity() == "test:0"
    assert scanner.scan(COARSE, pages.append) == len(pages) == 10
    assert all(Image.open(io.BytesIO(page)).format == "PNG" for page in pages)
    assert scanner.scan(GLASS, pages.append) == 1


@scans
@pytest.mark.parametrize(
    ("status", "error"), [("JAMMED", FeederJammed), ("NO_DOCS", NoDocuments), ("COVER_OPEN", CoverOpen)]
)
def test_what_a_person_must_mend_is_told_apart(sane: Path, status: str, error: type[Exception]) -> None:
    scanner = opened(sane, f"--read-return-value=SANE_STATUS_{status}")
    with pytest.raises(error):
        scanner.scan(GLASS, lambda page: None)


def jammed(folder: Path, monkeypatch: pytest.MonkeyPatch, scan: str) -> SaneScanner:
    """A scanner whose program does this (shell) where it should scan."""
    program = folder / "scanimage"
    program.write_text(
        f"""#!/bin/sh
case "$*" in
  *--formatted-device-list*) echo test:0 ;;
  *--all-options*) echo "--source Flatbed|ADF [Flatbed]" ;;
  *) {scan} ;;
esac
"""
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    scanner = SaneScanner(page_limit=50.0)
    scanner.open()
    return scanner


def test_a_jam_is_told_while_something_of_the_backend_lives_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = tmp_path / "child"
    scanner = jammed(tmp_path, monkeypatch, f"sleep 600 & echo $! > '{child}'; exit 6")
    try:
        with pytest.raises(FeederJammed):
            scanner.scan(COARSE, lambda page: None)
    finally:
        os.kill(int(child.read_text()), signal.SIGKILL)


def test_a_jam_is_told_though_the_program_hangs_after_it_has_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "scanimage: sane_read: Document feeder jammed"
    scanner = jammed(tmp_path, monkeypatch, f"echo '{said}' >&2; exec sleep 600")
    with pytest.raises(FeederJammed):
        scanner.scan(COARSE, lambda page: None)


@scans
def test_a_scan_is_cancelled_in_the_middle_and_a_slow_page_is_given_up(sane: Path) -> None:
    slow = ("--read-delay=yes", "--read-delay-duration=200000")
    scanner, pages = opened(sane, *slow), list[bytes]()
    seen = threading.Event()

    def take(page: bytes) -> None:
        pages.append(page)
        seen.set()

    done: list[int] = []
    scanning = threading.Thread(target=lambda: done.append(scanner.scan(ScanOrder(dpi=100), take)))
    scanning.start()
    assert seen.wait(60)
    scanner.cancel()
    scanning.join(60)
    assert done == [len(pages)]
    assert 1 <= len(pages) < 10
    hanging = opened(sane, *slow, page_limit=0.3)
    with pytest.raises(DeviceTimeout):
        hanging.scan(ScanOrder(dpi=300), pages.append)


@scans
def test_a_file_of_the_pnm_backend_is_a_page_and_an_unknown_scanner_is_not_there(sane: Path) -> None:
    with pytest.raises(NotConnected):
        SaneScanner("epson2:usb", sane).open()
    sheet = sane / "sheet.ppm"
    Image.new("RGB", (400, 600), "white").save(sheet)
    scanner, pages = SaneScanner("pnm:0", sane, (f"--filename={sheet}",), 20.0), list[bytes]()
    scanner.open()
    assert scanner.identity() == "pnm:0"
    with pytest.raises(NoDocuments):
        scanner.scan(ScanOrder(), pages.append)
    assert scanner.scan(ScanOrder(Source.FLATBED), pages.append) == 1, "it has one place and one mode"
    assert Image.open(io.BytesIO(pages[0])).size == (400, 600)


def test_a_scanner_behind_a_side_car_feeds_jams_hangs_and_is_cancelled(tmp_path: Path) -> None:
    with SimulatedDevice("page-scanner", tmp_path) as simulated:
        wanted = page_scanners(Device("simulated", simulated.port))
        desk = PageScannerDesk(wanted, EventBus(), SystemClock())
        with serving(desk):
            pages: list[bytes] = []
            assert desk.scan_pages(pages.append) == 3
            assert [Image.open(io.BytesIO(page)).size for page in pages] == [(1500, 2000)] * len(SHEETS)
            simulated.do("trouble", code="page_scanner.jammed", after=1)
            with pytest.raises(PeripheralError, match=r"page_scanner\.jammed"):
                desk.scan_pages(pages.append)
            assert len(pages) == 4, "what came before is good"
            assert desk.health.state == "ready", "the driver is well"
            simulated.do("mend")

            def take(page: bytes) -> None:
                pages.append(page)
                desk.cancel()

            assert desk.scan_pages(take) == 1
            simulated.do("load", files=[])
            with pytest.raises(PeripheralError, match=r"page_scanner\.no_documents"):
                desk.scan_pages(pages.append)


def test_a_driver_of_a_scanner_that_does_not_come_back_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devices.page_scanner.drivers.sidecar_scanner.PAGE_LIMIT", 0.5)
    with SimulatedDevice("page-scanner", tmp_path) as simulated:
        simulated.do("trouble", code="hang")
        scanner: PageScanner = page_scanners(Device("simulated", simulated.port))[0].make("")
        scanner.open()
        with pytest.raises(Exception, match=r"device\.hung"):
            scanner.scan(ScanOrder(), lambda page: None)
        scanner.close()

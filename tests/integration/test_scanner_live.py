"""A scanner on its line: the desk, the command, what a scan leaves in the log."""

from __future__ import annotations

import json
import logging
import queue
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from app.config.schema import Device
from app.core.clock import SystemClock
from app.core.errors import PeripheralError
from app.core.events import EventBus
from app.main.devices.places import scanners
from app.main.tools.scans import scan
from app.peripherals.events import CodeScanned, DeviceHealth
from app.peripherals.scan_desk import ScanDesk
from tests.support.hub import until
from tests.support.simulated_device import SimulatedDevice
from tests.support.timing import timed

SOON = 60.0
PERSON = "31999919780315901X"


@pytest.fixture
def gun(tmp_path: Path) -> Iterator[SimulatedDevice]:
    with SimulatedDevice("scanner", tmp_path) as running:
        yield running


class Window:
    """A scanner's place at a window."""

    def __init__(self, port: str) -> None:
        self.codes: queue.SimpleQueue[CodeScanned] = queue.SimpleQueue()
        self.health: queue.SimpleQueue[DeviceHealth] = queue.SimpleQueue()
        bus = EventBus()
        bus.subscribe(CodeScanned, self.codes.put)
        bus.subscribe(DeviceHealth, self.health.put)
        self.desk = ScanDesk(scanners(Device(port=port)), bus, SystemClock())
        self.desk.start()

    def next_text(self) -> str:
        return self.codes.get(timeout=SOON).scan.text

    def wait_for(self, state: str) -> None:
        while self.health.get(timeout=SOON).state != state:
            pass


@pytest.fixture
def window(gun: SimulatedDevice) -> Iterator[Window]:
    made = Window(gun.port)
    made.wait_for("ready")
    yield made
    assert made.desk.stop(SOON)


def test_codes_arrive_whole_in_every_manner_of_sending(gun: SimulatedDevice, window: Window) -> None:
    gun.do("scan", text="ZC0706A1275")
    assert window.next_text() == "ZC0706A1275"
    gun.do("scan", text="统一社会信用代码", chunk=5, end="\r\n")
    assert window.next_text() == "统一社会信用代码"
    gun.do("scan", text="统一社会信用代码", encoding="gb18030", end="")
    assert window.next_text() == "统一社会信用代码"
    gun.do("over_long", size=5000)
    gun.do("raw", hex="FF80FE0D")
    assert window.next_text() == "FF80FE"
    assert window.codes.empty()


@timed
def test_a_code_is_told_within_a_tenth_of_a_second(gun: SimulatedDevice, window: Window) -> None:
    started = time.perf_counter()
    gun.do("scan", text="ZC0706A1275")
    window.next_text()
    assert time.perf_counter() - started < 0.1


@timed
def test_a_scanner_that_was_unplugged_is_used_again_when_it_is_back(
    gun: SimulatedDevice, window: Window
) -> None:
    gun.do("unplug")
    window.wait_for("absent")
    gun.do("plug")
    plugged = time.perf_counter()
    window.wait_for("ready")
    assert time.perf_counter() - plugged <= 3
    gun.do("scan", text="again")
    assert window.next_text() == "again"


def test_no_code_is_ever_in_the_log(
    gun: SimulatedDevice, window: Window, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        gun.do("scan", text=PERSON)
        event = window.codes.get(timeout=SOON)
        logging.getLogger("test").info("%s %r", event, event)
        gun.do("scan", text=PERSON, encoding="utf-16")
        window.next_text()
    assert PERSON not in caplog.text
    assert PERSON.encode("utf-16").hex().upper() not in caplog.text


def test_one_scan_from_the_shell(gun: SimulatedDevice) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "app", "scan", "--port", gun.port, "--json"],
        stdout=subprocess.PIPE,
        text=True,
    ) as shell:
        assert shell.stdout is not None

        def told() -> bool:
            # Again and again: what is scanned before the command listens it does not hear.
            gun.do("scan", text="]Q1A127")
            with suppress(subprocess.TimeoutExpired):
                shell.wait(0.2)
            return shell.returncode is not None

        until(told)
        answer = json.loads(shell.stdout.read().splitlines()[-1])
    assert answer == {"scan": {"text": "A127", "symbology": "]Q1", "readable": True}}


def test_a_scan_that_does_not_come_is_said(gun: SimulatedDevice) -> None:
    with pytest.raises(PeripheralError) as refusal:
        scan(Namespace(port=gun.port, baud=0, timeout=0.2))
    assert refusal.value.code == "scan.none"
    with pytest.raises(PeripheralError) as refusal:
        scan(Namespace(port="/dev/no-such-scanner", baud=0, timeout=30.0))
    assert refusal.value.code == "device.not_connected"

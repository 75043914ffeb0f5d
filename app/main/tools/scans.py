"""``zongchuang scan``: a scanner from the shell."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from app.core.clock import SystemClock
from app.core.errors import PeripheralError
from app.core.events import EventBus
from app.main.tools.first_answer import wait_for_first
from app.peripherals.connection import Candidate
from app.peripherals.events import CodeScanned, DeviceHealth
from app.peripherals.scan_desk import ScanDesk
from devices.scanner.drivers.serial_scanner import BAUD, SerialScanner
from devices.transport.addresses import SerialAddress


def scan(args: Namespace) -> dict[str, Any]:
    """Wait for one code of the scanner at ``args.port``: ``{"scan": {"text", "symbology", "readable"}}``.

    Raises PeripheralError with the code of what is wrong with the scanner, ``scan.none`` when nothing was
    scanned within ``args.timeout`` seconds.
    """
    port, baud = args.port, args.baud or BAUD
    bus = EventBus()
    outcome: list[CodeScanned | DeviceHealth] = []
    bus.subscribe(CodeScanned, outcome.append)
    bus.subscribe(DeviceHealth, lambda health: outcome.append(health) if health.detail else None)
    scanner = Candidate("serial", lambda name: SerialScanner(name, baud), SerialAddress(port))
    wait_for_first(ScanDesk([scanner], bus, SystemClock()), outcome, "scan.awaited", seconds=args.timeout)
    match outcome[:1]:
        case [CodeScanned(scan=found)]:
            return {"scan": {"text": found.text, "symbology": found.symbology, "readable": found.readable}}
        case [DeviceHealth(detail=code, status=status)]:
            raise PeripheralError(code, port=port, status=status)
    raise PeripheralError("scan.none", port=port)

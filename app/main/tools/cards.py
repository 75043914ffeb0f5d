"""Card reader and document numbers from the shell: read-card, check-number."""

from __future__ import annotations

import threading
import time
from argparse import Namespace
from datetime import date
from typing import Any

from msgspec.structs import asdict

from app.core import numbers
from app.core.clock import SystemClock, business_day
from app.core.errors import PeripheralError
from app.core.events import EventBus
from app.peripherals.card_desk import CardDesk
from app.peripherals.connection import Candidate
from app.peripherals.events import CardRead, CardTrouble, DeviceHealth
from devices.idcard.drivers.sam_serial import SamSerialReader
from devices.transport.addresses import SerialAddress


def read(args: Namespace) -> dict[str, Any]:
    """``zongchuang read-card`` with ``args.port baud timeout``: see read_card; baud 0: find it."""
    return read_card(args.port, args.baud or None, args.timeout)


def check(args: Namespace) -> dict[str, Any]:
    """``zongchuang check-number`` with ``args.kind values``: see check_number."""
    return check_number(args.kind, args.values)


def read_card(port: str, baud: int | None = None, timeout_s: float = 10.0) -> dict[str, Any]:
    """Wait for a card on a serial reader and read it: ``{"card": {...}}``.

    Raises PeripheralError with the code of what is wrong with the reader or the card, ``card.none`` when no
    card came within the time.
    """
    bus = EventBus()
    reader = Candidate("sam_serial", lambda name: SamSerialReader(name, baud), SerialAddress(port))
    outcome: list[CardRead | CardTrouble | DeviceHealth] = []
    bus.subscribe(CardRead, outcome.append)
    bus.subscribe(CardTrouble, outcome.append)
    bus.subscribe(DeviceHealth, lambda health: outcome.append(health) if health.detail else None)
    desk = CardDesk([reader], bus, SystemClock())
    rest, pause = threading.Event(), 0.0
    deadline = time.monotonic() + timeout_s
    try:
        while not outcome and (left := deadline - time.monotonic()) > 0:
            rest.wait(min(pause, left))
            pause = desk.step()
    finally:
        desk.stop()
    return _card_json(outcome[0] if outcome else CardTrouble("card.none", 0), port)


def check_number(kind: str, values: list[str], today: date | None = None) -> dict[str, Any]:
    """The verdicts on document numbers of one kind (app.core.numbers.KINDS): ``{"numbers": [...]}``."""
    today = today or business_day(SystemClock().now())
    return {"numbers": [asdict(numbers.check(kind, value, today)) for value in values]}


def _card_json(outcome: CardRead | CardTrouble | DeviceHealth, port: str) -> dict[str, Any]:
    match outcome:
        case CardRead(card):
            return {"card": card.to_json()}
        case CardTrouble(code=code, status=status) | DeviceHealth(detail=code, status=status):
            raise PeripheralError(code, port=port, status=status)

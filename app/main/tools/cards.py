"""Card reader and document numbers from the shell: read-card, check-number."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from msgspec.structs import asdict

from app.core import numbers
from app.core.clock import SystemClock, business_day
from app.core.errors import PeripheralError
from app.core.events import EventBus
from app.main.tools.first_answer import wait_for_first
from app.peripherals.card_desk import CardDesk
from app.peripherals.connection import Candidate
from app.peripherals.events import CardRead, CardTrouble, DeviceHealth
from devices.idcard.drivers.sam_serial import SamSerialReader
from devices.transport.addresses import SerialAddress


def read(args: Namespace) -> dict[str, Any]:
    """``zongchuang read-card``: wait for a card on the serial reader at ``args.port``: ``{"card": {...}}``.
    ``args.baud`` 0: find it.

    Raises PeripheralError with the code of what is wrong with the reader or the card, ``card.none`` when no
    card came within ``args.timeout`` seconds.
    """
    port, baud = args.port, args.baud or None
    bus = EventBus()
    reader = Candidate("sam_serial", lambda name: SamSerialReader(name, baud), SerialAddress(port))
    outcome: list[CardRead | CardTrouble | DeviceHealth] = []
    bus.subscribe(CardRead, outcome.append)
    bus.subscribe(CardTrouble, outcome.append)
    bus.subscribe(DeviceHealth, lambda health: outcome.append(health) if health.detail else None)
    desk = CardDesk([reader], bus, SystemClock())
    wait_for_first(desk, outcome, "card.awaited", seconds=args.timeout)
    return _card_json(outcome[0] if outcome else CardTrouble("card.none", 0), port)


def check(args: Namespace) -> dict[str, Any]:
    """``zongchuang check-number``: the verdicts on ``args.values``, document numbers of one ``args.kind``
    (app.core.numbers.KINDS): ``{"numbers": [...]}``."""
    today = business_day(SystemClock().now())
    return {"numbers": [asdict(numbers.check(args.kind, value, today)) for value in args.values]}


def _card_json(outcome: CardRead | CardTrouble | DeviceHealth, port: str) -> dict[str, Any]:
    match outcome:
        case CardRead(card):
            return {"card": card.to_json()}
        case CardTrouble(code=code, status=status) | DeviceHealth(detail=code, status=status):
            raise PeripheralError(code, port=port, status=status)

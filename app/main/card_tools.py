"""Card reader and document numbers from the shell: read-card, check-number, simulate idcard."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from app.core.clock import SystemClock, business_day
from app.core.errors import EnvironmentMissing, PeripheralError
from app.core.events import EventBus
from app.core.numbers import check
from app.peripherals.card_desk import CardDesk
from app.peripherals.events import CardRead, CardTrouble, DeviceHealth
from devices.idcard import simulator
from devices.idcard.drivers.sam_serial import SamSerialReader
from devices.idcard.sample_cards import SAMPLES

_FIRST_SAMPLE = f'{{"do": "card_in", "name": "{next(iter(SAMPLES))}"}}'


def read_card(port: str, baud: int | None = None, timeout_s: float = 10.0) -> dict[str, Any]:
    """Wait for a card on a serial reader and read it: ``{"card": {...}}``.

    Raises PeripheralError with the code of what is wrong with the reader or the card, ``card.none`` when no
    card came within the time.
    """
    bus = EventBus()
    reader = SamSerialReader(port, baud)
    outcome: list[CardRead | CardTrouble | DeviceHealth] = []
    bus.subscribe(CardRead, outcome.append)
    bus.subscribe(CardTrouble, outcome.append)
    bus.subscribe(DeviceHealth, lambda health: outcome.append(health) if health.detail else None)
    desk = CardDesk(reader, bus, SystemClock(), demo=False)
    rest, pause = threading.Event(), 0.0
    deadline = time.monotonic() + timeout_s
    try:
        while not outcome and (left := deadline - time.monotonic()) > 0:
            rest.wait(min(pause, left))
            pause = desk.step()
    finally:
        reader.close()
    return _card_json(outcome[0] if outcome else CardTrouble("card.none", 0), port)


def check_number(kind: str, values: list[str], today: date | None = None) -> dict[str, Any]:
    """The verdicts on document numbers of one kind (app.core.numbers.KINDS): ``{"numbers": [...]}``."""
    today = today or business_day(SystemClock().now())
    return {"numbers": [asdict(check(kind, value, today)) for value in values]}


def simulate_idcard(script: Path | None = None) -> int:
    """Serve a simulated reader in the foreground until the process is told to end; its exit code.

    Without a script the first sample card lies on it. Raises EnvironmentMissing where there are no pseudo
    terminals.
    """
    if not hasattr(os, "openpty"):
        raise EnvironmentMissing("environment.no_pseudo_terminal", what="pseudo terminals", remedy="Linux")
    return simulator.run(script.read_text("utf-8").splitlines() if script else [_FIRST_SAMPLE])


def _card_json(outcome: CardRead | CardTrouble | DeviceHealth, port: str) -> dict[str, Any]:
    match outcome:
        case CardRead(card):
            return {"card": card.to_json()}
        case CardTrouble(code, _, status) | DeviceHealth(_, _, code, status):
            raise PeripheralError(code, port=port, status=status)

"""Card reader and document numbers from the shell: read-card, check-number, simulate idcard."""

from __future__ import annotations

import os
import threading
import time
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any

from msgspec.structs import asdict

from app.core import numbers
from app.core.clock import SystemClock, business_day
from app.core.errors import ContentError, EnvironmentMissing, PeripheralError
from app.core.events import EventBus
from app.peripherals.card_desk import CardDesk
from app.peripherals.connection import Candidate
from app.peripherals.events import CardRead, CardTrouble, DeviceHealth
from devices.idcard import simulator
from devices.idcard.drivers.sam_serial import SamSerialReader
from devices.idcard.sample_cards import SAMPLES
from devices.transport.addresses import SerialAddress

_FIRST_SAMPLE = f'{{"do": "card_in", "name": "{next(iter(SAMPLES))}"}}'


def read(args: Namespace) -> dict[str, Any]:
    """``zongchuang read-card`` with ``args.port baud timeout``: see read_card; baud 0: find it."""
    return read_card(args.port, args.baud or None, args.timeout)


def check(args: Namespace) -> dict[str, Any]:
    """``zongchuang check-number`` with ``args.kind values``: see check_number."""
    return check_number(args.kind, args.values)


def simulate(args: Namespace) -> int:
    """``zongchuang simulate idcard`` with ``args.script``, or ``args.empty`` to begin without a card."""
    return simulate_idcard([] if args.empty else _script(args.script))


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


def simulate_idcard(script: list[str]) -> int:
    """Serve a simulated reader in the foreground until the process is told to end; its exit code.

    Raises EnvironmentMissing where there are no pseudo terminals.
    """
    if not hasattr(os, "openpty"):
        raise EnvironmentMissing("environment.no_pseudo_terminal", what="pseudo terminals", remedy="Linux")
    return simulator.run(script)


def _script(path: Path | None) -> list[str]:
    """The lines of a script file; without one the first sample card lies on the reader.

    Raises ContentError when the file cannot be read.
    """
    if path is None:
        return [_FIRST_SAMPLE]
    try:
        return path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError("simulate.script_unreadable", file=str(path), reason=str(error)) from error


def _card_json(outcome: CardRead | CardTrouble | DeviceHealth, port: str) -> dict[str, Any]:
    match outcome:
        case CardRead(card):
            return {"card": card.to_json()}
        case CardTrouble(code=code, status=status) | DeviceHealth(detail=code, status=status):
            raise PeripheralError(code, port=port, status=status)

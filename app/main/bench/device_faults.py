"""Random trouble for the simulated devices of a running window: pulled, late, mute, refusing, babbling."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from msgspec import Struct

import resources
from app.core.errors import PeripheralError
from app.main.devices.capture import SHEETS

TABLET, TOKEN = "tablet", "a-token-of-the-bench"
"""The evaluator that connects by itself, and what it must know."""
_LONGEST_S = 0.5
"""How long a fault lasts at most."""
_HEALINGS = 3
"""A tablet on a busy machine may not be let in at once."""


class Obedient(Protocol):
    """A device that has no hardware."""

    def tell(self, do: str, **arguments: object) -> dict[str, Any]:
        """Give it one line of its script language; returns its answer. Raises PeripheralError."""
        ...


class Fault(Struct, frozen=True):
    """What is told to a simulator, and what heals it again."""

    name: str
    begin: Mapping[str, Any]
    heal: Mapping[str, Any] | None = None


def _pulled() -> Fault:
    return Fault("unplug", {"do": "unplug"}, {"do": "plug"})


def _switched(name: str) -> Fault:
    return Fault(name, {"do": name, "on": True}, {"do": name, "on": False})


def _card_fault(kind: str, value: str = "", times: int = 1) -> Fault:
    return Fault(kind, {"do": "fault", "kind": kind, "value": value, "on": "", "times": times})


def _connected(name: str, **begin: object) -> Fault:
    return Fault(name, begin, {"do": "connect", "token": TOKEN})


def _trouble(code: str, after: int = 0) -> Fault:
    return Fault(code, {"do": "trouble", "code": code, "after": after}, {"do": "mend"})


_SAMPLE_SHEETS = [str(sheet) for sheet in sorted(resources.path(SHEETS).glob("*.jpg"))]
_PAD = (
    _pulled(),
    _switched("mute"),
    _switched("spoil"),
    Fault("noise", {"do": "noise", "hex": "FF6803FF68FF"}),
)
FAULTS: Mapping[str, Sequence[Fault]] = {
    "idcard": (
        _pulled(),
        _card_fault("checksum"),
        _card_fault("delay", "300"),
        _card_fault("noise", "00FFAA96"),
        _card_fault("double"),
        _card_fault("silence"),
        Fault("stale", {"do": "stale", "hex": "AAAAAA9669000400009F9B"}),
    ),
    "scanner": (
        _pulled(),
        Fault("garbage", {"do": "raw", "hex": "FF00FE81"}),
        Fault("long", {"do": "over_long"}),
    ),
    "call_pad": _PAD,
    "evaluator": _PAD,
    "window_display": (_pulled(), _switched("mute"), _switched("refuse")),
    "ticket_printer": (
        Fault("paper", {"do": "paper", "state": "out"}, {"do": "paper", "state": "ok"}),
        Fault("cover", {"do": "cover", "open": True}, {"do": "cover", "open": False}),
        Fault("slow", {"do": "slow", "ms": 800}, {"do": "slow", "ms": 0}),
        _switched("mute"),
    ),
    "camera": (
        _pulled(),
        Fault("bare", {"do": "place", "files": []}, {"do": "place", "files": _SAMPLE_SHEETS}),
    ),
    "page_scanner": (
        _pulled(),
        _trouble("page_scanner.jammed", after=1),
        _trouble("page_scanner.no_documents"),
        _trouble("page_scanner.cover_open"),
        _trouble("page_scanner.in_use"),
        _trouble("hang"),
    ),
    TABLET: (
        _connected("drop", do="drop"),
        _connected("stranger", do="connect", token="another"),
        Fault("garbage", {"do": "say", "text": '{"do": "rate", "stars"'}),
        Fault("late", {"do": "rate", "stars": 1}),
    ),
}


class FaultMaker:
    """Makes faults on a thread of its own, one after the other, each healed before the next of its device."""

    def __init__(self, simulators: Mapping[str, Obedient], seed: int) -> None:
        self._simulators = simulators
        self._chance = random.Random(seed)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="device-faults", daemon=True)
        self._wanted = 0
        self.made: Counter[str] = Counter()
        self.refused: list[str] = []

    def start(self, faults: int) -> None:
        """Begin to make so many."""
        self._wanted = faults
        self._thread.start()

    def finish(self, patience_s: float) -> None:
        """Wait until all are made, and healed."""
        self._thread.join(patience_s)
        self._over.set()
        self._thread.join(2 * _LONGEST_S)

    def _run(self) -> None:
        while self.made.total() < self._wanted and not self._over.is_set():
            kind = self._chance.choice(sorted(self._simulators.keys() & FAULTS.keys()))
            fault = self._chance.choice(FAULTS[kind])
            try:
                self._make(self._simulators[kind], fault)
            except PeripheralError as error:
                self.refused.append(f"{kind} {fault.name}: {error.code}")
            self.made[f"{kind} {fault.name}"] += 1

    def _make(self, simulator: Obedient, fault: Fault) -> None:
        if "error" in (said := simulator.tell(**fault.begin)):
            self.refused.append(str(said["error"]))
        self._over.wait(self._chance.uniform(0.05, _LONGEST_S))
        for _ in range(_HEALINGS):
            if fault.heal is None or "error" not in simulator.tell(**fault.heal):
                break

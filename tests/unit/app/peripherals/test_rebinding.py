"""Another device in a place, while the program runs."""

from __future__ import annotations

import queue
import threading
from datetime import UTC, datetime

import pytest

from app.core.clock import ManualClock
from app.core.events import EventBus
from app.peripherals.connection import Candidate
from app.peripherals.desk import DeviceDesk
from app.peripherals.events import UNBOUND, DeviceHealth, DeviceState
from devices.errors import NotConnected
from devices.transport.addresses import FixedAddress

SOON = 60.0


class Bell:
    """A device with a name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.closed = threading.Event()

    def open(self) -> None:
        self.closed.clear()

    def close(self) -> None:
        self.closed.set()

    def identity(self) -> str:
        return self.name


class BellDesk(DeviceDesk[Bell]):
    KIND = "bell"


def way(bell: Bell) -> list[Candidate[Bell]]:
    return [Candidate("ring", lambda _: bell, FixedAddress(f"at {bell.name}"))]


def test_the_other_device_serves_the_first_is_let_go_and_an_empty_place_says_so() -> None:
    told: queue.SimpleQueue[DeviceHealth] = queue.SimpleQueue()
    bus = EventBus()
    bus.subscribe(DeviceHealth, told.put)
    first, second = Bell("first"), Bell("second")
    desk = BellDesk((), bus, ManualClock(datetime(2026, 7, 4, tzinfo=UTC)))
    desk.start()
    with pytest.raises(NotConnected):
        desk.test().result(SOON)
    try:
        desk.rebind(way(first))
        assert desk.test().result(SOON) == "first"
        desk.rebind(way(second))
        assert desk.test().result(SOON) == "second"
        assert first.closed.is_set()
        assert not second.closed.is_set()
        assert desk.health.port == "at second"
        desk.rebind(())
        while (health := told.get(timeout=SOON)).detail != UNBOUND:
            pass
        assert (health.state, health.port) == (DeviceState.ABSENT, "")
        assert second.closed.wait(SOON)  # told first, for closing may hang
        with pytest.raises(NotConnected):
            desk.test().result(SOON)
        desk.rebind(way(first))
        assert desk.test().result(SOON) == "first"
    finally:
        assert desk.stop(SOON)

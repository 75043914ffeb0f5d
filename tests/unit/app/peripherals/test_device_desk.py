"""A device's place: hot-plug, stand-ins, orders, drivers that hang."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

import pytest

from app.core.clock import ManualClock
from app.core.events import EventBus
from app.peripherals.connection import Candidate
from app.peripherals.desk import CALL_LIMIT, MOST_HANGS, DeviceDesk
from app.peripherals.events import DeviceHealth
from devices.errors import DeviceError, DeviceHung, DeviceRefused, DeviceTimeout, NotConnected, Unplugged
from devices.transport.addresses import FixedAddress

SOON = 60.0
T = TypeVar("T")


class Lamp:
    """A device that shines when it is told to."""

    def __init__(self, trouble: DeviceError | None = None) -> None:
        self.trouble = trouble
        self.is_open = False

    def open(self) -> None:
        if self.trouble:
            raise self.trouble
        self.is_open = True

    def close(self) -> None:
        self.is_open = False

    def identity(self) -> str:
        return "Lamp 1"

    def shine(self) -> str:
        return "light"


class LampDesk(DeviceDesk[Lamp]):
    KIND = "lamp"
    hold: threading.Event | None = None
    """where it is set, looking after the lamp hangs until it happens"""
    closing = CALL_LIMIT
    """seconds that closing may last"""

    def call(self, work: Callable[[], T], limit: float = CALL_LIMIT) -> T:
        return super().call(work, self.closing if getattr(work, "__name__", "") == "close" else limit)

    def serve(self, device: Lamp) -> float:
        if (hold := self.hold) is not None:
            self.call(lambda: hold.wait(SOON), 0.05)
        return super().serve(device)


class Cable:
    """An address whose device comes and goes."""

    text = "COM9"

    def __init__(self, *, plugged: bool) -> None:
        self.plugged = plugged

    def locate(self) -> str:
        return "COM9" if self.plugged else ""

    def remember(self) -> None:
        return


class Place:
    """A desk with everything it published."""

    def __init__(self, *candidates: Candidate[Lamp]) -> None:
        self.told: queue.SimpleQueue[DeviceHealth] = queue.SimpleQueue()
        bus = EventBus()
        bus.subscribe(DeviceHealth, self.told.put)
        self.desk = LampDesk(candidates, bus, ManualClock(datetime(2026, 7, 4, tzinfo=UTC)))

    def wait_for(self, state: str, detail: str = "") -> DeviceHealth:
        while True:
            health = self.told.get(timeout=SOON)
            if (health.state, health.detail) == (state, detail):
                return health

    def steps_until(self, done: Callable[[], bool]) -> float:
        """Step until ``done``; the seconds rested meanwhile."""
        rested = 0.0
        for _ in range(50):
            if done():
                return rested
            rested += self.desk.step()
        raise AssertionError("it never came to that")


def test_health_tells_where_and_what_the_device_is() -> None:
    place = Place(Candidate("bulb", lambda _: Lamp(), FixedAddress("lamp://1"), demo=True))
    place.desk.step()
    health = place.wait_for("ready")
    assert (health.device, health.driver, health.port) == ("lamp", "bulb", "lamp://1")
    assert (health.version, health.demo) == ("Lamp 1", True)
    assert health.last_ok == place.desk.clock.now()


def test_a_driver_that_hangs_while_it_is_closed_is_left_behind_too(caplog: pytest.LogCaptureFixture) -> None:
    hold, lamps = threading.Event(), list[Lamp]()

    class Stuck(Lamp):
        def shine(self) -> str:
            raise Unplugged(port="COM9")

        def close(self) -> None:
            hold.wait(SOON)

    def make(_: str) -> Lamp:
        lamps.append(Lamp() if lamps else Stuck())
        return lamps[-1]

    place = Place(Candidate("bulb", make))
    place.desk.closing = 0.05
    place.desk.start()
    place.wait_for("ready")
    with pytest.raises(Unplugged):
        place.desk.ask(lambda lamp: lamp.shine()).result(SOON)
    place.wait_for("absent", "device.unplugged")
    place.wait_for("trouble", "device.hung")
    place.desk.closing = CALL_LIMIT
    place.desk.reconnect()
    assert place.desk.ask(Lamp.shine).result(SOON) == "light"
    hold.set()
    assert place.desk.stop(SOON)
    assert "left behind" in caplog.text


def test_a_device_plugged_in_is_connected_within_three_seconds_however_long_it_was_gone() -> None:
    cable = Cable(plugged=False)
    place = Place(Candidate("bulb", lambda _: Lamp(), cable))
    for _ in range(20):
        place.desk.step()
    cable.plugged = True
    assert place.steps_until(lambda: place.desk.health.state == "ready") <= 3
    cable.plugged = False
    assert place.steps_until(lambda: place.desk.health.state == "absent") <= 3
    assert place.desk.health.detail == "device.unplugged"


def test_another_driver_stands_in_until_the_wanted_one_can_be_opened() -> None:
    cable = Cable(plugged=False)
    bulb = Candidate("bulb", lambda _: Lamp(), cable)
    place = Place(bulb, Candidate("candle", lambda _: Lamp()))
    place.desk.step()
    assert place.wait_for("stand_in").driver == "candle"
    cable.plugged = True
    assert place.steps_until(lambda: place.desk.health.driver == "bulb") <= 3
    assert place.desk.health.state == "ready"
    cable.plugged = False
    assert place.steps_until(lambda: place.desk.health.state == "stand_in") <= 4


def test_an_order_is_carried_out_on_the_lane() -> None:
    place = Place(Candidate("bulb", lambda _: Lamp()))
    place.desk.start()
    assert place.desk.ask(Lamp.shine).result(SOON) == "light"
    assert place.desk.test().result(SOON) == "Lamp 1"
    thread = place.desk.ask(lambda _: threading.current_thread().name).result(SOON)
    assert thread == "device-lamp"
    assert place.desk.stop(SOON)


def test_an_order_for_a_device_that_is_not_there_fails_at_once() -> None:
    place = Place(Candidate("bulb", lambda _: Lamp(NotConnected(port="COM9"))))
    place.desk.start()
    with pytest.raises(NotConnected):
        place.desk.ask(Lamp.shine).result(SOON)
    place.wait_for("absent", "device.not_connected")
    with pytest.raises(NotConnected):
        place.desk.ask(Lamp.shine).result(SOON)
    assert place.desk.stop(SOON)
    with pytest.raises(NotConnected):
        place.desk.ask(Lamp.shine).result(0)
    with pytest.raises(NotConnected):
        Place().desk.ask(Lamp.shine).result(0)


@pytest.mark.parametrize(
    ("error", "state"),
    [(DeviceRefused(0x12), "trouble"), (DeviceTimeout(), "trouble"), (Unplugged(), "absent")],
)
def test_an_order_that_fails_says_so_and_is_seen(error: DeviceError, state: str) -> None:
    def fail(_: Lamp) -> None:
        raise error

    place = Place(Candidate("bulb", lambda _: Lamp()))
    place.desk.start()
    with pytest.raises(type(error)):
        place.desk.ask(fail).result(SOON)
    place.wait_for(state, error.code)
    assert place.desk.stop(SOON)


def test_a_driver_that_hangs_is_replaced_with_a_fresh_one(caplog: pytest.LogCaptureFixture) -> None:
    hold = threading.Event()
    made: list[Lamp] = []

    def make(_: str) -> Lamp:
        made.append(Lamp())
        return made[-1]

    def hang(lamp: Lamp) -> str:
        hold.wait(SOON)
        return lamp.shine()

    place = Place(Candidate("bulb", make))
    place.desk.start()
    place.wait_for("ready")
    asked = threading.Event()
    place.desk.ask(lambda _: asked.wait(SOON), limit=SOON)  # nothing hangs before both are asked
    stuck = place.desk.ask(hang, limit=0.05)
    behind = place.desk.ask(Lamp.shine)
    asked.set()
    for answer in (stuck, behind):
        with pytest.raises(DeviceHung):
            answer.result(SOON)
    place.wait_for("trouble", "device.hung")
    place.desk.reconnect()
    assert place.desk.ask(Lamp.shine).result(SOON) == "light"
    hold.set()
    assert place.desk.ask(Lamp.shine).result(SOON) == "light", "what comes back late disturbs nobody"
    assert len(made) == 2
    assert place.desk.stop(SOON)
    assert not made[1].is_open
    assert "left behind" in caplog.text


def test_a_driver_that_hangs_after_an_order_failed_is_replaced_all_the_same(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(_: Lamp) -> None:
        raise DeviceTimeout

    place = Place(Candidate("bulb", lambda _: Lamp()))
    place.desk.start()
    with pytest.raises(DeviceTimeout):
        place.desk.ask(fail).result(SOON)
    place.wait_for("trouble", "device.timeout")
    hold = place.desk.hold = threading.Event()
    place.desk.reconnect()
    place.wait_for("trouble", "device.hung")
    place.desk.hold = None
    place.desk.reconnect()
    assert place.desk.ask(Lamp.shine).result(SOON) == "light"
    hold.set()
    assert place.desk.stop(SOON)
    assert "left behind" in caplog.text


def test_a_driver_that_always_hangs_is_given_up_until_somebody_reconnects(
    caplog: pytest.LogCaptureFixture,
) -> None:
    place = Place(Candidate("bulb", lambda _: Lamp()))
    place.desk.start()
    place.wait_for("ready")
    holds = [threading.Event() for _ in range(MOST_HANGS)]
    for hold in holds:
        with pytest.raises(DeviceHung):
            place.desk.ask(lambda _, hold=hold: hold.wait(SOON), limit=0.02).result(SOON)  # type: ignore[misc]
        place.wait_for("trouble", "device.hung")
    with pytest.raises(NotConnected):
        place.desk.ask(Lamp.shine).result(SOON)
    place.desk.reconnect()
    assert place.desk.ask(Lamp.shine).result(SOON) == "light"
    for hold in holds:
        hold.set()
    assert place.desk.stop(SOON)
    assert caplog.text.count("left behind") == MOST_HANGS == 3

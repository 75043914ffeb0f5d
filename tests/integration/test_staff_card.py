"""Staff cards on a virtual PC/SC reader: laid down, lifted, the service gone."""

from __future__ import annotations

import os
import queue
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.config.schema import Device
from app.core.clock import SystemClock
from app.core.events import EventBus
from app.main.command_line import ENVIRONMENT, run
from app.main.devices.places import staff_card_readers
from app.peripherals.events import DeviceHealth, StaffCardGone, StaffCardSeen
from app.peripherals.staff_desk import StaffDesk, uid_digest
from tests.support.simulated_device import SimulatedDevice
from tests.support.smart_cards import SmartCards

SOON = 60.0
UID = "04A1B2C3D4E5F6"

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="the smart card service wants to be root")


@pytest.fixture
def service() -> Iterator[SmartCards]:
    with SmartCards() as running:
        yield running


def test_a_staff_card_is_told_by_its_digest_when_it_comes_and_goes(
    service: SmartCards, tmp_path: Path
) -> None:
    events: queue.SimpleQueue[StaffCardSeen | StaffCardGone] = queue.SimpleQueue()
    health: queue.SimpleQueue[DeviceHealth] = queue.SimpleQueue()
    bus = EventBus()
    bus.subscribe(StaffCardSeen, events.put)
    bus.subscribe(StaffCardGone, events.put)
    bus.subscribe(DeviceHealth, health.put)

    def wait_for(state: str) -> DeviceHealth:
        while (found := health.get(timeout=SOON)).state != state:
            pass
        return found

    desk = StaffDesk(staff_card_readers(Device("pcsc", "Virtual")), bus, SystemClock(), "hall-1")
    desk.start()
    assert "Virtual" in wait_for("ready").version
    with SimulatedDevice("staff-card", tmp_path) as card:
        card.do("card_in", uid=UID)
        seen = events.get(timeout=SOON)
        assert isinstance(seen, StaffCardSeen)
        assert seen.uid_digest == uid_digest(bytes.fromhex(UID), "hall-1")
        assert UID.lower() not in repr(seen).lower()
        card.do("card_out")
        assert isinstance(events.get(timeout=SOON), StaffCardGone)
        card.do("card_in", uid="")
        card.do("card_in", uid="04A1B2C3")
        other = events.get(timeout=SOON)
        assert isinstance(other, StaffCardSeen), "a card without a number is nobody's"
        assert other.uid_digest != seen.uid_digest
        service.stop()
        assert isinstance(events.get(timeout=SOON), StaffCardGone)
        wait_for("absent")
    service.start()
    wait_for("ready")
    assert desk.stop(SOON)


def test_who_asks_for_a_code_without_a_reader_is_told_what_is_missing(
    service: SmartCards, capfd: pytest.CaptureFixture[str]
) -> None:
    service.stop()
    assert run(["staff-card", "--hall", "hall-1"]) == ENVIRONMENT
    assert "staff_card.no_reader" in capfd.readouterr().err
    service.start()
    assert run(["staff-card", "--hall", "hall-1", "--timeout", "0.1"]) == ENVIRONMENT
    assert "staff_card.none" in capfd.readouterr().err


def test_the_same_card_is_another_in_another_hall() -> None:
    uid = bytes.fromhex(UID)
    assert uid_digest(uid, "hall-1") != uid_digest(uid, "hall-2")

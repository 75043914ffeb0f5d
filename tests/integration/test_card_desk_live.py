"""The card desk on its own thread, over a simulated reader that is unplugged and comes back."""

from __future__ import annotations

import logging
import queue
import time

import pytest

from app.core.clock import SystemClock
from app.core.events import EventBus
from app.peripherals.card_desk import CardDesk
from app.peripherals.connection import Candidate
from app.peripherals.events import CardRead, DeviceHealth
from devices.idcard.drivers.sam_serial import SamSerialReader
from devices.idcard.text_block import encode
from devices.transport.addresses import SerialAddress
from tests.support.simulated_device import IdCardProcess
from tests.support.timing import timed

SOON = 60.0


@timed
def test_cards_are_announced_before_and_after_the_cable_was_out() -> None:
    cards: queue.Queue[CardRead] = queue.Queue()
    health: queue.Queue[DeviceHealth] = queue.Queue()
    bus = EventBus()
    bus.subscribe(CardRead, cards.put)
    bus.subscribe(DeviceHealth, health.put)

    def wait_for(state: str) -> None:
        while health.get(timeout=SOON).state != state:
            pass

    with IdCardProcess() as device:
        reader = Candidate("sam_serial", SamSerialReader, SerialAddress(device.port), demo=True)
        desk = CardDesk([reader], bus, SystemClock())
        desk.start()
        wait_for("ready")
        device.do("card_in", name="刘𬭸")
        assert cards.get(timeout=SOON).card.name == "刘𬭸"
        device.do("unplug")
        wait_for("absent")
        device.do("card_in", name="马𠅤")
        device.do("plug")
        wait_for("ready")
        assert cards.get(timeout=SOON).card.name == "马𠅤"
        started = time.monotonic()
        assert desk.stop()
        assert time.monotonic() - started < 1
    assert cards.empty()


def test_nothing_of_a_card_is_in_the_log_or_in_what_is_told(caplog: pytest.LogCaptureFixture) -> None:
    cards: queue.Queue[CardRead] = queue.Queue()
    bus = EventBus()
    bus.subscribe(CardRead, cards.put)
    with caplog.at_level(logging.DEBUG), IdCardProcess() as device:
        reader = Candidate("sam_serial", SamSerialReader, SerialAddress(device.port), demo=True)
        desk = CardDesk([reader], bus, SystemClock())
        desk.start()
        device.do("fault", kind="status", value="41", on="READ", times=1)
        device.do("card_in", name="样本甲", addresses=["后来的地址"])
        event = cards.get(timeout=SOON)
        logging.getLogger("test").info("%s %r", event, event.card)
        assert desk.stop(SOON)
    card = event.card
    frame = encode(card).hex()
    told = caplog.text.lower()
    assert "sam_id" in told, "the log is on"
    for secret in (card.name, card.number.lower(), card.address, "后来的地址", frame[:16], frame[-60:-40]):
        assert secret not in told

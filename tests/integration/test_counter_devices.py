"""Call pad, evaluator and display in processes of their own, on real ports, with the real drivers."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.config.schema import Device, Devices, Settings
from app.core.clock import SystemClock
from app.core.events import EventBus
from app.main.devices.counter import CounterDevices
from app.peripherals.events import DeviceHealth, DeviceState, PadPressed, RatingGiven
from devices.call_pad.contract import PadKey
from devices.transport.tcp_port import TcpPort
from tests.support.hub import until
from tests.support.simulated_device import SimulatedDevice


@dataclass
class Counter:
    """The program's side, and what it published."""

    devices: CounterDevices
    keys: list[PadKey] = field(default_factory=list)
    ratings: list[tuple[str, int]] = field(default_factory=list)
    health: dict[str, DeviceHealth] = field(default_factory=dict)

    def state(self, kind: str) -> DeviceState | None:
        """How a device is."""
        return self.health[kind].state if kind in self.health else None


def counter(**devices: Any) -> Counter:
    """Serve devices."""
    bus = EventBus()
    made = Counter(CounterDevices(Settings(devices=Devices(**devices)), bus, SystemClock()))
    bus.subscribe(PadPressed, lambda event: made.keys.append(event.key))
    bus.subscribe(RatingGiven, lambda event: made.ratings.append((event.question, event.stars)))
    bus.subscribe(DeviceHealth, lambda event: made.health.update({event.device: event}))
    for desk in made.devices.desks:
        desk.start()
    return made


def stop(made: Counter) -> None:
    """End the lanes."""
    for desk in made.devices.desks:
        assert desk.stop(60)


@pytest.fixture
def pad(tmp_path: Path) -> Iterator[SimulatedDevice]:
    with SimulatedDevice("call-pad", tmp_path) as device:
        yield device


@pytest.fixture
def board(tmp_path: Path) -> Iterator[SimulatedDevice]:
    with SimulatedDevice("window-display", tmp_path) as device:
        yield device


def test_a_pad_is_heard_shown_and_found_again(pad: SimulatedDevice) -> None:
    made = counter(call_pad=Device(port=pad.port))
    try:
        until(lambda: made.state("call_pad") is DeviceState.READY)
        made.devices.show("请 A105", 105, 12)
        heard = pad.told("heard")
        assert (heard["heard"], heard["values"]) == ("show", {"waiting": 12, "ticket": 105})
        pad.do("press", key="call_next")
        until(lambda: made.keys == [PadKey.CALL_NEXT])
        assert pad.told("answered"), "the key was not acknowledged"
        made.devices.desks[0].test()
        assert pad.told("heard")["heard"] == "beep"
        pad.do("noise", hex="FF6803FF68FF")
        pad.do("spoil", on=True)
        pad.do("press", key="recall")
        pad.do("spoil", on=False)
        pad.do("press", key="abandon")
        until(lambda: PadKey.ABANDON in made.keys)
        pad.do("unplug")
        until(lambda: made.state("call_pad") is DeviceState.ABSENT)
        pad.do("plug")
        until(lambda: made.state("call_pad") is DeviceState.READY)
        again = pad.told("heard")
        assert again["values"] == {"waiting": 12, "ticket": 105}, "the pad shows nothing after it came back"
        assert PadKey.RECALL not in made.keys, "a frame with a wrong checksum was believed"
    finally:
        stop(made)


def test_a_key_of_the_evaluator_rates_only_what_is_asked_and_known(pad: SimulatedDevice) -> None:
    made = counter(call_pad=Device(port=pad.port))
    try:
        until(lambda: made.state("call_pad") is DeviceState.READY)
        pad.do("rate", value=3)
        pad.told("answered")
        made.devices.ask("visit-1", "李静", 60)
        assert pad.told("heard")["heard"] == "ask"
        pad.do("rate", value=1)
        until(lambda: made.health["call_pad"].detail == "evaluator.unknown_value")
        assert made.ratings == []
        pad.do("rate", value=0)
        until(lambda: made.ratings == [("visit-1", 2)])
        made.devices.settle()
        pad.do("rate", value=3)
        pad.told("answered")
        pad.do("press", key="confirm")
        until(lambda: made.keys == [PadKey.CONFIRM])
        assert made.ratings == [("visit-1", 2)]
    finally:
        stop(made)


def test_the_display_shows_the_newest_sign_and_not_too_often(board: SimulatedDevice) -> None:
    made = counter(window_display=Device(port=board.port))
    try:
        until(lambda: made.state("window_display") is DeviceState.READY)
        made.devices.show("空闲", None, 0)
        first = board.told("shown")
        began = time.monotonic()
        for number in range(1, 30):
            made.devices.show(f"请 A{number:03d}", number, 0)
        texts = [board.told("shown")["shown"]]
        while texts[-1] != "请 A029":
            texts.append(board.told("shown")["shown"])
        assert first["shown"] == "空闲"
        assert len(texts) <= 1 + 2 * (time.monotonic() - began) + 1
        with Image.open(first["picture"]) as picture:
            assert picture.getcolors(100_000), "nothing is drawn"
            assert len(picture.getcolors(100_000) or []) > 1
    finally:
        stop(made)


def test_a_simulated_text_card_answers_with_the_published_frame(board: SimulatedDevice) -> None:
    card = TcpPort(board.port)
    card.open()
    card.write(bytes.fromhex("A5A5A5A5A5A5A5A501000080000000000000FE020500A20001000068F85A"))
    said, whole = b"", bytes.fromhex("A5A5A5A5A5A5A5A50080FEFF000000000000FE020500A00000000014AC5A")
    while len(said) < len(whole) and (chunk := card.read(time.monotonic() + 30)):
        said += chunk
    card.close()
    assert said == whole


def test_a_display_that_refuses_is_in_trouble_and_one_that_is_mute_is_not(board: SimulatedDevice) -> None:
    made = counter(window_display=Device(port=board.port))
    try:
        until(lambda: made.state("window_display") is DeviceState.READY)
        board.do("mute", on=True)
        made.devices.show("请 A001", 1, 0)
        board.told("shown")
        board.do("mute", on=False)
        board.do("refuse", on=True)
        made.devices.show("请 A002", 2, 0)
        until(lambda: made.state("window_display") is DeviceState.TROUBLE)
        board.do("refuse", on=False)
        until(lambda: made.state("window_display") is DeviceState.READY)
        assert board.told("shown")
    finally:
        stop(made)


def test_a_closing_window_says_so_and_no_log_names_anybody(
    board: SimulatedDevice, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    made = counter(window_display=Device(port=board.port, driver="simulated"))
    until(lambda: made.state("window_display") is DeviceState.READY)
    made.devices.ask("visit-1", "李静", 60)
    made.devices.show("请 A105", 105, 3)
    assert board.told("shown")["shown"] == "请 A105"
    made.devices.close()
    assert board.told("shown")["shown"] == "暂停服务"
    stop(made)
    assert made.health["window_display"].demo
    assert not any(word in caplog.text for word in ("李静", "A105", "105"))

"""Tablets in processes of their own: let in by token, asked, heard once, lost and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.config.schema import Tablets
from app.core.clock import SystemClock
from app.core.errors import EnvironmentMissing
from app.core.events import EventBus
from app.main.devices.tablet_server import TabletServer
from app.peripherals.events import DeviceHealth, DeviceState, RatingGiven
from devices.errors import NotConnected
from tests.support.hub import until
from tests.support.simulated_device import SimulatedDevice

TOKEN = "a-token-of-the-test"


@dataclass
class Window:
    """The window's side, and what it published."""

    server: TabletServer
    port: int
    ratings: list[RatingGiven] = field(default_factory=list)
    states: list[DeviceState] = field(default_factory=list)


@pytest.fixture(params=[True])
def window(request: pytest.FixtureRequest) -> Iterator[Window]:
    """The parameter: whether simulated tablets rate."""
    bus = EventBus()
    settings = Tablets(port=0, host="127.0.0.1", token=TOKEN)
    server = TabletServer(settings, "示例大厅", "3号窗口", bus, SystemClock(), demo=request.param)
    made = Window(server, server.start())
    bus.subscribe(RatingGiven, made.ratings.append)
    bus.subscribe(DeviceHealth, lambda health: made.states.append(health.state))
    yield made
    server.stop()


@pytest.fixture
def tablet(window: Window, tmp_path: Path) -> Iterator[SimulatedDevice]:
    with SimulatedDevice("network-evaluator", tmp_path, "--url", f"ws://127.0.0.1:{window.port}") as made:
        yield made


def heard(tablet: SimulatedDevice, do: str) -> dict[str, object]:
    """The next message of this kind."""
    while True:
        message: dict[str, object] = tablet.told("heard")["heard"]
        if message["do"] == do:
            return message


def let_in_and_asked(window: Window, tablet: SimulatedDevice) -> None:
    """The tablet shows a question."""
    tablet.do("connect", token=TOKEN)
    heard(tablet, "welcome")
    window.server.ask("visit-1", "李静", 60)
    heard(tablet, "ask")


def test_a_rating_comes_through_once_and_only_in_time(window: Window, tablet: SimulatedDevice) -> None:
    tablet.do("connect", token=TOKEN)
    assert heard(tablet, "welcome")["window"] == "3号窗口"
    until(lambda: window.states[-1:] == [DeviceState.READY])
    window.server.ask("visit-1", "李静", 60)
    assert heard(tablet, "ask") == {"do": "ask", "question": "visit-1", "clerk": "李静", "seconds": 60}
    for text in ("", "{", '{"do":"rated","question":"visit-1","stars":6}', '{"do":"rated"}', "[]"):
        tablet.do("say", text=text)
    tablet.do("rate", stars=2)
    assert heard(tablet, "settled")["thanks"] is True
    tablet.do("rate", stars=5)
    assert heard(tablet, "settled")["thanks"] is False
    assert window.ratings == [RatingGiven("visit-1", 2, tablet=True, demo=True)]
    window.server.ask("visit-2", "李静", 60)
    heard(tablet, "ask")
    window.server.settle()
    assert heard(tablet, "settled") == {"do": "settled", "question": "visit-2", "thanks": False}
    tablet.do("rate", stars=5)
    heard(tablet, "settled")
    window.server.ask("visit-3", "李静", 0)
    heard(tablet, "ask")
    tablet.do("rate", stars=5)
    assert heard(tablet, "settled")["thanks"] is False
    assert len(window.ratings) == 1


@pytest.mark.parametrize("window", [False], indirect=True)
def test_where_real_cases_are_handled_a_simulated_tablet_leaves_the_question_to_others(
    window: Window, tablet: SimulatedDevice
) -> None:
    let_in_and_asked(window, tablet)
    tablet.do("rate", stars=5)
    assert heard(tablet, "settled")["thanks"] is False
    assert window.ratings == [RatingGiven("visit-1", 5, tablet=True, demo=True)], "the clerk learns of it"
    tablet.do("drop")
    tablet.do("connect", token=TOKEN)
    assert heard(tablet, "ask")["question"] == "visit-1"


def test_a_tablet_is_tried_by_a_sign_of_life(window: Window, tablet: SimulatedDevice) -> None:
    with pytest.raises(NotConnected):
        window.server.test(20)
    assert window.server.health.last_ok is None, "no tablet was ever there"
    tablet.do("connect", token=TOKEN)
    until(lambda: window.states[-1:] == [DeviceState.READY])
    window.server.test(20)
    until(lambda: window.server.health.last_ok is not None)
    tablet.do("drop")
    until(lambda: window.states[-1:] == [DeviceState.ABSENT])
    with pytest.raises(NotConnected):
        window.server.test(20)


def test_a_tablet_lost_in_the_middle_is_asked_again_when_it_is_back(
    window: Window, tablet: SimulatedDevice
) -> None:
    let_in_and_asked(window, tablet)
    tablet.do("drop")
    until(lambda: window.states[-1:] == [DeviceState.ABSENT])
    assert window.ratings == []
    tablet.do("connect", token=TOKEN)
    again = heard(tablet, "ask")
    assert again["question"] == "visit-1"
    tablet.do("rate", stars=4)
    until(lambda: window.ratings == [RatingGiven("visit-1", 4, tablet=True, demo=True)])


def test_nobody_is_let_in_without_the_token(window: Window, tablet: SimulatedDevice) -> None:
    tablet.do("connect", token="another")
    assert tablet.told("closed") == {"closed": 1008}
    window.server.ask("visit-1", "李静", 60)
    assert DeviceState.READY not in window.states


def test_a_port_that_is_taken_is_said(window: Window) -> None:
    settings = Tablets(port=window.port, host="127.0.0.1", token=TOKEN)
    second = TabletServer(settings, "示例大厅", "4号窗口", EventBus(), SystemClock())
    with pytest.raises(EnvironmentMissing) as caught:
        second.start()
    assert caught.value.code == "evaluator.port_taken"

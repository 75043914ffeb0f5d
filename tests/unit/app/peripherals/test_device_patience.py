"""How long a device is waited for, and which driver serves meanwhile."""

from __future__ import annotations

import pytest

from app.peripherals.connection import Candidate, Connection, Patience
from devices.errors import NotConnected


class Lamp:
    """A device that can be opened unless it is lost; knows how often it was."""

    def __init__(self, *, lost: bool = False) -> None:
        self.lost = lost
        self.opened = 0

    def open(self) -> None:
        self.opened += 1
        if self.lost:
            raise NotConnected(port="COM9")

    def close(self) -> None:
        """Nothing to let go of."""

    def identity(self) -> str:
        return ""


class Port:
    """An address that knows whether the device was found there."""

    text = "COM9"

    def __init__(self) -> None:
        self.remembered = False

    def locate(self) -> str:
        return self.text

    def remember(self) -> None:
        self.remembered = True


def waited(patience: Patience) -> float:
    """Seconds from a failure to the next attempt."""
    seconds = patience.failed(there=False)
    while not patience.due(there=False):
        seconds += patience.rest()
    return seconds


def test_attempts_come_after_one_two_five_and_ten_seconds_and_then_every_ten() -> None:
    patience = Patience()
    assert [waited(patience) for _ in range(6)] == [1, 2, 5, 10, 10, 10]
    patience.settled(there=True)
    assert waited(patience) == 1, "what was found once is looked for from the beginning"


def test_a_stand_in_is_left_alone_while_those_before_it_are_tried() -> None:
    lamps = [Lamp(lost=True), Lamp(), Lamp()]
    port = Port()
    connection = Connection(
        [
            Candidate("first", lambda _: lamps[0]),
            Candidate("second", lambda _: lamps[1], port),
            Candidate("third", lambda _: lamps[2]),
        ]
    )
    connection.connect(lambda work: work())
    assert port.remembered
    with pytest.raises(NotConnected):
        connection.connect(lambda work: work())
    assert connection.device is lamps[1]
    assert [lamp.opened for lamp in lamps] == [2, 1, 0]

"""The card desk over a reader that does what it is told, step by step and without waiting."""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime, timedelta

import pytest

from app.core.clock import ManualClock
from app.core.events import EventBus
from app.peripherals.card_desk import CardDesk
from app.peripherals.connection import Candidate
from app.peripherals.events import CardRead, CardTrouble, DeviceHealth, DeviceState
from devices.errors import BadReply, DeviceRefused, DeviceTimeout, NotConnected, Unplugged
from devices.idcard.contract import Card, CardType

AN = Card(CardType.RESIDENT, "31999919780315901X", "1", "19780315", "20200101", None, name="样本甲")
BLANK = Card(CardType.RESIDENT, "", "", "", "", "")
SECOND = timedelta(seconds=1)


class ToldReader:
    """A CardReader whose answers are laid out in advance; afterwards it is idle and empty."""

    def __init__(self) -> None:
        self.opening: deque[Exception | None] = deque()
        self.finding: deque[Exception | bool] = deque()
        self.reading: deque[Exception | Card] = deque()
        self.is_open = False
        self.number = ""

    def open(self) -> None:
        error = self.opening.popleft() if self.opening else None
        if error:
            raise error
        self.is_open = True

    def close(self) -> None:
        self.is_open = False

    def find(self) -> bool:
        answer = self.finding.popleft() if self.finding else False
        if isinstance(answer, Exception):
            raise answer
        return answer

    def read(self) -> Card:
        answer = self.reading.popleft()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def identity(self) -> str:
        return self.number


class Desk:
    """A desk on a told reader with everything it published."""

    def __init__(self, *, demo: bool = True) -> None:
        self.reader = ToldReader()
        self.clock = ManualClock(datetime(2026, 7, 4, 1, 0, tzinfo=UTC))
        self.events: list[object] = []
        bus = EventBus()
        for kind in (CardRead, CardTrouble, DeviceHealth):
            bus.subscribe(kind, self.events.append)
        self.desk = CardDesk([Candidate("told", lambda _: self.reader, demo=demo)], bus, self.clock)

    def steps(self, count: int) -> list[float]:
        """So many steps; the rests they ask for."""
        rests = []
        for _ in range(count):
            rests.append(self.desk.step())
            self.clock.advance(timedelta(seconds=rests[-1]))
        return rests

    def told(self, kind: type) -> list[object]:
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def health(self) -> list[tuple[str, str, str]]:
        return [(e.state.value, e.detail, e.status) for e in self.events if isinstance(e, DeviceHealth)]


@pytest.fixture
def told() -> Desk:
    return Desk()


def test_a_card_laid_down_is_announced_as_a_demo_card(told: Desk) -> None:
    told.reader.finding.extend([False, True])
    told.reader.reading.append(AN)
    rests = told.steps(4)
    (event,) = told.told(CardRead)
    assert isinstance(event, CardRead)
    assert (event.card, event.demo) == (AN, True)
    assert rests[2] == 0, "a card found is read without delay"
    assert told.health == [("connecting", "", ""), ("ready", "", ""), ("busy", "", ""), ("ready", "", "")]


def test_a_missing_reader_is_tried_again_with_growing_patience(told: Desk) -> None:
    told.reader.opening.extend([NotConnected(port="COM7")] * 6)
    rests = told.steps(21)
    assert sum(rests[:20]) == 1 + 2 + 5 + 10 + 10 + 10
    assert max(rests) <= 2, "a port that shows up meanwhile is noticed"
    assert told.health == [
        ("connecting", "", ""),
        ("absent", "device.not_connected", ""),
        ("ready", "", ""),
    ]


@pytest.mark.parametrize("moment", ["finding", "reading"])
def test_unplugged_is_told_at_once_and_mended_without_anybody(told: Desk, moment: str) -> None:
    told.reader.finding.append(Unplugged() if moment == "finding" else True)
    told.reader.reading.append(Unplugged())
    rests = told.steps(2 if moment == "finding" else 3)
    assert told.health[-1] == ("absent", "device.unplugged", "")
    assert rests[-1] == 1.0
    assert not told.reader.is_open
    told.steps(1)
    assert told.health[-1] == ("ready", "", "")


def test_two_unanswered_finds_make_trouble_and_an_answer_ends_it(told: Desk) -> None:
    told.reader.finding.extend([DeviceTimeout(), False, DeviceTimeout(), DeviceTimeout(), False])
    assert max(told.steps(4)) < 1, "a silent reader is asked again soon"
    assert told.health[-1][0] == "ready"
    assert told.steps(1) == [2.0], "and more patiently once it is known to be silent"
    assert told.health[-1] == ("trouble", "device.timeout", "")
    told.steps(1)
    assert told.health[-1] == ("ready", "", "")


@pytest.mark.parametrize(
    ("status", "code"),
    [(0x60, "reader.self_test"), (0x66, "reader.not_licensed"), (0x7E, "device.refused")],
)
def test_a_reader_that_refuses_says_how(told: Desk, status: int, code: str) -> None:
    told.reader.finding.append(DeviceRefused(status))
    told.steps(2)
    assert told.health[-1] == ("trouble", code, f"{status:02X}")


@pytest.mark.parametrize(
    ("error", "code", "status"),
    [
        (DeviceRefused(0x41), "card.unread", "41"),
        (DeviceRefused(0x33), "card.not_genuine", "33"),
        (DeviceRefused(0x7E), "device.refused", "7E"),
        (BadReply(), "card.unread", ""),
        (DeviceTimeout(), "card.unread", ""),
    ],
)
def test_a_card_that_stays_unreadable_is_told_once(
    told: Desk, error: Exception, code: str, status: str
) -> None:
    told.reader.finding.extend([True] * 6)
    told.reader.reading.extend([error] * 6)
    told.steps(13)
    assert told.told(CardTrouble) == [CardTrouble(code, 1, status)]
    assert told.told(CardRead) == []


def test_a_blank_chip_is_not_a_person(told: Desk) -> None:
    told.reader.finding.extend([True] * 4)
    told.reader.reading.extend([BLANK] * 4)
    told.steps(9)
    assert told.told(CardTrouble) == [CardTrouble("card.unread", 1)]


def test_asking_again_reads_the_card_that_still_lies_there(told: Desk) -> None:
    told.reader.finding.extend([True] * 5)
    told.reader.reading.extend([AN] * 5)
    told.steps(5)
    assert len(told.told(CardRead)) == 1
    told.desk.read_again()
    told.steps(3)
    assert len(told.told(CardRead)) == 2


def test_asking_without_card_or_without_reader_is_answered(told: Desk) -> None:
    told.steps(1)
    told.desk.read_again()
    told.steps(2)
    assert told.told(CardTrouble) == [CardTrouble("card.none", 0)]
    told.reader.finding.append(Unplugged())
    told.reader.opening.append(NotConnected())
    told.steps(1)
    told.desk.read_again()
    told.steps(1)
    assert told.told(CardTrouble)[1:] == [CardTrouble("device.not_connected", 0)]


def test_a_driver_that_breaks_is_reopened_and_said_to_be_broken(
    told: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    told.reader.finding.append(ZeroDivisionError())
    told.steps(2)
    assert told.health[-1] == (DeviceState.TROUBLE, "device.driver_fault", "")
    assert "driver" in caplog.text
    told.steps(1)
    assert told.health[-1] == (DeviceState.READY, "", "")


def test_the_last_good_answer_is_kept_while_there_is_trouble(told: Desk) -> None:
    told.steps(2)
    good = told.clock.now() - timedelta(seconds=0.4)
    told.clock.advance(SECOND)
    told.reader.finding.append(Unplugged())
    told.steps(1)
    last = told.told(DeviceHealth)[-1]
    assert isinstance(last, DeviceHealth)
    assert last.last_ok == good


@pytest.mark.parametrize(
    ("number", "demo"),
    [("05.01-20131001-0000000123-0000004567", True), ("05.01-20131001-0000000999-0000004567", False)],
)
def test_a_simulated_reader_is_known_by_its_number_wherever_it_is_connected(number: str, demo: bool) -> None:
    told = Desk(demo=False)
    told.reader.number = number
    told.reader.finding.append(True)
    told.reader.reading.append(AN)
    told.steps(3)
    (event,) = told.told(CardRead)
    assert isinstance(event, CardRead)
    assert event.demo is demo

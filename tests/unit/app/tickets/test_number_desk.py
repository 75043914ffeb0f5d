"""Numbers of one machine, with the hub and without: which block is used, and when another one is leased."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest

from app.core.clock import ManualClock
from app.core.errors import Offline, RuleViolation
from app.core.ids import new_id
from app.journal.append import Journal
from app.journal.model import Author, Node
from app.journal.node import begin_life
from app.tickets import rules
from app.tickets.model import Lease, Priority, Ticket
from app.tickets.number_desk import NumberDesk
from app.tickets.offline_desk import LOW, OfflineIssuer, wanted
from app.tickets.projection import PROJECTIONS
from tests.support.hub import until
from tests.support.partition import memory_store

ZONE = "SSDJ"
DAY = "2026-07-06"
NODE = Node("hall-1", "kiosk", new_id())


class Hub:
    """A hub that can be gone; ``windows`` are open."""

    def __init__(self) -> None:
        self.up = True
        self.windows: tuple[str, ...] = ()
        self.asked = 0
        self.answers = threading.Event()
        self.answers.set()
        self._given = 0
        self._leased = rules.LAST_SERIAL

    def issue(self, command_id: str, author: Author, zone: str) -> Ticket:
        self._answer()
        self._given += 1
        number = rules.number_text("A", self._given)
        return Ticket(command_id, number, zone, Priority.NORMAL, "", DAY, self._given, "")

    def lease(self, command_id: str, author: Author, zone: str) -> Lease:
        self._answer()
        first, self._leased = self._leased + 1, self._leased + rules.BLOCK_SIZE
        return Lease(DAY, zone, "A", first, self._leased, self._given, self.windows)

    def _answer(self) -> None:
        self.asked += 1
        self.answers.wait(60)
        if not self.up:
            raise Offline("sync.unreachable", hub="", kind="ConnectError")


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Hub:
    monkeypatch.setattr("app.tickets.number_desk.PATIENCE_S", 60.0)
    return Hub()


@pytest.fixture
def desk(hub: Hub) -> NumberDesk:
    clock = ManualClock(datetime(2026, 7, 6, 1, tzinfo=UTC))
    journal = Journal(NODE, PROJECTIONS, clock)
    return NumberDesk(hub, OfflineIssuer(memory_store(), journal, clock, "kiosk"), "kiosk")


def test_a_hub_that_does_not_answer_is_waited_for_once(hub: Hub, desk: NumberDesk) -> None:
    desk.take_blocks([ZONE], windows_open=False)
    assert desk.give(ZONE).number == "A001"
    hub.up, hub.asked = False, 0
    assert [desk.give(ZONE).number for _ in range(3)] == ["A5001", "A5002", "A5003"]
    assert hub.asked == 1
    hub.up = desk.reachable = True
    assert desk.give(ZONE).number == "A002"


def test_a_hub_that_hangs_is_not_waited_out(
    hub: Hub, desk: NumberDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.take_blocks([ZONE], windows_open=False)
    hub.answers.clear()
    monkeypatch.setattr("app.tickets.number_desk.PATIENCE_S", 0.1)
    given = [desk.give(ZONE).number for _ in range(2)]
    hub.answers.set()
    until(lambda: hub.asked > 1)
    assert (given, hub.asked) == (["A5001", "A5002"], 2)


def test_a_machine_that_is_shut_out_gives_no_numbers_that_nobody_would_hear_of(
    hub: Hub, desk: NumberDesk
) -> None:
    desk.take_blocks([ZONE], windows_open=False)
    desk.shut_out, hub.up = True, False
    with pytest.raises(RuleViolation, match=r"tickets\.shut_out"):
        desk.give(ZONE)
    desk.shut_out = False
    assert desk.give(ZONE).number == "A5001", "none was used up"


def test_without_a_block_it_says_so(hub: Hub, desk: NumberDesk) -> None:
    hub.up = False
    with pytest.raises(RuleViolation) as caught:
        desk.give(ZONE)
    assert caught.value.code == "tickets.block_empty"


def test_once_windows_are_open_the_slips_name_them(hub: Hub, desk: NumberDesk) -> None:
    desk.take_blocks([ZONE], windows_open=False)
    hub.windows, hub.asked = ("3", "5"), 0
    for _ in range(5):
        desk.take_blocks([ZONE], windows_open=True)
    assert hub.asked == 1, "at every heartbeat, yet one block is enough"
    desk.reachable = False
    given = [desk.give(ZONE) for _ in range(3)]
    assert [each.window for each in given] == ["3", "5", "3"]


def test_a_zone_that_no_window_serves_does_not_eat_up_the_numbers(hub: Hub, desk: NumberDesk) -> None:
    for _ in range(20):
        desk.take_blocks([ZONE], windows_open=True)
    assert hub.asked == 2


def test_a_wrong_clock_does_not_eat_them_up_either(hub: Hub) -> None:
    clock = ManualClock(datetime(2025, 7, 6, 1, tzinfo=UTC))
    journal = Journal(NODE, PROJECTIONS, clock)
    desk = NumberDesk(hub, OfflineIssuer(memory_store(), journal, clock, "kiosk"), "kiosk")
    for _ in range(20):
        desk.take_blocks([ZONE], windows_open=False)
    assert hub.asked == 1
    desk.reachable = False
    assert desk.give(ZONE).business_day == DAY


def test_a_machine_that_was_put_back_from_a_copy_gives_no_number_that_it_may_have_given(hub: Hub) -> None:
    clock, store = ManualClock(datetime(2026, 7, 6, 1, tzinfo=UTC)), memory_store()
    desk = NumberDesk(hub, OfflineIssuer(store, Journal(NODE, PROJECTIONS, clock), clock, "kiosk"), "kiosk")
    desk.take_blocks([ZONE], windows_open=False)
    desk.reachable = False
    assert desk.give(ZONE).number == "A5001"
    store.transact(lambda conn: begin_life(conn, NODE))
    with pytest.raises(RuleViolation, match=r"tickets\.block_empty"):
        desk.give(ZONE)
    desk.take_blocks([ZONE], windows_open=False)
    assert desk.give(ZONE).number == "A5021"


def test_another_block_is_leased_before_the_last_number_is_given() -> None:
    block = Lease(DAY, ZONE, "A", 5001, 5020, 0, ("3",))
    assert not wanted([(block, 5020 - LOW)], ZONE, windows_open=True)
    assert wanted([(block, 5021 - LOW)], ZONE, windows_open=True)
    assert wanted([(block, 5000)], "SHSW", windows_open=False)

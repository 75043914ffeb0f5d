"""The hall screen over time, driven by a clock that the test moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from app.core.clock import ManualClock, to_text
from app.tickets.announcement import Announcement
from app.tickets.board import Call, HallBoard
from app.tickets.model import Priority, Ticket, TicketState
from ui.hall.state import HallState, ZoneWaiting
from ui.hall.view_model import HallViewModel

START = datetime(2026, 7, 4, 1, 42, 7, tzinfo=UTC)
ZONES = {"SSDJ": "商事登记", "SHSW": "社会事务"}


class Hall:
    """A view-model with its clock, and everything that it said."""

    def __init__(self, *, say_yao: bool = False) -> None:
        self.clock = ManualClock(START)
        self.vm = HallViewModel("示例厅", ZONES, self.clock, notices=("通知",), say_yao=say_yao)
        self.states: list[HallState] = []
        self.said: list[Announcement] = []
        self.vm.state_changed.connect(self.states.append)
        self.vm.announced.connect(self.said.append)
        self.calls: list[Call] = []
        self.held: list[Ticket] = []
        self.show()

    def pass_time(self, seconds: float) -> HallState:
        """Let the clock run in quarter seconds, ticking, the hub heard all the while."""
        for _ in range(round(seconds * 4)):
            self.clock.advance(timedelta(seconds=0.25))
            self.vm.tick()
        return self.vm.state

    def show(self, *waiting: str) -> None:
        """A board with the calls so far, and who waits in which zone."""
        tickets = tuple(_ticket(f"w{n}", zone, TicketState.WAITING) for n, zone in enumerate(waiting))
        board = HallBoard("h", "2026-07-04", 1, tickets, tuple(self.held), (), tuple(self.calls))
        self.vm.show_board(board)

    def call(self, number: str, window: str, calls: int = 1) -> None:
        """A window calls a ticket."""
        at = to_text(self.clock.now() + timedelta(microseconds=len(self.calls)))
        others = [call for call in self.calls if call.ticket_id != number]
        self.calls = [Call(number, number, "SSDJ", window, at, calls), *others]
        self.held.append(_ticket(number, "SSDJ", TicketState.CALLED, window))
        self.show()


def _ticket(number: str, zone: str, state: TicketState, window: str = "") -> Ticket:
    return Ticket(number, number, zone, Priority.NORMAL, "", "2026-07-04", 1, "", state, window=window)


def test_a_call_is_on_the_screen_and_spoken_at_once() -> None:
    hall = Hall()
    hall.call("A0127", "3")
    state = hall.vm.state
    assert state.card is not None
    assert (state.card.number, state.card.window, state.card.zone, state.lit) == (
        "A0127",
        "3",
        "商事登记",
        True,
    )
    assert [each.text for each in hall.said] == ["请 A 零 一 二 七 号，到 3 号窗口"]


def test_other_zones_come_into_force_without_a_restart() -> None:
    hall = Hall()
    hall.show("SSDJ")
    hall.vm.name_zones({"SSDJ": "企业开办"})
    assert [(each.zone, each.people) for each in hall.vm.state.waiting] == [("企业开办", 1)]
    hall.call("A0127", "3")
    assert hall.vm.state.card is not None
    assert hall.vm.state.card.zone == "企业开办"


def test_the_second_call_waits_for_the_end_of_the_first_ones_voice() -> None:
    hall = Hall()
    hall.vm.announced.connect(lambda _: hall.vm.set_speaking(True))
    hall.call("A001", "3")
    hall.call("B002", "5")
    hall.pass_time(12)
    assert len(hall.said) == 1
    hall.vm.set_speaking(False)
    assert len(hall.said) == 2


def test_a_recall_is_spoken_as_one() -> None:
    hall = Hall(say_yao=True)
    hall.call("A101", "3")
    hall.pass_time(20)
    hall.call("A101", "3", calls=2)
    assert hall.said[-1].text == "再次呼叫，请 A 幺 零 幺 号，到 3 号窗口"


def test_an_outage_is_shown_after_thirty_seconds_of_silence_and_dated() -> None:
    hall = Hall()
    assert not hall.pass_time(29.75).cut_off
    state = hall.pass_time(0.25)
    assert state.cut_off
    assert state.updated_at is not None
    assert f"{state.updated_at:%H:%M}" == "09:42"


def test_heartbeats_keep_the_screen_alive_and_bring_it_back() -> None:
    hall = Hall()
    for _ in range(10):
        assert not hall.pass_time(20).cut_off
        hall.vm.hear_hub()
    assert hall.pass_time(40).cut_off
    hall.vm.hear_hub()
    assert not hall.vm.state.cut_off


def test_a_screen_that_never_reached_the_hub_dates_nothing() -> None:
    clock = ManualClock(START)
    vm = HallViewModel("示例厅", ZONES, clock)
    clock.advance(timedelta(seconds=31))
    vm.tick()
    assert vm.state.cut_off
    assert vm.state.updated_at is None


def test_waiting_is_counted_by_zone_in_the_halls_order() -> None:
    hall = Hall()
    hall.show("SHSW", "SHSW", "XIN")
    assert hall.vm.state.waiting == (
        ZoneWaiting("商事登记", 0),
        ZoneWaiting("社会事务", 2),
        ZoneWaiting("XIN", 1),
    )


def test_pages_turn_every_eight_seconds() -> None:
    hall = Hall()
    assert [hall.pass_time(4).turn for _ in range(5)] == [0, 1, 1, 2, 2]


def test_the_picture_moves_a_pixel_or_two_in_ten_minutes_and_comes_back() -> None:
    hall = Hall()
    shifts = []
    for _ in range(9):
        shifts.append(hall.vm.state.shift)
        hall.clock.advance(timedelta(minutes=10))
        hall.vm.tick()
    steps = [abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(shifts)]
    assert all(1 <= step <= 2 for step in steps)
    assert shifts[0] == shifts[-1] == (0, 0)
    assert len(set(shifts)) == 8


def test_the_clock_on_the_wall_is_the_halls() -> None:
    hall = Hall()
    assert f"{hall.vm.state.now:%Y-%m-%d %H:%M}" == "2026-07-04 09:42"
    assert f"{hall.pass_time(60).now:%H:%M}" == "09:43"


@pytest.mark.parametrize("seconds", [3.0, 7.0])
def test_nothing_is_said_to_the_page_while_nothing_changes(seconds: float) -> None:
    hall = Hall()
    hall.states.clear()
    hall.pass_time(seconds)
    assert hall.states == []

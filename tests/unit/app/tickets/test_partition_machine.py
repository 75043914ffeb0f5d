"""Any order of presses, cuts, lost, doubled and late messages, restarts and reclaims: no citizen is called by
two windows, unless a person took a ticket from a window or typed a number, and then it is listed; nobody is
forgotten. The same machine with a lease that runs out by the clock finds the double call within seconds."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.core.clock import ManualClock
from app.core.errors import AppError, RuleViolation
from app.core.ids import new_id
from app.journal.model import Author
from app.tickets.board import FeedGap, HallBoard
from app.tickets.model import Ticket, TicketState
from tests.support.partition import (
    MORNING,
    ZONE,
    PartitionedHub,
    PartitionedKiosk,
    PartitionedWindow,
)

WINDOWS = st.sampled_from(["1", "2", "3"])
FATES = st.sampled_from(["ok", "ok", "ok", "down", "deaf", "late"])


class CallingMachine(RuleBasedStateMachine):
    """``called`` knows what the citizens heard: for each number the windows that called it to them and did
    not let it go; ``human`` the numbers where a person overrode the rule."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = ManualClock(MORNING)
        self.hub = PartitionedHub(self.clock)
        self.kiosk = PartitionedKiosk(self.hub, self.clock)
        self.windows = {name: PartitionedWindow(name, self.hub, self.clock) for name in ("1", "2", "3")}
        for window in self.windows.values():
            window.others = [other for other in self.windows.values() if other is not window]
        self.called: dict[str, set[str]] = {}
        self.human: set[str] = set()
        self.doubled: dict[str, set[str]] = {}
        self.pictures: list[HallBoard] = []

    @initialize(count=st.integers(2, 6))
    def morning(self, count: int) -> None:
        for _ in range(count):
            self.take_a_number()
        self.kiosk.lease()

    @rule()
    @precondition(lambda self: self.hub.up)
    def take_a_number(self) -> None:
        self.clock.advance(timedelta(seconds=1))
        kiosk = Author("", "kiosk")
        self.hub.do(lambda desk, conn: desk.issue(conn, new_id(), kiosk, ZONE))

    @rule(name=WINDOWS, fate=FATES)
    def press_call(self, name: str, fate: str) -> None:
        window = self.windows[name]
        busy = window.desk.at_hand() is not None
        ticket = window.call(fate)
        if ticket is not None and not busy:
            self.heard(ticket.number, name)

    @rule(name=WINDOWS, kind=st.sampled_from(["finish", "finish", "miss", "recall"]))
    def press_next(self, name: str, kind: str) -> None:
        self.at_hand(name, kind)

    @rule(name=WINDOWS, again=st.booleans())
    def upload(self, name: str, again: bool) -> None:
        self.windows[name].push(again=again)

    def take_away(self, name: str) -> None:
        lobby = Author("wang", "")
        self.hub.do(lambda desk, conn: desk.reclaim(conn, new_id(), lobby, name, "电脑已关机"))

    def at_hand(self, name: str, kind: str) -> Ticket | None:
        window = self.windows[name]
        ticket = window.desk.at_hand()
        if ticket is None:
            return None
        try:
            getattr(window.queue, kind)(new_id(), window.author, ticket.id)
        except AppError:
            return ticket
        if kind == "miss":
            self.called.get(ticket.number, set()).discard(name)
        return ticket

    def heard(self, number: str, name: str) -> None:
        others = self.called.setdefault(number, set()) - {name}
        if others:
            assert number in self.human, f"{number} was called by {others} and by {name}"
            self.doubled.setdefault(number, set()).update(others, {name})
        self.called[number].add(name)

    def teardown(self) -> None:
        """The hub is back for good: everything is known, served once or listed."""
        self.hub.up = True
        for _ in range(2):
            self.kiosk.push()
            for name, window in self.windows.items():
                self.at_hand(name, "finish")
                window.push(again=True)
                window.hear()
                window.see(self.hub.board())
        for _ in range(4 + len(self.hub.tickets())):
            for name, window in self.windows.items():
                ticket = window.call()
                if ticket is not None:
                    self.heard(ticket.number, name)
                    self.at_hand(name, "finish")
                window.push()
        left = [t for t in self.hub.tickets() if t.state not in (TicketState.FINISHED, TicketState.MISSED)]
        assert left == [], f"somebody was forgotten: {left}"
        listed: dict[str, set[str]] = {}
        for number, windows in self.hub.doubles():
            listed.setdefault(number, set()).update(windows)
        for number, served in self.doubled.items():
            assert served <= listed.get(number, set()), f"a double service of {number} is hidden"
        board = self.hub.board()
        with suppress(FeedGap):
            shown = self.hub.followed()
            assert (shown.waiting, shown.at_windows) == (board.waiting, board.at_windows)
            assert (shown.missed, shown.calls) == (board.missed, board.calls)


class HallMachine(CallingMachine):
    """All that can go wrong, and what people do about it."""

    @rule()
    def take_a_slip(self) -> None:
        try:
            self.kiosk.issue()
        except RuleViolation:
            return

    @rule(name=WINDOWS, number=st.sampled_from(["A001", "A003", "A5001", "A5002"]))
    def type_a_number(self, name: str, number: str) -> None:
        window = self.windows[name]
        if window.desk.at_hand() is not None:
            return
        try:
            window.queue.call_by_hand(window.author, number)
        except RuleViolation:
            return
        self.human.add(number)
        self.heard(number, name)

    @rule(name=WINDOWS)
    def restart(self, name: str) -> None:
        others = self.windows[name].others
        self.windows[name].restart()
        self.windows[name].others = others

    @rule(name=WINDOWS)
    def leave(self, name: str) -> None:
        self.windows[name].desk.leave()

    @rule(name=WINDOWS)
    def feed_arrives(self, name: str) -> None:
        self.windows[name].hear()

    @rule(name=WINDOWS)
    def late_requests_arrive(self, name: str) -> None:
        if self.hub.up:
            self.windows[name].wire.arrive()

    @rule()
    @precondition(lambda self: self.hub.up)
    def take_a_picture(self) -> None:
        self.pictures.append(self.hub.board())

    @rule(name=WINDOWS, which=st.integers(0, 9))
    @precondition(lambda self: self.pictures and self.hub.up)
    def see_a_picture(self, name: str, which: int) -> None:
        self.windows[name].see(self.pictures[which % len(self.pictures)])

    @rule(up=st.booleans())
    def hub_goes_or_comes(self, up: bool) -> None:
        self.hub.up = up

    @rule(name=WINDOWS)
    @precondition(lambda self: self.hub.up)
    def reclaim(self, name: str) -> None:
        self.take_away(name)
        with_hub = {ticket.number for ticket in self.hub.tickets() if ticket.owner == ""}
        self.human |= with_hub


class LeaseMachine(CallingMachine):
    """The planted mistake: what a window holds returns to the hub when the time is over, by the hub's clock,
    although the window has not let it go. Here it is over whenever another window calls."""

    @rule(name=WINDOWS)
    def call_when_leases_have_run_out(self, name: str) -> None:
        for other in self.windows:
            if other != name:
                self.take_away(other)
        self.press_call(name, "ok")


SMALL = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def test_nobody_is_called_by_two_windows_and_nobody_is_forgotten() -> None:
    run_state_machine_as_test(HallMachine, settings=SMALL)
    assert HallMachine.TestCase is not None


def test_the_machine_finds_a_lease_that_runs_out() -> None:
    eager = settings(
        SMALL,
        max_examples=60,
        database=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
    )
    with pytest.raises(AssertionError, match=r"was called by|hidden"):
        run_state_machine_as_test(LeaseMachine, settings=eager)

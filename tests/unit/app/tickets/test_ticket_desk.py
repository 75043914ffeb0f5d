"""The desk on a real store: numbers, repeated commands, who gets whom, and that the journal tells it all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from app.core.clock import ManualClock
from app.core.errors import RuleViolation
from app.core.ids import new_id
from app.db.store import Store
from app.journal.append import Journal
from app.journal.model import Author, Node
from app.journal.read import all_events
from app.journal.verify import rebuild, verify
from app.tickets.events import FINISHED, MISSED, RESTORED, STARTED
from app.tickets.model import PROJECTED, Priority, Ticket, TicketState
from app.tickets.projection import PROJECTIONS, raise_counter
from app.tickets.rules import LAST_SERIAL
from app.tickets.service import Done, TicketDesk
from tests.support.databases import fresh_store, sqlite_url

MONDAY_NOON = datetime(2026, 7, 6, 4, 0, tzinfo=UTC)
PREFIXES = {"SSDJ": "A", "SHSW": "C"}


class Hall:
    """A desk with the day's work in short words."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock = ManualClock(MONDAY_NOON)
        self.reopen()

    def reopen(self) -> None:
        journal = Journal(Node("hall-1", "hub-1", "life-1"), PROJECTIONS, self.clock)
        self.desk = TicketDesk(journal, self.clock, PREFIXES)

    def do(self, work: Callable[[Connection], Done]) -> Ticket | None:
        self.clock.advance(timedelta(seconds=1))
        return self.store.transact(work).ticket

    def issue(self, zone: str = "SSDJ", priority: Priority = Priority.NORMAL) -> Ticket:
        made = self.do(lambda conn: self.desk.issue(conn, new_id(), Author("", "kiosk"), zone, priority))
        assert made is not None
        return made

    def call(self, window: str, zones: tuple[str, ...] = ()) -> Ticket | None:
        return self.do(lambda conn: self.desk.call_next(conn, new_id(), Author("li", window), zones))

    def change(self, window: str, ticket_id: str, kind: str) -> Ticket | None:
        return self.do(lambda conn: self.desk.change(conn, new_id(), Author("li", window), ticket_id, kind))

    def finish(self, window: str, ticket: Ticket | None) -> Ticket | None:
        assert ticket is not None
        return self.change(window, ticket.id, FINISHED)

    def miss(self, window: str, ticket: Ticket | None) -> Ticket | None:
        assert ticket is not None
        return self.change(window, ticket.id, MISSED)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    store = fresh_store(sqlite_url(tmp_path))
    yield Hall(store)
    store.close()


def number(ticket: Ticket | None) -> str:
    return ticket.number if ticket else ""


def test_each_zone_counts_for_itself_and_goes_on_after_a_restart(hall: Hall) -> None:
    before = [hall.issue(zone).number for zone in ("SSDJ", "SSDJ", "SHSW")]
    hall.reopen()
    assert [*before, hall.issue("SSDJ").number, hall.issue("SHSW").number] == [
        "A001",
        "A002",
        "C001",
        "A003",
        "C002",
    ]


def test_numbers_begin_again_with_the_business_day_of_the_hall(hall: Hall) -> None:
    hall.issue()
    hall.clock.advance(timedelta(hours=11))
    assert hall.issue().number == "A002", "23:00 in the hall is still the same day"
    hall.clock.advance(timedelta(hours=2))
    assert hall.issue().number == "A001"
    assert number(hall.call("3")) == "A001"
    assert hall.call("4") is None, "yesterday's tickets are not called"


def test_the_hub_gives_no_number_that_a_ticket_machine_may_have_leased(hall: Hall) -> None:
    counted = ("hall-1", "2026-07-06", "SSDJ", LAST_SERIAL - 1)
    hall.store.transact(lambda conn: raise_counter(conn, *counted))
    assert hall.issue().number == f"A{LAST_SERIAL}"
    with pytest.raises(RuleViolation) as refusal:
        hall.issue()
    assert (refusal.value.code, refusal.value.params["last"]) == ("tickets.numbers_exhausted", LAST_SERIAL)
    lease, _ = hall.store.transact(lambda conn: hall.desk.lease(conn, new_id(), Author("", "kiosk"), "SSDJ"))
    assert lease.first == LAST_SERIAL + 1


def test_refused_issue_leaves_no_gap(hall: Hall) -> None:
    with pytest.raises(RuleViolation) as refusal:
        hall.issue("NOWHERE")
    assert refusal.value.code == "tickets.unknown_zone"
    assert hall.issue().number == "A001"


def test_repeated_command_gets_its_first_answer(hall: Hall) -> None:
    press = new_id()
    kiosk = Author("", "kiosk")
    first = hall.do(lambda conn: hall.desk.issue(conn, press, kiosk, "SSDJ"))
    again = hall.do(lambda conn: hall.desk.issue(conn, press, kiosk, "SSDJ"))
    assert first == again
    assert hall.issue().number == "A002"


def test_command_id_cannot_be_used_for_something_else(hall: Hall) -> None:
    press = new_id()
    hall.do(lambda conn: hall.desk.issue(conn, press, Author("", "kiosk"), "SSDJ"))
    with pytest.raises(RuleViolation) as refusal:
        hall.do(lambda conn: hall.desk.issue(conn, press, Author("", "kiosk"), "SHSW"))
    assert refusal.value.code == "tickets.command_reused"


def test_a_window_gets_no_second_citizen_before_the_first_is_finished(hall: Hall) -> None:
    hall.issue(), hall.issue()
    first = hall.call("3")
    assert number(hall.call("3")) == number(first) == "A001"
    hall.finish("3", first)
    assert number(hall.call("3")) == "A002"


def test_a_window_calls_only_its_zones(hall: Hall) -> None:
    hall.issue("SSDJ"), hall.issue("SHSW")
    assert number(hall.call("8", ("SHSW",))) == "C001"
    assert hall.call("9", ("SHSW",)) is None


def test_priority_ticket_is_called_before_earlier_normal_ones(hall: Hall) -> None:
    hall.issue(), hall.issue()
    hall.issue(priority=Priority.SPECIAL)
    assert [number(hall.call(window)) for window in "345"] == ["A003", "A001", "A002"]


def test_order_of_arrival_does_not_hang_on_the_clock(hall: Hall) -> None:
    hall.issue()
    hall.clock.advance(timedelta(minutes=-10))
    hall.issue()
    assert number(hall.call("3")) == "A001"


def test_missed_and_restored_ticket_is_called_first_again(hall: Hall) -> None:
    hall.issue(), hall.issue()
    first = hall.call("3")
    missed = hall.miss("3", first)
    assert missed is not None
    assert missed.state == TicketState.MISSED
    hall.change("3", missed.id, RESTORED)
    hall.issue(priority=Priority.EMERGENCY)
    assert number(hall.call("3")) == "A001"


def test_unknown_ticket_is_refused(hall: Hall) -> None:
    with pytest.raises(RuleViolation) as refusal:
        hall.change("3", "no-such", STARTED)
    assert refusal.value.code == "tickets.unknown_ticket"


def test_the_journal_proves_and_reproduces_the_day(hall: Hall) -> None:
    for _ in range(4):
        hall.issue()
    hall.finish("3", hall.call("3"))
    hall.miss("4", hall.call("4"))
    hall.call("5")
    with hall.store.read() as conn:
        assert verify(conn).intact
        assert rebuild(conn, all_events(conn), PROJECTIONS, PROJECTED) == ()

"""Numbers that a clerk types while the hub is away (手工叫号): one ticket with the slip of that number."""

from __future__ import annotations

import pytest

from app.core.errors import RuleViolation
from app.core.ids import new_id
from app.tickets import events
from app.tickets.model import TicketState
from tests.support.partition import ZONE, PartitionedHall, number


@pytest.mark.parametrize("slip_first", [True, False])
def test_a_typed_number_and_its_slip_are_one_ticket(hall: PartitionedHall, slip_first: bool) -> None:
    hall.three.call()
    hall.kiosk.lease()
    slip = hall.kiosk.issue()
    hall.three.queue.call_by_hand(hall.three.author, slip.number)
    hall.finish(hall.three)
    for part in (hall.kiosk, hall.three) if slip_first else (hall.three, hall.kiosk):
        part.push()
    (ticket,) = hall.hub.tickets()
    assert (ticket.number, ticket.zone, ticket.state) == ("A5001", ZONE, TicketState.FINISHED)
    assert number(hall.four) == ""


def test_a_citizen_whose_typed_number_was_missed_is_taken_back_by_any_window(hall: PartitionedHall) -> None:
    """Once the hub knows that the typed number is the ticket that waits there."""
    hall.issue(1)
    hall.three.queue.call_by_hand(hall.three.author, "A001")
    hall.three.push()
    hall.miss(hall.three)
    hall.three.push()
    (ticket,) = hall.hub.tickets()
    assert number(hall.three) == ""
    hall.three.push()
    hall.four.queue.restore(new_id(), hall.four.author, ticket.id)
    assert number(hall.four) == "A001"


def test_a_citizen_whose_typed_number_was_missed_is_served_at_that_window_when_called_again(
    hall: PartitionedHall,
) -> None:
    hall.issue(1)
    hall.three.queue.call_by_hand(hall.three.author, "A001")
    hall.three.push()
    hall.miss(hall.three)
    hall.reclaim("3")
    assert number(hall.three) == "A001"
    hall.finish(hall.three)
    hall.three.push()
    assert hall.states()["A001"] == ("finished", "3")


def test_who_was_called_by_a_typed_number_and_served_is_not_called_again(hall: PartitionedHall) -> None:
    """The hub knows already that it was called, and not yet that it is over."""
    hall.issue(2)
    hall.three.queue.call_by_hand(hall.three.author, "A001")
    hall.three.push()
    hall.finish(hall.three)
    assert number(hall.three) == "A002"
    hall.three.push()
    assert hall.states() == {"A001": ("finished", "3"), "A002": ("called", "3")}


def test_what_is_given_to_a_window_that_served_it_by_a_typed_number_goes_back(hall: PartitionedHall) -> None:
    hall.issue(2)
    hall.three.queue.call_by_hand(hall.three.author, "A002")
    hall.miss(hall.three)
    assert number(hall.three) == "A001"
    assert hall.three.desk.stock().ready == 0
    hall.three.push()
    assert hall.states()["A002"] == ("missed", "3")
    hall.finish(hall.three)
    hall.three.call()
    hall.three.push()
    assert {ticket.owner for ticket in hall.hub.tickets() if ticket.number == "A002"} == {""}


def test_two_windows_that_typed_the_same_number_are_listed(hall: PartitionedHall) -> None:
    for window in (hall.three, hall.four):
        window.queue.call_by_hand(window.author, "A5007")
        hall.finish(window)
    hall.four.push()
    hall.three.push()
    hall.three.push(again=True)
    assert hall.hub.doubles() == {("A5007", frozenset({"3", "4"}))}
    listed = [event for event in hall.hub.feed if event.kind == events.DOUBLE_SERVED]
    assert len(listed) == 1


@pytest.mark.parametrize(("typed", "read"), [("a5003", "A5003"), ("Ａ　12", "A012"), ("7", "007")])
def test_a_typed_number_is_read_as_it_stands_on_the_slip(
    hall: PartitionedHall, typed: str, read: str
) -> None:
    assert hall.three.queue.call_by_hand(hall.three.author, typed).number == read


@pytest.mark.parametrize("typed", ["", "王", "A", "A-1", "1234567", "000", "A1; DROP"])
def test_what_is_no_number_is_refused(hall: PartitionedHall, typed: str) -> None:
    with pytest.raises(RuleViolation, match="no_number"):
        hall.three.queue.call_by_hand(hall.three.author, typed)


def test_a_window_calls_no_number_twice(hall: PartitionedHall) -> None:
    hall.three.queue.call_by_hand(hall.three.author, "A5001")
    hall.finish(hall.three)
    with pytest.raises(RuleViolation, match="called_here"):
        hall.three.queue.call_by_hand(hall.three.author, "A5001")

"""A hall whose hub comes and goes: nobody is called twice, nobody is forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core.clock import ManualClock, business_day
from app.core.errors import RuleViolation
from app.core.ids import new_id
from app.journal.model import Author
from app.tickets.model import Priority
from tests.support.partition import MORNING, PartitionedHall, PartitionedHub, number


def test_without_the_hub_a_window_calls_what_it_got_with_its_last_call(hall: PartitionedHall) -> None:
    hall.issue(4)
    assert number(hall.three) == "A001"
    assert hall.three.desk.stock().ready == 2
    hall.hub.up = False
    called = []
    for _ in range(3):
        hall.finish(hall.three)
        called.append(number(hall.three))
    assert called == ["A002", "A003", ""]


def test_what_one_window_holds_nobody_else_is_given(hall: PartitionedHall) -> None:
    hall.issue(5)
    assert number(hall.three) == "A001"
    assert number(hall.four) == "A004"


def test_calls_without_the_hub_are_known_when_it_is_back(hall: PartitionedHall) -> None:
    hall.issue(4)
    hall.three.call()
    hall.hub.up = False
    hall.finish(hall.three)
    hall.three.call()
    hall.hub.up = True
    hall.three.push()
    assert hall.states() == {
        "A001": ("finished", "3"),
        "A002": ("called", "3"),
        "A003": ("waiting", ""),
        "A004": ("waiting", ""),
    }


def test_a_window_that_forgot_to_push_gets_no_second_citizen_and_loses_none(hall: PartitionedHall) -> None:
    hall.issue(3)
    hall.three.call()
    hall.finish(hall.three)
    assert number(hall.three) == "A002", "the hub has not heard yet that A001 is done"


def test_who_has_priority_comes_before_what_the_window_holds(hall: PartitionedHall) -> None:
    hall.issue(3)
    hall.three.call()
    hall.finish(hall.three)
    hall.issue(priority=Priority.EMERGENCY)
    assert number(hall.three) == "A004"


def test_an_answer_that_was_lost_loses_no_ticket(hall: PartitionedHall) -> None:
    hall.issue(3)
    assert number(hall.three, "deaf") == ""
    assert number(hall.three) == "A001"
    hall.finish(hall.three)
    assert number(hall.three) == "A002"


def test_a_late_request_calls_nobody_twice(hall: PartitionedHall) -> None:
    hall.issue(4)
    hall.three.call()
    hall.finish(hall.three)
    assert number(hall.three, "late") == "A002"
    hall.three.wire.arrive()
    hall.three.push()
    assert hall.states()["A002"] == ("called", "3")
    assert number(hall.four) == "A004"


def test_an_idle_window_gets_what_a_busy_one_holds(hall: PartitionedHall) -> None:
    hall.issue(3)
    assert number(hall.three) == "A001"
    assert number(hall.four) == "A002", "asked back and returned within the call"
    assert hall.three.desk.stock().ready == 1


def test_what_a_window_was_given_and_never_saw_goes_back_too(hall: PartitionedHall) -> None:
    hall.issue(2)
    assert number(hall.three, "deaf") == ""
    assert number(hall.four) == "A002"


def test_a_window_that_does_not_answer_keeps_what_it_holds(hall: PartitionedHall) -> None:
    hall.issue(2)
    hall.three.call()
    hall.four.others = []
    assert number(hall.four) == ""
    hall.three.hear()
    hall.three.push()
    assert number(hall.four) == "A002"


def test_after_a_restart_the_old_stock_counts_only_once_the_hub_has_confirmed_it(
    hall: PartitionedHall,
) -> None:
    hall.issue(3)
    hall.three.call()
    hall.finish(hall.three)
    hall.three.restart()
    assert (hall.three.desk.stock().ready, hall.three.desk.stock().unconfirmed) == (0, 2)
    assert number(hall.three, "down") == ""
    with pytest.raises(RuleViolation, match="unconfirmed"):
        hall.three.queue.call_by_hand(hall.three.author, "A002")
    hall.three.see(hall.hub.board())
    assert number(hall.three, "down") == "A002"


def test_an_old_picture_of_the_hall_brings_nothing_back(hall: PartitionedHall) -> None:
    hall.issue(3)
    hall.three.call()
    old = hall.hub.board()
    hall.three.desk.leave()
    hall.three.see(old)
    assert hall.three.desk.stock().ready == 0
    hall.three.push()
    assert number(hall.four) == "A002"


def test_who_leaves_gives_back_what_it_holds(hall: PartitionedHall) -> None:
    hall.issue(3)
    hall.three.call()
    hall.three.desk.leave()
    hall.three.push()
    assert [number(hall.four)] == ["A002"]


def test_a_dead_windows_tickets_are_reclaimed_and_called_once(hall: PartitionedHall) -> None:
    hall.issue(3)
    hall.three.call()
    hall.finish(hall.three)
    hall.three.push()
    hall.reclaim("3")
    assert number(hall.four) == "A002"
    hall.three.hear()
    assert number(hall.three, "down") == ""
    assert hall.hub.doubles() == set()


def test_what_a_dead_window_had_called_is_listed_when_another_was_given_it(hall: PartitionedHall) -> None:
    hall.issue(3)
    hall.three.call()
    hall.finish(hall.three)
    hall.three.push()
    assert number(hall.three, "down") == "A002"
    hall.finish(hall.three)
    hall.reclaim("3")
    assert number(hall.four) == "A002"
    hall.three.push()
    assert hall.hub.doubles() == {("A002", frozenset({"3", "4"}))}
    assert hall.states()["A002"] == ("called", "4")


def test_what_a_dead_window_had_served_is_not_called_again(hall: PartitionedHall) -> None:
    hall.issue(3)
    hall.three.call()
    hall.finish(hall.three)
    hall.three.push()
    assert number(hall.three, "down") == "A002"
    hall.finish(hall.three)
    hall.reclaim("3")
    hall.three.push()
    assert hall.states()["A002"] == ("finished", "3")
    assert number(hall.four) == "A003"
    assert hall.hub.doubles() == set()


def test_a_reclaim_needs_a_reason(hall: PartitionedHall) -> None:
    with pytest.raises(RuleViolation, match="reason"):
        hall.hub.do(lambda desk, conn: desk.reclaim(conn, new_id(), Author("wang", ""), "3", " "))


def test_a_citizen_who_missed_the_call_can_be_taken_back_without_the_hub(hall: PartitionedHall) -> None:
    hall.issue(2)
    first = hall.three.call()
    assert first is not None
    hall.hub.up = False
    hall.three.queue.miss(new_id(), hall.three.author, first.id)
    hall.three.queue.restore(new_id(), hall.three.author, first.id)
    assert number(hall.three) == "A001"
    hall.hub.up = True
    hall.three.push()
    assert hall.states()["A001"] == ("called", "3")


def test_a_missed_ticket_is_everybodys_after_the_next_call(hall: PartitionedHall) -> None:
    hall.issue(2)
    first = hall.three.call()
    assert first is not None
    hall.three.queue.miss(new_id(), hall.three.author, first.id)
    hall.three.push()
    with pytest.raises(RuleViolation, match="held"):
        hall.four.queue.restore(new_id(), hall.four.author, first.id)
    hall.three.call()
    hall.three.push()
    hall.four.queue.restore(new_id(), hall.four.author, first.id)
    assert number(hall.four) == "A001"


def test_a_kiosk_gives_numbers_without_the_hub_and_none_is_changed(hall: PartitionedHall) -> None:
    hall.issue(1)
    hall.three.call()
    hall.four.call()
    hall.kiosk.lease()
    hall.hub.up = False
    slips = [hall.kiosk.issue() for _ in range(3)]
    assert [(slip.number, slip.window) for slip in slips] == [("A5001", "3"), ("A5002", "4"), ("A5003", "3")]
    hall.finish(hall.three)
    assert hall.three.queue.call_by_hand(hall.three.author, "a 5001").number == "A5001"
    hall.hub.up = True
    hall.three.push()
    hall.kiosk.push()
    assert hall.states()["A5001"] == ("called", "3")
    assert {"A5002", "A5003"} <= hall.states().keys()
    hall.finish(hall.three)
    hall.three.push()
    assert hall.states()["A5001"] == ("finished", "3")


def test_blocks_are_never_given_twice_and_a_hub_that_lost_them_learns_of_them(hall: PartitionedHall) -> None:
    hall.kiosk.lease()
    hall.kiosk.lease()
    numbers = [hall.kiosk.issue().number for _ in range(40)]
    assert numbers == [f"A{5001 + n}" for n in range(40)]
    with pytest.raises(RuleViolation, match="block_empty"):
        hall.kiosk.issue()
    lost = PartitionedHub(hall.clock)
    hall.kiosk.hub = lost
    hall.kiosk.push()
    assert sorted(ticket.number for ticket in lost.tickets()) == numbers
    hall.kiosk.lease()
    assert hall.kiosk.issue().number == "A5041"


def test_a_hub_that_lost_its_data_gives_no_number_again_that_a_window_knows(hall: PartitionedHall) -> None:
    hall.issue(3)
    hall.three.call()
    lost = PartitionedHub(hall.clock)
    hall.hub = hall.three.wire.hub = lost
    hall.three.push(again=True)
    hall.issue()
    assert hall.states() == {
        "A001": ("called", "3"),
        "A002": ("waiting", ""),
        "A003": ("waiting", ""),
        "A004": ("waiting", ""),
    }


def test_a_number_that_such_a_hub_gave_again_is_served_at_the_window_that_knew_it(
    hall: PartitionedHall,
) -> None:
    """It had not told the hub yet that it knows the number."""
    hall.issue(1)
    hall.three.call()
    hall.finish(hall.three)
    hall.hub = hall.three.wire.hub = PartitionedHub(hall.clock)
    hall.issue(1)
    assert number(hall.three) == "A001"
    hall.finish(hall.three)
    assert hall.three.desk.at_hand() is None


def test_yesterdays_stock_is_not_called_today_whatever_the_clock_says(hall: PartitionedHall) -> None:
    hall.issue(3)
    hall.three.call()
    hall.finish(hall.three)
    hall.clock.advance(timedelta(hours=24))
    assert number(hall.three, "down") == ""
    assert number(hall.three) == ""


def test_a_wrong_clock_of_the_window_does_no_harm(hall: PartitionedHall) -> None:
    hall.issue(3)
    hall.three.desk._day._clock = ManualClock(MORNING - timedelta(days=365))
    assert number(hall.three) == "A001"
    hall.finish(hall.three)
    assert number(hall.three, "down") == "A002"


def test_a_clock_set_back_gives_no_number_twice(hall: PartitionedHall) -> None:
    hall.issue(2)
    hall.clock.advance(timedelta(days=-1))
    hall.issue(2)
    hall.clock.advance(timedelta(days=1))
    hall.issue(1)
    today = business_day(hall.clock.now()).isoformat()
    assert [t.number for t in hall.hub.tickets() if t.business_day == today] == ["A001", "A002", "A003"]

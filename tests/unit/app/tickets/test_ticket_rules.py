"""The queue's rules: what may happen when, who is called first, what a number looks like."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from app.core.errors import RuleViolation
from app.tickets import events, rules
from app.tickets.events import TicketEvent
from app.tickets.model import Priority, Ticket, TicketState

AT = "2026-07-06T01:00:00.000000Z"


def ticket(turn: int = 1, priority: Priority = Priority.NORMAL, *, front: bool = False) -> Ticket:
    made = Ticket(f"t{turn}", rules.number_text("A", turn), "SSDJ", priority, "", "2026-07-06", turn, AT)
    return replace(made, front=front)


def happened(kind: str, to: Ticket, window: str = "3") -> Ticket:
    return rules.after(to, TicketEvent(kind, to.id, to.version, AT, window, {}))


def test_number_has_three_digits_and_grows_beyond() -> None:
    assert [rules.number_text("A", n) for n in (1, 127, 999, 1000)] == ["A001", "A127", "A999", "A1000"]


def test_priority_people_are_called_before_those_who_came_earlier() -> None:
    came = [ticket(1), ticket(2), ticket(3, Priority.BOOKED), ticket(4, Priority.SPECIAL)]
    emergency, back = ticket(5, Priority.EMERGENCY), ticket(6, front=True)
    order = sorted([*came, emergency, back], key=rules.call_order)
    assert [t.turn for t in order] == [6, 5, 4, 3, 1, 2]


@given(st.lists(st.sampled_from(Priority), max_size=30))
def test_first_come_first_served_inside_a_class(classes: list[Priority]) -> None:
    order = sorted((ticket(n, p) for n, p in enumerate(classes)), key=rules.call_order)
    for earlier, later in pairwise(order):
        assert (earlier.priority, earlier.turn) < (later.priority, later.turn)


KINDS = (events.RECALLED, events.STARTED, events.MISSED, events.RESTORED, events.FINISHED)


@given(st.lists(st.sampled_from(KINDS), max_size=20), st.sampled_from(["3", "4"]))
def test_whatever_is_pressed_only_the_drawn_transitions_happen(presses: list[str], window: str) -> None:
    drawn = {
        ("called", "called"),
        ("called", "serving"),
        ("called", "missed"),
        ("called", "finished"),
        ("serving", "finished"),
        ("missed", "waiting"),
    }
    now = happened(events.CALLED, ticket())
    for kind in presses:
        try:
            rules.check(kind, now, window)
        except RuleViolation:
            continue
        before, now = now, happened(kind, now, window)
        assert (before.state.value, now.state.value) in drawn
        assert window == before.window or kind == events.RESTORED
        assert now.version == before.version + 1
        assert now.calls <= 1 + rules.RECALL_LIMIT


def test_three_recalls_and_no_more() -> None:
    now = happened(events.CALLED, ticket())
    for _ in range(3):
        rules.check(events.RECALLED, now, "3")
        now = happened(events.RECALLED, now)
    with pytest.raises(RuleViolation) as refusal:
        rules.check(events.RECALLED, now, "3")
    assert refusal.value.code == "tickets.recall_limit"


def test_restored_ticket_may_be_called_and_recalled_afresh() -> None:
    missed = happened(events.MISSED, happened(events.RECALLED, happened(events.CALLED, ticket())))
    back = happened(events.RESTORED, missed, window="4")
    assert (back.state, back.front, back.calls, back.window) == (TicketState.WAITING, True, 0, "")
    assert happened(events.CALLED, back, window="4").calls == 1


def test_another_window_cannot_finish_my_ticket() -> None:
    with pytest.raises(RuleViolation) as refusal:
        rules.check(events.FINISHED, happened(events.CALLED, ticket(), window="3"), "4")
    assert refusal.value.code == "tickets.other_window"

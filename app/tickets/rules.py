"""The rules of the queue (排队叫号). Pure.

waiting ─call→ called ─start→ serving ─finish→ finished
           recall ↺ │  └──────finish────────────↗
                    └─miss→ missed ─restore→ waiting, at the front
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.core.errors import RuleViolation
from app.tickets import events
from app.tickets.events import TicketEvent
from app.tickets.model import Priority, Ticket, TicketState

RECALL_LIMIT = 3
"""How often a citizen who does not come is called again before the ticket counts as missed (过号)."""

_MAY: Mapping[str, tuple[TicketState, ...]] = {
    events.RECALLED: (TicketState.CALLED,),
    events.STARTED: (TicketState.CALLED,),
    events.MISSED: (TicketState.CALLED,),
    events.RESTORED: (TicketState.MISSED,),
    # A visit may be over before anybody pressed start, for instance when the hub was away meanwhile.
    events.FINISHED: (TicketState.CALLED, TicketState.SERVING),
}


def number_text(prefix: str, serial: int) -> str:
    """The number on the slip: the zone's prefix and at least three digits (``A001``, ``A1000``)."""
    return f"{prefix}{serial:03d}"


def call_order(ticket: Ticket) -> tuple[bool, Priority, int]:
    """Sort key of waiting tickets: put back first, then by priority class, then first come, first served."""
    return (not ticket.front, ticket.priority, ticket.turn)


def check(kind: str, ticket: Ticket, window: str) -> None:
    """Whether this may happen to the ticket now, at this window.

    Raises RuleViolation: ``tickets.wrong_state`` (state), ``tickets.other_window`` (window) when another
    window holds the ticket, ``tickets.recall_limit`` (limit).
    """
    if ticket.state not in _MAY[kind]:
        raise RuleViolation("tickets.wrong_state", number=ticket.number, state=ticket.state.value)
    if kind != events.RESTORED and ticket.window != window:
        raise RuleViolation("tickets.other_window", number=ticket.number, window=ticket.window)
    if kind == events.RECALLED and ticket.calls > RECALL_LIMIT:
        raise RuleViolation("tickets.recall_limit", number=ticket.number, limit=RECALL_LIMIT)


def issued(event: TicketEvent) -> Ticket:
    """The ticket that a ``ticket.issued`` event makes."""
    facts = event.payload
    return Ticket(
        id=event.ticket_id,
        number=facts["number"],
        zone=facts["zone"],
        priority=Priority(facts["priority"]),
        group=facts["group"],
        business_day=facts["business_day"],
        turn=facts["turn"],
        issued_at=event.at,
    )


def _called(ticket: Ticket, event: TicketEvent) -> Ticket:
    return replace(ticket, state=TicketState.CALLED, window=event.window, called_at=event.at, calls=1)


def _recalled(ticket: Ticket, event: TicketEvent) -> Ticket:
    return replace(ticket, called_at=event.at, calls=ticket.calls + 1)


def _restored(ticket: Ticket, event: TicketEvent) -> Ticket:
    back = replace(ticket, state=TicketState.WAITING, front=True)
    return replace(back, window="", called_at="", calls=0)


_CHANGES: Mapping[str, Callable[[Ticket, TicketEvent], Ticket]] = {
    events.CALLED: _called,
    events.RECALLED: _recalled,
    events.STARTED: lambda ticket, _: replace(ticket, state=TicketState.SERVING),
    events.MISSED: lambda ticket, _: replace(ticket, state=TicketState.MISSED),
    events.RESTORED: _restored,
    events.FINISHED: lambda ticket, _: replace(ticket, state=TicketState.FINISHED),
}


def after(ticket: Ticket, event: TicketEvent) -> Ticket:
    """The ticket after an event. Projections and boards share it, so they cannot disagree.

    Whether the event was allowed is not asked again: it has happened.
    """
    return replace(_CHANGES[event.kind](ticket, event), version=event.base_version + 1)

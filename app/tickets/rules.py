"""The rules of the queue (排队叫号). Pure.

waiting ─call→ called ─start→ serving ─finish→ finished
           recall ↺ │  └──────finish────────────↗
                    └─miss→ missed ─restore→ waiting, at the front

A ticket has one owner, who alone changes it: the hub, or a window that holds it in escrow. It changes hands
by the owner's own word (escrowed, released) or by the lobby manager's (reclaimed), never by time.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping

from msgspec.structs import replace

from app.core.errors import RuleViolation
from app.tickets import events
from app.tickets.events import TicketEvent
from app.tickets.model import Priority, Ticket, TicketState

RECALL_LIMIT = 3
"""How often a citizen who does not come is called again before the ticket counts as missed (过号)."""

ESCROW = 2
"""How many tickets a window may hold beside the one it is serving."""

LAST_SERIAL = 5000
"""The hub itself numbers up to here in each zone and day; leased blocks (号段) begin after it. So a number
from 5001 on was given without the hub, and no machine can give another's."""

BLOCK_SIZE = 20
"""Numbers of one leased block."""

LAST_LEASED = 99_999
"""A number has five digits at most."""

AT_WINDOW = (TicketState.CALLED, TicketState.SERVING)
"""The citizen was called and has not gone yet."""

OVER = (TicketState.FINISHED, TicketState.MISSED)
"""The citizen has gone, or did not come."""

_TYPED = re.compile(r"([A-Z]{0,2})([0-9]{1,5})")
_SERIAL = re.compile(r"[0-9]+\Z")
_MAY: Mapping[str, tuple[TicketState, ...]] = {
    events.CALLED: (TicketState.WAITING,),
    events.ESCROWED: (TicketState.WAITING,),
    events.RELEASED: (TicketState.WAITING, TicketState.MISSED),
    events.DEMANDED: (TicketState.WAITING,),
    events.RECLAIMED: (TicketState.WAITING, TicketState.CALLED, TicketState.MISSED),
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


def numbers_lost(share: float) -> int:
    """How many numbers of a zone's blocks are passed over when a hub lost its memory of that much of the day,
    in whole blocks: so many it will not have leased by then."""
    return math.ceil(share * (LAST_LEASED - LAST_SERIAL) / BLOCK_SIZE) * BLOCK_SIZE


def serial_of(number: str) -> int:
    """The counted part of a number: 127 of ``A127``; 0 when it has none."""
    found = _SERIAL.search(number)
    return int(found[0]) if found else 0


def typed_number(text: str) -> str:
    """A number as a clerk types it (``a 5003``), as it stands on the slip (``A5003``).

    Raises RuleViolation ``tickets.no_number``.
    """
    found = _TYPED.fullmatch("".join(unicodedata.normalize("NFKC", text).upper().split()))
    if found is None or not int(found[2]):
        raise RuleViolation("tickets.no_number", field="number")
    return number_text(found[1], int(found[2]))


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


def in_step(ticket: Ticket, event: TicketEvent) -> bool:
    """Whether an event follows on the ticket as it is known here: not seen before, by its owner, possible.

    Boards and projections share it. What windows did while they could not ask may be out of step; see
    ``TicketDesk.merge``.
    """
    fresh, epoch = event.base_version >= ticket.version, events.epoch_of(event)
    if epoch is None:
        return fresh
    # A window may give back what it never saw, and then knows of no version: the epoch says enough.
    return (
        (fresh or event.kind == events.RELEASED)
        and (event.window, epoch) == (ticket.owner, ticket.epoch)
        and ticket.state in _MAY[event.kind]
    )


def may(kind: str, ticket: Ticket) -> bool:
    """Whether this may happen to a ticket in its state."""
    return ticket.state in _MAY[kind]


def follows(ticket: Ticket, over: Ticket) -> bool:
    """Whether a window goes on with a ticket where another of that number is over at it: one that was typed,
    or one of a hub that gave the number again since it lost its memory."""
    later = not over.zone or ticket.issued_at > over.issued_at
    return over.state in OVER and over.window == ticket.owner and later


def issued(event: TicketEvent) -> Ticket:
    """The ticket that a ``ticket.issued`` event makes."""
    facts = event.payload
    owner = facts.get("owner", "")
    return Ticket(
        id=event.ticket_id,
        number=facts["number"],
        zone=facts["zone"],
        priority=Priority(facts["priority"]),
        group=facts["group"],
        business_day=facts["business_day"],
        turn=facts["turn"],
        issued_at=event.at,
        owner=owner,
        epoch=1 if owner else 0,
    )


def hand_called(event: TicketEvent) -> Ticket:
    """The ticket that a typed number makes: nothing is known of it but who called it."""
    return Ticket(
        id=event.ticket_id,
        number=event.payload["number"],
        zone="",
        priority=Priority.NORMAL,
        group="",
        business_day=event.payload["business_day"],
        turn=0,
        issued_at=event.at,
        state=TicketState.CALLED,
        window=event.window,
        called_at=event.at,
        calls=1,
        owner=event.window,
    )


def _called(ticket: Ticket, event: TicketEvent) -> Ticket:
    at, owner = event.payload.get("called_at", event.at), event.payload.get("owner", "")
    called = replace(ticket, state=TicketState.CALLED, window=event.window, called_at=at, calls=1)
    return _moved(called, owner) if owner else called


def _recalled(ticket: Ticket, event: TicketEvent) -> Ticket:
    return replace(ticket, called_at=event.at, calls=ticket.calls + 1)


def _restored(ticket: Ticket, event: TicketEvent) -> Ticket:
    back = replace(ticket, state=TicketState.WAITING, front=True)
    return replace(back, window="", called_at="", calls=0)


def _reclaimed(ticket: Ticket, event: TicketEvent) -> Ticket:
    called = ticket.state == TicketState.CALLED
    return _moved(_restored(ticket, event) if called else ticket, "")


def _moved(ticket: Ticket, owner: str) -> Ticket:
    return replace(ticket, owner=owner, epoch=ticket.epoch + 1, demanded=False)


_CHANGES: Mapping[str, Callable[[Ticket, TicketEvent], Ticket]] = {
    events.CALLED: _called,
    events.RECALLED: _recalled,
    events.STARTED: lambda ticket, _: replace(ticket, state=TicketState.SERVING),
    events.MISSED: lambda ticket, _: replace(ticket, state=TicketState.MISSED),
    events.RESTORED: _restored,
    events.FINISHED: lambda ticket, _: replace(ticket, state=TicketState.FINISHED),
    events.ESCROWED: lambda ticket, event: _moved(ticket, event.window),
    events.RELEASED: lambda ticket, _: _moved(ticket, ""),
    events.DEMANDED: lambda ticket, _: replace(ticket, demanded=True),
    events.RECLAIMED: _reclaimed,
}


def after(ticket: Ticket, event: TicketEvent) -> Ticket:
    """The ticket after an event. Projections and boards share it, so they cannot disagree.

    Whether the event was allowed is not asked again: it has happened. A demand is a question to the owner
    and leaves the version alone: the owner does not see it where it counts.
    """
    counted = event.kind != events.DEMANDED
    return replace(
        _CHANGES[event.kind](ticket, event), version=max(event.base_version, ticket.version) + counted
    )

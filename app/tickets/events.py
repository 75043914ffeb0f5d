"""The kinds of ticket events, and the part of an event that a ticket follows from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

ISSUED = "ticket.issued"
CALLED = "ticket.called"
RECALLED = "ticket.recalled"
STARTED = "ticket.started"
MISSED = "ticket.missed"
RESTORED = "ticket.restored"
FINISHED = "ticket.finished"

ESCROWED = "ticket.escrowed"
"""The hub gave a waiting ticket to a window, the event's own."""
HELD = "ticket.held"
"""A window has stored a ticket that is its own; the payload is the whole ticket."""
RELEASED = "ticket.released"
"""Its window gave it back to the hub."""
DEMANDED = "ticket.demanded"
"""The hub asks the owner to give it back; payload: from (the owner), held (the epoch in which it has it)."""
RECLAIMED = "ticket.reclaimed"
"""The lobby manager took it from a dead window; payload: from, held, reason."""
HAND_CALLED = "ticket.hand_called"
"""A window called a number that its clerk typed; payload: number, business_day."""
DOUBLE_SERVED = "ticket.double_served"
"""Two windows served one number; payload: number, first, second. A notice: it changes nothing."""
MERGED = "ticket.merged"
"""Two machines had made a ticket of one number; this one is no more. Payload: into."""
BLOCK_LEASED = "ticket.block_leased"
"""A machine may give numbers without asking; payload: holder and the Lease."""
WINDOW_LEFT = "ticket.window_left"
"""A window stopped calling: pause, log-out, end of the program."""

MAKING = (ISSUED, HAND_CALLED, HELD)
"""The first of these that is heard of makes the ticket of a number; the next of that number is the same."""
KINDS = (
    ISSUED,
    CALLED,
    RECALLED,
    STARTED,
    MISSED,
    RESTORED,
    FINISHED,
    ESCROWED,
    RELEASED,
    DEMANDED,
    RECLAIMED,
    HAND_CALLED,
    MERGED,
    HELD,
)
"""What moves a ticket on a board."""


class TicketEvent(Struct, frozen=True):
    """What happened to one ticket. ``base_version`` is the version that it happened to (0 = before issue).

    The payload of ``ticket.issued``: number, zone, priority, group, business_day, serial (the counted part
    of the number), turn, and owner where a machine gave the number without the hub. Of the other kinds: who
    owns a ticket says with which ``epoch`` it does so; without one the hub speaks. The window is the event's
    own.
    """

    kind: str
    ticket_id: str
    base_version: int
    at: str
    window: str
    payload: Mapping[str, Any]


def epoch_of(event: TicketEvent) -> int | None:
    """The epoch in which a window owned the ticket (0: a number typed by hand); None when the hub speaks."""
    epoch: int | None = event.payload.get("epoch")
    return epoch


def subject_of(ticket_id: str) -> str:
    """The journal subject of a ticket."""
    return f"ticket:{ticket_id}"

"""The kinds of ticket events, and the part of an event that a ticket follows from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ISSUED = "ticket.issued"
CALLED = "ticket.called"
RECALLED = "ticket.recalled"
STARTED = "ticket.started"
MISSED = "ticket.missed"
RESTORED = "ticket.restored"
FINISHED = "ticket.finished"

KINDS = (ISSUED, CALLED, RECALLED, STARTED, MISSED, RESTORED, FINISHED)


@dataclass(frozen=True, slots=True)
class TicketEvent:
    """What happened to one ticket. ``base_version`` is the version that it happened to (0 = before issue).

    The payload of ``ticket.issued``: number, zone, priority, group, business_day, serial (the counted part
    of the number), turn. The other kinds need none: the window is the event's own.
    """

    kind: str
    ticket_id: str
    base_version: int
    at: str
    window: str
    payload: Mapping[str, Any]


def subject_of(ticket_id: str) -> str:
    """The journal subject of a ticket."""
    return f"ticket:{ticket_id}"

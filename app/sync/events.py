"""What people decide about events that a hub did not apply, and how it shows what it cannot read."""

from __future__ import annotations

from app.journal.model import Event, NewEvent

SETTLED = "sync.settled"
RELEASED, DROPPED = "sync.released", "sync.dropped"
"""What an administrator decides at a hub (放行、作废); the event in question stands in the payload."""
UNREAD = "sync.unread"
"""The kind under which the feed shows a row of another schema; its payload is left out."""

TAKEN_BACK = ("withdrawn", "again", "renumbered")
"""Choices after which the own event changes nothing here any more: withdrawn, or made again as another, be it
with another number."""


def settled(event: Event, choice: str) -> NewEvent:
    """A clerk decided what becomes of an own event (处理冲突): ``mine``, ``theirs``, ``both``, or of several
    fields ``mixed``; or one of ``TAKEN_BACK``."""
    return NewEvent(SETTLED, event.subject, {"event": event.id, "choice": choice})

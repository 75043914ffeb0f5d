"""What happens to the answers of the hub."""

from __future__ import annotations

from app.journal.model import Event, NewEvent

SETTLED = "sync.settled"


def settled(event: Event, choice: str) -> NewEvent:
    """A clerk decided what becomes of an own event (处理冲突): ``mine``, ``theirs``, ``both``, or of several
    fields ``mixed``; ``renumbered`` for a receipt whose number was taken."""
    return NewEvent(SETTLED, event.subject, {"event": event.id, "choice": choice})

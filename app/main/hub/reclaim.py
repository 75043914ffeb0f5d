"""``zongchuang hub reclaim``: take from a dead window what it holds of the queue (收回)."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from app.core.ids import new_id
from app.journal.model import Author
from app.main.hub.database import administered_hub

_ADMINISTRATOR = Author("administrator", "")


def reclaim(args: Namespace) -> dict[str, Any]:
    """Give everything that a window holds and is not serving back to the hall.

    Somebody has looked that the machine is off: what it called all the same will show as a double service.
    Raises RuleViolation ``tickets.reason_missing``.
    """
    facts = (new_id(), _ADMINISTRATOR, str(args.window), args.reason)
    with administered_hub(args) as hub:
        done = hub.carry_out(args.hall, lambda desk, conn: desk.reclaim(conn, *facts))
    return {"reclaimed": len(done.events)}

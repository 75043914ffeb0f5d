"""What a decision about an event changes by itself: nobody waits for it any more."""

from __future__ import annotations

from sqlalchemy import Connection, update

from app.journal.model import Event, Projections
from app.sync.events import DROPPED, RELEASED, SETTLED, TAKEN_BACK
from app.sync.model import sync_unsettled


def _settled(conn: Connection, event: Event) -> None:
    taken_back = {"status": "withdrawn"} if event.payload["choice"] in TAKEN_BACK else {}
    conn.execute(
        update(sync_unsettled)
        .where(sync_unsettled.c.hall_id == event.hall_id, sync_unsettled.c.event_id == event.payload["event"])
        .values(settled_at=event.at, **taken_back)
    )


def _told(_conn: Connection, _event: Event) -> None:
    """What an administrator decided is carried out where it arrives (app.sync.decisions)."""


PROJECTIONS: Projections = {SETTLED: _settled, RELEASED: _told, DROPPED: _told}
"""``sync_unsettled`` itself is no part of a replay: it keeps the hub's answers, which no journal holds."""

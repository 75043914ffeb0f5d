"""What settling an event that the hub did not apply changes here: nobody waits for it any more."""

from __future__ import annotations

from sqlalchemy import Connection, update

from app.journal.model import Event, Projections
from app.sync.events import SETTLED
from app.sync.model import sync_unsettled


def _settled(conn: Connection, event: Event) -> None:
    conn.execute(
        update(sync_unsettled)
        .where(sync_unsettled.c.hall_id == event.hall_id, sync_unsettled.c.event_id == event.payload["event"])
        .values(settled_at=event.at)
    )


PROJECTIONS: Projections = {SETTLED: _settled}
"""``sync_unsettled`` itself is no part of a replay: it keeps the hub's answers, which no journal holds."""

"""How much of what a hub holds has not reached the centre."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, and_, func, select

from app.hub.model import hub_upstream
from app.journal.model import heads
from app.sync.model import sync_progress


def upstream_waiting(conn: Connection) -> Iterator[tuple[str, int]]:
    """For each hall that has a centre: how many events that has not acknowledged."""
    acknowledged = and_(
        sync_progress.c.hall_id == heads.c.hall_id,
        sync_progress.c.node == heads.c.node,
        sync_progress.c.incarnation == heads.c.incarnation,
    )
    counted = (
        select(heads.c.hall_id, func.sum(heads.c.seq - func.coalesce(sync_progress.c.acked_seq, 0)))
        .join(hub_upstream, hub_upstream.c.hall_id == heads.c.hall_id)
        .outerjoin(sync_progress, acknowledged)
        .group_by(heads.c.hall_id)
    )
    for hall_id, count in conn.execute(counted):
        yield hall_id, int(count)

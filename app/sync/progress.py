"""What the pusher reads and remembers in the window's own store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from app.core.clock import from_text, to_text
from app.db.dialect import upsert
from app.journal.model import ROW, Node, journal, journal_private
from app.sync.model import sync_progress, sync_unsettled
from app.sync.wire import PUSH_BYTES, EventAnswer, PushBatch, PushedEvent, PushedPrivate

_ROW_OVERHEAD = 700
"""About what the fixed columns of a row take as JSON, in bytes."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the hub has acknowledged the own chain."""

    acked_seq: int = 0
    hub_epoch: str = ""
    last_success: datetime | None = None


def progress(conn: Connection, node: Node) -> Progress:
    """What is remembered of the own chain."""
    row = conn.execute(
        select(sync_progress).where(
            sync_progress.c.hall_id == node.hall_id,
            sync_progress.c.node == node.node,
            sync_progress.c.incarnation == node.incarnation,
        )
    ).first()
    if row is None:
        return Progress()
    return Progress(row.acked_seq, row.hub_epoch, from_text(row.last_success) if row.last_success else None)


def remember(conn: Connection, node: Node, state: Progress) -> None:
    """Keep how far the hub has acknowledged."""
    key = {"hall_id": node.hall_id, "node": node.node, "incarnation": node.incarnation}
    success = to_text(state.last_success) if state.last_success else ""
    facts = {"acked_seq": state.acked_seq, "hub_epoch": state.hub_epoch, "last_success": success}
    upsert(conn, sync_progress, [{**key, **facts}])


def keep_unsettled(conn: Connection, hall_id: str, answers: Iterable[EventAnswer]) -> None:
    """Remember the events that the hub could not apply."""
    rows = [
        {"hall_id": hall_id, "event_id": answer.id, "status": answer.status, "code": answer.code}
        for answer in answers
        if answer.status not in ("ok", "dup")
    ]
    upsert(conn, sync_unsettled, rows)


def unsettled(conn: Connection, hall_id: str) -> int:
    """How many own events the hub keeps but could not apply."""
    mine = select(func.count()).select_from(sync_unsettled).where(sync_unsettled.c.hall_id == hall_id)
    return conn.execute(mine).scalar_one()


def next_batch(conn: Connection, node: Node, after: int, limit: int) -> PushBatch:
    """The own rows after a position: at most ``limit``, and about ``wire.PUSH_BYTES`` (one row at least)."""
    found = conn.execute(
        select(*ROW, journal_private.c.salt, journal_private.c.body)
        .outerjoin(
            journal_private,
            (journal_private.c.hall_id == journal.c.hall_id)
            & (journal_private.c.event_id == journal.c.id)
            & (journal.c.doubled == 0),
        )
        .where(
            journal.c.hall_id == node.hall_id,
            journal.c.node == node.node,
            journal.c.incarnation == node.incarnation,
            journal.c.seq > after,
        )
        .order_by(journal.c.seq)
        .limit(limit)
    ).mappings()
    events: list[PushedEvent] = []
    size = 0
    for row in found:
        columns = dict(row)
        salt, body = columns.pop("salt"), columns.pop("body")
        size += _ROW_OVERHEAD + len(columns["payload"].encode()) + len((body or "").encode())
        if events and size > PUSH_BYTES:
            break
        for name in ("hall_id", "node", "incarnation"):
            del columns[name]
        private = PushedPrivate(salt, body) if body is not None else None
        events.append(PushedEvent(**columns, private=private))
    return PushBatch(node.hall_id, node.node, node.incarnation, events)

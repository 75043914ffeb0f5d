"""What the sync centre shows (同步中心): what waits, what failed and why, what must be decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, select

from app.core.clock import from_text
from app.journal.model import Event, Node
from app.journal.node import lives
from app.journal.read import event_by_id, of_subject, own_events
from app.sync.history import History, standing
from app.sync.model import sync_unsettled
from app.sync.progress import pending, progress
from app.sync.settling import fields

MOST_ROWS = 500
"""Of what waits the oldest so many are listed; their number in all is told apart."""
_NAMES = ("item_name", "case_no", "ticket_number", "number")
"""Facts of a subject's events that tell people which one it is."""


@dataclass(frozen=True, slots=True)
class PendingRow:
    """One own event that the hub has not acknowledged. ``what``: item, case number, ticket number."""

    event_id: str
    subject: str
    kind: str
    at: datetime
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FailedRow:
    """One own event that the hub keeps but did not apply: ``rejected``, ``quarantined`` or ``blocked``, and
    the code of why."""

    event_id: str
    subject: str
    kind: str
    at: datetime
    what: tuple[str, ...]
    status: str
    code: str


@dataclass(frozen=True, slots=True, repr=False)
class Side:
    """One of the two values of a field, since when and by whom. Personal data: shown, never logged."""

    value: str
    at: datetime
    actor: str
    window: str


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that two people changed. ``theirs`` is what counts now."""

    name: str
    mine: Side
    theirs: Side


@dataclass(frozen=True, slots=True)
class Conflict:
    """An own change that came too late; ``Settlements.settle`` decides it."""

    event_id: str
    subject: str
    what: tuple[str, ...]
    fields: tuple[FieldConflict, ...]


@dataclass(frozen=True, slots=True)
class SyncOverview:
    """Everything that is not yet, or not at all, at the hub."""

    waiting: int
    pending: tuple[PendingRow, ...]
    failed: tuple[FailedRow, ...]
    conflicts: tuple[Conflict, ...]


def overview(conn: Connection, node: Node, history: History) -> SyncOverview:
    """The window's own state of sync, read in one go."""
    answers = conn.execute(
        select(sync_unsettled)
        .where(sync_unsettled.c.hall_id == node.hall_id, sync_unsettled.c.settled_at == "")
        .order_by(sync_unsettled.c.since, sync_unsettled.c.event_id)
    ).all()
    return SyncOverview(
        pending(conn, node),
        tuple(_pending(conn, node)),
        tuple(_failed(conn, row) for row in answers if row.status != "conflict"),
        tuple(_conflict(conn, row, history) for row in answers if row.status == "conflict"),
    )


def _pending(conn: Connection, node: Node) -> Iterable[PendingRow]:
    left = MOST_ROWS
    for life in lives(conn, node):
        for event in own_events(conn, life, progress(conn, life).acked_seq, left):
            left -= 1
            yield PendingRow(event.id, event.subject, event.kind, from_text(event.at), _what(conn, event))


def _failed(conn: Connection, row: Row[tuple[str, ...]]) -> FailedRow:
    event = event_by_id(conn, row.hall_id, row.event_id)
    at = from_text(event.at)
    return FailedRow(event.id, event.subject, event.kind, at, _what(conn, event), row.status, row.code)


def _conflict(conn: Connection, row: Row[tuple[str, ...]], history: History) -> Conflict:
    mine = event_by_id(conn, row.hall_id, row.event_id)
    there = history.values(conn, row.hall_id, mine.subject)
    counted = list(standing(conn, of_subject(conn, row.hall_id, mine.subject)))
    rows = []
    for name, value in sorted(fields(mine).items()):
        wrote = [event for event in counted if event.kind == mine.kind and name in fields(event)]
        last = (wrote or counted[:1] or [mine])[-1]
        rows.append(FieldConflict(name, _side(mine, value), _side(last, there.get(name, ""))))
    return Conflict(mine.id, mine.subject, _what(conn, mine), tuple(rows))


def _side(event: Event, value: str) -> Side:
    return Side(value, from_text(event.at), event.actor, event.window)


def _what(conn: Connection, event: Event) -> tuple[str, ...]:
    """What people call the subject: the newest facts of its events."""
    known: dict[str, str] = {}
    for each in of_subject(conn, event.hall_id, event.subject):
        known |= {name: str(each.payload[name]) for name in _NAMES if each.payload.get(name)}
    return tuple(known[name] for name in _NAMES if name in known)

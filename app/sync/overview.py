"""What the sync centre shows (同步中心): what waits, what failed and why, what must be decided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct
from sqlalchemy import Connection, Row, select

from app.core.clock import from_text
from app.journal.model import Event, Node, excerpts
from app.journal.read import clock_offset, event_by_id, of_subject, own_events
from app.sync.history import UNREAD, History, standing
from app.sync.model import sync_unsettled
from app.sync.progress import own_chains, pending
from app.sync.settling import fields

MOST_ROWS = 500
"""Of what waits the oldest so many are listed; their number in all is told apart."""
_NAMES = ("item_name", "case_no", "ticket_number", "number")
"""Facts of a subject's events that tell people which one it is."""


class PendingRow(Struct, frozen=True):
    """One own event that the hub has not acknowledged. ``what``: item, case number, ticket number."""

    event_id: str
    subject: str
    kind: str
    at: datetime
    what: tuple[str, ...]


class FailedRow(Struct, frozen=True):
    """One own event that the hub keeps but did not apply: ``rejected``, ``quarantined`` or ``blocked``, or
    that an administrator ``dropped``, and the code of why. ``withdrawable``: the clerk may take it back."""

    event_id: str
    subject: str
    kind: str
    at: datetime
    what: tuple[str, ...]
    status: str
    code: str
    withdrawable: bool = False


class KeptRow(Struct, frozen=True):
    """One event of another node that changes nothing here before a program is updated (已收到、需更新后显示);
    ``code``: which one."""

    event_id: str
    subject: str
    kind: str
    at: datetime
    what: tuple[str, ...]
    code: str


class Side(Struct, frozen=True):
    """One of the two values of a field, since when and by whom. Personal data: shown, never logged.
    ``doubtful``: a hub found the clock wrong by which it stands since then."""

    __repr__ = object.__repr__

    value: str
    at: datetime
    actor: str
    window: str
    doubtful: bool = False


class FieldConflict(Struct, frozen=True):
    """A field that two people changed. ``theirs`` is what counts now."""

    name: str
    mine: Side
    theirs: Side


class Conflict(Struct, frozen=True):
    """An own change that came too late; ``Settlements.settle`` decides it."""

    event_id: str
    subject: str
    what: tuple[str, ...]
    fields: tuple[FieldConflict, ...]


class SyncOverview(Struct, frozen=True):
    """Everything that is not yet, or not at all, at the hub, or that came from there and cannot be read."""

    waiting: int
    pending: tuple[PendingRow, ...]
    failed: tuple[FailedRow, ...]
    conflicts: tuple[Conflict, ...]
    kept: tuple[KeptRow, ...] = ()


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
        tuple(_failed(conn, row, history) for row in answers if row.status != "conflict"),
        tuple(_conflict(conn, row, history) for row in answers if row.status == "conflict"),
        tuple(_kept(conn, node.hall_id)),
    )


def _pending(conn: Connection, node: Node) -> Iterable[PendingRow]:
    left = MOST_ROWS
    for chain in own_chains(conn, node):
        for event in own_events(conn, chain.node, chain.done.acked_seq, left):
            left -= 1
            yield PendingRow(event.id, event.subject, event.kind, from_text(event.at), _what(conn, event))


def _failed(conn: Connection, row: Row[tuple[str, ...]], history: History) -> FailedRow:
    event = event_by_id(conn, row.hall_id, row.event_id)
    told = event.id, event.subject, event.kind, from_text(event.at), _what(conn, event)
    return FailedRow(*told, row.status, row.code, event.kind in history.withdrawable)


def _kept(conn: Connection, hall_id: str) -> Iterable[KeptRow]:
    here = (excerpts.c.hall_id == hall_id, excerpts.c.refused.in_(UNREAD))
    found = conn.execute(select(excerpts).where(*here).order_by(excerpts.c.place).limit(MOST_ROWS)).all()
    for row in found:
        event = event_by_id(conn, hall_id, row.event_id)
        what = _what(conn, event)
        yield KeptRow(event.id, event.subject, event.kind, from_text(event.at), what, row.refused)


def _conflict(conn: Connection, row: Row[tuple[str, ...]], history: History) -> Conflict:
    mine = event_by_id(conn, row.hall_id, row.event_id)
    there = history.values(conn, row.hall_id, mine.subject)
    counted = list(standing(conn, of_subject(conn, row.hall_id, mine.subject)))
    rows = []
    for name, value in sorted(fields(mine).items()):
        wrote = [event for event in counted if event.kind == mine.kind and name in fields(event)]
        last = (wrote or counted[:1] or [mine])[-1]
        rows.append(FieldConflict(name, _side(conn, mine, value), _side(conn, last, there.get(name, ""))))
    return Conflict(mine.id, mine.subject, _what(conn, mine), tuple(rows))


def _side(conn: Connection, event: Event, value: str) -> Side:
    doubtful = clock_offset(conn, event.hall_id, event.id) != 0
    return Side(value, from_text(event.at), event.actor, event.window, doubtful)


def _what(conn: Connection, event: Event) -> tuple[str, ...]:
    """What people call the subject: the newest facts of its events."""
    known: dict[str, str] = {}
    for each in of_subject(conn, event.hall_id, event.subject):
        known |= {name: str(each.payload[name]) for name in _NAMES if each.payload.get(name)}
    return tuple(known[name] for name in _NAMES if name in known)

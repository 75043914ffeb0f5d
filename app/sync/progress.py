"""What the window's own store remembers of its hub's answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, and_, bindparam, delete, func, select

from app.core.clock import from_text, to_text
from app.db.dialect import upsert
from app.journal.model import SCHEMA, Node, heads, journal, journal_private, of_chain
from app.journal.read import head_of
from app.sync.model import NOT_COUNTED, sync_progress, sync_reconciliations, sync_unsettled
from app.sync.wire import DECIDED, PUSH_BYTES, PUSH_EVENTS, EventAnswer, PushBatch, PushedEvent, PushedPrivate

_told_of = (sync_progress.c.acked_seq, sync_progress.c.hub_epoch, sync_progress.c.last_success)
_progress = select(*_told_of).where(*of_chain(sync_progress))
_own_chains = (
    select(heads.c.incarnation, heads.c.seq, *_told_of)
    .outerjoin(
        sync_progress,
        and_(*(sync_progress.c[name] == heads.c[name] for name in ("hall_id", "node", "incarnation"))),
    )
    .where(heads.c.hall_id == bindparam("of_hall"), heads.c.node == bindparam("of_node"), heads.c.own == 1)
    .order_by(heads.c.incarnation)
)
_unsettled = (
    select(sync_unsettled.c.status, func.count())
    .where(sync_unsettled.c.hall_id == bindparam("hall"), sync_unsettled.c.settled_at == "")
    .group_by(sync_unsettled.c.status)
)
_last_reconciliation = (
    select(sync_reconciliations)
    .where(sync_reconciliations.c.hall_id == bindparam("hall"))
    .order_by(sync_reconciliations.c.at.desc())
    .limit(1)
)
_ROW_OVERHEAD = 700
"""About what the fixed columns of a row take as JSON, in bytes."""


class Progress(Struct, frozen=True):
    """How far the hub has acknowledged one own chain."""

    acked_seq: int = 0
    hub_epoch: str = ""
    last_success: datetime | None = None


class OwnChain(Struct, frozen=True):
    """An own chain (one life of a node): the ``seq`` of its last event, and how far the hub has it."""

    node: Node
    end: int
    done: Progress

    @property
    def waiting(self) -> int:
        """How many of its events the hub has not acknowledged."""
        return self.end - self.done.acked_seq


class Reconciliation(Struct, frozen=True):
    """What a reconciliation (对账) found; see ``sync_reconciliations``."""

    at: datetime
    hub_epoch: str
    chains: int
    events: int
    differences: int


def progress(conn: Connection, node: Node) -> Progress:
    """What is remembered of one own chain."""
    row = conn.execute(_progress, node.here).first()
    return _told(*row) if row else Progress()


def remember(conn: Connection, node: Node, state: Progress) -> None:
    """Keep how far the hub has acknowledged."""
    key = {"hall_id": node.hall_id, "node": node.node, "incarnation": node.incarnation}
    success = to_text(state.last_success) if state.last_success else ""
    facts = {"acked_seq": state.acked_seq, "hub_epoch": state.hub_epoch, "last_success": success}
    upsert(conn, sync_progress, [{**key, **facts}])


def own_chains(conn: Connection, node: Node) -> tuple[OwnChain, ...]:
    """All chains that the node has written in this store, the oldest first; the last one it continues."""
    rows = conn.execute(_own_chains, {"of_hall": node.hall_id, "of_node": node.node})
    chains = tuple(
        OwnChain(replace(node, incarnation=incarnation), seq, _told(*told))
        for incarnation, seq, *told in rows
    )
    return chains or (OwnChain(node, 0, Progress()),)


def pending(conn: Connection, node: Node) -> int:
    """How many own events, of all lives of the node, the hub has not acknowledged."""
    return sum(chain.waiting for chain in own_chains(conn, node))


def keep_answers(conn: Connection, hall_id: str, answers: Iterable[EventAnswer], at: datetime) -> set[str]:
    """Remember the events that the hub did not apply, and forget those that it has applied by now. Ids of
    those that begin to count here by that, or end to.

    A row that stood here keeps its ``since``, and all of it once it is settled: offering again changes no
    decision. A decision that nobody here remembers, since the disk was lost, is heard once more.
    """
    given = list(answers)
    applied = [each.id for each in given if each.status == "ok" or (each.status == "dup" and not each.code)]
    here = sync_unsettled.c.hall_id == hall_id
    standing = {row.event_id: row for row in conn.execute(select(sync_unsettled).where(here))}
    done = [event_id for event_id in applied if event_id in standing]
    if done:
        conn.execute(delete(sync_unsettled).where(here, sync_unsettled.c.event_id.in_(done)))
    decided = {each.id for each in given if each.code == DECIDED} - standing.keys()
    rows = [
        {
            "hall_id": hall_id,
            "event_id": answer.id,
            "status": "withdrawn" if answer.id in decided else answer.status,
            "code": answer.code,
            "version": answer.version,
            "since": known.since if known else to_text(at),
            "settled_at": to_text(at) if answer.id in decided else "",
        }
        for answer in given
        if answer.status not in ("ok", "dup", "retry") or answer.id in decided
        for known in [standing.get(answer.id)]
        if known is None or not known.settled_at
    ]
    upsert(conn, sync_unsettled, rows)
    return decided | {event_id for event_id in done if standing[event_id].status in NOT_COUNTED}


def answer_of(conn: Connection, hall_id: str, event_id: str) -> tuple[str, str]:
    """The hub's answer that stands for an own event, and when it was settled; empty when it was applied."""
    row = conn.execute(
        select(sync_unsettled.c.status, sync_unsettled.c.settled_at).where(
            sync_unsettled.c.hall_id == hall_id, sync_unsettled.c.event_id == event_id
        )
    ).first()
    return (row.status, row.settled_at) if row else ("", "")


def unsettled(conn: Connection, hall_id: str) -> Counter[str]:
    """How many own events the hub keeps but did not apply, and nobody has settled, by the hub's answer."""
    return Counter({status: count for status, count in conn.execute(_unsettled, {"hall": hall_id})})


def keep_reconciliation(conn: Connection, hall_id: str, found: Reconciliation) -> None:
    """Keep the result of a reconciliation."""
    facts = {"hub_epoch": found.hub_epoch, "chains": found.chains, "events": found.events}
    row = {"hall_id": hall_id, "at": to_text(found.at), **facts, "differences": found.differences}
    upsert(conn, sync_reconciliations, [row])


def last_reconciliation(conn: Connection, hall_id: str) -> Reconciliation | None:
    """The result of the latest reconciliation."""
    row = conn.execute(_last_reconciliation, {"hall": hall_id}).first()
    if row is None:
        return None
    return Reconciliation(from_text(row.at), row.hub_epoch, row.chains, row.events, row.differences)


def next_batch(conn: Connection, node: Node, after: int, limit: int) -> PushBatch:
    """The own rows after a position: at most ``limit``, and about ``wire.PUSH_BYTES`` (one row at least)."""
    batches = _batches(node, rows_after(conn, node, after, limit))
    return next(batches, PushBatch(node.hall_id, node.node, node.incarnation, []))


def doubtful(conn: Connection, node: Node) -> list[PushBatch]:
    """The own rows that the hub keeps but has not applied, to ask once more: of each chain as few batches as
    hold them, in order but with gaps."""
    found = conn.execute(_doubtful, {"hall": node.hall_id})
    by_life = groupby(found, key=lambda row: row.incarnation)
    return [
        batch
        for life, rows in by_life
        for batch in _batches(replace(node, incarnation=life), (_pushed(row[1:]) for row in rows))
    ]


def rows_after(conn: Connection, node: Node, after: int, limit: int | None = None) -> Iterator[PushedEvent]:
    """The rows that this store wrote in one life after a position, in order, as they travel: what this
    program writes says no schema."""
    written = head_of(conn, node)[0] - after
    most = max(0, written if limit is None else min(limit, written))
    return map(_pushed, conn.execute(_rows_after, {**node.here, "after": after, "most": most}))


def _told(acked_seq: int | None, hub_epoch: str | None, last_success: str | None) -> Progress:
    """What columns say; none stand there before the first answer."""
    return Progress(acked_seq or 0, hub_epoch or "", from_text(last_success) if last_success else None)


def _batches(node: Node, events: Iterable[PushedEvent]) -> Iterator[PushBatch]:
    held: list[PushedEvent] = []
    size = 0
    for event in events:
        more = _ROW_OVERHEAD + len(event.payload.encode())
        more += len(event.private.body.encode()) if event.private else 0
        if held and (len(held) == PUSH_EVENTS or size + more > PUSH_BYTES):
            yield PushBatch(node.hall_id, node.node, node.incarnation, held)
            held, size = [], 0
        held.append(event)
        size += more
    if held:
        yield PushBatch(node.hall_id, node.node, node.incarnation, held)


def _pushed(row: Sequence[Any]) -> PushedEvent:
    schema, *columns, salt, body = row
    private = PushedPrivate(salt, body) if body is not None else None
    told = 0 if schema == SCHEMA else schema
    return PushedEvent(**dict(zip(_NAMES, columns, strict=True)), private=private, schema=told)


_NAMES = tuple(name for name in PushedEvent.__struct_fields__ if name not in ("private", "schema"))
_row = (
    journal.c.schema,
    *(journal.c[name] for name in _NAMES),
    journal_private.c.salt,
    journal_private.c.body,
)
_private_of = (journal_private.c.hall_id == journal.c.hall_id) & (journal_private.c.event_id == journal.c.id)
_rows_after = (
    select(*_row)
    .outerjoin(journal_private, _private_of)
    .where(*of_chain(journal), journal.c.seq > bindparam("after"))
    .order_by(journal.c.seq)
    .limit(bindparam("most"))
)
_doubtful = (
    select(journal.c.incarnation, *_row)
    .select_from(sync_unsettled)
    .join(
        journal, (journal.c.hall_id == sync_unsettled.c.hall_id) & (journal.c.id == sync_unsettled.c.event_id)
    )
    .outerjoin(journal_private, _private_of)
    .where(
        sync_unsettled.c.hall_id == bindparam("hall"),
        sync_unsettled.c.settled_at == "",
        sync_unsettled.c.status.in_(("quarantined", "blocked")),
        journal.c.doubled == 0,
    )
    .order_by(journal.c.incarnation, journal.c.seq)
)

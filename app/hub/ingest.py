"""Taking in what another node pushes: verify the chain, store every row, apply what can be applied.

Nothing of a batch is lost and nothing happens twice: a row is known by its place in its chain, so the same
batch may come again, whole or in part, after any failure on either side.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import DataError, IntegrityError

from app.core.errors import AppError, Refused
from app.db.dialect import insert_ignore
from app.hub.model import quarantine
from app.journal.chain import GENESIS, NO_PRIVATE, digest_private, parse, row_hash
from app.journal.model import Event, Node, Projections, heads, journal, journal_private
from app.sync.wire import EventAnswer, PushBatch, PushedEvent

_log = logging.getLogger(__name__)

_FAULTS_OF_AN_EVENT = (AppError, IntegrityError, DataError, LookupError, TypeError, ValueError)
"""What applying an event may raise because of the event; anything else is about us or the database."""


def ingest(conn: Connection, batch: PushBatch, projections: Projections, at: str) -> list[EventAnswer]:
    """Store a batch and answer for each of its events, in order of ``seq``.

    Raises Refused, and stores nothing: ``sync.fork`` (seq) when a place of the chain is taken by another
    row (a cloned or rolled-back disk), ``sync.chain_gap`` (expected) when rows before these are missing,
    ``sync.chain_broken`` (seq) when a hash does not agree, ``sync.id_taken`` (seq) when an event id of the
    batch is already used in another chain.
    """
    node = Node(batch.hall_id, batch.node, batch.incarnation)
    offered = sorted(batch.events, key=lambda event: event.seq)
    last_seq, last_hash = _lock_head(conn, node)
    known = [event for event in offered if event.seq <= last_seq]
    fresh = offered[len(known) :]
    _refuse_fork(conn, node, known)
    _verify(node, fresh, last_seq, last_hash)
    answers = [EventAnswer(event.id, "dup") for event in known]
    if fresh:
        _store(conn, node, fresh)
        answers += _apply(conn, node, fresh, projections, at)
    return answers


def _lock_head(conn: Connection, node: Node) -> tuple[int, str]:
    key = {"hall_id": node.hall_id, "node": node.node, "incarnation": node.incarnation}
    insert_ignore(conn, heads, [{**key, "seq": 0, "hash": GENESIS, "own": 0}])
    here = [heads.c[name] == value for name, value in key.items()]
    head = conn.execute(select(heads).where(*here).with_for_update()).one()
    if head.own:
        raise Refused("sync.fork", seq=head.seq)
    return head.seq, head.hash


def _refuse_fork(conn: Connection, node: Node, known: Sequence[PushedEvent]) -> None:
    if not known:
        return
    stored = conn.execute(
        select(journal.c.seq, journal.c.hash).where(
            journal.c.hall_id == node.hall_id,
            journal.c.node == node.node,
            journal.c.incarnation == node.incarnation,
            journal.c.seq.between(known[0].seq, known[-1].seq),
        )
    )
    hashes = {row.seq: row.hash for row in stored}
    for event in known:
        if hashes.get(event.seq) != event.hash:
            raise Refused("sync.fork", seq=event.seq)


def _verify(node: Node, fresh: Iterable[PushedEvent], last_seq: int, last_hash: str) -> None:
    for event in fresh:
        if event.seq != last_seq + 1:
            raise Refused("sync.chain_gap", expected=last_seq + 1)
        computed = row_hash(event.prev_hash, _hashed_columns(node, event), event.payload.encode())
        if event.prev_hash != last_hash or computed != event.hash or not _private_agrees(event):
            raise Refused("sync.chain_broken", seq=event.seq)
        last_seq, last_hash = event.seq, event.hash


def _private_agrees(event: PushedEvent) -> bool:
    # Personal data may have been erased before it got here; the digest alone then stays.
    if event.private is None:
        return True
    if event.private_digest == NO_PRIVATE:
        return False
    return digest_private(event.private.salt, event.private.body.encode()) == event.private_digest


def _hashed_columns(node: Node, event: PushedEvent) -> dict[str, object]:
    columns = msgspec.structs.asdict(event)
    for name in ("payload", "private", "prev_hash", "hash"):
        del columns[name]
    return {"hall_id": node.hall_id, "node": node.node, "incarnation": node.incarnation, **columns}


def _store(conn: Connection, node: Node, fresh: Sequence[PushedEvent]) -> None:
    rows = [
        {
            **_hashed_columns(node, event),
            "payload": event.payload,
            "prev_hash": event.prev_hash,
            "hash": event.hash,
        }
        for event in fresh
    ]
    try:
        conn.execute(insert(journal), rows)
    except IntegrityError as error:
        raise Refused("sync.id_taken", seq=fresh[0].seq) from error
    private = [
        {"hall_id": node.hall_id, "event_id": event.id, "salt": kept.salt, "body": kept.body}
        for event in fresh
        if (kept := event.private) is not None
    ]
    if private:
        conn.execute(insert(journal_private), private)
    conn.execute(
        update(heads)
        .where(
            heads.c.hall_id == node.hall_id,
            heads.c.node == node.node,
            heads.c.incarnation == node.incarnation,
        )
        .values(seq=fresh[-1].seq, hash=fresh[-1].hash)
    )


def _apply(
    conn: Connection, node: Node, fresh: Sequence[PushedEvent], projections: Projections, at: str
) -> list[EventAnswer]:
    """Apply all at once; when one is faulty, start again one by one and set only the faulty ones apart."""
    stuck = _stuck_subjects(conn, node.hall_id, {event.subject for event in fresh})
    if not stuck:
        try:
            with conn.begin_nested():
                for event in fresh:
                    projections[event.kind](conn, _event(node, event))
            return [EventAnswer(event.id, "ok") for event in fresh]
        except _FAULTS_OF_AN_EVENT:
            _log.info("a batch of %s holds an event that cannot be applied", node.node)
    answers = []
    for event in fresh:
        answer = _apply_one(conn, node, event, projections, stuck)
        if answer.status != "ok":
            stuck.add(event.subject)
            _set_apart(conn, node, event, answer, at)
        answers.append(answer)
    return answers


def _apply_one(
    conn: Connection, node: Node, event: PushedEvent, projections: Projections, stuck: set[str]
) -> EventAnswer:
    if event.subject in stuck:
        return EventAnswer(event.id, "blocked", "sync.earlier_unsettled")
    if event.kind not in projections:
        return EventAnswer(event.id, "quarantined", "sync.unknown_kind")
    try:
        with conn.begin_nested():
            projections[event.kind](conn, _event(node, event))
    except _FAULTS_OF_AN_EVENT as fault:
        _log.error("event %s of kind %s cannot be applied: %s", event.id, event.kind, type(fault).__name__)
        return EventAnswer(event.id, "quarantined", "sync.not_applicable")
    return EventAnswer(event.id, "ok")


def _stuck_subjects(conn: Connection, hall_id: str, subjects: set[str]) -> set[str]:
    waiting = select(quarantine.c.subject).where(
        quarantine.c.hall_id == hall_id, quarantine.c.subject.in_(sorted(subjects))
    )
    return set(conn.execute(waiting).scalars())


def _set_apart(conn: Connection, node: Node, event: PushedEvent, answer: EventAnswer, at: str) -> None:
    row = {"hall_id": node.hall_id, "event_id": event.id, "subject": event.subject, "since": at}
    conn.execute(insert(quarantine), {**row, "status": answer.status, "code": answer.code})


def _event(node: Node, pushed: PushedEvent) -> Event:
    columns: dict[str, Any] = {
        **_hashed_columns(node, pushed),
        "payload": parse(pushed.payload),
        "private": parse(pushed.private.body) if pushed.private else None,
        "prev_hash": pushed.prev_hash,
        "hash": pushed.hash,
    }
    return Event(**columns)

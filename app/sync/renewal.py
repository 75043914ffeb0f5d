"""A new life of a disk that was rolled back or cloned (分叉恢复).

The hub has another row where this store wants to put its next one: the store was restored from an old copy,
or a second machine goes on with a copy of it. What the hub has takes its place in the old chain. What was
written here since was never acknowledged in that place, so nobody has seen it: it becomes the first rows of
a new incarnation, with its event ids. This is the one case in which a row is chained anew; it loses its
place, never its content. Then every table follows from the journal in its new order.

All of it is one transaction: a crash leaves the store as it was, and the next push finds the same fork.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, select, update

from app.core.errors import Refused
from app.db.dialect import upsert
from app.db.store import Store
from app.journal.chain import GENESIS, row_hash
from app.journal.model import Node, excerpts, heads, journal, journal_private
from app.journal.node import begin_life, lives
from app.journal.read import head_of
from app.sync.history import History
from app.sync.hub_side import HubSide
from app.sync.progress import Progress, progress, remember, rows_after
from app.sync.rows import hashed, intact, keep
from app.sync.wire import PushedEvent

_log = logging.getLogger(__name__)
_Met = tuple[str, datetime]
"""The hub's epoch, and when it answered."""


def renew_life(
    store: Store, node: Node, hub: HubSide, history: History, seq: int, at: datetime
) -> Node | None:
    """Begin a new life of ``node`` after a fork at ``seq`` of its present one; the node in it.

    None when the hub's chain is what stands here, so that nothing is to be done. Raises Offline, Refused
    (``sync.chain_broken`` when what the hub sends is no chain).
    """
    with store.read() as conn:
        life = lives(conn, node)[-1]
        known = _hashes(conn, life)
    theirs, epoch = _from_fork(hub, life, known, seq)
    if not theirs:
        return None

    def work(conn: Connection) -> Node | None:
        if lives(conn, node)[-1] != life:
            return None
        return _renew(conn, life, theirs, history, (epoch, at))

    fresh = store.transact(work)
    if fresh is not None:
        _log.warning("the disk was rolled back or cloned: the journal goes on in a new life")
    return fresh


def fetch_lost(store: Store, life: Node, hub: HubSide, history: History, seq: int, at: datetime) -> None:
    """Bring back what the hub has of an earlier life from ``seq`` on: written on a disk that was lost since
    its copy was made, or by a machine that goes on with the copy. Nobody here continues that chain.

    Raises as ``renew_life``.
    """
    with store.read() as conn:
        known = _hashes(conn, life)
    theirs, epoch = _from_fork(hub, life, known, seq)

    def work(conn: Connection) -> None:
        if head_of(conn, life)[0] == theirs[0].seq - 1:
            _take_over(conn, life, theirs, (epoch, at))
            history.replay_all(conn, life.hall_id)

    if theirs and theirs[0].seq == seq:
        store.transact(work)
        _log.warning("%d events of an earlier life of this disk came back", len(theirs))


def _from_fork(hub: HubSide, life: Node, known: dict[int, str], seq: int) -> tuple[list[PushedEvent], str]:
    """The hub's rows of a chain from the first one that is not here, and its epoch."""
    after = max(0, seq - 1)
    page = hub.chain(life, after)
    if after and (not page.events or page.events[0].prev_hash != known.get(after)):
        # They went apart before that place.
        after = 0
        page = hub.chain(life, after)
    theirs: list[PushedEvent] = []
    last, last_hash = after, known.get(after, GENESIS)
    while page.events:
        for each in page.events:
            if (each.seq, each.prev_hash) != (last + 1, last_hash) or not intact(life, each):
                raise Refused("sync.chain_broken", seq=each.seq)
            last, last_hash = each.seq, each.hash
            if theirs or known.get(each.seq) != each.hash:
                theirs.append(msgspec.structs.replace(each, schema=each.schema or page.schema))
        page = hub.chain(life, last)
    return theirs, page.hub_epoch


def _renew(conn: Connection, life: Node, theirs: Sequence[PushedEvent], history: History, met: _Met) -> Node:
    fork = theirs[0].seq
    there = {each.id for each in theirs}
    ours = list(rows_after(conn, life, fork - 1))
    _take_out(conn, life, fork, [each.id for each in ours])
    _take_over(conn, life, theirs, met)
    fresh = begin_life(conn, life)
    _chain_anew(conn, fresh, [each for each in ours if each.id not in there])
    conn.execute(
        update(excerpts)
        .where(
            excerpts.c.hall_id == life.hall_id,
            excerpts.c.after_incarnation == life.incarnation,
            excerpts.c.after_seq >= fork,
        )
        .values(after_seq=theirs[-1].seq)
    )
    history.replay_all(conn, life.hall_id)
    return fresh


def _take_over(conn: Connection, life: Node, theirs: Sequence[PushedEvent], met: _Met) -> None:
    """Put the hub's rows at the end of the chain. They, and what of the chain was not answered before, are
    offered again: the hub's answers to them are not here."""
    keep(conn, life, theirs)
    _set_head(conn, life, theirs[-1].seq, theirs[-1].hash)
    answered = min(progress(conn, life).acked_seq, theirs[0].seq - 1)
    remember(conn, life, Progress(answered, *met))


def _take_out(conn: Connection, life: Node, fork: int, event_ids: Sequence[str]) -> None:
    conn.execute(delete(journal).where(*_here(life), journal.c.seq >= fork))
    for event_id in event_ids:
        conn.execute(
            delete(journal_private).where(
                journal_private.c.hall_id == life.hall_id, journal_private.c.event_id == event_id
            )
        )


def _chain_anew(conn: Connection, fresh: Node, ours: Sequence[PushedEvent]) -> None:
    rows, prev_hash = [], GENESIS
    for seq, each in enumerate(ours, 1):
        moved = msgspec.structs.replace(each, seq=seq, prev_hash=prev_hash)
        prev_hash = row_hash(prev_hash, hashed(fresh, moved), moved.payload.encode())
        rows.append(msgspec.structs.replace(moved, hash=prev_hash))
    keep(conn, fresh, rows)
    if rows:
        _set_head(conn, fresh, len(rows), prev_hash)


def _set_head(conn: Connection, life: Node, seq: int, hash_: str) -> None:
    # A life that wrote nothing before it was copied has no head yet.
    key = {"hall_id": life.hall_id, "node": life.node, "incarnation": life.incarnation}
    upsert(conn, heads, [{**key, "seq": seq, "hash": hash_, "own": 1}])


def _hashes(conn: Connection, life: Node) -> dict[int, str]:
    found = conn.execute(select(journal.c.seq, journal.c.hash).where(*_here(life)))
    return {row.seq: row.hash for row in found}


def _here(life: Node) -> tuple[ColumnElement[bool], ...]:
    return (
        journal.c.hall_id == life.hall_id,
        journal.c.node == life.node,
        journal.c.incarnation == life.incarnation,
    )

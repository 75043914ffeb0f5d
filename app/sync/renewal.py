"""A new life of a disk that was rolled back or cloned (分叉恢复).

The hub has another row where this store wants to put its next one: the store was restored from an old copy,
or a second machine goes on with a copy of it. What the hub has takes its place in the old chain. What was
written here since was never acknowledged in that place, so nobody has seen it: it becomes the first rows of
a new incarnation, with its event ids. The old chain need not be the present one: a disk that was restored
may have to say first what its copy had not sent. This is the one case in which a row is chained anew; it
loses its place, never its content. Then every table follows from the journal in its new order.

All of it is one transaction: a crash leaves the store as it was, and the next push finds the same fork.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import dropwhile

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


@dataclass(frozen=True)
class _Met:
    """What the hub has of one own chain: its rows that are not here, the last row that stands in both, and
    the hub's epoch."""

    life: Node
    theirs: list[PushedEvent]
    shared: int
    shared_hash: str
    epoch: str


def renew_life(store: Store, node: Node, hub: HubSide, history: History, at: datetime) -> Node | None:
    """Begin a new life of ``node`` after a fork of its present one or of an earlier one; the node in it.

    None when the hub's chains are what stands here, so that nothing is to be done. Raises Offline, Refused
    (``sync.chain_broken`` when what the hub sends is no chain).
    """
    with store.read() as conn:
        known = [(life, progress(conn, life).acked_seq, _hashes(conn, life)) for life in lives(conn, node)]
    met = [_meet(hub, *each) for each in known]
    if not any(each.theirs for each in met):
        return None

    def work(conn: Connection) -> Node | None:
        if lives(conn, node)[-1] != met[-1].life:
            return None
        return _renew(conn, met, history, at)

    fresh = store.transact(work)
    if fresh is not None:
        _log.warning("the disk was rolled back or cloned: the journal goes on in a new life")
    return fresh


def fetch_lost(store: Store, life: Node, hub: HubSide, history: History, head: int, at: datetime) -> None:
    """Bring back what the hub has of an earlier life behind its ``head``: written on a disk that was lost
    since its copy was made, or by a machine that goes on with the copy. Nobody here continues that chain.

    Raises as ``renew_life``, and Refused ``sync.fork`` (seq) when the two went apart before.
    """
    with store.read() as conn:
        known = _hashes(conn, life)
    met = _meet(hub, life, head, known)
    if met.shared < head:
        raise Refused("sync.fork", seq=met.shared + 1)

    def work(conn: Connection) -> None:
        if head_of(conn, life)[0] == head:
            _take_over(conn, met, at)
            history.replay_all(conn, life.hall_id)

    if met.theirs:
        store.transact(work)
        _log.warning("%d events of an earlier life of this disk came back", len(met.theirs))


def _meet(hub: HubSide, life: Node, likely: int, known: dict[int, str]) -> _Met:
    """Compare a chain with the hub's from the row ``likely`` on, which both probably have."""
    after = max(0, likely - 1)
    page = hub.chain(life, after)
    if after and (not page.events or page.events[0].prev_hash != known.get(after)):
        # They went apart before that place.
        after = 0
        page = hub.chain(life, after)
    theirs: list[PushedEvent] = []
    last, last_hash = shared, shared_hash = after, known.get(after, GENESIS)
    while page.events:
        for each in page.events:
            if (each.seq, each.prev_hash) != (last + 1, last_hash) or not intact(life, each):
                raise Refused("sync.chain_broken", seq=each.seq)
            last, last_hash = each.seq, each.hash
            if theirs or known.get(each.seq) != each.hash:
                theirs.append(msgspec.structs.replace(each, schema=each.schema or page.schema))
            else:
                shared, shared_hash = last, last_hash
        page = hub.chain(life, last)
    return _Met(life, theirs, shared, shared_hash, page.hub_epoch)


def _renew(conn: Connection, met: Sequence[_Met], history: History, at: datetime) -> Node:
    """From the first chain on that the hub has otherwise: what it has takes its place, and what it has not of
    these chains follows in the new life, in order."""
    apart = list(dropwhile(lambda each: not each.theirs, met))
    there = {row.id for each in apart for row in each.theirs}
    ours: list[PushedEvent] = []
    for each in apart:
        mine = list(rows_after(conn, each.life, each.shared))
        _take_out(conn, each, [row.id for row in mine])
        ours += mine
    for each in apart:
        _take_over(conn, each, at)
        came_after = (
            excerpts.c.after_incarnation == each.life.incarnation,
            excerpts.c.after_seq > each.shared,
        )
        conn.execute(
            update(excerpts)
            .where(excerpts.c.hall_id == each.life.hall_id, *came_after)
            .values(after_seq=each.shared + len(each.theirs))
        )
    fresh = begin_life(conn, met[-1].life)
    _chain_anew(conn, fresh, [row for row in ours if row.id not in there])
    history.replay_all(conn, fresh.hall_id)
    return fresh


def _take_over(conn: Connection, met: _Met, at: datetime) -> None:
    """Put the hub's rows at the end of the chain. They, and what of the chain was not answered before, are
    offered again: the hub's answers to them are not here."""
    keep(conn, met.life, met.theirs)
    end = met.theirs[-1] if met.theirs else None
    _set_head(conn, met.life, *((end.seq, end.hash) if end else (met.shared, met.shared_hash)))
    answered = min(progress(conn, met.life).acked_seq, met.shared)
    remember(conn, met.life, Progress(answered, met.epoch, at))


def _take_out(conn: Connection, met: _Met, event_ids: Iterable[str]) -> None:
    conn.execute(delete(journal).where(*_here(met.life), journal.c.seq > met.shared))
    for event_id in event_ids:
        conn.execute(
            delete(journal_private).where(
                journal_private.c.hall_id == met.life.hall_id, journal_private.c.event_id == event_id
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

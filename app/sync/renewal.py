"""A new life of a disk that was rolled back or cloned (分叉恢复).

The hub has another row where this store wants to put its next one: the store was restored from an old copy,
or a second machine goes on with a copy of it. What was written here since the two went apart was never
acknowledged in its place, so nobody has seen it: it becomes the first rows of a new incarnation, with its
event ids. The old chain need not be the present one: a disk that was restored may have to say first what its
copy had not sent. This is the one case in which a row is chained anew; it loses its place, never its content.
Then every table follows from the journal in its new order.

All of it is one transaction: a crash leaves the store as it was, and the next push finds the same fork. What
the hub has of the old chain comes with the feed, as far as it is about cases, and so stands in the order in
which it counted; ``fetch_lost`` brings the rest.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

import msgspec
from msgspec import Struct
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
from app.sync.progress import Progress, own_chains, progress, remember, rows_after
from app.sync.rows import came_in, hashed, intact, keep
from app.sync.wire import PushedEvent

_log = logging.getLogger(__name__)


class _Met(Struct, frozen=True):
    """What the hub has of one own chain: from the first row that is not here on its rows, the last row that
    stands in both and the last of all, and the hub's epoch."""

    life: Node
    theirs: list[PushedEvent]
    shared: int
    shared_hash: str
    last: int
    last_hash: str
    epoch: str


def renew_life(store: Store, node: Node, hub: HubSide, history: History, at: datetime) -> Node | None:
    """Begin a new life of ``node`` after a fork of its present one or of an earlier one; the node in it.

    None when the hub's chains are what stands here, so that nothing is to be done. Raises Offline, Refused
    (``sync.chain_broken`` when what the hub sends is no chain).
    """
    with store.read() as conn:
        chains = own_chains(conn, node)
        known = [(chain.node, chain.done.acked_seq, _hashes(conn, chain.node)) for chain in chains]
    met = [_meet(hub, *each) for each in known]

    def work(conn: Connection) -> Node | None:
        apart = _apart(conn, met)
        if not apart or lives(conn, node)[-1] != met[-1].life:
            return None
        return _renew(conn, apart, history, at)

    fresh = store.transact(work)
    if fresh is not None:
        _log.warning("the disk was rolled back or cloned: the journal goes on in a new life")
    return fresh


def fetch_lost(store: Store, node: Node, hub: HubSide, history: History, at: datetime) -> None:
    """Bring back what the hub has of earlier lives behind their ends here: written on a disk that was lost
    since its copy was made, or by a machine that goes on with the copy. Nobody here continues these chains.

    After the feed was read: what counted of it stands here already, in its place. Raises as ``renew_life``,
    and Refused ``sync.fork`` (seq) when the two went apart before.
    """
    with store.read() as conn:
        chains = own_chains(conn, node)[:-1]
        earlier = [(chain.node, chain.end, _hashes(conn, chain.node)) for chain in chains]
    for life, head, known in earlier:
        met = _meet(hub, life, head, known)
        if met.theirs and met.shared < head:
            raise Refused("sync.fork", seq=met.shared + 1)
        if met.last > head:
            store.transact(partial(_take_over, met=met, head=head, history=history, at=at))
            _log.warning("%d events of an earlier life of this disk came back", met.last - head)


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
    return _Met(life, theirs, shared, shared_hash, last, last_hash, page.hub_epoch)


def _apart(conn: Connection, met: Sequence[_Met]) -> Sequence[_Met]:
    """The chains from the first one on in which another machine has taken a place, or goes on with the
    present one; behind the end of an earlier life anybody may."""
    for at, each in enumerate(met):
        if each.theirs and (each is met[-1] or each.shared < head_of(conn, each.life)[0]):
            return met[at:]
    return ()


def _renew(conn: Connection, apart: Sequence[_Met], history: History, at: datetime) -> Node:
    """What the hub has not of these chains is taken out of them, and follows in the new life, in order."""
    there = {row.id for each in apart for row in each.theirs}
    ours: list[PushedEvent] = []
    for each in apart:
        end, _ = head_of(conn, each.life)
        if each.shared <= end:
            mine = list(rows_after(conn, each.life, each.shared))
            _take_out(conn, each, end, [row.id for row in mine])
            ours += mine
        answered = min(progress(conn, each.life).acked_seq, each.shared)
        remember(conn, each.life, Progress(answered, each.epoch, at))
    fresh = begin_life(conn, apart[-1].life)
    _chain_anew(conn, fresh, [row for row in ours if row.id not in there])
    history.replay_all(conn, fresh.hall_id)
    return fresh


def _take_out(conn: Connection, met: _Met, end: int, event_ids: Iterable[str]) -> None:
    """End a chain where it is still the hub's. Behind its ``end`` stands what another machine wrote."""
    hall_id = met.life.hall_id
    conn.execute(delete(journal).where(*_here(met.life), journal.c.seq > met.shared, journal.c.seq <= end))
    for event_id in event_ids:
        conn.execute(
            delete(journal_private).where(
                journal_private.c.hall_id == hall_id, journal_private.c.event_id == event_id
            )
        )
    _set_head(conn, met.life, met.shared, met.shared_hash)
    came_after = (excerpts.c.after_incarnation == met.life.incarnation, excerpts.c.after_seq > met.shared)
    conn.execute(
        update(excerpts).where(excerpts.c.hall_id == hall_id, *came_after).values(after_seq=met.shared)
    )


def _take_over(conn: Connection, met: _Met, head: int, history: History, at: datetime) -> None:
    """Make the hub's rows behind the end of a chain own ones. They, and what of the chain was not answered
    before, are offered again: the hub's answers to them are not here. What the feed did not bring counts
    after everything else."""
    present = lives(conn, met.life)[-1]
    if head_of(conn, met.life)[0] != head:
        return
    known = set(_hashes(conn, met.life).values())
    missing = [row for row in met.theirs if row.hash not in known]
    keep(conn, met.life, missing)
    end = present.incarnation, head_of(conn, present)[0]
    came_in(conn, met.life.hall_id, {row.id: "" for row in missing}, end)
    _set_head(conn, met.life, met.last, met.last_hash)
    remember(conn, met.life, Progress(min(progress(conn, met.life).acked_seq, head), met.epoch, at))
    if missing:
        history.replay_all(conn, met.life.hall_id)


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

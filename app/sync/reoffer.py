"""Whether the hub still has what it acknowledged (对账), and what is offered again when it has not.

A hub may lose its newest rows: a failover to a standby that was behind, a database restored from a copy. So
whenever its epoch changes, and once a day anyway, both sides compare one digest for each chain and day. The
chain is dense, so what is missing is its end: sending goes on from where the hub's chain ends. Nothing that
the hub has is sent again.
"""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace
from sqlalchemy import Connection, select

from app.core.errors import Refused
from app.db.store import Store
from app.journal.digest import day_digests
from app.journal.model import Node, journal
from app.journal.node import lives
from app.journal.read import head_of
from app.sync.hub_side import HubSide
from app.sync.progress import Progress, Reconciliation, keep_reconciliation, progress, remember
from app.sync.wire import DayDigest, DigestOffer


def reconcile(store: Store, node: Node, hub: HubSide, at: datetime) -> Reconciliation:
    """Compare all own chains with the hub's, keep the result, and go back to where the hub's chains end.

    Raises Offline; Refused ``sync.fork`` (seq) when the hub has another row in a place of one of them, or
    goes on with the present one.
    """
    with store.read() as conn:
        offered = [(life, progress(conn, life)) for life in lives(conn, node)]
        present = offered[-1][0]
    back: list[tuple[Node, Progress]] = []
    epoch, events, differences = "", 0, 0
    for life, done in offered:
        answer = hub.digest(_offer(store, life, done.acked_seq))
        with store.read() as conn:
            head, _ = head_of(conn, life)
            if life == present or answer.last <= head:
                _refuse_fork(conn, life, answer.last, answer.hash)
        epoch = answer.hub_epoch
        events += done.acked_seq
        differences += len(answer.differs)
        back.append((life, replace(done, acked_seq=min(done.acked_seq, answer.last), hub_epoch=epoch)))
    found = Reconciliation(at, epoch, len(offered), events, differences)

    def keep(conn: Connection) -> None:
        for life, done in back:
            remember(conn, life, done)
        keep_reconciliation(conn, node.hall_id, found)

    store.transact(keep)
    return found


def _offer(store: Store, life: Node, through: int) -> DigestOffer:
    with store.read() as conn:
        digests = day_digests(conn, life, through)
    days = [DayDigest(day, *digest) for day, digest in sorted(digests.items())]
    return DigestOffer(life.hall_id, life.node, life.incarnation, days)


def _refuse_fork(conn: Connection, life: Node, last: int, last_hash: str) -> None:
    """What the hub has beyond this chain, or otherwise, was written by another life of this disk."""
    head, _ = head_of(conn, life)
    if last > head:
        raise Refused("sync.fork", seq=head + 1)
    known = conn.execute(
        select(journal.c.hash).where(
            journal.c.hall_id == life.hall_id,
            journal.c.node == life.node,
            journal.c.incarnation == life.incarnation,
            journal.c.seq == last,
        )
    ).scalar()
    if last and known != last_hash:
        raise Refused("sync.fork", seq=last)

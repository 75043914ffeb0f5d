"""Whether the hub still has what it acknowledged (对账), and what is offered again when it has not.

A hub may lose its newest rows: a failover to a standby that was behind, a database restored from a copy. So
whenever its epoch changes, and once a day anyway, both sides compare one digest for each chain and day. The
chain is dense, so what is missing is its end: sending goes on from where the hub's chain ends. Nothing that
the hub has is sent again. A hub that was put back may have heard it from another machine that is this node, a
copy of its disk, and not have applied it: then it is listed here too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace
from sqlalchemy import Connection, select

from app.core.errors import Refused
from app.db.store import Store
from app.journal.digest import day_digests
from app.journal.model import Node, journal, of_chain
from app.journal.read import head_of
from app.sync.decisions import doubt_drops
from app.sync.history import History
from app.sync.hub_side import HubSide
from app.sync.model import sync_unsettled
from app.sync.progress import (
    Progress,
    Reconciliation,
    keep_answers,
    keep_reconciliation,
    own_chains,
    remember,
)
from app.sync.wire import DayDigest, DigestOffer, EventAnswer


def reconcile(store: Store, node: Node, hub: HubSide, history: History, at: datetime) -> Reconciliation:
    """Compare all own chains with the hub's, keep the result, go back to where the hub's chains end, and keep
    what the hub has not applied before.

    Raises Offline; Refused ``sync.fork`` (seq) when the hub has another row in a place of one of them, or
    goes on with the present one.
    """
    with store.read() as conn:
        offered = [(chain.node, chain.done) for chain in own_chains(conn, node)]
        present = offered[-1][0]
    back: list[tuple[Node, Progress, list[EventAnswer]]] = []
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
        known = replace(done, acked_seq=min(done.acked_seq, answer.last), hub_epoch=epoch)
        back.append((life, known, answer.apart))
    found = Reconciliation(at, epoch, len(offered), events, differences)

    def keep(conn: Connection) -> None:
        if any(done.hub_epoch not in ("", epoch) for _, done in offered):
            doubt_drops(conn, history, node.hall_id)
        for life, done, apart in back:
            remember(conn, life, done)
            _list(conn, life, done.acked_seq, apart, history, at)
        keep_reconciliation(conn, node.hall_id, found)

    store.transact(keep)
    return found


def _list(
    conn: Connection, life: Node, through: int, apart: Iterable[EventAnswer], history: History, at: datetime
) -> None:
    """Keep the answers that nobody here has heard, to rows that will not be sent again."""
    answers = {answer.id: answer for answer in apart}
    if not answers:
        return
    heard = select(sync_unsettled.c.event_id).where(sync_unsettled.c.hall_id == life.hall_id)
    unheard = (journal.c.seq <= through, journal.c.id.not_in(heard))
    rows = select(journal.c.id, journal.c.subject).where(*of_chain(journal), *unheard)
    # A hub may have more answers than a statement can name events.
    found = [row for row in conn.execute(rows, life.here) if row.id in answers]
    keep_answers(conn, life.hall_id, [answers[row.id] for row in found], at)
    for subject in sorted({row.subject for row in found if answers[row.id].status == "conflict"}):
        history.replay_subject(conn, life.hall_id, subject)


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

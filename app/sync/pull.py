"""What others did to the subjects of this window (下行): read from the hall's feed by cursor.

The page, what it changes and the new cursor are one transaction. Rows of other nodes are kept in the journal
as excerpts of their chains and projected like own ones; own rows are recognised.
"""

from __future__ import annotations

import logging

from sqlalchemy import Connection, delete, func, insert, select

from app.core.errors import Refused
from app.db.dialect import upsert
from app.db.store import Store
from app.journal.model import Node, excerpts, journal
from app.journal.node import lives
from app.journal.read import head_of
from app.sync.history import History
from app.sync.hub_side import HubSide
from app.sync.model import NOT_UNDERSTOOD, sync_cursor, sync_unsettled
from app.sync.rows import event, intact, keep
from app.sync.wire import PulledEvent, PullPage

_log = logging.getLogger(__name__)


class Puller:
    """Reads the hall's feed for one node. Used by one thread."""

    def __init__(self, store: Store, node: Node, hub: HubSide, history: History) -> None:
        self._store = store
        self._node = node
        self._hub = hub
        self._history = history

    def turn(self, epoch: str) -> bool:
        """Read one page in the hub's present ``epoch``; whether there is more.

        A cursor of another epoch is void, and reading begins anew. Raises Offline; Refused
        ``sync.feed_gap`` (after) when a page does not continue where the last one ended,
        ``sync.chain_broken`` (seq) for a row that is not what its node wrote, ``sync.fork`` (seq) when the
        feed holds own rows that this store has not.
        """
        with self._store.read() as conn:
            after = cursor(conn, self._node.hall_id, epoch)
        page = self._hub.pull(self._node.node, epoch, after)
        _continues(page, after)
        if page.hub_epoch != epoch:
            return True
        if page.reached > after:
            self._store.transact(lambda conn: self._keep(conn, page, after))
        return page.reached < page.last

    def _keep(self, conn: Connection, page: PullPage, after: int) -> None:
        hall_id = self._node.hall_id
        if cursor(conn, hall_id, page.hub_epoch) != after:
            return
        own = {life.incarnation: head_of(conn, life)[0] for life in lives(conn, self._node)}
        present = max(own)
        for row in page.rows:
            mine = row.node == self._node.node and row.incarnation in own
            if mine and row.event.seq <= own[row.incarnation]:
                self._recognise(conn, row)
            elif mine and row.incarnation == present:
                raise Refused("sync.fork", seq=own[present] + 1)
            else:
                self._take_in(conn, row, present, own[present])
        upsert(conn, sync_cursor, [{"hall_id": hall_id, "hub_epoch": page.hub_epoch, "seq": page.reached}])

    def _recognise(self, conn: Connection, row: PulledEvent) -> None:
        """An own row in the feed was applied after all, whatever the hub answered before; only what it does
        not understand it passes on without applying it."""
        hall_id = self._node.hall_id
        here = (
            sync_unsettled.c.hall_id == hall_id,
            sync_unsettled.c.event_id == row.event.id,
            sync_unsettled.c.code.not_in(NOT_UNDERSTOOD),
        )
        status = conn.execute(select(sync_unsettled.c.status).where(*here)).scalar()
        if status is not None:
            conn.execute(delete(sync_unsettled).where(*here))
        if status == "conflict":
            self._history.replay_subject(conn, hall_id, row.event.subject)

    def _take_in(self, conn: Connection, row: PulledEvent, present: str, head: int) -> None:
        hall_id = self._node.hall_id
        here = (journal.c.hall_id == hall_id, journal.c.id == row.event.id)
        if conn.execute(select(journal.c.seq).where(*here)).first() is not None:
            return
        writer = Node(hall_id, row.node, row.incarnation)
        if not intact(writer, row.event):
            raise Refused("sync.chain_broken", seq=row.event.seq)
        keep(conn, writer, [row.event])
        refused = self._history.apply(conn, event(writer, row.event))
        if refused:
            _log.info("event %s of another node changes nothing here: %s", row.event.id, refused)
        last = conn.execute(select(func.max(excerpts.c.place)).where(excerpts.c.hall_id == hall_id)).scalar()
        place = {"place": (last or 0) + 1, "after_incarnation": present, "after_seq": head}
        conn.execute(
            insert(excerpts), {"hall_id": hall_id, "event_id": row.event.id, **place, "refused": refused}
        )


def cursor(conn: Connection, hall_id: str, epoch: str) -> int:
    """How far the hall's feed of an epoch was read."""
    row = conn.execute(select(sync_cursor).where(sync_cursor.c.hall_id == hall_id)).first()
    return row.seq if row is not None and row.hub_epoch == epoch else 0


def _continues(page: PullPage, after: int) -> None:
    """A page must go on from ``after`` without going back: the feed of an epoch never gets shorter."""
    places = [row.feed_seq for row in page.rows]
    rising = places == sorted(set(places)) and all(after < place <= page.reached for place in places)
    if not rising or not after <= page.reached <= page.last or (page.reached == after < page.last):
        raise Refused("sync.feed_gap", after=after)

"""What others did to the subjects of this window (下行): read from the hall's feed by cursor.

The page, what it changes and the new cursor are one transaction. Rows of other nodes are kept in the journal
as excerpts of their chains and projected like own ones; own rows are here already.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from app.core.errors import Refused
from app.db.dialect import upsert
from app.db.store import Store
from app.journal.model import Node, excerpts, journal
from app.journal.node import lives
from app.journal.read import head_of
from app.sync.history import History
from app.sync.hub_side import HubSide
from app.sync.model import sync_cursor
from app.sync.rows import event, intact, keep
from app.sync.wire import PulledEvent, PullPage

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Read:
    """How many rows of others a page had, and whether the feed goes on after it."""

    rows: int
    more: bool


class Puller:
    """Reads the hall's feed for one node. Used by one thread."""

    def __init__(self, store: Store, node: Node, hub: HubSide, history: History) -> None:
        self._store = store
        self._node = node
        self._hub = hub
        self._history = history

    def turn(self, epoch: str) -> Read:
        """Read one page in the hub's present ``epoch``.

        A cursor of another epoch is void, and reading begins anew. Raises Offline; Refused
        ``sync.feed_gap`` (after) when a page does not continue where the last one ended,
        ``sync.chain_broken`` (seq) for a row that is not what its node wrote.
        """
        with self._store.read() as conn:
            after = cursor(conn, self._node.hall_id, epoch)
        page = self._hub.pull(self._node.node, epoch, after)
        _continues(page, after)
        if page.hub_epoch != epoch:
            return Read(0, more=True)
        if page.reached > after:
            self._store.transact(lambda conn: self._keep(conn, page, after))
        return Read(len(page.rows), more=page.reached < page.last)

    def _keep(self, conn: Connection, page: PullPage, after: int) -> None:
        hall_id = self._node.hall_id
        if cursor(conn, hall_id, page.hub_epoch) != after:
            return
        life = lives(conn, self._node)[-1]
        head, _ = head_of(conn, life)
        for row in page.rows:
            if row.node != self._node.node:
                self._take_in(conn, row, life.incarnation, head)
        upsert(conn, sync_cursor, [{"hall_id": hall_id, "hub_epoch": page.hub_epoch, "seq": page.reached}])

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

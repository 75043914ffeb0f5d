"""What others did to the subjects of this window (下行): read from the hall's feed by cursor.

The page, what it changes and the new cursor are one transaction. Rows of others are kept in the journal as
excerpts of their chains and projected like own ones; own rows are here already. What others did to a case
before this window had a part in it counts before the own event that gave it one. Another machine that is this
node, a copy of its disk or what it was copied from, is another too: what it did to cases comes in its place.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

from msgspec import Struct
from sqlalchemy import Connection, select

from app.core.errors import Refused
from app.db.dialect import upsert
from app.db.store import Store
from app.journal.model import Node, journal
from app.sync.decisions import DECISIONS, carry_out, release
from app.sync.history import HELD, UNKNOWN_SCHEMA, History
from app.sync.hub_side import HubSide
from app.sync.model import sync_cursor
from app.sync.progress import own_chains
from app.sync.rows import came_in, event, intact, keep
from app.sync.wire import PulledEvent, PullPage, known_schema

_log = logging.getLogger(__name__)


class Read(Struct, frozen=True):
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
        ``sync.chain_broken`` (seq) for a row that is not what its node wrote, ``sync.fork`` (seq) for one
        that another machine wrote where this one does.
        """
        with self._store.read() as conn:
            after = cursor(conn, self._node.hall_id, epoch)
            present = own_chains(conn, self._node)[-1]
        page = self._hub.pull(present.node, present.done.acked_seq, epoch, after)
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
        own = {chain.node.incarnation: chain.end for chain in own_chains(conn, self._node)}
        late = {row.event.subject for row in page.rows if self._take_in(conn, row, own)}
        for subject in sorted(late):
            self._history.recount(conn, hall_id, subject)
        if page.rows:
            self._history.try_again(conn, hall_id)
        upsert(conn, sync_cursor, [{"hall_id": hall_id, "hub_epoch": page.hub_epoch, "seq": page.reached}])

    def _take_in(self, conn: Connection, row: PulledEvent, own: Mapping[str, int]) -> bool:
        """Keep a row, and apply it unless it belongs before something that stands here; true then. ``own``:
        the ends of the own chains, by life."""
        hall_id = self._node.hall_id
        writer = Node(hall_id, row.node, row.incarnation)
        if self._place_of(conn, row.event.id) is not None:
            known = event(writer, row.event)
            if known.kind in DECISIONS:
                carry_out(conn, self._history, self._node.node, known)
            elif not row.held:
                release(conn, self._history, known)
            return False
        if self._is_fork(row, own):
            raise Refused("sync.fork", seq=row.event.seq)
        if not intact(writer, row.event):
            raise Refused("sync.chain_broken", seq=row.event.seq)
        where = self._where(conn, row, own)
        keep(conn, writer, [row.event])
        told = event(writer, row.event)
        late, refused = self._counts_before(row), _why_not(row)
        if not refused and not late:
            refused = self._history.apply(conn, told)
        if refused:
            _log.info("event %s of another node changes nothing here: %s", row.event.id, refused)
        came_in(conn, hall_id, {row.event.id: refused}, where)
        if told.kind in DECISIONS and not refused:
            carry_out(conn, self._history, self._node.node, told)
        if refused and where < _end(own) and not (late or _why_not(row)):
            # What was written since stands in its way, as a case that was given the same number.
            self._history.replay_all(conn, hall_id)
        return late

    def _is_fork(self, row: PulledEvent, own: Mapping[str, int]) -> bool:
        """Whether a row that is not here has taken a place, or goes on, where this machine writes."""
        if row.node != self._node.node or row.incarnation not in own:
            return False
        return row.incarnation == max(own) or row.event.seq <= own[row.incarnation]

    def _where(self, conn: Connection, row: PulledEvent, own: Mapping[str, int]) -> tuple[str, int]:
        """After which own row another counts: the last one, unless it belongs before an own event. What an
        earlier life of this disk began elsewhere was there before all that the present one wrote."""
        if row.before and (before := self._before(conn, row.before)):
            return before
        same = (journal.c.hall_id == self._node.hall_id, journal.c.subject == row.event.subject)
        earlier = row.node == self._node.node and row.incarnation in own
        if earlier and conn.execute(select(journal.c.id).where(*same).limit(1)).first() is None:
            return row.incarnation, own[row.incarnation]
        return _end(own)

    def _counts_before(self, row: PulledEvent) -> bool:
        """Whether a row that came late changes what own events changed; what goes with a case does not."""
        return bool(row.before) and row.event.subject.partition(":")[0] in self._history.subjects

    def _before(self, conn: Connection, event_id: str) -> tuple[str, int] | None:
        """The place just before an own event, in the own chains."""
        found = self._place_of(conn, event_id)
        return (found[0], found[1] - 1) if found else None

    def _place_of(self, conn: Connection, event_id: str) -> tuple[str, int] | None:
        here = (journal.c.hall_id == self._node.hall_id, journal.c.id == event_id)
        found = conn.execute(select(journal.c.incarnation, journal.c.seq).where(*here)).first()
        return (found.incarnation, found.seq) if found else None


def _end(own: Mapping[str, int]) -> tuple[str, int]:
    return max(own.items())


def _why_not(row: PulledEvent) -> str:
    """Why a row must not be applied, whatever it says; empty when it may be tried."""
    if row.held:
        return HELD
    return "" if known_schema(row.event.schema) else UNKNOWN_SCHEMA


def cursor(conn: Connection, hall_id: str, epoch: str) -> int:
    """How far the hall's feed of an epoch was read."""
    row = conn.execute(select(sync_cursor).where(sync_cursor.c.hall_id == hall_id)).first()
    return row.seq if row is not None and row.hub_epoch == epoch else 0


def _continues(page: PullPage, after: int) -> None:
    """A page must go on from ``after`` without going back: the feed of an epoch never gets shorter. Only what
    came before an own event stands in one place."""
    places = [row.feed_seq for row in page.rows]
    alone = [row.feed_seq for row in page.rows if not row.before]
    rising = places == sorted(places) and len(alone) == len(set(alone))
    rising = rising and all(after < place <= page.reached for place in places)
    if not rising or not after <= page.reached <= page.last or (page.reached == after < page.last):
        raise Refused("sync.feed_gap", after=after)

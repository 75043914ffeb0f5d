"""What a hall's hub sends up to the centre: every chain that it holds, its own and those of its windows.

The rows go up as they came, with the same hashes, so the centre verifies the same chains. Events of one
subject may stand in chains of several nodes, and who makes a ticket first decides which it is; so the upload
follows the hall's feed, in slices in which no subject has two writers and one machine makes tickets, and
within a slice chain by chain. What stands here without being applied goes too.

One process uploads for a hall at a time: the row that remembers the place in the feed is locked for a turn.
The database itself lets go of it when the process or its connection dies, so nothing can be claimed by the
dead and no clock decides; two at once would only send things twice, which does no harm. A turn is short,
since an open transaction keeps PostgreSQL from clearing away what was deleted.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, Select, Update, select, update
from sqlalchemy.exc import DBAPIError

from app.core.clock import Clock
from app.core.errors import Refused
from app.db.dialect import insert_ignore
from app.db.failures import translate
from app.db.store import Store
from app.hub import feed, quarantine
from app.hub.model import hall_feed, hub_upstream
from app.hub.quarantine import UNKNOWN_KIND, UNKNOWN_SCHEMA
from app.journal.model import Node, heads, journal
from app.sync.hub_side import HubSide
from app.sync.progress import keep_answers, next_batch, progress, remember
from app.sync.sender import Sender
from app.sync.wire import DigestOffer, EventAnswer, PushBatch
from app.tickets.events import MAKING

_SLICE = 2000
_OF_SLICE = ("node", "incarnation", "seq", "kind", "subject")
_NUMBERS = "numbers"
"""What all that make tickets write to: two tickets of one number know nothing of each other."""
_TURN_S = 10.0
_LOOK_S = 30.0
"""A quiet hall asks this often whether the centre is still the same, and sends what is not on its feed."""
_log = logging.getLogger(__name__)


class Slice(Struct, frozen=True):
    """What may be sent chain by chain: for each chain the last number, and the place in the feed then."""

    chains: dict[Node, int]
    feed_seq: int


class Turn(Struct):
    """The right to upload, and the place in the hall's feed that it has come to."""

    reached: int


class Upstream:
    """The upload of one hall; ``run`` is an errand for app.sync.recurring."""

    def __init__(self, store: Store, hall_id: str, centre: HubSide, clock: Clock) -> None:
        self._store = store
        self._hall_id = hall_id
        self._centre = centre
        self._clock = clock
        self._epoch = ""
        self._look_at = 0.0
        self._sender = Sender(store, centre, clock, self._answered)
        self._refused: set[Node] = set()

    def run(self) -> None:
        """Send what the centre lacks. Raises Offline; a chain that is refused keeps back no other."""
        now = time.monotonic()
        if self._quiet() and now < self._look_at:
            return
        epoch = self._centre.health().hub_epoch
        self._refused.clear()
        while time.monotonic() < now + _TURN_S:
            with self._turn() as turn:
                if turn is None or not self._go_on(turn, epoch):
                    break
        self._look_at = now + _LOOK_S

    def _go_on(self, turn: Turn, epoch: str) -> bool:
        """Send one slice; false when it was the last one for now."""
        self._meet(turn, epoch)
        part = self._next(turn.reached)
        self._send(part)
        moved, turn.reached = part.feed_seq != turn.reached, part.feed_seq
        return moved

    def _quiet(self) -> bool:
        """Whether nothing was added to the feed since the last turn."""
        with self._store.read() as conn:
            reached = conn.execute(self._place()).scalar()
            return reached is not None and feed.last_seq(conn, self._hall_id) == reached

    @contextmanager
    def _turn(self) -> Iterator[Turn | None]:
        """The place in the feed to go on from, kept again afterwards; None while another process uploads."""
        first = {"hall_id": self._hall_id, "feed_seq": 0}
        self._store.transact(lambda conn: insert_ignore(conn, hub_upstream, [first]))
        if self._store.engine.dialect.name == "sqlite":
            # One process serves a file, and its only writer must not wait for a network.
            with self._store.read() as conn:
                turn = Turn(conn.execute(self._place()).scalar_one())
            yield turn
            self._store.transact(lambda conn: conn.execute(self._move(turn.reached)))
            return
        try:
            with self._store.engine.begin() as conn:
                reached = conn.execute(self._place().with_for_update(skip_locked=True)).scalar()
                held = Turn(reached) if reached is not None else None
                yield held
                if held is not None:
                    conn.execute(self._move(held.reached))
        except DBAPIError as error:
            raise translate(error) from error

    def _place(self) -> Select[int]:
        return select(hub_upstream.c.feed_seq).where(hub_upstream.c.hall_id == self._hall_id)

    def _move(self, feed_seq: int) -> Update:
        return update(hub_upstream).where(hub_upstream.c.hall_id == self._hall_id).values(feed_seq=feed_seq)

    def _next(self, after: int) -> Slice:
        """The next slice; at the end of the feed whatever else the chains hold."""
        with self._store.read() as conn:
            found = conn.execute(
                select(hall_feed.c.seq.label("place"), *(journal.c[name] for name in _OF_SLICE))
                .join(
                    journal,
                    (journal.c.hall_id == hall_feed.c.hall_id) & (journal.c.id == hall_feed.c.event_id),
                )
                .where(hall_feed.c.hall_id == self._hall_id, hall_feed.c.seq > after)
                .order_by(hall_feed.c.seq)
                .limit(_SLICE)
            ).all()
            if not found:
                return Slice(self._ends(conn) if feed.last_seq(conn, self._hall_id) == after else {}, after)
        writers: dict[str, Node] = {}
        chains: dict[Node, int] = {}
        for row in found:
            chain = Node(self._hall_id, row.node, row.incarnation)
            things = (row.subject, _NUMBERS) if row.kind in MAKING else (row.subject,)
            if any(writers.setdefault(thing, chain) != chain for thing in things):
                break
            chains[chain], after = row.seq, row.place
        return Slice(chains, after)

    def _ends(self, conn: Connection) -> dict[Node, int]:
        stored = conn.execute(
            select(heads.c.node, heads.c.incarnation, heads.c.seq).where(heads.c.hall_id == self._hall_id)
        )
        return {Node(self._hall_id, row.node, row.incarnation): row.seq for row in stored}

    def _send(self, part: Slice) -> None:
        """A batch of each chain in turn, until all are where the slice ends."""
        waiting = dict(part.chains)
        while waiting:
            for chain, last in list(waiting.items()):
                if chain in self._refused or not self._send_batch(chain, last):
                    del waiting[chain]

    def _send_batch(self, chain: Node, last: int) -> bool:
        """Send one batch; false when the centre has the chain up to ``last`` or does not take it: then the
        chain is left for this turn."""
        with self._store.read() as conn:
            done = progress(conn, chain)
            missing = min(self._sender.size, last - done.acked_seq)
            if missing <= 0:
                return False
            batch = self._judged(conn, next_batch(conn, chain, done.acked_seq, missing))
        if not batch.events:
            return False
        try:
            self._sender.send(chain, done, batch)
        except Refused as refusal:
            self._refused.add(chain)
            _log.warning("the centre does not take the chain of %s: %s", chain.node, refusal)
            return False
        return True

    def _judged(self, conn: Connection, batch: PushBatch) -> PushBatch:
        """With what was not applied here: the centre gets it in another order, and could not tell. What only
        this hub cannot read it may apply."""
        answers = quarantine.once_more(conn, self._hall_id, [event.id for event in batch.events])
        apart = [each for each in answers.values() if each.code not in ("", UNKNOWN_KIND, UNKNOWN_SCHEMA)]
        return replace(batch, apart=apart)

    def _answered(self, conn: Connection, batch: PushBatch, answers: list[EventAnswer]) -> None:
        keep_answers(conn, batch.hall_id, answers, self._clock.now())

    def _meet(self, turn: Turn, epoch: str) -> None:
        """When another database answers than the one that acknowledged, ask where each chain ends there.

        What it has of a chain is a beginning of ours, proved by the hashes; so its end is all that counts.
        """
        if epoch == self._epoch:
            return
        with self._store.read() as conn:
            known = {chain: progress(conn, chain) for chain in self._ends(conn)}
        strange = {chain: done for chain, done in known.items() if done.hub_epoch not in ("", epoch)}
        for chain, done in strange.items():
            there = self._centre.digest(DigestOffer(self._hall_id, chain.node, chain.incarnation, [])).last
            met = replace(done, acked_seq=min(there, done.acked_seq), hub_epoch=epoch)
            self._store.transact(partial(remember, node=chain, state=met))
        if strange:
            _log.warning("another database answers in the centre: %d chains are compared", len(strange))
            turn.reached = 0
        self._epoch = epoch

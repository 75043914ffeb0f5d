"""The hub, put together: one store, its own journal for each hall, the desks, the feeds."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from importlib.metadata import version

from sqlalchemy import Connection

from app.cases.queries import last_sequence
from app.core.clock import Clock, business_day, to_text
from app.core.errors import AppError, Refused
from app.db.store import Store
from app.hub import epoch, exchange, feed, pull, quarantine
from app.hub.fanout import Fanout
from app.hub.ingest import Ingest, NotTogether, Offered, Taken
from app.hub.model import Identity
from app.hub.quarantine import Apart
from app.hub.reactions import react
from app.hub.relay import Relay
from app.hub.shared_journal import SharedJournal
from app.journal.model import SCHEMA, Author, Event, NewEvent, Node, Projections
from app.sync.events import DROPPED, RELEASED
from app.sync.wire import (
    FEED_ROWS,
    ChainPage,
    DigestAnswer,
    DigestOffer,
    FeedPage,
    Health,
    PullPage,
    PushAnswer,
    PushBatch,
)
from app.tickets import queries
from app.tickets.board import HallBoard
from app.tickets.model import DoubleService, Lease, Ticket
from app.tickets.service import Done, TicketDesk

_log = logging.getLogger(__name__)

Command = Callable[[TicketDesk, Connection], Done]
_Take = Callable[[Connection, Offered], Taken]
_ITSELF = Author("", "")
_PUSHES = 3
"""How many pushes a worker lets write at a time where the store writes several transactions beside each
other. Whoever calls a ticket there waits for no more of them."""


class Hub:
    """Everything that the API offers, without HTTP. Its methods may be called from many threads."""

    def __init__(
        self, store: Store, projections: Projections, prefixes: Mapping[str, str], clock: Clock
    ) -> None:
        """``projections``: those of every feature whose events this hub applies; ``prefixes``: by zone."""
        self.fanout = Fanout()
        self.store = store
        self._ingest = Ingest(projections)
        self._own_projections = {**projections, **dict.fromkeys((RELEASED, DROPPED), _decided)}
        self._pushes = threading.Semaphore(1 if store.writes_in_turn else _PUSHES)
        self._prefixes = prefixes
        self._clock = clock
        self._version = version("zongchuang")
        self._desks: dict[Node, TicketDesk] = {}
        on_postgres = store.engine.dialect.name == "postgresql"
        self._relay = Relay(store.engine, self.fanout.poke) if on_postgres else None

    def start(self) -> None:
        """Begin to exchange pokes with other workers; apply what a newer program knows by now."""
        if self._relay is not None:
            self._relay.start()
        self._try_again()

    def close(self) -> None:
        """Stop and let go of the database."""
        if self._relay is not None:
            self._relay.stop()
        self.store.close()

    @property
    def identity(self) -> Identity:
        """Who this hub is, with the epoch that its database has now."""
        return epoch.identify(self.store)

    def command(self, hall_id: str, work: Command) -> Ticket | None:
        """Run one command on a hall's tickets; answers after the commit."""
        return self.carry_out(hall_id, work).ticket

    def carry_out(self, hall_id: str, work: Command) -> Done:
        """The same, with everything that the command answers."""

        def transaction(conn: Connection) -> tuple[Done, int]:
            done = work(self._desk(hall_id, epoch.current(conn)), conn)
            caused = [event.id for event in done.events]
            return done, feed.publish(conn, hall_id, caused) if caused else 0

        done, reached = self.store.transact(transaction)
        self._poke(hall_id, reached)
        return done

    def lease(self, hall_id: str, command_id: str, author: Author, zone: str) -> Lease:
        """Lease a block of numbers (号段) of a zone to a machine, the author's window."""
        leased: list[Lease] = []

        def work(desk: TicketDesk, conn: Connection) -> Done:
            lease, done = desk.lease(conn, command_id, author, zone)
            leased[:] = [lease]
            return done

        self.carry_out(hall_id, work)
        return leased[0]

    def push(self, batch: PushBatch, *, passed_on: bool = False) -> PushAnswer:
        """Take in another node's journal rows; see ``app.hub.ingest``. Answers after the commit.

        ``passed_on``: the hub of the hall sent them, which runs the queue and has carried over to it what
        they mean; its own rows tell.
        """
        at = self._clock.now()
        now, offered = to_text(at), self._ingest.read(batch, at, passed_on=passed_on)
        with self._pushes:
            try:
                answer, reached = self._taken(offered, now, self._ingest.together, passed_on)
            except NotTogether:
                one_by_one = partial(self._ingest.one_by_one, at=now)
                answer, reached = self._taken(offered, now, one_by_one, passed_on)
        self._poke(batch.hall_id, reached)
        return answer

    def chain(self, node: Node, after: int) -> ChainPage:
        """Rows of one chain after a place, personal data included."""
        identity = self.identity
        with self.store.read() as conn:
            return exchange.chain_page(conn, node, after, identity.epoch)

    def digest(self, offer: DigestOffer) -> DigestAnswer:
        """Where a chain differs from what its node believes (对账)."""
        identity = self.identity
        with self.store.read() as conn:
            return exchange.digest_answer(conn, offer, identity.epoch)

    def pull(self, hall_id: str, reader: pull.Reader, known_epoch: str, after: int) -> PullPage:
        """What others did to subjects that a node has a part in. Raises Refused ``sync.epoch_changed``, or
        ``sync.feed_gap`` for a cursor beyond the end of the feed that begins no new epoch."""
        identity = self.identity
        with self.store.read() as conn:
            page = pull.pull_page(conn, hall_id, reader, known_epoch, after, identity.epoch)
        if known_epoch and after > page.last:
            # It has read what is not here: an older copy of this database was put back past ``hub restore``.
            node, last = reader.node, page.last
            _log.warning("node %s stands at %d, beyond the end of its feed at %d", node, after, last)
            epoch.doubt_epoch(self.store, self._clock.now())
            if (begun := self.identity.epoch) != known_epoch:
                raise Refused("sync.epoch_changed", epoch=begun)
            raise Refused("sync.feed_gap", after=after)
        return page

    def last_number(self, hall_id: str, window_no: int, day: str) -> int:
        """The highest sequence of a window's block of case numbers used on a day; 0: none."""
        with self.store.read() as conn:
            return last_sequence(conn, hall_id, window_no, day)

    def waiting(self) -> list[Apart]:
        """The events that are stored but not applied, of all halls."""
        with self.store.read() as conn:
            return quarantine.waiting(conn)

    def decide(self, hall_id: str, event_id: str, kind: str, author: Author) -> list[str]:
        """Release or drop an event that waits: ``kind`` is ``quarantine.RELEASED`` or ``DROPPED``. Ids of the
        events that are applied now. Raises Refused ``sync.not_waiting``."""

        def transaction(conn: Connection) -> tuple[list[str], int]:
            subject = quarantine.subject_of(conn, hall_id, event_id)
            if subject is None:
                raise Refused("sync.not_waiting")
            identity = epoch.current(conn)
            journal = self._journal(hall_id, identity)
            decision = journal.append(conn, author, NewEvent(kind, subject, {"event": event_id}))
            freed = quarantine.settle(conn, decision, self._ingest.apply)
            # One that still cannot be applied goes on waiting: there is nothing to tell.
            taken = Taken(fed=[decision.id] if freed or kind == DROPPED else [])
            taken.free(freed)
            return [each.event.id for each in freed], self._publish(conn, hall_id, identity, taken)

        freed, reached = self.store.transact(transaction)
        self._poke(hall_id, reached)
        return freed

    def _try_again(self) -> None:
        with self.store.read() as conn:
            subjects = quarantine.become_known(conn, self._ingest.apply)
        for hall_id, subject in subjects:
            self._resume(hall_id, subject)

    def _resume(self, hall_id: str, subject: str) -> None:
        def transaction(conn: Connection) -> int:
            taken = Taken()
            taken.free(quarantine.resume(conn, hall_id, subject, self._ingest.apply))
            return self._publish(conn, hall_id, epoch.current(conn), taken)

        self._poke(hall_id, self.store.transact(transaction))

    def _taken(self, offered: Offered, now: str, take: _Take, passed_on: bool) -> tuple[PushAnswer, int]:
        def transaction(conn: Connection) -> tuple[PushAnswer, int]:
            identity = epoch.current(conn)
            taken = take(conn, offered)
            if passed_on:
                taken.applied.clear()
            reached = self._publish(conn, offered.node.hall_id, identity, taken)
            return PushAnswer(identity.epoch, now, taken.results), reached

        return self.store.transact(transaction)

    def _publish(self, conn: Connection, hall_id: str, identity: Identity, taken: Taken) -> int:
        """Carry over to the queue what was applied, and put all of it on the feed."""
        journal = self._journal(hall_id, identity)

        def told(late: Event) -> str:
            """That the event counts from here on."""
            return journal.append(conn, _ITSELF, NewEvent(RELEASED, late.subject, {"event": late.id})).id

        fed = [each if isinstance(each, str) else told(each) for each in taken.fed]
        fed += react(conn, self._desk(hall_id, identity), hall_id, taken.applied)
        return feed.publish(conn, hall_id, fed) if fed else 0

    def board(self, hall_id: str) -> HallBoard:
        """The hall's queue now, with the feed position that it may be followed from."""
        with self.store.read() as conn:
            # The position first: rows after it that are already in the board are recognised by version.
            seq = feed.last_seq(conn, hall_id)
            return queries.board(conn, hall_id, business_day(self._clock.now()), seq)

    def doubles(self, hall_id: str, day: date) -> tuple[DoubleService, ...]:
        """Numbers that two windows served on a day (重复叫号)."""
        with self.store.read() as conn:
            return queries.double_services(conn, hall_id, day)

    def feed(self, hall_id: str, after: int, limit: int) -> FeedPage:
        """Rows of the hall's feed after a position."""
        identity = self.identity
        with self.store.read() as conn:
            # The end first: what is added meanwhile must not look like rows that are missing.
            last = feed.last_seq(conn, hall_id)
            return FeedPage(identity.epoch, last, feed.page(conn, hall_id, after, min(limit, FEED_ROWS)))

    def reached(self, hall_id: str) -> int:
        """The newest position of the hall's feed."""
        with self.store.read() as conn:
            return feed.last_seq(conn, hall_id)

    def health(self) -> Health:
        """Whether the hub can do its work now."""
        try:
            known, db = self.identity.epoch, True
        except AppError:
            known, db = "", False
        now = to_text(self._clock.now())
        return Health(ready=db, db=db, hub_epoch=known, version=self._version, clock=now, schema=SCHEMA)

    def _desk(self, hall_id: str, identity: Identity) -> TicketDesk:
        node = Node(hall_id, identity.node, identity.incarnation)
        if node not in self._desks:
            self._desks[node] = TicketDesk(self._journal(hall_id, identity), self._clock, self._prefixes)
        return self._desks[node]

    def _journal(self, hall_id: str, identity: Identity) -> SharedJournal:
        node = Node(hall_id, identity.node, identity.incarnation)
        return SharedJournal(node, self._own_projections, self._clock)

    def _poke(self, hall_id: str, reached: int) -> None:
        if not reached:
            return
        self.fanout.poke(hall_id, reached)
        if self._relay is not None:
            self._relay.poke(hall_id, reached)


def _decided(_conn: Connection, _event: Event) -> None:
    """A decision of an administrator changes no table of a feature: it is carried out by ``decide``."""

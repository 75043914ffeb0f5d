"""The hub, put together: one store, its own journal for each hall, the desks, the feeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from importlib.metadata import version

from sqlalchemy import Connection, select, text

from app.core.clock import Clock, business_day, to_text
from app.core.errors import AppError
from app.core.ids import new_id
from app.db.dialect import insert_ignore
from app.db.store import Store
from app.hub import feed
from app.hub.fanout import Fanout
from app.hub.ingest import ingest
from app.hub.model import Identity, hub_identity
from app.hub.reactions import react
from app.hub.relay import Relay
from app.hub.shared_journal import SharedJournal
from app.journal.model import Author, Node, Projections
from app.sync.wire import FEED_ROWS, SCHEMA, FeedPage, Health, PushAnswer, PushBatch
from app.tickets import queries
from app.tickets.board import HallBoard
from app.tickets.model import DoubleService, Lease, Ticket
from app.tickets.service import Done, TicketDesk

Command = Callable[[TicketDesk, Connection], Done]


class Hub:
    """Everything that the API offers, without HTTP. Its methods may be called from many threads."""

    def __init__(
        self, store: Store, projections: Projections, prefixes: Mapping[str, str], clock: Clock
    ) -> None:
        """``projections``: those of every feature whose events this hub applies; ``prefixes``: by zone."""
        self.fanout = Fanout()
        self._store = store
        self._projections = projections
        self._prefixes = prefixes
        self._clock = clock
        self._version = version("zongchuang")
        self._desks: dict[str, TicketDesk] = {}
        self.identity = store.transact(_identity)
        on_postgres = store.engine.dialect.name == "postgresql"
        self._relay = Relay(store.engine, self.fanout.poke) if on_postgres else None

    def start(self) -> None:
        """Begin to exchange pokes with other workers."""
        if self._relay is not None:
            self._relay.start()

    def close(self) -> None:
        """Stop and let go of the database."""
        if self._relay is not None:
            self._relay.stop()
        self._store.close()

    def command(self, hall_id: str, work: Command) -> Ticket | None:
        """Run one command on a hall's tickets; answers after the commit."""
        return self.carry_out(hall_id, work).ticket

    def carry_out(self, hall_id: str, work: Command) -> Done:
        """The same, with everything that the command answers."""
        desk = self._desk(hall_id)

        def transaction(conn: Connection) -> tuple[Done, int]:
            done = work(desk, conn)
            caused = [event.id for event in done.events]
            return done, feed.publish(conn, hall_id, caused) if caused else 0

        done, reached = self._store.transact(transaction)
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

    def push(self, batch: PushBatch) -> PushAnswer:
        """Take in another node's journal rows; see ``app.hub.ingest``. Answers after the commit."""
        now = to_text(self._clock.now())
        desk = self._desk(batch.hall_id)

        def transaction(conn: Connection) -> tuple[PushAnswer, int]:
            results = ingest(conn, batch, self._projections, now)
            offered = {event.id: event for event in batch.events}
            applied = [answer.id for answer in results if answer.status == "ok"]
            caused = react(conn, desk, batch.hall_id, [offered[event_id] for event_id in applied])
            reached = feed.publish(conn, batch.hall_id, [*applied, *caused]) if applied else 0
            return PushAnswer(self.identity.epoch, now, results), reached

        answer, reached = self._store.transact(transaction)
        self._poke(batch.hall_id, reached)
        return answer

    def board(self, hall_id: str) -> HallBoard:
        """The hall's queue now, with the feed position that it may be followed from."""
        with self._store.read() as conn:
            # The position first: rows after it that are already in the board are recognised by version.
            seq = feed.last_seq(conn, hall_id)
            return queries.board(conn, hall_id, business_day(self._clock.now()), seq)

    def doubles(self, hall_id: str, day: date) -> tuple[DoubleService, ...]:
        """Numbers that two windows served on a day (重复叫号)."""
        with self._store.read() as conn:
            return queries.double_services(conn, hall_id, day)

    def feed(self, hall_id: str, after: int, limit: int) -> FeedPage:
        """Rows of the hall's feed after a position."""
        with self._store.read() as conn:
            # The end first: what is added meanwhile must not look like rows that are missing.
            last = feed.last_seq(conn, hall_id)
            return FeedPage(self.identity.epoch, last, feed.page(conn, hall_id, after, min(limit, FEED_ROWS)))

    def reached(self, hall_id: str) -> int:
        """The newest position of the hall's feed."""
        with self._store.read() as conn:
            return feed.last_seq(conn, hall_id)

    def health(self) -> Health:
        """Whether the hub can do its work now."""
        try:
            with self._store.read() as conn:
                conn.execute(text("SELECT 1"))
            db = True
        except AppError:
            db = False
        now = to_text(self._clock.now())
        return Health(
            ready=db,
            db=db,
            hub_epoch=self.identity.epoch,
            version=self._version,
            clock=now,
            schema=SCHEMA,
        )

    def _desk(self, hall_id: str) -> TicketDesk:
        if hall_id not in self._desks:
            node = Node(hall_id, self.identity.node, self.identity.incarnation)
            journal = SharedJournal(node, self._projections, self._clock)
            self._desks[hall_id] = TicketDesk(journal, self._clock, self._prefixes)
        return self._desks[hall_id]

    def _poke(self, hall_id: str, reached: int) -> None:
        if not reached:
            return
        self.fanout.poke(hall_id, reached)
        if self._relay is not None:
            self._relay.poke(hall_id, reached)


def _identity(conn: Connection) -> Identity:
    """Who this hub is; made up at its first start, by whichever worker comes first."""
    fresh = {"name": "self", "node": f"hub-{new_id()}", "incarnation": new_id(), "epoch": new_id()}
    insert_ignore(conn, hub_identity, [fresh])
    row = conn.execute(select(hub_identity.c.node, hub_identity.c.incarnation, hub_identity.c.epoch)).one()
    return Identity(*row)

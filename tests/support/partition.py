"""A hall whose parts lose each other: a hub, windows and a kiosk on real stores in memory, and a network
between them that loses, doubles and delays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from app.core.clock import ManualClock, business_day
from app.core.errors import Offline
from app.core.ids import new_id
from app.db.base import metadata
from app.db.store import Store
from app.hub.reactions import react
from app.journal.append import Journal
from app.journal.model import Author, Event, Node
from app.journal.read import own_events
from app.tickets import queries
from app.tickets.board import HallBoard, board_from, follow
from app.tickets.events import RESTORED
from app.tickets.model import Priority, Ticket
from app.tickets.offline_desk import OfflineIssuer, Slip
from app.tickets.projection import PROJECTIONS
from app.tickets.remote import Called, HubDesk
from app.tickets.service import Done, TicketDesk
from app.tickets.window_desk import WindowDesk
from app.tickets.window_queue import WindowQueue

HALL, ZONE = "hall-1", "SSDJ"
_TABLES = [table for name, table in metadata.tables.items() if name.startswith(("ticket", "journal"))]
_SHOWN = ("kind", "subject", "base_version", "at", "window", "payload")
MORNING = datetime(2026, 7, 6, 1, 0, tzinfo=UTC)


def memory_store() -> Store:
    """A store that lives as long as the test."""
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    engine.connect().connection.driver_connection.isolation_level = None  # type: ignore[union-attr]
    metadata.create_all(engine, _TABLES)
    return Store(engine)


class PartitionedHub:
    """The hub's ticket desk with the feed that it would publish."""

    def __init__(self, clock: ManualClock) -> None:
        self.store = memory_store()
        self.clock = clock
        self.up = True
        self.feed: list[Event] = []
        self.desk = TicketDesk(Journal(Node(HALL, "hub", "1"), PROJECTIONS, clock), clock, {ZONE: "A"})
        self._known: set[str] = set()

    def do(self, work: Callable[[TicketDesk, Any], Done]) -> Done:
        done = self.store.transact(lambda conn: work(self.desk, conn))
        self.feed += done.events
        return done

    def take_in(self, events: Sequence[Event]) -> None:
        """What a push does: apply what is new, then say what the strays mean."""
        fresh = [event for event in events if event.id not in self._known]

        def work(conn: Any) -> list[str]:
            for event in fresh:
                PROJECTIONS[event.kind](conn, event)
            return react(conn, self.desk, HALL, fresh)

        caused = self.store.transact(work)
        self._known |= {event.id for event in fresh}
        self.feed += fresh
        with self.store.read() as conn:
            own = own_events(conn, Node(HALL, "hub", "1"), 0, 100_000)
        self.feed += [event for event in own if event.id in caused]

    def board(self) -> HallBoard:
        with self.store.read() as conn:
            return queries.board(conn, HALL, business_day(self.clock.now()), len(self.feed))

    def rows(self) -> list[dict[str, Any]]:
        return [
            {name: getattr(event, name) for name in _SHOWN} | {"seq": n}
            for n, event in enumerate(self.feed, 1)
        ]

    def followed(self) -> HallBoard:
        """What a screen shows that followed every row from the first."""
        start = {"hall_id": HALL, "business_day": business_day(self.clock.now()).isoformat(), "seq": 0}
        return follow(board_from(start), self.rows())

    def tickets(self) -> tuple[Ticket, ...]:
        with self.store.read() as conn:
            return queries.all_of(conn, HALL, business_day(self.clock.now()))

    def doubles(self) -> set[tuple[str, frozenset[str]]]:
        with self.store.read() as conn:
            found = queries.double_services(conn, HALL, business_day(self.clock.now()))
        return {(each.number, frozenset({each.first, each.second})) for each in found}


class Wire(HubDesk):
    """A window's way to the hub. ``fate`` of the next request: ok, down, deaf (done, its answer lost),
    late (done when ``arrive`` is called, after the window gave up)."""

    def __init__(self, hub: PartitionedHub) -> None:
        self.hub = hub
        self.fate = "ok"
        self._late: list[Callable[[], object]] = []

    def arrive(self) -> None:
        """Late requests reach the hub, twice each: the network doubles too."""
        late, self._late = self._late, []
        for request in late:
            request()
            request()

    def call_and_keep(
        self, command_id: str, author: Author, zones: Sequence[str], done: Iterable[str]
    ) -> Called:
        known = list(done)

        def request() -> Done:
            return self.hub.do(lambda desk, conn: desk.call_next(conn, command_id, author, zones, 2, known))

        made = self._send(request)
        return Called(made.ticket, made.owned, made.demanded, made.day)

    def change(self, kind: str, command_id: str, author: Author, ticket_id: str) -> Ticket:
        assert kind == RESTORED, "a window recalls, starts and finishes its own tickets itself"
        asked = (command_id, author, ticket_id, kind)
        made = self._send(lambda: self.hub.do(lambda desk, conn: desk.change(conn, *asked)))
        assert made.ticket is not None
        return made.ticket

    def _send(self, request: Callable[[], Done]) -> Done:
        if not self.hub.up or self.fate == "down":
            raise Offline("sync.unreachable")
        if self.fate == "late":
            self._late.append(request)
            raise Offline("sync.unreachable")
        done = request()
        if self.fate == "deaf":
            raise Offline("sync.unreachable")
        return done


class PartitionedWindow:
    """One window: its store survives, the rest is new after every ``restart``."""

    def __init__(self, name: str, hub: PartitionedHub, clock: ManualClock) -> None:
        self.name = name
        self.author = Author("li", name)
        self.node = Node(HALL, f"window-{name}", "1")
        self.store = memory_store()
        self.wire = Wire(hub)
        self.clock = clock
        self.heard = 0
        self._sent = 0
        self.restart()

    def restart(self) -> None:
        """The power went: what was in memory is gone."""
        self.journal = Journal(self.node, PROJECTIONS, self.clock)
        self.desk = WindowDesk(self.store, self.journal, self.clock, self.name)
        self.queue = WindowQueue(self.desk, lambda: self.wire, lambda _: self._meanwhile())
        self.others: list[PartitionedWindow] = []

    def _meanwhile(self) -> None:
        for other in self.others:
            other.hear()
            other.push()

    def call(self, fate: str = "ok") -> Ticket | None:
        """F2, a moment later; None when nobody waits or nothing can be called."""
        self.clock.advance(timedelta(milliseconds=1))
        self.wire.fate = fate
        try:
            return self.queue.call_next(new_id(), self.author, ())
        except Offline:
            return None
        finally:
            self.wire.fate = "ok"

    def push(self, *, again: bool = False) -> None:
        """Send the journal; ``again``: the answer to the last time was lost."""
        if not self.wire.hub.up:
            return
        with self.store.read() as conn:
            after = 0 if again else self._sent
            rows = own_events(conn, self.node, after, 500)
        self.wire.hub.take_in(rows)
        self._sent = rows[-1].seq if rows else self._sent

    def hear(self) -> None:
        """The live feed brings what happened since."""
        if self.wire.hub.up:
            rows = self.wire.hub.rows()[self.heard :]
            self.heard += len(rows)
            self.queue.news(rows, self.name)

    def see(self, board: HallBoard) -> None:
        """A snapshot of the hall arrives, perhaps an old one."""
        known = (*board.waiting, *board.at_windows, *board.missed)
        self.desk.settle(known, date.fromisoformat(board.business_day), answered=False)


class PartitionedKiosk:
    """A kiosk with a block of numbers."""

    def __init__(self, hub: PartitionedHub, clock: ManualClock) -> None:
        self.hub = hub
        self.author = Author("", "kiosk")
        self.node = Node(HALL, "kiosk", "1")
        self.store = memory_store()
        self._sent = 0
        self.issuer = OfflineIssuer(self.store, Journal(self.node, PROJECTIONS, clock), clock, "kiosk")

    def lease(self) -> None:
        def work(desk: TicketDesk, conn: Any) -> Done:
            lease, done = desk.lease(conn, new_id(), self.author, ZONE)
            leased.append(lease)
            return done

        leased: list[Any] = []
        self.hub.do(work)
        self.issuer.keep(self.author, leased[0])

    def issue(self) -> Slip:
        return self.issuer.issue(self.author, ZONE)

    def push(self) -> None:
        with self.store.read() as conn:
            rows = own_events(conn, self.node, self._sent, 500)
        self.hub.take_in(rows)
        self._sent = rows[-1].seq if rows else self._sent


class PartitionedHall:
    """Two windows, a kiosk, and a hub that can be switched off."""

    def __init__(self) -> None:
        self.clock = ManualClock(MORNING)
        self.hub = PartitionedHub(self.clock)
        self.kiosk = PartitionedKiosk(self.hub, self.clock)
        self.three = PartitionedWindow("3", self.hub, self.clock)
        self.four = PartitionedWindow("4", self.hub, self.clock)
        self.three.others, self.four.others = [self.four], [self.three]

    def issue(self, count: int = 1, priority: Priority = Priority.NORMAL) -> None:
        for _ in range(count):
            self.clock.advance(timedelta(seconds=1))
            self.hub.do(lambda desk, conn: desk.issue(conn, new_id(), Author("", "kiosk"), ZONE, priority))

    def finish(self, window: PartitionedWindow) -> None:
        at_hand = window.desk.at_hand()
        assert at_hand is not None
        window.queue.finish(new_id(), window.author, at_hand.id)

    def miss(self, window: PartitionedWindow) -> None:
        at_hand = window.desk.at_hand()
        assert at_hand is not None
        window.queue.miss(new_id(), window.author, at_hand.id)

    def reclaim(self, window: str) -> None:
        lobby = Author("wang", "")
        self.hub.do(lambda desk, conn: desk.reclaim(conn, new_id(), lobby, window, "电脑已关机"))

    def states(self) -> dict[str, tuple[str, str]]:
        return {ticket.number: (ticket.state.value, ticket.window) for ticket in self.hub.tickets()}


def number(window: PartitionedWindow, fate: str = "ok") -> str:
    ticket = window.call(fate)
    return ticket.number if ticket else ""

"""Parts of a hub, and of a window that talks to it, for tests."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Integer, String, Table

from app.core.clock import SystemClock
from app.core.errors import Offline, Superseded
from app.core.events import EventBus
from app.core.ids import new_id
from app.db.base import hall_key, metadata
from app.db.dialect import upsert
from app.db.store import Store
from app.hub.devices import Terms
from app.hub.hub import Hub
from app.hub.pull import Reader
from app.journal.append import Journal
from app.journal.model import Author, Event, Json, NewEvent, Node, Projections
from app.main.hub.process import HubProcess
from app.sync.hub_client import HubClient
from app.sync.hub_connection import HubConnection, trusting
from app.sync.trust import DeviceKind
from app.sync.wire import ChainPage, DigestAnswer, DigestOffer, Health, PullPage, PushAnswer, PushBatch
from app.tickets.projection import PROJECTIONS as TICKET_PROJECTIONS

T = TypeVar("T")
E = TypeVar("E")
HALL = "hall-1"
PREFIXES = {"SSDJ": "A", "SHSW": "C"}
CLERK = Author("li", "3")

notes = Table(
    "test_notes",
    metadata,
    hall_key(),
    Column("subject", String(128), primary_key=True),
    Column("made", Integer, nullable=False),
)
"""State of a make-believe feature: how many notes each subject has."""


def _noted(conn: Connection, event: Event) -> None:
    if event.payload.get("poison"):
        raise ValueError("a note that nobody can apply")
    known = conn.execute(notes.select().where(notes.c.subject == event.subject)).first()
    made = known.made + 1 if known else 1
    upsert(conn, notes, [{"hall_id": event.hall_id, "subject": event.subject, "made": made}])


def _corrected(conn: Connection, event: Event) -> None:
    """A change that holds only for the state it was made on: so many notes."""
    known = conn.execute(notes.select().where(notes.c.subject == event.subject)).first()
    made = known.made if known else 0
    if made != event.base_version:
        raise Superseded("cases.superseded", version=made)
    upsert(conn, notes, [{"hall_id": event.hall_id, "subject": event.subject, "made": made + 1}])


NOTE_PROJECTIONS: Projections = {"note.made": _noted, "note.corrected": _corrected}
PROJECTIONS: Projections = {**TICKET_PROJECTIONS, **NOTE_PROJECTIONS}


def new_hub(store: Store) -> Hub:
    """A hub on this store, as one of its workers would have it."""
    return Hub(store, PROJECTIONS, PREFIXES, SystemClock())


class HubInside:
    """A centre's hub in this process, as the hub of a hall sees it; implements app.sync.hub_side.HubSide."""

    def __init__(self, hub: Hub, hall: str) -> None:
        self._hub, self._hall = hub, hall

    def health(self) -> Health:
        return self._hub.health()

    def push(self, batch: PushBatch) -> PushAnswer:
        return self._hub.push(batch, passed_on=True)

    def chain(self, node: Node, after: int) -> ChainPage:
        return self._hub.chain(node, after)

    def digest(self, offer: DigestOffer) -> DigestAnswer:
        return self._hub.digest(offer)

    def pull(self, node: Node, through: int, epoch: str, after: int) -> PullPage:
        return self._hub.pull(self._hall, Reader(node.node, node.incarnation, through), epoch, after)


@dataclass(frozen=True)
class RunningHub:
    """A hub that answers, and its database."""

    process: HubProcess
    db_url: str

    @property
    def url(self) -> str:
        return self.process.url

    def client(self, hall: str, kind: DeviceKind = DeviceKind.LOBBY, window: str = "") -> HubClient:
        """A device of the hall that was let in; the lobby's may do what any window and any kiosk may do."""
        return enrolled(self.process, hall, kind, window)

    def proof(self, hall: str) -> dict[str, str]:
        """The header of a device of the hall, for requests that are put together by hand."""
        with closing(self.client(hall)) as client:
            return client.authorization()


def enrolled(
    hub: HubProcess,
    hall: str,
    kind: DeviceKind = DeviceKind.LOBBY,
    window: str = "",
    key: bytes | None = None,
) -> HubClient:
    """A client of a running hub, for a device that it lets in."""
    return HubClient(hub.url, hub.enrol(Terms(kind, (hall,), window), key=key))


def is_up(url: str) -> bool:
    """Whether a hub answers at an address."""
    with closing(HubConnection(url, trusting(""))) as connection, suppress(Offline):
        return connection.ask("GET", "/v1/health", Health).ready
    return False


class WindowJournal:
    """A window's store with a journal that notes can be made in."""

    def __init__(self, store: Store, node: Node) -> None:
        self.store = store
        self.node = node
        # A window keeps whatever it does; only the hub finds some of it impossible to apply.
        notes = ("note.made", "note.corrected", "note.unknown")
        kinds = (*notes, "sync.settled", "sync.released", "sync.dropped", "evaluation.declined")
        kept: Projections = {kind: lambda _conn, _event: None for kind in kinds}
        self.journal = Journal(self.node, kept, SystemClock())

    def note(
        self,
        subject: str = "case:1",
        kind: str = "note.made",
        private: Mapping[str, Any] | None = None,
        base: int = 0,
        **payload: Any,
    ) -> Event:
        event = NewEvent(kind, subject, payload, private, base)
        return self.store.transact(lambda conn: self.journal.append(conn, CLERK, event))

    def visit_over(self) -> Event:
        """Something that a real hub can apply: a visit that nobody evaluated."""
        return self.visits_over(1)[0]

    def visits_over(self, times: int) -> list[Event]:
        """The same of many visits, in one transaction."""
        facts: dict[str, Json] = {"ticket_id": "", "case_ids": [], "day": "2026-07-06"}
        made = [NewEvent("evaluation.declined", f"evaluation:{new_id()}", facts) for _ in range(times)]
        return self.store.transact(lambda conn: [self.journal.append(conn, CLERK, each) for each in made])


class Recorder:
    """Keeps what was published on a bus, and waits for what is expected."""

    def __init__(self, bus: EventBus, *kinds: type[Any]) -> None:
        self.events: list[Any] = []
        self._changed = threading.Condition()
        for kind in kinds:
            bus.subscribe(kind, self._keep)

    def _keep(self, event: Any) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def wait_for(self, wanted: Callable[[Any], bool], timeout: float = 60.0) -> Any:
        """The first event recorded, before or from now on, that is wanted."""
        with self._changed:
            found = self._changed.wait_for(lambda: any(wanted(e) for e in self.events), timeout)
            assert found, f"not seen within {timeout} s; seen: {self.events[-5:]}"
            return next(e for e in self.events if wanted(e))

    def forget(self) -> None:
        """Start afresh."""
        with self._changed:
            self.events.clear()


def until(condition: Callable[[], T], timeout: float = 60.0, what: str = "it") -> T:
    """Ask again and again until the answer is true; returns it. ``what`` is missed when it is not."""
    deadline = time.monotonic() + timeout
    pause = threading.Event()
    while not (answer := condition()):
        assert time.monotonic() < deadline, f"{what} did not come in time"
        pause.wait(0.02)
    return answer


def at_once(*works: Callable[[], T]) -> list[T]:
    """Run all works at the same moment on threads of their own; their results in order."""
    gate = threading.Barrier(len(works))
    results: dict[int, T] = {}
    errors: list[BaseException] = []

    def run(index: int, work: Callable[[], T]) -> None:
        gate.wait()
        try:
            results[index] = work()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return [results[index] for index in range(len(works))]

"""The real hub for the model of sync, on a machine whose power may fail between any two statements, and a
network to it that loses, doubles and delays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Engine, event

from app.core.clock import ManualClock
from app.core.errors import AppError, Offline, Refused, SyncError
from app.core.ids import new_id
from app.db.engine import open_hub
from app.db.store import Store
from app.hub.epoch import renew_epoch
from app.hub.hub import Hub
from app.hub.pull import Reader
from app.journal.model import SCHEMA, Author, Node
from app.main.features import PROJECTIONS
from app.sync.wire import (
    ChainPage,
    DigestAnswer,
    DigestOffer,
    Health,
    PullPage,
    PushAnswer,
    PushBatch,
)
from app.tickets import rules
from app.tickets.model import Lease, Ticket
from app.tickets.remote import Called, HubDesk
from app.tickets.service import Done, TicketDesk
from tests.support.databases import blank

T = TypeVar("T")
HALL_ID = "hall"
ZONE = "SSDJ"
KIOSK = Author("", "kiosk")
ADMINISTRATOR = Author("administrator", "")


class PowerCut(BaseException):
    """The machine is dead. No code may handle it."""


class Fuse:
    """Blows after so many statements, or before or after a commit; then nothing works any more."""

    def __init__(self) -> None:
        self.statements = self.commits = -1

    @property
    def blown(self) -> bool:
        return self.statements == self.commits == 0

    def burn(self, length: int | None) -> None:
        """``length``: so many statements go well; if it is below 0, so many befores and afters of commits go
        well: none for -1, one for -2 …; None: all goes well."""
        self.statements = -1 if length is None else max(-1, length)
        self.commits = -1 if length is None or length >= 0 else -1 - length

    def statement(self) -> None:
        self.statements = self._less(self.statements)

    def commit(self) -> None:
        self.commits = self._less(self.commits)

    def _less(self, left: int) -> int:
        if left == 0:
            self.statements = self.commits = 0
            raise PowerCut
        return max(-1, left - 1)


class FragileStore(Store):
    """A store on a machine with a fuse."""

    def __init__(self, engine: Engine, fuse: Fuse) -> None:
        super().__init__(engine)
        self.fuse = fuse

        @event.listens_for(engine, "before_cursor_execute")
        def statement(*_: object) -> None:
            fuse.statement()

        @event.listens_for(engine, "commit")
        def commit(_: object) -> None:
            fuse.commit()

    def transact(self, work: Callable[..., T]) -> T:
        result = super().transact(work)
        self.fuse.commit()
        return result


class Disk:
    """A file with a database, which can be copied and put back."""

    def __init__(self, file: Path, content: bytes) -> None:
        self.file = file
        self.put_back(content)

    def put_back(self, content: bytes) -> None:
        for behind in ("-wal", "-shm"):
            self.file.with_name(self.file.name + behind).unlink(missing_ok=True)
        self.file.write_bytes(content)

    def copied(self, store: Store) -> bytes:
        with store.engine.connect() as conn:
            conn.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return self.file.read_bytes()


class ModelHub:
    """The real hub on a machine that may die. ``brain`` and ``memory``: what it is made of."""

    brain: type[Hub] = Hub
    memory: type[FragileStore] = FragileStore

    def __init__(self, folder: Path, clock: ManualClock) -> None:
        self.clock = clock
        self.disk = Disk(folder / "hub.db", blank(None))
        self.up = True
        self.start()

    def start(self) -> None:
        """Begin to serve, after a crash or a restore."""
        self.fuse = Fuse()
        store = self.memory(self.open().engine, self.fuse)
        self.hub = self.brain(store, PROJECTIONS, {ZONE: "A"}, self.clock)
        self.hub.start()

    def open(self) -> Store:
        return open_hub(f"sqlite:///{self.disk.file}")

    @property
    def store(self) -> Store:
        return self.hub.store

    def request(self, work: Callable[[Hub], T]) -> T:
        """What comes over the network; a hub that dies while it works is started again."""
        if not self.up:
            raise Offline("sync.unreachable", hub="", kind="ConnectError")
        try:
            return work(self.hub)
        except PowerCut as cut:
            raise Offline("sync.unreachable", hub="", kind="ReadError") from cut
        except SyncError:
            raise
        except AppError as refusal:
            raise Refused(refusal.code, **refusal.params) from refusal
        finally:
            if self.fuse.blown:
                self.hub.close()
                self.start()

    def restore(self, copy: bytes) -> None:
        """A copy of the database is put back, by the tool that says so."""
        self.hub.close()
        self.disk.put_back(copy)
        store = self.open()
        renew_epoch(store)
        store.close()
        self.start()

    def give_number(self) -> None:
        with suppress(Offline):
            self.request(
                lambda hub: hub.command(HALL_ID, lambda desk, conn: desk.issue(conn, new_id(), KIOSK, ZONE))
            )

    def reclaim(self, window: str) -> None:
        def work(desk: TicketDesk, conn: Any) -> Done:
            return desk.reclaim(conn, new_id(), ADMINISTRATOR, window, "电脑已关机")

        with suppress(Offline):
            self.request(lambda hub: hub.carry_out(HALL_ID, work))


class ModelWire(HubDesk):
    """One window's way to the hub. ``fates`` of its next requests: ok, lost, deaf (done, the answer is lost),
    twice, late (done when ``arrive`` is called, after the window gave up)."""

    def __init__(self, hub: ModelHub) -> None:
        self.hub = hub
        self.fates: list[str] = []
        self.schema = SCHEMA
        self._late: list[Callable[[], object]] = []

    def arrive(self) -> None:
        """Late requests reach the hub; their answers reach nobody."""
        late, self._late = self._late, []
        for send in late:
            try:
                send()
            except SyncError:
                continue

    def health(self) -> Health:
        return self.send(lambda hub: hub.health())

    def push(self, batch: PushBatch) -> PushAnswer:
        told = msgspec.structs.replace(batch, schema=self.schema)
        return self.send(lambda hub: hub.push(told))

    def chain(self, node: Node, after: int) -> ChainPage:
        return self.send(lambda hub: hub.chain(node, after))

    def digest(self, offer: DigestOffer) -> DigestAnswer:
        return self.send(lambda hub: hub.digest(offer))

    def pull(self, node: Node, through: int, epoch: str, after: int) -> PullPage:
        reader = Reader(node.node, node.incarnation, through)
        return self.send(lambda hub: hub.pull(HALL_ID, reader, epoch, after))

    def issue(self, command_id: str, author: Author, zone: str) -> Ticket:
        made = self._command(lambda desk, conn: desk.issue(conn, command_id, author, zone)).ticket
        assert made is not None
        return made

    def lease(self, command_id: str, author: Author, zone: str) -> Lease:
        return self.send(lambda hub: hub.lease(HALL_ID, command_id, author, zone))

    def call_and_keep(
        self, command_id: str, author: Author, zones: Sequence[str], done: Iterable[str]
    ) -> Called:
        known = list(done)
        made = self._command(
            lambda desk, conn: desk.call_next(conn, command_id, author, zones, rules.ESCROW, known)
        )
        return Called(made.ticket, made.owned, made.demanded, made.day)

    def change(self, kind: str, command_id: str, author: Author, ticket_id: str) -> Ticket:
        made = self._command(lambda desk, conn: desk.change(conn, command_id, author, ticket_id, kind)).ticket
        assert made is not None
        return made

    def _command(self, work: Callable[[TicketDesk, Any], Done]) -> Done:
        return self.send(lambda hub: hub.carry_out(HALL_ID, work))

    def send(self, work: Callable[[Hub], T]) -> T:
        """One request, with the fate that is next."""
        fate = self.fates.pop(0) if self.fates else "ok"
        unheard = Offline("sync.unreachable", hub="", kind="ReadError")
        if fate == "lost":
            raise unheard
        if fate == "late":
            self._late.append(lambda: self.hub.request(work))
            raise unheard
        answer = self.hub.request(work)
        if fate == "twice":
            answer = self.hub.request(work)
        if fate == "deaf":
            raise unheard
        return answer

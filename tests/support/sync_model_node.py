"""What windows and kiosks of the model of sync have in common: a machine whose power may fail between any two
statements, and whose disk may be put back."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from app.core.clock import ManualClock
from app.core.events import EventBus
from app.db.engine import open_store
from app.journal.append import Journal
from app.journal.model import heads, journal
from app.journal.node import lives, own_node
from app.main.features import HISTORY, PROJECTIONS
from app.sync.push import Pusher
from tests.support.counter import MONDAY
from tests.support.databases import KEY, blank
from tests.support.sync_model import HALL_ID, Disk, FragileStore, Fuse, ModelHub, ModelWire, PowerCut


class ModelNode(ABC):
    """One machine: its disk survives, everything else is new after every ``start``."""

    def __init__(self, file: Path, number: str, hub: ModelHub, content: bytes | None = None) -> None:
        self.number = number
        self.clock = ManualClock(MONDAY)
        self.wire = ModelWire(hub)
        self.disk = Disk(file, content or blank(KEY))
        self.start()

    def start(self) -> None:
        """The program starts, after a power cut or a restore."""
        self.fuse = Fuse()
        self.store = FragileStore(open_store(self.disk.file, KEY).engine, self.fuse)
        self.node = self.store.transact(lambda conn: own_node(conn, HALL_ID))
        self.bus = EventBus()
        self.pusher = Pusher(self.store, self.node, self.wire, self.bus, self.clock, HISTORY)
        self.work(Journal(self.node, PROJECTIONS, self.clock))

    @abstractmethod
    def work(self, written: Journal) -> None:
        """Make what people use at this machine."""

    @abstractmethod
    def hear(self) -> None:
        """The live feed brings what happened, or that the hub is away."""

    def restart(self) -> None:
        self.store.close()
        self.start()

    def put_back(self, copy: bytes) -> None:
        """The disk is replaced by an old copy of it."""
        self.store.close()
        self.disk.put_back(copy)
        self.start()

    def sync(self) -> None:
        """A few turns, as the sync thread takes them."""
        for _ in range(3):
            self.pusher.turn()

    def despite_power_cuts(self, work: Callable[[], object]) -> int:
        """Do something while the power fails again and again, each time a little later; how often it did."""
        cuts = 0
        while True:
            self.fuse.burn(7 * cuts)
            try:
                work()
            except PowerCut:
                self.restart()
                cuts += 1
            else:
                self.fuse.burn(None)
                return cuts

    def life(self) -> str:
        """The incarnation in which this machine writes."""
        with self.store.read() as conn:
            return lives(conn, self.node)[-1].incarnation

    def own_ids(self) -> list[str]:
        """Ids of everything that this disk says it has written."""
        with self.store.read() as conn:
            same = (journal.c.node == heads.c.node) & (journal.c.incarnation == heads.c.incarnation)
            mine = select(journal.c.id).join(heads, same).where(heads.c.own == 1)
            return list(conn.execute(mine).scalars())

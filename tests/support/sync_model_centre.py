"""The machine with a centre above the hall: its hub sends up what it has, and both say the same of it."""

from __future__ import annotations

from hypothesis.stateful import precondition, rule
from sqlalchemy import Connection, func, select

from app.core.errors import AppError
from app.db.store import Store
from app.hub.model import quarantine
from app.hub.upstream import Upstream
from app.journal.model import journal
from app.main.features import PROJECTED
from app.sync.wire import PushAnswer, PushBatch
from tests.support import sync_model_checks as checks
from tests.support.sync_model import HALL_ID, ModelHub, ModelWire, PowerCut
from tests.support.sync_model_hall import DRAIN_ROUNDS, SAFE, TRIP, Trip
from tests.support.sync_model_machine import SyncMachine


class WayUp(ModelWire):
    """The hall's way to its centre."""

    def push(self, batch: PushBatch) -> PushAnswer:
        """What the hub of the hall knows to be so."""
        return self.send(lambda hub: hub.push(batch, passed_on=True))


class CentreMachine(SyncMachine):
    """``centre_copy``: an old copy of the centre that may be put back."""

    def __init__(self) -> None:
        super().__init__()
        above = self.folder / "centre"
        above.mkdir()
        self.centre = ModelHub(above, self.hub.clock)
        self.way_up = WayUp(self.centre)
        self.centre_copy: bytes | None = None
        self.first_epoch = self.hub.hub.identity.epoch

    @rule(trip=TRIP)
    def send_up(self, trip: Trip) -> None:
        self.way_up.fates = [*trip.fates]
        self.hub.fuse.burn(trip.fuse)
        self.centre.fuse.burn(trip.hub_fuse)
        try:
            Upstream(self.hub.store, HALL_ID, self.way_up, self.hub.clock).run()
        except PowerCut:
            self.hub.hub.close()
            self.hub.start()
        except AppError:
            # It is tried again.
            pass
        finally:
            self.hub.fuse.burn(None)
            self.centre.fuse.burn(None)
            self.way_up.fates = []

    @rule()
    def late_requests_arrive_above(self) -> None:
        self.way_up.arrive()

    @rule()
    def copy_the_centre(self) -> None:
        self.centre_copy = self.centre.disk.copied(self.centre.store)

    @rule()
    @precondition(lambda self: self.centre_copy is not None)
    def restore_the_centre(self) -> None:
        assert self.centre_copy is not None
        self.centre.restore(self.centre_copy)

    def come_to_rest(self) -> None:
        """And the centre has heard all of it."""
        super().come_to_rest()
        self.way_up.arrive()
        for _ in range(DRAIN_ROUNDS):
            before = events_of(self.centre.store)
            self.send_up(SAFE)
            if before == events_of(self.centre.store):
                return
        raise AssertionError("the centre hears no end")

    def check(self) -> None:
        """The centre has everything, and says the same of it as the hall: unless this was put back, and came
        to another end than the centre had heard of."""
        super().check()
        checks.feed_is_dense(self.centre)
        checks.hub_is_whole(self.centre)
        lacks = checks.ids(self.hub) - checks.ids(self.centre)
        assert not lacks, f"the centre lacks {len(lacks)} events"
        if self.hub.hub.identity.epoch == self.first_epoch:
            same_above(self.hub, self.centre)

    def close(self) -> None:
        self.centre.hub.close()
        super().close()


def events_of(store: Store) -> int:
    """How many events a hub has."""
    with store.read() as conn:
        return conn.execute(select(func.count()).select_from(journal)).scalar_one()


def same_above(hub: ModelHub, centre: ModelHub) -> None:
    """Hall and centre have the same events, the same of them wait, and the same follows from the rest."""
    with hub.store.read() as below, centre.store.read() as above:
        assert _waiting(below) == _waiting(above), "another event waits in the centre"
        for table in (journal, *PROJECTED):
            columns = [column for column in table.c if column.name != "clock_offset_s"]
            here, there = ({*conn.execute(select(*columns))} for conn in (below, above))
            assert here == there, f"the centre has another {table.name}: {here ^ there}"


def _waiting(conn: Connection) -> set[tuple[str, str]]:
    found = conn.execute(select(quarantine.c.event_id, quarantine.c.status))
    return {(row.event_id, row.status) for row in found}

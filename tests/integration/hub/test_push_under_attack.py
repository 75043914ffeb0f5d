"""A push of many batches in whose middle something happens: told, nothing lost, gone on with afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select

from app.core.clock import Clock, ManualClock, SystemClock, to_text
from app.core.errors import Offline, Refused
from app.core.events import EventBus
from app.db.store import Store
from app.hub import devices
from app.hub.devices import Terms
from app.hub.gate import Gate
from app.hub.tokens import TOKEN_S
from app.journal.model import NewEvent, journal
from app.journal.verify import verify
from app.sync.hub_client import HubClient
from app.sync.identity import DeviceIdentity
from app.sync.progress import pending
from app.sync.push import Pusher
from app.sync.trust import DeviceKind
from app.sync.wire import PUSH_EVENTS, PushAnswer, PushBatch
from tests.support.databases import fresh_store, sqlite_url
from tests.support.hub import CLERK, WindowJournal
from tests.support.hub_app import let_in, new_application, new_gate, serving

EVENTS = 2 * PUSH_EVENTS + 7
YEAR = timedelta(days=366)


class Interrupted(HubClient):
    """A client on whose first answer something happens."""

    def __init__(self, url: str, device: DeviceIdentity, meanwhile: Callable[[], object]) -> None:
        super().__init__(url, device)
        self._meanwhile: list[Callable[[], object]] = [meanwhile]

    def push(self, batch: PushBatch) -> PushAnswer:
        answer = super().push(batch)
        for work in self._meanwhile:
            work()
        self._meanwhile.clear()
        return answer


class Served:
    """A hub of this process behind real HTTP, and a window with three batches to send."""

    def __init__(self, store: Store, gate: Gate, url: str, window: WindowJournal) -> None:
        self.store, self.gate, self.url, self.window = store, gate, url, window
        self.terms = Terms(DeviceKind.WINDOW, (window.node.hall_id,), "3")
        self.device = let_in(gate, self.terms)
        self._clients: list[HubClient] = []

    def pusher(self, meanwhile: Callable[[], object] = lambda: None, clock: Clock | None = None) -> Pusher:
        client = Interrupted(self.url, self.device, meanwhile)
        self._clients.append(client)
        return Pusher(self.window.store, self.window.node, client, EventBus(), clock or SystemClock())

    def waiting(self) -> int:
        with self.window.store.read() as conn:
            return pending(conn, self.window.node)

    def stored(self) -> list[str]:
        """The ids of what the hub has of the window, after its journal has proven itself."""
        with self.store.read() as conn:
            assert verify(conn).problems == ()
            mine = journal.c.node == self.window.node.node
            return list(conn.execute(select(journal.c.id).where(mine)).scalars())

    def written(self) -> list[str]:
        with self.window.store.read() as conn:
            return list(conn.execute(select(journal.c.id)).scalars())

    def prove(self) -> None:
        """Everything arrived, once."""
        assert self.waiting() == 0
        assert sorted(self.stored()) == sorted(self.written())

    def close(self) -> None:
        for client in self._clients:
            client.close()


@pytest.fixture
def hub_clock() -> ManualClock:
    return ManualClock(SystemClock().now())


@pytest.fixture
def served(tmp_path: Path, hub_clock: ManualClock, window: WindowJournal) -> Iterator[Served]:
    store = fresh_store(sqlite_url(tmp_path / "hub"))
    gate = new_gate(store, tmp_path / "hub", hub_clock)
    notes = [NewEvent("note.made", f"case:{number}", {}) for number in range(EVENTS)]
    window.store.transact(lambda conn: [window.journal.append(conn, CLERK, note) for note in notes])
    with serving(new_application(store, tmp_path / "hub", gate)) as url:
        made = Served(store, gate, url, window)
        yield made
        made.close()


def test_a_device_that_is_revoked_between_two_batches_keeps_the_rest_and_sends_it_later(
    served: Served,
) -> None:
    def revoke() -> None:
        now = to_text(SystemClock().now())
        served.store.transact(lambda conn: devices.revoke(conn, served.device.id, now))
        served.gate.look_again()

    with pytest.raises(Refused, match=r"auth\.revoked"):
        served.pusher(revoke).turn()
    assert len(served.stored()) == PUSH_EVENTS
    assert served.waiting() == EVENTS - PUSH_EVENTS
    let_in(served.gate, served.terms, served.device.key)
    served.pusher().turn()
    served.prove()


def test_a_token_that_runs_out_between_two_batches_is_got_anew(
    served: Served, hub_clock: ManualClock
) -> None:
    pusher = served.pusher(lambda: hub_clock.advance(timedelta(seconds=TOKEN_S)))
    pusher.turn()
    assert pusher.status.online
    served.prove()


@pytest.mark.parametrize("wrong", [YEAR, -YEAR], ids=["a year ahead", "a year behind"])
def test_a_window_whose_calendar_is_wrong_sends_everything_and_knows_how_wrong(
    served: Served, wrong: timedelta
) -> None:
    pusher = served.pusher(clock=ManualClock(SystemClock().now() + wrong))
    pusher.turn()
    served.prove()
    assert pusher.status.clock_offset_s == pytest.approx(-wrong.total_seconds(), abs=300)


def test_a_hub_whose_disk_is_full_takes_nothing_by_halves(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    room = "1"

    @event.listens_for(served.store.engine, "checkout")
    def limit(connection: Any, *_: object) -> None:
        # SQLite goes no lower than what the file has: from now on every new page is one too many.
        connection.execute(f"PRAGMA max_page_count = {room}")

    with pytest.raises(Offline, match=r"sync\.hub_ailing"):
        served.pusher().turn()
    assert "store.disk_full" in caplog.text
    assert (served.stored(), served.waiting()) == ([], EVENTS)
    room = str(1 << 30)
    served.pusher().turn()
    served.prove()

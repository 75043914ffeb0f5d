"""A window's connection to its hub: commands on tickets, the live feed, the upload."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from app.core.clock import Clock
from app.core.errors import AppError, Offline
from app.core.events import EventBus
from app.db.store import Store
from app.journal.model import Author, Node
from app.main.features import HISTORY
from app.main.window.calls import WindowCalls
from app.main.window.errands import WindowErrands
from app.sync.model import SyncStatus
from app.sync.progress import pending
from app.tickets.model import Ticket
from app.tickets.window_desk import WindowDesk
from app.tickets.window_queue import WindowQueue

if TYPE_CHECKING:
    from app.sync.hub_client import HubClient
    from app.sync.identity import DeviceIdentity
    from app.sync.live import LiveFeed
    from app.sync.push import Pusher
    from app.tickets.remote import RemoteDesk


_FAREWELL_S = 1.0
_LOOK_S = 0.05


class HubLink:
    """All traffic between a window and its hub. Before ``connect`` the hub counts as unreachable.

    ``calls``: what the workbench does with the hall's queue (ui.workbench.services.QueueCommands).
    """

    def __init__(
        self,
        store: Store,
        node: Node,
        bus: EventBus,
        clock: Clock,
        errands: WindowErrands,
        own: WindowDesk,
    ) -> None:
        """``own``: the tickets of this window."""
        self._store = store
        self._node = node
        self._bus = bus
        self._clock = clock
        self._errands = errands
        self._client: HubClient | None = None
        self._desk: RemoteDesk | None = None
        self._feed: LiveFeed | None = None
        self._pusher: Pusher | None = None
        queue = WindowQueue(own, self._remote, threading.Event().wait)
        self.calls = WindowCalls(queue, store, node.hall_id, bus, self.sync_soon)

    def connect(self, url: str, identity: DeviceIdentity) -> None:
        """Begin to follow the hall and to upload, and go on with it however often the hub goes and comes."""
        # The network libraries are loaded here, on the lane that connects, not with the store.
        from app.sync.hub_client import HubClient
        from app.sync.live import LiveFeed
        from app.sync.push import Pusher
        from app.tickets.remote import RemoteDesk

        self._client = HubClient(url, identity)
        self._desk = RemoteDesk(self._client)
        self._feed = LiveFeed(self._client, self._bus)
        self._pusher = Pusher(self._store, self._node, self._client, self._bus, self._clock, HISTORY)
        self.calls.follow()
        self._feed.start()
        self._pusher.start()
        self._errands.begin(self._client)

    def work_alone(self, why: AppError) -> None:
        """There is nothing to connect to: say how much waits, and what is in the way."""
        with self._store.read() as conn:
            waiting = pending(conn, self._node)
        self._bus.publish(
            SyncStatus(pending=waiting, problem=why.code, problem_facts=tuple(why.params.items()))
        )

    def close(self) -> None:
        """Give back what this window holds and end the threads; what was not uploaded waits in the
        journal."""
        if self._feed:
            self._feed.stop()
            self._leave()
        if self._pusher:
            self._pusher.stop()
        self._errands.stop()
        if self._client:
            self._client.close()

    @property
    def url(self) -> str:
        """The hub's address; empty before ``connect``."""
        return self._client.base_url if self._client else ""

    def sync_soon(self) -> None:
        """There is something new to upload."""
        if self._pusher:
            self._pusher.poke()
            self._errands.soon()

    def sync_now(self) -> None:
        """A person asks to upload now, whatever pause there is (立即重试), and to fetch what is published."""
        if self._pusher:
            self._pusher.retry()
            self._errands.now()

    def uploaded(self) -> bool:
        """Whether the hub has acknowledged everything that this node wrote."""
        with self._store.read() as conn:
            return pending(conn, self._node) == 0

    def renew(self) -> None:
        """Rows were missed: fetch a snapshot."""
        if self._feed:
            self._feed.renew()

    def blob(self, sha256: str) -> bytes:
        """The bytes of an attachment that another window added. Raises Offline, Refused."""
        if self._client is None:
            raise Offline("sync.not_connected")
        return self._client.blob(sha256)

    def issue(self, command_id: str, author: Author, zone: str) -> Ticket:
        """Take a number in a zone, as a ticket machine does (取号): for a hall without one.

        Raises Offline without the hub: who stands at the window then is served without a number (无号直办);
        numbers are given by the kiosk, which has a block of them.
        """
        return self._remote().issue(command_id, author, zone)

    def _leave(self) -> None:
        """Others can call what this window held as soon as the hub knows; it is given a moment to hear."""
        self.calls.leave()
        self.sync_soon()
        pause, patience = threading.Event(), _FAREWELL_S
        while self.calls.reachable and patience > 0 and not self.uploaded():
            pause.wait(_LOOK_S)
            patience -= _LOOK_S

    def _remote(self) -> RemoteDesk:
        if self._desk is None:
            raise Offline("sync.not_connected")
        return self._desk

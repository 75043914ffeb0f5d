"""What a window does towards its hub beside its journal: blobs go up, bundles and numbers come down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.attachments.queries import held_back, missing
from app.attachments.service import blob_arrived
from app.core.clock import Clock
from app.core.events import EventBus
from app.db.store import Store
from app.journal.model import Node
from app.main.content_errand import ContentErrand
from app.sync.attachments import AttachmentStore
from app.sync.bundle_shelf import BundleShelf
from app.sync.model import LifeRenewed
from app.sync.recurring import Recurring
from app.sync.wire import MissingBlob

if TYPE_CHECKING:
    from app.sync.hub_client import HubClient

_BLOBS_S, _NUMBERS_S = 30.0, 600.0


class WindowErrands:
    """The errands of one window; they run from ``begin`` to ``stop``."""

    def __init__(
        self,
        store: Store,
        node: Node,
        blobs: AttachmentStore,
        shelf: BundleShelf,
        clock: Clock,
        bus: EventBus,
        learn_numbers: Callable[[HubClient], None],
    ) -> None:
        """``learn_numbers`` asks which case numbers of this window the hub knows of."""
        self._store = store
        self._node = node
        self._blobs = blobs
        self._shelf = shelf
        self._clock = clock
        self._bus = bus
        self._learn_numbers = learn_numbers
        self._running: Sequence[Recurring] = ()

    def begin(self, hub: HubClient) -> None:
        """Run them against this hub."""
        # The network libraries are loaded here, on the lane that connects.
        from app.sync.attachment_upload import AttachmentUploader

        uploader = AttachmentUploader(
            hub, self._blobs, self._bus, self._waiting, self._arrived, self._node.node, self._held_back
        )
        self._running = (
            Recurring("blobs", uploader.run, _BLOBS_S),
            ContentErrand(hub, self._shelf, self._clock, self._bus).recurring(),
            Recurring("numbers", lambda: self._learn_numbers(hub), _NUMBERS_S),
        )
        for errand in self._running:
            errand.start()
        # What made this life necessary, a copy of the disk, may have given numbers.
        self._bus.subscribe(LifeRenewed, lambda _: self._running[-1].poke())

    def soon(self) -> None:
        """There is something new to send."""
        for errand in self._running[:1]:
            errand.poke()

    def now(self) -> None:
        """A person asks for all of them."""
        for errand in self._running:
            errand.poke()

    def stop(self) -> None:
        """End them; what was not sent is sent after the next start."""
        for errand in self._running:
            errand.stop(timeout=1.0)

    def _waiting(self) -> Sequence[MissingBlob]:
        with self._store.read() as conn:
            return missing(conn, self._node.hall_id, self._node.node)

    def _held_back(self) -> frozenset[str]:
        with self._store.read() as conn:
            return held_back(conn, self._node.hall_id, self._node.node)

    def _arrived(self, sha256: str) -> None:
        self._store.transact(lambda conn: blob_arrived(conn, self._node.hall_id, sha256, self._clock))

"""The errand that keeps a machine's content up to date: bundles come from its hub, or their day comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import Clock
from app.core.errors import Refused
from app.core.events import EventBus
from app.main.content import ContentWatch
from app.sync.bundle_shelf import BundleShelf
from app.sync.model import ContentRefused
from app.sync.recurring import Recurring

if TYPE_CHECKING:
    from app.sync.hub_client import HubClient

_BUNDLES_S = 300.0


class ContentErrand:
    """Tells on the bus what comes into force, and once what is refused."""

    def __init__(self, hub: HubClient, shelf: BundleShelf, clock: Clock, bus: EventBus) -> None:
        self._hub = hub
        self._shelf = shelf
        self._bus = bus
        self._watch = ContentWatch(shelf, clock, bus)
        self._told = ""

    def recurring(self) -> Recurring:
        """The errand, not started."""
        return Recurring("bundles", self.run, _BUNDLES_S)

    def run(self) -> None:
        """Fetch what is new. Raises Offline, Refused."""
        # The network libraries are loaded here, on the lane that connects.
        from app.sync.bundle_fetch import fetch_bundles

        # The day may have changed although the hub is gone.
        self._watch.look()
        try:
            fetch_bundles(self._hub, self._shelf)
        except Refused as refusal:
            self._tell_once(refusal)
            raise
        finally:
            self._watch.look()

    def _tell_once(self, refusal: Refused) -> None:
        if refusal.code.startswith("bundle.") and str(refusal) != self._told:
            self._told = str(refusal)
            self._bus.publish(ContentRefused(refusal))

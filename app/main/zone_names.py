"""The names of the zones (功能区) on a face of the hall, which follow the catalogue while it runs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from app.core.clock import Clock
from app.core.events import EventBus
from app.main.content import CHECKS, Shelf, content_in_force, follow_hall_settings
from app.main.content_errand import ContentErrand
from app.sync.bundle_shelf import FOLDER, BundleShelf
from app.sync.hub_client import HubClient
from app.sync.model import ContentChanged


class ZonesNamed(Struct, frozen=True):
    """Other content is in force: the zones by key, in their order."""

    names: Mapping[str, str]


class ZoneNames:
    """Keeps the content of a face in its data folder and publishes ZonesNamed when it changes."""

    def __init__(self, data: Path, hub: HubClient, bus: EventBus, clock: Clock) -> None:
        self._shelf = BundleShelf(data / FOLDER, CHECKS)
        self._bus = bus
        self._clock = clock
        self.errand = ContentErrand(hub, self._shelf, clock, bus).recurring()
        """What fetches the content; whoever owns this starts and stops it."""
        bus.subscribe(ContentChanged, self._tell)
        follow_hall_settings(data, self._shelf, clock, bus)

    def now(self) -> dict[str, str]:
        """See ``zone_names``."""
        return zone_names(self._shelf, self._clock)

    def _tell(self, _: ContentChanged) -> None:
        self._bus.publish(ZonesNamed(self.now()))


def zone_names(shelf: Shelf, clock: Clock) -> dict[str, str]:
    """By key, as the content that is in force now has them; reads files."""
    zones = content_in_force(shelf, clock).catalogue.zones.values()
    return {zone.key: zone.name for zone in zones}

"""The ticket prefixes (号头) of a hub's hall, which follow the catalogue while the hub runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.core.clock import Clock
from app.core.events import EventBus
from app.main.content import ContentWatch, Shelf, content_in_force
from app.sync.model import ContentChanged
from app.sync.recurring import Recurring

_LOOK_S = 60.0


class TicketPrefixes(Mapping[str, str]):
    """By zone (功能区), as the catalogue in force has them: a bundle's, else the shipped one."""

    def __init__(self, shelf: Shelf, clock: Clock) -> None:
        self._shelf = shelf
        self._clock = clock
        bus = EventBus()
        self._watch = ContentWatch(shelf, clock, bus)
        self._renew()
        bus.subscribe(ContentChanged, lambda _: self._renew())

    def errand(self) -> Recurring:
        """What looks for other content now and then, not started."""
        return Recurring("content", self.look, _LOOK_S)

    def look(self) -> None:
        """Take over what is in force now. Raises StoreUnavailable."""
        self._watch.look()

    def __getitem__(self, zone: str) -> str:
        return self._prefixes[zone]

    def __iter__(self) -> Iterator[str]:
        return iter(self._prefixes)

    def __len__(self) -> int:
        return len(self._prefixes)

    def _renew(self) -> None:
        zones = content_in_force(self._shelf, self._clock).catalogue.zones.values()
        self._prefixes = {zone.key: zone.ticket_prefix for zone in zones}

"""What came down in bundles and is in force: the catalogue and the calendar that hub and faces work by.

Everybody follows it in one way: ``ContentWatch`` tells of other content, ``content_in_force`` reads it.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from app.catalogue.load import load, load_shipped
from app.catalogue.model import Catalogue
from app.config.load import hall_layer_in, keep_hall_layer
from app.core.clock import Clock, business_day
from app.core.errors import ContentError
from app.core.events import EventBus
from app.staff.roster import ROSTER_FILE, Roster, roster_from
from app.sync.bundle_shelf import Checks, unpacked
from app.sync.bundles import Manifest
from app.sync.model import ContentChanged
from app.sync.wire import BundleKind
from app.workdays.calendar import CalendarYear, WorkCalendar
from app.workdays.load import read_years, shipped_years

CALENDAR_FILE = "calendar.json"
_log = logging.getLogger(__name__)


class Shelf(Protocol):
    """Where bundles are kept: a folder of this machine, or a hub's database for one hall."""

    def in_force(self, kind: BundleKind, today: date) -> tuple[Manifest, Mapping[str, bytes]] | None:
        """The bundle of a kind that counts on a day, with its files; None while there is none."""
        ...


class Content(Struct, frozen=True):
    """The content in force, and the versions of the bundles that it came in."""

    catalogue: Catalogue
    calendar: WorkCalendar
    versions: Mapping[BundleKind, int]


def years_in(folder: Path) -> tuple[CalendarYear, ...]:
    """The years of a calendar bundle. Raises ContentError ``workdays.calendar_broken``."""
    return read_years(_read(folder, CALENDAR_FILE), CALENDAR_FILE)


def roster_in(folder: Path) -> Roster:
    """The roster of a staff bundle. Raises ContentError as ``roster_from``."""
    return roster_from(_read(folder, ROSTER_FILE))


CHECKS: Checks = {
    BundleKind.CATALOGUE: load,
    BundleKind.CALENDAR: years_in,
    BundleKind.STAFF: roster_in,
    BundleKind.SETTINGS: hall_layer_in,
}
"""What reads each kind of bundle; one that cannot be read is not kept."""


def content_in_force(shelf: Shelf, clock: Clock) -> Content:
    """What counts now; where no bundle does, what the program came with."""
    today = business_day(clock.now())
    catalogue = shelf.in_force(BundleKind.CATALOGUE, today)
    calendar = shelf.in_force(BundleKind.CALENDAR, today)
    pushed = unpacked(calendar[1], years_in) if calendar else ()
    return Content(
        unpacked(catalogue[1], load) if catalogue else load_shipped(),
        WorkCalendar(shipped_years(), pushed),
        _versions(_in_force(shelf, clock)),
    )


def roster_in_force(shelf: Shelf, clock: Clock) -> Roster:
    """The roster of the staff bundle that counts now; an empty one while there is none.

    One that an older program kept and this one cannot use counts as none: no desk stays closed for names.
    """
    found = shelf.in_force(BundleKind.STAFF, business_day(clock.now()))
    try:
        return unpacked(found[1], roster_in) if found else Roster()
    except ContentError as error:
        _log.warning("the roster in force cannot be used: %s", error.code)
        return Roster()


def follow_hall_settings(data: Path, shelf: Shelf, clock: Clock, bus: EventBus) -> None:
    """Keep what the hall says of its machines' settings (大厅配置) beside their own, now and whenever it
    changes; a start reads it there."""

    def keep(_: ContentChanged | None = None) -> None:
        found = shelf.in_force(BundleKind.SETTINGS, business_day(clock.now()))
        keep_hall_layer(data, unpacked(found[1], hall_layer_in) if found else {})

    keep()
    bus.subscribe(ContentChanged, keep)


class ContentWatch:
    """Tells on the bus when other content is in force than before: new bundles, or a new day."""

    def __init__(self, shelf: Shelf, clock: Clock, bus: EventBus) -> None:
        self._shelf = shelf
        self._clock = clock
        self._bus = bus
        self._known = _in_force(shelf, clock)

    def look(self) -> None:
        """Compare, and publish ContentChanged."""
        found = _in_force(self._shelf, self._clock)
        if found != self._known:
            self._known = found
            self._bus.publish(ContentChanged(_versions(found)))


def _versions(found: Mapping[BundleKind, Manifest]) -> dict[BundleKind, int]:
    return {kind: manifest.version for kind, manifest in found.items()}


def _in_force(shelf: Shelf, clock: Clock) -> dict[BundleKind, Manifest]:
    today = business_day(clock.now())
    found = {kind: shelf.in_force(kind, today) for kind in BundleKind}
    return {kind: bundle[0] for kind, bundle in found.items() if bundle}


def _read(folder: Path, file: str) -> bytes:
    try:
        return (folder / file).read_bytes()
    except FileNotFoundError as error:
        raise ContentError("bundle.file_missing", file=file) from error

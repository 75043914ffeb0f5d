"""A centre that comes back from an older copy gives a version twice: the later content comes into force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.core.clock import ManualClock
from app.core.errors import Refused
from app.core.events import EventBus
from app.hub.bundles import EVERY_HALL, HallShelf, HubBundles, draft
from app.main.content import ContentWatch
from app.sync.bundle_fetch import fetch_bundles
from app.sync.bundle_shelf import BundleShelf, Checks
from app.sync.hub_client import HubClient
from app.sync.model import ContentChanged
from app.sync.wire import BundleKind, BundleListing
from tests.support.databases import fresh_store
from tests.support.hub import Recorder

KEY = Ed25519PrivateKey.generate()
STAFF = BundleKind.STAFF
CHECKS: Checks = {STAFF: lambda _: None}
Shelf = BundleShelf | HallShelf
OLD, LOST, GIVEN_AGAIN = b'{"clerks": {"1": "a"}}', b'{"clerks": {"1": "b"}}', b'{"clerks": {"1": "c"}}'


class Centre:
    """A hub above, asked as HubClient asks it."""

    def __init__(self, folder: Path, clock: ManualClock) -> None:
        folder.mkdir(exist_ok=True)
        self.store = fresh_store(f"sqlite:///{folder / 'hub.db'}")
        self.held = HubBundles(self.store, CHECKS)
        self._clock = clock

    def publish(self, roster: bytes) -> None:
        self._clock.advance(timedelta(minutes=1))
        manifest = draft(STAFF, self._clock.now().date(), (), self._clock)
        self.held.publish(EVERY_HALL, manifest, {"roster.json": roster}, KEY)

    def bundles(self) -> BundleListing:
        return self.held.listing("hall-1")

    def bundle(self, kind: str, version: int) -> bytes:
        return self.held.packed("hall-1", kind, version)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 7, 6, 4, tzinfo=UTC))


@pytest.fixture
def before(tmp_path: Path, clock: ManualClock) -> Iterator[Centre]:
    """The centre whose second bundle its backup does not have."""
    centre = Centre(tmp_path / "before", clock)
    centre.publish(OLD)
    centre.publish(LOST)
    yield centre
    centre.store.close()


@pytest.fixture
def restored(tmp_path: Path, before: Centre, clock: ManualClock) -> Iterator[Centre]:
    """The centre as it goes on from its backup."""
    centre = Centre(tmp_path / "restored", clock)
    centre.held.trust(KEY.public_key().public_bytes_raw())
    centre.held.keep(EVERY_HALL, before.bundle("staff", 1))
    centre.publish(GIVEN_AGAIN)
    yield centre
    centre.store.close()


@pytest.fixture(params=["window", "hall's hub"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shelf]:
    if request.param == "window":
        yield BundleShelf(tmp_path / "bundles", CHECKS)
        return
    store = fresh_store(f"sqlite:///{tmp_path / 'below.db'}")
    yield HallShelf(HubBundles(store, CHECKS), "hall-1")
    store.close()


def fetch(centre: Centre, shelf: Shelf) -> None:
    fetch_bundles(cast("HubClient", centre), shelf)


def roster(shelf: Shelf, clock: ManualClock) -> bytes:
    found = shelf.in_force(STAFF, clock.now().date())
    assert found is not None
    return found[1]["roster.json"]


def test_the_content_that_was_published_later_comes_into_force(
    before: Centre, restored: Centre, shelf: Shelf, clock: ManualClock
) -> None:
    fetch(before, shelf)
    bus = EventBus()
    told, watch = Recorder(bus, ContentChanged), ContentWatch(shelf, clock, bus)
    fetch(restored, shelf)
    watch.look()
    assert roster(shelf, clock) == GIVEN_AGAIN
    assert [event.versions for event in told.events] == [{STAFF: 2}]


def test_the_earlier_of_two_is_refused_in_words_and_the_next_version_is_taken(
    before: Centre, restored: Centre, shelf: Shelf, clock: ManualClock
) -> None:
    fetch(restored, shelf)
    with pytest.raises(Refused) as refused:
        fetch(before, shelf)
    assert refused.value.code == "bundle.older"
    assert refused.value.params == {"kind": "staff", "version": 2}
    assert roster(shelf, clock) == GIVEN_AGAIN
    before.publish(LOST)
    with pytest.raises(Refused):
        fetch(before, shelf)
    assert roster(shelf, clock) == LOST


def test_a_bundle_that_was_damaged_on_the_disk_is_fetched_again(
    before: Centre, tmp_path: Path, clock: ManualClock
) -> None:
    shelf = BundleShelf(tmp_path / "bundles", CHECKS)
    fetch(before, shelf)
    (tmp_path / "bundles" / "staff-2.bundle").write_bytes(b"")
    fetch(before, shelf)
    assert roster(shelf, clock) == LOST

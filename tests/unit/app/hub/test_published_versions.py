"""Versions of published bundles: no two have the same one, so no window passes one over."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.core.clock import ManualClock
from app.db.store import Store
from app.hub.bundles import EVERY_HALL, HubBundles, draft
from app.sync.wire import BundleKind

CLOCK = ManualClock(datetime(2026, 7, 6, 4, tzinfo=UTC))
TODAY = CLOCK.now().date()
KEY = Ed25519PrivateKey.generate()


def publish(store: Store, hall_id: str) -> int:
    bundles = HubBundles(store, {BundleKind.STAFF: lambda _: None})
    manifest = draft(BundleKind.STAFF, TODAY, (), CLOCK)
    return bundles.publish(hall_id, manifest, {"roster.json": hall_id.encode()}, KEY).version


def test_what_is_for_every_hall_takes_no_version_of_one_hall(store: Store) -> None:
    assert [publish(store, "hall-1"), publish(store, EVERY_HALL), publish(store, "hall-2")] == [1, 2, 3]
    seen_in_hall = HubBundles(store, {}).listing("hall-1").bundles
    assert [each.version for each in seen_in_hall] == [1, 2]


def test_two_that_publish_at_once_get_a_version_each(store: Store) -> None:
    with ThreadPoolExecutor(4) as people:
        versions = list(people.map(lambda _: publish(store, "hall-1"), range(8)))
    assert sorted(versions) == list(range(1, 9))
    assert len(HubBundles(store, {}).listing("hall-1").bundles) == 8

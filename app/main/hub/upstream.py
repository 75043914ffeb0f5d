"""A hall's hub and the centre above it: chains and blobs go up, bundles come down."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from app.core.clock import Clock
from app.core.events import EventBus
from app.db.store import Store
from app.hub.attachments import HubBlobs
from app.hub.bundles import HallShelf, HubBundles
from app.hub.upstream import Upstream
from app.sync.attachment_upload import AttachmentUploader
from app.sync.bundle_fetch import fetch_bundles
from app.sync.hub_client import HubClient
from app.sync.identity import DeviceIdentity, load_identity
from app.sync.recurring import Recurring

_PUSH_S, _BLOBS_S, _BUNDLES_S = 2.0, 30.0, 300.0


def upstream_errands(
    url: str, data: Path, store: Store, blobs: HubBlobs, bundles: HubBundles, clock: Clock
) -> Sequence[Recurring]:
    """The errands of every hall that this hub was enrolled for at the centre.

    Raises ConfigError ``auth.not_enrolled``: ``zongchuang enrol`` in the hub's data folder mends it.
    """
    identity = load_identity(data)
    errands: list[Recurring] = []
    for hall_id in identity.halls:
        errands += _of_hall(url, replace(identity, halls=(hall_id,)), store, blobs, bundles, clock)
    return errands


def _of_hall(
    url: str, identity: DeviceIdentity, store: Store, blobs: HubBlobs, bundles: HubBundles, clock: Clock
) -> Sequence[Recurring]:
    hall_id = identity.hall_id
    centre = HubClient(url, identity)
    upstream = Upstream(store, hall_id, centre, clock)
    held = blobs.of_hall(hall_id)
    uploader = AttachmentUploader(centre, held, EventBus(), waiting=tuple, arrived=lambda _: None, node="")
    shelf = HallShelf(bundles, hall_id)
    return (
        Recurring(f"upstream {hall_id}", upstream.run, _PUSH_S),
        Recurring(f"blobs {hall_id}", uploader.run, _BLOBS_S),
        Recurring(f"bundles {hall_id}", lambda: fetch_bundles(centre, shelf), _BUNDLES_S),
    )

"""Fetching bundles from the hub above: a window from its hall's hub, that from the centre."""

from __future__ import annotations

from typing import Protocol

from app.core.errors import Refused
from app.sync.bundles import Manifest
from app.sync.hub_client import HubClient
from app.sync.wire import BundleVersion


class Shelf(Protocol):
    """Where fetched bundles are kept: app.sync.bundle_shelf, or a hub's database."""

    def trust(self, public_key: bytes) -> None:
        """Believe this key; raises Refused ``bundle.other_key``."""
        ...

    def has(self, bundle: BundleVersion) -> bool:
        """Whether this very bundle is kept."""
        ...

    def keep(self, packed: bytes) -> Manifest:
        """Prove a bundle and keep it, unless a later one with its version is kept; raises Refused."""
        ...


def fetch_bundles(hub: HubClient, shelf: Shelf) -> None:
    """Fetch what is new. One bundle that is refused keeps back no other; its refusal is raised at the end.

    Raises Offline, Refused.
    """
    listing = hub.bundles()
    if not listing.bundles:
        return
    shelf.trust(bytes.fromhex(listing.public_key))
    refusals = []
    for each in listing.bundles:
        if not shelf.has(each):
            try:
                shelf.keep(hub.bundle(each.kind.value, each.version))
            except Refused as refusal:
                refusals.append(refusal)
    if refusals:
        raise refusals[0]

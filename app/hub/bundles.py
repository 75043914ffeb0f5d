"""Bundles (app.sync.bundles) on a hub: those that it signs as the centre, and those that it hands on."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, func, insert, select

from app.core.clock import Clock, to_text
from app.core.errors import AppError, Refused
from app.db.dialect import insert_ignore, upsert
from app.db.store import Store
from app.hub.model import hub_bundle_key, hub_bundles
from app.sync.bundle_shelf import Checks, unpacked
from app.sync.bundles import Manifest, digest_of, in_force, made, opened, refuse_older
from app.sync.wire import BundleKind, BundleListing, BundleVersion

_log = logging.getLogger(__name__)

EVERY_HALL = "*"
"""Stands in place of a hall for what holds in all of them; no hall can have this id."""


class HubBundles:
    """The bundles in one hub's database; all its workers and processes see the same."""

    def __init__(self, store: Store, checks: Checks) -> None:
        self._store = store
        self._checks = checks

    def publish(
        self,
        hall_id: str,
        manifest: Manifest,
        files: Mapping[str, bytes],
        key: Ed25519PrivateKey,
    ) -> Manifest:
        """Sign files as the next version of their kind (``manifest.version`` is filled in) and offer them.

        A version is given once, whichever halls it is for: a window asks for those only that it has not got.
        Raises Refused ``bundle.other_key`` when the hub hands on another key's bundles, ``bundle.content``.
        """
        kind = manifest.kind
        newest = select(func.max(hub_bundles.c.version)).where(hub_bundles.c.kind == kind.value)

        def next_version(conn: Connection) -> Manifest:
            # Whoever publishes at the same moment waits for the key's row.
            conn.execute(select(hub_bundle_key).with_for_update())
            version = (conn.execute(newest).scalar() or 0) + 1
            self._check(kind, version, files)
            packed = made(replace(manifest, version=version), files, key)
            conn.execute(insert(hub_bundles), _row(hall_id, kind, version, packed))
            # Opened as every window does: what none could read is not published.
            return opened(packed, key.public_key().public_bytes_raw())[0]

        self.trust(key.public_key().public_bytes_raw())
        return self._store.transact(next_version)

    def trust(self, public_key: bytes) -> None:
        """Believe this key from now on. Raises Refused ``bundle.other_key`` when another one is believed."""
        row = {"name": "believed", "public_key": public_key}
        self._store.transact(lambda conn: insert_ignore(conn, hub_bundle_key, [row]))
        if self._key() != public_key:
            raise Refused("bundle.other_key")

    def keep(self, hall_id: str, packed: bytes) -> Manifest:
        """Prove a bundle of the centre and hand it on. Raises Refused as ``opened`` and ``refuse_older``, and
        ``bundle.content``."""
        key = self._key()
        manifest, files = opened(packed, key)
        kind, version = manifest.kind, manifest.version
        self._check(kind, version, files)
        same = select(hub_bundles.c.packed).where(
            hub_bundles.c.hall_id == hall_id,
            hub_bundles.c.kind == kind.value,
            hub_bundles.c.version == version,
        )

        def take_place(conn: Connection) -> None:
            refuse_older(manifest, conn.execute(same).scalar(), key)
            upsert(conn, hub_bundles, [_row(hall_id, kind, version, packed)])

        self._store.transact(take_place)
        return manifest

    def listing(self, hall_id: str) -> BundleListing:
        """All bundles that a hall has."""
        found = (
            select(hub_bundles.c.kind, hub_bundles.c.version, hub_bundles.c.digest)
            .where(hub_bundles.c.hall_id.in_([hall_id, EVERY_HALL]))
            .order_by(hub_bundles.c.kind, hub_bundles.c.version)
        )
        with self._store.read() as conn:
            rows = conn.execute(found).all()
        key = self._key() if rows else b""
        bundles = [BundleVersion(BundleKind(row.kind), row.version, row.digest) for row in rows]
        return BundleListing(key.hex(), bundles)

    def packed(self, hall_id: str, kind: str, version: int) -> bytes:
        """One bundle as it was signed. Raises Refused ``bundle.unknown``."""
        found = select(hub_bundles.c.packed).where(
            hub_bundles.c.hall_id.in_([hall_id, EVERY_HALL]),
            hub_bundles.c.kind == kind,
            hub_bundles.c.version == version,
        )
        with self._store.read() as conn:
            stored: bytes | None = conn.execute(found).scalar()
        if stored is None:
            raise Refused("bundle.unknown")
        return stored

    def in_force(
        self, hall_id: str, kind: BundleKind, today: date
    ) -> tuple[Manifest, Mapping[str, bytes]] | None:
        """The bundle that counts for a hall on a day, with its files; None while there is none.

        One that is not as it was signed is left out, and the one before it counts.
        """
        found = []
        for each in self.listing(hall_id).bundles:
            if each.kind is not kind:
                continue
            try:
                found.append(opened(self.packed(hall_id, kind, each.version), self._key()))
            except Refused as refusal:
                _log.warning("%s %d is left out: %s", kind, each.version, refusal)
        chosen = in_force([manifest for manifest, _ in found], today)
        return next((each for each in found if each[0] == chosen), None)

    def _key(self) -> bytes:
        with self._store.read() as conn:
            key: bytes | None = conn.execute(select(hub_bundle_key.c.public_key)).scalar()
        return key or bytes(32)

    def _check(self, kind: BundleKind, version: int, files: Mapping[str, bytes]) -> None:
        try:
            unpacked(files, self._checks[kind])
        except AppError as error:
            facts = {"kind": kind.value, "version": version, "reason": error.code}
            raise Refused("bundle.content", **facts) from error


class HallShelf(Struct, frozen=True):
    """A hall's bundles in a hub's database; implements app.sync.bundle_fetch.Shelf."""

    bundles: HubBundles
    hall_id: str

    def trust(self, public_key: bytes) -> None:
        """See Shelf."""
        self.bundles.trust(public_key)

    def has(self, bundle: BundleVersion) -> bool:
        """See Shelf."""
        return bundle in self.bundles.listing(self.hall_id).bundles

    def keep(self, packed: bytes) -> Manifest:
        """See Shelf."""
        return self.bundles.keep(self.hall_id, packed)

    def in_force(self, kind: BundleKind, today: date) -> tuple[Manifest, Mapping[str, bytes]] | None:
        """See HubBundles."""
        return self.bundles.in_force(self.hall_id, kind, today)


def _row(hall_id: str, kind: BundleKind, version: int, packed: bytes) -> dict[str, Any]:
    key = {"hall_id": hall_id, "kind": kind.value, "version": version}
    return {**key, "digest": digest_of(packed), "packed": packed}


def draft(kind: BundleKind, valid_from: date, withdrawn: tuple[int, ...], clock: Clock) -> Manifest:
    """A manifest that ``HubBundles.publish`` completes."""
    return Manifest(kind, 1, valid_from, to_text(clock.now()), {}, withdrawn)

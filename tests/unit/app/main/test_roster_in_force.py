"""A roster that an older program has kept and this one cannot use costs the names, not the desk."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.core.clock import ManualClock
from app.main.content import roster_in_force
from app.staff.roster import ROSTER_FILE, Roster
from app.sync.bundle_shelf import BundleShelf
from app.sync.bundles import Manifest, made
from app.sync.wire import BundleKind

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
NOW = ManualClock(datetime(2026, 7, 6, 1, 42, tzinfo=UTC))


def test_what_cannot_be_used_counts_as_none(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    shelf = BundleShelf(tmp_path, {BundleKind.STAFF: lambda _: None})
    shelf.trust(KEY.public_key().public_bytes_raw())
    roster = b'{"clerks": {"1001": "\xe6\x9d\x8e"}, "cards": {"04A1B2C3": "1001"}}'
    shelf.keep(made(Manifest(BundleKind.STAFF, 1, date(2026, 1, 1), "", {}, ()), {ROSTER_FILE: roster}, KEY))
    assert roster_in_force(shelf, NOW) == Roster()
    assert "bundle.card_broken" in caplog.text

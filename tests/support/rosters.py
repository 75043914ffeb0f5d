"""A roster in force on a window, as if its hub had published it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.main.content import CHECKS
from app.peripherals.staff_desk import uid_digest
from app.staff.roster import ROSTER_FILE
from app.staff.search import with_readings
from app.sync.bundle_shelf import FOLDER, BundleShelf
from app.sync.bundles import Manifest, made
from app.sync.wire import BundleKind

HALL_ID = "hall-1"
CLERKS = {"1001": "李静", "1002": "王强", "1003": "赵敏"}
UIDS = {"1001": "04A1B2C3D4E5F6", "1002": "04B2C3D4E5F6A1"}
"""Staff cards by who holds them; 1003 has none."""
_KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))


def card(clerk_id: str) -> str:
    """What a window knows somebody's staff card by."""
    return uid_digest(bytes.fromhex(UIDS[clerk_id]), HALL_ID)


def publish(data: Path, version: int = 1, clerks: Mapping[str, str] = CLERKS, *, cards: bool = True) -> None:
    """Let a roster be in force for the window whose data lies in ``data``."""
    shelf = BundleShelf(data / FOLDER, CHECKS)
    shelf.trust(_KEY.public_key().public_bytes_raw())
    held = {card(clerk_id): clerk_id for clerk_id in UIDS if clerk_id in clerks} if cards else {}
    roster = with_readings(json.dumps({"clerks": dict(clerks), "cards": held}).encode())
    manifest = Manifest(BundleKind.STAFF, version, date(2026, 1, 1), "", {}, ())
    shelf.keep(made(manifest, {ROSTER_FILE: roster}, _KEY))

"""Clerks are called by their names, as far as the staff bundle in force has them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.core.clock import ManualClock
from app.main.content import CHECKS, roster_in_force
from app.main.window.clerk_names import ClerkNames
from app.staff.roster import ROSTER_FILE, Clerk
from app.sync.bundle_shelf import BundleShelf
from app.sync.bundles import Manifest, made
from app.sync.wire import BundleKind

CLOCK = ManualClock(datetime(2026, 7, 6, 4, tzinfo=UTC))
KEY = Ed25519PrivateKey.generate()


@pytest.fixture
def shelf(tmp_path: Path) -> BundleShelf:
    empty = BundleShelf(tmp_path / "bundles", CHECKS)
    empty.trust(KEY.public_key().public_bytes_raw())
    return empty


@pytest.mark.parametrize(
    ("roster", "names"),
    [
        ('{"clerks": {"zhang": "张玲", "li": "另一个"}}', ["李静", "张玲", "wang"]),
        ("{}", ["李静", "zhang", "wang"]),
    ],
)
def test_a_clerk_has_the_name_of_the_roster(shelf: BundleShelf, roster: str, names: list[str]) -> None:
    clerks = ClerkNames(Clerk("li", "李静"), partial(roster_in_force, shelf, CLOCK))
    clerks.look()
    assert clerks.of("zhang") == "zhang"
    manifest = Manifest(BundleKind.STAFF, 1, date(2026, 7, 1), "", {}, ())
    shelf.keep(made(manifest, {ROSTER_FILE: roster.encode()}, KEY))
    clerks.look()
    assert [clerks.of(each) for each in ("li", "zhang", "wang")] == names

"""Bundles: only what the centre signed comes into force, one version at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec
import pytest
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import ContentError, Refused
from app.sync.bundle_shelf import BundleShelf
from app.sync.bundles import Bundle, Manifest, digest_of, in_force, made, opened
from app.sync.wire import BundleKind, BundleVersion

CENTRE, STRANGER = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
PINNED = CENTRE.public_key().public_bytes_raw()
TODAY = date(2026, 7, 6)


def readable(folder: Path) -> object:
    try:
        return json.loads((folder / "roster.json").read_bytes())
    except ValueError as error:
        raise ContentError("bundle.roster_broken", file="roster.json") from error


def bundle(
    version: int,
    content: bytes = b"{}",
    valid_from: date = TODAY,
    withdrawn: Iterable[int] = (),
    key: Ed25519PrivateKey = CENTRE,
    published_at: str = "",
) -> bytes:
    manifest = Manifest(BundleKind.STAFF, version, valid_from, published_at, {}, tuple(withdrawn))
    return made(manifest, {"roster.json": content}, key)


def altered(packed: bytes, **changes: object) -> bytes:
    inside = msgspec.msgpack.decode(zstandard.decompress(packed), type=Bundle)
    return zstandard.compress(msgspec.msgpack.encode(msgspec.structs.replace(inside, **changes)))


@pytest.fixture
def shelf(tmp_path: Path) -> BundleShelf:
    made_shelf = BundleShelf(tmp_path / "bundles", {BundleKind.STAFF: readable})
    made_shelf.trust(PINNED)
    return made_shelf


def version_in_force(shelf: BundleShelf, today: date = TODAY) -> int:
    found = shelf.in_force(BundleKind.STAFF, today)
    return found[0].version if found else 0


def test_the_newest_bundle_is_in_force_and_gives_its_files(shelf: BundleShelf) -> None:
    shelf.keep(bundle(1, b'{"clerks": 1}'))
    shelf.keep(bundle(2, b'{"clerks": 2}'))
    found = shelf.in_force(BundleKind.STAFF, TODAY)
    assert found is not None
    assert found[1] == {"roster.json": b'{"clerks": 2}'}
    assert shelf.in_force(BundleKind.CALENDAR, TODAY) is None


@pytest.mark.parametrize(
    ("packed", "code"),
    [
        (bundle(2, key=STRANGER), "bundle.wrong_signature"),
        (altered(bundle(2), files={"roster.json": b"[]"}), "bundle.altered"),
        (altered(bundle(2), files={"roster.json": b"{}", "more.json": b""}), "bundle.altered"),
        (altered(bundle(2), files={}), "bundle.altered"),
        (altered(bundle(2), manifest=b"{}"), "bundle.wrong_signature"),
        (altered(bundle(2), signature=b""), "bundle.wrong_signature"),
        (bundle(2)[:-9], "bundle.unreadable"),
        (b"no bundle", "bundle.unreadable"),
        (bundle(2, content=b"{ broken"), "bundle.content"),
    ],
)
def test_a_bad_bundle_is_refused_and_the_old_one_stays(shelf: BundleShelf, packed: bytes, code: str) -> None:
    shelf.keep(bundle(1))
    with pytest.raises(Refused) as refused:
        shelf.keep(packed)
    assert refused.value.code == code
    assert version_in_force(shelf) == 1
    assert not shelf.has(BundleVersion(BundleKind.STAFF, 2, digest_of(packed)))


def test_files_with_names_that_lead_elsewhere_are_refused() -> None:
    inside = Bundle(b"{}", b"", {"../roster.json": b"{}"})
    with pytest.raises(Refused) as refused:
        opened(zstandard.compress(msgspec.msgpack.encode(inside)), PINNED)
    assert refused.value.code == "bundle.unreadable"


def test_another_key_is_not_believed_later(shelf: BundleShelf) -> None:
    with pytest.raises(Refused) as refused:
        shelf.trust(STRANGER.public_key().public_bytes_raw())
    assert refused.value.code == "bundle.other_key"
    shelf.keep(bundle(1))
    assert version_in_force(shelf) == 1


def test_a_bundle_that_was_damaged_on_the_disk_leaves_the_one_before_in_force(
    shelf: BundleShelf, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shelf.keep(bundle(1))
    shelf.keep(bundle(2))
    path = tmp_path / "bundles" / "staff-2.bundle"
    path.write_bytes(path.read_bytes()[:-20] + bytes(20))
    assert version_in_force(shelf) == 1
    assert "staff-2.bundle is left out" in caplog.text


def test_a_crash_while_writing_leaves_nothing_that_counts(shelf: BundleShelf, tmp_path: Path) -> None:
    shelf.keep(bundle(1))
    (tmp_path / "bundles" / "staff-2.bundle.new").write_bytes(bundle(2))
    assert version_in_force(shelf) == 1


def test_a_bundle_waits_for_its_day(shelf: BundleShelf) -> None:
    shelf.keep(bundle(1))
    shelf.keep(bundle(2, valid_from=date(2026, 8, 1)))
    assert (version_in_force(shelf), version_in_force(shelf, date(2026, 8, 1))) == (1, 2)


def test_a_withdrawn_bundle_gives_way_to_the_one_before(shelf: BundleShelf) -> None:
    shelf.keep(bundle(1))
    shelf.keep(bundle(2))
    shelf.keep(bundle(3, valid_from=date(2027, 1, 1), withdrawn=[2]))
    assert version_in_force(shelf) == 1


manifests = st.lists(
    st.builds(
        Manifest,
        st.just(BundleKind.STAFF),
        st.integers(1, 6),
        st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        st.just(""),
        st.just({}),
        st.lists(st.integers(1, 6), max_size=2).map(tuple),
    ),
    max_size=6,
    unique_by=lambda each: each.version,
)


@given(known=manifests, day=st.dates(date(2026, 1, 1), date(2026, 12, 31)), shuffled=st.randoms())
def test_what_is_in_force_does_not_depend_on_the_order_of_arrival(
    known: list[Manifest], day: date, shuffled: object
) -> None:
    chosen = in_force(known, day)
    again = sorted(known, key=lambda each: shuffled.random())  # type: ignore[attr-defined]
    assert in_force(again, day) == chosen
    withdrawn = {version for each in known for version in each.withdrawn}
    candidates = [e.version for e in known if e.valid_from <= day and e.version not in withdrawn]
    assert (chosen.version if chosen else 0) == max(candidates, default=0)

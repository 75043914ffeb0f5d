"""Blobs on the disk: encrypted, known by their digest, gone on with after a crash."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused, StoreUnavailable
from app.sync.attachments import AttachmentStore
from app.sync.blob_file import PIECE
from app.sync.model import Room

KEY = bytes(range(32))
BLOB = os.urandom(3 * PIECE + 17)
SHA = hashlib.sha256(BLOB).hexdigest()


@pytest.fixture
def blobs(tmp_path: Path) -> AttachmentStore:
    return AttachmentStore(tmp_path / "attachments", KEY)


def files(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "attachments").rglob("*") if path.is_file()]


def whole(blobs: AttachmentStore, offset: int = 0) -> bytes:
    return b"".join(blobs.read(SHA, offset))


def test_a_blob_is_read_back_from_any_place_and_never_lies_there_in_clear(
    blobs: AttachmentStore, tmp_path: Path
) -> None:
    assert blobs.put(BLOB) == SHA
    assert blobs.put(BLOB) == SHA
    assert whole(blobs) == BLOB
    assert whole(blobs, PIECE + 5) == BLOB[PIECE + 5 :]
    (stored,) = files(tmp_path)
    assert BLOB[100:164] not in stored.read_bytes()


@given(size=st.sampled_from([1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE]), steps=st.data())
def test_a_blob_arrives_whole_in_whatever_portions_it_comes(
    size: int, steps: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = os.urandom(size)
    sha256 = hashlib.sha256(content).hexdigest()
    blobs = AttachmentStore(tmp_path_factory.mktemp("blobs"), KEY)
    offset = blobs.begin(sha256, size)
    for _ in range(50):
        portion = steps.draw(st.integers(PIECE, 3 * PIECE))
        offset = blobs.receive(sha256, offset, content[offset : offset + portion])
        if blobs.has(sha256):
            break
    assert b"".join(blobs.read(sha256)) == content


@pytest.mark.parametrize("torn", [1, 11, PIECE // 2])
def test_a_crash_in_mid_piece_costs_that_piece_only(
    blobs: AttachmentStore, tmp_path: Path, torn: int
) -> None:
    blobs.begin(SHA, len(BLOB))
    blobs.receive(SHA, 0, BLOB[: 2 * PIECE])
    (part,) = files(tmp_path)
    with part.open("r+b") as file:
        file.truncate(part.stat().st_size - torn)
    again = AttachmentStore(tmp_path / "attachments", KEY)
    assert again.begin(SHA, len(BLOB)) == PIECE
    assert again.receive(SHA, PIECE, BLOB[PIECE:]) == len(BLOB)
    assert whole(again) == BLOB


def test_bytes_that_are_not_those_of_the_digest_are_dropped_and_may_come_again(
    blobs: AttachmentStore,
) -> None:
    blobs.begin(SHA, len(BLOB))
    with pytest.raises(Refused) as refused:
        blobs.receive(SHA, 0, b"x" + BLOB[1:])
    assert refused.value.code == "attachment.wrong_digest"
    assert not blobs.has(SHA)
    assert blobs.begin(SHA, len(BLOB)) == 0
    assert blobs.receive(SHA, 0, BLOB) == len(BLOB)
    assert whole(blobs) == BLOB


def test_bytes_for_another_place_are_refused_with_the_right_one(blobs: AttachmentStore) -> None:
    blobs.begin(SHA, len(BLOB))
    blobs.receive(SHA, 0, BLOB[:PIECE])
    with pytest.raises(Refused) as refused:
        blobs.receive(SHA, 0, BLOB[:PIECE])
    assert (refused.value.code, refused.value.params) == ("attachment.wrong_offset", {"offset": PIECE})


@pytest.mark.parametrize("where", [4, 25, 40, PIECE + 100, -1])
def test_an_altered_file_is_not_taken_for_the_blob(
    blobs: AttachmentStore, tmp_path: Path, where: int
) -> None:
    blobs.put(BLOB)
    (stored,) = files(tmp_path)
    raw = bytearray(stored.read_bytes())
    raw[where] ^= 1
    stored.write_bytes(bytes(raw))
    with pytest.raises(StoreUnavailable) as refused:
        assert whole(blobs) == BLOB
    assert refused.value.code == "attachment.damaged"


def test_another_key_opens_nothing(blobs: AttachmentStore, tmp_path: Path) -> None:
    blobs.put(BLOB)
    with pytest.raises(StoreUnavailable) as refused:
        whole(AttachmentStore(tmp_path / "attachments", bytes(32)))
    assert refused.value.code == "attachment.damaged"


def test_a_blob_that_is_not_here_says_so(blobs: AttachmentStore) -> None:
    with pytest.raises(StoreUnavailable) as refused:
        whole(blobs)
    assert refused.value.code == "attachment.not_here"


@pytest.mark.parametrize(
    ("free", "room"), [(6 << 30, Room.ENOUGH), (2 << 30, Room.LOW), ((1 << 30) - 1, Room.NONE)]
)
def test_the_disk_is_watched(tmp_path: Path, free: int, room: Room) -> None:
    assert AttachmentStore(tmp_path, KEY, lambda: free).room is room

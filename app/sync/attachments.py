"""Blobs of attachments on the disk of a window or a hub: known by their SHA-256, always encrypted.

The same class keeps what a window scanned and what a hub receives piece by piece. A file that is complete
has the name of its digest; one that is still arriving ends in ``.part``.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.errors import Refused, StoreUnavailable
from app.core.ids import new_id
from app.core.paths import sync_folder
from app.sync.blob_file import BlobFile
from app.sync.model import Room

FOLDER = "attachments"
_WARN_BYTES, _STOP_BYTES = 5 << 30, 1 << 30
_PURPOSE = b"zongchuang attachments folder"


class AttachmentStore:
    """The blobs in one folder. Threads and processes may share it: two that write the same blob at once
    write the same bytes, and whatever goes wrong is found by the digest at the end."""

    def __init__(self, folder: Path, key: bytes, free_bytes: Callable[[], int] | None = None) -> None:
        """``key``: 32 bytes, of the store that these blobs belong to; the blobs get one derived from it."""
        self._folder = folder
        self._key = HKDF(SHA256(), 32, None, _PURPOSE).derive(key)
        self._free_bytes = free_bytes or (lambda: shutil.disk_usage(folder.parent).free)

    @property
    def room(self) -> Room:
        """What the disk still takes."""
        free = self._free_bytes()
        return Room.NONE if free < _STOP_BYTES else Room.LOW if free < _WARN_BYTES else Room.ENOUGH

    def put(self, content: bytes) -> str:
        """Keep a blob and return its SHA-256 (64 hex digits); it is on the disk when this returns.

        Raises StoreUnavailable ``attachment.disk_low``.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        if not self.has(sha256):
            self._require_room()
            fresh = self._made(f"{sha256}.{new_id()}.part")
            BlobFile.begin(fresh, self._key, len(content)).append(content)
            self._complete(fresh, sha256)
        return sha256

    def has(self, sha256: str) -> bool:
        """Whether the whole blob is here."""
        return self._place(sha256).exists()

    def read(self, sha256: str, offset: int = 0) -> Iterator[bytes]:
        """The content from ``offset`` on, in pieces of at most 64 KiB.

        Raises StoreUnavailable ``attachment.not_here``, ``attachment.damaged``.
        """
        try:
            return BlobFile(self._place(sha256), self._key).read(offset)
        except FileNotFoundError as error:
            raise StoreUnavailable("attachment.not_here") from error

    def begin(self, sha256: str, size: int) -> int:
        """Be ready to receive a blob; returns how many bytes are here already (``size``: all).

        Raises StoreUnavailable ``attachment.disk_low``.
        """
        there = self.arrived(sha256)
        if there is not None:
            return there[0]
        self._require_room()
        BlobFile.begin(self._made(f"{sha256}.part"), self._key, size)
        return 0

    def arrived(self, sha256: str) -> tuple[int, int] | None:
        """How many bytes of a blob are here, and its size; None when it was never begun."""
        for path in (self._place(sha256), self._part(sha256)):
            try:
                found = BlobFile(path, self._key)
                return found.offset, found.size
            except FileNotFoundError:
                continue
        return None

    def receive(self, sha256: str, offset: int, content: bytes) -> int:
        """Add bytes of a blob at ``offset``; they are on the disk when this returns the new offset, which
        may lie before their end. At the size of the blob it is complete.

        Raises Refused ``attachment.not_begun``; ``attachment.wrong_offset`` (offset: where to go on);
        ``attachment.wrong_digest``: the bytes are not those of the digest, and all of them are dropped.
        """
        there = self.arrived(sha256)
        if there is None:
            raise Refused("attachment.not_begun")
        if there[0] != offset:
            raise Refused("attachment.wrong_offset", offset=there[0])
        if offset == there[1]:
            return offset
        part = self._part(sha256)
        growing = BlobFile(part, self._key)
        reached = growing.append(content)
        if reached == growing.size:
            if not _is(growing, sha256):
                part.unlink(missing_ok=True)
                raise Refused("attachment.wrong_digest")
            self._complete(part, sha256)
        return reached

    def _complete(self, part: Path, sha256: str) -> None:
        part.replace(self._place(sha256))
        sync_folder(part.parent)

    def _require_room(self) -> None:
        if self.room is Room.NONE:
            raise StoreUnavailable("attachment.disk_low")

    def _made(self, name: str) -> Path:
        folder = self._folder / name[:2]
        if not folder.exists():
            folder.mkdir(parents=True, exist_ok=True)
            sync_folder(self._folder)
        return folder / name

    def _place(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256

    def _part(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / f"{sha256}.part"


def _is(file: BlobFile, sha256: str) -> bool:
    digest = hashlib.sha256()
    try:
        for piece in file.read():
            digest.update(piece)
    except StoreUnavailable:
        return False
    return digest.hexdigest() == sha256

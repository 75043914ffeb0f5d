"""Blobs of attachments on the disk of a window or a hub: known by their SHA-256, always encrypted.

The same class keeps what a window scanned and what a hub receives piece by piece. A file that is complete
has the name of its digest; one that is still arriving ends in ``.part``.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import Refused, StoreUnavailable
from app.core.ids import new_id
from app.core.paths import sync_folder
from app.sync.model import Room

if TYPE_CHECKING:
    from app.sync.blob_file import BlobFile, BlobFiles

FOLDER = "attachments"
_WARN_BYTES, _STOP_BYTES = 5 << 30, 1 << 30
_DIGITS = 64


class AttachmentStore:
    """The blobs in one folder. Threads and processes may share it: two that write the same blob at once
    write the same bytes, and whatever goes wrong is found by the digest at the end."""

    def __init__(self, folder: Path, key: bytes, free_bytes: Callable[[], int] | None = None) -> None:
        """``key``: 32 bytes, of the store that these blobs belong to; the blobs get one derived from it."""
        self._folder = folder
        self._key = key
        self._free_bytes = free_bytes or (lambda: shutil.disk_usage(folder.parent).free)

    @cached_property
    def _files(self) -> BlobFiles:
        # Ciphers weigh 7 MB: a desk that opens no file of a case does without.
        from app.sync.blob_file import BlobFiles

        return BlobFiles(self._key)

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
            self._files.begin(fresh, len(content)).append(content)
            self._complete(fresh, sha256)
        return sha256

    def digests(self) -> list[str]:
        """The SHA-256 of every blob that is here whole."""
        return sorted(path.name for path in self._folder.glob("??/" + "?" * _DIGITS))

    def copy_from(self, other: AttachmentStore, sha256: str) -> None:
        """Take over a blob as it lies, encrypted, in another folder of the same key; the copy counts only
        when it proves itself.

        Raises StoreUnavailable ``attachment.damaged``; OSError.
        """
        part = self._made(f"{sha256}.{new_id()}.part")
        try:
            with other._place(sha256).open("rb") as source, part.open("xb") as copy:
                shutil.copyfileobj(source, copy)
                copy.flush()
                os.fsync(copy.fileno())
            if not _is(self._files.open(part), sha256):
                raise StoreUnavailable("attachment.damaged")
            self._complete(part, sha256)
        finally:
            part.unlink(missing_ok=True)

    def delete(self, sha256: str) -> None:
        """Forget a blob, if it is here."""
        self._place(sha256).unlink(missing_ok=True)

    def has(self, sha256: str) -> bool:
        """Whether the whole blob is here."""
        return self._place(sha256).exists()

    def read(self, sha256: str, offset: int = 0) -> Iterator[bytes]:
        """The content from ``offset`` on, in pieces of at most 64 KiB.

        Raises StoreUnavailable ``attachment.not_here``, ``attachment.damaged``.
        """
        try:
            return self._files.open(self._place(sha256)).read(offset)
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
        self._files.begin(self._made(f"{sha256}.part"), size)
        return 0

    def arrived(self, sha256: str) -> tuple[int, int] | None:
        """How many bytes of a blob are here, and its size; None when it was never begun."""
        for path in (self._place(sha256), self._part(sha256)):
            try:
                found = self._files.open(path)
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
        growing = self._files.open(part)
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

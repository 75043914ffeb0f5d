"""A file that is encrypted as it grows and can be gone on with after a crash.

``ZCA1``, 16 bytes salt, 8 bytes size of the plain content (big-endian), then pieces of 64 KiB, the last one
shorter, each as 12 bytes nonce, ciphertext, 16 bytes tag: AES-256-GCM (NIST SP 800-38D) under a key of the
file's own, derived from the folder's key and the salt by HKDF-SHA256 (RFC 5869). Head and number of the piece
are authenticated with every piece, so pieces cannot be moved, swapped, left out or taken from another file.
"""

from __future__ import annotations

import os
import secrets
import struct
from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.errors import StoreUnavailable

PIECE = 64 << 10
_MAGIC = b"ZCA1"
_SALT, _NONCE, _TAG = 16, 12, 16
_HEAD = len(_MAGIC) + _SALT + 8
_STEP = _NONCE + PIECE + _TAG
_PURPOSE = b"zongchuang attachment"
_FOLDER_PURPOSE = b"zongchuang attachments folder"


class BlobFiles:
    """The files of one folder, under one key derived from ``master`` (32 bytes)."""

    def __init__(self, master: bytes) -> None:
        self._key = HKDF(SHA256(), 32, None, _FOLDER_PURPOSE).derive(master)

    def open(self, path: Path) -> BlobFile:
        """An existing file. Raises FileNotFoundError; StoreUnavailable as BlobFile does."""
        return BlobFile(path, self._key)

    def begin(self, path: Path, size: int) -> BlobFile:
        """Make a file for ``size`` bytes of content, in one step."""
        fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        with fresh.open("xb") as file:
            file.write(_MAGIC + secrets.token_bytes(_SALT) + struct.pack(">Q", size))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        return self.open(path)


class BlobFile:
    """One encrypted file. Raises StoreUnavailable ``attachment.damaged`` for one that is not as written."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open an existing file; ``key``: 32 bytes, of the folder."""
        self._path = path
        with path.open("rb") as file:
            self._head = file.read(_HEAD)
        if len(self._head) != _HEAD or not self._head.startswith(_MAGIC):
            raise StoreUnavailable("attachment.damaged")
        salt = self._head[len(_MAGIC) : len(_MAGIC) + _SALT]
        self.size: int = struct.unpack(">Q", self._head[-8:])[0]
        self._cipher = AESGCM(HKDF(SHA256(), 32, salt, _PURPOSE).derive(key))

    @property
    def offset(self) -> int:
        """How many bytes of the content are there, in whole pieces."""
        stored = self._path.stat().st_size - _HEAD
        whole, rest = divmod(stored, _STEP)
        complete = whole * PIECE
        last = self.size - complete
        return self.size if 0 <= last == rest - _NONCE - _TAG else min(complete, self.size)

    def append(self, content: bytes) -> int:
        """Add bytes at ``offset``, as far as they fill pieces or reach the end; they are on the disk when
        this returns the new offset. What is left over is to be offered again."""
        offset = self.offset
        content = content[: self.size - offset]
        if offset + len(content) < self.size:
            content = content[: len(content) // PIECE * PIECE]
        with self._path.open("r+b") as file:
            file.seek(_HEAD + offset // PIECE * _STEP)
            for start in range(0, len(content), PIECE):
                nonce = secrets.token_bytes(_NONCE)
                bound = self._bound((offset + start) // PIECE)
                file.write(nonce + self._cipher.encrypt(nonce, content[start : start + PIECE], bound))
            file.truncate()
            file.flush()
            os.fsync(file.fileno())
        return offset + len(content)

    def read(self, offset: int = 0) -> Iterator[bytes]:
        """The content from ``offset`` to the end of what is there, piece by piece."""
        first, skipped = divmod(offset, PIECE)
        with self._path.open("rb") as file:
            file.seek(_HEAD + first * _STEP)
            number, end = first, self.offset
            while number * PIECE < end:
                piece = file.read(_STEP)
                yield self._opened(piece, number)[skipped:]
                number, skipped = number + 1, 0

    def _opened(self, piece: bytes, number: int) -> bytes:
        try:
            return self._cipher.decrypt(piece[:_NONCE], piece[_NONCE:], self._bound(number))
        except (InvalidTag, ValueError) as error:
            raise StoreUnavailable("attachment.damaged") from error

    def _bound(self, number: int) -> bytes:
        return self._head + struct.pack(">Q", number)

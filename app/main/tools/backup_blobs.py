"""The blobs of attachments in a backup: copied once each, into a folder beside the sealed file.

A blob is a file of its own, encrypted under a key that travels in the sealed file, and it never changes. So a
backup copies those only that the folder lacks, and every later backup beside it shares them. The folder has a
name that follows from the key: backups of many machines may lie side by side. Every copy proves itself by its
digest before it counts, when it is made and when it comes back.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Struct, field

from app.core.errors import StoreUnavailable
from app.sync.attachments import AttachmentStore

_PURPOSE = b"zongchuang backup folder"


class Copies(Struct):
    """What became of the blobs: how many there are, how many of them were copied now, which did not prove
    themselves (digests), and how many nobody is known to have."""

    folder: Path
    here: int = 0
    copied: int = 0
    damaged: list[str] = field(default_factory=list)
    missing: int = 0

    def shown(self) -> dict[str, Any]:
        """As a command answers; exit 1 when a file of a citizen is not there."""
        counts = {"here": self.here, "copied": self.copied, "damaged": self.damaged, "missing": self.missing}
        wrong = bool(self.damaged or self.missing)
        return {"attachments": {"folder": str(self.folder), **counts}, "exit": 1 if wrong else 0}


def folder_beside(file: Path, key: bytes) -> Path:
    """Where the blobs of a store lie whose backup is ``file``; ``key``: 32 bytes, theirs."""
    name = HKDF(SHA256(), 8, None, _PURPOSE).derive(key).hex()
    return file.absolute().with_name(f"attachments-{name}")


def copy_blobs(folder: Path, key: bytes, ways: Iterable[tuple[Path, Path]]) -> Copies:
    """Copy every blob of a ``(from, to)`` that is not there yet. ``folder``: that of the backup. Raises
    OSError."""
    copies = Copies(folder)
    for source, target in ways:
        _copy(AttachmentStore(source, key), AttachmentStore(target, key), copies)
    return copies


def _copy(source: AttachmentStore, target: AttachmentStore, copies: Copies) -> None:
    there = set(target.digests())
    for sha256 in source.digests():
        if sha256 not in there:
            try:
                target.copy_from(source, sha256)
            except StoreUnavailable:
                copies.damaged.append(sha256)
                continue
            copies.copied += 1
        copies.here += 1

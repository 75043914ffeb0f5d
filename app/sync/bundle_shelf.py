"""The bundles of one window: a folder with one file for each, every one proved again whenever it is used.

There is no pointer to the one in force: it follows from what lies here and from the day. So a new bundle is
there from the moment its file has its name, or not at all, and a damaged one leaves the one before in force.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from app.core.errors import AppError, Refused
from app.core.paths import refused, sync_folder
from app.sync.bundles import Manifest, digest_of, in_force, opened, refuse_older
from app.sync.wire import BundleKind, BundleVersion

T = TypeVar("T")
FOLDER = "bundles"
Checks = Mapping[BundleKind, Callable[[Path], object]]
"""For each kind what reads the unpacked files; it raises AppError for content that cannot be used here."""
_KEY = "signing-key"
_log = logging.getLogger(__name__)


class BundleShelf:
    """See the module. ``checks`` decide whether a bundle's content can be used at all."""

    def __init__(self, folder: Path, checks: Checks) -> None:
        self._folder = folder
        self._checks = checks

    def trust(self, public_key: bytes) -> None:
        """Believe this key from now on: the first one that the hub told, over a connection that is proved.

        Raises Refused ``bundle.other_key`` when another one is believed already.
        """
        known = self._key()
        if known is None:
            self._write(_KEY, public_key)
        elif known != public_key:
            raise Refused("bundle.other_key")

    def has(self, bundle: BundleVersion) -> bool:
        """Whether this very bundle lies here, whole."""
        kept = self._kept(_name(bundle.kind, bundle.version))
        return kept is not None and digest_of(kept) == bundle.digest

    def keep(self, packed: bytes) -> Manifest:
        """Prove a bundle, look whether its content can be used, and keep it.

        Raises Refused as ``bundles.opened`` and ``refuse_older``, and ``bundle.content`` (kind, version,
        reason); then nothing has changed; EnvironmentMissing ``environment.file`` when the disk does not take
        it.
        """
        key = self._key() or bytes(32)
        manifest, files = opened(packed, key)
        try:
            unpacked(files, self._checks[manifest.kind])
        except AppError as error:
            facts = {"kind": manifest.kind.value, "version": manifest.version, "reason": error.code}
            raise Refused("bundle.content", **facts) from error
        name = _name(manifest.kind, manifest.version)
        refuse_older(manifest, self._kept(name), key)
        self._write(name, packed)
        return manifest

    def in_force(self, kind: BundleKind, today: date) -> tuple[Manifest, Mapping[str, bytes]] | None:
        """The bundle of a kind that counts on a day; None while there is none."""
        found = {}
        for path in sorted(self._folder.glob(f"{kind.value}-*.bundle")):
            try:
                manifest, files = opened(path.read_bytes(), self._key() or bytes(32))
            except (Refused, OSError) as error:
                _log.warning("%s is left out: %s", path.name, error)
                continue
            found[manifest.version] = (manifest, files)
        chosen = in_force([manifest for manifest, _ in found.values()], today)
        return found[chosen.version] if chosen else None

    def _key(self) -> bytes | None:
        return self._kept(_KEY)

    def _kept(self, name: str) -> bytes | None:
        path = self._folder / name
        return path.read_bytes() if path.exists() else None

    def _write(self, name: str, content: bytes) -> None:
        fresh = self._folder / f"{name}.new"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with fresh.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._folder / name)
            sync_folder(self._folder)
        except OSError as error:
            raise refused(error) from error


def unpacked(files: Mapping[str, bytes], read: Callable[[Path], T]) -> T:
    """What ``read`` makes of the files, laid out in a folder that is gone afterwards."""
    with TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        return read(Path(folder))


def _name(kind: BundleKind, version: int) -> str:
    return f"{kind.value}-{version}.bundle"

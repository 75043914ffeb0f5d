"""Blobs of attachments (附件) on a hub: taken in only when an attachment of the hall has announced them.

They lie in a folder of the hub, one inside for each hall, encrypted with the hub's own key. Hub processes
that serve one database share that folder.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlalchemy import Connection, delete, select

from app.attachments import queries
from app.attachments.model import attachment_blobs
from app.attachments.service import blob_arrived
from app.core.clock import Clock
from app.core.errors import Refused
from app.db.keys import store_key
from app.db.store import Store
from app.sync.attachments import FOLDER, AttachmentStore
from app.sync.wire import MissingBlob

_HALL_NAME = 16
"""Letters of the name of a hall's folder."""
_log = logging.getLogger(__name__)


class HubBlobs:
    """The blobs of all halls. Its methods may be called from many threads."""

    def __init__(self, store: Store, data: Path, clock: Clock) -> None:
        """``data``: the hub's folder. Raises StoreUnavailable as ``blob_key``."""
        self._store = store
        self._clock = clock
        self.data = data
        self._folder = data / FOLDER
        self._key = blob_key(data)

    def of_hall(self, hall_id: str) -> AttachmentStore:
        """The blobs of one hall."""
        # What a hall calls itself is no safe name of a folder.
        name = hashlib.sha256(hall_id.encode()).hexdigest()[:_HALL_NAME]
        return AttachmentStore(self._folder / name, self._key)

    def missing(self, hall_id: str, node: str, after: str) -> Iterable[MissingBlob]:
        """See ``app.attachments.queries.missing``."""
        with self._store.read() as conn:
            return queries.missing(conn, hall_id, node, after)

    def begin(self, hall_id: str, sha256: str, size: int) -> None:
        """Be ready for a blob; one that is here already counts as arrived.

        Raises Refused ``attachment.not_announced``, StoreUnavailable ``attachment.disk_low``.
        """
        with self._store.read() as conn:
            if not queries.announced(conn, hall_id, sha256, size):
                raise Refused("attachment.not_announced")
        if self.of_hall(hall_id).begin(sha256, size) == size:
            self._arrived(hall_id, sha256)

    def read(self, hall_id: str, sha256: str) -> Iterator[bytes]:
        """The bytes of a blob that the hall's attachments name, piece by piece.

        Raises Refused ``attachment.not_announced``, StoreUnavailable ``attachment.not_here``.
        """
        with self._store.read() as conn:
            if not queries.announced(conn, hall_id, sha256):
                raise Refused("attachment.not_announced")
        return self.of_hall(hall_id).read(sha256)

    def position(self, hall_id: str, sha256: str) -> tuple[int, int]:
        """How many bytes of a blob are here, and its size. Raises Refused ``attachment.not_begun``."""
        found = self.of_hall(hall_id).arrived(sha256)
        if found is None:
            raise Refused("attachment.not_begun")
        return found

    def receive(self, hall_id: str, sha256: str, offset: int, content: bytes) -> int:
        """Take in bytes of a blob; see ``AttachmentStore.receive``. They are on the disk when this returns,
        and when all are there the database says so."""
        blobs = self.of_hall(hall_id)
        reached = blobs.receive(sha256, offset, content)
        if blobs.has(sha256):
            self._arrived(hall_id, sha256)
        return reached

    def forget_lost(self) -> int:
        """Ask again for blobs that the database knows and the folder does not have, as after a restore.

        Returns how many there are. Call it before the hub serves.
        """
        with self._store.read() as conn:
            known = conn.execute(select(attachment_blobs.c.hall_id, attachment_blobs.c.sha256)).all()
        lost = [row for row in known if not self.of_hall(row.hall_id).has(row.sha256)]

        def forget(conn: Connection) -> None:
            for hall_id, sha256 in lost:
                conn.execute(
                    delete(attachment_blobs).where(
                        attachment_blobs.c.hall_id == hall_id, attachment_blobs.c.sha256 == sha256
                    )
                )

        if lost:
            _log.warning("%d blobs are not in the folder: the windows are asked for them again", len(lost))
            self._store.transact(forget)
        return len(lost)

    def _arrived(self, hall_id: str, sha256: str) -> None:
        self._store.transact(lambda conn: blob_arrived(conn, hall_id, sha256, self._clock))


def blob_key(data: Path) -> bytes:
    """The key of the blobs in a hub's folder; made where there are none yet. Raises as ``store_key``."""
    folder = data / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return store_key(folder, store_exists=bool(hall_folders(folder)))


def hall_folders(folder: Path) -> list[Path]:
    """The folders of the halls' blobs. A window in the same folder keeps its own blobs beside them, under
    other names and its own key."""
    return [path for path in sorted(folder.glob("?" * _HALL_NAME)) if path.is_dir()]

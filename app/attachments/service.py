"""Commands on attachments: add a file to a case, take it out again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from sqlalchemy import Connection, select

from app.attachments.events import attachment_added, attachment_removed
from app.attachments.model import (
    LARGEST_BYTES,
    MEDIA_TYPES,
    Attachment,
    attachment_blobs,
    attachments,
)
from app.attachments.queries import attachment, digests_of, dropped
from app.core.clock import Clock, to_text
from app.core.errors import Refused, RuleViolation, StoreBug
from app.core.ids import new_id
from app.core.text import plain
from app.db.dialect import insert_ignore
from app.db.store import Store
from app.journal.append import Journal
from app.journal.model import Author
from app.sync.attachments import AttachmentStore

_LONGEST_NAME = 200


class AttachmentDesk:
    """The attachments of one window. The calls write to the disk: use them on the ``store`` lane."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        blobs: AttachmentStore,
        fetch: Callable[[str], bytes] | None = None,
    ) -> None:
        """``fetch``: gets from the hub the bytes of a digest that another window added."""
        self._store = store
        self._journal = journal
        self._blobs = blobs
        self._fetch = fetch
        self._hall_id = journal.node.hall_id

    def add(
        self,
        author: Author,
        case_id: str,
        material_code: str,
        content: bytes,
        media_type: str,
        name: str = "",
    ) -> Attachment:
        """Add a file to a material of a case: the bytes are on the disk, encrypted, before the event is.

        The same bytes for the same material are there once, however often they are added. ``name`` counts
        as personal. Raises RuleViolation ``attachment.empty``, ``attachment.too_large`` (limit in MB),
        ``attachment.unknown_type`` (type); StoreUnavailable ``attachment.disk_low``.
        """
        _check(content, media_type)
        sha256 = self._blobs.put(content)
        title = plain(name)[:_LONGEST_NAME]

        def work(conn: Connection) -> Attachment:
            there = self._same(conn, case_id, material_code, sha256)
            if there is None:
                there = new_id()
                facts = (there, case_id, material_code, sha256, len(content), media_type, title)
                self._journal.append(conn, author, attachment_added(*facts))
            return self._found(conn, there)

        return self._store.transact(work)

    def remove(self, author: Author, attachment_id: str) -> None:
        """Take a file out of its case. To undo it, add it again: the bytes are kept.

        A file that is already out stays out. Raises RuleViolation ``attachment.unknown``.
        """

        def work(conn: Connection) -> None:
            found = attachment(conn, self._hall_id, attachment_id)
            if found is None:
                raise RuleViolation("attachment.unknown")
            if self._same(conn, found.case_id, found.material_code, found.sha256) == attachment_id:
                self._journal.append(conn, author, attachment_removed(attachment_id, found.case_id))

        self._store.transact(work)

    def clear_away(self, author: Author) -> None:
        """Delete the files of items that were taken off the desk: nobody has a right to keep them.

        Until the visit ends the item can be put back with all its files, so call this after it. The bytes go
        first: cut short, it is done the next time. Raises StoreUnavailable.
        """
        with self._store.read() as conn:
            gone = dropped(conn, self._hall_id, self._journal.node.node)
            case_ids = {each.case_id for each in gone}
            digests = digests_of(conn, self._hall_id, case_ids) if gone else ()
        for sha256 in digests:
            self._blobs.delete(sha256)

        def work(conn: Connection) -> None:
            for each in gone:
                self._journal.append(conn, author, attachment_removed(each.id, each.case_id))

        if gone:
            self._store.transact(work)

    def content(self, attachment_id: str) -> bytes:
        """The bytes of a file; what another window added comes from the hub once and stays here.

        Raises RuleViolation ``attachment.unknown``; StoreUnavailable ``attachment.not_here``,
        ``attachment.damaged``, ``attachment.disk_low``; Offline and Refused of the hub.
        """
        with self._store.read() as conn:
            found = attachment(conn, self._hall_id, attachment_id)
        if found is None:
            raise RuleViolation("attachment.unknown")
        if self._fetch is not None and not self._blobs.has(found.sha256):
            self._keep(found.sha256, self._fetch(found.sha256))
        return b"".join(self._blobs.read(found.sha256))

    def _keep(self, sha256: str, content: bytes) -> None:
        if hashlib.sha256(content).hexdigest() != sha256:
            raise Refused("attachment.wrong_digest")
        self._blobs.put(content)

    def _same(self, conn: Connection, case_id: str, material_code: str, sha256: str) -> str | None:
        """The id of the file, still in the case, that has these bytes."""
        there: str | None = conn.execute(
            select(attachments.c.attachment_id).where(
                attachments.c.hall_id == self._hall_id,
                attachments.c.case_id == case_id,
                attachments.c.material_code == material_code,
                attachments.c.sha256 == sha256,
                attachments.c.removed_at.is_(None),
            )
        ).scalar()
        return there

    def _found(self, conn: Connection, attachment_id: str) -> Attachment:
        found = attachment(conn, self._hall_id, attachment_id)
        if found is None:
            raise StoreBug("attachment.vanished")
        return found


def blob_arrived(conn: Connection, hall_id: str, sha256: str, clock: Clock) -> None:
    """Remember that a blob has arrived where it had to go."""
    row = {"hall_id": hall_id, "sha256": sha256, "stored_at": to_text(clock.now())}
    insert_ignore(conn, attachment_blobs, [row])


def _check(content: bytes, media_type: str) -> None:
    if not content:
        raise RuleViolation("attachment.empty")
    if len(content) > LARGEST_BYTES:
        raise RuleViolation("attachment.too_large", limit=LARGEST_BYTES >> 20)
    if media_type not in MEDIA_TYPES:
        raise RuleViolation("attachment.unknown_type", type=media_type)

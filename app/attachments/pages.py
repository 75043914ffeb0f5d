"""Pages of a material (材料页): pictures of paper in an order, put right as long as anybody wants to.

Every page is an attachment of its own, on the disk before anybody is told of it. Their order is that in which
they were added; putting a page elsewhere takes out those behind it and adds them again, which costs a few
events and no byte, since blobs are known by their content.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from sqlalchemy import Connection

from app.attachments.events import attachment_added, attachment_removed
from app.attachments.model import Attachment
from app.attachments.queries import attachments_of
from app.attachments.service import AttachmentDesk
from app.core.ids import new_id
from app.db.store import Store
from app.journal.append import Journal
from app.journal.model import Author

THUMBNAIL_SIDE = 220
"""Pixels of the longer side of a page's small picture."""
_JPEG = "image/jpeg"


class Page(Struct, frozen=True):
    """One page. ``picture``: a small JPEG of it; ``arrived``: the hub has it."""

    __repr__ = object.__repr__

    file: Attachment
    picture: bytes

    @property
    def id(self) -> str:
        """The id of its attachment."""
        return self.file.id


Pages = Mapping[str, tuple[Page, ...]]
"""By material code."""


class PageDesk:
    """The pages of one window's cases. The calls read and write the disk: use them on the ``store`` lane.

    All return the pages of the case as they are afterwards.
    """

    def __init__(self, store: Store, journal: Journal, files: AttachmentDesk) -> None:
        self._store = store
        self._journal = journal
        self._files = files
        self._hall_id = journal.node.hall_id
        self._pictures: dict[str, bytes] = {}

    def pages(self, case_id: str) -> Pages:
        """All pages of a case. Files that are no pictures, such as PDFs, have an empty picture."""
        with self._store.read() as conn:
            files = attachments_of(conn, self._hall_id, case_id)
        codes = dict.fromkeys(each.material_code for each in files)
        return {
            code: tuple(Page(file, self._picture(file)) for file in files if file.material_code == code)
            for code in codes
        }

    def add(self, author: Author, case_id: str, material_code: str, jpeg: bytes) -> Pages:
        """Put a page behind the others. Raises what AttachmentDesk.add raises."""
        self._files.add(author, case_id, material_code, jpeg, _JPEG)
        return self.pages(case_id)

    def arrange(
        self, author: Author, case_id: str, material_code: str, wanted: Sequence[Attachment]
    ) -> Pages:
        """Let a material have exactly these files, in this order: taken out, moved, or put back.

        One transaction: whatever ends in between, the material has the old pages or the new ones.
        """

        def work(conn: Connection) -> None:
            there = self._of(conn, case_id, material_code)
            kept = 0
            while kept < min(len(there), len(wanted)) and there[kept].sha256 == wanted[kept].sha256:
                kept += 1
            for gone in there[kept:]:
                self._journal.append(conn, author, attachment_removed(gone.id, case_id))
            for file in wanted[kept:]:
                facts = (case_id, material_code, file.sha256, file.size, file.media_type, file.name)
                self._journal.append(conn, author, attachment_added(new_id(), *facts))

        self._store.transact(work)
        return self.pages(case_id)

    def clear_away(self, author: Author) -> None:
        """The visit is over: see AttachmentDesk.clear_away. No small picture is kept either."""
        self._pictures.clear()
        self._files.clear_away(author)

    def replace(self, author: Author, page: Attachment, jpeg: bytes) -> Pages:
        """Put another picture in a page's place (重拍)."""
        return self._put(author, page, jpeg)

    def turn(self, author: Author, page: Attachment, turns: int) -> Pages:
        """Turn a page clockwise by quarters. Raises StoreUnavailable as AttachmentDesk.content does."""
        # Pictures need Pillow, 4 MB: a desk that shows no page does without.
        from devices.imaging.page_jpeg import turned

        return self._put(author, page, turned(self._files.content(page.id), turns))

    def content(self, page: Attachment) -> bytes:
        """The page itself. Raises StoreUnavailable as AttachmentDesk.content does."""
        return self._files.content(page.id)

    def _put(self, author: Author, page: Attachment, jpeg: bytes) -> Pages:
        fresh = self._files.add(author, page.case_id, page.material_code, jpeg, _JPEG)
        with self._store.read() as conn:
            files = self._of(conn, page.case_id, page.material_code)
        others = [each for each in files if each.sha256 != fresh.sha256]
        wanted = [fresh if each.id == page.id else each for each in others]
        if fresh not in wanted:
            wanted.append(fresh)
        return self.arrange(author, page.case_id, page.material_code, wanted)

    def _of(self, conn: Connection, case_id: str, material_code: str) -> list[Attachment]:
        files = attachments_of(conn, self._hall_id, case_id)
        return [each for each in files if each.material_code == material_code]

    def _picture(self, file: Attachment) -> bytes:
        """Made once for each content; the store's lane alone comes here."""
        if not file.media_type.startswith("image/"):
            return b""
        if file.sha256 not in self._pictures:
            from devices.imaging.page_jpeg import thumbnail

            self._pictures[file.sha256] = thumbnail(self._files.content(file.id), THUMBNAIL_SIDE)
        return self._pictures[file.sha256]

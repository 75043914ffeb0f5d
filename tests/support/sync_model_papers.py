"""What goes with a case in the model of sync: pages, its receipt, printed once and again, and the 好差评."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from app.attachments.queries import attachments_of
from app.attachments.service import AttachmentDesk
from app.cases.model import cases
from app.core.clock import Clock
from app.db.store import Store
from app.documents.queries import receipt_of
from app.documents.service import DocumentDesk
from app.evaluations.model import Channel, Level, Served
from app.evaluations.service import EvaluationDesk
from app.journal.append import Journal
from app.journal.model import Author
from app.sync.attachments import AttachmentStore
from tests.support.databases import KEY
from tests.support.receipt_samples import content
from tests.support.sync_model import HALL_ID


class ModelPapers:
    """The real desks of one window for attachments, documents and evaluations. ``blobs``: a folder."""

    def __init__(self, store: Store, written: Journal, clock: Clock, author: Author, blobs: Path) -> None:
        self._store = store
        self._author = author
        self.blobs = AttachmentStore(blobs, KEY)
        self._pages = AttachmentDesk(store, written, self.blobs)
        self._documents = DocumentDesk(store, written, clock)
        self._evaluations = EvaluationDesk(store, written, clock)

    def add_page(self, case_id: str, page: int) -> None:
        """A page of a material; the same page may come twice."""
        self._pages.add(self._author, case_id, "CL1", f"page {page}".encode(), "image/jpeg", f"第{page}页")

    def take_out_page(self, case_id: str) -> None:
        """The first page goes, whoever has added it."""
        with self._store.read() as conn:
            first = attachments_of(conn, HALL_ID, case_id)[:1]
        for page in first:
            self._pages.remove(self._author, page.id)

    def print_receipt(self, case_id: str) -> None:
        """The first time, or once more (补打), wherever the first one was printed."""
        with self._store.read() as conn:
            there = receipt_of(conn, HALL_ID, case_id)
        if there is None:
            self._documents.issue_receipt(self._author, case_id, content(1))
        else:
            self._documents.reprint(self._author, there.id, "遗失")

    def rate(self, case_id: str, stars: int | None) -> None:
        """The citizen of a case presses a face, or goes without (None)."""
        with self._store.read() as conn:
            visit = conn.execute(select(cases.c.visit_id).where(cases.c.case_id == case_id)).scalar_one()
        served = Served(visit, case_ids=(case_id,))
        if stars is None:
            self._evaluations.decline(self._author, served)
        else:
            self._evaluations.give(self._author, served, Level.of_stars(stars), Channel.TABLET)

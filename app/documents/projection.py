"""How document events change the rows."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, insert, update

from app.documents.events import DOCUMENT_ISSUED, DOCUMENT_REPRINTED
from app.documents.model import documents
from app.journal.chain import canonical
from app.journal.model import Event, Projections

_reprint = (
    update(documents)
    .where(documents.c.hall_id == bindparam("hall"), documents.c.id == bindparam("document"))
    .values(copies=bindparam("copy"), number=bindparam("newest"))
)


def _issued(conn: Connection, event: Event) -> None:
    payload = event.payload
    row = {
        "hall_id": event.hall_id,
        "id": event.subject_id,
        "case_id": payload["case_id"],
        "type": payload["type"],
        "number": payload["number"],
        "copies": 1,
        "sha256": payload["sha256"],
        "content": canonical(event.private["content"]).decode() if event.private else "",
        "issued_at": event.at,
    }
    conn.execute(insert(documents), row)


def _reprinted(conn: Connection, event: Event) -> None:
    payload = event.payload
    conn.execute(
        _reprint,
        {
            "hall": event.hall_id,
            "document": event.subject_id,
            "copy": payload["copy"],
            "newest": payload["number"],
        },
    )


PROJECTIONS: Projections = {DOCUMENT_ISSUED: _issued, DOCUMENT_REPRINTED: _reprinted}

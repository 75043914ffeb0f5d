"""How document events change the rows."""

from __future__ import annotations

from sqlalchemy import Connection, update

from app.db.dialect import insert_many
from app.documents.events import DOCUMENT_ISSUED, DOCUMENT_REPRINTED
from app.documents.model import documents
from app.journal.chain import canonical
from app.journal.model import Event, Projections
from app.journal.writes import Row, Writes


def _issued(event: Event) -> Row:
    payload = event.payload
    return {
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


def _reprinted(conn: Connection, event: Event) -> None:
    """Two machines may print the same copy: the highest counts, in whatever order they are heard of."""
    copy = event.payload["copy"]
    here = (documents.c.hall_id == event.hall_id, documents.c.id == event.subject_id)
    printed = update(documents).where(*here, documents.c.copies < copy)
    conn.execute(printed.values(copies=copy, number=event.payload["number"]))


PROJECTIONS: Projections = {
    DOCUMENT_ISSUED: Writes((insert_many, documents, _issued)),
    DOCUMENT_REPRINTED: _reprinted,
}

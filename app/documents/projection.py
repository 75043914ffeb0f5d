"""How document events change the rows."""

from __future__ import annotations

from app.db.dialect import insert_many, update_many
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


def _reprinted(event: Event) -> Row:
    payload = event.payload
    return {
        "hall_id": event.hall_id,
        "id": event.subject_id,
        "copies": payload["copy"],
        "number": payload["number"],
    }


PROJECTIONS: Projections = {
    DOCUMENT_ISSUED: Writes((insert_many, documents, _issued)),
    DOCUMENT_REPRINTED: Writes((update_many, documents, _reprinted)),
}

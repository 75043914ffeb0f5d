"""What happens to documents. The content is personal and travels in ``private``; its digest stays."""

from __future__ import annotations

import hashlib
from typing import Any, cast

import msgspec

from app.documents.model import RECEIPT, Imprint, ReceiptContent
from app.journal.chain import canonical
from app.journal.model import Json, NewEvent
from devices.decoding import convert

DOCUMENT_ISSUED = "document.issued"
DOCUMENT_REPRINTED = "document.reprinted"


def document_subject(document_id: str) -> str:
    """The journal subject of a document."""
    return f"document:{document_id}"


def document_issued(document_id: str, case_id: str, content: ReceiptContent, imprint: Imprint) -> NewEvent:
    """A receipt got its number and was given to the printer."""
    stored = content_json(content)
    payload: dict[str, Json] = {
        "case_id": case_id,
        "type": RECEIPT,
        "number": imprint.number,
        "sheets": imprint.sheets,
        "sha256": digest(stored),
    }
    return NewEvent(DOCUMENT_ISSUED, document_subject(document_id), payload, {"content": stored})


def document_reprinted(document_id: str, sha256: str, imprint: Imprint) -> NewEvent:
    """The same content was printed again (补打), marked with its reason."""
    payload: dict[str, Json] = {
        "number": imprint.number,
        "copy": imprint.copy,
        "sheets": imprint.sheets,
        "reason": imprint.reason,
        "sha256": sha256,
    }
    return NewEvent(DOCUMENT_REPRINTED, document_subject(document_id), payload)


def content_json(content: ReceiptContent) -> dict[str, Json]:
    """A content as plain JSON values."""
    return cast(dict[str, Json], msgspec.to_builtins(content))


def content_from(stored: Any) -> ReceiptContent:
    """The content of its JSON values. Raises msgspec.ValidationError."""
    return convert(stored, ReceiptContent)


def digest(stored: dict[str, Json]) -> str:
    """SHA-256 of the canonical JSON, 64 hex characters."""
    return hashlib.sha256(canonical(stored)).hexdigest()

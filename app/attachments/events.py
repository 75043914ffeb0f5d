"""What happens to attachments. Both events commute with everything else that happens to the case."""

from __future__ import annotations

from app.journal.model import Json, NewEvent

ATTACHMENT_ADDED = "case.attachment_added"
ATTACHMENT_REMOVED = "case.attachment_removed"


def attachment_added(
    attachment_id: str, case_id: str, material_code: str, sha256: str, size: int, media_type: str, name: str
) -> NewEvent:
    """A file was added to a material of a case; its bytes follow on their own way."""
    payload: dict[str, Json] = {
        "attachment_id": attachment_id,
        "material_code": material_code,
        "sha256": sha256,
        "size": size,
        "media_type": media_type,
    }
    return NewEvent(ATTACHMENT_ADDED, f"case:{case_id}", payload, {"name": name} if name else None)


def attachment_removed(attachment_id: str, case_id: str) -> NewEvent:
    """A file was taken out of a case again; its bytes stay where they are, unless no case came of it."""
    return NewEvent(ATTACHMENT_REMOVED, f"case:{case_id}", {"attachment_id": attachment_id})

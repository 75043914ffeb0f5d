"""How attachment rows follow from the journal."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from app.attachments.events import ATTACHMENT_ADDED, ATTACHMENT_REMOVED
from app.attachments.model import attachment_names, attachments
from app.journal.model import Event, Projections

_insert = insert(attachments)
_insert_name = insert(attachment_names)
_remove = (
    update(attachments)
    .where(
        attachments.c.hall_id == bindparam("hall"),
        attachments.c.attachment_id == bindparam("which"),
        # Two windows may take it out while they do not hear each other: the earlier instant stands at both.
        or_(attachments.c.removed_at.is_(None), attachments.c.removed_at > bindparam("at")),
    )
    .values(removed_at=bindparam("at"))
)


def _added(conn: Connection, event: Event) -> None:
    row = {
        "hall_id": event.hall_id,
        "case_id": event.subject_id,
        "node": event.node,
        "added_at": event.at,
        **event.payload,
    }
    conn.execute(_insert, row)
    if event.private is not None:
        named = {"hall_id": event.hall_id, "attachment_id": event.payload["attachment_id"]}
        conn.execute(_insert_name, {**named, "name": event.private["name"]})


def _removed(conn: Connection, event: Event) -> None:
    conn.execute(_remove, {"hall": event.hall_id, "which": event.payload["attachment_id"], "at": event.at})


def forget_attachments(conn: Connection, hall_id: str, case_id: str) -> None:
    """Take the attachments of a case out of the tables, for its events to be projected anew."""
    of_case = (attachments.c.hall_id == hall_id, attachments.c.case_id == case_id)
    named = attachment_names.c.attachment_id.in_(select(attachments.c.attachment_id).where(*of_case))
    conn.execute(delete(attachment_names).where(attachment_names.c.hall_id == hall_id, named))
    conn.execute(delete(attachments).where(*of_case))


PROJECTIONS: Projections = {ATTACHMENT_ADDED: _added, ATTACHMENT_REMOVED: _removed}

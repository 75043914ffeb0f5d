"""Reading attachments."""

from __future__ import annotations

from sqlalchemy import Connection, Row, Select, and_, func, select

from app.attachments.model import Attachment, attachment_blobs, attachment_names, attachments
from app.sync.wire import MissingBlob

_arrived = and_(
    attachment_blobs.c.hall_id == attachments.c.hall_id, attachment_blobs.c.sha256 == attachments.c.sha256
)


def attachments_of(conn: Connection, hall_id: str, case_id: str) -> tuple[Attachment, ...]:
    """The files of a case that were not removed, in the order in which they were added."""
    here = _whole().where(attachments.c.hall_id == hall_id, attachments.c.case_id == case_id)
    rows = conn.execute(here.where(attachments.c.removed_at.is_(None)).order_by(attachments.c.attachment_id))
    return tuple(_attachment(row) for row in rows)


def attachment(conn: Connection, hall_id: str, attachment_id: str) -> Attachment | None:
    """One file, removed or not."""
    here = _whole().where(attachments.c.hall_id == hall_id, attachments.c.attachment_id == attachment_id)
    row = conn.execute(here).first()
    return _attachment(row) if row else None


def missing(conn: Connection, hall_id: str, node: str, after: str = "", most: int = 500) -> list[MissingBlob]:
    """Blobs that are announced and have not arrived, the oldest first, after an attachment's id; those that
    ``node`` announced, or with an empty ``node`` those of everybody."""
    wanted = (
        select(attachments.c.attachment_id, attachments.c.sha256, attachments.c.size)
        .outerjoin(attachment_blobs, _arrived)
        .where(
            attachments.c.hall_id == hall_id,
            attachments.c.attachment_id > after,
            attachments.c.removed_at.is_(None),
            attachment_blobs.c.sha256.is_(None),
            *([attachments.c.node == node] if node else []),
        )
        .order_by(attachments.c.attachment_id)
        .limit(most)
    )
    return [MissingBlob(*row) for row in conn.execute(wanted)]


def waiting_of(conn: Connection, hall_id: str, node: str) -> dict[str, tuple[int, int]]:
    """By case: how many of the files that ``node`` added have not arrived, and their bytes."""
    found = (
        select(attachments.c.case_id, func.count(), func.sum(attachments.c.size))
        .outerjoin(attachment_blobs, _arrived)
        .where(
            attachments.c.hall_id == hall_id,
            attachments.c.node == node,
            attachments.c.removed_at.is_(None),
            attachment_blobs.c.sha256.is_(None),
        )
        .group_by(attachments.c.case_id)
    )
    return {case_id: (count, size) for case_id, count, size in conn.execute(found)}


def announced(conn: Connection, hall_id: str, sha256: str, size: int | None = None) -> bool:
    """Whether some attachment of the hall names a blob of this digest, and of this size if one is given."""
    named = select(attachments.c.size).where(attachments.c.hall_id == hall_id, attachments.c.sha256 == sha256)
    if size is not None:
        named = named.where(attachments.c.size == size)
    return conn.execute(named.limit(1)).first() is not None


def _whole() -> Select[tuple[object, ...]]:
    return (
        select(attachments, attachment_names.c.name, attachment_blobs.c.stored_at)
        .outerjoin(
            attachment_names,
            and_(
                attachment_names.c.hall_id == attachments.c.hall_id,
                attachment_names.c.attachment_id == attachments.c.attachment_id,
            ),
        )
        .outerjoin(attachment_blobs, _arrived)
    )


def _attachment(row: Row[tuple[object, ...]]) -> Attachment:
    return Attachment(
        row.attachment_id,
        row.case_id,
        row.material_code,
        row.sha256,
        row.size,
        row.media_type,
        row.name or "",
        row.stored_at is not None,
    )

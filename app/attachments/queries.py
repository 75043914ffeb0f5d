"""Reading attachments."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, Row, Select, and_, case, func, literal, select

from app.attachments.events import ATTACHMENT_ADDED
from app.attachments.model import Attachment, attachment_blobs, attachment_names, attachments
from app.cases.events import CASE_RECEIVED
from app.cases.queries import load_open_visit
from app.journal.model import excerpts, journal
from app.sync.wire import MissingBlob

_PAGE = 500
_received = (
    select(journal.c.id)
    .where(
        journal.c.hall_id == attachments.c.hall_id,
        journal.c.subject == literal("case:").concat(attachments.c.case_id),
        journal.c.kind == CASE_RECEIVED,
    )
    .exists()
)
"""The case of a file was received, whatever became of it since."""
_from_elsewhere = (
    select(excerpts.c.event_id)
    .join(journal, and_(journal.c.hall_id == excerpts.c.hall_id, journal.c.id == excerpts.c.event_id))
    .where(
        journal.c.hall_id == attachments.c.hall_id,
        journal.c.subject == literal("case:").concat(attachments.c.case_id),
        journal.c.kind == ATTACHMENT_ADDED,
        journal.c.at == attachments.c.added_at,
    )
    .exists()
)
"""It was added at another machine, which may be the same node: its disk and this one are copies."""
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


def missing(conn: Connection, hall_id: str, node: str, after: str = "") -> list[MissingBlob]:
    """Blobs that are announced and have not arrived, the oldest first, after an attachment's id, a page of
    them; those that ``node`` announced, or with an empty ``node`` those of everybody."""
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
        .limit(_PAGE)
    )
    return [MissingBlob(*row) for row in conn.execute(wanted)]


def waiting_of(conn: Connection, hall_id: str, node: str) -> dict[str, tuple[int, int]]:
    """By case: how many of the files that ``node`` added here have not arrived, and their bytes."""
    found = (
        select(attachments.c.case_id, func.count(), func.sum(attachments.c.size))
        .outerjoin(attachment_blobs, _arrived)
        .where(
            attachments.c.hall_id == hall_id,
            attachments.c.node == node,
            attachments.c.removed_at.is_(None),
            attachment_blobs.c.sha256.is_(None),
            ~_from_elsewhere,
        )
        .group_by(attachments.c.case_id)
    )
    return {case_id: (count, size) for case_id, count, size in conn.execute(found)}


def held_back(conn: Connection, hall_id: str, node: str) -> frozenset[str]:
    """Digests of what ``node`` added and must not send: files of items that were not received as cases. They
    lie on the desk, or were taken off it."""
    found = (
        select(attachments.c.sha256)
        .outerjoin(attachment_blobs, _arrived)
        .where(
            attachments.c.hall_id == hall_id, attachments.c.node == node, attachment_blobs.c.sha256.is_(None)
        )
        .group_by(attachments.c.sha256)
        .having(func.max(case((_received, 1), else_=0)) == 0)
    )
    return frozenset(conn.execute(found).scalars())


def dropped(conn: Connection, hall_id: str, node: str) -> tuple[Attachment, ...]:
    """Files that ``node`` added here to items that were taken off the desk (删去的事项): no case came of
    them, and they are not in the visit in work."""
    visit = load_open_visit(conn, hall_id)
    here = _whole().where(
        attachments.c.hall_id == hall_id,
        attachments.c.node == node,
        attachments.c.removed_at.is_(None),
        attachments.c.case_id.not_in([draft.case_id for draft in visit.drafts] if visit else []),
        ~_received,
        ~_from_elsewhere,
    )
    return tuple(_attachment(row) for row in conn.execute(here))


def digests_of(conn: Connection, hall_id: str, case_ids: Collection[str]) -> frozenset[str]:
    """Digests of all files that were ever in these cases, and in no other."""
    of_hall = attachments.c.hall_id == hall_id
    theirs = select(attachments.c.sha256).where(of_hall, attachments.c.case_id.in_(case_ids))
    elsewhere = select(attachments.c.sha256).where(of_hall, attachments.c.case_id.not_in(case_ids))
    return frozenset(conn.execute(theirs.except_(elsewhere)).scalars())


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

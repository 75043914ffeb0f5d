"""Tables and value types of attachments (附件).

An attachment is two things: a row of the journal that says what was added to which case, and a blob, known by
the SHA-256 of its bytes. The row travels first and the blob follows, so a case may be finished before.
"""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import Column, Index, Integer, String, Table

from app.db.base import hall_key, id_key, instant, metadata

MEDIA_TYPES = ("application/pdf", "image/jpeg", "image/png")
"""What document cameras, scanners and phones deliver."""

LARGEST_BYTES = 200 << 20
"""The largest blob: a file of some hundred scanned pages."""

attachments = Table(
    "attachments",
    metadata,
    hall_key(),
    id_key("attachment_id"),
    Column("case_id", String(64), nullable=False),
    Column("material_code", String(64), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("media_type", String(64), nullable=False),
    Column("node", String(64), nullable=False),
    instant("added_at"),
    instant("removed_at", nullable=True),
    Index("ix_attachments_hall_id_case_id", "hall_id", "case_id"),
    Index("ix_attachments_hall_id_sha256", "hall_id", "sha256"),
)
"""``node``: where it was added, hence which machine has the blob. ``size`` in bytes."""

attachment_names = Table(
    "attachment_names",
    metadata,
    hall_key(),
    id_key("attachment_id"),
    Column("name", String(256), nullable=False),
)
"""Names of files: people put their own names into them, so they stand apart and may be erased."""

attachment_blobs = Table(
    "attachment_blobs",
    metadata,
    hall_key(),
    id_key("sha256"),
    instant("stored_at"),
)
"""Blobs that have arrived: on a hub those that it holds, on a window those that its hub holds. What does not
stand here is still on its way. Not part of any replay."""

PROJECTED = (attachments, attachment_names)
"""What a replay of the journal must reproduce."""


class Attachment(Struct, frozen=True):
    """One file of a case. ``size`` in bytes; ``name`` is personal, empty when unknown or erased;
    ``arrived``: the hub has the blob."""

    id: str
    case_id: str
    material_code: str
    sha256: str
    size: int
    media_type: str
    name: str
    arrived: bool

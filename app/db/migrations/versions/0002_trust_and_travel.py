"""Devices that must be known, journals that travel on, a hall that works without its hub."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Bring the tables here from the revision before."""
    _sync()
    _trust()
    _queue()
    _attachments()
    _upstream()
    _devices()


def _sync() -> None:
    """Conflicts, settlements, cursors of what was pulled."""
    op.add_column("journal", sa.Column("doubled", sa.Integer(), nullable=False, server_default="0"))
    op.drop_index("uq_journal_hall_id_id", "journal")
    op.create_index("uq_journal_hall_id_id", "journal", ["hall_id", "id", "doubled"], unique=True)
    op.add_column("hub_identity", sa.Column("lineage", sa.String(64), nullable=False, server_default=""))
    op.add_column("quarantine", sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("quarantine", sa.Column("schema", sa.Integer(), nullable=False, server_default="0"))


def _trust() -> None:
    """Devices, their keys and enrolment codes."""


def _queue() -> None:
    """Escrow, number blocks, merges after an outage."""


def _attachments() -> None:
    """Files that belong to cases."""
    op.create_table(
        "attachments",
        sa.Column("hall_id", sa.String(length=64), nullable=False),
        sa.Column("attachment_id", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("material_code", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=64), nullable=False),
        sa.Column("node", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.String(length=27), nullable=False),
        sa.Column("removed_at", sa.String(length=27), nullable=True),
        sa.PrimaryKeyConstraint("hall_id", "attachment_id", name=op.f("pk_attachments")),
    )
    op.create_index("ix_attachments_hall_id_case_id", "attachments", ["hall_id", "case_id"])
    op.create_index("ix_attachments_hall_id_sha256", "attachments", ["hall_id", "sha256"])
    op.create_table(
        "attachment_names",
        sa.Column("hall_id", sa.String(length=64), nullable=False),
        sa.Column("attachment_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=256), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "attachment_id", name=op.f("pk_attachment_names")),
    )
    op.create_table(
        "attachment_blobs",
        sa.Column("hall_id", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("stored_at", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "sha256", name=op.f("pk_attachment_blobs")),
    )


def _upstream() -> None:
    """Whose turn it is to upload to the centre; the bundles it sent, and the key that they must bear."""
    op.create_table(
        "hub_turns",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_hub_turns")),
    )
    op.create_table(
        "hub_bundles",
        sa.Column("hall_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "kind", "version", name=op.f("pk_hub_bundles")),
    )
    op.create_table(
        "hub_bundle_key",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_hub_bundle_key")),
    )


def _devices() -> None:
    """What devices of a window must remember."""

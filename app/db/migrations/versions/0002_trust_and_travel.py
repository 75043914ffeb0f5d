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
    op.add_column("journal", sa.Column("schema", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("journal", sa.Column("clock_offset_s", sa.Integer(), nullable=False, server_default="0"))
    op.drop_index("uq_journal_hall_id_id", "journal")
    op.create_index("uq_journal_hall_id_id", "journal", ["hall_id", "id", "doubled"], unique=True)
    op.add_column("hub_identity", sa.Column("lineage", sa.String(64), nullable=False, server_default=""))
    op.add_column("hub_identity", sa.Column("trust", sa.String(64), nullable=False, server_default=""))
    op.add_column("hub_identity", sa.Column("doubted_at", sa.String(27), nullable=False, server_default=""))
    op.add_column("quarantine", sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("quarantine", sa.Column("fed", sa.Integer(), nullable=False, server_default="0"))
    feed = ("ix_hall_feed_hall_id_event_id", "hall_feed", ["hall_id", "event_id"])
    op.create_index(*feed, postgresql_using="brin")
    _window_side()


def _window_side() -> None:
    """What a window remembers of its hub, and what came from other windows."""
    op.add_column("sync_unsettled", sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("sync_unsettled", sa.Column("since", sa.String(27), nullable=False, server_default=""))
    op.add_column("sync_unsettled", sa.Column("settled_at", sa.String(27), nullable=False, server_default=""))
    op.create_table(
        "sync_cursor",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("hub_epoch", sa.String(64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", name="pk_sync_cursor"),
    )
    op.create_table(
        "sync_reconciliations",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("hub_epoch", sa.String(64), nullable=False),
        sa.Column("chains", sa.Integer(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("differences", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "at", name="pk_sync_reconciliations"),
    )
    op.create_table(
        "journal_excerpts",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("event_id", sa.String(64), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("after_incarnation", sa.String(64), nullable=False),
        sa.Column("after_seq", sa.Integer(), nullable=False),
        sa.Column("refused", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "event_id", name="pk_journal_excerpts"),
    )
    op.add_column("case_people", sa.Column("mail_address", sa.Text(), nullable=False, server_default=""))
    op.add_column("evaluations", sa.Column("precedence", sa.String(40), nullable=False, server_default=""))
    rank, level = "CASE WHEN level IS NULL THEN '1 ' ELSE '0 ' END", "COALESCE(level, 0)"
    op.execute(f"UPDATE evaluations SET precedence = {rank} || at || ' ' || {level}")
    op.create_table(
        "case_notes",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("event_id", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "event_id", name="pk_case_notes"),
    )
    op.create_index("ix_case_notes_hall_id_case_id", "case_notes", ["hall_id", "case_id"])


def _trust() -> None:
    """Devices, their keys and enrolment codes."""
    op.create_table(
        "hub_devices",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("halls", sa.Text(), nullable=False),
        sa.Column("window", sa.String(64), nullable=False),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("public_key", sa.String(64), nullable=False),
        sa.Column("node", sa.String(64), nullable=False),
        sa.Column("enrolled_at", sa.String(27), nullable=False),
        sa.Column("last_seen", sa.String(27), nullable=False),
        sa.Column("revoked_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hub_devices"),
    )
    op.create_index("ix_hub_devices_node", "hub_devices", ["node"])
    op.create_table(
        "hub_enrolments",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("halls", sa.Text(), nullable=False),
        sa.Column("window", sa.String(64), nullable=False),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("expires_at", sa.String(27), nullable=False),
        sa.Column("used_at", sa.String(27), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_hub_enrolments"),
    )
    op.create_table(
        "hub_wrong_codes",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("origin", sa.String(64), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hub_wrong_codes"),
    )
    op.create_index("ix_hub_wrong_codes_origin_at", "hub_wrong_codes", ["origin", "at"])


def _queue() -> None:
    """Escrow, number blocks, merges after an outage."""
    op.add_column("tickets", sa.Column("owner", sa.String(64), nullable=False, server_default=""))
    op.add_column("tickets", sa.Column("epoch", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("tickets", sa.Column("demanded", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("ticket_windows", sa.Column("zones", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("ticket_windows", sa.Column("open_on", sa.String(10), nullable=False, server_default=""))
    op.create_table(
        "ticket_aliases",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("alias", sa.String(64), nullable=False),
        sa.Column("ticket_id", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "alias", name="pk_ticket_aliases"),
    )
    op.create_table(
        "ticket_strays",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("event_id", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(128), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "event_id", name="pk_ticket_strays"),
    )
    op.create_table(
        "ticket_doubles",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("business_day", sa.String(10), nullable=False),
        sa.Column("number", sa.String(16), nullable=False),
        sa.Column("second", sa.String(64), nullable=False),
        sa.Column("first", sa.String(64), nullable=False),
        sa.Column("ticket_id", sa.String(64), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "business_day", "number", "second", name="pk_ticket_doubles"),
    )
    op.create_table(
        "ticket_blocks",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("business_day", sa.String(10), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.String(8), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("windows", sa.Text(), nullable=False),
        sa.Column("holder", sa.String(64), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("life", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "business_day", "zone", "first", name="pk_ticket_blocks"),
    )


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
    """How far the centre has acknowledged; the bundles it sent, and the key that they must bear."""
    op.create_table(
        "hub_upstream",
        sa.Column("hall_id", sa.String(length=64), nullable=False),
        sa.Column("feed_seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", name=op.f("pk_hub_upstream")),
    )
    op.create_table(
        "hub_bundles",
        sa.Column("hall_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
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

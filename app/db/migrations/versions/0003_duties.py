"""Who is on duty at a window."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Bring the tables here from the revision before."""
    op.create_table(
        "duties",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("duty_id", sa.String(64), nullable=False),
        sa.Column("window", sa.String(64), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("signed_in", sa.String(16), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("begun_at", sa.String(27), nullable=False),
        sa.Column("ended_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "duty_id", name="pk_duties"),
    )
    op.create_index("ix_duties_hall_id_day_window", "duties", ["hall_id", "day", "window"])

"""${message.capitalize()}."""

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Bring the tables here from the revision before."""
    ${upgrades if upgrades else "pass"}

"""Devices that must be known, journals that travel on, a hall that works without its hub."""

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


def _trust() -> None:
    """Devices, their keys and enrolment codes."""


def _queue() -> None:
    """Escrow, number blocks, merges after an outage."""


def _attachments() -> None:
    """Files that belong to cases."""


def _upstream() -> None:
    """How far a centre has acknowledged; the bundles it sent."""


def _devices() -> None:
    """What devices of a window must remember."""

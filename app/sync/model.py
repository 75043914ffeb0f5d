"""Tables and events of the window's side of sync."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from msgspec import Struct
from sqlalchemy import Column, Integer, String, Table

from app.core.errors import Refused
from app.db.base import hall_key, id_key, instant, metadata
from app.sync.wire import BundleKind

sync_progress = Table(
    "sync_progress",
    metadata,
    hall_key(),
    Column("node", String(64), primary_key=True),
    Column("incarnation", String(64), primary_key=True),
    Column("acked_seq", Integer, nullable=False),
    Column("hub_epoch", String(64), nullable=False),
    instant("last_success"),
)
"""How far the hub has acknowledged each own chain, and in which epoch of its database."""

sync_unsettled = Table(
    "sync_unsettled",
    metadata,
    hall_key(),
    id_key("event_id"),
    Column("status", String(16), nullable=False),
    Column("code", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    instant("since"),
    instant("settled_at"),
)
"""Own events that the hub keeps but did not apply: its answer, and where the subject stood at the hub
(``version``). A row whose ``settled_at`` is not empty waits for nobody any more, but stays: what was answered
``conflict`` does not count in a replay either."""

NOT_COUNTED = ("conflict", "dropped", "withdrawn")
"""What may be the ``status`` of an own event that changes nothing here any more: the hub's answer, what an
administrator decided (作废), what the clerk decided (撤回)."""

sync_cursor = Table(
    "sync_cursor",
    metadata,
    hall_key(),
    Column("hub_epoch", String(64), nullable=False),
    Column("seq", Integer, nullable=False),
)
"""How far the hall's feed was read, moved in the transaction that keeps the rows."""

sync_reconciliations = Table(
    "sync_reconciliations",
    metadata,
    hall_key(),
    Column("at", String(27), primary_key=True),
    Column("hub_epoch", String(64), nullable=False),
    Column("chains", Integer, nullable=False),
    Column("events", Integer, nullable=False),
    Column("differences", Integer, nullable=False),
)
"""Results of the daily reconciliation (对账): events that the hub had acknowledged, and days on which it did
not have them all (``differences``; they were offered again)."""

MISFITS = ("sync.hub_too_old", "sync.hub_too_new")
"""Problems beside which everything is sent all the same: hub and window are of different times."""

CLOCK_LIMIT_S = 120.0
"""A clock that is further away from the hub's is marked; nothing is refused for it."""


class SyncStatus(Struct, frozen=True):
    """How the upload stands (同步状态). Published on the event bus whenever it changes.

    ``pending`` events are not acknowledged yet, ``uploading`` of them are on their way now; ``failed`` are
    kept by the hub but not applied, and ``conflicts`` of these wait for a decision of the clerk. ``problem``
    is the code of what keeps the upload from going on, or of what is wrong while it goes on (``goes_on``), or
    "", with its facts. ``clock_offset_s``: hub's time minus this machine's, at the last contact.
    ``reconciled_at`` and ``differences``: see ``sync_reconciliations``. ``since``: when the hub came or went;
    ``retry_at``: when it is asked again, while it does not answer.
    """

    online: bool = False
    pending: int = 0
    uploading: int = 0
    last_success: datetime | None = None
    failed: int = 0
    conflicts: int = 0
    problem: str = ""
    problem_facts: tuple[tuple[str, object], ...] = ()
    clock_offset_s: float = 0.0
    reconciled_at: datetime | None = None
    differences: int = 0
    since: datetime | None = None
    retry_at: datetime | None = None

    @property
    def goes_on(self) -> bool:
        """Whether the upload goes on beside the ``problem``, or there is none."""
        return self.problem in ("", *MISFITS)

    @property
    def clock_wrong(self) -> bool:
        """Whether this machine's clock is so far from the hub's that people should know."""
        return abs(self.clock_offset_s) > CLOCK_LIMIT_S


class Room(StrEnum):
    """How much room the disk has for attachments: enough, below 5 GB, below 1 GB (nothing new is taken)."""

    ENOUGH = "enough"
    LOW = "low"
    NONE = "none"


class AttachmentProgress(Struct, frozen=True):
    """How the upload of attachments (附件) stands: ``waiting`` blobs, of the present one ``sent`` of ``size``
    bytes. Published with every portion, and with 0 at the end. ``room``: of this machine's disk."""

    waiting: int
    sent: int
    size: int
    room: Room


class ContentChanged(Struct, frozen=True):
    """Another bundle is in force now: it arrived, or its day has come. ``versions`` by kind."""

    versions: Mapping[BundleKind, int]


class ContentRefused(Struct, frozen=True):
    """A bundle that came down is not taken over; what was in force stays so."""

    why: Refused


class HubReachable(Struct, frozen=True):
    """The live connection stands or fell. Published when that changes, and at every heartbeat while it
    stands (at least every ``wire.HEARTBEAT_S``)."""

    reachable: bool


class HallSnapshot(Struct, frozen=True):
    """The hall's queue from the hub, whole: forget what was known and start from this."""

    hall_id: str
    snapshot: Mapping[str, Any]


class HallEvents(Struct, frozen=True):
    """Rows of the hall's feed, in order, following what was published before."""

    hall_id: str
    rows: tuple[Mapping[str, Any], ...]


class CaughtUp(Struct, frozen=True):
    """This program was updated: so many ``events`` of others that could only be kept before are applied."""

    events: int


class LifeRenewed(Struct, frozen=True):
    """The disk was rolled back or cloned; the journal goes on in another life (incarnation)."""

    incarnation: str

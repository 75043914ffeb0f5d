"""Tables and events of the window's side of sync."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Integer, String, Table

from app.db.base import hall_key, id_key, instant, metadata

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
)
"""Own events that the hub keeps but could not apply."""


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """How the upload stands (同步状态). Published on the event bus whenever it changes.

    ``pending`` events are not acknowledged yet, ``uploading`` of them are on their way now; ``failed`` are
    kept by the hub but not applied. ``problem`` is the code of what keeps the upload from going on, or "".
    """

    online: bool = False
    pending: int = 0
    uploading: int = 0
    last_success: datetime | None = None
    failed: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class HubReachable:
    """The live connection stands or fell. Published when that changes, and at every heartbeat while it
    stands (at least every ``wire.HEARTBEAT_S``)."""

    reachable: bool


@dataclass(frozen=True, slots=True)
class HallSnapshot:
    """The hall's queue from the hub, whole: forget what was known and start from this."""

    hall_id: str
    snapshot: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class HallEvents:
    """Rows of the hall's feed, in order, following what was published before."""

    hall_id: str
    rows: tuple[Mapping[str, Any], ...]

"""What the hall screen shows, as one frozen value."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from app.tickets.board import Call


class ZoneWaiting(Struct, frozen=True):
    """How many people wait in a zone (功能区)."""

    zone: str
    people: int


class HallState(Struct, frozen=True):
    """The whole screen. Instants are hall time; zones (功能区) stand here by name.

    ``now``: to the minute. ``card``: the one call shown large; ``lit`` inverts it and ``pulse`` is the
    bright half of a pulse. ``rows``: the other calls, newest first. ``turn`` counts pages of eight seconds.
    ``cut_off``: the hub has been silent too long; ``updated_at``: its last sign, None when there was none.
    ``shift``: by how many pixels the picture is moved against burn-in.
    """

    hall_name: str
    now: datetime
    card: Call | None = None
    lit: bool = False
    pulse: bool = False
    rows: tuple[Call, ...] = ()
    waiting: tuple[ZoneWaiting, ...] = ()
    notices: tuple[str, ...] = ()
    turn: int = 0
    cut_off: bool = False
    updated_at: datetime | None = None
    shift: tuple[int, int] = (0, 0)

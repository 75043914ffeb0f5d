"""What the ticket machine shows, as one frozen value."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from app.core.errors import AppError


class Phase(StrEnum):
    """What stands on the screen: the zones, waiting for a number, the number, why there is none, closed."""

    HOME = "home"
    TAKING = "taking"
    GIVEN = "given"
    REFUSED = "refused"
    CLOSED = "closed"


class Paper(StrEnum):
    """How the slip of a number stands. ``NOTE``: there is none, the citizen notes the number (记下号码)."""

    PRINTING = "printing"
    PRINTED = "printed"
    NOTE = "note"


class Tile(Struct, frozen=True):
    """One zone (功能区) to choose by touch or by its digit. ``waiting``: people; None: not known."""

    digit: int
    zone: str
    name: str
    waiting: int | None = None


class Given(Struct, frozen=True):
    """The number that was just given. ``zone`` is the zone's name, ``window`` is empty when the hub decides,
    ``ahead`` is None when nobody knows."""

    ticket_id: str
    number: str
    zone: str
    window: str = ""
    ahead: int | None = None
    paper: Paper = Paper.PRINTING


class KioskState(Struct, frozen=True):
    """The whole screen. ``now`` is hall time, to the minute.

    ``large``: 大字版. ``cut_off``: the hub is gone; ``without_paper``: the printer cannot print;
    ``paper_low``: it can, and its roll is near its end.
    ``hours``: when numbers are given, ``08:30-12:00``; empty: always.
    """

    hall_name: str
    now: datetime
    tiles: tuple[Tile, ...] = ()
    phase: Phase = Phase.HOME
    large: bool = False
    cut_off: bool = False
    without_paper: bool = False
    paper_low: bool = False
    given: Given | None = None
    refusal: AppError | None = None
    hours: tuple[str, ...] = ()

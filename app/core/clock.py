"""Time, injected: nothing else in the program asks the system for it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

HALL_ZONE = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has one legal time zone (北京时间), without summer time since 1991; all days are counted in it."""


class Clock(Protocol):
    """Gives the present instant."""

    def now(self) -> datetime:
        """The present, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present, aware, in UTC."""
        return datetime.now(UTC)


class ManualClock:
    """A clock that stands still until it is moved; for tests and scripted runs."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        """The instant it was set to."""
        return self._at

    def advance(self, by: timedelta) -> None:
        """Move on by a span (negative: back, as a wrong clock does)."""
        self._at += by


def business_day(at: datetime) -> date:
    """The business day (营业日) of an instant: its calendar date in the hall's zone."""
    return at.astimezone(HALL_ZONE).date()


def share_of_day(at: datetime) -> float:
    """How much of its business day is over at an instant, from 0 to 1."""
    here = at.astimezone(HALL_ZONE)
    return (here - here.replace(hour=0, minute=0, second=0, microsecond=0)) / timedelta(days=1)


def to_text(at: datetime) -> str:
    """An instant as the fixed-width UTC text used in the journal: ``2026-07-04T01:42:07.123456Z``."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def from_text(text: str) -> datetime:
    """The instant of a journal text. Raises ValueError on any other form."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)

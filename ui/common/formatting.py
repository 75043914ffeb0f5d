"""Times as they stand on the screen, in the hall's zone."""

from __future__ import annotations

from datetime import datetime

from app.core.clock import HALL_ZONE


def clock_time(at: datetime) -> str:
    """The time of day, ``09:42``."""
    return at.astimezone(HALL_ZONE).strftime("%H:%M")


def clock_seconds(at: datetime) -> str:
    """The time of day with seconds, ``09:42:07``."""
    return at.astimezone(HALL_ZONE).strftime("%H:%M:%S")


def elapsed(since: datetime, now: datetime) -> str:
    """A span as ``06:18`` or ``1:02:09``; a clock that was set back shows ``00:00``."""
    seconds = max(0, int((now - since).total_seconds()))
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60:02}:{rest % 60:02}"


def seconds_until(until: datetime, now: datetime) -> int:
    """Whole seconds left, never negative."""
    return max(0, round((until - now).total_seconds()))


def minutes_since(since: datetime, now: datetime) -> int:
    """Whole minutes passed, never negative."""
    return max(0, int((now - since).total_seconds()) // 60)

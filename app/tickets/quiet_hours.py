"""Hours in which the hall's voice is silent (静音时段), such as a lunch break. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from app.core.clock import HALL_ZONE


def is_quiet(now: datetime, hours: Iterable[str]) -> bool:
    """Whether ``now`` lies in one of the hours, each ``12:00-13:30`` in the hall's time, the end excluded.

    One that ends before it begins goes over midnight.
    """
    at = f"{now.astimezone(HALL_ZONE):%H:%M}"
    return any(_within(at, *each.split("-")) for each in hours)


def _within(at: str, begin: str, end: str) -> bool:
    return begin <= at < end if begin <= end else at >= begin or at < end

"""Quiet hours, in the hall's time, also over midnight."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from app.config.schema import HallVoice
from app.tickets.quiet_hours import is_quiet


@pytest.mark.parametrize(
    ("at", "quiet"),
    [("03:59", False), ("04:00", True), ("05:29", True), ("05:30", False), ("14:00", True), ("23:59", False)],
)
def test_the_end_is_no_longer_quiet(at: str, quiet: bool) -> None:
    # the hall is eight hours ahead of UTC
    now = datetime.fromisoformat(f"2026-07-06T{at}").replace(tzinfo=UTC)
    assert is_quiet(now, ("12:00-13:30", "22:00-06:00")) is quiet


def test_without_hours_nothing_is_quiet() -> None:
    assert not is_quiet(datetime(2026, 7, 6, tzinfo=UTC), ())


@pytest.mark.parametrize("hours", ["12-13", "25:00-26:00", "12:60-13:00", "12:00", "12:00-13:00\n"])
def test_hours_that_are_none_are_refused_in_the_settings(hours: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"quiet": [hours]}, HallVoice)

"""Days are those of the hall, whatever zone the machine is in."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.clock import business_day, from_text, share_of_day, to_text


@pytest.mark.parametrize(
    ("at", "day", "over"),
    [
        ("2026-07-05T16:00:00.000000Z", date(2026, 7, 6), 0.0),
        ("2026-07-06T04:00:00.000000Z", date(2026, 7, 6), 0.5),
        ("2026-07-06T15:59:59.999999Z", date(2026, 7, 6), 1.0),
        ("2026-07-06T16:00:00.000000Z", date(2026, 7, 7), 0.0),
    ],
)
def test_a_day_goes_from_midnight_to_midnight_in_the_hall(at: str, day: date, over: float) -> None:
    instant = from_text(at)
    assert business_day(instant) == day
    assert share_of_day(instant) == pytest.approx(over)
    assert to_text(instant) == at

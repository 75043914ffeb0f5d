"""The colours of a deadline."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workdays.deadline import due
from app.workdays.load import shipped_calendar
from app.workdays.urgency import Urgency, urgency

CALENDAR = shipped_calendar()
ORDER = list(Urgency)


@pytest.mark.parametrize(
    ("workdays", "today", "expected"),
    [
        (10, "2026-03-02", Urgency.CALM),
        (10, "2026-03-11", Urgency.CALM),  # 3 of 10 left
        (10, "2026-03-12", Urgency.NEAR),  # 2 left, over a weekend
        (20, "2026-03-24", Urgency.NEAR),  # 4 of 20 left: a fifth
        (20, "2026-03-23", Urgency.CALM),
        (10, "2026-03-16", Urgency.LAST_DAY),
        (10, "2026-03-17", Urgency.OVERDUE),
        (0, "2026-03-02", Urgency.LAST_DAY),
    ],
)
def test_the_colour_of_a_case_received_on_2_march(workdays: int, today: str, expected: Urgency) -> None:
    last = due(date(2026, 3, 2), workdays, [], 0, CALENDAR)
    assert urgency(date.fromisoformat(today), last, CALENDAR) is expected


@given(st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.integers(0, 60), st.integers(0, 120))
def test_a_deadline_never_becomes_less_urgent(received: date, workdays: int, later: int) -> None:
    last = due(received, workdays, [], 0, CALENDAR)
    today = urgency(received + timedelta(later), last, CALENDAR)
    tomorrow = urgency(received + timedelta(later + 1), last, CALENDAR)
    assert ORDER.index(tomorrow) >= ORDER.index(today)

"""How near a due day is (临近超期提醒), for lists, boards and alerts."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from app.workdays.calendar import WorkCalendar
from app.workdays.deadline import Due

NEAR_WORKDAYS = 2
NEAR_SHARE = 0.2


class Urgency(StrEnum):
    """The colour of a deadline."""

    CALM = "calm"
    """Green."""
    NEAR = "near"
    """Yellow: at most NEAR_WORKDAYS working days, or at most NEAR_SHARE of the period, are left."""
    LAST_DAY = "last_day"
    """Orange: due today."""
    OVERDUE = "overdue"
    """Red."""


def urgency(today: date, due: Due, calendar: WorkCalendar) -> Urgency:
    """The colour of ``due`` as seen on ``today``."""
    if today >= due.date:
        return Urgency.OVERDUE if today > due.date else Urgency.LAST_DAY
    left = calendar.workdays_between(today, due.date)
    whole = calendar.workdays_between(due.acceptance_day, due.date)
    return Urgency.NEAR if left <= max(NEAR_WORKDAYS, NEAR_SHARE * whole) else Urgency.CALM

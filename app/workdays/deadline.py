"""Deadline arithmetic (期限计算), pure.

Working-day periods: 行政许可法 art.82. The day of acceptance is not counted: 民法典 art.201. A natural-day
period that ends on a day off moves to the next working day: 民法典 art.203. Time of hearing, inspection,
expert review and the like is excluded: 行政许可法 art.45. Extension: art.42.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from app.core.errors import RuleViolation
from app.workdays.calendar import WorkCalendar

Day = date
"""The type under a name that the field ``Due.date`` does not hide."""
OFFICE_HOURS = 8
"""Office hours (办公小时) of a working day, for limits given in hours."""


class LimitUnit(StrEnum):
    """What a limit counts."""

    ON_THE_SPOT = "on_the_spot"
    """当场"""
    HOUR = "hour"
    """办公小时"""
    WORKDAY = "workday"
    """工作日"""
    NATURAL_DAY = "natural_day"
    """自然日"""


class Limit(Struct, frozen=True):
    """A time limit (时限), statutory or promised. ``value`` is 0 for 当场."""

    value: int
    unit: LimitUnit

    @property
    def nominal_workdays(self) -> float:
        """Length in working days for comparing and for indicators only: 7 natural days are 5."""
        scale = {LimitUnit.ON_THE_SPOT: 0.0, LimitUnit.HOUR: 1 / OFFICE_HOURS, LimitUnit.NATURAL_DAY: 5 / 7}
        return self.value * scale.get(self.unit, 1.0)


class Suspension(Struct, frozen=True):
    """A stopped clock (挂起, 特别程序): days d with ``start`` < d <= ``resume`` are excluded."""

    start: date
    resume: date


class Due(Struct, frozen=True):
    """A last day; its end is the close of business.

    ``provisional`` (暂估): a calendar year it crosses is not official yet, compute it again later.
    ``acceptance_day``: the day that counts as accepted, the next working day after an intake on a day off.
    """

    date: Day
    provisional: bool
    acceptance_day: Day


class Clocks(Struct, frozen=True):
    """The two clocks of a case, side by side and with the same exclusions."""

    promised: Due
    statutory: Due


def due(
    received: date, workdays: int, suspensions: Iterable[Suspension], extension: int, calendar: WorkCalendar
) -> Due:
    """The last day of a period of working days.

    ``received`` is the day of acceptance; after a correction (补正), the day on which all supplements were
    in. ``extension`` adds working days. A suspension moves the last day only if it starts no later than
    that day: one that starts afterwards cannot revive an overdue case.

    Raises RuleViolation ``workdays.out_of_range`` or ``workdays.suspension_reversed``.
    """
    acceptance = calendar.workday_from(received)
    last = calendar.add_workdays(calendar.add_workdays(acceptance, workdays), extension)
    for each in merged(suspensions):
        if each.start <= last:
            excluded = calendar.workdays_between(max(each.start, acceptance), each.resume)
            last = calendar.add_workdays(last, excluded)
    return Due(last, calendar.is_provisional(received, last), acceptance)


def due_by(
    received: date,
    limit: Limit,
    suspensions: Iterable[Suspension],
    extension: int,
    calendar: WorkCalendar,
) -> Due:
    """The last day of a limit in any unit; ``extension`` is in working days. Raises as ``due``.

    A limit in office hours gives the latest day on which those hours can run out.
    """
    if limit.unit is LimitUnit.NATURAL_DAY:
        return _due_natural(received, limit.value, suspensions, extension, calendar)
    workdays = limit.value
    if limit.unit is LimitUnit.ON_THE_SPOT:
        workdays = 0
    elif limit.unit is LimitUnit.HOUR:
        workdays = -(-limit.value // OFFICE_HOURS)
    return due(received, workdays, suspensions, extension, calendar)


def clocks(
    received: date,
    promised: Limit,
    statutory: Limit,
    suspensions: Sequence[Suspension],
    extension: int,
    calendar: WorkCalendar,
) -> Clocks:
    """Promised and statutory due day of a case. Raises as ``due``."""
    return Clocks(
        due_by(received, promised, suspensions, extension, calendar),
        due_by(received, statutory, suspensions, extension, calendar),
    )


def merged(suspensions: Iterable[Suspension]) -> tuple[Suspension, ...]:
    """Overlapping and touching suspensions joined, in order of start.

    Raises RuleViolation ``workdays.suspension_reversed`` when one resumes before it starts.
    """
    joined: list[Suspension] = []
    for each in sorted(suspensions, key=lambda suspension: suspension.start):
        if each.resume < each.start:
            raise RuleViolation("workdays.suspension_reversed", start=each.start, resume=each.resume)
        if joined and each.start <= joined[-1].resume:
            joined[-1] = Suspension(joined[-1].start, max(joined[-1].resume, each.resume))
        else:
            joined.append(each)
    return tuple(joined)


def _due_natural(
    received: date, days: int, suspensions: Iterable[Suspension], extension: int, calendar: WorkCalendar
) -> Due:
    acceptance = calendar.workday_from(received)
    end = acceptance + timedelta(days=days)
    for each in merged(suspensions):
        if each.start <= end:
            end += max(each.resume - max(each.start, acceptance), timedelta())
    last = calendar.add_workdays(calendar.workday_from(end), extension)
    return Due(last, calendar.is_provisional(received, last), acceptance)

"""The working calendar (工作日历): which days count.

Source: 全国年节及纪念日放假办法 and the yearly notice of 国务院办公厅 on 调休. Layers, weakest first:
built-in, pushed by the hub, local override (a typhoon closure, a local holiday). A year that no layer
knows is counted Monday to Friday and marked provisional (暂估); that is never an error.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from app.core.errors import RuleViolation

MAX_WORKDAYS = 5000
"""Twenty years: no limit in law is longer, so more is a typing mistake."""

_A_DAY = timedelta(days=1)
_SATURDAY = 5


class YearStatus(StrEnum):
    """How far a table of days can be relied on."""

    OFFICIAL = "official"
    """From the published notice."""
    PROVISIONAL = "provisional"
    """Statutory holidays only; the 调休 notice is not out yet."""
    OVERRIDE = "override"
    """A local layer: changes the days it names and leaves the rest to the layers below."""


class CalendarDay(Struct, frozen=True):
    """A day that differs from Monday-to-Friday. ``name``: the holiday, or the reason of an override."""

    date: date
    name: str
    off: bool


class CalendarYear(Struct, frozen=True):
    """The days of one year. ``source``: the notice, or who decided a local override."""

    year: int
    status: YearStatus
    source: str
    days: tuple[CalendarDay, ...]


class WorkCalendar:
    """Answers which days are working days; immutable once made."""

    def __init__(self, *layers: Iterable[CalendarYear]) -> None:
        """``layers`` go from weakest to strongest; a year's whole table replaces the one below it."""
        years: dict[int, CalendarYear] = {}
        overrides: dict[date, bool] = {}
        for layer in layers:
            for table in layer:
                if table.status is YearStatus.OVERRIDE:
                    overrides.update({day.date: day.off for day in table.days})
                else:
                    years[table.year] = table
        self._off = {day.date: day.off for table in years.values() for day in table.days} | overrides
        self._official = {y for y, table in years.items() if table.status is YearStatus.OFFICIAL}

    def is_workday(self, day: date) -> bool:
        """Whether the hall's working days include ``day``."""
        off = self._off.get(day)
        return day.weekday() < _SATURDAY if off is None else not off

    def is_provisional(self, first: date, last: date) -> bool:
        """Whether a count from ``first`` to ``last`` touches a year without an official table."""
        return any(year not in self._official for year in range(first.year, last.year + 1))

    def workday_from(self, day: date) -> date:
        """``day`` itself if it is a working day, else the next one."""
        while not self.is_workday(day):
            day += _A_DAY
        return day

    def add_workdays(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day``, which itself is not counted; ``day`` for 0.

        Raises RuleViolation ``workdays.out_of_range`` below 0 or above MAX_WORKDAYS.
        """
        if not 0 <= count <= MAX_WORKDAYS:
            raise RuleViolation("workdays.out_of_range", field="workdays", count=count, max=MAX_WORKDAYS)
        while count:
            day += _A_DAY
            count -= self.is_workday(day)
        return day

    def workdays_between(self, start: date, end: date) -> int:
        """How many working days d have ``start`` < d <= ``end``; 0 when end is not after start."""
        span = range(1, (end - start).days + 1)
        return sum(self.is_workday(start + timedelta(days=n)) for n in span)

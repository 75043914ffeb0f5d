"""Reads calendar tables from JSON (resources/catalogue/README.md describes the file)."""

from __future__ import annotations

from msgspec import Struct

import resources
from app.core.content import decode
from app.workdays.calendar import CalendarYear, WorkCalendar


class CalendarFile(Struct, frozen=True):
    """What a calendar file holds."""

    years: tuple[CalendarYear, ...]


def read_years(data: bytes, file: str) -> tuple[CalendarYear, ...]:
    """The years of a calendar file. Raises ContentError ``workdays.calendar_broken``."""
    return decode(data, CalendarFile, file, "workdays.calendar_broken").years


def shipped_years() -> tuple[CalendarYear, ...]:
    """The built-in layer."""
    return read_years(resources.path("catalogue/calendar.json").read_bytes(), "calendar.json")


def shipped_calendar() -> WorkCalendar:
    """The built-in calendar, without pushed years and local overrides."""
    return WorkCalendar(shipped_years())

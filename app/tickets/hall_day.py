"""The business day of the hall at a machine whose clock may be wrong (营业日)."""

from __future__ import annotations

from datetime import date, timedelta

from app.core.clock import Clock, business_day


class HallDay:
    """The day that the hub told, moved on by what this machine's clock went on since.

    So a clock that is wrong does no harm, and one that is set back brings no day back. Until the hub has told
    a day, the clock's own counts.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._told: tuple[date, date] | None = None

    def tell(self, day: date) -> None:
        """It is this day at the hub now."""
        self._told = (day, business_day(self._clock.now()))

    def today(self) -> date:
        """The hall's day now."""
        here = business_day(self._clock.now())
        if self._told is None:
            return here
        there, then = self._told
        return there + max(here - then, timedelta())

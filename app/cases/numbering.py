"""Case numbers (办件编号). Pure.

``319999-20260704-0100011``: division (6 digits), day of receipt, site (2), sequence (4) and an ISO 7064
MOD 11-2 check character over all the digits before it. Every window owns a block of the sequence per day,
so that windows without a network can never give the same number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from app.cases.model import HallFacts
from app.core.errors import RuleViolation
from app.core.numbers import mod_11_2

BLOCK = 300
"""Numbers per window and day."""

LAST_WINDOW = 33
"""The highest window number whose block fits into four digits."""

_SHAPE = re.compile(r"([0-9]{6})-([0-9]{8})-([0-9]{2})([0-9]{4})([0-9X])")


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """The parts of a case number."""

    division: str
    day: date
    site: str
    sequence: int

    def __str__(self) -> str:
        digits = f"{self.division}{self.day:%Y%m%d}{self.site}{self.sequence:04d}"
        return f"{digits[:6]}-{digits[6:14]}-{digits[14:]}{mod_11_2(digits)}"

    @property
    def window_no(self) -> int:
        """The window whose block the number is from."""
        return (self.sequence - 1) // BLOCK + 1


def next_number(hall: HallFacts, day: date, window_no: int, last: int) -> CaseNumber:
    """The number after ``last`` in a window's block; ``last`` is 0 at the start of the day.

    Raises RuleViolation ``case.number_block_exhausted`` after the 300th case of a window's day,
    ``case.window_without_block`` when the window's number is not 1 to 33.
    """
    if not 1 <= window_no <= LAST_WINDOW:
        raise RuleViolation("case.window_without_block", window=window_no, last=LAST_WINDOW)
    sequence = max(last, (window_no - 1) * BLOCK) + 1
    if sequence > window_no * BLOCK:
        raise RuleViolation("case.number_block_exhausted", window=window_no, size=BLOCK)
    return CaseNumber(hall.division, day, hall.site, sequence)


def parse(text: str) -> CaseNumber | None:
    """The number that a typed or scanned text is; None for anything else, also with a wrong check."""
    found = _SHAPE.fullmatch(text.strip().upper())
    if found is None:
        return None
    try:
        day = date(int(found[2][:4]), int(found[2][4:6]), int(found[2][6:]))
    except ValueError:
        return None
    number = CaseNumber(found[1], day, found[3], int(found[4]))
    return number if str(number) == found[0] else None

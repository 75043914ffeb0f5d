"""Case numbers (办件编号). Pure.

``319999-20260704-0100011``: division (6 digits), day of receipt, site (2), sequence (4) and an ISO 7064
MOD 11-2 check character over all the digits before it. Every window owns a block of the sequence per day,
so that windows without a network can never give the same number. Within a day and site numbers sort as text.
"""

from __future__ import annotations

import math
import re
from datetime import date

from msgspec import Struct

from app.cases.model import HallFacts
from app.core.errors import RuleViolation
from app.core.numbers import mod_11_2

BLOCK_SIZE = 300
"""Numbers per window and day."""

LAST_WINDOW = 33
"""The highest window number whose block fits into four digits."""

_SEQUENCE = slice(-5, -1)
_SHAPE = re.compile(r"([0-9]{6})-([0-9]{8})-([0-9]{2})([0-9]{4})([0-9X])")


class CaseNumber(Struct, frozen=True):
    """The parts of a case number."""

    division: str
    day: date
    site: str
    sequence: int

    def __str__(self) -> str:
        return self.unchecked + mod_11_2(self.unchecked.replace("-", ""))

    @property
    def unchecked(self) -> str:
        """The number without its check character."""
        return f"{self.division}-{self.day:%Y%m%d}-{self.site}{self.sequence:04d}"


class Block(Struct, frozen=True):
    """The numbers that a window may give on one day (号段)."""

    hall: HallFacts
    day: date
    window_no: int

    def __post_init__(self) -> None:
        if not 1 <= self.window_no <= LAST_WINDOW:
            raise RuleViolation("case.window_without_block", window=self.window_no, last=LAST_WINDOW)

    @property
    def span(self) -> tuple[str, str]:
        """Texts between which all numbers of the block sort, and no others of the hall."""
        first, last = self._number(self._before + 1), self._number(self._before + BLOCK_SIZE)
        return first.unchecked, f"{last.unchecked}X"

    def lost(self, share: float) -> int:
        """The highest sequence that a lost disk will have used when that much of the day was over."""
        return self._before + math.ceil(share * BLOCK_SIZE)

    def after(self, used: str, elsewhere: int = 0) -> CaseNumber:
        """The number after the highest one used, which is empty at the start of the day.

        ``elsewhere``: the highest sequence that another machine with this window's number has used, or may
        have. Raises RuleViolation ``case.number_block_exhausted`` after the last one.
        """
        given = max(int(used[_SEQUENCE]) if used else self._before, elsewhere)
        if given == self._before + BLOCK_SIZE:
            raise RuleViolation("case.number_block_exhausted", window=self.window_no, size=BLOCK_SIZE)
        return self._number(given + 1)

    @property
    def _before(self) -> int:
        return (self.window_no - 1) * BLOCK_SIZE

    def _number(self, sequence: int) -> CaseNumber:
        return CaseNumber(self.hall.division, self.day, self.hall.site, sequence)


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

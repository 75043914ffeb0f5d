"""What stands on the slip of a queue ticket (号票), line by line. Pure.

It follows the hall's list: centre, number, zone, time, people ahead, where to go, code, what happens to who
comes late, valid today. Names and numbers of persons never stand on it.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum

from msgspec import Struct

from app.core.clock import HALL_ZONE
from app.core.ticket_code import code_of

_LATE_RULE = "过号请到咨询台，当日内可重新排队一次"


class SlipContent(Struct, frozen=True):
    """One ticket as its slip tells of it.

    ``ahead``: people who wait before it; None: not known, as without the hub. ``place``: where it
    will be called: an area (办理区域), or the window that owns it. ``copy`` is 1 at first; from 2 on the slip
    says 补打.
    """

    centre: str
    number: str
    zone: str
    business_day: date
    issued_at: datetime
    ahead: int | None = None
    place: str = ""
    copy: int = 1

    @property
    def code(self) -> str:
        """What its code says (app.core.ticket_code)."""
        return code_of(self.number, self.business_day)


class Size(Enum):
    """How large a line is written; the value is the height of its characters in mm."""

    NUMBER = 12.0
    HEADING = 4.5
    TEXT = 3.25
    SMALL = 2.75


class Line(Struct, frozen=True):
    """One line of text; broken when the paper is narrower."""

    text: str
    size: Size = Size.TEXT
    bold: bool = False


class Code(Struct, frozen=True):
    """The ticket's code, as a QR code or as bars."""

    text: str


class Rule(Struct, frozen=True):
    """A line across the paper."""


Block = Line | Code | Rule


def blocks(slip: SlipContent) -> tuple[Block, ...]:
    """The slip from top to bottom, everything centred."""
    at = slip.issued_at.astimezone(HALL_ZONE)
    found: list[Block] = [Line(slip.centre, Size.HEADING, bold=True)]
    if slip.copy > 1:
        found.append(Line(f"补打 {slip.copy - 1}", bold=True))
    found += [Line(slip.number, Size.NUMBER, bold=True), Line(slip.zone, Size.HEADING, bold=True), Rule()]
    if slip.ahead is not None:
        found.append(Line(f"前方等待 {slip.ahead} 人"))
    if slip.place:
        found.append(Line(f"请到 {slip.place}"))
    return (
        *found,
        Line(f"取号 {at:%Y-%m-%d %H:%M}"),
        Code(slip.code),
        Rule(),
        Line(_LATE_RULE, Size.SMALL),
        Line(f"当日有效（{slip.business_day:%m月%d日}）", Size.SMALL),
    )

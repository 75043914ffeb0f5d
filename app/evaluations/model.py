"""Evaluations (好差评): levels and the table."""

from __future__ import annotations

from enum import IntEnum, StrEnum

from msgspec import Struct
from sqlalchemy import Column, Integer, String, Table

from app.db.base import document, hall_key, id_key, instant, metadata


class Level(IntEnum):
    """Satisfaction (满意度); the value is the exchange code of GB/T 39046-2020 A.8.

    There is no default: who does not press has not evaluated.
    """

    VERY_SATISFIED = 1
    """非常满意"""
    SATISFIED = 2
    """满意"""
    FAIRLY_SATISFIED = 3
    """基本满意"""
    DISSATISFIED = 4
    """不满意"""
    VERY_DISSATISFIED = 5
    """非常不满意"""

    @property
    def stars(self) -> int:
        """Five stars for the best, one for the worst."""
        return 6 - self.value

    @classmethod
    def of_stars(cls, stars: int) -> Level:
        """The level of one to five stars. Raises ValueError for any other number."""
        return cls(6 - stars)


class Channel(StrEnum):
    """Where the evaluation was given (GB/T 39046-2020 table 9)."""

    TABLET = "tablet"
    """政务大厅平板电脑"""
    COUNTER = "counter"
    """政务大厅其他终端"""
    QR_CODE = "qr_code"
    """二维码"""


class EvaluationState(StrEnum):
    """What happened to a visit's evaluation."""

    GIVEN = "given"
    """已评价"""
    DECLINED = "declined"
    """未评价: the person left without pressing"""


class Served(Struct, frozen=True):
    """What is evaluated: one visit with its ticket (empty without one) and the cases received in it."""

    visit_id: str
    ticket_id: str = ""
    case_ids: tuple[str, ...] = ()


evaluations = Table(
    "evaluations",
    metadata,
    hall_key(),
    id_key("visit_id"),
    Column("ticket_id", String(64), nullable=False),
    document("case_ids"),
    Column("state", String(16), nullable=False),
    Column("level", Integer, nullable=True),
    Column("channel", String(32), nullable=False),
    Column("window", String(64), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("day", String(10), nullable=False),
    instant("at"),
    Column("precedence", String(40), nullable=False),
)
"""One row a visit (一次一评, GB/T 39734-2020). ``actor``: who served; ``level``: the exchange code.

``precedence``: of all that is said of one visit the least counts: a level before 未评价, the earlier before
the later. So every machine shows the same, in whatever order it heard."""

PROJECTED = (evaluations,)
"""What a replay of the journal must reproduce."""

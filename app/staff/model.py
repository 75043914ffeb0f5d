"""Duties (在岗): who works at a window, since when, and how that is known."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct
from sqlalchemy import Column, Index, String, Table

from app.db.base import hall_key, id_key, instant, metadata


class SignedIn(StrEnum):
    """How somebody came on duty (上岗)."""

    CARD = "card"
    """刷工作证"""
    NAME = "name"
    """手工选名: the card was forgotten, or cannot be read"""


class Duty(Struct, frozen=True):
    """One stay at a window. ``day``: the business day, on which it ends at the latest."""

    duty_id: str
    actor: str
    day: str


duties = Table(
    "duties",
    metadata,
    hall_key(),
    id_key("duty_id"),
    Column("window", String(64), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("signed_in", String(16), nullable=False),
    Column("day", String(10), nullable=False),
    instant("begun_at"),
    instant("ended_at"),
    Index("ix_duties_hall_id_day_window", "hall_id", "day", "window"),
)
"""One row a stay; ``signed_in``: see SignedIn. ``ended_at`` is empty while it lasts, and stays so when nobody
was there to end it: a new day ends it as well."""

PROJECTED = (duties,)
"""What a replay of the journal must reproduce."""

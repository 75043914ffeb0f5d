"""Tables and value types of tickets (号)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text

from app.db.base import hall_key, id_key, instant, metadata


class Priority(IntEnum):
    """Who is called first: 应急 > 特殊群体 > 预约 > 普通; inside a class first come, first served."""

    EMERGENCY = 0
    SPECIAL = 1
    BOOKED = 2
    NORMAL = 3


class TicketState(StrEnum):
    """Where a ticket stands: 等候, 已叫, 办理中, 办结, 过号."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    FINISHED = "finished"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Ticket:
    """One ticket of one business day (营业日).

    ``turn`` is its place among all tickets issued in the hall that day; ``front`` marks one that was put
    back after it had been missed. ``group`` is the code of the priority group (特殊群体), never a medical
    fact. ``version`` counts its events. ``window`` is where it was last called, ``calls`` how often in this
    turn (1 = called, 2 = recalled once …). Instants are journal text (app.core.clock.to_text), "" = not yet.
    """

    id: str
    number: str
    zone: str
    priority: Priority
    group: str
    business_day: str
    turn: int
    issued_at: str
    state: TicketState = TicketState.WAITING
    front: bool = False
    version: int = 1
    window: str = ""
    called_at: str = ""
    calls: int = 0


tickets = Table(
    "tickets",
    metadata,
    hall_key(),
    id_key(),
    Column("number", String(16), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("group", String(64), nullable=False),
    Column("business_day", String(10), nullable=False),
    Column("turn", Integer, nullable=False),
    instant("issued_at"),
    Column("state", String(16), nullable=False),
    Column("front", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("window", String(64), nullable=False),
    instant("called_at"),
    Column("calls", Integer, nullable=False),
    Index("ix_tickets_hall_id_business_day_state", "hall_id", "business_day", "state"),
    Index("uq_tickets_hall_id_business_day_number", "hall_id", "business_day", "number", unique=True),
)

ticket_counters = Table(
    "ticket_counters",
    metadata,
    hall_key(),
    Column("business_day", String(10), primary_key=True),
    Column("zone", String(64), primary_key=True),
    Column("last", Integer, nullable=False),
)
"""The last number given out, by day and zone; zone "" counts all tickets of the hall (``turn``)."""

ticket_windows = Table(
    "ticket_windows",
    metadata,
    hall_key(),
    Column("window", String(64), primary_key=True),
    Column("command_id", String(64), nullable=False),
)
"""One row a window, held while it takes its next ticket, so that two presses cannot take two citizens."""

ticket_commands = Table(
    "ticket_commands",
    metadata,
    hall_key(),
    id_key("command_id"),
    Column("request", Text, nullable=False),
    Column("answer", Text, nullable=False),
)
"""What was answered to each command: a repeated command gets its first answer."""

PROJECTED = (tickets, ticket_counters)

"""Tables and value types of tickets (号)."""

from __future__ import annotations

from enum import IntEnum, StrEnum

from msgspec import Struct
from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text, false

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


class Ticket(Struct, frozen=True):
    """One ticket of one business day (营业日).

    ``turn`` is its place among all tickets issued in the hall that day; ``front`` marks one that was put
    back after it had been missed. ``group`` is the code of the priority group (特殊群体), never a medical
    fact. ``version`` counts its events. ``window`` is where it was last called, ``calls`` how often in this
    turn (1 = called, 2 = recalled once …). Instants are journal text (app.core.clock.to_text), "" = not yet.

    ``owner`` is the one who alone may change it: a window that holds it in escrow, or "" for the hub;
    ``epoch`` counts how often that changed hands, ``demanded`` says that the hub asks for it back.
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
    owner: str = ""
    epoch: int = 0
    demanded: bool = False


class Lease(Struct, frozen=True):
    """A block of numbers (号段) that one machine may give without asking, and what it needs beside them.

    ``first`` to ``last`` are serials of the zone on that day; ``turn`` is the hall's last turn when it was
    leased; ``windows`` are those that were open for the zone, in the order of their names.
    """

    business_day: str
    zone: str
    prefix: str
    first: int
    last: int
    turn: int
    windows: tuple[str, ...] = ()


class DoubleService(Struct, frozen=True):
    """One number that two windows served (重复叫号): ``first`` had it before ``second``, ``at`` is when the
    second one called it. Times are the windows' own."""

    number: str
    ticket_id: str
    first: str
    second: str
    at: str


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
    Column("owner", String(64), nullable=False, server_default=""),
    Column("epoch", Integer, nullable=False, server_default="0"),
    Column("demanded", Boolean, nullable=False, server_default=false()),
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
    Column("zones", Text, nullable=False, server_default="[]"),
    Column("open_on", String(10), nullable=False, server_default=""),
)
"""One row a window, held while it takes its next ticket, so that two presses cannot take two citizens. It
remembers which zones it calls (a JSON list, empty: all) and on which day it is open ("": it has left)."""

ticket_commands = Table(
    "ticket_commands",
    metadata,
    hall_key(),
    id_key("command_id"),
    Column("request", Text, nullable=False),
    Column("answer", Text, nullable=False),
)
"""What was answered to each command: a repeated command gets its first answer."""

ticket_aliases = Table(
    "ticket_aliases",
    metadata,
    hall_key(),
    id_key("alias"),
    Column("ticket_id", String(64), nullable=False),
)
"""One number that two machines made a ticket of while nobody could ask the hub: the id that came second."""

ticket_strays = Table(
    "ticket_strays",
    metadata,
    hall_key(),
    id_key("event_id"),
    Column("subject", String(128), nullable=False),
)
"""Events of windows and kiosks that do not follow on the ticket as the hub knows it. They wait here, inside
one transaction, until the hub has said what it makes of them (TicketDesk.merge)."""

ticket_doubles = Table(
    "ticket_doubles",
    metadata,
    hall_key(),
    Column("business_day", String(10), primary_key=True),
    Column("number", String(16), primary_key=True),
    Column("second", String(64), primary_key=True),
    Column("first", String(64), nullable=False),
    Column("ticket_id", String(64), nullable=False),
    instant("at"),
)
"""Numbers that two windows served; see DoubleService."""

ticket_blocks = Table(
    "ticket_blocks",
    metadata,
    hall_key(),
    Column("business_day", String(10), primary_key=True),
    Column("zone", String(64), primary_key=True),
    Column("first", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
    Column("prefix", String(8), nullable=False),
    Column("turn", Integer, nullable=False),
    Column("windows", Text, nullable=False),
    Column("holder", String(64), nullable=False),
    Column("used", Integer, nullable=False),
    Column("life", String(64), nullable=False),
)
"""Blocks of numbers: on the hub all that were leased, on a machine its own. ``used`` is the last serial that
was given out of it, ``first`` - 1 when none was; ``life``: the incarnation of who said that it was leased."""

PROJECTED = (tickets, ticket_counters, ticket_aliases, ticket_doubles, ticket_blocks)

"""Reading tickets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from app.journal.model import Node
from app.tickets import rules
from app.tickets.board import RECENT_CALLS, HallBoard, board_of
from app.tickets.model import (
    DoubleService,
    Lease,
    Priority,
    Ticket,
    TicketState,
    ticket_aliases,
    ticket_blocks,
    ticket_doubles,
    tickets,
)
from devices.decoding import from_json

_OPEN = (TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.MISSED)
_one = select(tickets).where(tickets.c.hall_id == bindparam("hall"), tickets.c.id == bindparam("ticket"))
_one_locked = _one.with_for_update()
_alias = select(ticket_aliases.c.ticket_id).where(
    ticket_aliases.c.hall_id == bindparam("hall"), ticket_aliases.c.alias == bindparam("ticket")
)
_numbered = select(tickets).where(
    tickets.c.hall_id == bindparam("hall"),
    tickets.c.business_day == bindparam("day"),
    tickets.c.number == bindparam("number"),
)
_owned = select(tickets).where(
    tickets.c.hall_id == bindparam("hall"),
    tickets.c.business_day == bindparam("day"),
    tickets.c.owner == bindparam("at"),
)
_of_day = select(tickets).where(
    tickets.c.hall_id == bindparam("hall"), tickets.c.business_day == bindparam("day")
)
_held = select(tickets).where(
    tickets.c.hall_id == bindparam("hall"),
    tickets.c.business_day == bindparam("day"),
    tickets.c.state.in_((TicketState.CALLED, TicketState.SERVING)),
    tickets.c.window == bindparam("at"),
)


def find(conn: Connection, hall_id: str, ticket_id: str, *, lock: bool = False) -> Ticket | None:
    """One ticket, or None; ``lock`` keeps others from changing it until the transaction ends.

    Where two machines made a ticket of one number, both ids find the one that came first.
    """
    statement = _one_locked if lock else _one
    row = conn.execute(statement, {"hall": hall_id, "ticket": ticket_id}).first()
    if row is None:
        known_as = conn.execute(_alias, {"hall": hall_id, "ticket": ticket_id}).scalar_one_or_none()
        row = conn.execute(statement, {"hall": hall_id, "ticket": known_as}).first() if known_as else None
    return ticket_of(row) if row else None


def by_number(conn: Connection, hall_id: str, day: str, number: str) -> Ticket | None:
    """The ticket that has this number on a business day (ISO date)."""
    row = conn.execute(_numbered, {"hall": hall_id, "day": day, "number": number}).first()
    return ticket_of(row) if row else None


def held_by(
    conn: Connection, hall_id: str, window: str, day: date, done: Sequence[str] = ()
) -> Ticket | None:
    """The ticket that a window has called or is serving today; ``done``: ids that it has finished with, also
    of tickets that it made itself by typing a number."""
    rows = conn.execute(_held, {"hall": hall_id, "day": day.isoformat(), "at": window}).all()
    mine = (ticket_aliases.c.hall_id == hall_id, ticket_aliases.c.alias.in_(done))
    typed = conn.execute(select(ticket_aliases.c.ticket_id).where(*mine)).scalars() if rows and done else ()
    over = {*done, *typed}
    return next((ticket_of(row) for row in rows if row.id not in over), None)


def owned_by(conn: Connection, hall_id: str, window: str, day: date) -> tuple[Ticket, ...]:
    """What a window owns today, in the order in which waiting tickets are called."""
    rows = conn.execute(_owned, {"hall": hall_id, "day": day.isoformat(), "at": window})
    return tuple(sorted((ticket_of(row) for row in rows), key=rules.call_order))


def all_of(conn: Connection, hall_id: str, day: date) -> tuple[Ticket, ...]:
    """Every ticket of a day that this store knows."""
    rows = conn.execute(_of_day, {"hall": hall_id, "day": day.isoformat()})
    return tuple(ticket_of(row) for row in rows)


def double_services(conn: Connection, hall_id: str, day: date) -> tuple[DoubleService, ...]:
    """Numbers that two windows served on a day (重复叫号), the earliest first."""
    table = ticket_doubles
    rows = conn.execute(
        select(table.c.number, table.c.ticket_id, table.c.first, table.c.second, table.c.at)
        .where(table.c.hall_id == hall_id, table.c.business_day == day.isoformat())
        .order_by(table.c.at, table.c.number)
    )
    return tuple(DoubleService(*row) for row in rows)


def blocks_of(conn: Connection, node: Node, holder: str, day: date) -> tuple[tuple[Lease, int], ...]:
    """The blocks (号段) that a machine has leased for a day in this life of its disk, each with the last
    serial given out of it. What it leased before is void: the disk that this one is a copy of may have given
    more of its numbers."""
    table = ticket_blocks
    here = (table.c.hall_id == node.hall_id, table.c.life == node.incarnation)
    rows = conn.execute(
        select(table)
        .where(*here, table.c.business_day == day.isoformat(), table.c.holder == holder)
        .order_by(table.c.zone, table.c.first)
    )
    return tuple((_lease(row), row.used) for row in rows)


def _lease(row: Row[Any]) -> Lease:
    windows = tuple(from_json(row.windows, list[str]))
    return Lease(row.business_day, row.zone, row.prefix, row.first, row.last, row.turn, windows)


def board(conn: Connection, hall_id: str, day: date, seq: int) -> HallBoard:
    """The board of a business day. ``seq`` is the hall's feed position, read before these rows."""
    today = select(tickets).where(tickets.c.hall_id == hall_id, tickets.c.business_day == day.isoformat())
    still_open = conn.execute(today.where(tickets.c.state.in_(_OPEN)))
    last_calls = conn.execute(
        today.where(tickets.c.called_at != "")
        .order_by(tickets.c.called_at.desc(), tickets.c.id.desc())
        .limit(RECENT_CALLS)
    )
    found = [ticket_of(row) for row in still_open]
    return board_of(hall_id, day.isoformat(), seq, found, [ticket_of(row) for row in last_calls])


def ticket_of(row: Row[Any]) -> Ticket:
    """The ticket of a row of ``tickets``."""
    columns = dict(row._mapping)
    del columns["hall_id"]
    columns["priority"] = Priority(columns["priority"])
    columns["state"] = TicketState(columns["state"])
    return Ticket(**columns)

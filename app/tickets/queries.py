"""Reading tickets."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from app.tickets.board import RECENT_CALLS, HallBoard, board_of
from app.tickets.model import Priority, Ticket, TicketState, tickets

_OPEN = (TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.MISSED)
_one = select(tickets).where(tickets.c.hall_id == bindparam("hall"), tickets.c.id == bindparam("ticket"))
_one_locked = _one.with_for_update()
_held = select(tickets).where(
    tickets.c.hall_id == bindparam("hall"),
    tickets.c.business_day == bindparam("day"),
    tickets.c.state.in_((TicketState.CALLED, TicketState.SERVING)),
    tickets.c.window == bindparam("at"),
)


def find(conn: Connection, hall_id: str, ticket_id: str, *, lock: bool = False) -> Ticket | None:
    """One ticket, or None; ``lock`` keeps others from changing it until the transaction ends."""
    row = conn.execute(_one_locked if lock else _one, {"hall": hall_id, "ticket": ticket_id}).first()
    return ticket_of(row) if row else None


def held_by(conn: Connection, hall_id: str, window: str, day: date) -> Ticket | None:
    """The ticket that a window has called or is serving today."""
    row = conn.execute(_held, {"hall": hall_id, "day": day.isoformat(), "at": window}).first()
    return ticket_of(row) if row else None


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

"""Taking tickets out of the hall's queue, each in one statement, and what is remembered of the takers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, bindparam, or_, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from app.db.dialect import insert_ignore
from app.tickets import rules
from app.tickets.model import Ticket, TicketState, ticket_windows, tickets
from app.tickets.queries import ticket_of
from devices.decoding import from_json

_waiting = select(tickets.c.id).where(
    tickets.c.hall_id == bindparam("hall"),
    tickets.c.business_day == bindparam("day"),
    tickets.c.state == TicketState.WAITING,
    tickets.c.owner == "",
)
_in_zones = tickets.c.zone.in_(bindparam("zones", expanding=True))
_same_class = (tickets.c.front == bindparam("of_front")) & (tickets.c.priority == bindparam("of_priority"))
_before = or_(
    tickets.c.front > bindparam("of_front"),
    (tickets.c.front == bindparam("of_front")) & (tickets.c.priority < bindparam("of_priority")),
    _same_class & (tickets.c.turn < bindparam("of_turn")),
)
"""In the order in which tickets are called, before the one whose place is given."""


@cache
def _claim(in_zones: bool, before: bool, escrow: bool) -> ReturningUpdate[Any]:
    """Takes the first waiting ticket in ONE statement: whoever comes second finds the next."""
    first = _waiting.where(*[_in_zones] * in_zones, *[_before] * before)
    in_order = first.order_by(tickets.c.front.desc(), tickets.c.priority, tickets.c.turn).limit(1)
    chosen = in_order.with_for_update(skip_locked=True).correlate(None).scalar_subquery()
    taken: dict[str, Any] = {"owner": bindparam("at")}
    called: dict[str, Any] = {"state": TicketState.CALLED, "window": bindparam("at")}
    return (
        update(tickets)
        .where(tickets.c.hall_id == bindparam("hall"), tickets.c.id == chosen)
        .values(taken if escrow else called)
        .returning(tickets)
    )


_elsewhere = select(tickets).where(
    tickets.c.hall_id == bindparam("hall"),
    tickets.c.business_day == bindparam("day"),
    tickets.c.state == TicketState.WAITING,
    tickets.c.owner.not_in(("", bindparam("at"))),
)
_hold_window = (
    update(ticket_windows)
    .where(ticket_windows.c.hall_id == bindparam("hall"), ticket_windows.c.window == bindparam("at"))
    .values(command_id=bindparam("command"), zones=bindparam("zones"), open_on=bindparam("day"))
)
_open_windows = (
    select(ticket_windows.c.window, ticket_windows.c.zones)
    .where(ticket_windows.c.hall_id == bindparam("hall"), ticket_windows.c.open_on == bindparam("day"))
    .order_by(ticket_windows.c.window)
)


class Asking(Struct, frozen=True):
    """How a window calls.

    ``keep``: how many tickets it can hold for a time without the hub (0: it has no store of its own);
    ``done``: ids of tickets that it has finished with, which the hub may not have heard of yet.
    """

    zones: Sequence[str] = ()
    keep: int = 0
    done: Sequence[str] = ()


def claim(
    conn: Connection,
    hall_id: str,
    day: date,
    window: str,
    zones: Sequence[str],
    *,
    before: Ticket | None = None,
    escrow: bool = False,
) -> Ticket | None:
    """The next ticket that the hub owns, now the window's: called, or with ``escrow`` waiting in its hands.

    ``before``: only one that comes before this ticket. The event that says so must follow at once.
    """
    facts: dict[str, Any] = {"hall": hall_id, "day": day.isoformat(), "at": window}
    if zones:
        facts["zones"] = list(zones)
    if before is not None:
        facts |= {"of_front": before.front, "of_priority": int(before.priority), "of_turn": before.turn}
    row = conn.execute(_claim(bool(zones), before is not None, escrow), facts).first()
    return ticket_of(row) if row else None


def elsewhere(conn: Connection, hall_id: str, day: date, window: str, zones: Sequence[str]) -> list[Ticket]:
    """Waiting tickets of these zones that other windows hold, in the order in which they are called."""
    where = {"hall": hall_id, "day": day.isoformat(), "at": window}
    held = (ticket_of(row) for row in conn.execute(_elsewhere, where))
    return sorted((ticket for ticket in held if not zones or ticket.zone in zones), key=rules.call_order)


def hold_window(
    conn: Connection, hall_id: str, day: date, window: str, command_id: str, zones: Sequence[str]
) -> None:
    """Let nobody else call for this window until the transaction ends; it is open for its zones today."""
    served = msgspec.json.encode(list(zones)).decode()
    facts = {"hall": hall_id, "at": window, "command": command_id, "zones": served, "day": day.isoformat()}
    if not conn.execute(_hold_window, facts).rowcount:
        insert_ignore(
            conn, ticket_windows, [{"hall_id": hall_id, "window": window, "command_id": command_id}]
        )
        conn.execute(_hold_window, facts)


def open_windows(conn: Connection, hall_id: str, day: date, zone: str) -> tuple[str, ...]:
    """Windows that called today, have not left, and serve a zone."""
    found = conn.execute(_open_windows, {"hall": hall_id, "day": day.isoformat()})
    served = {row.window: from_json(row.zones, list[str]) for row in found}
    return tuple(window for window, zones in served.items() if not zones or zone in zones)

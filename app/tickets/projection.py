"""Keeps the ticket rows after each ticket event, on the hub, on a window and on a kiosk alike.

What a window or a kiosk did while nobody could ask the hub may not follow on the ticket as the hub knows it.
Such an event changes nothing by itself: it is put among the strays, and the hub says what it makes of it
(``TicketDesk.merge``) before the transaction ends.
"""

from __future__ import annotations

from typing import cast

import msgspec
from msgspec.structs import asdict
from sqlalchemy import Connection, bindparam, insert, update

from app.db.dialect import insert_ignore, upsert
from app.journal.model import Event, Projections
from app.tickets import events, rules
from app.tickets.events import TicketEvent
from app.tickets.model import (
    Ticket,
    TicketState,
    ticket_aliases,
    ticket_blocks,
    ticket_counters,
    ticket_doubles,
    ticket_strays,
    ticket_windows,
    tickets,
)
from app.tickets.queries import by_number, find
from devices.decoding import convert

BLOCKS = "/blocks"
"""Behind a zone: the counter of its leased blocks."""

_CHANGING = ("state", "front", "version", "window", "called_at", "calls", "owner", "epoch", "demanded")
_insert = insert(tickets)
_update = update(tickets).where(tickets.c.hall_id == bindparam("hall"), tickets.c.id == bindparam("ticket"))
_raise_counter = (
    update(ticket_counters)
    .where(
        ticket_counters.c.hall_id == bindparam("hall"),
        ticket_counters.c.business_day == bindparam("day"),
        ticket_counters.c.zone == bindparam("counted"),
        ticket_counters.c.last < bindparam("reached"),
    )
    .values(last=bindparam("reached"))
)
_use_block = (
    update(ticket_blocks)
    .where(
        ticket_blocks.c.hall_id == bindparam("hall"),
        ticket_blocks.c.business_day == bindparam("day"),
        ticket_blocks.c.zone == bindparam("counted"),
        ticket_blocks.c.first <= bindparam("serial"),
        ticket_blocks.c.last >= bindparam("serial"),
        ticket_blocks.c.used < bindparam("serial"),
    )
    .values(used=bindparam("serial"))
)
_close_window = (
    update(ticket_windows)
    .where(ticket_windows.c.hall_id == bindparam("hall"), ticket_windows.c.window == bindparam("at"))
    .values(open_on="")
)


def ticket_event(event: Event) -> TicketEvent:
    """The part of a journal row that a ticket follows from."""
    return TicketEvent(
        event.kind, event.subject_id, event.base_version, event.at, event.window, event.payload
    )


def _issued(conn: Connection, event: Event) -> None:
    ticket = rules.issued(ticket_event(event))
    _count(conn, event.hall_id, ticket, rules.serial_of(ticket.number))
    second = by_number(conn, event.hall_id, ticket.business_day, ticket.number)
    if second is None:
        conn.execute(_insert, {"hall_id": event.hall_id, **asdict(ticket)})
        return
    if not second.zone:
        # A typed number that was called before its slip got here: now more is known of it.
        facts = {name: getattr(ticket, name) for name in ("zone", "priority", "group", "turn", "issued_at")}
        conn.execute(_update.values(**facts), {"hall": event.hall_id, "ticket": second.id})
    _alias(conn, event, second)


def _hand_called(conn: Connection, event: Event) -> None:
    ticket = rules.hand_called(ticket_event(event))
    second = by_number(conn, event.hall_id, ticket.business_day, ticket.number)
    if second is None:
        conn.execute(_insert, {"hall_id": event.hall_id, **asdict(ticket)})
    else:
        _alias(conn, event, second)


def _held(conn: Connection, event: Event) -> None:
    """On the window: the ticket is its own now. On a hub that lost what it had: it learns of it again, also
    that a citizen was called there whom another window has called since."""
    ticket = convert(event.payload, Ticket, strict=False)
    known = find(conn, event.hall_id, ticket.id)
    _count(conn, event.hall_id, ticket, rules.serial_of(ticket.number))
    if known is None:
        second = by_number(conn, event.hall_id, ticket.business_day, ticket.number)
        if second is None:
            conn.execute(_insert, {"hall_id": event.hall_id, **asdict(ticket)})
        elif rules.follows(ticket, second):
            _go_on(conn, event.hall_id, second, ticket)
        else:
            _alias(conn, event, second)
    elif known.epoch < ticket.epoch and known.state in (TicketState.WAITING, TicketState.MISSED):
        _write(conn, event.hall_id, ticket)
    elif ticket.state in rules.AT_WINDOW and known.window != event.window:
        _stray(conn, event)


def _changed(conn: Connection, event: Event) -> None:
    """Raises LookupError for a ticket that was never issued here, unless it is given back unseen."""
    happened = ticket_event(event)
    ticket = find(conn, event.hall_id, event.subject_id)
    if ticket is None:
        if event.kind == events.RELEASED:
            return
        raise LookupError(event.subject)
    if ticket.id == event.subject_id and rules.in_step(ticket, happened):
        _write(conn, event.hall_id, rules.after(ticket, happened))
    elif events.epoch_of(happened) is not None and event.kind != events.RELEASED:
        _stray(conn, event)


def _alias(conn: Connection, event: Event, ticket: Ticket) -> None:
    row = {"hall_id": event.hall_id, "alias": event.subject_id, "ticket_id": ticket.id}
    insert_ignore(conn, ticket_aliases, [row])
    _stray(conn, event)


def _go_on(conn: Connection, hall_id: str, over: Ticket, ticket: Ticket) -> None:
    conn.execute(_update.values(asdict(ticket)), {"hall": hall_id, "ticket": over.id})
    insert_ignore(conn, ticket_aliases, [{"hall_id": hall_id, "alias": over.id, "ticket_id": ticket.id}])


def _stray(conn: Connection, event: Event) -> None:
    row = {"hall_id": event.hall_id, "event_id": event.id, "subject": event.subject}
    insert_ignore(conn, ticket_strays, [row])


def _write(conn: Connection, hall_id: str, ticket: Ticket) -> None:
    changed = {name: getattr(ticket, name) for name in _CHANGING}
    conn.execute(_update, {"hall": hall_id, "ticket": ticket.id, **changed})


def _count(conn: Connection, hall_id: str, ticket: Ticket, serial: int) -> None:
    """Counters of a day only rise, whatever comes late or again."""
    day = ticket.business_day
    # In the order in which the desk takes them, so that nobody waits for anybody in a circle.
    raise_counter(conn, hall_id, day, "", ticket.turn)
    if serial <= rules.LAST_SERIAL:
        raise_counter(conn, hall_id, day, ticket.zone, serial)
    else:
        conn.execute(_use_block, {"hall": hall_id, "day": day, "counted": ticket.zone, "serial": serial})


def raise_counter(conn: Connection, hall_id: str, day: str, zone: str, last: int) -> None:
    """Let a counter of a day go on from ``last`` at least."""
    key = {"hall_id": hall_id, "business_day": day, "zone": zone}
    if not insert_ignore(conn, ticket_counters, [{**key, "last": last}]):
        conn.execute(_raise_counter, {"hall": hall_id, "day": day, "counted": zone, "reached": last})


def _leased(conn: Connection, event: Event) -> None:
    facts = event.payload
    day, zone = cast(str, facts["business_day"]), cast(str, facts["zone"])
    first, last = cast(int, facts["first"]), cast(int, facts["last"])
    named = {name: facts[name] for name in ("business_day", "zone", "first", "last", "prefix", "turn")}
    windows = msgspec.json.encode(facts["windows"]).decode()
    made = {
        **named,
        "windows": windows,
        "holder": facts["holder"],
        "used": first - 1,
        "life": event.incarnation,
    }
    insert_ignore(conn, ticket_blocks, [{"hall_id": event.hall_id, **made}])
    raise_counter(conn, event.hall_id, day, f"{zone}{BLOCKS}", last - rules.LAST_SERIAL)
    raise_counter(conn, event.hall_id, day, "", cast(int, facts["turn"]))


def _double_served(conn: Connection, event: Event) -> None:
    facts = {name: event.payload[name] for name in ("business_day", "number", "first", "second", "at")}
    upsert(conn, ticket_doubles, [{"hall_id": event.hall_id, "ticket_id": event.subject_id, **facts}])


def _window_left(conn: Connection, event: Event) -> None:
    conn.execute(_close_window, {"hall": event.hall_id, "at": event.window})


def _noticed(conn: Connection, event: Event) -> None:
    """Nothing of a row follows from it."""


PROJECTIONS: Projections = {
    **dict.fromkeys(events.KINDS, _changed),
    events.ISSUED: _issued,
    events.HELD: _held,
    events.HAND_CALLED: _hand_called,
    events.MERGED: _noticed,
    events.BLOCK_LEASED: _leased,
    events.DOUBLE_SERVED: _double_served,
    events.WINDOW_LEFT: _window_left,
}

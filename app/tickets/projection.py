"""Keeps the ticket rows after each ticket event."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, bindparam, insert, update

from app.db.dialect import upsert
from app.journal.model import Event, Projections
from app.tickets import events, rules
from app.tickets.events import TicketEvent
from app.tickets.model import ticket_counters, tickets
from app.tickets.queries import find

_CHANGING = ("state", "front", "version", "window", "called_at", "calls")
_insert = insert(tickets)
_update = update(tickets).where(tickets.c.hall_id == bindparam("hall"), tickets.c.id == bindparam("ticket"))


def ticket_event(event: Event) -> TicketEvent:
    """The part of a journal row that a ticket follows from."""
    return TicketEvent(
        event.kind, event.subject_id, event.base_version, event.at, event.window, event.payload
    )


def _issued(conn: Connection, event: Event) -> None:
    ticket = rules.issued(ticket_event(event))
    conn.execute(_insert, {"hall_id": event.hall_id, **asdict(ticket)})
    for zone, last in ((ticket.zone, event.payload["serial"]), ("", ticket.turn)):
        key = {"hall_id": event.hall_id, "business_day": ticket.business_day, "zone": zone}
        upsert(conn, ticket_counters, [{**key, "last": last}])


def _changed(conn: Connection, event: Event) -> None:
    """Raises LookupError for a ticket that was never issued here."""
    ticket = find(conn, event.hall_id, event.subject_id)
    if ticket is None:
        raise LookupError(event.subject)
    moved = rules.after(ticket, ticket_event(event))
    changed = {name: getattr(moved, name) for name in _CHANGING}
    conn.execute(_update, {"hall": event.hall_id, "ticket": moved.id, **changed})


PROJECTIONS: Projections = {kind: _changed for kind in events.KINDS} | {events.ISSUED: _issued}

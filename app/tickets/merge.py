"""What windows and kiosks did while the hub was gone, and what the hub makes of it (并账). On the hub only.

An event that follows on the ticket as the hub knows it has been applied by its projection. One that does not
is a stray: the hub answers it with events of its own, so that every board and every replay sees one history.
A call that nobody else made counts, whoever owned the ticket: the citizen has heard it. One that somebody
else made too is listed as a double service (重复叫号). Numbers stay what they are on the slips.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, delete, select

from app.journal.append import Journal
from app.journal.model import Author, Event, Json, NewEvent
from app.tickets import events, rules
from app.tickets.events import TicketEvent
from app.tickets.model import Ticket, TicketState, ticket_strays
from app.tickets.projection import ticket_event
from app.tickets.queries import double_services, find

_CALLING = (events.CALLED, events.HAND_CALLED)
_SERVING = (*_CALLING, events.STARTED, events.FINISHED)
_SAID_AGAIN = (events.STARTED, events.FINISHED, events.MISSED, events.RESTORED)


def strays(conn: Connection, hall_id: str, event_ids: Sequence[str]) -> set[str]:
    """Which of these events, just applied, were out of step; asked once, then they count as answered."""
    mine = (ticket_strays.c.hall_id == hall_id, ticket_strays.c.event_id.in_(list(event_ids)))
    found = set(conn.execute(select(ticket_strays.c.event_id).where(*mine)).scalars())
    if found:
        conn.execute(delete(ticket_strays).where(*mine))
    return found


def merge(conn: Connection, journal: Journal, author: Author, event: TicketEvent) -> tuple[Event, ...]:
    """Answer one stray, in the order in which they came; the hub's events. ``author``: who did it there."""
    ticket = find(conn, journal.node.hall_id, event.ticket_id, lock=True)
    if ticket is None:
        return ()
    said: list[Event] = []
    if event.kind in events.MAKING and ticket.id != event.ticket_id:
        gone = NewEvent(events.MERGED, events.subject_of(event.ticket_id), {"into": ticket.id})
        said.append(journal.append(conn, author, gone))
    if event.kind in _SERVING or _was_at_window(event):
        if ticket.window not in ("", event.window):
            said += _double(conn, journal, author, event, ticket)
        if _is_free_for(event, ticket):
            facts: dict[str, Json] = {"owner": event.window, "called_at": event.at}
            called, ticket = say(conn, journal, author, events.CALLED, ticket, facts)
            said.append(called)
    if event.kind in _SAID_AGAIN and ticket.window == event.window and rules.may(event.kind, ticket):
        said.append(say(conn, journal, author, event.kind, ticket)[0])
    return tuple(said)


def say(
    conn: Connection,
    journal: Journal,
    author: Author,
    kind: str,
    ticket: Ticket,
    facts: Mapping[str, Json] | None = None,
) -> tuple[Event, Ticket]:
    """Let something happen to a ticket; the event, and the ticket after it."""
    event = NewEvent(kind, events.subject_of(ticket.id), facts or {}, base_version=ticket.version)
    written = journal.append(conn, author, event)
    return written, rules.after(ticket, ticket_event(written))


def _was_at_window(event: TicketEvent) -> bool:
    """The window holds a ticket that it has called already: the hub that gave it has lost its memory."""
    return event.kind == events.HELD and event.payload.get("state") in rules.AT_WINDOW


def _is_free_for(event: TicketEvent, ticket: Ticket) -> bool:
    """Nobody else is at it: it waits, or it was missed and the window called it once more."""
    return ticket.state == TicketState.WAITING or (
        ticket.state == TicketState.MISSED and event.kind in _CALLING
    )


def _double(
    conn: Connection, journal: Journal, author: Author, event: TicketEvent, ticket: Ticket
) -> list[Event]:
    day = date.fromisoformat(ticket.business_day)
    known = double_services(conn, journal.node.hall_id, day)
    if any((each.number, each.second) == (ticket.number, event.window) for each in known):
        return []
    facts: dict[str, Json] = {
        "business_day": ticket.business_day,
        "number": ticket.number,
        "first": ticket.window,
        "second": event.window,
        "at": event.at,
    }
    found = NewEvent(events.DOUBLE_SERVED, events.subject_of(ticket.id), facts)
    return [journal.append(conn, author, found)]

"""What a window's journal means for the hall's queue: a visit that began is a ticket in service, a visit that
is over frees the window; a call that was made without the hub counts, or shows as a double service.

The window tells it only once, in its journal; so it is true also for visits that were served while the hub
was gone. The command ids are made from the visit: whoever is first, the journal or the window's own request
before its next call, the other one changes nothing. A ticket that a window owns is left to its own word.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from sqlalchemy import Connection, select

from app.cases.events import VISIT_FINISHED, VISIT_OPENED
from app.cases.model import visits
from app.core.errors import RuleViolation
from app.journal.model import Author, Event
from app.tickets.events import FINISHED, STARTED
from app.tickets.merge import strays
from app.tickets.projection import PROJECTIONS, ticket_event
from app.tickets.service import Done, TicketDesk

_log = logging.getLogger(__name__)
_REACTIONS = {VISIT_OPENED: ("start", STARTED), VISIT_FINISHED: ("finish", FINISHED)}
"""What the command ids begin with, and what happens to the ticket."""


def react(conn: Connection, desk: TicketDesk, hall_id: str, applied: Sequence[Event]) -> list[str]:
    """Carry events that were just applied over to their tickets; ids of the events that this caused."""
    caused: list[str] = []
    mergeable = [event.id for event in applied if event.kind in PROJECTIONS]
    stray = strays(conn, hall_id, mergeable) if mergeable else set()
    moving = _tickets(conn, hall_id, [event for event in applied if event.kind in _REACTIONS])
    for event in applied:
        if event.id in stray:
            caused += _merged(conn, desk, event)
        if event.kind in _REACTIONS and event.subject_id in moving:
            done = _carry_over(conn, desk, event, moving[event.subject_id])
            if done is not None and done.event is not None:
                caused.append(done.event.id)
    return caused


def _tickets(conn: Connection, hall_id: str, events: Sequence[Event]) -> dict[str, str]:
    """The tickets of the visits that began with one."""
    moving = {e.subject_id: str(e.payload["ticket_id"]) for e in events if e.kind == VISIT_OPENED}
    earlier = [event.subject_id for event in events if event.subject_id not in moving]
    if earlier:
        found = select(visits.c.visit_id, visits.c.ticket_id).where(
            visits.c.hall_id == hall_id, visits.c.visit_id.in_(earlier)
        )
        moving |= {row.visit_id: row.ticket_id for row in conn.execute(found)}
    return {visit_id: ticket_id for visit_id, ticket_id in moving.items() if ticket_id}


def _merged(conn: Connection, desk: TicketDesk, event: Event) -> list[str]:
    author = Author(event.actor, event.window, event.acting_for, event.authority)
    return [said.id for said in desk.merge(conn, author, ticket_event(event))]


def _carry_over(conn: Connection, desk: TicketDesk, event: Event, ticket_id: str) -> Done | None:
    name, kind = _REACTIONS[event.kind]
    author = Author(event.actor, event.window, event.acting_for, event.authority)
    try:
        with conn.begin_nested():
            return desk.change(conn, f"{name}:{event.subject_id}", author, ticket_id, kind)
    except RuleViolation as refusal:
        # The ticket went another way meanwhile: somebody called it missed, or the day is over.
        _log.info("a visit does not change its ticket: %s", refusal.code)
        return None

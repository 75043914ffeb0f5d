"""The desk that gives out and calls tickets (取号叫号). It works where the queue is owned: on the hub."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, bindparam, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from app.core.clock import Clock, business_day
from app.core.errors import RuleViolation
from app.core.ids import new_id
from app.db.counter import take
from app.db.dialect import insert_ignore
from app.journal.append import Journal
from app.journal.model import Author, Event, Json, NewEvent
from app.tickets import events, rules
from app.tickets.model import (
    Priority,
    Ticket,
    TicketState,
    ticket_commands,
    ticket_counters,
    ticket_windows,
    tickets,
)
from app.tickets.projection import ticket_event
from app.tickets.queries import find, held_by, ticket_of


def _claim(first: Select[tuple[str]]) -> ReturningUpdate[Any]:
    """Takes the first waiting ticket in ONE statement: whoever comes second finds the next."""
    in_order = first.order_by(tickets.c.front.desc(), tickets.c.priority, tickets.c.turn).limit(1)
    chosen = in_order.with_for_update(skip_locked=True).correlate(None).scalar_subquery()
    return (
        update(tickets)
        .where(tickets.c.hall_id == bindparam("hall"), tickets.c.id == chosen)
        .values(state=TicketState.CALLED, window=bindparam("at"))
        .returning(tickets)
    )


_waiting = select(tickets.c.id).where(
    tickets.c.hall_id == bindparam("hall"),
    tickets.c.business_day == bindparam("day"),
    tickets.c.state == TicketState.WAITING,
)
_claim_any = _claim(_waiting)
_claim_in_zones = _claim(_waiting.where(tickets.c.zone.in_(bindparam("zones", expanding=True))))
_hold_window = (
    update(ticket_windows)
    .where(ticket_windows.c.hall_id == bindparam("hall"), ticket_windows.c.window == bindparam("at"))
    .values(command_id=bindparam("command"))
)
_here = (
    ticket_commands.c.hall_id == bindparam("hall"),
    ticket_commands.c.command_id == bindparam("command"),
)
_known_command = select(ticket_commands).where(*_here)
_keep_answer = update(ticket_commands).where(*_here).values(answer=bindparam("text"))


@dataclass(frozen=True, slots=True)
class Done:
    """The answer to a command: the ticket (None: nobody waits) and the event it caused, if it caused one."""

    ticket: Ticket | None
    event: Event | None = None


class TicketDesk:
    """All commands on the tickets of one hall.

    Every command runs inside ``Store.transact`` and carries an id made by the client: sent again with the
    same id it changes nothing and gets its first answer. Raises RuleViolation ``tickets.command_reused``
    when an id comes back with another request.
    """

    def __init__(self, journal: Journal, clock: Clock, prefixes: Mapping[str, str]) -> None:
        """``prefixes``: the ticket prefix (号头) of each zone (功能区) of the hall."""
        self._journal = journal
        self._clock = clock
        self._prefixes = prefixes
        self._hall_id = journal.node.hall_id

    def issue(
        self,
        conn: Connection,
        command_id: str,
        author: Author,
        zone: str,
        priority: Priority = Priority.NORMAL,
        group: str = "",
    ) -> Done:
        """取号: give out the zone's next number of the day. Numbers have no gaps and start at 1 every day.

        Raises RuleViolation ``tickets.unknown_zone`` (zone).
        """
        if zone not in self._prefixes:
            raise RuleViolation("tickets.unknown_zone", field="zone", zone=zone)
        request = ["issue", zone, priority, group]
        return self._once(conn, command_id, request, lambda: self._issue(conn, author, zone, priority, group))

    def call_next(self, conn: Connection, command_id: str, author: Author, zones: Sequence[str] = ()) -> Done:
        """叫号: the next waiting ticket of these zones (none given = every zone) goes to the author's window.

        A window that still has a ticket called or in service gets that one again: no second citizen.
        """
        request = ["call", author.window, *zones]
        return self._once(conn, command_id, request, lambda: self._call(conn, command_id, author, zones))

    def recall(self, conn: Connection, command_id: str, author: Author, ticket_id: str) -> Done:
        """重呼: call the same ticket again, at most ``rules.RECALL_LIMIT`` times."""
        return self._change(conn, command_id, author, ticket_id, events.RECALLED)

    def start(self, conn: Connection, command_id: str, author: Author, ticket_id: str) -> Done:
        """开始办理: the citizen has come."""
        return self._change(conn, command_id, author, ticket_id, events.STARTED)

    def miss(self, conn: Connection, command_id: str, author: Author, ticket_id: str) -> Done:
        """过号: the citizen did not come."""
        return self._change(conn, command_id, author, ticket_id, events.MISSED)

    def restore(self, conn: Connection, command_id: str, author: Author, ticket_id: str) -> Done:
        """Take a 过号 back: the ticket waits again, before everybody else. Any window may do it."""
        return self._change(conn, command_id, author, ticket_id, events.RESTORED)

    def finish(self, conn: Connection, command_id: str, author: Author, ticket_id: str) -> Done:
        """完成: the visit is over and the window is free for the next."""
        return self._change(conn, command_id, author, ticket_id, events.FINISHED)

    def _once(
        self, conn: Connection, command_id: str, request: Sequence[object], work: Callable[[], Done]
    ) -> Done:
        # The row is taken before the work: the same command on another connection waits here. Its answer
        # comes into it in the same transaction, so a row that has none yet is ours.
        key = {"hall": self._hall_id, "command": command_id}
        text = msgspec.json.encode(request).decode()
        row = {"hall_id": self._hall_id, "command_id": command_id, "request": text, "answer": ""}
        insert_ignore(conn, ticket_commands, [row])
        known = conn.execute(_known_command, key).one()
        if known.request != text:
            raise RuleViolation("tickets.command_reused")
        if known.answer:
            return Done(msgspec.json.decode(known.answer, type=Ticket | None))
        done = work()
        conn.execute(_keep_answer, {**key, "text": msgspec.json.encode(done.ticket).decode()})
        return done

    def _issue(self, conn: Connection, author: Author, zone: str, priority: Priority, group: str) -> Done:
        day = {"hall_id": self._hall_id, "business_day": self._today().isoformat()}
        turn = take(conn, ticket_counters, ticket_counters.c.last, {**day, "zone": ""})
        serial = take(conn, ticket_counters, ticket_counters.c.last, {**day, "zone": zone})
        facts: dict[str, Json] = {
            "number": rules.number_text(self._prefixes[zone], serial),
            "serial": serial,
            "turn": turn,
            "zone": zone,
            "priority": int(priority),
            "group": group,
            "business_day": day["business_day"],
        }
        subject = events.subject_of(new_id())
        written = self._journal.append(conn, author, NewEvent(events.ISSUED, subject, facts))
        return Done(rules.issued(ticket_event(written)), written)

    def _call(self, conn: Connection, command_id: str, author: Author, zones: Sequence[str]) -> Done:
        self._hold_window(conn, author.window, command_id)
        held = held_by(conn, self._hall_id, author.window, self._today())
        if held is not None:
            return Done(held)
        claimed = self._claim(conn, author.window, zones)
        if claimed is None:
            return Done(None)
        return self._happened(conn, author, events.CALLED, claimed)

    def _hold_window(self, conn: Connection, window: str, command_id: str) -> None:
        facts = {"hall": self._hall_id, "at": window, "command": command_id}
        if not conn.execute(_hold_window, facts).rowcount:
            row = {"hall_id": self._hall_id, "window": window, "command_id": command_id}
            insert_ignore(conn, ticket_windows, [row])
            conn.execute(_hold_window, facts)

    def _claim(self, conn: Connection, window: str, zones: Sequence[str]) -> Ticket | None:
        facts = {"hall": self._hall_id, "day": self._today().isoformat(), "at": window}
        claim = (
            conn.execute(_claim_in_zones, {**facts, "zones": list(zones)})
            if zones
            else conn.execute(_claim_any, facts)
        )
        row = claim.first()
        return ticket_of(row) if row else None

    def _change(self, conn: Connection, command_id: str, author: Author, ticket_id: str, kind: str) -> Done:
        """Raises RuleViolation ``tickets.unknown_ticket`` and those of ``rules.check``."""

        def work() -> Done:
            ticket = find(conn, self._hall_id, ticket_id, lock=True)
            if ticket is None:
                raise RuleViolation("tickets.unknown_ticket")
            rules.check(kind, ticket, author.window)
            return self._happened(conn, author, kind, ticket)

        return self._once(conn, command_id, [kind, author.window, ticket_id], work)

    def _happened(self, conn: Connection, author: Author, kind: str, ticket: Ticket) -> Done:
        event = NewEvent(kind, events.subject_of(ticket.id), base_version=ticket.version)
        written = self._journal.append(conn, author, event)
        return Done(rules.after(ticket, ticket_event(written)), written)

    def _today(self) -> date:
        return business_day(self._clock.now())

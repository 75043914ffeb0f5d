"""The desk that gives out and calls tickets (取号叫号). It works where the queue is owned: on the hub."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import cast

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, bindparam, select, update

from app.core.clock import Clock, business_day
from app.core.errors import RuleViolation
from app.core.ids import new_id
from app.db.counter import take
from app.db.dialect import insert_ignore
from app.journal.append import Journal
from app.journal.model import Author, Event, Json, NewEvent
from app.journal.node import lost_share
from app.tickets import claims, events, rules
from app.tickets.claims import Asking
from app.tickets.events import TicketEvent
from app.tickets.merge import merge, say
from app.tickets.model import Lease, Priority, Ticket, TicketState, ticket_commands, ticket_counters
from app.tickets.projection import BLOCKS, raise_counter, ticket_event
from app.tickets.queries import by_number, find, held_by, owned_by
from devices.decoding import from_json

_here = (
    ticket_commands.c.hall_id == bindparam("hall"),
    ticket_commands.c.command_id == bindparam("command"),
)
_known_command = select(ticket_commands).where(*_here)
_keep_answer = update(ticket_commands).where(*_here).values(answer=bindparam("text"))


class Done(Struct, frozen=True):
    """The answer to a command: the ticket (None: nobody waits) and the event it caused, if it caused one.

    ``also`` are further events. After a call by a window that keeps tickets: ``owned`` is all that it owns
    today, ``day`` the hall's business day, ``demanded`` says that tickets wait which other windows were asked
    to give back.
    """

    ticket: Ticket | None
    event: Event | None = None
    also: tuple[Event, ...] = ()
    owned: tuple[Ticket, ...] = ()
    demanded: bool = False
    day: str = ""

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything that the command caused, in order."""
        return (*((self.event,) if self.event else ()), *self.also)


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

        Raises RuleViolation ``tickets.unknown_zone`` (zone), ``tickets.numbers_exhausted`` (zone, last).
        """
        prefix = self._prefix(zone)
        request = ["issue", zone, priority, group]
        facts = (prefix, zone, priority, group)
        return self._once(conn, command_id, request, lambda: self._issue(conn, author, *facts))

    def lease(self, conn: Connection, command_id: str, author: Author, zone: str) -> tuple[Lease, Done]:
        """Lease a block of numbers (号段) of a zone to a machine, the author's window.

        A hub that was put back today leases none that it may have leased in the time that it lost. Raises
        RuleViolation ``tickets.unknown_zone`` (zone).
        """
        prefix = self._prefix(zone)
        earlier = self._earlier_answer(conn, command_id, ["lease", author.window, zone])
        if earlier:
            return from_json(earlier, Lease), Done(None)
        day = {"hall_id": self._hall_id, "business_day": self._today().isoformat()}
        lost = rules.numbers_lost(lost_share(conn, self._journal.node, self._clock.now()))
        raise_counter(conn, self._hall_id, day["business_day"], f"{zone}{BLOCKS}", lost)
        last = rules.LAST_SERIAL + self._take({**day, "zone": f"{zone}{BLOCKS}"}, conn, rules.BLOCK_SIZE)
        turn = self._take({**day, "zone": ""}, conn, 0)
        first, windows = (
            last - rules.BLOCK_SIZE + 1,
            claims.open_windows(conn, self._hall_id, self._today(), zone),
        )
        made = Lease(day["business_day"], zone, prefix, first, last, turn, windows)
        facts = {**msgspec.to_builtins(made), "holder": author.window}
        subject = f"block:{made.business_day}:{zone}:{first}"
        written = self._journal.append(conn, author, NewEvent(events.BLOCK_LEASED, subject, facts))
        self._keep(conn, command_id, made)
        return made, Done(None, written)

    def call_next(
        self,
        conn: Connection,
        command_id: str,
        author: Author,
        zones: Sequence[str] = (),
        keep: int = 0,
        done: Sequence[str] = (),
    ) -> Done:
        """叫号: the next waiting ticket of these zones (none given = every zone) goes to the author's window.

        A window that still has a ticket called or in service gets that one again: no second citizen. See
        ``Asking`` for ``keep`` and ``done``: a window that keeps tickets owns the called one too, gets the
        next ones in escrow, and is told None when what it owns already comes first.
        """
        asking = Asking(zones, keep, done)
        request = ["call", author.window, *zones]
        made = self._once(conn, command_id, request, lambda: self._call(conn, command_id, author, asking))
        owned = owned_by(conn, self._hall_id, author.window, self._today()) if keep else ()
        return replace(made, owned=owned, day=self._today().isoformat())

    def change(self, conn: Connection, command_id: str, author: Author, ticket_id: str, kind: str) -> Done:
        """Let something happen to a ticket (重呼, 开始办理, 过号, 撤销过号, 完成); ``kind``: of its event.

        Raises RuleViolation ``tickets.unknown_ticket``, ``tickets.held`` (number, window) when a window
        owns the ticket and alone may say what happens to it, and those of ``rules.check``."""

        def work() -> Done:
            ticket = find(conn, self._hall_id, ticket_id, lock=True)
            if ticket is None:
                raise RuleViolation("tickets.unknown_ticket")
            if ticket.owner:
                raise RuleViolation("tickets.held", number=ticket.number, window=ticket.owner)
            rules.check(kind, ticket, author.window)
            written, moved = say(conn, self._journal, author, kind, ticket)
            return Done(moved, written)

        return self._once(conn, command_id, [kind, author.window, ticket_id], work)

    def reclaim(self, conn: Connection, command_id: str, author: Author, window: str, reason: str) -> Done:
        """Take from a dead window what it owns and is not serving (收回).

        The lobby manager has made sure that it is off: what it called all the same shows as a double
        service. A citizen who was called there comes first again. Raises RuleViolation
        ``tickets.reason_missing``.
        """
        if not reason.strip():
            raise RuleViolation("tickets.reason_missing", field="reason")

        def work() -> Done:
            owned = owned_by(conn, self._hall_id, window, self._today())
            lost = [ticket for ticket in owned if rules.may(events.RECLAIMED, ticket)]
            facts: dict[str, Json] = {"from": window, "reason": reason}
            said = [
                say(conn, self._journal, author, events.RECLAIMED, ticket, {**facts, "held": ticket.epoch})[0]
                for ticket in lost
            ]
            return Done(None, also=tuple(said))

        return self._once(conn, command_id, ["reclaim", window, reason], work)

    def merge(self, conn: Connection, author: Author, event: TicketEvent) -> tuple[Event, ...]:
        """Say what a stray event means for the queue; see ``app.tickets.merge``."""
        return merge(conn, self._journal, author, event)

    def _once(
        self, conn: Connection, command_id: str, request: Sequence[object], work: Callable[[], Done]
    ) -> Done:
        earlier = self._earlier_answer(conn, command_id, request)
        if earlier:
            return Done(from_json(earlier, cast(type[Ticket | None], Ticket | None)))
        done = work()
        self._keep(conn, command_id, done.ticket)
        return done

    def _earlier_answer(self, conn: Connection, command_id: str, request: Sequence[object]) -> str:
        # The row is taken before the work: the same command on another connection waits here. Its answer
        # comes into it in the same transaction, so a row that has none yet is ours.
        text = msgspec.json.encode(request).decode()
        row = {"hall_id": self._hall_id, "command_id": command_id, "request": text, "answer": ""}
        insert_ignore(conn, ticket_commands, [row])
        known = conn.execute(_known_command, {"hall": self._hall_id, "command": command_id}).one()
        if known.request != text:
            raise RuleViolation("tickets.command_reused")
        return str(known.answer)

    def _keep(self, conn: Connection, command_id: str, answer: Ticket | Lease | None) -> None:
        key = {"hall": self._hall_id, "command": command_id}
        conn.execute(_keep_answer, {**key, "text": msgspec.json.encode(answer).decode()})

    def _prefix(self, zone: str) -> str:
        prefix = self._prefixes.get(zone)
        if prefix is None:
            raise RuleViolation("tickets.unknown_zone", field="zone", zone=zone)
        return prefix

    def _take(self, key: Mapping[str, str], conn: Connection, count: int = 1) -> int:
        return take(conn, ticket_counters, ticket_counters.c.last, key, count)

    def _issue(
        self, conn: Connection, author: Author, prefix: str, zone: str, priority: Priority, group: str
    ) -> Done:
        day = {"hall_id": self._hall_id, "business_day": self._today().isoformat()}
        turn = self._take({**day, "zone": ""}, conn)
        serial = self._take({**day, "zone": zone}, conn)
        while by_number(conn, self._hall_id, day["business_day"], rules.number_text(prefix, serial)):
            # Somebody called this number by a slip of the hand before it was given: nobody gets it.
            serial = self._take({**day, "zone": zone}, conn)
        if serial > rules.LAST_SERIAL:
            raise RuleViolation("tickets.numbers_exhausted", zone=zone, last=rules.LAST_SERIAL)
        facts: dict[str, Json] = {
            "number": rules.number_text(prefix, serial),
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

    def _call(self, conn: Connection, command_id: str, author: Author, asking: Asking) -> Done:
        claims.hold_window(conn, self._hall_id, self._today(), author.window, command_id, asking.zones)
        held = held_by(conn, self._hall_id, author.window, self._today(), asking.done)
        if held is not None:
            return Done(held)
        owned = owned_by(conn, self._hall_id, author.window, self._today()) if asking.keep else ()
        own = [t for t in owned if t.state == TicketState.WAITING and t.id not in asking.done]
        claimed = self._claim(conn, author, asking, before=own[0] if own else None)
        called: tuple[Event | None, Ticket | None] = (None, None)
        if claimed is not None:
            facts: dict[str, Json] = {"owner": author.window} if asking.keep else {}
            called = say(conn, self._journal, author, events.CALLED, claimed, facts)
        given = self._give(conn, author, asking, asking.keep - len(own))
        if called[1] is None and not own and not given:
            return self._demand(conn, author, asking)
        return Done(called[1], called[0], given)

    def _give(self, conn: Connection, author: Author, asking: Asking, count: int) -> tuple[Event, ...]:
        """Put the next tickets into the window's escrow."""
        given = []
        for _ in range(count):
            ticket = self._claim(conn, author, asking, escrow=True)
            if ticket is None:
                break
            given.append(say(conn, self._journal, author, events.ESCROWED, ticket)[0])
        return tuple(given)

    def _demand(self, conn: Connection, author: Author, asking: Asking) -> Done:
        """Nothing waits but what other windows hold: ask for the first of it."""
        held = claims.elsewhere(conn, self._hall_id, self._today(), author.window, asking.zones)
        if not held:
            return Done(None)
        first = held[0]
        if first.demanded:
            return Done(None, demanded=True)
        facts: dict[str, Json] = {"from": first.owner, "held": first.epoch}
        said, _ = say(conn, self._journal, author, events.DEMANDED, first, facts)
        return Done(None, said, demanded=True)

    def _claim(
        self,
        conn: Connection,
        author: Author,
        asking: Asking,
        *,
        before: Ticket | None = None,
        escrow: bool = False,
    ) -> Ticket | None:
        here = (self._hall_id, self._today(), author.window)
        return claims.claim(conn, *here, asking.zones, before=before, escrow=escrow)

    def _today(self) -> date:
        return business_day(self._clock.now())

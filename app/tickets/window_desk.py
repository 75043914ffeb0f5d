"""The tickets that a window owns, in its own store: it goes on calling them when the hub is gone (离线叫号).

Everything is an event of the window's journal and goes to the hub with it. What the window stored before it
was started again may have been taken back meanwhile: it counts only after the hub has confirmed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import cast

from msgspec.structs import asdict
from sqlalchemy import Connection

from app.core.clock import Clock
from app.core.errors import RuleViolation
from app.core.ids import new_id
from app.db.store import Store
from app.journal.append import Journal
from app.journal.model import Author, Json, NewEvent
from app.tickets import escrow, events, rules
from app.tickets.escrow import Step, Stock
from app.tickets.hall_day import HallDay
from app.tickets.model import Ticket, TicketState
from app.tickets.projection import ticket_event
from app.tickets.queries import all_of, by_number, find

_Given = tuple[str, int]
"""A ticket's id, and the epoch in which it was given."""


class WindowDesk:
    """One window's own tickets. Every command is one transaction of its store; threads may share it."""

    def __init__(self, store: Store, journal: Journal, clock: Clock, window: str) -> None:
        self._store = store
        self._journal = journal
        self._day = HallDay(clock)
        self.window = window
        self._hall_id = journal.node.hall_id
        self._itself = Author("", window)
        self._confirmed: frozenset[_Given] = frozenset()
        self._given_up: frozenset[_Given] = frozenset()

    def stock(self) -> Stock:
        """What is left for the time without the hub."""
        with self._store.read() as conn:
            mine = self._mine(conn)
        waiting = [ticket for ticket in mine if self._is_waiting_here(ticket)]
        ready = sum(self._is_confirmed(ticket) for ticket in waiting)
        closed = {t.id for t in mine if t.state in rules.OVER or t.owner != self.window}
        closed |= {ticket_id for ticket_id, _ in self._given_up}
        return Stock(ready, len(waiting) - ready, frozenset(closed))

    def at_hand(self) -> Ticket | None:
        """The ticket that is called to or served at this window today."""
        with self._store.read() as conn:
            return self._at_hand(conn)

    def owns(self, ticket_id: str) -> bool:
        """Whether this window alone may say what happens to a ticket."""
        with self._store.read() as conn:
            ticket = find(conn, self._hall_id, ticket_id)
        return ticket is not None and ticket.owner == self.window

    def settle(self, theirs: Iterable[Ticket], day: date, *, answered: bool) -> None:
        """Bring the own store in step with what the hub says of its business day ``day``.

        Stores what was given, gives back what is not wanted, drops what was taken away. After it, and only
        after it, the confirmed tickets may be called. ``answered``: it is the answer to this window's own
        question and names all that it owns; else a picture of the hall that may be a little older.
        """
        told = tuple(theirs)
        self._day.tell(day)
        confirmed, given_up = self._store.transact(lambda conn: self._settle(conn, told))
        self._confirmed = confirmed if answered else self._confirmed | confirmed
        self._given_up |= given_up

    def call(self, author: Author, zones: Sequence[str] = ()) -> Ticket | None:
        """Call the next of the own tickets (离线叫号); the one at hand again while there is one.

        None when nothing is left that may be called.
        """

        def work(conn: Connection) -> Ticket | None:
            at_hand = self._at_hand(conn)
            if at_hand is not None:
                return at_hand
            usable = [t for t in self._mine(conn) if self._is_usable(t, zones)]
            first = min(usable, key=rules.call_order, default=None)
            return self._say(conn, author, events.CALLED, first) if first else None

        return self._store.transact(work)

    def call_by_hand(self, author: Author, text: str) -> Ticket:
        """Call a number that the clerk typed, when nothing else is left (手工叫号).

        Raises RuleViolation ``tickets.no_number``; ``tickets.called_here`` (number) for one that this window
        has called today; ``tickets.unconfirmed`` (number) for one that it may not call before the hub says
        so; ``tickets.given_back`` (number).
        """
        number = rules.typed_number(text)

        def work(conn: Connection) -> Ticket:
            known = by_number(conn, self._hall_id, self._day.today().isoformat(), number)
            if known is None:
                return self._call_typed(conn, author, number)
            if known.owner != self.window:
                raise RuleViolation("tickets.given_back", number=number)
            if known.state == TicketState.MISSED:
                known = self._say(conn, author, events.RESTORED, known)
            elif known.state != TicketState.WAITING:
                raise RuleViolation("tickets.called_here", number=number)
            elif not self._is_confirmed(known):
                raise RuleViolation("tickets.unconfirmed", number=number)
            return self._say(conn, author, events.CALLED, known)

        return self._store.transact(work)

    def change(self, author: Author, ticket_id: str, kind: str) -> Ticket:
        """Let something happen to an own ticket. Raises RuleViolation as ``TicketDesk`` does."""

        def work(conn: Connection) -> Ticket:
            ticket = find(conn, self._hall_id, ticket_id)
            if ticket is None:
                raise RuleViolation("tickets.unknown_ticket")
            if ticket.owner != self.window:
                raise RuleViolation("tickets.given_back", number=ticket.number)
            rules.check(kind, ticket, self.window)
            return self._say(conn, author, kind, ticket)

        changed = self._store.transact(work)
        if kind == events.RESTORED:
            self._confirmed |= {(changed.id, changed.epoch)}
        return changed

    def give_back(self, asked: Iterable[_Given]) -> None:
        """The hub asks for tickets, by id and epoch: those that are not at hand go back (ticket.released)."""
        wanted = frozenset(asked)

        def work(conn: Connection) -> None:
            for ticket_id, epoch in sorted(wanted):
                ticket = find(conn, self._hall_id, ticket_id)
                if ticket is None:
                    self._release(conn, ticket_id, epoch, 0)
                elif self._is_waiting_here(ticket) and ticket.epoch == epoch:
                    self._say(conn, self._itself, events.RELEASED, ticket)

        # What was given in an answer that is still on its way must not be stored after this.
        self._given_up |= wanted
        self._store.transact(work)

    def give_back_missed(self, author: Author) -> None:
        """Citizens who did not come are everybody's again: any window may restore them."""
        self._store.transact(lambda conn: self._release_all(conn, author, (TicketState.MISSED,)))

    def leave(self) -> None:
        """This window stops calling: nobody is on duty, or the program ends. What it holds goes back."""

        def work(conn: Connection) -> None:
            self._release_all(conn, self._itself, (TicketState.WAITING, TicketState.MISSED))
            self._journal.append(conn, self._itself, NewEvent(events.WINDOW_LEFT, f"window:{self.window}"))

        self._store.transact(work)

    def _settle(
        self, conn: Connection, theirs: Sequence[Ticket]
    ) -> tuple[frozenset[_Given], frozenset[_Given]]:
        today = self._day.today().isoformat()
        confirmed, given_up = set(), set()
        for ticket in theirs:
            if ticket.business_day != today or (ticket.id, ticket.epoch) in self._given_up:
                continue
            mine = self._mine(conn)
            known = next((t for t in mine if t.id == ticket.id), None)
            typed = next((t for t in mine if t.number == ticket.number), None) if known is None else None
            if typed is not None and not escrow.is_past(typed, ticket):
                # The hub will find that both are one, or says what it has found.
                continue
            room = escrow.room(mine, self.window) if typed is None else 0
            todo = escrow.step(known, ticket, self.window, room)
            if todo in (Step.CONFIRM, Step.HOLD):
                confirmed.add((ticket.id, ticket.epoch))
            if todo is Step.HOLD:
                facts = cast(dict[str, Json], asdict(ticket))
                held = NewEvent(events.HELD, events.subject_of(ticket.id), facts, base_version=ticket.version)
                self._journal.append(conn, self._itself, held)
            elif todo is Step.GIVE_BACK:
                given = known if known is not None and ticket.owner != self.window else ticket
                self._release(conn, given.id, given.epoch, given.version)
                given_up.add((given.id, given.epoch))
        return frozenset(confirmed), frozenset(given_up)

    def _release_all(self, conn: Connection, author: Author, states: Sequence[TicketState]) -> None:
        for ticket in self._mine(conn):
            if ticket.owner == self.window and ticket.state in states:
                self._say(conn, author, events.RELEASED, ticket)

    def _release(self, conn: Connection, ticket_id: str, epoch: int, version: int) -> None:
        """Give a ticket back that was perhaps never stored here."""
        subject = events.subject_of(ticket_id)
        said = NewEvent(events.RELEASED, subject, {"epoch": epoch}, base_version=version)
        self._journal.append(conn, self._itself, said)

    def _call_typed(self, conn: Connection, author: Author, number: str) -> Ticket:
        facts: dict[str, Json] = {"number": number, "business_day": self._day.today().isoformat()}
        made = NewEvent(events.HAND_CALLED, events.subject_of(new_id()), facts)
        return rules.hand_called(ticket_event(self._journal.append(conn, author, made)))

    def _say(self, conn: Connection, author: Author, kind: str, ticket: Ticket) -> Ticket:
        facts: dict[str, Json] = {"epoch": ticket.epoch}
        event = NewEvent(kind, events.subject_of(ticket.id), facts, base_version=ticket.version)
        return rules.after(ticket, ticket_event(self._journal.append(conn, author, event)))

    def _mine(self, conn: Connection) -> tuple[Ticket, ...]:
        return all_of(conn, self._hall_id, self._day.today())

    def _at_hand(self, conn: Connection) -> Ticket | None:
        here = (t for t in self._mine(conn) if t.owner == self.window and t.state in rules.AT_WINDOW)
        return next(here, None)

    def _is_waiting_here(self, ticket: Ticket) -> bool:
        return ticket.owner == self.window and ticket.state == TicketState.WAITING

    def _is_confirmed(self, ticket: Ticket) -> bool:
        return (ticket.id, ticket.epoch) in self._confirmed

    def _is_usable(self, ticket: Ticket, zones: Sequence[str]) -> bool:
        in_zones = not zones or ticket.zone in zones
        return in_zones and self._is_waiting_here(ticket) and self._is_confirmed(ticket)

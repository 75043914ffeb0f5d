"""Commands on duties: a clerk comes on duty at a window (上岗) and leaves (离岗).

A staff card says who somebody is and proves nothing: its UID can be copied. It opens nothing that was closed
without it; it saves that one clerk's work is booked under another's name.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy import Connection

from app.core.clock import Clock, business_day
from app.core.errors import RuleViolation
from app.core.ids import new_id
from app.db.store import Store
from app.journal.append import Journal
from app.journal.model import Author
from app.staff.events import begun, ended
from app.staff.model import Duty, SignedIn
from app.staff.queries import stays_at
from app.staff.roster import Clerk, Roster


class DutyDesk:
    """Who is on duty at one window: who signed in, else the clerk whom the settings name, else nobody.

    Commands block: use them on the ``store`` lane. The properties do not, and any thread may read them.
    """

    def __init__(
        self,
        store: Store,
        journal: Journal,
        clock: Clock,
        window: str,
        usual: Clerk,
        roster: Callable[[], Roster],
    ) -> None:
        """``usual``: whom the settings name; ``roster`` reads the one that is in force, which blocks."""
        self.window = window
        self.roster = roster
        self._store = store
        self._journal = journal
        self._clock = clock
        self._usual = usual
        self._stay: tuple[Duty, Clerk] | None = None

    @property
    def clerk(self) -> Clerk:
        """Who is on duty now; with an empty id: nobody."""
        stay = self._stay
        return stay[1] if stay else self._usual

    @property
    def author(self) -> Author:
        """On whose responsibility work is done now. Raises RuleViolation ``duty.nobody``."""
        clerk = self.clerk
        if not clerk.id:
            raise RuleViolation("duty.nobody")
        return Author(clerk.id, self.window)

    @property
    def signed_in(self) -> bool:
        """Whether somebody signed in and may leave; the usual clerk is simply there."""
        return self._stay is not None

    @property
    def over(self) -> bool:
        """Whether who signed in has forgotten to leave: a new day has begun."""
        stay = self._stay
        return stay is not None and stay[0].day != self._today().isoformat()

    def resume(self) -> None:
        """Who was on duty when the program ended today still is."""
        with self._store.read() as conn:
            stays = self._open(conn)
        if stays:
            self._stay = stays[0], self.roster().clerk(stays[0].actor)

    def holder(self, digest: str) -> Clerk:
        """Whose staff card it is.

        Raises RuleViolation: ``duty.no_cards`` while the roster has none, ``duty.card_unknown`` (card: the
        beginning of its digest).
        """
        roster = self.roster()
        if not roster.cards:
            raise RuleViolation("duty.no_cards")
        clerk_id = roster.cards.get(digest)
        if clerk_id is None:
            raise RuleViolation("duty.card_unknown", card=digest[:8])
        return roster.clerk(clerk_id)

    def begin(self, clerk_id: str, how: SignedIn) -> Clerk:
        """A clerk of the roster comes on duty; who signed in before leaves. Raises RuleViolation
        ``duty.clerk_unknown`` (id)."""
        roster = self.roster()
        if clerk_id not in roster.names:
            raise RuleViolation("duty.clerk_unknown", id=clerk_id)
        clerk, day, before = roster.clerk(clerk_id), self._today().isoformat(), self._stay
        if before is not None and (before[0].actor, before[0].day) == (clerk_id, day):
            return before[1]
        duty = Duty(new_id(), clerk_id, day)

        def work(conn: Connection) -> None:
            stays = self._open(conn)
            for stay in stays if before is None or before[0] in stays else [before[0], *stays]:
                self._end(conn, stay)
            self._journal.append(conn, Author(clerk_id, self.window), begun(duty, how))

        self._store.transact(work)
        self._stay = duty, clerk
        return clerk

    def end(self) -> Clerk:
        """Who signed in leaves; returns who is on duty then."""
        stay = self._stay
        if stay is not None:
            self._store.transact(lambda conn: self._end(conn, stay[0]))
            self._stay = None
        return self.clerk

    def _open(self, conn: Connection) -> list[Duty]:
        return stays_at(conn, self._journal.node.hall_id, self.window, self._today())

    def _end(self, conn: Connection, duty: Duty) -> None:
        self._journal.append(conn, Author(duty.actor, self.window), ended(duty))

    def _today(self) -> date:
        return business_day(self._clock.now())

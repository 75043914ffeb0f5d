"""Who is on duty at the window (在岗): a staff card on its reader, a name from the search list, leaving.

The clerk changes only between two visits: what is open belongs to who opened it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.peripherals.events import StaffCardSeen
from app.staff.model import SignedIn
from app.staff.roster import Clerk, Roster
from app.staff.search import index_of
from ui.workbench.session import Model, Session, wording
from ui.workbench.state import Wording


class DutyTable:
    """Intents on duty, and what the reader of staff cards tells; used in the GUI thread."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._waiting: tuple[Clerk, SignedIn] | None = None
        self.handlers: Mapping[type, Callable[..., None]] = {StaffCardSeen: self._card_seen}

    def begin(self) -> None:
        """Take over who there is: now, and whenever the roster may be another."""
        session, duty = self._session, self._session.services.duty
        session.run("store", lambda: _found_by(duty.roster()), lambda found: session.update(**found))
        self._show(duty.clerk)

    def pick(self, clerk_id: str) -> None:
        """Somebody without card comes on duty (手工选名)."""
        names = self._session.model.names or {}
        self._sign_in(Clerk(clerk_id, names.get(clerk_id, clerk_id)), SignedIn.NAME)

    def leave(self) -> None:
        """Who signed in leaves (离岗)."""
        self._leave(lambda name: self._session.say("duty.ended", "info", name=name))

    def expire(self) -> None:
        """Called every second: whoever forgot to leave is not on duty on the next day."""
        if self._session.services.duty.over and in_the_way(self._session.model) is None:
            self._leave(lambda name: self._session.say("duty.over", "info", name=name))

    def _card_seen(self, event: StaffCardSeen) -> None:
        session = self._session
        services = session.services
        if event.demo and not services.demo_cards:
            session.say("duty.demo_refused", "bad")
            return
        session.run(
            "store",
            lambda: services.duty.holder(event.uid_digest),
            lambda clerk: self._sign_in(clerk, SignedIn.CARD),
        )

    def _sign_in(self, clerk: Clerk, how: SignedIn) -> None:
        session, model = self._session, self._session.model
        if clerk.id == model.clerk.id and model.signed_in:
            session.say("duty.already", "info", name=clerk.name)
            return
        why_not = in_the_way(model, clerk.id)
        if why_not is not None:
            session.explain(why_not)
            return
        duty = session.services.duty
        if not self._change(lambda: duty.begin(clerk.id, how), lambda came: self._came(came, how)):
            # Of two cards in a row the one that lies there now counts.
            self._waiting = clerk, how

    def _change(self, work: Callable[[], Clerk], done: Callable[[Clerk], None]) -> bool:
        """Change who is on duty, one change after the other; false while another one is under way."""
        session = self._session
        if not session.begin("duty"):
            return False

        def then(tell: Callable[[Any], None]) -> Callable[[Any], None]:
            def finished(result: Any) -> None:
                tell(result)
                waiting, self._waiting = self._waiting, None
                if waiting is not None:
                    self._sign_in(*waiting)

            return finished

        session.run("store", work, then(done), action="duty", failed=then(session.fail))
        return True

    def _came(self, clerk: Clerk, how: SignedIn) -> None:
        self._session.unsay()
        self._show(clerk)
        self._session.say(f"duty.begun_by_{how.value}", "ok", name=clerk.name)
        self._session.sync_soon()

    def _leave(self, tell: Callable[[str], None]) -> None:
        session, before = self._session, self._session.model.clerk
        services = session.services

        def left(clerk: Clerk) -> None:
            session.unsay()
            self._show(clerk)
            tell(before.name)
            if not clerk.id:
                session.run("sync", services.queue.leave, lambda _: None)
            session.sync_soon()

        self._change(services.duty.end, left)

    def _show(self, clerk: Clerk) -> None:
        session = self._session
        reads = session.services.reads
        session.update(clerk=clerk, signed_in=session.services.duty.signed_in)
        session.run("store", reads.counts, lambda counts: session.update(counts=counts))
        session.run("store", reads.recent_items, lambda ids: session.update(recents=ids))


def _found_by(roster: Roster) -> dict[str, Any]:
    """What the search finds a roster's clerks by; off the GUI thread, for there may be many."""
    return {"names": roster.names, "clerks": index_of(roster)}


def in_the_way(model: Model, coming: str = "") -> Wording | None:
    """Why the clerk cannot change now; somebody may always take up what lies there with nobody on duty, and
    who is there anyway may sign in."""
    if model.read_only is not None:
        return model.read_only
    if model.clerk.id in ("", coming):
        return None
    if model.visit is not None:
        return wording("duty.visit_open")
    if model.ticket is not None:
        return wording("duty.ticket_called", number=model.ticket.number)
    return wording("duty.calling") if model.busy & {"call_next", "start"} else None

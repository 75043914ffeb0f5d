"""Finishing a visit and asking for its evaluation (好差评) in the background."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from app.evaluations.model import Channel, Level, Served
from app.journal.model import Author
from ui.workbench.services import Services
from ui.workbench.session import Asking, Session

ASK_S = 60
THANKS_S = 4


class Rating:
    """F12 ends the visit; the question on the customer's screen never holds the clerk up.

    The clerk's side learns whether the citizen pressed, never what.
    """

    def __init__(
        self, session: Session, left: Callable[[str, str], None], next_item: Callable[[], bool]
    ) -> None:
        """``left`` is told of a visit that is over; ``next_item`` goes to what is still to be received."""
        self._session = session
        self._next_item = next_item
        self._left = left

    def finish(self) -> None:
        """End the visit. Items on the desk must be received or taken off first; one in which nothing was done
        ends at the second press, for a ticket that is finished does not come back."""
        session, visit = self._session, self._session.model.visit
        if visit is None:
            return
        if not visit.drafts and all(bar.text.code != "visit.nothing_done" for bar in session.model.bars):
            session.say("visit.nothing_done", "warn", action="finish")
            return
        undone = [draft for draft in visit.drafts if not draft.received]
        if undone:
            if visit.draft not in undone:
                self._next_item()
            session.say("visit.items_left", "warn", action="receive", count=len(undone))
            return
        if not session.begin("finish"):
            return
        services = session.services
        cases = tuple(draft.case_id for draft in visit.drafts)
        served, clerk = Served(visit.visit_id, visit.ticket_id, cases), session.model.clerk

        def done(_: None) -> None:
            self._settle_earlier()
            until = session.clock.now() + timedelta(seconds=ASK_S)
            session.unsay()
            session.update(
                visit=None,
                verified_at=None,
                earlier_cases=0,
                received={},
                cautions={},
                material_change=None,
                records=(),
                document=None,
                document_case="",
                pages={},
                capture=None,
                card_for_agent=False,
                revealed=False,
                undo=None,
                reading=None,
                asking=Asking(served, clerk, visit.ticket_number, until),
                evaluation="asking",
            )
            self._left(visit.visit_id, visit.ticket_id)
            session.sync_soon()
            session.run("store", lambda: services.pages.clear_away(services.author), lambda _: None)
            session.run("store", services.reads.counts, lambda counts: session.update(counts=counts))
            session.run("store", services.reads.recent_items, lambda ids: session.update(recents=ids))

        session.run(
            "store", lambda: services.cases.finish_visit(services.author, visit), done, action="finish"
        )

    def evaluate(self, stars: int, channel: Channel = Channel.COUNTER) -> None:
        """The citizen pressed: five stars 非常满意 to one star 非常不满意."""
        session, asking = self._session, self._session.model.asking
        if asking is None:
            return
        services, level = session.services, Level.of_stars(stars)
        thanks_until = session.clock.now() + timedelta(seconds=THANKS_S)
        session.update(asking=None, evaluation="given", thanks_until=thanks_until)
        session.run(
            "store",
            lambda: services.evaluations.give(_served_by(asking, services), asking.served, level, channel),
            lambda _: session.sync_soon(),
        )

    def skip(self) -> None:
        """The citizen does not want to, or the time is over: 未评价, never a default grade."""
        session, asking = self._session, self._session.model.asking
        if asking is None:
            return
        services = session.services
        session.update(asking=None, evaluation="declined")
        session.run(
            "store",
            lambda: services.evaluations.decline(_served_by(asking, services), asking.served),
            lambda _: session.sync_soon(),
        )

    def expire(self) -> None:
        """Called every second: the question goes after a minute."""
        asking = self._session.model.asking
        if asking is None:
            return
        left = asking.until - self._session.clock.now()
        # More than the whole time left: the clock was set back.
        if not timedelta() < left <= timedelta(seconds=ASK_S):
            self.skip()

    def _settle_earlier(self) -> None:
        if self._session.model.asking is not None:
            self.skip()


def _served_by(asking: Asking, services: Services) -> Author:
    return Author(asking.clerk.id, services.duty.window)

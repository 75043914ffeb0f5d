"""Commands on evaluations (好差评): one a visit, given freely, never filled in for anybody."""

from __future__ import annotations

from sqlalchemy import Connection

from app.core.clock import Clock, business_day
from app.db.store import Store
from app.evaluations.events import declined, given
from app.evaluations.model import Channel, EvaluationState, Level, Served
from app.evaluations.queries import state_of, unsettled
from app.journal.append import Journal
from app.journal.model import Author


class EvaluationDesk:
    """Keeps what the person pressed. ``author`` is the clerk who served."""

    def __init__(self, store: Store, journal: Journal, clock: Clock) -> None:
        self._store = store
        self._journal = journal
        self._clock = clock

    def give(self, author: Author, served: Served, level: Level, channel: Channel) -> None:
        """Store a level. The first one counts; one given after the time ran out still counts."""
        day = business_day(self._clock.now())

        def work(conn: Connection) -> None:
            if self._state(conn, served) is not EvaluationState.GIVEN:
                self._journal.append(conn, author, given(served, day, level, channel))

        self._store.transact(work)

    def decline(self, author: Author, served: Served) -> None:
        """Store that nothing was pressed; changes nothing when something was."""
        day = business_day(self._clock.now())

        def work(conn: Connection) -> None:
            if self._state(conn, served) is None:
                self._journal.append(conn, author, declined(served, day))

        self._store.transact(work)

    def settle(self, window: str) -> None:
        """Store 未评价 for the visits of a window that ended without a word on their evaluation, because the
        program was stopped before the question was over. Each is booked on its own day for who served."""

        def work(conn: Connection) -> None:
            for visit in unsettled(conn, self._journal.node.hall_id, window):
                self._journal.append(conn, Author(visit.actor, window), declined(visit.served, visit.day))

        self._store.transact(work)

    def _state(self, conn: Connection, served: Served) -> EvaluationState | None:
        return state_of(conn, self._journal.node.hall_id, served.visit_id)

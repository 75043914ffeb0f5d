"""Looks into a window's store, as the workbench needs them."""

from __future__ import annotations

from app.cases import queries
from app.cases.queries import DayCounts, RecordLine
from app.cases.visit import Visit
from app.core.clock import Clock, business_day
from app.db.store import Store


class StoreReads:
    """Implements ui.workbench.services.Reads."""

    def __init__(self, store: Store, hall_id: str, actor: str, clock: Clock) -> None:
        self._store = store
        self._hall_id = hall_id
        self._actor = actor
        self._clock = clock

    def record(self, visit: Visit) -> tuple[RecordLine, ...]:
        """See Reads."""
        with self._store.read() as conn:
            return queries.record(conn, self._hall_id, visit)

    def counts(self) -> DayCounts:
        """See Reads."""
        with self._store.read() as conn:
            return queries.day_counts(conn, self._hall_id, business_day(self._clock.now()), self._actor)

    def recent_items(self) -> tuple[str, ...]:
        """See Reads."""
        with self._store.read() as conn:
            return queries.recent_items(conn, self._hall_id, self._actor, business_day(self._clock.now()))

    def earlier_cases(self, number: str) -> int:
        """See Reads."""
        with self._store.read() as conn:
            return queries.earlier_cases(conn, self._hall_id, number)

"""Looks into a window's store, as the workbench needs them."""

from __future__ import annotations

from datetime import date

from app.cases import queries
from app.cases.model import Received
from app.cases.queries import DayCounts, FoundCase, RecordLine
from app.cases.visit import Visit
from app.core.clock import Clock, business_day
from app.db.store import Store
from app.documents.events import document_subject
from app.documents.queries import receipt_of
from app.staff.service import DutyDesk


class StoreReads:
    """Implements ui.workbench.services.Reads."""

    def __init__(self, store: Store, hall_id: str, duty: DutyDesk, clock: Clock) -> None:
        self._store = store
        self._hall_id = hall_id
        self._duty = duty
        self._clock = clock

    def record(self, visit: Visit) -> tuple[RecordLine, ...]:
        """See Reads."""
        with self._store.read() as conn:
            receipts = (receipt_of(conn, self._hall_id, d.case_id) for d in visit.drafts if d.received)
            documents = [document_subject(each.id) for each in receipts if each is not None]
            return queries.record(conn, self._hall_id, visit, documents)

    def received(self, visit: Visit) -> tuple[Received, ...]:
        """See Reads."""
        with self._store.read() as conn:
            return queries.received_in(conn, self._hall_id, visit.visit_id)

    def counts(self) -> DayCounts:
        """See Reads."""
        with self._store.read() as conn:
            return queries.day_counts(conn, self._hall_id, self._today(), self._duty.clerk.id)

    def recent_items(self) -> tuple[str, ...]:
        """See Reads."""
        with self._store.read() as conn:
            return queries.recent_items(conn, self._hall_id, self._duty.clerk.id, self._today())

    def cases_numbered(self, digits: str) -> tuple[FoundCase, ...]:
        """See Reads."""
        with self._store.read() as conn:
            return queries.found_by_number(conn, self._hall_id, digits)

    def earlier_cases(self, number: str) -> int:
        """See Reads."""
        with self._store.read() as conn:
            return queries.earlier_cases(conn, self._hall_id, number)

    def _today(self) -> date:
        return business_day(self._clock.now())

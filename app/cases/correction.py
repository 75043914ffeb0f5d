"""Commands on cases that were received: correct contact data (更正), add a note (备注), give a new number."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from app.cases import queries
from app.cases.amendments import amend_guard, case_amended, case_noted, case_renumbered, note_guard
from app.cases.events import CASE_RECEIVED, CASE_RENUMBERED, case_subject
from app.cases.model import HallFacts
from app.cases.numbering import Block
from app.core.clock import Clock, business_day
from app.core.errors import RuleViolation
from app.db.store import Store
from app.journal.append import Journal
from app.journal.model import Author
from app.journal.read import of_subject
from app.sync.events import settled
from app.sync.settling import answer_of


class CorrectionDesk:
    """One window's corrections. Every command is one transaction."""

    def __init__(self, store: Store, journal: Journal, clock: Clock, hall: HallFacts, window_no: int) -> None:
        self._store = store
        self._journal = journal
        self._clock = clock
        self._hall = hall
        self._window_no = window_no
        self._hall_id = journal.node.hall_id

    def amend(self, author: Author, case_id: str, changes: Mapping[str, str], base_version: int) -> None:
        """Correct contact data (更正联系方式), by the keys of ``amendments.AMENDABLE``; ``base_version``: of
        the case as the clerk sees it.

        Raises RuleViolation as ``amend_guard``, ``case.unknown``; Superseded ``cases.superseded`` when the
        case has changed since.
        """

        def work(conn: Connection) -> None:
            kept = amend_guard(queries.people_of(conn, self._hall_id, case_id), changes)
            self._journal.append(conn, author, case_amended(case_subject(case_id), kept, base_version))

        self._store.transact(work)

    def note(self, author: Author, case_id: str, text: str) -> None:
        """Add a note. Raises RuleViolation as ``note_guard``."""
        event = case_noted(case_subject(case_id), note_guard(text))
        self._store.transact(lambda conn: self._journal.append(conn, author, event))

    def renumber(self, author: Author, case_id: str) -> str:
        """Give a case a new number because the hub refused its receipt (``cases.number_taken``), or another
        new number; this one is to be printed (补打凭证). Raises RuleViolation ``case.number_stands``."""
        return self._store.transact(lambda conn: self._renumber(conn, author, case_id))

    def _renumber(self, conn: Connection, author: Author, case_id: str) -> str:
        receipts = [
            event
            for event in of_subject(conn, self._hall_id, case_subject(case_id))
            if event.kind in (CASE_RECEIVED, CASE_RENUMBERED)
            and answer_of(conn, self._hall_id, event.id) == ("rejected", "")
        ]
        if not receipts:
            raise RuleViolation("case.number_stands")
        block = Block(self._hall, business_day(self._clock.now()), self._window_no)
        number = block.after(queries.last_number(conn, self._hall_id, block))
        self._journal.append(conn, author, settled(receipts[0], "renumbered"))
        self._journal.append(conn, author, case_renumbered(receipts[0], number))
        return str(number)

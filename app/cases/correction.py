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
from app.journal.node import lost_share
from app.journal.read import of_subject
from app.sync.events import settled
from app.sync.history import History
from app.sync.progress import answer_of


class CorrectionDesk:
    """One window's corrections. Every command is one transaction."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        clock: Clock,
        hall: HallFacts,
        window_no: int,
        history: History,
    ) -> None:
        self._store = store
        self._journal = journal
        self._history = history
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
        new number; this one is to be printed (补打凭证). It is the number that another machine which is this
        window gave the case, if there is one. Raises RuleViolation ``case.number_stands``."""
        return self._store.transact(lambda conn: self._renumber(conn, author, case_id))

    def _renumber(self, conn: Connection, author: Author, case_id: str) -> str:
        answered = [
            (event, *answer_of(conn, self._hall_id, event.id))
            for event in of_subject(conn, self._hall_id, case_subject(case_id))
            if event.kind in (CASE_RECEIVED, CASE_RENUMBERED)
        ]
        refused = [event for event, *answer in answered if answer == ["rejected", ""]]
        if not refused:
            raise RuleViolation("case.number_stands")
        given = {str(event.payload["case_no"]) for event, status, _ in answered if not status}
        given -= {str(event.payload["case_no"]) for event, status, _ in answered if status}
        free = sorted(number for number in given if self._is_free(conn, case_id, number))
        number = free[0] if free else self._next_number(conn)
        self._journal.append(conn, author, settled(refused[0], "renumbered"))
        self._journal.append(conn, author, case_renumbered(refused[0], number))
        self._history.recount(conn, self._hall_id, case_subject(case_id))
        self._history.try_again(conn, self._hall_id)
        return number

    def _is_free(self, conn: Connection, case_id: str, number: str) -> bool:
        """Whether no other case has the number here."""
        return all(each.case_id == case_id for each in queries.found_by_number(conn, self._hall_id, number))

    def _next_number(self, conn: Connection) -> str:
        now = self._clock.now()
        block = Block(self._hall, business_day(now), self._window_no)
        lost = block.lost(lost_share(conn, self._journal.node, now))
        return str(block.after(queries.last_number(conn, self._hall_id, block), lost))

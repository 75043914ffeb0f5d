"""Commands on visits and cases: the clerk's desk (收件)."""

from __future__ import annotations

import logging
from copy import copy
from datetime import date, datetime

from msgspec.structs import replace
from sqlalchemy import Connection, bindparam, delete, insert, update

from app.cases import queries
from app.cases.events import (
    Intake,
    applicant_number,
    case_received,
    person_verified,
    visit_finished,
    visit_opened,
)
from app.cases.materials import MaterialLine, dated
from app.cases.model import HallFacts, Received, desk_drafts
from app.cases.numbering import Block, CaseNumber
from app.cases.queries import VisitState
from app.cases.questions import answers
from app.cases.rules import Caution, cautions, receive_guard
from app.cases.visit import Draft, Visit
from app.cases.visit_text import to_json
from app.catalogue.model import Catalogue, Item
from app.catalogue.situations import promised_limit_for
from app.core.clock import Clock, business_day, from_text, to_text
from app.core.errors import RuleViolation
from app.db.store import Store
from app.journal.append import Journal
from app.journal.model import Author
from app.journal.node import lost_share
from app.people.model import Role
from app.workdays.calendar import WorkCalendar
from app.workdays.deadline import clocks, due

_log = logging.getLogger(__name__)

NOTICE_WORKDAYS = 5
"""行政许可法 art.32(4): ask for everything that is missing within five working days, once."""

_this_draft = (desk_drafts.c.hall_id == bindparam("hall"), desk_drafts.c.visit_id == bindparam("of_visit"))
_insert_draft = insert(desk_drafts)
_save_draft = (
    update(desk_drafts).where(*_this_draft).values(visit=bindparam("text"), saved_at=bindparam("at"))
)
_delete_draft = delete(desk_drafts).where(*_this_draft)


class CaseDesk:
    """One window's desk. Every command is one transaction, and giving it twice changes nothing more."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        clock: Clock,
        catalogue: Catalogue,
        calendar: WorkCalendar,
        hall: HallFacts,
        window_no: int,
    ) -> None:
        self._store = store
        self._journal = journal
        self._clock = clock
        self._catalogue = catalogue
        self._calendar = calendar
        self._hall = hall
        self._window_no = window_no
        self._hall_id = journal.node.hall_id
        self._elsewhere: dict[date, int] = {}

    def skip_to(self, day: date, sequence: int) -> None:
        """The hub knows of a number up to this sequence of the window's block: a lost disk or a second
        machine gave it, so it is not given here. Callable from any thread."""
        self._elsewhere[day] = max(sequence, self._elsewhere.get(day, 0))

    def open_visit(self, author: Author, visit: Visit) -> None:
        """Begin a visit made by ``visit.open_visit`` and lay it on the desk."""
        text = to_json(visit)

        def work(conn: Connection) -> None:
            if self._state(conn, visit) == "unknown":
                self._journal.append(conn, author, visit_opened(visit))
                conn.execute(_insert_draft, self._draft_row(visit, text))

        self._store.transact(work)

    def save_draft(self, visit: Visit) -> bool:
        """Keep the visit as it is now (暂存); false when it is no longer on the desk.

        What is received stays received, even if an older state of the visit is saved after it.
        """
        text = to_json(visit)
        return self._store.transact(lambda conn: self._save(conn, visit, text))

    def working_by(self, catalogue: Catalogue, calendar: WorkCalendar) -> CaseDesk:
        """The same desk by another catalogue and calendar, which are in force from now on."""
        other = copy(self)
        other._catalogue, other._calendar = catalogue, calendar
        return other

    def restore(self) -> Visit | None:
        """What lay on the desk when the program ended, also when it was killed.

        Items that the catalogue no longer has, since it was replaced meanwhile, are left out: nothing could
        be shown of them, ``withdrawn`` tells which. Cases received for them stand.
        """
        with self._store.read() as conn:
            visit = queries.load_open_visit(conn, self._hall_id)
        if visit is None:
            return None
        known = tuple(draft for draft in visit.drafts if draft.item_id in self._catalogue.items)
        if len(known) == len(visit.drafts):
            return visit
        _log.warning("%d items of the open visit are not in the catalogue", len(visit.drafts) - len(known))
        return replace(visit, drafts=known, active=0)

    def withdrawn(self) -> tuple[str, ...]:
        """Ids of items that ``restore`` leaves out; after the visit was saved, of the received ones only."""
        with self._store.read() as conn:
            visit = queries.load_open_visit(conn, self._hall_id)
        drafts = visit.drafts if visit else ()
        return tuple(each.item_id for each in drafts if each.item_id not in self._catalogue.items)

    def verify_person(self, author: Author, visit: Visit, role: Role) -> None:
        """Record that the applicant or agent of the visit was verified by the card just read.

        Raises RuleViolation ``visit.not_open``, ``visit.not_by_card`` when the data were typed.
        """
        person = visit.agent if role is Role.AGENT else visit.applicant
        if not person.by_card:
            raise RuleViolation("visit.not_by_card")

        def work(conn: Connection) -> None:
            self._require_open(self._state(conn, visit))
            self._journal.append(conn, author, person_verified(visit, role, person))
            self._save(conn, visit, to_json(visit))

        self._store.transact(work)

    def cautions(self, visit: Visit, case_id: str) -> tuple[Caution, ...]:
        """What the clerk should know before receiving an item; none of it forbids the receipt."""
        draft = visit.draft_of(case_id)
        number = applicant_number(visit, self._item(draft))
        with self._store.read() as conn:
            duplicates = queries.open_duplicates(conn, self._hall_id, number, draft.item_id)
        return cautions(visit, draft, duplicates, business_day(self._clock.now()))

    def receive(self, author: Author, visit: Visit, case_id: str) -> Received:
        """Receive an item (收件): number, due days, journal, state, all or nothing.

        Asked again for the same case id it gives the same answer. Raises RuleViolation as
        ``rules.receive_guard`` and ``numbering.Block``, ``visit.not_open``, ``visit.unknown_case``.
        """
        draft = visit.draft_of(case_id)
        return self._store.transact(lambda conn: self._receive(conn, author, visit, draft))

    def finish_visit(self, author: Author, visit: Visit) -> None:
        """End the visit (办结离窗) and clear the desk. Raises RuleViolation ``visit.not_open``."""

        def work(conn: Connection) -> None:
            state = self._state(conn, visit)
            if state == "finished":
                return
            self._require_open(state)
            self._journal.append(conn, author, visit_finished(visit))
            conn.execute(_delete_draft, {"hall": self._hall_id, "of_visit": visit.visit_id})

        self._store.transact(work)

    def _receive(self, conn: Connection, author: Author, visit: Visit, draft: Draft) -> Received:
        item, today = self._item(draft), business_day(self._clock.now())
        block = Block(self._hall, today, self._window_no)
        standing = queries.standing(conn, self._hall_id, visit.visit_id, draft.case_id, block)
        if standing.earlier is not None:
            return standing.earlier
        self._require_open(standing.visit)
        complete = receive_guard(visit, draft, item, today)
        lost = block.lost(lost_share(conn, self._journal.node, self._clock.now()))
        number = block.after(standing.last_number, max(lost, self._elsewhere.get(today, 0)))
        given = answers(visit, draft, item)
        intake = self._intake(number, item, given, complete.materials)
        event = self._journal.append(conn, author, case_received(visit, draft, intake))
        return _answer(draft.case_id, intake, from_text(event.at))

    def _intake(
        self, number: CaseNumber, item: Item, given: tuple[str, ...], materials: tuple[MaterialLine, ...]
    ) -> Intake:
        promised = promised_limit_for(item, given)
        return Intake(
            number=number,
            item=item,
            catalogue_version=self._catalogue.version,
            answers=given,
            materials=dated(materials, number.day, self._calendar),
            clocks=clocks(number.day, promised, item.statutory_limit, (), 0, self._calendar),
            notice=due(number.day, NOTICE_WORKDAYS, (), 0, self._calendar),
        )

    def _state(self, conn: Connection, visit: Visit) -> VisitState:
        return queries.visit_state(conn, self._hall_id, visit.visit_id)

    def _require_open(self, state: VisitState) -> None:
        if state != "open":
            raise RuleViolation("visit.not_open")

    def _item(self, draft: Draft) -> Item:
        item = self._catalogue.items.get(draft.item_id)
        if item is None:
            raise RuleViolation("case.unknown_item", item=draft.item_id)
        return item

    def _save(self, conn: Connection, visit: Visit, text: str) -> bool:
        keys = {"hall": self._hall_id, "of_visit": visit.visit_id}
        at = to_text(self._clock.now())
        return conn.execute(_save_draft, {**keys, "text": text, "at": at}).rowcount == 1

    def _draft_row(self, visit: Visit, text: str) -> dict[str, str]:
        at = to_text(self._clock.now())
        return {"hall_id": self._hall_id, "visit_id": visit.visit_id, "visit": text, "saved_at": at}


def _answer(case_id: str, intake: Intake, at: datetime) -> Received:
    promised, statutory = intake.clocks.promised, intake.clocks.statutory
    return Received(
        case_id=case_id,
        case_no=str(intake.number),
        received_at=at,
        promised_due=promised.date,
        promised_provisional=promised.provisional,
        statutory_due=statutory.date,
        statutory_provisional=statutory.provisional,
        notice_due=intake.notice.date,
    )

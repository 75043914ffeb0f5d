"""Receipts of cases: what a case says becomes what the paper says."""

from __future__ import annotations

import logging
from copy import copy
from datetime import date

from app.cases import materials, questions
from app.cases.form import serves_organisation
from app.cases.materials import MaterialLine
from app.cases.model import HallFacts
from app.cases.visit import Draft, MaterialState, Visit, seen_by
from app.catalogue.model import Catalogue, Item
from app.catalogue.situations import promised_limit_for
from app.core.errors import AppError, RuleViolation
from app.core.text import mask_number, mask_phone
from app.db.store import Store
from app.documents import model as paper
from app.documents.model import Party, PrintJob, ReceiptContent, ReceiptMaterial
from app.documents.queries import document_of, job_of, receipt_of
from app.documents.service import DocumentDesk, Issued
from app.documents.spool import PrintSpool
from app.main.devices.page_printers import WindowPrinter
from app.people.model import Person
from app.peripherals.errors import told_to_people
from app.staff.service import DutyDesk
from app.workdays.deadline import Limit
from devices.page_printer.contract import Printer
from ui.shell.notices import word
from ui.workbench.services import Paper

_log = logging.getLogger(__name__)


class CaseReceipts:
    """Implements ui.workbench.services.Receipts over the document desk and the print spool."""

    def __init__(
        self,
        store: Store,
        duty: DutyDesk,
        desk: DocumentDesk,
        spool: PrintSpool,
        printer: WindowPrinter,
        catalogue: Catalogue,
        hall: HallFacts,
        hall_id: str,
        window_name: str,
        progress_url: str,
    ) -> None:
        self._store = store
        self._duty = duty
        self._desk = desk
        self._spool = spool
        self._printer = printer
        self._catalogue = catalogue
        self._hall = hall
        self._hall_id = hall_id
        self._window_name = window_name
        self._progress_url = progress_url

    @property
    def folder(self) -> str:
        """See Receipts."""
        return self._printer.folder

    def working_by(self, catalogue: Catalogue) -> CaseReceipts:
        """The same receipts by another catalogue, which is in force from now on."""
        other = copy(self)
        other._catalogue = catalogue
        return other

    def issue(self, visit: Visit, case_id: str) -> Paper:
        """See Receipts."""
        draft = visit.draft_of(case_id)
        item = self._catalogue.items[draft.item_id]
        content = self._content(seen_by(visit, draft), draft, item)
        return self._paper(self._desk.issue_receipt(self._duty.author, case_id, content))

    def catch_up(self, visit: Visit | None) -> None:
        """Issue the receipts that a stop of the program kept back: its case was stored, its paper not yet."""
        if visit is None:
            return
        for draft in visit.drafts:
            if draft.received and not self._is_issued(draft.case_id):
                try:
                    self.issue(visit, draft.case_id)
                except AppError as error:
                    # The case stands and its receipt can be had at any time; the desk has to open.
                    _log.warning("a receipt is still to be issued: %s", error.code)

    def kept(self, case_id: str) -> Paper:
        """See Receipts."""
        return self._paper(self._desk.kept_receipt(case_id))

    def reprint(self, case_id: str, reason: str, printer: str) -> Paper:
        """See Receipts."""
        with self._store.read() as conn:
            document = receipt_of(conn, self._hall_id, case_id)
        if document is None:
            raise RuleViolation("document.unknown")
        return self._paper(self._desk.reprint(self._duty.author, document.id, reason, printer))

    def renumbered(self, case_id: str, case_number: str) -> Paper:
        """See Receipts."""
        return self._paper(self._desk.renumber_receipt(self._duty.author, case_id, case_number))

    def send(self, job_id: str, printer: str) -> PrintJob:
        """See Receipts."""
        return self._spool.send_to(job_id, printer) if printer else self._spool.send(job_id)

    def printers(self) -> tuple[Printer, ...]:
        """See Receipts."""
        with told_to_people():
            return self._printer.printers()

    def _is_issued(self, case_id: str) -> bool:
        with self._store.read() as conn:
            return receipt_of(conn, self._hall_id, case_id) is not None

    def _paper(self, issued: Issued) -> Paper:
        with self._store.read() as conn:
            job = job_of(conn, self._hall_id, issued.job_id)
            copies = document_of(conn, self._hall_id, issued.document_id).copies
        return Paper(issued.number, copies, issued.pdf, job, issued.missing)

    def _content(self, visit: Visit, draft: Draft, item: Item) -> ReceiptContent:
        assert draft.received_at is not None
        asked = questions.asked(visit, draft, item)
        promised = promised_limit_for(item, questions.answers(visit, draft, item))
        return ReceiptContent(
            centre=self._hall.name,
            case_number=draft.case_no,
            progress_url=self._progress_url.replace("{case_no}", draft.case_no),
            applicant=_applicant(visit, item),
            agent=_person(visit.agent) if visit.by_agent else None,
            item_name=item.name,
            item_code=item.implement_code,
            situation=tuple(paper.Answer(q.text, q.chosen) for q in asked if q.chosen),
            materials=tuple(
                _material(line)
                for line in materials.lines(visit, draft, item)
                if line.entry.state not in (MaterialState.MISSING, MaterialState.NOT_APPLICABLE)
            ),
            promised_limit=_limit(promised),
            statutory_limit=_limit(item.statutory_limit),
            received_at=draft.received_at,
            handler=self._duty.clerk.name,
            window=self._window_name,
            counter_phone=self._hall.phone,
        )


def _applicant(visit: Visit, item: Item) -> Party:
    if serves_organisation(visit, item):
        organisation = visit.organisation
        return Party(
            organisation.name,
            word("id_kind.credit-code").what,
            organisation.credit_code or word("receipt.code_to_come").what,
            mask_phone(visit.present.phone),
        )
    return _person(visit.applicant)


def _person(person: Person) -> Party:
    kind = word(f"id_kind.{person.id_kind.value}").what
    return Party(person.name, kind, mask_number(person.number), mask_phone(person.phone))


_STATES = {
    MaterialState.COMPLETE: paper.MaterialState.RECEIVED,
    MaterialState.TOLERATED: paper.MaterialState.TOLERATED,
    MaterialState.COMMITTED: paper.MaterialState.EXEMPT,
    MaterialState.WAIVED: paper.MaterialState.EXEMPT,
}


def _material(line: MaterialLine) -> ReceiptMaterial:
    entry, state = line.entry, _STATES[line.entry.state]
    taken = state is paper.MaterialState.RECEIVED
    manner = entry.manner.value if taken else entry.state.name.lower()
    due: date | None = entry.due
    return ReceiptMaterial(
        name=line.material.name,
        originals=line.material.original_copies if taken else 0,
        photocopies=line.material.photocopies if taken else 0,
        source=word(f"receipt.{manner or 'original'}").what,
        state=state,
        due=due,
    )


def _limit(limit: Limit) -> str:
    return word(f"limit_on_paper.{limit.unit.value}", {"value": limit.value}).what

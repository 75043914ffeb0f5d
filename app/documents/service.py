"""Commands on documents: issue a receipt, print it again. The paper follows; the document stands."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, insert, update

from app.core.clock import Clock, to_text
from app.core.errors import RuleViolation, StoreBug
from app.core.ids import new_id
from app.core.text import plain
from app.db.store import Store
from app.documents.events import content_json, document_issued, document_reprinted
from app.documents.model import (
    RECEIPT,
    SLIPS,
    Document,
    Imprint,
    PrintJob,
    ReceiptContent,
    SpoolState,
    print_jobs,
)
from app.documents.queries import document_of, last_job_of, pdf_of, receipt_of, times_spooled
from app.journal.append import Journal
from app.journal.chain import canonical
from app.journal.model import Author

SHEETS = 2
"""One paper for the applicant, one for the file."""
_LONGEST_REASON = 40

_CHANGING = ("printer", "device_job", "reason", "attempts", "next_try_at")


class Issued(Struct, frozen=True):
    """A document that stands, and the job that brings it on paper.

    ``missing`` are the codes (``U+2EBF0``) of characters that no font has: they are printed as codes, and
    the clerk is to be warned with ``document.glyph_missing``.
    """

    document_id: str
    number: str
    job_id: str
    pdf: bytes
    missing: tuple[str, ...]


class DocumentDesk:
    """The documents of one window. Event and print job are stored in one transaction, before any printing:
    a missing printer or an empty tray costs no document."""

    def __init__(self, store: Store, journal: Journal, clock: Clock) -> None:
        self._store = store
        self._journal = journal
        self._clock = clock
        self._hall_id = journal.node.hall_id

    def issue_receipt(
        self, author: Author, case_id: str, content: ReceiptContent, printer: str = ""
    ) -> Issued:
        """Issue the receipt (收件凭证) of a case and put it into the spool for ``printer`` (empty: default).

        Given twice it answers with the receipt that is there. Rendering takes 0.03 s: call it from a lane.
        Raises RuleViolation("document.issued_elsewhere") when another machine issued it.
        """
        with self._store.read() as conn:
            if there := receipt_of(conn, self._hall_id, case_id):
                return self._again(conn, there)
        drawn = self._draw(content)

        def work(conn: Connection) -> Issued:
            if there := receipt_of(conn, self._hall_id, case_id):
                return self._again(conn, there)
            return self._issue(conn, author, case_id, content, drawn, printer)

        return self._store.transact(work)

    def renumber_receipt(self, author: Author, case_id: str, case_number: str) -> Issued:
        """Issue the receipt of a case anew because the case got another number (换办件编号).

        Given twice it answers with the receipt that is there. Raises RuleViolation ``document.unknown``,
        ``document.content_erased``.
        """

        def work(conn: Connection) -> Issued:
            there = receipt_of(conn, self._hall_id, case_id)
            if there is None:
                raise RuleViolation("document.unknown")
            if there.content is None:
                raise RuleViolation("document.content_erased", number=there.number)
            was = there.content.case_number
            if was == case_number:
                return self._again(conn, there)
            progress_url = there.content.progress_url.replace(was, case_number)
            content = replace(there.content, case_number=case_number, progress_url=progress_url)
            return self._issue(conn, author, case_id, content, self._draw(content), "")

        return self._store.transact(work)

    def kept_receipt(self, case_id: str) -> Issued:
        """The receipt of a case as it was printed last. Raises RuleViolation ``document.unknown``,
        ``document.issued_elsewhere``."""
        with self._store.read() as conn:
            there = receipt_of(conn, self._hall_id, case_id)
            if there is None:
                raise RuleViolation("document.unknown")
            return self._again(conn, there)

    def _draw(self, content: ReceiptContent) -> tuple[Imprint, bytes]:
        number = document_number(content.case_number, RECEIPT, 1)
        imprint = Imprint(number, 1, self._clock.now(), SHEETS)
        return imprint, _render(content, imprint)

    def _issue(
        self,
        conn: Connection,
        author: Author,
        case_id: str,
        content: ReceiptContent,
        drawn: tuple[Imprint, bytes],
        printer: str,
    ) -> Issued:
        document_id, job_id = new_id(), new_id()
        imprint, pdf = drawn
        self._journal.append(conn, author, document_issued(document_id, case_id, content, imprint))
        self._spool(conn, job_id, document_id, imprint, pdf, printer)
        return Issued(document_id, imprint.number, job_id, pdf, _missing_in(content))

    def reprint(self, author: Author, document_id: str, reason: str, printer: str = "") -> Issued:
        """Print one more paper of a document, marked 补打 with the reason, under the next copy's number.

        Raises RuleViolation: ``document.reason_missing``, ``document.reason_too_long``,
        ``document.unknown``, ``document.content_erased``.
        """
        why = _checked(reason)
        job_id = new_id()

        def work(conn: Connection) -> Issued:
            document = document_of(conn, self._hall_id, document_id)
            content, imprint = self._next_copy(document, why)
            pdf = _render(content, imprint)
            self._journal.append(conn, author, document_reprinted(document_id, document.sha256, imprint))
            self._spool(conn, job_id, document_id, imprint, pdf, printer)
            return Issued(document_id, imprint.number, job_id, pdf, _missing_in(content))

        return self._store.transact(work)

    def _again(self, conn: Connection, issued: Document) -> Issued:
        job = last_job_of(conn, self._hall_id, issued.id)
        if job is None or issued.content is None:
            raise RuleViolation("document.issued_elsewhere", number=issued.number)
        pdf = pdf_of(conn, self._hall_id, job.id)
        return Issued(issued.id, issued.number, job.id, pdf, _missing_in(issued.content))

    def _next_copy(self, document: Document, reason: str) -> tuple[ReceiptContent, Imprint]:
        if document.content is None:
            raise RuleViolation("document.content_erased", number=document.number)
        copy = document.copies + 1
        number = document_number(document.content.case_number, document.type, copy)
        return document.content, Imprint(number, copy, self._clock.now(), sheets=1, reason=reason)

    def _spool(
        self, conn: Connection, job_id: str, document_id: str, imprint: Imprint, pdf: bytes, printer: str
    ) -> None:
        now = to_text(self._clock.now())
        add_job(conn, self._hall_id, job_id, document_id, imprint.number, pdf, now, printer, imprint.sheets)


def add_job(
    conn: Connection,
    hall_id: str,
    job_id: str,
    document_id: str,
    title: str,
    data: bytes,
    now: str,
    printer: str = "",
    sheets: int = 1,
) -> None:
    """Put a job into the spool; ``data`` is what its printer takes, ``now`` journal text."""
    row = {
        "hall_id": hall_id,
        "id": job_id,
        "document_id": document_id,
        "title": title,
        "pdf": data,
        "sheets": sheets,
        "printer": printer,
        "state": SpoolState.WAITING.value,
        "device_job": "",
        "reason": "",
        "attempts": 0,
        "next_try_at": now,
        "created_at": now,
    }
    conn.execute(insert(print_jobs), row)


def add_slip(
    conn: Connection,
    hall_id: str,
    job_id: str,
    ticket_id: str,
    title: str,
    now: str,
    draw: Callable[[int], bytes],
) -> int:
    """Put a slip into the spool, drawn by ``draw`` as the how many-th of its ticket it is; that number."""
    copy = times_spooled(conn, hall_id, ticket_id) + 1
    add_job(conn, hall_id, job_id, ticket_id, title, draw(copy), now, SLIPS)
    return copy


def document_number(case_number: str, type_: str, copy: int) -> str:
    """The number of one printing: case number, type code, copy, e.g. ``…-SJ1``."""
    return f"{case_number}-{type_}{copy}"


def save_job(conn: Connection, hall_id: str, job: PrintJob) -> None:
    """Store how a job stands."""
    changed = {"state": job.state.value, **{name: getattr(job, name) for name in _CHANGING}}
    here = update(print_jobs).where(print_jobs.c.hall_id == hall_id, print_jobs.c.id == job.id)
    if conn.execute(here.values(changed)).rowcount != 1:
        raise StoreBug("document.job_vanished")


def _checked(reason: str) -> str:
    why = " ".join(plain(reason).split())
    if not why:
        raise RuleViolation("document.reason_missing", field="reason")
    if len(why) > _LONGEST_REASON:
        raise RuleViolation("document.reason_too_long", field="reason", longest=_LONGEST_REASON)
    return why


def _render(content: ReceiptContent, imprint: Imprint) -> bytes:
    # The typesetting library weighs 10 MB: it comes with the first document, not with the program.
    from app.documents.receipt import render_receipt

    return render_receipt(content, imprint)


def _missing_in(content: ReceiptContent) -> tuple[str, ...]:
    from app.documents.fonts import missing

    return missing(canonical(content_json(content)).decode())

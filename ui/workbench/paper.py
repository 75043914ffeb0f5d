"""The document panel: the receipt as it is printed, its print job, reprints."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from app.cases.visit import Visit
from app.documents.model import PrintJob, SpoolState
from devices.page_printer.contract import Printer
from ui.workbench.services import Paper
from ui.workbench.session import Session, wording
from ui.workbench.state import DocumentState, Tone, Wording

_TONES: dict[SpoolState, Tone] = {
    SpoolState.WAITING: "warn",
    SpoolState.PRINTING: "busy",
    SpoolState.DONE: "ok",
    SpoolState.FAILED: "bad",
}


class DocumentPanel:
    """Issues and prints receipts (收件凭证). Whatever the printer does, the case stands."""

    def __init__(self, session: Session, written: Callable[[], None]) -> None:
        """``written`` is called when a receipt was issued or printed again."""
        self._session = session
        self._written = written
        self._job_id = ""
        self._told: dict[str, PrintJob] = {}
        self._printers: tuple[Printer, ...] | None = None

    def issue(self, visit: Visit, case_id: str) -> None:
        """Write the receipt of a case just received and send it to the printer."""
        session, services = self._session, self._session.services

        def issued(paper: Paper) -> None:
            if paper.missing_glyphs:
                session.say("document.glyph_missing", "warn", codes=" ".join(paper.missing_glyphs))
            self._written()
            self._print(paper.job_id, "")

        session.run("store", lambda: services.receipts.issue(visit, case_id), issued)

    def open(self) -> None:
        """Show the receipt of the active case, or of the last one received."""
        session, visit = self._session, self._session.model.visit
        received = [draft for draft in visit.drafts if draft.received] if visit else []
        if visit is None or not received:
            return
        receipts = session.services.receipts
        case_id = next((draft for draft in received if draft is visit.draft), received[-1]).case_id
        # Issuing is idempotent: pressed right after the receipt, this may come before the issue itself.
        self._read(case_id, lambda: receipts.issue(visit, case_id))

    def open_again(self, case_id: str) -> None:
        """Show the receipt of a case of an earlier visit, to print it again (补打)."""
        receipts = self._session.services.receipts
        self._read(case_id, lambda: receipts.kept(case_id))

    def close(self) -> None:
        """Back to the visit."""
        self._session.update(document=None, document_case="")

    def print(self, printer: str, reason: str) -> None:
        """Print the open document: the job that waits, else once more with a reason (补打)."""
        session, shown = self._session, self._session.model.document
        if shown is None:
            return
        if not shown.needs_reason:
            self._print(self._job_id, printer)
            return
        if not reason.strip():
            session.say("document.reason_missing", "warn")
            return
        if not session.begin("print"):
            return
        services, case_id = session.services, session.model.document_case

        def again(paper: Paper) -> None:
            self._show(case_id, paper)
            self._written()
            self._print(paper.job_id, printer)

        session.run(
            "store", lambda: services.receipts.reprint(case_id, reason, printer), again, action="print"
        )

    def retry(self, printer: str) -> None:
        """Try the job that waits again, on another printer when one is named."""
        self._print(self._job_id, printer)

    def save_as(self, path: str) -> None:
        """Write the open document to a file."""
        shown = self._session.model.document
        if shown is not None and path:
            self._session.write(path, lambda: shown.pdf)

    def jobs_changed(self, jobs: list[PrintJob]) -> None:
        """The spool tried what was waiting."""
        for job in jobs:
            self.job_changed(job)

    def job_changed(self, job: PrintJob) -> None:
        """The spool tells how a job stands."""
        session, shown = self._session, self._session.model.document
        self._told[job.id] = job
        if job.state in (SpoolState.WAITING, SpoolState.FAILED) and job.reason:
            session.say("document.waits", "warn", action="documents", reason=wording(job.reason))
        else:
            session.unsay("document.waits")
        if shown is not None and job.id == self._job_id:
            session.update(document=replace(shown, **self._standing(job)))
            if not self._printers:
                self._look_for_printers()

    def _read(self, case_id: str, read: Callable[[], Paper]) -> None:
        session = self._session
        if not session.begin("documents"):
            return
        self._told.clear()

        def there(paper: Paper) -> None:
            self._show(case_id, paper)
            self._look_for_printers()

        session.run("store", read, there, action="documents")

    def _look_for_printers(self) -> None:
        """A print system that is slow or away keeps nobody from reading, nor the store from its work."""
        printers = self._session.services.receipts.printers
        self._session.run("printer", printers, self._found, failed=lambda _: self._found(()))

    def _found(self, printers: tuple[Printer, ...]) -> None:
        self._printers = printers
        shown = self._session.model.document
        if shown is not None:
            self._session.update(document=replace(shown, **self._offered()))

    def _offered(self) -> dict[str, Any]:
        """Which printers a document may go to."""
        printers = self._printers
        return {
            "printers": None if printers is None else tuple(each.name for each in printers),
            "demo_printers": tuple(each.name for each in printers or () if each.demo),
        }

    def _show(self, case_id: str, paper: Paper) -> None:
        self._job_id = paper.job_id
        # The paper was read in one lane and printed in another: what the printer told meanwhile is newer.
        job = self._told.get(paper.job_id, paper.job)
        self._session.update(
            document_case=case_id,
            document=DocumentState(
                title=paper.number,
                pdf=paper.pdf,
                printer=job.printer,
                printed=paper.copies,
                **self._offered(),
                **self._standing(job),
            ),
        )

    def _standing(self, job: PrintJob) -> dict[str, Any]:
        """What a document says of its job."""
        return {
            "job": _worded(job, self._session.services.receipts.folder),
            "job_tone": _TONES[job.state],
            "needs_reason": job.state is SpoolState.DONE,
        }

    def _print(self, job_id: str, printer: str) -> None:
        session = self._session
        if not session.begin("print"):
            return
        receipts = session.services.receipts
        session.run("printer", lambda: receipts.send(job_id, printer), self.job_changed, action="print")


def _worded(job: PrintJob, folder: str) -> Wording:
    if job.reason:
        return wording(job.reason, printer=job.printer)
    if folder and job.state is SpoolState.DONE:
        return wording("print.saved", folder=folder)
    return wording(f"print.{job.state.value}", printer=job.printer)

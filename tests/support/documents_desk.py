"""A document desk of a test's own: an encrypted store, a clock that stands still, a printer on strings."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.core.clock import ManualClock
from app.db.store import Store
from app.documents.model import PrintJob
from app.documents.projection import PROJECTIONS
from app.documents.queries import job_of
from app.documents.service import DocumentDesk
from app.documents.spool import PrintSpool
from app.journal.append import Journal
from app.journal.model import Author, Node
from devices.errors import DeviceError
from devices.page_printer.contract import JobState, JobStatus, PagePrinter, Printer, Trouble
from tests.support.databases import window_store

NINE_THIRTY = datetime(2026, 7, 6, 1, 30, tzinfo=UTC)
CLERK = Author("clerk-1", "window-3")
NODE = Node("hall", "window-3", "life-1")
DONE = JobStatus(JobState.DONE)
PRINTING = JobStatus(JobState.PRINTING)
NO_PAPER = JobStatus(JobState.PRINTING, (Trouble.OUT_OF_PAPER,))


@dataclass
class PrinterOnStrings:
    """Does what the test tells it: each status in turn, the last one for ever."""

    statuses: deque[JobStatus | DeviceError] = field(default_factory=lambda: deque([DONE]))
    refusals: deque[DeviceError] = field(default_factory=deque)
    submitted: list[tuple[str, str, int, bytes]] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)
    after_cancel: JobState = JobState.CANCELLED
    cancel_fails: DeviceError | None = None
    known: tuple[Printer, ...] = (Printer("counter", default=True),)

    def printers(self) -> tuple[Printer, ...]:
        """What the test says is there."""
        return self.known

    def submit(self, pdf: bytes, title: str, printer: str = "", sheets: int = 1) -> str:
        """Take a job, or refuse it as the test says."""
        if self.refusals:
            raise self.refusals.popleft()
        self.submitted.append((title, printer, sheets, pdf))
        return f"{printer or 'counter'}-{len(self.submitted)}"

    def status(self, job: str) -> JobStatus:
        """The next status of the script."""
        if job in self.cancelled:
            return JobStatus(self.after_cancel)
        status = self.statuses[0] if len(self.statuses) == 1 else self.statuses.popleft()
        if isinstance(status, DeviceError):
            raise status
        return status

    def cancel(self, job: str) -> None:
        """Cancel, unless the test says that it fails."""
        if self.cancel_fails:
            raise self.cancel_fails
        self.cancelled.append(job)


@dataclass(frozen=True)
class Counter:
    """Store, desk and spool of one window; waiting moves its clock."""

    store: Store
    desk: DocumentDesk
    spool: PrintSpool
    clock: ManualClock
    journal: Journal

    def job(self, job_id: str) -> PrintJob:
        """How a job stands in the store."""
        with self.store.read() as conn:
            return job_of(conn, NODE.hall_id, job_id)


def counter(folder: Path, printer: PagePrinter) -> Counter:
    """Open a counter whose papers go to ``printer``."""
    store = window_store(folder / "window.db")
    clock = ManualClock(NINE_THIRTY)
    journal = Journal(NODE, PROJECTIONS, clock)

    def pause(seconds: float) -> None:
        clock.advance(timedelta(seconds=seconds))

    spool = PrintSpool(store, NODE.hall_id, printer, clock, pause)
    return Counter(store, DocumentDesk(store, journal, clock), spool, clock, journal)

"""What the workbench needs of the program, handed over once everything is loaded."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Protocol

from msgspec import Struct

from app.attachments.pages import PageDesk
from app.cases.correction import CorrectionDesk
from app.cases.model import Received
from app.cases.queries import DayCounts, FoundCase, RecordLine
from app.cases.service import CaseDesk
from app.cases.visit import Visit
from app.catalogue.model import Catalogue
from app.catalogue.search import SearchIndex
from app.documents.model import PrintJob
from app.evaluations.service import EvaluationDesk
from app.journal.model import Author
from app.staff.service import DutyDesk
from app.tickets.commands import TicketCommands
from app.tickets.model import Ticket
from app.workdays.calendar import WorkCalendar
from devices.page_printer.contract import Printer


class QueueCommands(TicketCommands):
    """The hall's queue, with the hub or without. Calls block: use them on the ``sync`` lane.

    All raise Offline when the hub would be needed and cannot be reached, Refused with the hub's reason or
    RuleViolation with the window's own.
    """

    @abstractmethod
    def call_next(self, command_id: str, author: Author, zones: Sequence[str]) -> Ticket | None:
        """Claim the next ticket for the author's window; None when nobody waits. Without the hub: the next
        that this window holds, and Offline when it holds none."""

    @abstractmethod
    def leave(self) -> None:
        """Give back what the window holds: nobody is on duty at it (离岗)."""

    @abstractmethod
    def call_by_hand(self, author: Author, number: str) -> Ticket:
        """Call a number as the clerk typed it, when neither the hub nor a held ticket is left (手工叫号)."""


class Reads(Protocol):
    """Read-only looks into the store; they block: use them on the ``store`` lane."""

    def record(self, visit: Visit) -> tuple[RecordLine, ...]:
        """What happened to the visit, the latest first."""
        ...

    def received(self, visit: Visit) -> tuple[Received, ...]:
        """The limits and numbers of what was received in the visit."""
        ...

    def counts(self) -> DayCounts:
        """The clerk's day so far."""
        ...

    def recent_items(self) -> tuple[str, ...]:
        """Items this clerk received lately, the latest first."""
        ...

    def cases_numbered(self, digits: str) -> tuple[FoundCase, ...]:
        """Received cases that are known here, by a part of the case number or by the applicant's number."""
        ...

    def earlier_cases(self, number: str) -> int:
        """How many cases the person applied for before."""
        ...


class Paper(Struct, frozen=True):
    """A receipt as it is printed, with the job that prints it."""

    number: str
    copies: int
    pdf: bytes
    job: PrintJob
    missing_glyphs: tuple[str, ...] = ()

    @property
    def job_id(self) -> str:
        """The id of the print job."""
        return self.job.id


class Receipts(Protocol):
    """Receipts (收件凭证) and their printing: ``send`` on the ``printer`` lane, the rest on ``store``."""

    def issue(self, visit: Visit, case_id: str) -> Paper:
        """Write the receipt of a received case and put it into the spool, once; then always that one."""
        ...

    def kept(self, case_id: str) -> Paper:
        """The receipt of a case that was received earlier, as it was printed last."""
        ...

    def reprint(self, case_id: str, reason: str, printer: str) -> Paper:
        """Put it into the spool once more, marked 补打 with the reason."""
        ...

    def renumbered(self, case_id: str, case_number: str) -> Paper:
        """Write the receipt anew under another case number and put it into the spool."""
        ...

    def send(self, job_id: str, printer: str) -> PrintJob:
        """Print a job, on another printer when one is named; returns how it stands afterwards."""
        ...

    @property
    def folder(self) -> str:
        """Where papers are saved as PDF instead of being printed; empty where they are printed."""
        ...

    def printers(self) -> tuple[Printer, ...]:
        """The printers of this machine, the one that is printed on by default first."""
        ...


class Services(Struct, frozen=True):
    """Everything behind the workbench."""

    duty: DutyDesk
    zones: tuple[str, ...]
    demo_cards: bool
    cases: CaseDesk
    corrections: CorrectionDesk
    evaluations: EvaluationDesk
    receipts: Receipts
    catalogue: Catalogue
    calendar: WorkCalendar
    index: SearchIndex
    queue: QueueCommands
    reads: Reads
    pages: PageDesk
    sync_soon: Callable[[], None]
    sync_now: Callable[[], None]
    read_card: Callable[[], None]

    @property
    def author(self) -> Author:
        """On whose responsibility work is done now. Raises RuleViolation ``duty.nobody``."""
        return self.duty.author

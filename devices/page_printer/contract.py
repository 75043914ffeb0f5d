"""What a page printer does: take a PDF, say how it is going, let it go."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from devices.errors import DeviceError, DeviceRefused, NotConnected


class PrintSystemDown(NotConnected):
    """The print system itself does not answer; facts: server."""

    code = "printer.system_down"


class NoDefaultPrinter(NotConnected):
    """No printer was named and the system has no default one."""

    code = "printer.no_default"


class PrinterUnknown(NotConnected):
    """There is no printer of this name; facts: printer."""

    code = "printer.unknown"


class NotAccepting(DeviceError):
    """The printer's queue is closed for new jobs; facts: printer."""

    code = "printer.not_accepting"


class FolderRefused(DeviceError):
    """The folder that stands in for paper takes no file; facts: folder."""

    code = "printer.folder_refused"


class DocumentBroken(DeviceError):
    """What is to be printed is no readable PDF; facts: reason."""

    code = "printer.document_broken"


class JobUnknown(DeviceError):
    """The print system has forgotten this job, so nobody knows whether it was printed; facts: job."""

    code = "printer.job_unknown"


class PrintRefused(DeviceRefused):
    """The print system answered no, with its own status; facts: command."""

    code = "printer.refused"


class JobState(StrEnum):
    """How far a job is. The last three are final."""

    PENDING = "pending"
    PRINTING = "printing"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class Trouble(StrEnum):
    """What a person must see to before the printer goes on."""

    OUT_OF_PAPER = "out_of_paper"
    JAMMED = "jammed"
    COVER_OPEN = "cover_open"
    OUT_OF_TONER = "out_of_toner"
    OUTPUT_FULL = "output_full"
    TRAY_MISSING = "tray_missing"
    OFFLINE = "offline"
    STOPPED = "stopped"
    HELD = "held"
    """The job itself is held back: somebody has to release it."""
    ATTENTION = "attention"
    """An error that only the printer's own panel explains."""


class JobStatus(Struct, frozen=True):
    """The state of a job and the troubles of its printer at this moment, the one that stops it first.

    ``reasons``: why the job is in its state, in the words of the print system, for those who mend it.
    """

    state: JobState
    troubles: tuple[Trouble, ...] = ()
    reasons: tuple[str, ...] = ()


class Printer(Struct, frozen=True):
    """One printer that can be chosen."""

    name: str
    default: bool = False
    accepting: bool = True
    troubles: tuple[Trouble, ...] = ()
    demo: bool = False
    """what is printed here becomes a file, not paper (演示设备)"""


class PagePrinter(Protocol):
    """The printers that this machine reaches. Every call ends within seconds or raises DeviceTimeout."""

    def printers(self) -> tuple[Printer, ...]:
        """All printers, the default one first. Raises PrintSystemDown, DeviceTimeout, BadReply."""
        ...

    def submit(self, pdf: bytes, title: str, printer: str = "", sheets: int = 1) -> str:
        """Hand over a PDF to be printed ``sheets`` times; the job's id.

        An empty ``printer`` is the default one. Raises PrinterUnknown, NoDefaultPrinter, NotAccepting,
        PrintRefused and what ``printers`` raises.
        """
        ...

    def status(self, job: str) -> JobStatus:
        """How it is going. Raises JobUnknown and what ``printers`` raises."""
        ...

    def cancel(self, job: str) -> None:
        """Stop a job; one that has ended stays as it is. Raises what ``status`` raises."""
        ...

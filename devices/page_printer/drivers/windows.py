"""Printing through the spooler of Windows.

The spooler takes no PDF: pages are drawn at the printer's own resolution. It forgets a job that is printed,
and one that somebody deleted, in the same way; a job of this run that is gone without having been cancelled
here counts as printed. Never run on Windows so far: everything but the calls themselves is tested.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from devices.page_printer.contract import (
    JobState,
    JobStatus,
    JobUnknown,
    NoDefaultPrinter,
    Printer,
    PrinterUnknown,
    Trouble,
)

_ENDED: Mapping[int, JobState] = {
    0x0100: JobState.CANCELLED,  # JOB_STATUS_DELETED
    0x0004: JobState.CANCELLED,  # DELETING
    0x0080: JobState.DONE,  # PRINTED
    0x1000: JobState.DONE,  # COMPLETE
}
_PRINTING = 0x0008 | 0x0010  # SPOOLING, PRINTING
_JOB_TROUBLES: Mapping[int, Trouble] = {
    0x0001: Trouble.HELD,  # JOB_STATUS_PAUSED
    0x0020: Trouble.OFFLINE,
    0x0040: Trouble.OUT_OF_PAPER,
    0x0200: Trouble.ATTENTION,  # BLOCKED_DEVQ: the driver cannot print it
    0x0400: Trouble.ATTENTION,  # USER_INTERVENTION
    0x0002: Trouble.ATTENTION,  # ERROR
}
_PRINTER_TROUBLES: Mapping[int, Trouble] = {
    0x00000001: Trouble.STOPPED,  # PRINTER_STATUS_PAUSED
    0x00000010: Trouble.OUT_OF_PAPER,
    0x00000040: Trouble.OUT_OF_PAPER,  # PAPER_PROBLEM
    0x00000008: Trouble.JAMMED,
    0x00400000: Trouble.COVER_OPEN,
    0x00040000: Trouble.OUT_OF_TONER,
    0x00000800: Trouble.OUTPUT_FULL,
    0x00000080: Trouble.OFFLINE,
    0x00001000: Trouble.OFFLINE,  # NOT_AVAILABLE
    0x00800000: Trouble.OFFLINE,  # SERVER_UNKNOWN
    0x00100000: Trouble.ATTENTION,  # USER_INTERVENTION
    0x00000002: Trouble.ATTENTION,  # ERROR
}
_WORK_OFFLINE = 0x0400
"""PRINTER_ATTRIBUTE_WORK_OFFLINE: the usual sign of a USB printer that is switched off."""


class Queue(Struct, frozen=True):
    """A printer as the spooler lists it: name, PRINTER_STATUS_* and PRINTER_ATTRIBUTE_* flags."""

    name: str
    status: int = 0
    attributes: int = 0


class Spooler(Protocol):
    """The calls of the operating system. All raise PrintSystemDown when the spooler does not run, and
    PrintRefused with the system's own code when it says no."""

    def queues(self) -> Sequence[Queue]:
        """All printers."""
        ...

    def default(self) -> str:
        """Name of the default printer, empty for none."""
        ...

    def draw(self, queue: str, title: str, pdf: bytes, sheets: int) -> int:
        """Print a PDF ``sheets`` times; the job's number. Raises DocumentBroken."""
        ...

    def job(self, queue: str, number: int) -> int | None:
        """JOB_STATUS_* flags of a job; None when the spooler has it no more."""
        ...

    def delete(self, queue: str, number: int) -> None:
        """Delete a job; one that is gone already stays so."""
        ...


class WindowsPagePrinter:
    """The printers that a spooler serves."""

    def __init__(self, spooler: Spooler) -> None:
        self._spooler = spooler
        self._given: dict[str, JobState] = {}
        """What a job of this run is once the spooler has forgotten it."""

    def printers(self) -> tuple[Printer, ...]:
        """See PagePrinter."""
        default = self._spooler.default()
        found = [
            Printer(each.name, each.name == default, True, _troubles_of(each))
            for each in self._spooler.queues()
        ]
        return tuple(sorted(found, key=lambda each: (not each.default, each.name)))

    def submit(self, pdf: bytes, title: str, printer: str = "", sheets: int = 1) -> str:
        """See PagePrinter. Returns when the spooler has all pages. Raises DocumentBroken too."""
        name = printer or self._spooler.default()
        if not name:
            raise NoDefaultPrinter
        self._queue(name)
        job = f"{name}-{self._spooler.draw(name, title, pdf, sheets)}"
        self._given[job] = JobState.DONE
        return job

    def status(self, job: str) -> JobStatus:
        """See PagePrinter."""
        name, number = _split(job)
        troubles = _troubles_of(self._queue(name))
        flags = self._spooler.job(name, number)
        if flags is None:
            if job not in self._given:
                raise JobUnknown(job=job)
            return JobStatus(self._given[job], troubles)
        own = tuple(trouble for flag, trouble in _JOB_TROUBLES.items() if flags & flag)
        return JobStatus(_state(flags), tuple(dict.fromkeys(own + troubles)))

    def cancel(self, job: str) -> None:
        """See PagePrinter."""
        name, number = _split(job)
        flags = self._spooler.job(name, number)
        if flags is None or _state(flags) is JobState.DONE:
            return
        self._spooler.delete(name, number)
        self._given[job] = JobState.CANCELLED

    def _queue(self, name: str) -> Queue:
        for each in self._spooler.queues():
            if each.name == name:
                return each
        raise PrinterUnknown(printer=name)


def _state(flags: int) -> JobState:
    for flag, state in _ENDED.items():
        if flags & flag:
            return state
    return JobState.PRINTING if flags & _PRINTING else JobState.PENDING


def _troubles_of(queue: Queue) -> tuple[Trouble, ...]:
    found = [trouble for flag, trouble in _PRINTER_TROUBLES.items() if queue.status & flag]
    if queue.attributes & _WORK_OFFLINE:
        found.append(Trouble.OFFLINE)
    return tuple(dict.fromkeys(found))


def _split(job: str) -> tuple[str, int]:
    name, _, number = job.rpartition("-")
    if not number.isdigit():
        raise JobUnknown(job=job)
    return name, int(number)

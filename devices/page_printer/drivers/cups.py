"""Printing through CUPS, in its own protocol (IPP, RFC 8011).

Its command-line tools do not tell a printed job from a cancelled one; the protocol does. Nothing is
needed but the print system itself. ``CUPS_SERVER`` names it as for every CUPS program: a socket's path,
or ``host[:port]``; without it, the one of this machine.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

from devices.errors import BadReply, DeviceError
from devices.page_printer.contract import (
    JobState,
    JobStatus,
    JobUnknown,
    NoDefaultPrinter,
    NotAccepting,
    Printer,
    PrinterUnknown,
    Trouble,
)
from devices.page_printer.drivers import ipp
from devices.page_printer.drivers.ipp import Attribute, Group
from devices.page_printer.drivers.ipp_client import IppClient, Refusals
from devices.page_printer.drivers.media import media_of

_PRINT_JOB, _CANCEL_JOB, _GET_JOB, _GET_PRINTER = 0x0002, 0x0008, 0x0009, 0x000B
_GET_DEFAULT, _GET_PRINTERS = 0x4001, 0x4002
_NOT_POSSIBLE, _NOT_FOUND, _NOT_ACCEPTING = 0x0404, 0x0406, 0x0506
_NONE_FOUND: Refusals = {_NOT_FOUND: None}
_IPP = "ipp://"
_IDLE = 3
_PRINTER_STOPPED, _JOB_HELD, _JOB_STOPPED = 5, 4, 6
_JOB_STATES = {
    5: JobState.PRINTING,
    7: JobState.CANCELLED,
    8: JobState.FAILED,
    9: JobState.DONE,
}
_JOB_TROUBLES = {_JOB_HELD: Trouble.HELD, _JOB_STOPPED: Trouble.STOPPED}
_TROUBLES = {
    "media-empty": Trouble.OUT_OF_PAPER,
    "media-needed": Trouble.OUT_OF_PAPER,
    "media-jam": Trouble.JAMMED,
    "cover-open": Trouble.COVER_OPEN,
    "door-open": Trouble.COVER_OPEN,
    "interlock-open": Trouble.COVER_OPEN,
    "output-area-full": Trouble.OUTPUT_FULL,
    "output-tray-missing": Trouble.TRAY_MISSING,
    "input-tray-missing": Trouble.TRAY_MISSING,
    "toner-empty": Trouble.OUT_OF_TONER,
    "marker-supply-empty": Trouble.OUT_OF_TONER,
    "offline": Trouble.OFFLINE,
    "shutdown": Trouble.OFFLINE,
    "timed-out": Trouble.OFFLINE,
    "connecting-to-device": Trouble.OFFLINE,
    "paused": Trouble.STOPPED,
    "stopped": Trouble.STOPPED,
}
# The network backends report a printer that is switched off in words only.
_OFFLINE_WORDS = ("unavailable", "not responding", "unreachable", "unable to locate")
_JOB_WORDS = ("job-state-reasons", "job-printer-state-message")
_LOCAL_SOCKET = Path("/run/cups/cups.sock")
_PRINTER_FACTS = (
    "printer-name",
    "printer-state",
    "printer-state-reasons",
    "printer-state-message",
    "printer-is-accepting-jobs",
    "device-uri",
    "printer-make-and-model",
)
_TO_FILES = ("cups-pdf:", "file:")
_STAND_INS = ("Printer - IPP Everywhere", "Example Printer - IPP Everywhere")
"""What a queue of CUPS calls ``ippeveprinter``, the printer of its developers, which keeps files."""


class CupsPagePrinter:
    """The queues of one CUPS server. ``timeout`` seconds is the longest wait for one step of a call."""

    def __init__(self, server: str = "", timeout: float = 5.0) -> None:
        self._cups = IppClient(server or os.environ.get("CUPS_SERVER", "") or _local_server(), timeout)
        self._timeout = timeout

    def printers(self) -> tuple[Printer, ...]:
        """See PagePrinter."""
        wanted = _wanted(_PRINTER_FACTS)
        answer = self._cups.ask(_GET_PRINTERS, [wanted], _NONE_FOUND)
        default = self._default()
        found = [_printer(group, default, self._at_rest(group)) for group in answer.all_of(ipp.PRINTER)]
        return tuple(sorted(found, key=lambda each: (not each.default, each.name)))

    def submit(self, pdf: bytes, title: str, printer: str = "", sheets: int = 1) -> str:
        """See PagePrinter. The job's id is the one that the system's own tools show: ``queue-12``."""
        name = printer or self._default()
        if not name:
            raise NoDefaultPrinter
        operation = [
            _queue(name),
            _user(),
            Attribute(ipp.NAME, "job-name", (title,)),
            Attribute(ipp.MIME, "document-format", ("application/pdf",)),
        ]
        job = [
            Attribute(ipp.INTEGER, "copies", (sheets,)),
            Attribute(ipp.KEYWORD, "media", (media_of(pdf),)),
            # As large as it was made: what is made to fit lands elsewhere.
            Attribute(ipp.KEYWORD, "print-scaling", ("none",)),
        ]
        answer = self._cups.ask(_PRINT_JOB, operation, _about_printer(name), job=job, document=pdf)
        return f"{name}-{_number(answer.all_of(ipp.JOB), 'job-id')}"

    def status(self, job: str) -> JobStatus:
        """See PagePrinter."""
        name, number = _split(job)
        wanted = _wanted(("job-state", *_JOB_WORDS))
        operation = [_queue(name), number, _user(), wanted]
        jobs = self._cups.ask(_GET_JOB, operation, _about_job(job)).all_of(ipp.JOB)
        state = _number(jobs, "job-state")
        own = (_JOB_TROUBLES[state],) if state in _JOB_TROUBLES else ()
        troubles = tuple(dict.fromkeys(own + self._troubles(name)))
        reasons = tuple(str(each) for name in _JOB_WORDS for each in jobs[0].get(name, ()) if each)
        return JobStatus(_JOB_STATES.get(state, JobState.PENDING), troubles, reasons)

    def cancel(self, job: str) -> None:
        """See PagePrinter."""
        name, number = _split(job)
        self._cups.ask(_CANCEL_JOB, [_queue(name), number, _user()], _about_job(job), path="/jobs/")

    def _default(self) -> str:
        wanted = _wanted(("printer-name",))
        groups = self._cups.ask(_GET_DEFAULT, [wanted], _NONE_FOUND).all_of(ipp.PRINTER)
        return str(_first(groups, "printer-name")) if groups else ""

    def _at_rest(self, group: Group) -> tuple[Trouble, ...]:
        """The troubles of a queue. An idle one only remembers what was in the way of its last job: a printer
        that speaks IPP is asked itself."""
        remembered = _troubles(group)
        device = str((group.get("device-uri") or ("",))[0])
        if not remembered or _IDLE not in group.get("printer-state", ()) or not device.startswith(_IPP):
            return remembered
        host, _, path = device.removeprefix(_IPP).partition("/")
        operation = [Attribute(ipp.URI, "printer-uri", (device,)), _user()]
        try:
            answer = IppClient(host, self._timeout).ask(_GET_PRINTER, operation, {}, path=f"/{path}")
        except DeviceError:
            return remembered
        return tuple(each for now in answer.all_of(ipp.PRINTER) for each in _troubles(now))

    def _troubles(self, name: str) -> tuple[Trouble, ...]:
        operation = [_queue(name), _user(), _wanted(_PRINTER_FACTS)]
        answer = self._cups.ask(_GET_PRINTER, operation, _about_printer(name))
        return tuple(each for group in answer.all_of(ipp.PRINTER) for each in _troubles(group))


def _about_printer(name: str) -> Refusals:
    return {_NOT_FOUND: PrinterUnknown(printer=name), _NOT_ACCEPTING: NotAccepting(printer=name)}


def _about_job(job: str) -> Refusals:
    return {_NOT_FOUND: JobUnknown(job=job), _NOT_POSSIBLE: None}


def _local_server() -> str:
    return str(_LOCAL_SOCKET) if _LOCAL_SOCKET.exists() else "localhost"


def _queue(name: str) -> Attribute:
    return Attribute(ipp.URI, "printer-uri", (f"ipp://localhost/printers/{quote(name)}",))


def _user() -> Attribute:
    return Attribute(ipp.NAME, "requesting-user-name", (getpass.getuser(),))


def _wanted(attributes: Iterable[str]) -> Attribute:
    return Attribute(ipp.KEYWORD, "requested-attributes", tuple(attributes))


def _split(job: str) -> tuple[str, Attribute]:
    name, _, number = job.rpartition("-")
    if not number.isdigit():
        raise JobUnknown(job=job)
    return name, Attribute(ipp.INTEGER, "job-id", (int(number),))


def _first(groups: Sequence[Group], name: str) -> ipp.Value:
    values = groups[0].get(name, ()) if groups else ()
    if not values:
        raise BadReply(command=name, reason="missing")
    return values[0]


def _number(groups: Sequence[Group], name: str) -> int:
    value = _first(groups, name)
    if not isinstance(value, int):
        raise BadReply(command=name, reason="not a number")
    return value


def _printer(group: Group, default: str, troubles: tuple[Trouble, ...]) -> Printer:
    name = str(_first([group], "printer-name"))
    accepting = bool(_first([group], "printer-is-accepting-jobs"))
    return Printer(name, name == default, accepting, troubles, _is_demo(group))


def _is_demo(group: Group) -> bool:
    models = {str(each) for each in group.get("printer-make-and-model", ())}
    device = str((group.get("device-uri") or ("",))[0])
    return device.startswith(_TO_FILES) or not models.isdisjoint(_STAND_INS)


def _troubles(group: Group) -> tuple[Trouble, ...]:
    reasons = [str(each) for each in group.get("printer-state-reasons", ())]
    found = [trouble for key, trouble in _TROUBLES.items() if any(each.startswith(key) for each in reasons)]
    if any(each.endswith("-error") and not each.startswith(tuple(_TROUBLES)) for each in reasons):
        found.append(Trouble.ATTENTION)
    if _PRINTER_STOPPED in group.get("printer-state", ()):
        # First: a stopped queue does not look at its printer, what else it says is from its last job.
        found.insert(0, Trouble.STOPPED)
    message = " ".join(str(each) for each in group.get("printer-state-message", ())).lower()
    if any(word in message for word in _OFFLINE_WORDS):
        found.append(Trouble.OFFLINE)
    return tuple(dict.fromkeys(found))

"""``zongchuang print`` and ``print-test-page``: one PDF to paper, without the spool."""

from __future__ import annotations

import threading
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec.structs import asdict

from app.config.load import load_settings
from app.core.errors import ContentError, EnvironmentMissing
from app.main.devices.page_printers import print_system
from app.peripherals.errors import told_to_people
from devices.page_printer.contract import (
    JobState,
    JobStatus,
    NoDefaultPrinter,
    PagePrinter,
    PrintSystemDown,
)
from devices.page_printer.placement import PlacingPrinter

_PATIENCE_S, _POLL_S = 60.0, 0.3
_GOING_ON = (JobState.PENDING, JobState.PRINTING)


def print_file(args: Namespace) -> dict[str, Any]:
    """Print ``args.file`` on ``args.printer`` (empty: that of the settings, else the default one)."""
    settings = load_settings(args.data).printer
    return print_pdf(args.file, args.printer or settings.name, print_system(settings))


def print_test_page(args: Namespace) -> dict[str, Any]:
    """Print the page that shows where ``args.printer`` prints on its sheet, ``args.sheets`` times."""
    settings = load_settings(args.data).printer
    return print_placement(args.printer or settings.name, print_system(settings), args.sheets)


def print_placement(
    printer: str, system: PlacingPrinter, sheets: int = 1, patience_s: float = _PATIENCE_S
) -> dict[str, Any]:
    """Print the test page with the corrections in force, which the answer names too; the rest is as of
    ``print_pdf``."""
    from app.documents.placement_page import placement_page

    with _told():
        placement = system.placement_of(printer)
        pdf = placement_page(printer or _default_of(system), placement)
        answer = _print(pdf, "print-test-page", printer, system, sheets, patience_s)
    return {**answer, "placement": asdict(placement)}


def print_pdf(
    path: Path, printer: str, system: PagePrinter, patience_s: float = _PATIENCE_S
) -> dict[str, Any]:
    """Print a PDF and wait for the paper: ``{"job", "state", "troubles", "reasons", "exit"}``.

    ``exit`` is 0 only when it is done; what is not done in time stays in the printer's queue. Raises
    ContentError (``print.no_file``, ``print.not_a_pdf``), EnvironmentMissing (``printer.system_down``,
    ``printer.no_default``), PeripheralError with the code of what else is wrong with the printer.
    """
    pdf = _read(path)
    with _told():
        return _print(pdf, path.stem, printer, system, 1, patience_s)


@contextmanager
def _told() -> Iterator[None]:
    """Errors of the printer as those that the command line explains."""
    with told_to_people():
        try:
            yield
        except (PrintSystemDown, NoDefaultPrinter) as error:
            raise EnvironmentMissing(error.code, **error.facts) from error


def _default_of(system: PagePrinter) -> str:
    return next((each.name for each in system.printers() if each.default), "")


def _print(
    pdf: bytes, title: str, printer: str, system: PagePrinter, sheets: int, patience_s: float
) -> dict[str, Any]:
    job = system.submit(pdf, title, printer, sheets)
    status = _wait(system, job, patience_s)
    return {
        "job": job,
        "state": status.state.value,
        "troubles": [each.value for each in status.troubles],
        "reasons": list(status.reasons),
        "exit": 0 if status.state is JobState.DONE else 1,
    }


def _read(path: Path) -> bytes:
    try:
        pdf = path.read_bytes()
    except OSError as error:
        raise ContentError("print.no_file", file=str(path)) from error
    if not pdf.startswith(b"%PDF-"):
        raise ContentError("print.not_a_pdf", file=str(path))
    return pdf


def _wait(system: PagePrinter, job: str, patience_s: float) -> JobStatus:
    deadline, pause = time.monotonic() + patience_s, threading.Event()
    while (status := system.status(job)).state in _GOING_ON and time.monotonic() < deadline:
        pause.wait(_POLL_S)
    return status

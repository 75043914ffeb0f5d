"""``zongchuang print``: one PDF to paper, without the spool."""

from __future__ import annotations

import threading
import time
from argparse import Namespace
from pathlib import Path
from typing import Any

from app.core.errors import ContentError, EnvironmentMissing, PeripheralError
from devices.errors import DeviceError
from devices.page_printer.contract import (
    JobState,
    JobStatus,
    NoDefaultPrinter,
    PagePrinter,
    PrintSystemDown,
)
from devices.page_printer.drivers.cups import CupsPagePrinter

_PATIENCE_S, _POLL_S = 60.0, 0.3
_GOING_ON = (JobState.PENDING, JobState.PRINTING)


def print_file(args: Namespace) -> dict[str, Any]:
    """Print ``args.file`` on ``args.printer`` (empty: the default one)."""
    return print_pdf(args.file, args.printer, CupsPagePrinter())


def print_pdf(
    path: Path, printer: str, system: PagePrinter, patience_s: float = _PATIENCE_S
) -> dict[str, Any]:
    """Print a PDF and wait for the paper: ``{"job", "state", "troubles", "reasons", "exit"}``, exit 0 only when done.

    A job that is not done in time stays in the printer's queue. Raises ContentError
    (``print.no_file``, ``print.not_a_pdf``), EnvironmentMissing (``printer.system_down``,
    ``printer.no_default``), PeripheralError with the code of what else is wrong with the printer.
    """
    pdf = _read(path)
    try:
        job = system.submit(pdf, path.stem, printer)
        status = _wait(system, job, patience_s)
    except (PrintSystemDown, NoDefaultPrinter) as error:
        raise EnvironmentMissing(error.code, **error.facts) from error
    except DeviceError as error:
        raise PeripheralError(error.code, **error.facts) from error
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

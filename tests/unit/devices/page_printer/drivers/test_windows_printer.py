"""What the spooler of Windows says is told in the contract's words; the calls themselves need Windows."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from devices.page_printer.contract import (
    JobState,
    JobUnknown,
    NoDefaultPrinter,
    Printer,
    PrinterUnknown,
    PrintRefused,
    PrintSystemDown,
    Trouble,
)
from devices.page_printer.drivers import winspool
from devices.page_printer.drivers.windows import Queue, WindowsPagePrinter

PAGE = (595.28, 841.89)


@dataclass
class SpoolerOnStrings:
    """A spooler with two printers, whose jobs are as the test says."""

    known: Sequence[Queue] = (Queue("点阵"), Queue("laser-2"))
    usual: str = "laser-2"
    jobs: dict[int, int] = field(default_factory=dict)
    deleted: list[int] = field(default_factory=list)

    def queues(self) -> Sequence[Queue]:
        return self.known

    def default(self) -> str:
        return self.usual

    def draw(self, queue: str, title: str, pdf: bytes, sheets: int) -> int:
        self.jobs[7] = 0
        return 7

    def job(self, queue: str, number: int) -> int | None:
        return self.jobs.get(number)

    def delete(self, queue: str, number: int) -> None:
        self.deleted.append(number)


@pytest.fixture
def spooler() -> SpoolerOnStrings:
    return SpoolerOnStrings()


def test_the_default_printer_comes_first_and_gets_what_names_none(spooler: SpoolerOnStrings) -> None:
    printer = WindowsPagePrinter(spooler)
    assert printer.printers() == (Printer("laser-2", default=True), Printer("点阵"))
    assert (printer.submit(b"", "x"), printer.submit(b"", "x", "点阵")) == ("laser-2-7", "点阵-7")
    spooler.usual = ""
    with pytest.raises(NoDefaultPrinter):
        printer.submit(b"", "x")
    with pytest.raises(PrinterUnknown):
        printer.submit(b"", "x", "nowhere")


@pytest.mark.parametrize(
    ("flags", "state", "troubles"),
    [
        (0x0000, JobState.PENDING, ()),
        (0x0010, JobState.PRINTING, ()),
        (0x0050, JobState.PRINTING, (Trouble.OUT_OF_PAPER,)),
        (0x0001, JobState.PENDING, (Trouble.HELD,)),
        (0x0022, JobState.PENDING, (Trouble.OFFLINE, Trouble.ATTENTION)),
        (0x0090, JobState.DONE, ()),
        (0x0104, JobState.CANCELLED, ()),
    ],
)
def test_how_a_job_is_follows_from_its_flags(
    spooler: SpoolerOnStrings, flags: int, state: JobState, troubles: tuple[Trouble, ...]
) -> None:
    printer = WindowsPagePrinter(spooler)
    job = printer.submit(b"", "x")
    spooler.jobs[7] = flags
    status = printer.status(job)
    assert (status.state, status.troubles) == (state, troubles)


@pytest.mark.parametrize(
    ("queue", "troubles"),
    [
        (Queue("q", 0x01), (Trouble.STOPPED,)),
        (Queue("q", 0x18), (Trouble.OUT_OF_PAPER, Trouble.JAMMED)),
        (Queue("q", 0x400000), (Trouble.COVER_OPEN,)),
        (Queue("q", 0x20000), ()),
        (Queue("q", 0x80, 0x400), (Trouble.OFFLINE,)),
        (Queue("q", 0, 0x400), (Trouble.OFFLINE,)),
    ],
)
def test_the_troubles_of_a_printer_follow_from_its_flags(queue: Queue, troubles: tuple[Trouble, ...]) -> None:
    (found,) = WindowsPagePrinter(SpoolerOnStrings((queue,))).printers()
    assert found.troubles == troubles


def test_a_job_that_the_spooler_forgot_is_printed_unless_it_was_taken_back(spooler: SpoolerOnStrings) -> None:
    printer = WindowsPagePrinter(spooler)
    job = printer.submit(b"", "x")
    del spooler.jobs[7]
    assert printer.status(job).state is JobState.DONE
    printer.cancel(job)
    assert spooler.deleted == []
    job = printer.submit(b"", "x")
    printer.cancel(job)
    del spooler.jobs[7]
    assert (spooler.deleted, printer.status(job).state) == ([7], JobState.CANCELLED)
    for unknown in ("laser-2-8", "nonsense"):
        with pytest.raises(JobUnknown):
            printer.status(unknown)


def test_structures_are_laid_out_as_windows_has_them() -> None:
    word = ctypes.sizeof(ctypes.c_void_p)
    assert winspool.DevMode.paper_size.offset == 78
    assert winspool.PrinterInfo2.attributes.offset == 13 * word
    assert winspool.PrinterInfo2.status.offset == 13 * word + 20
    assert winspool.JobInfo1.status.offset == 7 * word
    assert ctypes.sizeof(winspool.BitmapInfo) == 40


@pytest.mark.parametrize(
    ("size", "paper"), [(PAGE, (9, 0, 0)), ((419.53, 595.28), (11, 0, 0)), ((684, 792), (256, 2794, 2413))]
)
def test_the_paper_is_named_or_measured_in_tenths_of_a_millimetre(
    size: tuple[float, float], paper: tuple[int, int, int]
) -> None:
    mode = winspool.DevMode()
    winspool.set_paper(mode, size)
    assert (mode.paper_size, mode.paper_length, mode.paper_width) == paper
    assert bool(mode.fields & 4) == (paper[0] == 256)


class Library:
    """A library whose functions answer as the test says, and remember what they were given."""

    def __init__(self, **answers: int) -> None:
        self.answers = answers
        self.calls: list[tuple[str, tuple[Any, ...]]] = []

    def __getattr__(self, name: str) -> Any:
        def function(*given: Any) -> int:
            self.calls.append((name, given))
            return self.answers.get(name, 1)

        self.__dict__[name] = function
        return function


def spool(last_error: int = 0, **answers: int) -> tuple[winspool.WinSpool, Library]:
    gdi = Library(**{"GetDeviceCaps": 600, **answers})
    return winspool.WinSpool(Library(DocumentPropertiesW=220, **answers), gdi, lambda: last_error), gdi


def test_pages_are_drawn_from_the_corner_of_the_sheet_as_often_as_asked(two_pages: bytes) -> None:
    system, gdi = spool(StartDocW=12)
    assert system.draw("点阵", "凭证", two_pages, sheets=2) == 12
    drawn = [given for name, given in gdi.calls if name == "StretchDIBits"]
    assert len(drawn) == 4
    left, top, width, height, _, _, columns, lines = drawn[0][1:9]
    assert (left, top) == (-600, -600)  # what GetDeviceCaps says of every measure here
    assert (width, height) == (4961, 7016)  # A4 at 600 dots an inch
    assert (columns, lines) == (2481, 3508)  # drawn at 300
    assert [name for name, _ in gdi.calls][-2:] == ["EndDoc", "DeleteDC"]


def test_a_document_that_fails_half_way_is_taken_back(two_pages: bytes) -> None:
    system, gdi = spool(last_error=5, EndPage=0)
    with pytest.raises(PrintRefused) as refused:
        system.draw("点阵", "凭证", two_pages, sheets=1)
    assert refused.value.status == 5
    assert [name for name, _ in gdi.calls][-2:] == ["AbortDoc", "DeleteDC"]


def test_a_spooler_that_does_not_run_is_said() -> None:
    system, _ = spool(last_error=1722, EnumPrintersW=0)
    with pytest.raises(PrintSystemDown):
        system.queues()


def test_a_job_that_is_gone_is_told_from_one_that_cannot_be_read() -> None:
    gone, _ = spool(last_error=87, GetJobW=0)
    assert gone.job("点阵", 3) is None
    hidden, _ = spool(last_error=5, GetJobW=0)
    with pytest.raises(PrintRefused):
        hidden.job("点阵", 3)


@pytest.fixture
def two_pages() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=PAGE)
    for text in ("1", "2"):
        canvas.drawString(100, 100, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()

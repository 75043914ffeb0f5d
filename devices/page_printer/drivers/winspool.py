"""The calls of Windows that printing needs: ``winspool.drv`` and ``gdi32`` through ctypes.

Never run on Windows so far. Sources: the reference of the Print Spooler API and of GDI (EnumPrinters,
DocumentProperties, StartDoc, StretchDIBits, GetJob, SetJob) and their structures.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from ctypes import POINTER, byref, c_int, c_long, c_short, c_uint16, c_uint32, c_void_p, c_wchar, c_wchar_p
from typing import Any

from devices.page_printer.contract import DocumentBroken, PrintRefused, PrintSystemDown
from devices.page_printer.drivers.windows import Queue

_LIBRARY = "winspool.drv"
_LOCAL_AND_CONNECTED, _LEVEL = 2 | 4, 2
_OUT_BUFFER = 2
_PAPERSIZE, _PAPERLENGTH, _PAPERWIDTH, _OWN_SIZE = 2, 4, 8, 256
_DPI_X, _DPI_Y, _OFFSET_X, _OFFSET_Y = 88, 90, 112, 113
_HIGHEST_DPI = 300
_COPY, _RGB, _DELETE = 0x00CC0020, 0, 5
_NO_SUCH_JOB, _NOT_RUNNING, _SERVICE_DOWN = 87, 1722, 1062
_POINTS_PER_INCH, _TENTHS_PER_INCH = 72, 254


class DevMode(ctypes.Structure):
    """The head of DEVMODEW: what is set of the paper, lengths in 0.1 mm."""

    _fields_ = (
        ("device", c_wchar * 32 if ctypes.sizeof(c_wchar) == 2 else c_uint16 * 32),
        ("spec_version", c_uint16),
        ("driver_version", c_uint16),
        ("size", c_uint16),
        ("driver_extra", c_uint16),
        ("fields", c_uint32),
        ("orientation", c_short),
        ("paper_size", c_short),
        ("paper_length", c_short),
        ("paper_width", c_short),
    )


class PrinterInfo2(ctypes.Structure):
    """PRINTER_INFO_2W."""

    _fields_ = (
        ("server", c_wchar_p),
        ("name", c_wchar_p),
        *((name, c_wchar_p) for name in ("share", "port", "driver", "comment", "location")),
        ("devmode", c_void_p),
        *((name, c_wchar_p) for name in ("separator", "processor", "datatype", "parameters")),
        ("security", c_void_p),
        ("attributes", c_uint32),
        *((name, c_uint32) for name in ("priority", "default_priority", "start_time", "until_time")),
        ("status", c_uint32),
        ("jobs", c_uint32),
        ("average", c_uint32),
    )


class JobInfo1(ctypes.Structure):
    """JOB_INFO_1W, up to the status."""

    _fields_ = (
        ("number", c_uint32),
        *((name, c_wchar_p) for name in ("printer", "machine", "user", "document", "datatype", "words")),
        ("status", c_uint32),
    )


class DocInfo(ctypes.Structure):
    """DOCINFOW."""

    _fields_ = (
        ("size", c_int),
        ("name", c_wchar_p),
        ("output", c_wchar_p),
        ("datatype", c_wchar_p),
        ("kind", c_uint32),
    )


class BitmapInfo(ctypes.Structure):
    """BITMAPINFOHEADER of a picture with 32 bits a pixel; a negative height begins at the top."""

    _fields_ = (
        ("size", c_uint32),
        ("width", c_long if ctypes.sizeof(c_long) == 4 else c_int),
        ("height", c_long if ctypes.sizeof(c_long) == 4 else c_int),
        ("planes", c_uint16),
        ("bits", c_uint16),
        *((name, c_uint32) for name in ("compression", "bytes", "x_density", "y_density", "used", "needed")),
    )


class WinSpool:
    """Implements drivers.windows.Spooler, with the two libraries of the system."""

    def __init__(self, spool: Any, gdi: Any, last_error: Callable[[], int]) -> None:
        self._spool = spool
        self._gdi = gdi
        self._gdi.CreateDCW.restype = c_void_p
        self._last_error = last_error

    def queues(self) -> Sequence[Queue]:
        """See Spooler."""
        needed, count = c_uint32(), c_uint32()
        look = self._spool.EnumPrintersW
        look(_LOCAL_AND_CONNECTED, None, _LEVEL, None, 0, byref(needed), byref(count))
        buffer = ctypes.create_string_buffer(max(1, needed.value))
        self._must(
            look(_LOCAL_AND_CONNECTED, None, _LEVEL, buffer, needed, byref(needed), byref(count)), "list"
        )
        infos = ctypes.cast(buffer, POINTER(PrinterInfo2))
        return [Queue(each.name, each.status, each.attributes) for each in infos[: count.value]]

    def default(self) -> str:
        """See Spooler."""
        length = c_uint32()
        self._spool.GetDefaultPrinterW(None, byref(length))
        name = ctypes.create_unicode_buffer(max(1, length.value))
        return name.value if self._spool.GetDefaultPrinterW(name, byref(length)) else ""

    def draw(self, queue: str, title: str, pdf: bytes, sheets: int) -> int:
        """See Spooler."""
        import pypdfium2  # 10 MB: with the first document that is printed

        try:
            with pypdfium2.PdfDocument(pdf) as document, self._paper(queue, document[0].get_size()) as paper:
                info = DocInfo(ctypes.sizeof(DocInfo), title, None, None, 0)
                number = int(self._gdi.StartDocW(paper, byref(info)))
                self._must(number > 0, "start")
                try:
                    for _ in range(sheets):
                        for page in document:
                            self._draw_page(paper, page)
                except BaseException:
                    self._gdi.AbortDoc(paper)
                    raise
                self._must(self._gdi.EndDoc(paper) > 0, "end")
                return number
        except pypdfium2.PdfiumError as error:
            raise DocumentBroken(reason=str(error)) from error

    def job(self, queue: str, number: int) -> int | None:
        """See Spooler."""
        with self._opened(queue) as handle:
            needed = c_uint32()
            self._spool.GetJobW(handle, number, 1, None, 0, byref(needed))
            buffer = ctypes.create_string_buffer(max(ctypes.sizeof(JobInfo1), needed.value))
            if self._spool.GetJobW(handle, number, 1, buffer, len(buffer), byref(needed)):
                return int(JobInfo1.from_buffer(buffer).status)
            self._must(self._last_error() == _NO_SUCH_JOB, "job")
            return None

    def delete(self, queue: str, number: int) -> None:
        """See Spooler."""
        with self._opened(queue) as handle:
            done = self._spool.SetJobW(handle, number, 0, None, _DELETE)
            self._must(done or self._last_error() == _NO_SUCH_JOB, "delete")

    def _draw_page(self, paper: c_void_p, page: Any) -> None:
        density = [self._gdi.GetDeviceCaps(paper, each) for each in (_DPI_X, _DPI_Y)]
        # Drawing begins where the printer can print; the page begins at the corner of the sheet.
        left, top = (-self._gdi.GetDeviceCaps(paper, each) for each in (_OFFSET_X, _OFFSET_Y))
        width, height = (
            round(each * dpi / _POINTS_PER_INCH) for each, dpi in zip(page.get_size(), density, strict=True)
        )
        picture = page.render(
            scale=min(_HIGHEST_DPI, max(density)) / _POINTS_PER_INCH, rev_byteorder=False, prefer_bgrx=True
        )
        header = BitmapInfo(ctypes.sizeof(BitmapInfo), picture.width, -picture.height, 1, 32)
        pixels = (ctypes.c_char * (picture.stride * picture.height)).from_buffer(picture.buffer)
        self._must(self._gdi.StartPage(paper) > 0, "page")
        self._gdi.StretchDIBits(
            paper, left, top, width, height, 0, 0, picture.width, picture.height,
            pixels, byref(header), _RGB, _COPY,
        )  # fmt: skip
        self._must(self._gdi.EndPage(paper) > 0, "page")

    @contextmanager
    def _paper(self, queue: str, size: tuple[float, float]) -> Iterator[c_void_p]:
        with self._opened(queue) as handle:
            ask = self._spool.DocumentPropertiesW
            mode = ctypes.create_string_buffer(max(1, ask(None, handle, queue, None, None, 0)))
            self._must(ask(None, handle, queue, mode, None, _OUT_BUFFER) > 0, "settings")
            set_paper(DevMode.from_buffer(mode), size)
            paper = c_void_p(self._gdi.CreateDCW("WINSPOOL", queue, None, mode))
        self._must(paper.value, "paper")
        try:
            yield paper
        finally:
            self._gdi.DeleteDC(paper)

    @contextmanager
    def _opened(self, queue: str) -> Iterator[c_void_p]:
        handle = c_void_p()
        self._must(self._spool.OpenPrinterW(queue, byref(handle), None), "open")
        try:
            yield handle
        finally:
            self._spool.ClosePrinter(handle)

    def _must(self, done: object, command: str) -> None:
        if done:
            return
        code = self._last_error()
        if code in (_NOT_RUNNING, _SERVICE_DOWN):
            raise PrintSystemDown(server=_LIBRARY)
        raise PrintRefused(code, command=command)


def of_this_machine() -> WinSpool:
    """The spooler of this machine. Raises PrintSystemDown where there is no Windows."""
    load: Any = getattr(ctypes, "WinDLL", None)
    if load is None:
        raise PrintSystemDown(server=_LIBRARY)
    last_error: Callable[[], int] = vars(ctypes)["get_last_error"]
    return WinSpool(load(_LIBRARY, use_last_error=True), load("gdi32", use_last_error=True), last_error)


def set_paper(mode: DevMode, size: tuple[float, float]) -> None:
    """Ask for the paper of a page, ``size`` in points."""
    width, length = (round(each * _TENTHS_PER_INCH / _POINTS_PER_INCH) for each in size)
    named = {(2100, 2970): 9, (1480, 2100): 11}.get((width, length))
    mode.fields |= _PAPERSIZE
    mode.paper_size = named or _OWN_SIZE
    if named is None:
        mode.fields |= _PAPERLENGTH | _PAPERWIDTH
        mode.paper_length, mode.paper_width = length, width

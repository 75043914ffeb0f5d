"""Reading PDFs back: text with two independent readers, pictures, codes."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pypdfium2
import zxingcpp


def text_by_pdfium(pdf: bytes) -> str:
    """The text layer as pdfium sees it, pages joined by form feeds."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        pages = []
        for page in document:
            text = page.get_textpage()
            pages.append(text.get_text_range())
            text.close()
            page.close()
        return "\f".join(pages)


def text_by_poppler(pdf: bytes) -> str:
    """The text layer as pdftotext sees it, in layout order, a form feed after every page."""
    done = subprocess.run(
        ["pdftotext", "-layout", "-enc", "UTF-8", "-", "-"],
        input=pdf,
        capture_output=True,
        timeout=30,
        check=True,
    )
    return done.stdout.decode()


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return len(document)


@contextmanager
def _rendered(pdf: bytes, dpi: int, page: int) -> Iterator[Any]:
    """A page as a grey bitmap at a printer's resolution."""
    document = pypdfium2.PdfDocument(pdf)
    sheet = document[page]
    bitmap = sheet.render(scale=dpi / 72, grayscale=True)
    try:
        yield bitmap
    finally:
        bitmap.close()
        sheet.close()
        document.close()


def codes(pdf: bytes, dpi: int, page: int = 0) -> dict[str, str]:
    """Every barcode on a page: its format's name and its text."""
    with _rendered(pdf, dpi, page) as bitmap:
        picture = memoryview(bytes(bitmap.buffer)).cast("B", (bitmap.height, bitmap.stride))
        return {found.format.name: found.text for found in zxingcpp.read_barcodes(picture)}


def rows(pdf: bytes, dpi: int, page: int = 0) -> list[bytes]:
    """A page as rows of grey values, 0 black, 255 white."""
    with _rendered(pdf, dpi, page) as bitmap:
        data, stride, width = bytes(bitmap.buffer), bitmap.stride, bitmap.width
        return [data[start : start + width] for start in range(0, len(data), stride)]


def ink(pdf: bytes) -> tuple[float, float, float, float]:
    """Where there is something dark on the first page: left, top, right, bottom in mm, to a tenth."""
    with _rendered(pdf, 254, 0) as bitmap:
        dark = bitmap.to_numpy() < 128
    (down, across) = (dark.any(axis=axis).nonzero()[0].tolist() for axis in (1, 0))
    return across[0] / 10, down[0] / 10, (across[-1] + 1) / 10, (down[-1] + 1) / 10


def sheet_size(pdf: bytes) -> tuple[float, float]:
    """Width and height of the first page in mm."""
    with pypdfium2.PdfDocument(pdf) as document:
        width, height = document[0].get_size()
    return width / 72 * 25.4, height / 72 * 25.4

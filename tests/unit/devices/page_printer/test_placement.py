"""A page lands where the corrections of its printer put it, and nothing on it changes."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from devices.page_printer.contract import DocumentBroken, Printer
from devices.page_printer.drivers.media import media_of
from devices.page_printer.placement import Placement, PlacingPrinter, placed
from tests.support.documents_desk import PrinterOnStrings
from tests.support.pdf_reading import ink, sheet_size, text_by_pdfium


def page(turned: int = 0, size: tuple[float, float] = (210 * mm, 297 * mm)) -> bytes:
    """A page with a square of 10 mm, as one reads it 50 mm from the left and 60 mm from the top."""
    width, height = size if turned % 180 == 0 else size[::-1]
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size)
    canvas.setPageRotation(turned)
    corner = {
        0: (50 * mm, height - 70 * mm),
        90: (60 * mm, 50 * mm),
        180: (width - 60 * mm, 60 * mm),
        270: (width - 70 * mm, height - 60 * mm),
    }[turned]
    canvas.rect(*corner, 10 * mm, 10 * mm, stroke=0, fill=1)
    canvas.setFont("Helvetica", 4)
    canvas.drawString(*corner, "319999")
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize(("right", "down", "taller"), [(3.0, -2.5, 0.4), (-4.2, 6.0, -1.5)])
def test_what_is_read_moves_right_and_down_whichever_way_the_page_is_turned(
    turned: int, right: float, down: float, taller: float
) -> None:
    moved = placed(page(turned), Placement(right, down, taller))
    left, top, _, _ = ink(moved)
    assert left == pytest.approx(50 + right, abs=0.2)
    assert top == pytest.approx(60 + down, abs=0.2)
    assert sheet_size(moved) == pytest.approx((210, 297 + taller), abs=0.01)
    assert text_by_pdfium(moved) == "319999"


def test_what_cannot_be_read_is_not_printed_wherever() -> None:
    printer = PrinterOnStrings()
    with pytest.raises(DocumentBroken):
        PlacingPrinter(printer, {"counter": Placement(1)}).submit(b"%PDF-", "x", "counter")
    assert printer.submitted == []


def test_every_printer_has_corrections_of_its_own_and_the_default_one_too() -> None:
    inner = PrinterOnStrings(known=(Printer("dots", default=True), Printer("laser")))
    printer, pdf = PlacingPrinter(inner, {"dots": Placement(down_mm=2)}), page()
    for name in ("laser", "dots", ""):
        printer.submit(pdf, "x", name)
    laser, dots, default = (each[3] for each in inner.submitted)
    assert laser == pdf
    assert ink(dots)[1] == ink(default)[1] == pytest.approx(62, abs=0.2)
    assert printer.status("dots-1").state is inner.status("dots-1").state
    printer.cancel("dots-1")
    assert (inner.cancelled, printer.printers()) == (["dots-1"], inner.known)


@pytest.mark.parametrize(
    ("size", "media"),
    [
        ((210, 297), "iso_a4_210x297mm"),
        ((148, 210), "iso_a5_148x210mm"),
        ((241.3, 279.4), "custom_form_241.3x279.4mm"),
        ((210, 297.3), "custom_form_210x297.3mm"),
    ],
)
def test_the_paper_is_that_of_the_page(size: tuple[float, float], media: str) -> None:
    assert media_of(page(size=(size[0] * mm, size[1] * mm))) == media


def test_what_cannot_be_read_is_taken_for_a4() -> None:
    assert media_of(b"%PDF-") == "iso_a4_210x297mm"

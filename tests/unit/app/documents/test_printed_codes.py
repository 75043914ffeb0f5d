"""Codes on paper are read by a scanner at the worst printer's resolution."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.documents.codes import BAR_MODULE, BAR_QUIET_ZONE, bars, draw_code128, draw_qr
from tests.support.pdf_reading import codes, rows

WORST_DPI = 203


def page_with_bars(text: str) -> bytes:
    return page(lambda canvas: draw_code128(canvas, text, 0, 0, 12 * mm))


def page_with_qr(text: str, side: float) -> bytes:
    return page(lambda canvas: draw_qr(canvas, text, 0, 0, side))


def page(draw: Callable[[Canvas], None]) -> bytes:
    """An A4 page on which something is drawn from (20 mm, 20 mm)."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.translate(20 * mm, 20 * mm)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


@settings(max_examples=15)
@example("998734-77550306-370434X")
@example("9912")
@given(st.text("0123456789ABCXYZabc-", min_size=4, max_size=26))
def test_a_case_number_is_read_from_its_bars(number: str) -> None:
    assert codes(page_with_bars(number), WORST_DPI) == {"Code128": number}


@settings(max_examples=8)
@given(st.integers(0, 10**12))
def test_an_address_is_read_from_its_qr_code(number: int) -> None:
    address = f"https://progress.example.cn/case/{number}"
    assert codes(page_with_qr(address, 25 * mm), WORST_DPI) == {"QRCode": address}


def test_the_bars_keep_their_quiet_zones() -> None:
    number = "319999-20260704-0100427"
    row = rows(page_with_bars(number), 720)[-int(25 * mm * 10)]
    dark = [place / 10 for place, grey in enumerate(row) if grey < 128]
    assert dark[0] == pytest.approx(20 * mm + BAR_QUIET_ZONE, abs=0.2)
    assert dark[-1] == pytest.approx(20 * mm + BAR_QUIET_ZONE + len(bars(number)) * BAR_MODULE, abs=0.2)
    assert pytest.approx(10 * BAR_MODULE) == BAR_QUIET_ZONE


def test_the_qr_code_keeps_its_quiet_zone() -> None:
    side = 74 * mm
    picture = rows(page_with_qr("https://progress.example.cn/case/1", side), 72)
    dark = [number for number, row in enumerate(picture) if min(row) < 128]
    lowest, highest = len(picture) - dark[-1], len(picture) - dark[0]
    module = side / 37  # version 3 has 29 modules, and 4 blank ones on each side
    assert lowest == pytest.approx(20 * mm + 4 * module, abs=1.5)
    assert highest == pytest.approx(20 * mm + 33 * module, abs=1.5)


def test_a_module_is_whole_dots_of_the_worst_printer() -> None:
    assert pytest.approx(2) == BAR_MODULE / 72 * WORST_DPI

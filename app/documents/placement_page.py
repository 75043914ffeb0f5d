"""The page that shows where a printer prints on its sheet, and what to enter to put that right (套打)."""

from __future__ import annotations

import io

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.documents.fonts import REGULAR, draw_text, font_ready
from devices.page_printer.placement import Placement

REFERENCE_MM = 20
"""How far the two heavy lines are from the left and from the upper edge of the page."""
SHEETS = 11
"""As many show how far endless paper drifts in ten steps."""
_STEP_MM, _LONG_EVERY = 10, 5
_HAIRLINE, _LIGHT, _HEAVY = 0.2, 0.5, 2.0
_SIZE, _LEADING, _TITLE = 11.0, 20.0, 16.0


def placement_page(printer: str, placement: Placement) -> bytes:
    """An A4 page as a PDF: a grid of 10 mm, two heavy lines to be measured, and what to do with the measures.

    ``placement`` is what the page is going to be corrected by.
    """
    font_ready()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, initialFontName=REGULAR)  # type: ignore[arg-type]
    canvas.setTitle("打印位置测试页")
    _grid(canvas)
    _words(canvas, printer, placement)
    canvas.save()
    return buffer.getvalue()


def _grid(canvas: Canvas) -> None:
    width, height = (round(each / mm) for each in A4)
    for x in range(REFERENCE_MM, width, _STEP_MM):
        canvas.setLineWidth(_weight(x))
        canvas.line(x * mm, A4[1] - REFERENCE_MM * mm, x * mm, REFERENCE_MM * mm)
    for y in range(REFERENCE_MM, height - REFERENCE_MM, _STEP_MM):
        canvas.setLineWidth(_weight(y))
        canvas.line(REFERENCE_MM * mm, A4[1] - y * mm, (width - _STEP_MM) * mm, A4[1] - y * mm)


def _weight(place_mm: int) -> float:
    if place_mm == REFERENCE_MM:
        return _HEAVY
    return _LIGHT if place_mm // _STEP_MM % _LONG_EVERY == 0 else _HAIRLINE


def _words(canvas: Canvas, printer: str, placement: Placement) -> None:
    right, down, taller = (
        f"{each:g}" for each in (placement.right_mm, placement.down_mm, placement.taller_mm)
    )
    at = REFERENCE_MM
    lines = (
        f"打印机：{printer}",
        f"本页已按现有设置修正：向右 {right}，向下 {down}，页高 {taller}（毫米）",
        "",
        f"一、量左边粗线到纸左边的距离 a，应为 {at}。不是就把“向右移”改为 {right} + {at} − a。",
        f"二、量上边粗线到纸上边的距离 b，应为 {at}。不是就把“向下移”改为 {down} + {at} − b。",
        f"三、连续纸：用命令 print-test-page --sheets {SHEETS} 连打 {SHEETS} 张。最后一张的粗线",
        f"　　比第一张低 c（高就是负数），就把“每页加高”改为 {taller} − c ÷ {SHEETS - 1}。",
        "四、在设备中心「A4 打印」的「换打印机」里改（各打印机分开记）。",
        "　　改后再打一张，直到两条粗线都在应有的位置。",
    )
    left, top = (REFERENCE_MM + _STEP_MM) * mm, A4[1] - 60 * mm
    height = _LEADING * (len(lines) + 3)
    canvas.setFillGray(1)
    canvas.rect(left, top - height + _LEADING, A4[0] - left - REFERENCE_MM * mm, height, stroke=0, fill=1)
    canvas.setFillGray(0)
    draw_text(canvas, left + 2 * mm, top, "打印位置测试页", _TITLE)
    for number, line in enumerate(lines, 2):
        draw_text(canvas, left + 2 * mm, top - number * _LEADING, line, _SIZE)

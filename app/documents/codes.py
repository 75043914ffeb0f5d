"""Barcodes and QR codes as vector rectangles on a page.

A reader in a hall is a cheap one, and the worst printer has 203 dots an inch: a bar's module is exactly
two such dots (0.25 mm), because modules of 2.2 or 2.6 dots come out unequal and one symbol in ten is not
read. The quiet zones of the standards are part of the drawn width.
"""

from __future__ import annotations

from itertools import groupby

import segno
from barcode.codex import Code128
from reportlab.lib.units import inch
from reportlab.pdfgen.canvas import Canvas

BAR_MODULE = 2 * inch / 203
_BAR_QUIET = 10
BAR_QUIET_ZONE = _BAR_QUIET * BAR_MODULE
"""Blank on each side of a Code 128 symbol (ISO/IEC 15417: 10 modules)."""
_QR_QUIET = 4


class _Code128(Code128):  # type: ignore[misc]  # the library has no types
    """The encoder, with leading digits ``99`` taken for digits.

    Their symbol value is also the shift to code set C, and the library drops it as a needless shift.
    """

    def _try_to_optimize(self, encoded: list[int]) -> list[int]:
        if self.code.startswith("99"):
            return encoded
        optimized: list[int] = super()._try_to_optimize(encoded)
        return optimized


def draw_code128(canvas: Canvas, text: str, x: float, y: float, height: float) -> None:
    """Draw ``text`` (ASCII) as Code 128; (x, y) is the lower left corner of the quiet zone, in points."""
    path = canvas.beginPath()
    left = x + BAR_QUIET_ZONE
    for module, group in groupby(bars(text)):
        width = len(list(group)) * BAR_MODULE
        if module == "1":
            path.rect(left, y, width, height)
        left += width
    canvas.drawPath(path, stroke=0, fill=1)


def draw_qr(canvas: Canvas, text: str, x: float, y: float, side: float) -> None:
    """Draw ``text`` as a QR code (ISO/IEC 18004, level M) into a square of ``side`` points.

    The square includes the quiet zone of 4 modules.
    """
    matrix = segno.make(text, error="m", micro=False).matrix
    module = side / (len(matrix) + 2 * _QR_QUIET)
    # One path for all: separately filled neighbours show hairlines when a renderer smooths edges.
    path = canvas.beginPath()
    for row, cells in enumerate(matrix):
        bottom = y + side - (_QR_QUIET + row + 1) * module
        left = x + _QR_QUIET * module
        for dark, group in groupby(cells):
            width = len(list(group)) * module
            if dark:
                path.rect(left, bottom, width, module)
            left += width
    canvas.drawPath(path, stroke=0, fill=1)


def bars(text: str) -> str:
    """A Code 128 symbol as a row of modules, ``1`` dark and ``0`` light, without its quiet zones."""
    modules: list[str] = _Code128(text).build()
    return modules[0]

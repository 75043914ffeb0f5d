"""A slip as a picture for a ticket printer: one bit a dot, 203 dots an inch.

Drawn here and not by the printer, because printers lack characters of names and places. Letters are set
without grey, as the paper has none. A character that no font has is drawn as its code in a frame.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, singledispatch
from typing import Any

import segno
from msgspec import Struct
from PIL import Image, ImageDraw, ImageFont

import resources
from app.documents import fonts
from app.documents.codes import bars
from app.documents.ticket_slip import Block, Code, Line, Rule, Size
from app.documents.typeset import break_lines

DOTS_A_MM = 8
_CAP = 0.733
"""Height of a digit of the shipped font, as a share of its size."""
_FULL = 0.88
"""Height of a 汉字 of the shipped font, as a share of its size."""
_LEADING = {False: 1.35, True: 1.1}
"""Line height of text and of the number, as a share of the size."""
_MARGIN = 6
_QR_MODULE, _QR_QUIET = 6, 4
_BAR_MODULE, _BAR_QUIET, _BAR_HEIGHT = 2, 10, 72
_LABEL = 0.36
"""Size of a code that stands for a glyph, as a share of the text around it."""


class Bitmap(Struct, frozen=True):
    """Rows of ``width`` / 8 bytes, 1 = black. ``width`` is a multiple of 8."""

    width: int
    data: bytes

    @property
    def height(self) -> int:
        """Lines."""
        return len(self.data) * 8 // self.width


def render(blocks: Iterable[Block], width: int, *, barcode: bool = False) -> Bitmap:
    """The blocks below each other, centred on paper of ``width`` dots; ``barcode``: bars instead of
    a QR code where the paper is wide enough."""
    canvas = _Canvas(width, barcode)
    for block in blocks:
        _draw(block, canvas)
    return canvas.bitmap()


class _Canvas:
    """Paper that is drawn on from top to bottom."""

    _GROWTH = 512

    def __init__(self, width: int, barcode: bool) -> None:
        self.width = width
        self.barcode = barcode
        self.top = 0
        self._image = Image.new("1", (width, self._GROWTH), 1)

    def pen(self, height: int) -> ImageDraw.ImageDraw:
        """To draw on the next ``height`` lines with; letters without grey."""
        missing = self.top + height - self._image.height
        if missing > 0:
            larger = Image.new("1", (self.width, self._image.height + max(missing, self._GROWTH)), 1)
            larger.paste(self._image, (0, 0))
            self._image = larger
        pen = ImageDraw.Draw(self._image)
        pen.fontmode = "1"
        return pen

    def bitmap(self) -> Bitmap:
        """What was drawn, up to here."""
        drawn = self._image.crop((0, 0, self.width, self.top))
        return Bitmap(self.width, drawn.point(lambda dot: 0 if dot else 255).tobytes())


@singledispatch
def _draw(block: Any, canvas: _Canvas) -> None:
    raise TypeError(block)


@_draw.register
def _(block: Rule, canvas: _Canvas) -> None:
    canvas.pen(16).line((0, canvas.top + 7, canvas.width, canvas.top + 7), 0, 2)
    canvas.top += 16


@_draw.register
def _(block: Line, canvas: _Canvas) -> None:
    size = _points(block, canvas.width)
    height = round(size * _LEADING[block.size is Size.NUMBER])
    for line in _lines(block, size, canvas.width - 2 * _MARGIN):
        left = (canvas.width - _width(line.rstrip(), size, block.bold)) / 2
        _write(canvas.pen(height), left, canvas.top + height / 2, line.rstrip(), size, block.bold)
        canvas.top += height


@_draw.register
def _(block: Code, canvas: _Canvas) -> None:
    if canvas.barcode and (len(bars(block.text)) + 2 * _BAR_QUIET) * _BAR_MODULE <= canvas.width:
        _bars(block.text, canvas)
    else:
        _qr(block.text, canvas)


def _qr(text: str, canvas: _Canvas) -> None:
    matrix = segno.make(text, error="m", micro=False).matrix
    side = (len(matrix) + 2 * _QR_QUIET) * _QR_MODULE
    pen, left = canvas.pen(side), (canvas.width - side) // 2
    for row, cells in enumerate(matrix):
        for column, dark in enumerate(cells):
            if dark:
                x = left + (column + _QR_QUIET) * _QR_MODULE
                y = canvas.top + (row + _QR_QUIET) * _QR_MODULE
                pen.rectangle((x, y, x + _QR_MODULE - 1, y + _QR_MODULE - 1), 0)
    canvas.top += side


def _bars(text: str, canvas: _Canvas) -> None:
    modules = bars(text)
    pen = canvas.pen(_BAR_HEIGHT + 24)
    left = (canvas.width - len(modules) * _BAR_MODULE) // 2
    for place, dark in enumerate(modules):
        if dark == "1":
            x = left + place * _BAR_MODULE
            pen.rectangle((x, canvas.top + 12, x + _BAR_MODULE - 1, canvas.top + 12 + _BAR_HEIGHT), 0)
    canvas.top += _BAR_HEIGHT + 24


def _lines(line: Line, size: int, room: int) -> list[str]:
    if line.size is Size.NUMBER:
        return [line.text]
    return break_lines(line.text, room, lambda text: _width(text, size, line.bold))


def _points(line: Line, width: int) -> int:
    """The font size in dots; a number that is too long for the paper is written smaller."""
    height = line.size.value * DOTS_A_MM
    if line.size is not Size.NUMBER:
        return round(height / _FULL)
    size = height / _CAP
    natural = _width(line.text, round(size), line.bold)
    return int(min(size, size * (width - 2 * _MARGIN) / max(natural, 1)))


def _write(pen: ImageDraw.ImageDraw, x: float, middle: float, text: str, size: int, bold: bool) -> None:
    for run in fonts.runs(text, bold):
        width = _run_width(run, size)
        if run.framed:
            pen.rectangle((x + 1, middle - size * 0.45, x + width - 2, middle + size * 0.45), outline=0)
            label = _font(fonts.REGULAR, max(round(size * _LABEL), 9))
            pen.text((x + width / 2, middle), fonts.code_of(run.text), 0, label, anchor="mm")
        else:
            pen.text((x, middle + size * 0.37), run.text, 0, _font(run.font, size), anchor="ls")
        x += width


def _width(text: str, size: int, bold: bool) -> float:
    return sum(_run_width(run, size) for run in fonts.runs(text, bold))


@lru_cache(maxsize=4096)
def _run_width(run: fonts.Run, size: int) -> float:
    if run.framed:
        return _font(fonts.REGULAR, max(round(size * _LABEL), 9)).getlength(fonts.code_of(run.text)) + 8
    return _font(run.font, size).getlength(run.text)


@lru_cache(maxsize=32)
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resources.path(f"fonts/{name}.ttf")), size)

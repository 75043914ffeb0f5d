"""The paper of a simulated printer as a picture."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

import resources
from devices.ticket_printer import text_mode
from devices.ticket_printer.escpos import DOTS
from devices.ticket_printer.interpreter import Letters, Paper

_COLUMN, _LINE = 12, 24
"""Dots of a column (half a 汉字) and of a line in the printer's letters."""
_LEADING = 6


def save(paper: Paper, path: Path) -> None:
    """Write a slip as a PNG, black on white, as wide as its drawn rows and no narrower than 58 mm paper."""
    width = max(DOTS[58], *(8 * len(row) for row in paper.rows), 0)
    strips = [_row(part) if isinstance(part, bytes) else _line(part, width) for part in paper.parts]
    picture = Image.new("1", (width, max(1, sum(strip.height for strip in strips))), 1)
    top = 0
    for strip in strips:
        picture.paste(strip, (0, top))
        top += strip.height
    picture.save(path)


def _row(dots: bytes) -> Image.Image:
    return Image.frombytes("1", (8 * len(dots), 1), bytes(255 - each for each in dots))


def _line(letters: Letters, width: int) -> Image.Image:
    """A line of letters, each in its columns; what goes beyond the edge is lost, as on paper."""
    long = max(1, text_mode.columns(letters.text)) * _COLUMN
    written = Image.new("1", (long, _LINE), 1)
    pen = ImageDraw.Draw(written)
    font = ImageFont.truetype(str(resources.path("fonts/NotoSansSC-Regular.ttf")), 22)
    left = 0
    for character in letters.text:
        wide = text_mode.columns(character) * _COLUMN
        pen.text((left + wide / 2, _LINE / 2), character, 0, font, anchor="mm")
        left += wide
    size = (long * letters.wide, _LINE * letters.high)
    line = Image.new("1", (width, size[1] + _LEADING), 1)
    line.paste(written.resize(size), (max(0, width - size[0]) * letters.place // 2, 0))
    return line

"""A slip as the bytes that a ticket printer is sent: drawn as a picture, or in the printer's own letters."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from app.documents import fonts
from app.documents.ticket_raster import Bitmap, render
from app.documents.ticket_slip import Block, Line, Size, SlipContent, blocks
from devices.ticket_printer import escpos, text_mode

_SCALES = {Size.NUMBER: 4, Size.HEADING: 2, Size.TEXT: 1, Size.SMALL: 1}
_COLUMN_DOTS = 12


class Paper(Struct, frozen=True):
    """How a printer is used. ``width_mm``: 58 or 80. ``letters``: lines in its own letters where it has them,
    which is faster on a slow line and never as sure. ``barcode``: bars instead of a QR code."""

    width_mm: Literal[58, 80] = 80
    letters: bool = False
    barcode: bool = False

    @property
    def dots(self) -> int:
        """Dots a line."""
        return escpos.DOTS[self.width_mm]


def ticket_job(slip: SlipContent, paper: Paper) -> bytes:
    """The job of one slip, cut at its end. It takes 0.02 s, and 0.3 s the first time: call it from a lane."""
    parts = blocks(slip)
    body = _mixed(parts, paper) if paper.letters else _drawn(render(parts, paper.dots, barcode=paper.barcode))
    return escpos.INIT + body + escpos.feed(1) + escpos.CUT


def missing_in(slip: SlipContent) -> tuple[str, ...]:
    """Codes of the characters that no font has (``U+2EBF0``): they are printed as codes; warn of them."""
    return fonts.missing("".join(part.text for part in blocks(slip) if isinstance(part, Line)))


def _mixed(parts: tuple[Block, ...], paper: Paper) -> bytes:
    job = escpos.CHINESE + escpos.CENTRE
    for part in parts:
        written = _written(part, paper)
        job += written or _drawn(render((part,), paper.dots, barcode=paper.barcode))
    return job


def _written(part: Block, paper: Paper) -> bytes:
    """A line in the printer's letters; nothing when it must be drawn."""
    if not isinstance(part, Line):
        return b""
    encoded = text_mode.encode(part.text)
    scale = _SCALES[part.size]
    if encoded is None or text_mode.columns(part.text) * _COLUMN_DOTS * scale > paper.dots:
        return b""
    return escpos.text(encoded, scale=scale)


def _drawn(picture: Bitmap) -> bytes:
    return b"".join(escpos.raster(picture.data, picture.width))

"""A page as it is kept: a JPEG of some 200 dpi on A4 and at most 500 kB (高拍件)."""

from __future__ import annotations

import io
import os
import sys
from typing import BinaryIO

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from devices.errors import BadReply

LARGEST_BYTES = 500_000
_DPI = 200
_LONG_SIDE = 2339
"""Pixels of A4's longer side at 200 dpi."""
_BEST, _WORST = 88, 30
_SHRINK = 0.8
_PNG = b"\x89PNG\r\n\x1a\n"
_MOST_PIXELS = 40_000_000
"""A4 at 600 dpi has 35 million."""


def encoded(page: Image.Image) -> bytes:
    """The page as a JPEG of at most LARGEST_BYTES, in the best quality that fits."""
    page = page if page.mode in ("L", "RGB") else page.convert("RGB")
    scale = _LONG_SIDE / max(page.size)
    if scale < 1:
        page = _scaled(page, scale)
    while (best := _best_quality(page)) is None:
        page = _scaled(page, _SHRINK)
    return best


def decoded(picture: bytes) -> Image.Image:
    """A picture from its bytes, a JPEG or PNG. Raises BadReply when it is none, or larger than any page."""
    # Not Image.open: it tries all that it knows, and complains aloud of large pictures.
    reader = PngImageFile if picture.startswith(_PNG) else JpegImageFile
    try:
        page = reader(io.BytesIO(picture))
        if page.width * page.height > _MOST_PIXELS:
            raise ValueError("too large")
        page.load()
    except (OSError, ValueError, SyntaxError) as error:
        raise BadReply(command="page", reason="no picture") from error
    return page


def turned(jpeg: bytes, turns: int) -> bytes:
    """A page turned clockwise by quarters. Raises BadReply."""
    page = decoded(jpeg)
    quarters = {
        1: Image.Transpose.ROTATE_270,
        2: Image.Transpose.ROTATE_180,
        3: Image.Transpose.ROTATE_90,
    }
    turn = quarters.get(turns % 4)
    return encoded(page if turn is None else page.transpose(turn))


def thumbnail(jpeg: bytes, side: int) -> bytes:
    """A small picture of a page, ``side`` pixels at its longer side. Raises BadReply."""
    page = decoded(jpeg)
    page.thumbnail((side, side))
    return _as_jpeg(page if page.mode in ("L", "RGB") else page.convert("RGB"), 80)


def _best_quality(page: Image.Image) -> bytes | None:
    """None when even the worst quality is too large."""
    best = _as_jpeg(page, _BEST)
    if len(best) <= LARGEST_BYTES:
        return best
    found, low, high = None, _WORST, _BEST - 1
    while low <= high:
        quality = (low + high) // 2
        tried = _as_jpeg(page, quality)
        if len(tried) <= LARGEST_BYTES:
            found, low = tried, quality + 1
        else:
            high = quality - 1
    return found


def _as_jpeg(page: Image.Image, quality: int) -> bytes:
    with _memory() as out:
        page.save(out, "JPEG", quality=quality, dpi=(_DPI, _DPI))
        out.seek(0)
        return out.read()


def _memory() -> BinaryIO:
    """A file of the system that lies in memory. Pillow writes into it without the interpreter's lock; into a
    buffer of Python's it writes with it, and holds up the window for six milliseconds at a time."""
    if sys.platform == "win32":
        return io.BytesIO()
    return os.fdopen(os.memfd_create("page"), "w+b")


def _scaled(page: Image.Image, scale: float) -> Image.Image:
    size = (max(1, round(page.width * scale)), max(1, round(page.height * scale)))
    return page.resize(size, Image.Resampling.LANCZOS if scale < 0.5 else Image.Resampling.BICUBIC)

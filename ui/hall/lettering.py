"""Text that fits: the largest size at which a line stays within its box, centred on its capitals.

Line boxes of Chinese fonts are not centred on what one sees (Noto's sits 7 % low), so a line is centred on
the height of its capitals and measured by its ink.
"""

from __future__ import annotations

from functools import lru_cache
from math import floor

from msgspec import Struct
from PySide6.QtGui import QFont, QFontMetricsF, QPainterPath

from ui.common.fonts import font
from ui.hall.sizes import Box

_MEASURED_AT = 512
_BREAKS = tuple("，；。、！？,; ")
_SLACK = 1.0
"""Pixels kept free on each side: glyphs are drawn on whole pixels."""


class Ink(Struct, frozen=True):
    """A line's measures at one pixel of size: advance, and how far its ink reaches from its origin."""

    advance: float
    left: float
    right: float
    above: float
    below: float
    capitals: float

    @property
    def width(self) -> float:
        """From the first ink, or the origin, to the last ink, or the advance."""
        return self.right - self.left


class Label(Struct, frozen=True):
    """A line of text at its place. ``x`` and ``baseline`` are the origin; nothing of it leaves ``box``."""

    text: str
    pixels: int
    bold: bool
    colour: str
    x: float
    baseline: float
    box: Box


def lettering(pixels: int, bold: bool) -> QFont:
    """The font of the screen; without hinting, so that widths grow evenly with size."""
    made = font(pixels, bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@lru_cache(maxsize=4096)
def measure(text: str, bold: bool) -> Ink:
    """The measures of a line."""
    letters = lettering(_MEASURED_AT, bold)
    metrics, outline = QFontMetricsF(letters), QPainterPath()
    # Not tightBoundingRect: of a text in two scripts it measures only the last one's height.
    outline.addText(0, 0, letters, text)
    ink = outline.boundingRect()
    advance = metrics.horizontalAdvance(text)
    return Ink(
        advance=advance / _MEASURED_AT,
        left=min(0.0, ink.left()) / _MEASURED_AT,
        right=max(advance, ink.right()) / _MEASURED_AT,
        above=max(0.0, -ink.top()) / _MEASURED_AT,
        below=max(0.0, ink.bottom()) / _MEASURED_AT,
        capitals=metrics.capHeight() / _MEASURED_AT,
    )


def fitting(text: str, bold: bool, wanted: float, box: Box) -> int:
    """The size in pixels, at most ``wanted``, at which a line fits a box; at least 1."""
    ink = measure(text, bold)
    half = box.height / 2 - _SLACK
    limits = [wanted, (box.width - 2 * _SLACK) / max(ink.width, 0.01)]
    limits.append(half / max(ink.above - ink.capitals / 2, 0.01))
    limits.append(half / max(ink.below + ink.capitals / 2, 0.01))
    return max(1, floor(min(limits)))


def place(
    text: str, box: Box, wanted: float, colour: str, *, bold: bool = False, align: float = 0.0
) -> Label:
    """A line in a box, as large as wanted or as fits; ``align``: 0 left, 0.5 centre, 1 right."""
    line = " ".join(text.split())
    pixels = fitting(line, bold, wanted, box)
    ink = measure(line, bold)
    free = box.width - 2 * _SLACK - ink.width * pixels
    return Label(
        text=line,
        pixels=pixels,
        bold=bold,
        colour=colour,
        x=box.x + _SLACK + align * free - ink.left * pixels,
        baseline=box.y + box.height / 2 + ink.capitals * pixels / 2,
        box=box,
    )


class Word(Struct, frozen=True):
    """A piece of a line that is set in several sizes; ``scale`` multiplies the line's size."""

    text: str
    colour: str
    scale: float = 1.0
    bold: bool = True


def place_words(
    words: tuple[Word, ...], box: Box, wanted: float, *, space: float = 0.25, align: float = 0.0
) -> tuple[Label, ...]:
    """Words side by side in a box, ``space`` em apart, as large as wanted or as fits."""
    widths = [measure(word.text, word.bold).width * word.scale for word in words]
    total = sum(widths) + space * (len(words) - 1)
    free_width = box.width - 2 * _SLACK * len(words)
    size = min(wanted, free_width / total)
    for word in words:
        unbounded = Box(0, 0, float("inf"), box.height)
        size = min(size, fitting(word.text, word.bold, size * word.scale, unbounded) / word.scale)
    labels = []
    x = box.x + align * (free_width - size * total)
    for word, width in zip(words, widths, strict=True):
        cell = Box(x, box.y, width * size + 2 * _SLACK, box.height)
        labels.append(place(word.text, cell, size * word.scale, word.colour, bold=word.bold))
        x = cell.right + space * size
    return tuple(labels)


def pages(text: str, bold: bool, width: float) -> tuple[str, ...]:
    """A text cut into lines at most ``width`` em wide, after a punctuation mark where one is near. No line
    begins with a mark: between two pages it is left out."""
    rest = " ".join(text.split())
    lines: list[str] = []
    while rest:
        end = _longest(rest, bold, width)
        if end < len(rest):
            end = max((n for n in range(end // 2, end + 1) if rest[n - 1 : n] in _BREAKS), default=end)
        lines.append(rest[:end].strip())
        rest = rest[end:].lstrip("".join(_BREAKS))
    return tuple(lines)


def _longest(text: str, bold: bool, width: float) -> int:
    fits = (n for n in range(len(text), 0, -1) if measure(text[:n], bold).width <= width)
    return next(fits, 1)

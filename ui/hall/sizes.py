"""How big things must be and where they go on the hall screen (大屏). Pure arithmetic.

Text is set by distance, not by taste: the em of Chinese text at 24 minutes of arc (full reading speed, Chin
J Ophthalmol 2007), the capitals of the called number at 45. Where a screen is too small for its hall the
text takes what there is; nothing is ever clipped.
"""

from __future__ import annotations

from math import floor, hypot, radians, tan

from msgspec import Struct

CHINESE_ARCMIN = 24.0
CALL_NUMBER_ARCMIN = 45.0
LINE = 1.15
"""Height of a line in em: how close lines of Chinese may stand and still be told apart from afar."""
_MM_PER_INCH = 25.4
_LEAST_ROWS = 3
_MOST_ROWS = 8


class Viewing(Struct, frozen=True):
    """From where the screen is read: the farthest seat in metres, the screen's diagonal in inches."""

    farthest_seat_m: float = 10.0
    diagonal_inch: float = 55.0

    def pixels(self, arcmin: float, width: int, height: int) -> float:
        """Pixels that span a visual angle, seen from the farthest seat, at a resolution."""
        millimetres = 2 * self.farthest_seat_m * 1000 * tan(radians(arcmin / 60) / 2)
        return millimetres * hypot(width, height) / (self.diagonal_inch * _MM_PER_INCH)


class Box(Struct, frozen=True):
    """A rectangle in pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y + self.height

    def inset(self, across: float, down: float = 0.0) -> Box:
        """The box within it that keeps these distances from its sides."""
        return Box(self.x + across, self.y + down, self.width - 2 * across, self.height - 2 * down)

    def columns(self, *shares: float, gap: float = 0.0) -> tuple[Box, ...]:
        """Itself cut into columns whose widths stand in the ratio of ``shares``."""
        unit = (self.width - gap * (len(shares) - 1)) / sum(shares)
        starts = [self.x + unit * sum(shares[:n]) + gap * n for n in range(len(shares))]
        return tuple(
            Box(x, self.y, unit * share, self.height) for x, share in zip(starts, shares, strict=True)
        )

    def rows(self, count: int) -> tuple[Box, ...]:
        """Itself cut into equal rows."""
        height = self.height / count
        return tuple(Box(self.x, self.y + n * height, self.width, height) for n in range(count))


class Layout(Struct, frozen=True):
    """The boxes of the screen and the text sizes that its distance asks for."""

    screen: Box
    portrait: bool
    chinese: float
    call_number: float
    gap: float
    header: Box
    card: Box
    rows: tuple[Box, ...]
    waiting: Box
    footer: Box


def arrange(width: int, height: int, viewing: Viewing) -> Layout:
    """The layout for a screen of this many pixels; upright screens stack what wide ones set side by side."""
    portrait = height > width
    chinese = viewing.pixels(CHINESE_ARCMIN, width, height)
    capitals = viewing.pixels(CALL_NUMBER_ARCMIN, width, height)
    short = min(width, height)
    gap = 0.013 * short
    margin = 2 * gap
    header = Box(0, 0, width, 0.0925 * short)
    footer_height = _between(LINE * chinese, 0.07 * short, 0.118 * short)
    footer = Box(0, height - footer_height, width, footer_height)
    card_height = _between((2.6 if portrait else 1.35) * capitals, 0.26 * height, 0.36 * height)
    card = Box(margin, header.bottom + gap, width - 2 * margin, card_height)
    below = Box(margin, card.bottom + gap, card.width, footer.y - card.bottom - 2 * gap)
    calls, waiting = _split(below, portrait, chinese, gap)
    count = int(_between(floor(calls.height / (LINE * chinese)), _LEAST_ROWS, _MOST_ROWS))
    return Layout(
        screen=Box(0, 0, width, height),
        portrait=portrait,
        chinese=chinese,
        call_number=capitals,
        gap=gap,
        header=header,
        card=card,
        rows=calls.rows(count),
        waiting=waiting,
        footer=footer,
    )


def _split(below: Box, portrait: bool, chinese: float, gap: float) -> tuple[Box, Box]:
    """The space under the card: the rows of calls, and who is waiting."""
    if portrait:
        height = _between(3 * LINE * chinese + gap, 0.2 * below.height, 0.36 * below.height)
        calls = Box(below.x, below.y, below.width, below.height - height - gap)
        return calls, Box(below.x, calls.bottom + gap, below.width, height)
    width = _between(7.2 * chinese, 0.27 * below.width, 0.4 * below.width)
    calls = Box(below.x, below.y, below.width - width - 2 * gap, below.height)
    return calls, Box(calls.right + 2 * gap, below.y, width, below.height)


def _between(value: float, least: float, most: float) -> float:
    return max(least, min(value, most))

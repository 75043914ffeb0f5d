"""How large everything on the ticket machine is, by the size of its screen. Pure.

Who stands before it may see badly and reach badly: text from 32 px, targets from 96 px with 12 px between
them, as on a 1080 px wide screen of 24 to 43 inches. Upright the tiles stand in the lower part, in reach.
"""

from __future__ import annotations

from msgspec import Struct

_DESIGNED_FOR = 1080
_LARGER = 1.3
_SHORT, _LONG = 5, 0.65


class Measures(Struct, frozen=True):
    """Sizes in pixels. ``columns``: of the tiles; ``above``: free height over the tiles."""

    small: int
    text: int
    name: int
    main: int
    number: int
    gap: int
    target: int
    columns: int
    above: int

    def name_of(self, name: str) -> int:
        """The size of a zone's name: a long one takes two lines of smaller letters."""
        return self.name if len(name) <= _SHORT else round(_LONG * self.name)


def measures(width: int, height: int, *, large: bool) -> Measures:
    """The sizes on a screen of ``width`` × ``height`` pixels; ``large``: 大字版."""
    share = min(width, height) / _DESIGNED_FOR
    letters = share * (_LARGER if large else 1.0)
    upright = height > width
    return Measures(
        small=round(34 * letters),
        text=round(42 * letters),
        name=round(60 * letters),
        main=round(72 * letters),
        number=round(230 * share),
        gap=max(12, round(28 * share)),
        target=max(96, round(110 * share)),
        columns=2 if upright else 3,
        above=round(0.24 * height) if upright else 0,
    )

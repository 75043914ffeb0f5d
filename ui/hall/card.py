"""The card: the one call that is shown large."""

from __future__ import annotations

from app.tickets.announcement import window_words
from app.tickets.board import Call
from ui.hall import palette, words
from ui.hall.lettering import Label, Word, measure, place, place_words
from ui.hall.panel import Item, Panel
from ui.hall.sizes import Box, Layout
from ui.hall.state import HallState

_SPACE = 0.22
_WORDS_AT_MOST = 0.46
"""The words beside the number, as a share of its size."""
_WORDS_AT_LEAST = 0.8
"""They give way to long numbers down to this share of the size that the distance asks for."""
_STACKED_WORDS = 0.62
"""The same where they have a line of their own."""
_TICKET_SHARE = 0.57
"""How much of an upright card's height the ticket takes; the window takes the rest."""


def card(state: HallState, layout: Layout) -> tuple[Item, ...]:
    """The card in one of its looks: lit, calm, cut off from the hub, or before the first call."""
    lit = state.lit and state.card is not None and not state.cut_off
    inner = layout.card.inset(2 * layout.gap, layout.gap)
    items: list[Item] = [_ground(state, layout, lit)]
    if state.cut_off and state.updated_at is not None:
        inner, strip = _apart(inner, layout.gap + 0.8 * layout.chinese)
        stale = words.last_update(state.updated_at)
        items.append(place(stale, strip, 0.8 * layout.chinese, palette.QUIET, align=1.0))
    if state.card is None:
        items.append(place(words.nobody_called(), inner, layout.chinese, palette.WHITE, bold=True, align=0.5))
        return tuple(items)
    colours = (palette.GROUND, palette.GROUND) if lit else (palette.YELLOW, palette.WHITE)
    draw = _stacked if layout.portrait else _side_by_side
    return (*items, *draw(state.card, inner, layout, colours))


def _ground(state: HallState, layout: Layout, lit: bool) -> Panel:
    radius = layout.gap
    if state.cut_off:
        return Panel(layout.card, None, radius=radius, outline=palette.QUIET, line=layout.gap / 3)
    bright = palette.PULSE if state.pulse else palette.YELLOW
    return Panel(layout.card, bright if lit else palette.PANEL, radius=radius)


def _apart(inner: Box, strip: float) -> tuple[Box, Box]:
    """The card's inside without a strip at its foot, and the strip."""
    strip = min(strip, 0.25 * inner.height)
    upper = Box(inner.x, inner.y, inner.width, inner.height - strip)
    return upper, Box(inner.x, upper.bottom, inner.width, strip)


def _call_words(call: Call, words_scale: float, colour: str) -> tuple[Word, ...]:
    name, suffix = window_words(call.window)
    return (
        Word(words.go_to(), colour, words_scale),
        Word(name, colour),
        Word(suffix, colour, words_scale),
    )


def _between(wanted: float, height: float) -> float:
    """A number's size in a space of this height: capitals fill 73 to 82 % of it."""
    return max(height, min(wanted, 1.12 * height))


def _number_size(layout: Layout) -> float:
    return layout.call_number / measure("0", True).capitals


def _side_by_side(call: Call, inner: Box, layout: Layout, colours: tuple[str, str]) -> tuple[Label, ...]:
    """Ticket left, window right. The words give way to the numbers, then both shrink alike."""
    ticket = measure(call.number, True).width
    name, suffix = window_words(call.window)
    numbers = ticket + measure(name, True).width + 3 * _SPACE
    wording = measure(words.go_to(), True).width + measure(suffix, True).width
    wanted = _between(_number_size(layout), inner.height)
    beside = min((inner.width - wanted * numbers) / wording, _WORDS_AT_MOST * wanted)
    beside = max(beside, _WORDS_AT_LEAST * layout.chinese, 0.3 * inner.height)
    size = min(wanted, (inner.width - beside * wording) / numbers)
    if beside > _STACKED_WORDS * size:
        size = min(wanted, inner.width / (numbers + _STACKED_WORDS * wording))
        beside = _STACKED_WORDS * size
    left = Box(inner.x, inner.y, (ticket + _SPACE / 2) * size, inner.height)
    right = Box(left.right, inner.y, inner.right - left.right, inner.height)
    return (
        place(call.number, left, size, colours[0], bold=True),
        *place_words(_call_words(call, beside / size, colours[1]), right, size, space=_SPACE, align=1.0),
    )


def _stacked(call: Call, inner: Box, layout: Layout, colours: tuple[str, str]) -> tuple[Label, ...]:
    """Ticket above, window below, as an upright screen has room for."""
    split = _TICKET_SHARE * inner.height
    above = Box(inner.x, inner.y, inner.width, split)
    below = Box(inner.x, inner.y + split, inner.width, inner.height - split).inset(0, layout.gap / 2)
    size = _between(_number_size(layout), above.height)
    window = max(0.85 * below.height, layout.chinese / _STACKED_WORDS)
    return (
        place(call.number, above, size, colours[0], bold=True, align=0.5),
        *place_words(_call_words(call, _STACKED_WORDS, colours[1]), below, window, space=_SPACE, align=0.5),
    )

"""The calls before the one on the card, and how many people wait."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from app.tickets.announcement import window_words
from app.tickets.board import Call
from ui.hall import palette, words
from ui.hall.lettering import Word, place, place_words
from ui.hall.panel import Item, Panel
from ui.hall.sizes import LINE, Box, Layout
from ui.hall.state import HallState, ZoneWaiting

_ROOM_FOR_ZONE = 16
"""A row this many em wide or wider also names the zone."""
_ROOM_FOR_TWO = 19
"""A panel this many em wide or wider shows two zones side by side."""
_MOST_LINES = 8


def call_rows(state: HallState, layout: Layout) -> Iterator[Item]:
    """Newest first; every second row stands on a panel."""
    for position, box in enumerate(layout.rows):
        if position % 2 == 0:
            yield Panel(box, palette.PANEL)
        if position < len(state.rows):
            yield from _row(state.rows[position], box, layout)


def _row(call: Call, box: Box, layout: Layout) -> Iterator[Item]:
    inner = box.inset(1.5 * layout.gap)
    size = box.height / LINE
    name, suffix = window_words(call.window)
    window = (Word(name, palette.WHITE), Word(suffix, palette.WHITE, 0.84))
    if inner.width < _ROOM_FOR_ZONE * size:
        left, right = inner.columns(0.42, 0.58, gap=2 * layout.gap)
        yield place(call.number, left, size, palette.YELLOW, bold=True)
        yield from place_words(window, right, size, align=1.0)
        return
    left, middle, right = inner.columns(0.25, 0.38, 0.37, gap=2 * layout.gap)
    yield place(call.number, left, size, palette.YELLOW, bold=True)
    yield from place_words(window, middle, size, align=1.0)
    yield place(call.zone, right, 0.84 * size, palette.QUIET)


def waiting_panel(state: HallState, layout: Layout) -> Iterator[Item]:
    """One line a zone; more zones than lines are shown in turn."""
    box = layout.waiting
    yield Panel(box, palette.PANEL, radius=layout.gap)
    inner = box.inset(1.5 * layout.gap, 0.5 * layout.gap)
    count = max(2, min(_MOST_LINES, int(inner.height / (LINE * layout.chinese))))
    lines = inner.rows(count)
    columns = 2 if layout.portrait and inner.width > _ROOM_FOR_TWO * layout.chinese else 1
    cells = [cell for line in lines for cell in line.columns(*[1.0] * columns, gap=4 * layout.gap)]
    if not layout.portrait:
        cells = cells[1:]
    page, total = state.turn, max(1, ceil(len(state.waiting) / len(cells)))
    shown = state.waiting[page % total * len(cells) :][: len(cells)]
    if not layout.portrait:
        yield from _title(lines[0], page % total + 1, total, layout)
    for cell, zone in zip(cells, shown, strict=False):
        if cell.y > lines[0].y:
            yield Panel(Box(cell.x, cell.y, cell.width, max(1.0, layout.gap / 8)), palette.RULE)
        yield from _zone(zone, cell, layout)


def _title(line: Box, page: int, pages: int, layout: Layout) -> Iterator[Item]:
    title, number = line.columns(0.75, 0.25)
    yield place(words.waiting_title(), title, layout.chinese, palette.QUIET, bold=True)
    if pages > 1:
        yield place(f"{page}/{pages}", number, 0.6 * layout.chinese, palette.QUIET, align=1.0)


def _zone(zone: ZoneWaiting, cell: Box, layout: Layout) -> Iterator[Item]:
    size = min(cell.height / LINE, max(layout.chinese, 0.72 * cell.height))
    unit = Word(words.people(), palette.QUIET, 0.84, bold=False)
    count = Word(str(zone.people), palette.YELLOW, 1.1)
    parts: tuple[Word, ...]
    if layout.portrait:
        left, right = cell.columns(0.47, 0.53, gap=layout.gap)
        parts = (Word(words.waiting(), palette.QUIET, 0.84, bold=False), count, unit)
    else:
        left, right = cell.columns(0.64, 0.36, gap=layout.gap)
        parts = (count, unit)
    yield place(zone.zone, left, size, palette.WHITE, bold=True)
    yield from place_words(parts, right, size, space=0.15, align=1.0)

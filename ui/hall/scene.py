"""The whole picture of a state: which panels and lines of text stand where. No painting."""

from __future__ import annotations

from collections.abc import Iterator

from ui.hall import palette, words
from ui.hall.card import card
from ui.hall.lettering import Word, pages, place, place_words
from ui.hall.lists import call_rows, waiting_panel
from ui.hall.panel import Item, Panel
from ui.hall.sizes import Layout
from ui.hall.state import HallState


def compose(state: HallState, layout: Layout) -> tuple[Item, ...]:
    """Everything to paint, from back to front."""
    return (
        Panel(layout.screen, palette.GROUND),
        *_header(state, layout),
        *card(state, layout),
        *call_rows(state, layout),
        *waiting_panel(state, layout),
        *_footer(state, layout),
    )


def _header(state: HallState, layout: Layout) -> Iterator[Item]:
    yield Panel(layout.header, palette.BAND)
    inner = layout.header.inset(2 * layout.gap)
    size = 0.6 * inner.height
    date: tuple[Word, ...] = ()
    if not state.cut_off and layout.portrait:
        name, clock = inner.columns(0.82, 0.18, gap=layout.gap)  # long names need the room of the date
    elif not state.cut_off:
        name, clock = inner.columns(0.57, 0.43, gap=layout.gap)
        date = (Word(words.date(state.now), palette.QUIET, 0.72, bold=False),)
    else:
        name, tag, clock = inner.columns(0.36, 0.46, 0.18, gap=layout.gap)
        yield Panel(tag, palette.AMBER, radius=layout.gap / 2)
        yield place(
            words.cut_off(), tag.inset(layout.gap), 0.7 * tag.height, palette.ON_AMBER, bold=True, align=0.5
        )
    yield place(state.hall_name, name, size, palette.WHITE, bold=True)
    time = Word(words.time(state.now), palette.WHITE)
    yield from place_words((*date, time), clock, 1.1 * size, space=0.4, align=1.0)


def _footer(state: HallState, layout: Layout) -> Iterator[Item]:
    """The notices (通知), page by page; while the hub is gone, what to do instead."""
    yield Panel(layout.footer, palette.BAND)
    inner = layout.footer.inset(2 * layout.gap)
    notice, number = inner.columns(0.9, 0.1, gap=layout.gap)
    size = min(layout.chinese, 0.84 * inner.height)
    if state.cut_off:
        yield place(words.cut_off(), notice, size, palette.AMBER, bold=True)
        return
    shown = [page for text in state.notices for page in pages(text, False, notice.width / size)]
    if not shown:
        return
    turn = state.turn % len(shown)
    yield place(shown[turn], notice, size, palette.WHITE)
    if len(shown) > 1:
        yield place(f"{turn + 1}/{len(shown)}", number, 0.5 * size, palette.QUIET, align=1.0)

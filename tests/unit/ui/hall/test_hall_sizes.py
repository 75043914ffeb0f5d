"""Sizes by distance, and boxes that neither leave the screen nor overlap."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.hall.sizes import CALL_NUMBER_ARCMIN, CHINESE_ARCMIN, LINE, Box, Layout, Viewing, arrange

SCREENS = st.sampled_from(
    [(800, 600), (1024, 768), (1366, 768), (1920, 1080), (1920, 1200), (2560, 1440), (3840, 2160)]
).flatmap(lambda size: st.sampled_from([size, size[::-1]]))
VIEWINGS = st.builds(Viewing, st.floats(1, 40), st.floats(6, 200))


def _parts(layout: Layout) -> list[Box]:
    return [layout.header, layout.card, *layout.rows, layout.waiting, layout.footer]


def _within(inner: Box, outer: Box) -> bool:
    return (
        inner.x >= outer.x - 0.01
        and inner.y >= outer.y - 0.01
        and inner.right <= outer.right + 0.01
        and inner.bottom <= outer.bottom + 0.01
    )


def _apart(one: Box, other: Box) -> bool:
    return (
        one.right <= other.x + 0.01
        or other.right <= one.x + 0.01
        or one.bottom <= other.y + 0.01
        or other.bottom <= one.y + 0.01
    )


@pytest.mark.parametrize(
    ("metres", "chinese", "capitals"), [(6, 66, 124), (8, 88, 165), (10, 110, 206), (12, 132, 248)]
)
def test_text_sizes_of_a_55_inch_screen(metres: float, chinese: int, capitals: int) -> None:
    viewing = Viewing(metres, 55)
    assert round(viewing.pixels(CHINESE_ARCMIN, 1920, 1080)) == chinese
    assert round(viewing.pixels(CALL_NUMBER_ARCMIN, 1920, 1080)) == capitals


def test_ten_metres_leave_room_for_four_rows_at_full_size() -> None:
    layout = arrange(1920, 1080, Viewing(10, 55))
    assert len(layout.rows) == 4
    assert layout.rows[0].height >= LINE * layout.chinese


def test_a_screen_of_twice_the_pixels_has_the_same_layout() -> None:
    small, large = arrange(1920, 1080, Viewing()), arrange(3840, 2160, Viewing())
    for one, two in zip(_parts(small), _parts(large), strict=True):
        assert (two.x, two.y, two.width, two.height) == pytest.approx(
            (2 * one.x, 2 * one.y, 2 * one.width, 2 * one.height)
        )


@given(near=st.floats(1, 20), further=st.floats(0, 20))
def test_a_farther_seat_never_gets_more_rows(near: float, further: float) -> None:
    rows = [len(arrange(1920, 1080, Viewing(metres, 55)).rows) for metres in (near, near + further)]
    assert rows[0] >= rows[1] >= 3


@given(size=SCREENS, viewing=VIEWINGS)
def test_every_part_is_on_the_screen_and_on_its_own(size: tuple[int, int], viewing: Viewing) -> None:
    layout = arrange(*size, viewing)
    parts = _parts(layout)
    assert all(part.width > 0 and part.height > 0 and _within(part, layout.screen) for part in parts)
    assert all(_apart(one, other) for one, other in combinations(parts, 2))

"""Whatever is called wherever, on any screen: nothing leaves its box, nothing covers another text."""

from __future__ import annotations

import string
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QApplication

from app.tickets.board import Call
from tests.support.hall_gallery import LONG, NORMAL, NOW, PICTURES, Picture, call
from ui.common.tokens import contrast
from ui.hall import palette, words
from ui.hall.lettering import Label, lettering, pages
from ui.hall.panel import Item
from ui.hall.scene import compose
from ui.hall.sizes import Box, Layout, Viewing, arrange
from ui.hall.state import HallState, ZoneWaiting

pytestmark = pytest.mark.usefixtures("qapp")

LETTERS = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5) | st.characters(codec="ascii")
"""What a hall is written in. Letters that our fonts lack come from the machine's, whatever their shape."""
NUMBERS = st.text(string.ascii_uppercase + string.digits, min_size=1, max_size=7)
NAMES = st.one_of(
    st.integers(1, 999).map(str),
    st.sampled_from(["综合-12", "社保-108", "A-7", ""]),
    st.text(LETTERS, max_size=10),
)
CALLS = st.builds(
    lambda number, window, zone: Call(number, number, zone, window, "", 1), NUMBERS, NAMES, NAMES
)
STATES = st.builds(
    lambda called, rows, zones, notices, lit, cut_off, turn: replace(
        NORMAL,
        card=called,
        rows=tuple(rows),
        waiting=tuple(zones),
        notices=tuple(notices),
        lit=lit,
        cut_off=cut_off,
        updated_at=NOW,
        turn=turn,
    ),
    st.none() | CALLS,
    st.lists(CALLS, max_size=9),
    st.lists(st.builds(ZoneWaiting, NAMES, st.integers(0, 9999)), max_size=20),
    st.lists(st.text(LETTERS, max_size=60), max_size=3),
    st.booleans(),
    st.booleans(),
    st.integers(0, 10_000),
)
SIZES = st.tuples(st.integers(800, 3840), st.integers(600, 2160)).flatmap(
    lambda size: st.sampled_from([size, size[::-1]])
)
VIEWINGS = st.builds(Viewing, st.floats(2, 30), st.floats(10, 120))


def _labels(items: tuple[Item, ...]) -> list[Label]:
    return [item for item in items if isinstance(item, Label) and item.text]


def _texts(state: HallState, layout: Layout) -> list[str]:
    return [label.text for label in _labels(compose(state, layout))]


def _ink(label: Label) -> Box:
    """Where the outlines of the glyphs are, measured independently of the code that placed them."""
    path = QPainterPath()
    path.addText(label.x, label.baseline, lettering(label.pixels, label.bold), label.text)
    ink = path.boundingRect()
    return Box(ink.x(), ink.y(), ink.width(), ink.height())


def _inside(ink: Box, box: Box) -> bool:
    return (
        ink.x >= box.x - 1
        and ink.y >= box.y - 1
        and ink.right <= box.right + 1
        and ink.bottom <= box.bottom + 1
    )


def _overlap(one: Box, other: Box) -> bool:
    return (
        min(one.right, other.right) - max(one.x, other.x) > 1
        and min(one.bottom, other.bottom) - max(one.y, other.y) > 1
    )


def _check(items: tuple[Item, ...], layout: Layout) -> None:
    labels = _labels(items)
    inks = [_ink(label) for label in labels]
    for label, ink in zip(labels, inks, strict=True):
        assert label.pixels == 1 or _inside(ink, label.box), label
        assert _inside(label.box, layout.screen), label
    for one, other in combinations(inks, 2):
        assert not _overlap(one, other)


@settings(max_examples=150)
@given(state=STATES, size=SIZES, viewing=VIEWINGS)
def test_nothing_leaves_its_box(state: HallState, size: tuple[int, int], viewing: Viewing) -> None:
    layout = arrange(*size, viewing)
    _check(compose(state, layout), layout)


@pytest.mark.parametrize("picture", PICTURES, ids=[picture.name for picture in PICTURES])
def test_the_gallery_is_clean(picture: Picture) -> None:
    layout = arrange(*picture.size, picture.viewing)
    items = compose(picture.state, layout)
    assert min(label.pixels for label in _labels(items)) >= 13
    _check(items, layout)


def test_the_called_number_is_centred_on_its_capitals(qapp: QApplication) -> None:
    layout = arrange(1920, 1080, Viewing())
    number = next(label for label in _labels(compose(NORMAL, layout)) if label.text == "A0127")
    ink = _ink(replace(number, text="H"))
    assert ink.y + ink.height / 2 == pytest.approx(layout.card.y + layout.card.height / 2, abs=1.5)


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (3840, 2160)])
def test_at_ten_metres_calls_and_notices_are_as_large_as_the_distance_asks(size: tuple[int, int]) -> None:
    layout = arrange(*size, Viewing(10, 55))
    sizes = {label.text: label.pixels for label in _labels(compose(NORMAL, layout))}
    for text in ("B0040", "商事登记", "请到"):
        assert sizes[text] >= 0.95 * layout.chinese, text
    notice = next(text for text in sizes if text.startswith("请留意屏幕"))
    assert sizes[notice] >= 0.95 * layout.chinese
    capitals = _ink(next(label for label in _labels(compose(NORMAL, layout)) if label.text == "A0127")).height
    assert capitals >= 0.93 * layout.call_number


def test_a_screen_of_twice_the_pixels_shows_the_same_twice_as_large() -> None:
    small = _labels(compose(NORMAL, arrange(1920, 1080, Viewing())))
    large = _labels(compose(NORMAL, arrange(3840, 2160, Viewing())))
    for one, two in zip(small, large, strict=True):
        assert one.text == two.text
        assert two.pixels == pytest.approx(2 * one.pixels, rel=0.02, abs=2)


def test_the_card_says_who_goes_where() -> None:
    texts = _texts(replace(NORMAL, card=call("C018", "综合-12")), arrange(1920, 1080, Viewing()))
    start = texts.index("C018")
    assert texts[start : start + 4] == ["C018", "请到", "综合-12", "窗口"]


def test_an_outage_is_said_in_words_and_dated() -> None:
    layout = arrange(1920, 1080, Viewing())
    outage = replace(NORMAL, cut_off=True, updated_at=NOW.replace(minute=40))
    assert "网络中断，听窗口叫号" in _texts(outage, layout)
    assert "最后更新 09:40" in _texts(outage, layout)
    assert "网络中断，听窗口叫号" not in _texts(NORMAL, layout)


def test_before_the_first_call_the_card_asks_for_attention() -> None:
    texts = _texts(replace(NORMAL, card=None, rows=()), arrange(1080, 1920, Viewing()))
    assert "请留意叫号" in texts
    assert "请到" not in texts


def test_every_zone_is_shown_in_turn() -> None:
    zones = tuple(ZoneWaiting(f"第{n}区", n) for n in range(1, 21))
    for layout in (arrange(1920, 1080, Viewing()), arrange(1080, 1920, Viewing())):
        seen = set()
        for turn in range(20):
            seen |= set(_texts(replace(NORMAL, waiting=zones, turn=turn), layout))
        assert {zone.zone for zone in zones} <= seen


def test_every_word_of_every_notice_is_shown_in_turn() -> None:
    layout = arrange(1920, 1080, Viewing())
    shown = "".join(
        label.text
        for turn in range(8)
        for label in _labels(compose(replace(NORMAL, turn=turn), layout))
        if label.box.y >= layout.footer.y and "/" not in label.text
    )
    assert all(notice in shown for notice in NORMAL.notices)


@given(text=st.text("一二三，。ab 1", max_size=40), width=st.floats(1.2, 12))
def test_pages_lose_nothing_but_blanks_and_marks_between_two_of_them(text: str, width: float) -> None:
    lost = str.maketrans("", "", " ，。")
    assert "".join(pages(text, False, width)).translate(lost) == text.translate(lost)


@pytest.mark.parametrize("width", [5.5, 7.2, 8.2, 9.4, 12.0])
def test_no_page_of_a_notice_begins_with_a_punctuation_mark(width: float) -> None:
    shown = pages("请留意屏幕和广播，过号请到原窗口说明；老年人、残疾人可以优先办理。", False, width)
    assert len(shown) > 1
    assert not [page for page in shown if page.startswith(tuple("，；。、"))]


def test_the_hall_shows_a_name_of_a_zone_where_there_is_room() -> None:
    assert "投资建设" in _texts(replace(NORMAL, waiting=()), arrange(1920, 1080, Viewing(6, 55)))
    assert "投资建设" not in _texts(replace(NORMAL, waiting=()), arrange(1920, 1080, Viewing(10, 55)))


@pytest.mark.parametrize(("ink", "ground"), palette.PAIRS)
def test_every_text_stands_out_from_its_ground(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


def test_date_and_time_are_written_the_chinese_way() -> None:
    assert words.date(NOW) == "7月4日 星期六"
    assert words.time(NOW.replace(hour=9, minute=5)) == "09:05"


def test_long_names_are_all_there() -> None:
    texts = _texts(LONG, arrange(1920, 1080, Viewing()))
    assert {"A123456", "综合-12", LONG.hall_name} <= set(texts)


def test_on_an_upright_screen_a_long_name_of_the_hall_can_be_read() -> None:
    labels = [each for each in compose(LONG, arrange(1080, 1920, Viewing())) if isinstance(each, Label)]
    (name,) = [each for each in labels if each.text == LONG.hall_name]
    assert name.pixels >= 28
    assert not any("星期" in each.text for each in labels)

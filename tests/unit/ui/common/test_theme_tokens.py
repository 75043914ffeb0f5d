"""Colours can be read in every mode, and a window follows a change of look."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

import resources
from ui.common.keymap import KEYMAP
from ui.common.theme import Theme, mark
from ui.common.tokens import MODES, PAIRS, SCALES, TOKENS, Appearance, Mode, contrast

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen screen has no window manager

_hex = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


@pytest.mark.parametrize("mode", MODES)
def test_every_pair_in_use_can_be_read(mode: Mode) -> None:
    tokens = TOKENS[mode]
    weak = {
        (ink, ground): contrast(getattr(tokens, ink), getattr(tokens, ground))
        for ink, ground, need in PAIRS
        if contrast(getattr(tokens, ink), getattr(tokens, ground)) < need
    }
    assert weak == {}


def test_contrast_knows_the_published_ends_of_the_scale() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@given(_hex, _hex)
def test_contrast_is_the_same_both_ways_and_stays_on_the_scale(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21
    assert contrast(one, one) == 1


def test_a_dressed_window_follows_mode_and_text_scale(qapp: QApplication) -> None:
    theme = Theme()
    window = QWidget()
    label = QLabel("受理")
    label.setProperty("role", "h1")
    QVBoxLayout(window).addWidget(label)
    theme.dress(window)
    window.show()
    heights = []
    for scale in SCALES:
        theme.set_appearance(Appearance("dark", scale))
        heights.append(label.fontInfo().pixelSize())
    assert heights == [20, 25, 30]
    assert window.palette().window().color().name().upper() == TOKENS["dark"].app
    theme.set_appearance(Appearance("contrast", 100))
    assert window.palette().window().color().name().upper() == TOKENS["contrast"].app
    window.close()


def test_the_sheet_leaves_no_name_unfilled(qapp: QApplication) -> None:
    for mode in MODES:
        for scale in SCALES:
            assert "$" not in Theme(Appearance(mode, scale)).style_sheet()


def test_a_mark_restyles_a_widget_and_what_is_in_it(qapp: QApplication) -> None:
    theme = Theme()
    window = QWidget()
    label = QLabel("!")
    label.setProperty("chip", True)
    label.setProperty("tone", "ok")
    QVBoxLayout(window).addWidget(label)
    theme.dress(window)
    window.show()
    mark(label, "tone", "bad")
    assert label.palette().windowText().color().name().upper() == TOKENS["light"].bad
    window.close()


def test_an_icon_is_tinted_sharp_and_drawn_once(qapp: QApplication) -> None:
    theme = Theme()
    for key in KEYMAP:
        assert resources.path(f"icons/{key.icon}.svg").is_file()
    pixmap = theme.icon("done", "ok", 20)
    colours = {
        pixmap.toImage().pixelColor(x, y).name().upper()
        for x in range(pixmap.width())
        for y in range(pixmap.height())
        if pixmap.toImage().pixelColor(x, y).alpha() == 255
    }
    assert colours == {TOKENS["light"].ok}
    assert pixmap.width() == 40
    assert theme.icon("done", "ok", 20).cacheKey() == pixmap.cacheKey()

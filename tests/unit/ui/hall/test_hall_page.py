"""What the widget paints, and when."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.support.hall_gallery import NORMAL, NOW, call
from ui.hall import palette
from ui.hall.page import HallPage, grab
from ui.hall.sizes import Viewing, arrange

FULL_HD = QSize(1920, 1080)


@pytest.fixture
def page(qtbot: QtBot) -> HallPage:
    """A page that shows an ordinary morning."""
    made = HallPage(Viewing())
    qtbot.addWidget(made)
    made.render_state(NORMAL)
    return made


def _card_corner(image: QImage) -> str:
    card = arrange(image.width(), image.height(), Viewing()).card
    return image.pixelColor(round(card.x + card.width / 2), round(card.y + 8)).name().upper()


def test_a_new_call_is_inverted_and_an_old_one_is_not(page: HallPage) -> None:
    assert _card_corner(grab(page, FULL_HD)) == palette.YELLOW
    page.render_state(replace(NORMAL, lit=False))
    assert _card_corner(grab(page, FULL_HD)) == palette.PANEL


def test_while_cut_off_the_card_is_an_outline(page: HallPage) -> None:
    page.render_state(replace(NORMAL, cut_off=True, updated_at=NOW))
    assert _card_corner(grab(page, FULL_HD)) == palette.GROUND


def test_an_upright_screen_is_painted_turned(qtbot: QtBot) -> None:
    turned, straight = HallPage(Viewing(), upright=True), HallPage(Viewing())
    for each in (turned, straight):
        qtbot.addWidget(each)
        each.render_state(NORMAL)
    upright = grab(straight, QSize(1080, 1920))
    wide = grab(turned, FULL_HD)
    assert _card_corner(upright) == palette.YELLOW
    for x, y in ((10, 10), (540, 140), (540, 1900), (60, 700), (60, 820)):
        assert wide.pixelColor(1919 - y, x) == upright.pixelColor(x, y)


def test_only_what_changed_is_painted_again(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page = HallPage(Viewing())
    painted: list[QRect] = []
    paint = HallPage.paintEvent

    def remember(self: HallPage, event: QPaintEvent) -> None:
        painted.append(event.region().boundingRect())
        paint(self, event)

    monkeypatch.setattr(HallPage, "paintEvent", remember)
    qtbot.addWidget(page)
    page.resize(FULL_HD)
    page.render_state(NORMAL)
    page.show()
    qtbot.waitUntil(lambda: bool(painted))
    painted.clear()
    page.render_state(replace(NORMAL, now=NOW.replace(minute=43)))
    qtbot.waitUntil(lambda: bool(painted))
    header = arrange(1920, 1080, Viewing()).header
    assert max(each.bottom() for each in painted) <= header.bottom + 2


def test_painting_by_regions_gives_the_whole_picture(page: HallPage, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = replace(
        NORMAL, card=call("B77", "12"), rows=NORMAL.rows[3:], turn=1, cut_off=True, updated_at=NOW
    )
    size = QSize(960, 540)
    picture = grab(page, size)
    regions: list[QRegion] = []
    monkeypatch.setattr(page, "update", regions.append)
    page.render_state(changed)
    page.render(picture, regions[0].boundingRect().topLeft(), regions[0])
    whole = grab(page, size)
    # Under a complex clip Qt blends the edges of letters without gamma; anything missing differs far more.
    pairs = zip(bytes(picture.constBits()), bytes(whole.constBits()), strict=True)
    assert max(abs(one - other) for one, other in pairs) < 64


def test_the_picture_moves_against_burn_in(page: HallPage) -> None:
    before = grab(page, FULL_HD)
    page.render_state(replace(NORMAL, shift=(1, 0)))
    after = grab(page, FULL_HD)
    assert all(before.pixelColor(x, 300) == after.pixelColor(x + 1, 300) for x in range(1900))
    assert before.pixelColor(0, 0) != QColor("black")


def test_keys_leave_and_enter_full_screen(qtbot: QtBot, page: HallPage) -> None:
    page.show_full_screen()
    assert page.isFullScreen()
    assert page.cursor().shape() == Qt.CursorShape.BlankCursor
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not page.isFullScreen()
    assert page.width() < page.screen().availableSize().width()
    assert page.cursor().shape() != Qt.CursorShape.BlankCursor
    QTest.keyClick(page, Qt.Key.Key_F11)
    assert page.isFullScreen()

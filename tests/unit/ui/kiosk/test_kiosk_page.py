"""What stands on the ticket machine's screen: large enough, nothing cut off, and what a touch says."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.support.kiosk_gallery import HOME, NUMBER, OFFLINE, SIZES, STATES, page_in
from ui.common.tokens import TOKENS, contrast
from ui.kiosk.page import KioskPage
from ui.kiosk.state import Paper, Phase
from ui.kiosk.tile import TileButton

UPRIGHT = SIZES["upright"]


def texts(page: KioskPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()]


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("name", STATES)
def test_everything_is_on_the_screen_and_large_enough(qtbot: QtBot, name: str, size: tuple[int, int]) -> None:
    page = page_in(STATES[name], size)
    qtbot.addWidget(page)
    least = page.minimumSizeHint()
    assert (least.width() <= size[0], least.height() <= size[1]) == (True, True)
    shown = [label for label in page.findChildren(QLabel) if label.isVisible() and label.text()]
    assert shown
    for label in shown:
        assert label.font().pixelSize() >= 32
        needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        assert needed <= label.height(), label.text()
        assert label.wordWrap() or label.sizeHint().width() <= label.width(), label.text()
    targets = [button for button in page.findChildren(QPushButton) if button.isVisible()]
    assert all(min(button.width(), button.height()) >= 96 for button in targets)
    places = [button.rect().translated(button.mapTo(page, button.rect().topLeft())) for button in targets]
    for at, place in enumerate(places):
        around = place.adjusted(-11, -11, 11, 11)
        assert not any(around.intersects(other) for other in places[at + 1 :])


@pytest.mark.parametrize("name", ["home", "number_offline", "closed"])
def test_names_are_shown_as_they_are_and_never_as_a_page(qtbot: QtBot, name: str) -> None:
    page = page_in(replace(STATES[name], hall_name="<b>A&B</b>厅"), UPRIGHT)
    qtbot.addWidget(page)
    assert "<b>A&B</b>厅" in texts(page)
    assert {label.textFormat() for label in page.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


def test_a_touch_and_a_digit_choose_the_same(qtbot: QtBot) -> None:
    page = page_in(HOME, UPRIGHT)
    qtbot.addWidget(page)
    said: list[int] = []
    page.chosen.connect(said.append)
    tile = next(each for each in page.findChildren(TileButton) if each.accessibleName().startswith("4"))
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    QTest.keyClick(page, Qt.Key.Key_4)
    QTest.keyClick(page, Qt.Key.Key_7)
    assert said == [4, 4]


def test_the_number_names_its_window_or_who_comes_first(qtbot: QtBot) -> None:
    page = page_in(replace(HOME, phase=Phase.GIVEN, given=NUMBER), UPRIGHT)
    qtbot.addWidget(page)
    assert {"A127", "前面还有 23 人", "请取走小票，留意叫号"} <= set(texts(page))
    without_slip = replace(NUMBER, number="A5001", window="3", ahead=None, paper=Paper.NOTE)
    page.render_state(replace(OFFLINE, phase=Phase.GIVEN, given=without_slip))
    assert {"A5001", "请到 3号窗口", "请记下号码，没有小票"} <= set(texts(page))
    page.render_state(HOME)
    assert "A5001" not in texts(page)
    assert "点要办的业务，取号" in texts(page)


def test_how_the_paper_stands_is_said_before_anybody_takes_a_number(qtbot: QtBot) -> None:
    page = page_in(replace(HOME, paper_low=True), UPRIGHT)
    qtbot.addWidget(page)
    assert "小票纸快用完，请告诉工作人员" in texts(page)
    page.render_state(replace(HOME, without_paper=True))
    assert "没有小票，取号后请记下号码" in texts(page)


def test_letters_grow_in_the_large_version(qtbot: QtBot) -> None:
    page = page_in(HOME, UPRIGHT)
    qtbot.addWidget(page)
    name = next(label for label in page.findChildren(QLabel) if label.text() == "商事登记")
    usual = name.font().pixelSize()
    page.render_state(replace(HOME, large=True))
    assert name.font().pixelSize() >= 1.25 * usual


def test_the_colours_can_be_told_apart() -> None:
    look = TOKENS["light"]
    assert contrast(look.on_alarm, look.alarm) >= 4.5
    assert contrast(look.warn, look.warn_bg) >= 4.5


def test_what_closes_a_number_stands_in_the_middle(qtbot: QtBot) -> None:
    for size in SIZES.values():
        page = page_in(STATES["number"], size)
        page.grab()
        assert page._close.geometry().center().x() == pytest.approx(page.width() / 2, abs=2), size
        page.close()

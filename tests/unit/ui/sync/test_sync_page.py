"""The sync centre on the screen: every situation looks right, and the keyboard alone decides."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from tests.support.picture_checks import faults_shown, settle
from tests.support.sync_gallery import CONFLICTS, SYNC_STATES, RecordingCentre, open_centre, told_by_chip
from tests.support.timing import timed
from tests.support.workbench_gallery import RecordingViewModel
from ui.common.tokens import SCALES, Appearance, Scale
from ui.common.widgets.buttons import KeyButton
from ui.shell.main_window import MainWindow
from ui.sync.page import SyncPage
from ui.sync.state import SyncState

SCREENS = ((1920, 1080), (1366, 768))
Opened = tuple[MainWindow, SyncPage, RecordingCentre, RecordingViewModel]


def _texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


@pytest.mark.parametrize(("screen", "scale"), [(SCREENS[0], 125), *((SCREENS[1], each) for each in SCALES)])
def test_no_state_is_cut_covered_or_unnamed(
    qapp: QApplication, screen: tuple[int, int], scale: Scale
) -> None:
    window, _, centre, view_model = open_centre(SYNC_STATES["empty"], Appearance("light", scale), screen)
    assert window.size() == QSize(*screen)

    def show(state: SyncState) -> None:
        told_by_chip(view_model, state)
        centre.show(state)

    assert faults_shown(window, SYNC_STATES, show) == {}
    window.close()


@pytest.fixture
def conflict(qapp: QApplication) -> Iterator[Opened]:
    opened = open_centre(SYNC_STATES["conflict"], Appearance(), SCREENS[1])
    yield opened
    opened[0].close()


def test_digits_choose_arrows_move_and_enter_settles(conflict: Opened) -> None:
    window, page, centre, _ = conflict
    assert window.focusWidget() is page.list
    QTest.keyClick(page.list, Qt.Key.Key_2)
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    QTest.keyClick(page.list, Qt.Key.Key_3)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert centre.asked[1:] == [
        ("choose", "c1", "applicant.phone", "theirs"),
        ("choose", "c1", "delivery.address", "both"),
        ("settle", "c1"),
    ]


def test_enter_leads_to_the_field_that_is_still_open(conflict: Opened) -> None:
    _, page, _, _ = conflict
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert page.list.current_key() == "c1 applicant.phone"


def test_nothing_is_preselected_and_both_sides_stand_with_time_and_person(conflict: Opened) -> None:
    _, page, _, _ = conflict
    assert not any(button.isChecked() for button in page.detail.conflict.choices.values())
    shown = _texts(page.detail)
    assert "138****6120" in shown
    assert "139****8820" in shown
    assert "09:20 3 号窗口 李静" in shown


def test_enter_settles_even_while_a_ticket_is_called(qapp: QApplication) -> None:
    window, page, centre, view_model = open_centre(
        SYNC_STATES["conflict"], Appearance(), SCREENS[1], "called"
    )
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert ("settle", "c1") in centre.asked
    assert view_model.asked == []
    window.close()


def test_a_number_given_twice_offers_a_new_one_and_the_rest_another_try(qapp: QApplication) -> None:
    window, page, centre, view_model = open_centre(SYNC_STATES["failed"], Appearance(), SCREENS[1])
    assert "编号已给了另一件" in _texts(page.detail)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert centre.asked[-1] == ("renumber", "f1")
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert view_model.asked[-1] == ("trigger", "sync_now")
    window.close()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("offline", "离线 32 分（09:10 起） · 下次重试 00:24 · 待上传 6 · 失败 2 · 冲突 2 · 最近成功 09:10"),
        ("revoked", "管理员停用了这台设备"),
        ("wrong_certificate", "https://hub.dongshan.example:8443 上应答的不是登记时的那台服务器"),
        ("old_hub", "服务器的版本比本机旧"),
        ("failed", "这台电脑的数据被复制或回退过"),
        ("failed", "本机时钟比服务器慢 7 分"),
        ("empty", "全部已上传，最近 09:41"),
        ("pending", "受理  养老待遇申领"),
        ("crowd", "待上传 700"),
        ("conflict", "09:31（时间不准） 5 号窗口"),
        ("kept", "本机时钟比服务器快 365 天，记下的时间不准"),
        ("kept", "已补上 12 条以前读不懂的记录"),
    ],
)
def test_each_situation_says_what_is_so(qapp: QApplication, state: str, words: str) -> None:
    window, page, _, _ = open_centre(SYNC_STATES[state], Appearance(), SCREENS[1])
    assert words in _texts(page)
    window.close()


@pytest.mark.parametrize(
    ("key", "text", "asked"),
    [
        ("f3", "重报 Enter", ("send_again", "f3")),
        ("f4", "知道了 Enter", ("withdraw", "f4")),
        ("f5", "撤回 Enter", ("withdraw", "f5")),
    ],
)
def test_every_refusal_has_its_own_way_out(
    qapp: QApplication, key: str, text: str, asked: tuple[object, ...]
) -> None:
    window, page, centre, _ = open_centre(SYNC_STATES["helped"], Appearance(), SCREENS[1])
    page.list.select_key(key)
    shown = [each.accessibleName() for each in page.detail.findChildren(KeyButton) if each.isVisible()]
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert (shown, centre.asked[-1]) == ([text], asked)
    window.close()


def test_what_an_administrator_may_still_let_through_can_be_taken_back(qapp: QApplication) -> None:
    window, page, centre, view_model = open_centre(SYNC_STATES["helped"], Appearance(), SCREENS[1])
    page.list.select_key("f6")
    page.detail.failed.withdraw.click()
    assert centre.asked[-1] == ("withdraw", "f6")
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert view_model.asked[-1] == ("trigger", "sync_now")
    window.close()


def test_what_cannot_be_read_yet_is_listed_as_such(qapp: QApplication) -> None:
    window, page, _, _ = open_centre(SYNC_STATES["kept"], Appearance(), SCREENS[1])
    assert [row.title for row in page.list.rows if row.heading][1] == "已收到、需更新后显示 2"
    page.list.select_key("k2")
    assert "新版本的记录  养老待遇申领" in _texts(page.detail)
    assert "让管理员更新本机程序" in _texts(page.detail)
    window.close()


@pytest.mark.parametrize(
    ("state", "offered"),
    [("offline", True), ("revoked", True), ("empty", False), ("pending", False), ("conflict", False)],
)
def test_an_outbox_is_the_last_resort_while_nothing_gets_through(
    qapp: QApplication, state: str, offered: bool
) -> None:
    window, page, _, _ = open_centre(SYNC_STATES[state], Appearance(), SCREENS[1])
    shown = [each.accessibleName() for each in page.findChildren(KeyButton) if each.isVisible()]
    assert ("导出离线包" in shown) is offered
    window.close()


def test_a_key_of_the_visit_works_and_shows_the_visit(conflict: Opened) -> None:
    window, page, _, view_model = conflict
    QTest.keyClick(page.list, Qt.Key.Key_F12)
    assert view_model.asked == [("trigger", "finish")]
    assert window.page.isVisible()


def test_escape_leads_back(conflict: Opened) -> None:
    window, page, _, view_model = conflict
    QTest.keyClick(page.list, Qt.Key.Key_Escape)
    assert window.page.isVisible()
    assert not page.isVisible()
    assert view_model.asked == []


def test_escape_puts_the_form_away_before_the_page(qapp: QApplication) -> None:
    window, page, centre, _ = open_centre(SYNC_STATES["export"], Appearance(), SCREENS[1])
    assert window.focusWidget() is page.export.once.editor
    QTest.keyClicks(page.export.once.editor, "correct horse")
    QTest.keyClick(page.export.once.editor, Qt.Key.Key_Return)
    QTest.keyClicks(page.export.again.editor, "correct horse")
    QTest.keyClick(page.export.again.editor, Qt.Key.Key_Return)
    assert ("export", "correct horse", "correct horse") in centre.asked
    QTest.keyClick(page.export.again.editor, Qt.Key.Key_Escape)
    assert ("close_export",) in centre.asked
    assert page.isVisible()
    centre.show(SYNC_STATES["pending"])
    assert isinstance(page.export.once.editor, QLineEdit)
    assert page.export.once.editor.text() == ""
    window.close()


def test_a_chip_that_is_clicked_opens_and_closes_the_centre(conflict: Opened) -> None:
    window, page, _, _ = conflict
    window.header.sync_chosen.emit()
    assert not page.isVisible()
    window.header.sync_chosen.emit()
    assert page.isVisible()


@timed
def test_five_hundred_records_are_shown_at_once(qapp: QApplication) -> None:
    window, page, centre, _ = open_centre(SYNC_STATES["empty"], Appearance(), SCREENS[0])
    began = time.thread_time()
    centre.show(SYNC_STATES["crowd"])
    settle(window)
    for _ in range(20):
        QTest.keyClick(page.list, Qt.Key.Key_PageDown)
        page.list.grab()
    took = time.thread_time() - began
    assert page.list.currentIndex().row() > 200
    assert took < 2.0  # shown within 0.2 s and a page turned in 0.02 s on an idle machine
    window.close()


def test_both_conflicts_are_listed_field_by_field(conflict: Opened) -> None:
    _, page, _, _ = conflict
    listed = [row.key for row in page.list.rows if not row.heading]
    assert listed == [f"{each.event_id} {field.name}" for each in CONFLICTS for field in each.fields]

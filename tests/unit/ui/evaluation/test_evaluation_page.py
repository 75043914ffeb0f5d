"""The citizen's page: five grades by touch or digit, nothing about anybody, no grade before its time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.core.clock import ManualClock
from tests.support.workbench_gallery import NOW, RecordingViewModel
from ui.common.theme import Theme
from ui.common.tokens import SCALES, Appearance, Scale
from ui.evaluation.page import EvaluationPage
from ui.evaluation.state import EvaluationState
from ui.workbench.state import WorkbenchState
from ui.workbench.view_model import WorkbenchViewModel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen screen has no window manager
ASKING = EvaluationState("asking", "李静", "东山街道政务服务中心", "A0127", NOW + timedelta(seconds=52))
WORDS = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")
MILLIMETRE = 96 / 25.4


@pytest.fixture
def citizen(qapp: QApplication) -> Iterator[tuple[EvaluationPage, RecordingViewModel, ManualClock]]:
    view_model, clock = RecordingViewModel(WorkbenchState()), ManualClock(NOW)
    page = EvaluationPage(cast(WorkbenchViewModel, view_model), Theme(), clock)
    page.resize(1280, 800)
    page.show()
    yield page, view_model, clock
    page.close()


def _seen(page: EvaluationPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_five_grades_from_best_to_worst_are_worth_five_to_one(
    citizen: tuple[EvaluationPage, RecordingViewModel, ManualClock],
) -> None:
    page, view_model, _ = citizen
    view_model.evaluation_state_changed.emit(ASKING)
    assert tuple(face.accessibleName() for face in page.faces) == WORDS
    for face in page.faces:
        face.click()
    for key in (Qt.Key.Key_1, Qt.Key.Key_5, Qt.Key.Key_6):
        QTest.keyClick(page, key)
    assert [grade for _, grade in view_model.asked] == [5, 4, 3, 2, 1, 5, 1]


def test_nothing_can_be_graded_when_nothing_is_asked(
    citizen: tuple[EvaluationPage, RecordingViewModel, ManualClock],
) -> None:
    page, view_model, _ = citizen
    QTest.keyClick(page, Qt.Key.Key_1)
    view_model.evaluation_state_changed.emit(EvaluationState("thanks"))
    QTest.keyClick(page, Qt.Key.Key_1)
    assert view_model.asked == []


def test_the_page_names_no_citizen_and_no_ticket(
    citizen: tuple[EvaluationPage, RecordingViewModel, ManualClock],
) -> None:
    page, view_model, _ = citizen
    view_model.evaluation_state_changed.emit(ASKING)
    assert "李静" in _seen(page)
    assert "A0127" not in _seen(page)


def test_the_time_left_is_counted_down(
    citizen: tuple[EvaluationPage, RecordingViewModel, ManualClock],
) -> None:
    page, view_model, clock = citizen
    view_model.evaluation_state_changed.emit(ASKING)
    assert "52 秒" in _seen(page)
    clock.advance(timedelta(seconds=10))
    page.render_time()
    assert "42 秒" in _seen(page)


@pytest.mark.parametrize("scale", SCALES)
def test_a_finger_finds_every_face(qapp: QApplication, scale: Scale) -> None:
    view_model = RecordingViewModel(WorkbenchState())
    theme = Theme(Appearance("light", scale))
    page = EvaluationPage(cast(WorkbenchViewModel, view_model), theme, ManualClock(NOW))
    page.resize(1280, 800)
    page.show()
    view_model.evaluation_state_changed.emit(ASKING)
    page.grab()
    for face in page.faces:
        assert min(face.width(), face.height()) >= 20 * MILLIMETRE
        for label in face.findChildren(QLabel):
            assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()
    page.close()


@pytest.mark.parametrize("size", [(1280, 800), (1366, 594)])
@pytest.mark.parametrize("scale", SCALES)
def test_a_face_is_whole_however_little_room_there_is(
    qapp: QApplication, scale: Scale, size: tuple[int, int]
) -> None:
    view_model, theme = RecordingViewModel(WorkbenchState()), Theme(Appearance("light", scale))
    page = EvaluationPage(cast(WorkbenchViewModel, view_model), theme, ManualClock(NOW))
    page.resize(*size)
    page.show()
    view_model.evaluation_state_changed.emit(ASKING)
    page.grab()
    picture = page.faces[0].drawing.grab().toImage()
    ground = picture.pixelColor(0, 0)
    inked = [
        (x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y) != ground
    ]
    width, height = (max(each) - min(each) for each in zip(*inked, strict=True))
    assert width > theme.px(60)
    assert height == pytest.approx(width, abs=3)
    page.close()

"""A page that changes as a whole keeps nobody waiting until it is painted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QDeadlineTimer, QTimer
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from ui.common.turns import Curtain, laid_out_once
from ui.common.widgets.frames import column


class _Page(QWidget):
    """Tells when it is painted, and how often its room is dealt out anew."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.told: list[str] = []
        self.body = column(self)
        self.filling = _Filling(self.told)
        self.body.addWidget(self.filling, 1)
        self.resize(300, 300)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.told.append("painted")


class _Filling(QWidget):
    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self._told = told

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._told.append("resized")


@pytest.fixture
def page(qapp: QApplication) -> Iterator[_Page]:
    window = QWidget()
    window.resize(300, 300)
    made = _Page(window)
    window.show()
    qapp.processEvents()
    made.told.clear()
    yield made
    window.close()


def _until_painted(page: _Page) -> None:
    heard = QTimer()
    heard.timeout.connect(lambda: page.told.append("heard"))
    heard.start(0)
    deadline = QDeadlineTimer(30_000)
    while "painted" not in page.told and not deadline.hasExpired():
        QApplication.processEvents()


def test_the_clerk_is_heard_between_a_change_and_its_picture(page: _Page) -> None:
    Curtain(page).drop()
    page.update()
    _until_painted(page)
    assert page.told.index("heard") < page.told.index("painted")


def test_without_it_the_picture_comes_first(page: _Page) -> None:
    page.update()
    _until_painted(page)
    assert page.told[0] == "painted"


def test_parts_that_come_together_are_laid_out_once(page: _Page) -> None:
    parts = [QLabel(str(number)) for number in range(5)]
    for part in parts:
        part.hide()
        page.body.addWidget(part)
    with laid_out_once(page.body):
        for part in parts:
            part.show()
    assert page.told == ["resized"]

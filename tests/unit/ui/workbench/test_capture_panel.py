"""The keyboard in the panel that puts pages on a material."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.support.capture_gallery import CAPTURE
from tests.support.workbench_gallery import STATES, open_window


def test_the_key_that_stops_a_scanner_takes_no_page_when_the_scanner_is_gone(qapp: QApplication) -> None:
    scanning = replace(STATES["capture"], capture=replace(CAPTURE, scanning=True))
    window, view_model = open_window(scanning)
    window.page.capture.scan.setFocus()
    view_model.show(replace(scanning, capture=replace(CAPTURE, scanner=False)))
    focused = window.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Space)
    assert ("trigger", "capture") not in view_model.asked
    assert ("trigger", "back") in view_model.asked
    window.close()

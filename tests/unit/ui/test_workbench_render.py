"""Every situation of the gallery, in both usual screen sizes and all text scales, looks right."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication

from tests.support.picture_checks import faults, faults_shown, settle
from tests.support.workbench_gallery import STATES, open_window
from ui.common.tokens import MODES, SCALES, Appearance, Mode, Scale

SCREENS = ((1920, 1080), (1366, 768))


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_cut_covered_or_unnamed(qapp: QApplication, screen: tuple[int, int], scale: Scale) -> None:
    window, view_model = open_window(STATES["idle"], Appearance("light", scale), screen)
    assert window.size() == QSize(*screen)
    assert faults_shown(window, STATES, view_model.show) == {}
    window.close()


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("name", ["capture", "capture_retake", "capture_empty"])
def test_what_the_camera_sees_can_be_read(
    qapp: QApplication, name: str, scale: Scale, screen: tuple[int, int]
) -> None:
    window, _ = open_window(STATES[name], Appearance("light", scale), screen)
    assert faults(window) == []
    sees = window.page.capture.view.size()
    upright_page = QSize(210, 297).scaled(sees, Qt.AspectRatioMode.KeepAspectRatio)
    window.close()
    assert upright_page.height() > 340


@pytest.mark.parametrize("mode", MODES)
def test_a_window_that_changes_its_look_is_as_right_as_a_fresh_one(qapp: QApplication, mode: Mode) -> None:
    window, _ = open_window(STATES["gaps"], Appearance("light", 100), SCREENS[1])
    for scale in SCALES:
        window.header.appearance_chosen.emit(Appearance(mode, scale))
        settle(window)  # lines that are broken anew are laid out twice
        assert faults(window) == []
    window.close()

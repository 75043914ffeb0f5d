"""The items of a visit as tabs in little room."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from tests.support.workbench_gallery import GAPPY, open_window
from ui.common.widgets.buttons import KeyButton
from ui.workbench.state import ItemTab

TITLES = ("职工正常退休(职)申请", "职工医疗保险退休待遇核定", "住房公积金退休提取")
TABS = tuple(ItemTab(title, title, "todo") for title in TITLES)


@pytest.mark.parametrize("active", [0, 1, 2])
def test_of_titles_that_do_not_fit_the_open_one_is_cut_least(qapp: QApplication, active: int) -> None:
    window, _ = open_window(replace(GAPPY, tabs=TABS, active=active), size=(1366, 768))
    qapp.processEvents()
    line = window.page.work.tabs.line
    words = [each.words() for each in line.findChildren(KeyButton) if each.isVisibleTo(window)]
    window.close()
    assert len(words) == len(TITLES)
    others = [len(each) for number, each in enumerate(words) if number != active]
    assert len(words[active]) > max(others)

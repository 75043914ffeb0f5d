"""What the line above the receipt says when nothing is missing any more."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QObject

from tests.support.workbench_gallery import ITEM
from ui.common.actions import Actions
from ui.common.theme import Theme
from ui.common.tokens import Appearance
from ui.workbench.gap_bar import GapBar
from ui.workbench.state import MaterialRow, Wording


def tolerated(name: str, day: str) -> MaterialRow:
    return MaterialRow(name, name, 2, Wording("material.tolerated", (("day", day),)), (0, 1, 2))


CARD = MaterialRow("c", "申请人身份证件", 1, Wording("material.taken_card"), (0, 1))
REPORT, PLAN = tolerated("验资报告", "2026-07-20"), tolerated("平面图", "2026-07-11")


@pytest.mark.parametrize(
    ("materials", "said"),
    [
        ((CARD,), "材料和信息都齐了，可以受理"),
        ((CARD, REPORT), "可以容缺受理；7月20日前补交验资报告"),
        ((CARD, REPORT, PLAN), "可以容缺受理；7月11日前补交平面图等 2 项"),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_what_may_come_later_is_named_with_its_day(materials: tuple[MaterialRow, ...], said: str) -> None:
    owner = QObject()
    bar = GapBar(Theme(Appearance()), Actions(lambda _: None, owner))
    bar.render_item(replace(ITEM, gaps=(), received_at=None, materials=materials))
    assert bar.accessibleName() == said

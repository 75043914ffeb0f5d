"""The devices in the top line: in trouble they get words, as far as there is room, and nothing is cut off."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.common.theme import Theme
from ui.common.widgets.labels import ElidedLabel
from ui.shell.header import DeviceSign, Header
from ui.workbench.state import HeaderState

KINDS = (
    "idcard",
    "scanner",
    "camera",
    "page_scanner",
    "evaluator_tablet",
    "page_printer",
    "ticket_printer",
    "window_display",
    "call_pad",
    "staff_card",
)


def shown(qtbot: QtBot, width: int) -> Header:
    """A header in a window of its own."""
    theme, window = Theme(), QWidget()
    theme.setParent(window)
    qtbot.addWidget(window)
    theme.dress(window)
    window.resize(width, 60)
    header = Header(theme)
    header.setParent(window)
    header.resize(width, 52)
    header.arrange(width)
    window.show()
    return header


def words(qtbot: QtBot, width: int, ill: int) -> list[str]:
    """What stands beside the icons of ten devices, so many of them in trouble."""
    header = shown(qtbot, width)
    devices = tuple(
        (kind, "device.absent" if n < ill else "device.ready", "warn" if n < ill else "ok")
        for n, kind in enumerate(KINDS)
    )
    header.render_header(HeaderState("3号综合窗口", "李静", devices=devices))  # type: ignore[arg-type]
    assert header.minimumSizeHint().width() <= width, "something is cut off"
    signs = header.findChildren(DeviceSign)
    assert all(sign.toolTip().endswith("未连接") for sign in signs[:ill])
    labels = (label for sign in signs for label in sign.findChildren(QLabel))
    return [label.text() for label in labels if label.text() and label.isVisibleTo(header)]


@pytest.mark.parametrize("width", [910, 1366, 1920])
def test_who_is_on_duty_is_always_shown(qtbot: QtBot, width: int) -> None:
    header = shown(qtbot, width)
    header.render_header(HeaderState("3号综合窗口", "阿卜杜热合曼·买买提", signed_in=True))
    name = next(label for label in header.findChildren(ElidedLabel) if "买买提" in label.text())
    header.grab()
    assert name.isVisibleTo(header)
    assert "Ctrl+L" in name.toolTip()


@pytest.mark.parametrize("width", [1366, 1920])
def test_one_device_in_trouble_says_so_in_words(qtbot: QtBot, width: int) -> None:
    assert "身份证 未连接" in words(qtbot, width, 1)


def test_a_narrow_window_names_those_in_trouble_only(qtbot: QtBot) -> None:
    assert words(qtbot, 1366, 0) == []
    assert words(qtbot, 1366, 6) == ["身份证", "扫码枪", "高拍仪", "扫描仪", "评价平板", "A4 打印"]


def test_a_wide_window_names_them_all(qtbot: QtBot) -> None:
    assert len(words(qtbot, 1920, 4)) == len(words(qtbot, 1920, 10)) == len(KINDS)


@pytest.mark.parametrize("ill", range(len(KINDS) + 1))
def test_a_small_window_cuts_nothing_off(qtbot: QtBot, ill: int) -> None:
    assert len(words(qtbot, 1228, ill)) in (0, ill)


def test_a_sign_has_its_place_whichever_device_reports_first(qtbot: QtBot) -> None:
    def places(order: tuple[str, ...]) -> list[str]:
        header = shown(qtbot, 1366)
        for n in range(len(order)):
            devices = tuple((kind, "device.ready", "ok") for kind in order[: n + 1])
            header.render_header(HeaderState("3号综合窗口", "李静", devices=devices))  # type: ignore[arg-type]
        signs = sorted(header.findChildren(DeviceSign), key=lambda sign: sign.x())
        return [sign.toolTip() for sign in signs]

    assert places(KINDS) == places(KINDS[::-1])

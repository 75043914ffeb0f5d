"""The F1 sheet: the keys of this screen and what to do in the three troubles met most often."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QWidget

from ui.common.actions import text_of
from ui.common.keymap import GROUPS, KEYMAP, Key, cap
from ui.common.theme import Theme
from ui.common.widgets.buttons import KeyButton
from ui.common.widgets.frames import column, line, rule
from ui.common.widgets.labels import text_label


class HelpSheet(QFrame):
    """Lies over the page, takes no key away from it, and goes with Esc or F1."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self.setProperty("kind", "drop")
        self.setAccessibleName(self.tr("帮助与按键"))
        self.hide()

    def toggle(self) -> None:
        """Open the sheet in the middle of the window, or put it away."""
        if self.isVisible():
            self.hide()
            return
        if self.layout() is None:
            self._build()
        window = self._window
        width = min(self._theme.px(900), window.width() - 32)
        height = min(max(self.heightForWidth(width), self.sizeHint().height()), window.height() - 32)
        self.setGeometry((window.width() - width) // 2, (window.height() - height) // 2, width, height)
        self.show()
        self.raise_()

    def _build(self) -> None:
        """Only when it is first opened: most days nobody asks for it."""
        body = column(self, (24, 16, 24, 20), 12)
        body.addLayout(self._head())
        body.addLayout(self._keys())
        body.addWidget(rule())
        for text in self._troubles():
            body.addWidget(text_label(text, "second", wrap=True))

    def _head(self) -> QHBoxLayout:
        row = line()
        row.addWidget(text_label(self.tr("这一屏的按键"), "h1"))
        row.addStretch(1)
        close = KeyButton(self._theme, self.tr("关闭"), "close", "Esc")
        close.clicked.connect(self.hide)
        row.addWidget(close)
        return row

    def _keys(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for place, (group, title) in enumerate(GROUPS):
            grid.addWidget(text_label(QCoreApplication.translate("keymap", title), "h2"), 0, place * 2, 1, 2)
            for row, key in enumerate(_shown(group), start=1):
                grid.addWidget(self._cap(key), row, place * 2, QtCore.Qt.AlignmentFlag.AlignLeft)
                grid.addWidget(text_label(text_of(key)), row, place * 2 + 1)
        return grid

    @staticmethod
    def _cap(key: Key) -> QLabel:
        label = QLabel("Ctrl+1…9" if key.id == "item_1" else cap(key))
        label.setProperty("cap", True)
        return label

    def _troubles(self) -> tuple[str, str, str]:
        return (
            self.tr("读不到身份证：把证平放在读卡器上停 2 秒，再按 F5；三次不成就手工填写，并留存复印件。"),
            self.tr("打印机没有反应：文书已经保存。在文书页换一台打印机，或修好后再打，不会重复编号。"),
            self.tr("网络断了：照常受理和办结，数据存在本机，恢复后自动上传；右上角一直显示待上传件数。"),
        )


def _shown(group: str) -> list[Key]:
    """The keys of a group; the nine item keys stand as one line."""
    hidden = {f"item_{n}" for n in range(2, 10)}
    return [key for key in KEYMAP if key.group == group and key.id not in hidden]

"""A line of tabs with state icons; what does not fit goes into a list, never under scroll arrows."""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from PySide6 import QtCore
from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from ui.common.theme import Theme
from ui.common.widgets.buttons import KeyButton
from ui.common.widgets.frames import line

_LIMITS: Final = (20, 14, 10, 8, 6)
"""How many letters of a title are shown at most, the roomiest first."""


class Tab(Struct, frozen=True):
    """One tab: its text, an icon with its tint, and what else the tool tip tells."""

    text: str
    icon: str = ""
    token: str = "text2"
    tip: str = ""


class TabLine(QWidget):
    """Shows tabs and which is open; ``chosen`` carries the index of the one that was picked."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, name: str, more: str) -> None:
        super().__init__()
        self._theme = theme
        self._more_text = more
        self._tabs: tuple[Tab, ...] = ()
        self._active = 0
        self._buttons: list[KeyButton] = []
        self._more = KeyButton(theme, more, "down", kind="tab")
        self._more.clicked.connect(self._open_list)
        self._row = line(self, gap=0)
        self._row.addWidget(self._more)
        self._row.addStretch(1)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_tabs(self, tabs: tuple[Tab, ...], active: int) -> None:
        """Show these tabs with ``active`` open."""
        if (tabs, active) == (self._tabs, self._active):
            return
        self._tabs, self._active = tabs, active
        while len(self._buttons) < len(tabs):
            self._add_button()
        for index, (button, tab) in enumerate(zip(self._buttons, tabs, strict=False)):
            button.show_icon(tab.icon, tab.token)
            button.setToolTip(f"{tab.text} {tab.tip}".strip())
            button.setChecked(index == active)
        self._fit()

    def _add_button(self) -> None:
        button = KeyButton(self._theme, kind="tab")
        button.setCheckable(True)
        index = len(self._buttons)
        button.clicked.connect(lambda: self._pick(index))
        self._buttons.append(button)
        self._row.insertWidget(index, button)

    def _pick(self, index: int) -> None:
        self._buttons[index].setChecked(index == self._active)
        if index != self._active:
            self.chosen.emit(index)

    def _fit(self) -> None:
        """Show as many as there is room for, the open one among them, and the list button for the rest."""
        widths = self._shorten()
        shown = set(range(len(widths)))
        if sum(widths) > self.width():
            room = self.width() - self._more.sizeHint().width() - widths[self._active]
            shown = {self._active}
            for index, width in enumerate(widths):
                if index != self._active and width <= room:
                    shown.add(index)
                    room -= width
                elif index != self._active:
                    break
        for index, button in enumerate(self._buttons):
            button.setVisible(index in shown)
        hidden = len(self._tabs) - len(shown)
        self._more.say(f"{self._more_text} {hidden}")
        self._more.setVisible(hidden > 0)

    def _shorten(self) -> list[int]:
        """Cut the titles as little as it takes to fit, that of the open tab least, and return the widths of
        the tabs."""
        widths: list[int] = []
        for limit in _LIMITS:
            for index in range(len(self._tabs)):
                self._cut(index, limit)
            widths = [button.sizeHint().width() for button in self._buttons[: len(self._tabs)]]
            if sum(widths) <= self.width():
                break
        room = self.width() - sum(widths)
        for limit in _LIMITS if widths else ():
            self._cut(self._active, limit)
            wider = self._buttons[self._active].sizeHint().width()
            if wider - widths[self._active] <= max(room, 0):
                widths[self._active] = wider
                break
        return widths

    def _cut(self, index: int, limit: int) -> None:
        text = self._tabs[index].text
        self._buttons[index].say(text if len(text) <= limit else f"{text[: limit - 1]}…")

    def _open_list(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        for index, tab in enumerate(self._tabs):
            if not self._buttons[index].isVisible():
                menu.addAction(tab.text).triggered.connect(lambda _=False, i=index: self._pick(i))
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(160), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

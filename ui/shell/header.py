"""The top line: who and where, the search box, devices, sync, time, appearance."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QToolButton, QWidget

from ui.common.theme import Theme, mark
from ui.common.tokens import MODES, SCALES, Appearance
from ui.common.widgets.buttons import KeyButton
from ui.common.widgets.frames import discard, line
from ui.common.widgets.labels import ElidedLabel, Icon, text_label
from ui.common.widgets.line_edit import LineEdit
from ui.shell.notices import word
from ui.workbench.state import HeaderState, Tone

_DEVICE_ICONS = {
    "idcard": "card",
    "page_printer": "printer",
    "ticket_printer": "slip",
    "call_pad": "call",
    "evaluator": "evaluator",
    "evaluator_tablet": "evaluator",
    "camera": "camera",
    "page_scanner": "document",
    "scanner": "scanner",
    "window_display": "display",
    "staff_card": "person",
}
"""In their order: devices report in any, and a sign without words is known by its place."""
_ROOMY = 1500
_WORDS = ((True, True, True), (False, True, True), (False, True, False), (False, False, False))
"""From rich to poor: names of the devices that are well, names of the others, states of the others."""
_CALM: tuple[Tone, ...] = ("ok", "info", "busy")


class DeviceSign(QWidget):
    """One device: icon and name, and in trouble its state. The whole is always in the tool tip.

    ``clicked`` carries its kind.
    """

    clicked = Signal(str)

    def __init__(self, theme: Theme, kind: str, name: str) -> None:
        super().__init__()
        self._name = name
        self._state = ""
        self.calm = True
        self._icon = Icon(theme, _DEVICE_ICONS.get(kind, "info"), "on_header", 18)
        self._kind = kind
        self._label = text_label(role="device")
        row = line(self, gap=4)
        row.addWidget(self._icon)
        row.addWidget(self._label)
        self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit(self._kind)

    def say(self, state_code: str, tone: Tone) -> None:
        """Show the state of the device."""
        self._state = word(state_code).what
        self.calm = tone in _CALM
        mark(self._label, "tone", tone)
        self._icon.show_icon(self._icon.name, "on_header" if self.calm else "alarm")
        self.setToolTip(f"{self._name} {self._state}")
        self.setAccessibleName(self.toolTip())

    def show_words(self, *, named: bool, stated: bool) -> None:
        """Show the name beside the icon, and behind it the state."""
        self._label.setText(f"{self._name} {self._state}" if stated else self._name)
        self._label.setVisible(named)
        self.updateGeometry()


class Header(QFrame):
    """Renders HeaderState. ``appearance_chosen`` carries what the clerk picked from the menu,
    ``device_chosen`` the kind of a device that was clicked; ``sync_chosen``: the sync chip was."""

    appearance_chosen = Signal(object)
    device_chosen = Signal(str)
    sync_chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: HeaderState | None = None
        self._roomy = True
        self._signs: dict[str, DeviceSign] = {}
        self.setProperty("kind", "header")
        self._product = text_label(self.tr("综窗工作台"), role="product")
        self._window = text_label(role="place")
        self._clerk = ElidedLabel(role="second")
        self.search_box = LineEdit()
        self._device_row = line(gap=14)
        self._sync = KeyButton(theme, icon="sync", kind="sync")
        self._clock = text_label(role="clock")
        self._look = KeyButton(theme, icon="appearance", kind="bare")
        self._row = line(self, (16, 0, 10, 0), 12)
        self._build()

    def _build(self) -> None:
        self.search_box.setAccessibleName(self.tr("找事项、办件、命令"))
        self._look.setAccessibleName(self.tr("主题与字号"))
        self._look.setToolTip(self.tr("主题与字号"))
        self._look.show_icon("appearance", "on_header")
        self._look.clicked.connect(self._open_menu)
        self._sync.clicked.connect(self.sync_chosen)
        row = self._row
        row.addWidget(self._product)
        row.addWidget(self._window)
        row.addWidget(self._clerk)
        for label in (self._product, self._window, self._clerk):
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row.addStretch(1)
        row.addWidget(self.search_box, 6)
        row.addStretch(1)
        row.addLayout(self._device_row)
        row.addWidget(self._sync)
        row.addWidget(self._clock)
        row.addWidget(self._look)

    def offer_menu(self, menu: QMenu) -> None:
        """Show a button that opens a menu; its text is the menu's title."""
        extra = QToolButton()
        extra.setProperty("kind", "header_menu")
        extra.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        extra.setText(menu.title())
        extra.setAccessibleName(menu.title())
        extra.setMenu(menu)
        self._row.insertWidget(self._row.indexOf(self._device_row), extra)

    def render_header(self, state: HeaderState) -> None:
        """Show the state; an unchanged one costs nothing."""
        if state == self._shown:
            return
        self._shown = state
        self._window.setText(state.window_name)
        self._window.setVisible(bool(state.window_name))
        self._render_clerk(state)
        self._render_devices(state)
        calm = state.sync_tone in _CALM
        text = word(state.sync.code, state.sync.params).what
        self._sync.say(text)
        self._sync.setToolTip(self.tr("{standing}（点开同步中心）").format(standing=text))
        icon = {"warn": "offline", "bad": "warning"}.get(state.sync_tone, "sync")
        self._sync.show_icon(icon, "on_header" if calm else "on_alarm")
        mark(self._sync, "tone", state.sync_tone)
        self._spread()

    def _render_clerk(self, state: HeaderState) -> None:
        """Who is on duty; with nobody there, the search box is where somebody signs in."""
        self._clerk.say(state.clerk_name or self.tr("未上岗"))
        leave = self.tr("离岗按 Ctrl+L；换人刷工作证，或按 Ctrl+K 输入工号")
        self._clerk.hint = leave if state.signed_in else ""
        find = self.tr("Ctrl+K  找事项、办件、命令（可用拼音首字母）")
        sign_in = self.tr("Ctrl+K  输入工号或姓名，按 Enter 上岗")
        self.search_box.setPlaceholderText(find if state.clerk_name else sign_in)

    def render_time(self, time: str) -> None:
        """Show the time of day."""
        self._clock.setText(time)

    def arrange(self, room: int) -> None:
        """Leave out what can be spared where there is little room (pixels at 100 % text)."""
        self._roomy = roomy = room >= _ROOMY
        self._product.setVisible(roomy)
        self.search_box.setMinimumWidth(self._theme.px(240 if roomy else 160))
        self.search_box.setMaximumWidth(self._theme.px(460))
        self._spread()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        """Give the devices words as far as there is room, and those in trouble before all others."""
        for calm, named, stated in _WORDS if self._roomy else _WORDS[1:]:
            for sign in self._signs.values():
                sign.show_words(named=calm if sign.calm else named, stated=stated and not sign.calm)
            self._device_row.invalidate()
            if self._row.minimumSize().width() <= self.width():
                return

    def _render_devices(self, state: HeaderState) -> None:
        kinds = [kind for kind, _, _ in state.devices]
        for gone in [kind for kind in self._signs if kind not in kinds]:
            discard(self._signs.pop(gone))
        for kind, code, tone in state.devices:
            if kind not in self._signs:
                self._signs[kind] = DeviceSign(self._theme, kind, self._device_name(kind))
                self._signs[kind].clicked.connect(self.device_chosen)
                self._device_row.insertWidget(self._place(kind), self._signs[kind])
                self._signs[kind].show()  # the layout would do it later, and it counts from now on
            self._signs[kind].say(code, tone)

    def _place(self, kind: str) -> int:
        """Before how many of the signs that are there it stands."""
        order = list(_DEVICE_ICONS)
        known = [order.index(each) for each in self._signs if each in order]
        return sum(each < order.index(kind) for each in known) if kind in order else len(known)

    def _device_name(self, kind: str) -> str:
        names = {
            "idcard": self.tr("身份证"),
            "page_printer": self.tr("A4 打印"),
            "ticket_printer": self.tr("小票"),
            "call_pad": self.tr("呼叫器"),
            "evaluator": self.tr("评价器"),
            "evaluator_tablet": self.tr("评价平板"),
            "camera": self.tr("高拍仪"),
            "page_scanner": self.tr("扫描仪"),
            "scanner": self.tr("扫码枪"),
            "window_display": self.tr("窗口屏"),
            "staff_card": self.tr("工作证"),
        }
        return names.get(kind, kind)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        now = self._theme.appearance
        for mode, text in zip(MODES, (self.tr("浅色"), self.tr("深色"), self.tr("高对比")), strict=True):
            self._offer(menu, text, Appearance(mode, now.scale))
        menu.addSeparator()
        for scale in SCALES:
            self._offer(menu, self.tr("字号 {n}%").format(n=scale), Appearance(now.mode, scale))
        menu.popup(self._look.mapToGlobal(self._look.rect().bottomLeft()))

    def _offer(self, menu: QMenu, text: str, appearance: Appearance) -> None:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(appearance == self._theme.appearance)
        action.triggered.connect(lambda: self.appearance_chosen.emit(appearance))

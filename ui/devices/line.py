"""One line of the device centre: how a device is, and its buttons."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent
from PySide6.QtWidgets import QBoxLayout, QFrame

from ui.common.formatting import clock_time
from ui.common.theme import Theme, mark
from ui.common.widgets.buttons import KeyButton
from ui.common.widgets.frames import line
from ui.common.widgets.labels import Chip, ElidedLabel, Icon, text_label
from ui.devices.kinds import DRIVERS, KINDS, Kind
from ui.devices.state import DeviceLine
from ui.shell.notices import fact, in_words, word

_STATE_ICONS = {"ok": "done", "warn": "warning", "bad": "gap", "busy": "clock", "info": "not_applicable"}
_LETTERS, _STATE, _TIME = 15, 116, 92
"""Height of the letters of a name, widths of the other columns, in pixels."""


class DeviceLineCard(QFrame):
    """Renders one DeviceLine, always as high as it is: what is pressed next must not move away.

    ``asked`` carries (kind, what): test, reconnect, simulate, real, look.
    """

    asked = Signal(str, str)

    def __init__(self, theme: Theme, kind: Kind) -> None:
        super().__init__()
        self.kind = kind.id
        self._theme = theme
        self._shown: DeviceLine | None = None
        name = QCoreApplication.translate("DeviceKinds", kind.name)
        self.setProperty("kind", "card")
        self.setAccessibleName(name)
        self._name = text_label(name, "strong")
        self._sign = Icon(theme, "not_applicable", "text2", 18)
        self._state = Chip()
        self._demo = Chip(self.tr("演示设备"), "wait")
        self._said = ElidedLabel(role="small", letters=2)
        self._last_ok = text_label(role="small")
        self._last_ok.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.buttons = {
            "test": KeyButton(theme, self.tr("测试")),
            "reconnect": KeyButton(theme, self.tr("重连")),
            "simulate": KeyButton(theme, self.tr("使用模拟")),
            "real": KeyButton(theme, self.tr("停用模拟")),
            "look": KeyButton(theme, QCoreApplication.translate("DeviceKinds", kind.setting)),
        }
        for what, button in self.buttons.items():
            button.setAccessibleName(f"{name} {button.words()}")
            button.clicked.connect(lambda _=False, what=what: self.asked.emit(self.kind, what))
        self.setFocusProxy(self.buttons["look"])
        self._lay_out(kind)

    def _lay_out(self, kind: Kind) -> None:
        head = line(gap=8)
        head.addWidget(Icon(self._theme, kind.icon, "text2", 20))
        head.addWidget(self._name)
        head.addWidget(self._sign)
        head.addWidget(self._state)
        head.addWidget(self._demo)
        head.addWidget(self._said, 1)
        head.addWidget(self._last_ok)
        buttons = line(gap=8)
        buttons.addStretch(1)
        for button in self.buttons.values():
            buttons.addWidget(button)
        self._body: QBoxLayout = line(self, (12, 5, 8, 5), 8)
        self._body.addLayout(head, 1)
        self._body.addLayout(buttons)
        self._fit()
        self._theme.changed.connect(self._fit)

    def arrange(self, *, narrow: bool) -> None:
        """Put the buttons below the words where there is no room beside them."""
        direction = QBoxLayout.Direction
        self._body.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    def render_line(self, shown: DeviceLine, chosen: bool) -> None:
        """Show the line; ``chosen``: its device is the one looked at more closely."""
        mark(self, "chosen", chosen)
        if shown == self._shown:
            return
        self._shown = shown
        notice = word(shown.state.code, shown.state.params)
        tone = "quiet" if shown.tone == "info" else shown.tone
        self._state.show_word(notice.what, tone)
        self._sign.show_icon(_STATE_ICONS[shown.tone], shown.tone if shown.tone in _COLOURED else "text2")
        self._demo.setVisible(shown.demo)
        well = self.tr("{time} 正常") if shown.tone == "ok" else self.tr("上次正常 {time}")
        last = well.format(time=clock_time(shown.last_ok)) if shown.last_ok else ""
        self._last_ok.setText(last)
        about = said_of(shown)
        self._said.say(about or " · ".join(_in_words(part) for part in shown.place))
        mark(self._said, "tone", shown.told_tone)
        for what, button in self.buttons.items():
            button.setVisible(what in shown.can or what == "look" or (what == "test" and "real" in shown.can))
            button.setEnabled(not shown.busy or what == "look")
        self.setAccessibleDescription(f"{notice.what} {about}".strip())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.asked.emit(self.kind, "look")

    def _fit(self) -> None:
        measure = QFontMetrics(self._theme.font(_LETTERS, bold=True)).horizontalAdvance
        names = (QCoreApplication.translate("DeviceKinds", kind.name) for kind in KINDS)
        self._name.setFixedWidth(max(measure(name) for name in names) + 2)
        self._state.setFixedWidth(self._theme.px(_STATE))
        self._last_ok.setFixedWidth(self._theme.px(_TIME))


def said_of(shown: DeviceLine) -> str:
    """What the last test came to, else what to do about the state, which itself is named beside it."""
    if shown.told is not None and shown.told.code != shown.state.code:
        return in_words(shown.told)
    return "" if shown.tone == "ok" else word(shown.state.code, shown.state.params).advice


def _in_words(part: str) -> str:
    words = DRIVERS.get(part)
    return QCoreApplication.translate("DeviceKinds", words) if words else fact("device_name", part)


_COLOURED = ("ok", "warn", "bad")

"""The device centre (设备中心): every device in a line, the one that is looked at in the panel beside it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from ui.common.theme import Theme
from ui.common.widgets.buttons import KeyButton
from ui.common.widgets.frames import Bar, column, line
from ui.common.widgets.labels import text_label
from ui.devices.binding import BindingPanel
from ui.devices.kinds import KINDS
from ui.devices.line import DeviceLineCard, said_of
from ui.devices.state import DeviceCentreState
from ui.devices.view_model import DeviceCentreViewModel
from ui.shell.notices import in_words

_PANEL = 310
_WIDE = 1200
"""From this width on, at 100 % text, a device has one line."""


class DeviceCentrePage(QWidget):
    """Only ``render_state`` writes on it. Up and down go from line to line."""

    def __init__(self, view_model: DeviceCentreViewModel, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "app")
        self.setAccessibleName(self.tr("设备中心"))
        self._view_model = view_model
        self._theme = theme
        self.lines = {kind.id: DeviceLineCard(theme, kind) for kind in KINDS}
        self.panel = BindingPanel(theme)
        self.diagnose = KeyButton(theme, self.tr("一键诊断"), "help")
        self.diagnose.clicked.connect(view_model.diagnose)
        self._open = KeyButton(theme, self.tr("打开文件夹"), kind="link")
        self._open.clicked.connect(self._open_folder)
        self._report = Bar(theme, self._open)
        for card in self.lines.values():
            card.asked.connect(self._asked)
            for button in card.buttons.values():
                button.installEventFilter(self)
        self.panel.saved.connect(view_model.bind)
        self.panel.paper.saved.connect(view_model.choose_printer)
        self.panel.paper.page_wanted.connect(view_model.print_test_page)
        self._lay_out()
        view_model.state_changed.connect(self.render_state)
        self.render_state(view_model.state)

    def _lay_out(self) -> None:
        rows = QWidget()
        rows.setProperty("kind", "plain")
        listed = column(rows, (0, 0, 4, 0), 6)
        for card in self.lines.values():
            listed.addWidget(card)
        listed.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(rows)
        side = QScrollArea()
        side.setWidgetResizable(True)
        side.setFrameShape(QFrame.Shape.NoFrame)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.setWidget(self.panel)
        self._side = side
        both = line(gap=10)
        both.addWidget(self._scroll, 1)
        both.addWidget(side)
        body = column(self, (12, 10, 12, 10), 10)
        body.addLayout(self._head())
        body.addWidget(self._report)
        body.addLayout(both, 1)
        self._fit()
        self._theme.changed.connect(self._fit)

    def _head(self) -> QHBoxLayout:
        row = line()
        row.addWidget(text_label(self.tr("设备中心"), "h1"))
        row.addWidget(text_label(self.tr("按 Esc 回到工作台；设备有变化，这里马上更新。"), "small"), 1)
        row.addWidget(self.diagnose)
        return row

    @Slot(object)
    def render_state(self, state: DeviceCentreState) -> None:
        """Show the state; a line that did not change costs nothing."""
        chosen = state.form.kind if state.form else ""
        for shown in state.lines:
            self.lines[shown.kind].render_line(shown, shown.kind == chosen)
            if shown.kind == chosen:
                self.panel.say(said_of(shown), shown.told_tone)
        self.panel.render_form(state.form)
        self.diagnose.setEnabled(not state.diagnosing)
        self._report.setVisible(bool(state.report or state.no_report))
        self._open.setVisible(bool(state.report))
        if state.no_report:
            self._report.say(in_words(state.no_report), "bad")
        elif state.report:
            self._report.say(
                self.tr("诊断报告已写好，不含个人信息：{file}").format(file=Path(state.report).name), "ok"
            )

    def look_at(self, kind: str) -> None:
        """Look at one device, as its sign in the top line was clicked."""
        if kind in self.lines:
            self._view_model.choose(kind)
            self._scroll.ensureWidgetVisible(self.lines[kind])
            self.lines[kind].setFocus(Qt.FocusReason.OtherFocusReason)

    def _asked(self, kind: str, what: str) -> None:
        self._view_model.choose(kind)
        if what == "test":
            self._view_model.test(kind)
            if kind == "input_method":
                self.panel.trial.setFocus(Qt.FocusReason.OtherFocusReason)
        elif what == "reconnect":
            self._view_model.reconnect(kind)
        elif what in ("simulate", "real"):
            self._view_model.simulate(kind, what == "simulate")

    def _open_folder(self) -> None:
        folder = str(Path(self._view_model.state.report).parent)
        QDesktopServices.openUrl(QUrl.fromLocalFile(folder))

    def _fit(self) -> None:
        self._side.setFixedWidth(self._theme.px(_PANEL))
        for card in self.lines.values():
            card.arrange(narrow=self.width() < self._theme.px(_WIDE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._view_model.look()
        if (form := self._view_model.state.form) is not None:
            self.setFocusProxy(self.lines[form.kind].buttons["look"])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take up and down before a button does, and show the line where the keyboard stands."""
        if event.type() == QEvent.Type.FocusIn:
            self._scroll.ensureWidgetVisible(self._card_of(watched))
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {int(Qt.Key.Key_Down): 1, int(Qt.Key.Key_Up): -1}.get(event.key())
            if step is not None:
                self._go(watched, step)
                return True
        return super().eventFilter(watched, event)

    def _go(self, button: QObject, step: int) -> None:
        cards = list(self.lines.values())
        at = cards.index(self._card_of(button))
        there = cards[max(0, min(len(cards) - 1, at + step))]
        there.buttons["look"].setFocus(Qt.FocusReason.TabFocusReason)

    def _card_of(self, button: QObject) -> DeviceLineCard:
        return next(card for card in self.lines.values() if button in card.buttons.values())

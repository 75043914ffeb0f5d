"""The sync centre (同步中心): a page in the place of the workbench; the keys of the visit go on working."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QStackedWidget, QWidget

from app.core.clock import Clock
from ui.common.actions import Actions
from ui.common.formatting import clock_time
from ui.common.theme import Theme
from ui.common.widgets.buttons import ActionButton, KeyButton
from ui.common.widgets.frames import Bar, column, frame, line
from ui.common.widgets.labels import Icon, text_label
from ui.common.widgets.rows import RowList
from ui.shell.notices import in_words
from ui.sync.detail import CHOICE_KEYS, Detail
from ui.sync.export_panel import ExportPanel, stick
from ui.sync.state import (
    Choice,
    ConflictState,
    FailedState,
    FieldState,
    KeptState,
    PendingState,
    SyncState,
)
from ui.sync.view_model import SyncViewModel
from ui.sync.wording import clock_line, field_key, link_line, rows
from ui.workbench.state import Wording

_SECOND_MS = 1000
_WIDE = 1600
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_HEALED = Wording("sync.healed")


class RecordList(RowList):
    """Keeps Enter for the selected row: here it settles, whatever it starts in a visit."""

    def event(self, event: QEvent) -> bool:
        """Claim Enter before an action of the window has it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if plain and event.key() in _ENTER:
                event.accept()
                return True
        return super().event(event)


class SyncPage(QWidget):
    """Renders SyncState: the line of the connection, the records, and the selected one at the right."""

    def __init__(self, view_model: SyncViewModel, theme: Theme, actions: Actions, clock: Clock) -> None:
        super().__init__()
        self.setProperty("kind", "app")
        self.setAccessibleName(self.tr("同步中心"))
        self._view_model = view_model
        self._theme = theme
        self._clock = clock
        self._state = SyncState()
        self._icon = Icon(theme, "sync", "ok", 24)
        self._line = text_label(role="strong", wrap=True)
        self.retry = ActionButton(theme, actions, "sync_now", "primary")
        self._offer_export = KeyButton(theme, self.tr("导出离线包"), "save")
        self._back = ActionButton(theme, actions, "back", text=self.tr("返回"))
        self._bars = {name: Bar(theme) for name in ("problem", "healed", "read", "clock", "told")}
        self.list = RecordList(theme, self.tr("未上传的记录"))
        self._empty = text_label(role="h2", wrap=True)
        self.export = ExportPanel(view_model, theme)
        self.detail = Detail(theme, actions, self.export)
        self._left = QStackedWidget()
        self._lay_out()
        self._connect()
        self.render_state(view_model.state)

    def _lay_out(self) -> None:
        head = frame("card", self.tr("连接"))
        lines = column(head, (16, 8, 12, 8), 2)
        row = line(gap=10)
        for part in (self._icon, text_label(self.tr("同步中心"), "h1")):
            row.addWidget(part)
        row.addStretch(1)
        lines.addLayout(row)
        lines.addWidget(self._line)
        for button in (self._offer_export, self.retry, self._back):
            row.addWidget(button)
        nothing = QWidget()
        nothing.setProperty("kind", "plain")
        column(nothing, (16, 16, 16, 16)).addWidget(self._empty, 0, Qt.AlignmentFlag.AlignTop)
        for page in (self.list, nothing):
            self._left.addWidget(page)
        records = QFrame()
        records.setProperty("kind", "card")
        records.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column(records, (1, 4, 1, 4)).addWidget(self._left)
        parts = line(gap=10)
        parts.addWidget(records, 1)
        parts.addWidget(self.detail)
        body = column(self, (12, 10, 12, 10), 10)
        body.addWidget(head)
        for bar in self._bars.values():
            body.addWidget(bar)
        body.addLayout(parts, 1)

    def _connect(self) -> None:
        self._view_model.state_changed.connect(self.render_state)
        self._offer_export.clicked.connect(lambda: self._view_model.open_export(stick()))
        self.list.digit.connect(self._digit)
        self.list.opened.connect(self._act)
        self.list.selectionModel().currentChanged.connect(self._render_detail)
        self.detail.conflict.chosen.connect(self._choose)
        self.detail.conflict.settled.connect(lambda: self._act(self.list.current_key()))
        self.detail.conflict.revealed.connect(lambda on: self._view_model.reveal(revealed=on))
        self.detail.failed.helped.connect(lambda: self._act(self.list.current_key()))
        self.detail.failed.withdrawn.connect(lambda: self._view_model.withdraw(self.list.current_key()))
        self._tick = QTimer(self)
        self._tick.setInterval(_SECOND_MS)
        self._tick.timeout.connect(self.render_time)

    @Slot(object)
    def render_state(self, state: SyncState) -> None:
        """Show the state: the only way anything gets on this page."""
        before, self._state = self._state, state
        self._render_link()
        self._tell("healed", _HEALED if state.link.healed else None, "info")
        read = Wording("sync.caught_up", (("events", state.link.caught_up),))
        self._tell("read", read if state.link.caught_up else None, "info")
        self._tell("told", state.told, "bad" if state.told_bad else "ok")
        self.list.show_rows(rows(state))
        self._left.setCurrentIndex(0 if self.list.rows else 1)
        if not self.list.current_key():
            self._select_first()
        self._render_detail()
        self.export.render_export(state.export)
        if before.export.phase != state.export.phase and state.export.phase in ("closed", "running"):
            self._focus()
        self.render_time()

    @Slot()
    def render_time(self) -> None:
        """Move the clocks on."""
        link = self._state.link
        self._line.setText(link_line(link, self._clock.now()))
        latest = link.last_success
        if self._state.loading:
            self._empty.setText(self.tr("正在读本机的记录"))
        elif latest is None:
            self._empty.setText(self.tr("没有待上传的记录"))
        else:
            self._empty.setText(self.tr("全部已上传，最近 {at}").format(at=clock_time(latest)))

    def step_back(self) -> bool:
        """Esc: the form goes before the page does."""
        return self._view_model.close_export()

    def _render_link(self) -> None:
        link = self._state.link
        calm = link.online and not link.stopped
        self._offer_export.setVisible(self._state.cut_off)
        self._icon.show_icon("sync" if calm else "offline", "ok" if calm else "warn")
        self._tell("problem", link.problem, "bad" if link.stopped else "warn")
        clock = clock_line(link.clock_minutes)
        self._bars["clock"].setVisible(bool(clock))
        if clock:
            self._bars["clock"].say(clock, "warn")

    def _tell(self, name: str, what: Wording | None, tone: str) -> None:
        self._bars[name].setVisible(what is not None)
        if what is not None:
            self._bars[name].say(in_words(what), tone)

    def _render_detail(self) -> None:
        if self._state.export.phase != "closed":
            self.detail.show_export()
        else:
            self.detail.show_record(self._selected(), busy=self._state.busy, stopped=self._state.link.stopped)
        self.retry.show_kind("normal" if self.detail.fills_a_button else "primary")

    def _selected(self) -> tuple[ConflictState, FieldState] | FailedState | KeptState | PendingState | None:
        key, state = self.list.current_key(), self._state
        for conflict in state.conflicts:
            for field in conflict.fields:
                if field_key(conflict.event_id, field.name) == key:
                    return conflict, field
        records: tuple[FailedState | KeptState | PendingState, ...]
        records = (*state.failed, *state.kept, *state.pending)
        return next((each for each in records if each.event_id == key), None)

    def _digit(self, _: str, digit: int) -> None:
        if digit in CHOICE_KEYS:
            self._choose(CHOICE_KEYS[digit])

    def _choose(self, choice: Choice) -> None:
        selected = self._selected()
        if isinstance(selected, tuple):
            conflict, field = selected
            self._view_model.choose(conflict.event_id, field.name, choice)

    def _act(self, _: str) -> None:
        """Enter: what helps with the selected record; of a conflict first the field that is still open."""
        selected = self._selected()
        if isinstance(selected, tuple):
            conflict, _field = selected
            left = next((each for each in conflict.fields if not each.choice), None)
            if left is not None:
                self.list.select_key(field_key(conflict.event_id, left.name))
            self._view_model.settle(conflict.event_id)
        elif isinstance(selected, FailedState):
            self._help(selected)

    def _help(self, row: FailedState) -> None:
        helps = {
            "renumber": self._view_model.renumber,
            "again": self._view_model.send_again,
            "withdraw": self._view_model.withdraw,
            "seen": self._view_model.withdraw,
        }
        if row.help in helps:
            helps[row.help](row.event_id)
        else:
            self.retry.click()

    def _select_first(self) -> None:
        first = next((row for row in self.list.rows if not row.heading), None)
        if first is not None:
            self.list.select_key(first.key)
        if self.isVisible() and self._back_has_keyboard():
            self._focus()

    def _back_has_keyboard(self) -> bool:
        return self.window().focusWidget() in (self.retry, self, None)

    def _focus(self) -> None:
        """The keyboard goes to the first thing to decide, else to trying again."""
        if self._state.export.phase in ("asking", "done"):
            self.export.focus_next_thing()
            return
        target = self.list if self.list.rows else self.retry
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._focus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._view_model.look(looking=True)
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()
        self._view_model.look(looking=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() * 100 // self._theme.appearance.scale
        self.detail.setFixedWidth(self._theme.px(452 if room >= _WIDE else 356))

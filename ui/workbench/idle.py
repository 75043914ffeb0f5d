"""The middle of the page between two visits: who is next, who was called, or that nobody is on duty."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from PySide6.QtWidgets import QFrame, QWidget

from ui.common.actions import Actions
from ui.common.formatting import elapsed, minutes_since
from ui.common.keymap import BY_ID, cap
from ui.common.theme import Theme
from ui.common.widgets.buttons import ActionButton, KeyButton
from ui.common.widgets.frames import column, line
from ui.common.widgets.labels import ElidedLabel, text_label
from ui.shell.notices import word
from ui.workbench.state import QueueRow, QueueState, WorkbenchState


class Idle(QFrame):
    """Renders what comes next, with the one large button for it."""

    def __init__(self, theme: Theme, actions: Actions) -> None:
        super().__init__()
        self._theme = theme
        self._actions = actions
        self._state = WorkbenchState()
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("下一位"))
        self.setProperty("focusPolicy", "ClickFocus")
        self._title = ElidedLabel(role="h2")
        self._number = text_label(role="huge")
        self._service = ElidedLabel(role="h1")
        self._facts = text_label(role="second", wrap=True)
        self._call = ActionButton(theme, actions, "call_next", "primary", "large")
        self._start = ActionButton(theme, actions, "start", "primary", "large")
        self._walk_in = ActionButton(theme, actions, "walk_in", size="large")
        self._build()

    def _build(self) -> None:
        self._buttons = buttons = line(gap=12)
        buttons.addStretch(1)
        for button in (self._call, self._start, self._walk_in):
            buttons.addWidget(button)
        buttons.addStretch(1)
        body = column(self, (24, 24, 24, 24), 12)
        body.addStretch(2)
        for label in (self._title, self._number, self._service, self._facts):
            label.setProperty("alignment", "AlignCenter")
            body.addWidget(label)
        body.addSpacing(12)
        body.addLayout(buttons)
        body.addStretch(3)

    @cached_property
    def _sign_in(self) -> KeyButton:
        """Made for the first time that nobody is on duty; the keyboard stands in the search box then."""
        made = KeyButton(
            self._theme, self.tr("上岗"), "person", cap(BY_ID["search"]), kind="primary", size="large"
        )
        made.clicked.connect(self._actions["search"].trigger)
        self._buttons.insertWidget(1, made)
        return made

    def render_state(self, state: WorkbenchState, now: datetime) -> None:
        """Show who is next or who was called."""
        self._state = state
        called = state.ticket.phase == "called"
        nobody = state.nobody is not None
        self._call.setVisible(not called and not nobody)
        self._start.setVisible(called and not nobody)
        self._walk_in.setVisible(not called and not nobody)
        if nobody or "_sign_in" in self.__dict__:
            self._sign_in.setVisible(nobody)
        if called:
            self._title.say(self.tr("已叫号，请到本窗口"))
            self._number.setText(state.ticket.number)
            self._service.say(state.ticket.service)
        elif state.nobody:
            self._title.say("")
            self._number.setText("")
            self._service.say(word(state.nobody.code).what)
        elif (following := _next(state.queue)) is not None:
            self._render_next(following)
        else:
            self._title.say("")
            self._number.setText("")
            self._service.say(self._nobody())
        self.render_time(now)

    def _nobody(self) -> str:
        if self._state.loading:
            return self.tr("正在打开本机数据")
        return self.tr("没有等候的人") if self._state.queue.live else self.tr("没有连上大厅队列")

    def render_time(self, now: datetime) -> None:
        """Move the clock on."""
        state = self._state
        following = _next(state.queue)
        if state.ticket.phase == "called":
            since = state.ticket.since
            facts = [self.tr("第 {n} 次呼叫").format(n=state.ticket.calls)]
            facts += [elapsed(since, now)] if since else []
        elif state.nobody:
            facts = [word(state.nobody.code).advice]
        elif state.queue.calling:
            facts = [self.tr("正在叫号")]
        elif following is not None:
            facts = [self.tr("已等 {n} 分").format(n=minutes_since(following.issued_at, now))]
            facts += [each for each in (self._reason() or following.note,) if each]
        elif state.loading:
            facts = []
        elif state.queue.live:
            facts = [self.tr("有人取号后 F2 就可用；没取号的，按 Ctrl+N 直接办。")]
        else:
            facts = [self.tr("F2 叫本窗口手里的号，没有就手工叫号；没取号的，按 Ctrl+N 直接办。")]
        self._facts.setText(" · ".join(facts))

    def first_button(self) -> QWidget:
        """What Enter should do; while nothing can be done, the card itself."""
        offered = (self._start,) if self._state.ticket.phase == "called" else (self._call, self._walk_in)
        return next((button for button in offered if button.isEnabled()), self)

    def offers_walk_in(self) -> bool:
        """Whether Enter would serve somebody without a ticket, as while nobody waits."""
        return self.window().focusWidget() is self._walk_in

    def _reason(self) -> str:
        reason = self._state.queue.next_reason
        return (
            self.tr("为什么是他：{why}").format(why=word(reason.code, reason.params).what) if reason else ""
        )

    def _render_next(self, row: QueueRow) -> None:
        self._title.say(self.tr("下一位"))
        self._number.setText(row.number)
        self._service.say(row.service)


def _next(queue: QueueState) -> QueueRow | None:
    """Whom F2 would call: of those who wait nobody, while the hub is gone and this window holds no number."""
    none_held = queue.stock is not None and queue.stock.code != "queue.stock"
    return None if none_held else next(iter(queue.waiting), None)

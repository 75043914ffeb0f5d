"""Who waits and who missed the call; what was just done and can be undone."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from ui.common.actions import Actions
from ui.common.formatting import clock_time, minutes_since
from ui.common.theme import Theme
from ui.common.widgets.frames import column, line, rule
from ui.common.widgets.labels import ElidedLabel, text_label
from ui.common.widgets.tabs import Tab, TabLine
from ui.shell.notices import word
from ui.workbench.state import QueueRow, QueueState
from ui.workbench.undo_line import UndoLine

if TYPE_CHECKING:
    from ui.common.widgets.rows import Row, RowList
    from ui.workbench.typed_number import TypedNumber

SOON_MINUTES: Final = 20
LATE_MINUTES: Final = 25


class QueueColumn(QFrame):
    """Renders QueueState; waiting times follow the clock.

    ``number_typed`` carries a number to be called, ``restored`` the id of a missed ticket whose owner came.
    Lists and lines are made when there is something to put into them.
    """

    number_typed = Signal(str)
    restored = Signal(str)

    def __init__(self, theme: Theme, actions: Actions) -> None:
        super().__init__()
        self._theme = theme
        self._shown = QueueState()
        self._minute: datetime | None = None
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("队列"))
        self._tabs = TabLine(theme, self.tr("等候与过号"), self.tr("更多"))
        self._tabs.chosen.connect(self._open)
        self._tab = 0
        self._how = text_label(self.tr("人来了：选中后按 Enter，恢复到等候最前。"), "small", wrap=True)
        self._how.setContentsMargins(14, 8, 14, 4)
        self._pages = QStackedWidget()
        self._empty = text_label(role="second", wrap=True)
        self._empty.setContentsMargins(16, 12, 16, 12)
        self._empty.setProperty("alignment", "AlignTop")
        self._stale = ElidedLabel(role="stale")
        self._stale.setContentsMargins(14, 4, 14, 4)
        self._stock = ElidedLabel(role="stale")
        self._stock.setContentsMargins(14, 0, 14, 4)
        self._undo = UndoLine(theme, actions)
        self._served = ElidedLabel(role="small")
        self._average = text_label(role="small")
        self._build()

    def _build(self) -> None:
        foot = line(margins=(14, 8, 14, 8))
        foot.addWidget(self._served, 1)
        foot.addWidget(self._average)
        body: QVBoxLayout = column(self, (1, 1, 1, 1))
        self._body = body
        body.addWidget(self._tabs)
        body.addWidget(rule())
        body.addWidget(self._stale)
        body.addWidget(self._stock)
        body.addWidget(self._how)
        body.addWidget(self._empty, 1)
        body.addWidget(self._pages, 1)
        body.addWidget(self._undo)
        body.addWidget(rule())
        body.addLayout(foot)

    def render_queue(self, queue: QueueState, now: datetime) -> None:
        """Show the queue."""
        if queue != self._shown or self._minute is None:
            self._shown = queue
            self._minute = None
            self._render_words()
            self._render_tabs()
        self.render_time(now)

    def render_time(self, now: datetime) -> None:
        """Waiting times change by the minute, the seconds left for undoing by the second."""
        self._undo.render_offer(self._shown.undo, now)
        minute = now.replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute = minute
            if self._shown.waiting or self._made("waiting"):
                self.waiting.show_rows(self._rows(self._shown.waiting, now))
            if self._shown.missed or self._made("missed"):
                self.missed.show_rows(self._rows(self._shown.missed, now))

    def _render_words(self) -> None:
        queue = self._shown
        self._served.say(self.tr("今日已办 {n} 件").format(n=queue.served_today))
        average = queue.average_minutes
        self._average.setText("" if average is None else self._average_text(average))
        stale = not queue.live and queue.as_of is not None
        self._stale.setVisible(stale)
        if stale and queue.as_of is not None:
            self._stale.say(self.tr("截至 {at}，连不上大厅").format(at=clock_time(queue.as_of)))
        self._stock.setVisible(queue.stock is not None)
        if queue.stock is not None:
            self._stock.say(word(queue.stock.code, queue.stock.params).what)
        if queue.typing or self._made("typed"):
            self.typed.open_up(queue.typing)
        empty = not (queue.missed if self._tab else queue.waiting)
        if not empty:
            self._pages.setCurrentWidget(self.missed if self._tab else self.waiting)
        self._empty.setVisible(empty)
        self._pages.setHidden(empty)
        self._how.setVisible(not empty and self._tab == 1)
        nobody = self.tr("没有等候的人，有人取号后会排在这里。")
        unknown = self.tr("还没有连上大厅队列，连上后等候的人会排在这里。")
        cut_off = self.tr("连不上大厅，新取的号要等连上后才看得到。")
        waiting = nobody if queue.live else unknown if queue.as_of is None else cut_off
        self._empty.setText(self.tr("今天没有过号。") if self._tab else waiting)

    @cached_property
    def waiting(self) -> RowList:
        """Who waits."""
        return self._list(self.tr("等候"))

    @cached_property
    def missed(self) -> RowList:
        """Who missed the call."""
        made = self._list(self.tr("过号"))
        made.opened.connect(self.restored)
        return made

    @cached_property
    def typed(self) -> TypedNumber:
        """Where a number is typed; made when it is first needed, which on most days it never is."""
        from ui.workbench.typed_number import TypedNumber

        made = TypedNumber(self._theme)
        made.called.connect(self.number_typed)
        self._body.insertWidget(self._body.indexOf(self._stock) + 1, made)
        return made

    def focus_number(self) -> None:
        """Give the keyboard to the line for a typed number."""
        self.typed.take_keyboard()

    def focus_list(self) -> None:
        """Give the keyboard to the list that is shown; asked again, to the other one."""
        lists = (self.waiting, self.missed)
        if lists[self._tab].hasFocus():
            self._open(1 - self._tab)
        shown = lists[self._tab]
        shown.setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)
        if shown.rows and not shown.current_key():
            shown.select_key(shown.rows[0].key)

    def restore_chosen(self) -> bool:
        """Restore the missed ticket that has the keyboard; false when none has it."""
        chosen = self.missed.current_key() if self._made("missed") and self.missed.hasFocus() else ""
        if chosen:
            self.restored.emit(chosen)
        return bool(chosen)

    def _made(self, part: str) -> bool:
        """Whether a part was needed before: then it is kept up to date."""
        return part in self.__dict__

    def _list(self, name: str) -> RowList:
        from ui.common.widgets.rows import RowList

        made = RowList(self._theme, name)
        self._pages.addWidget(made)
        return made

    def _average_text(self, minutes: float) -> str:
        whole = round(minutes * 60)
        return self.tr("平均 {m} 分 {s} 秒").format(m=whole // 60, s=whole % 60)

    def _render_tabs(self) -> None:
        waiting = self.tr("等候 {n}").format(n=len(self._shown.waiting))
        missed = self.tr("过号 {n}").format(n=len(self._shown.missed))
        self._tabs.show_tabs((Tab(waiting), Tab(missed)), self._tab)

    def _open(self, index: int) -> None:
        self._tab = index
        self._render_words()
        self._render_tabs()

    def _rows(self, tickets: tuple[QueueRow, ...], now: datetime) -> tuple[Row, ...]:
        from ui.common.widgets.rows import Row

        in_time, soon, late = self.tr("{n} 分"), self.tr("{n} 分 将超"), self.tr("{n} 分 超时")
        rows = []
        for each in tickets:
            minutes = minutes_since(each.issued_at, now)
            text, tone = in_time, "quiet"
            if minutes >= LATE_MINUTES:
                text, tone = late, "bad"
            elif minutes >= SOON_MINUTES:
                text, tone = soon, "warn"
            chip = text.format(n=minutes)
            rows.append(Row(each.ticket_id, each.service, each.number, each.note, chip, tone))
        return tuple(rows)

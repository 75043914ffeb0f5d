"""The right side of the sync centre: the selected record, side by side or with its reason and its remedy."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QStackedWidget, QWidget

from ui.common.actions import Actions
from ui.common.formatting import clock_time
from ui.common.theme import Theme
from ui.common.widgets.buttons import ActionButton, KeyButton
from ui.common.widgets.frames import FollowingScroll, column, line
from ui.common.widgets.labels import ElidedLabel, text_label
from ui.shell.notices import in_words, word
from ui.sync.state import (
    Choice,
    ConflictState,
    FailedState,
    FieldState,
    Help,
    KeptState,
    PendingState,
    SideState,
)
from ui.sync.wording import CHOICES, files_line, said, side_line, title, value_of
from ui.workbench.wording import field_label


class Panel(QWidget):
    """Facts that scroll where there is little room, over buttons that stay in sight."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        content = QWidget()
        content.setProperty("kind", "plain")
        self.facts = column(content, gap=8)
        scroll = FollowingScroll()
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.foot = column(gap=8)
        body = column(self, gap=8)
        body.addWidget(scroll, 1)
        body.addLayout(self.foot)


class SidePanel(QFrame):
    """One of the two values, with its time and its person."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "side")
        self.setAccessibleName(name)
        self._value = text_label(role="strong", wrap=True)
        self._who = text_label(role="small", wrap=True)
        body = column(self, (12, 10, 12, 10), 4)
        body.addWidget(text_label(name, "label"))
        body.addWidget(self._value)
        body.addWidget(self._who)
        body.addStretch(1)

    def show_side(self, side: SideState) -> None:
        """Show the value."""
        self._value.setText(value_of(side))
        self._who.setText(side_line(side))


class ConflictPanel(Panel):
    """One field of a conflict. Nothing is preselected. ``chosen`` carries the choice, ``settled`` that all
    choices for the conflict shall count, ``revealed`` that the eye is held or let go."""

    chosen = Signal(str)
    settled = Signal()
    revealed = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._what = ElidedLabel(role="second")
        self._label = text_label(role="h2")
        self._left = text_label(role="small", wrap=True)
        self._mine = SidePanel(self.tr("本机"))
        self._theirs = SidePanel(self.tr("服务器"))
        self._eye = KeyButton(theme, self.tr("按住显示完整内容"), "eye", kind="link")
        self._eye.pressed.connect(lambda: self.revealed.emit(True))
        self._eye.released.connect(lambda: self.revealed.emit(False))
        self.choices: dict[str, KeyButton] = {}
        for number, (choice, text) in enumerate(CHOICES.items(), start=1):
            button = KeyButton(theme, said(text), key=str(number), kind="segment")
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, made=choice: self.chosen.emit(made))
            self.choices[choice] = button
        self.settle = KeyButton(theme, self.tr("确认处理"), "check", "Enter", "primary", "action")
        self.settle.clicked.connect(self.settled)
        self._lay_out()

    def _lay_out(self) -> None:
        head = line()
        head.addWidget(self._label, 1)
        head.addWidget(self._eye)
        self.facts.addLayout(head)
        self.facts.addWidget(self._what)
        sides = QGridLayout()
        sides.setSpacing(8)
        for at, (side, choice) in enumerate(((self._mine, "mine"), (self._theirs, "theirs"))):
            sides.addWidget(side, 0, at)
            sides.addWidget(self.choices[choice], 1, at)
            sides.setColumnStretch(at, 1)
        sides.addWidget(self.choices["both"], 2, 0, 1, 2)
        self.facts.addLayout(sides)
        self.facts.addStretch(1)
        self.foot.addWidget(self._left)
        self.foot.addWidget(self.settle)

    def show_field(self, conflict: ConflictState, field: FieldState, *, busy: bool) -> None:
        """Show one field of a conflict."""
        self._what.say(conflict.what)
        self._label.setText(field_label(field.name))
        self._mine.show_side(field.mine)
        self._theirs.show_side(field.theirs)
        for choice, button in self.choices.items():
            button.setChecked(choice == field.choice)
            button.setEnabled(not busy)
        left = sum(1 for each in conflict.fields if not each.choice)
        texts = {
            True: self.tr("都选好了，按 Enter 确认。"),
            False: self.tr("还有 {n} 项没有选：按 1、2 或 3。"),
        }
        self._left.setText(texts[not left].format(n=left))
        self.settle.setEnabled(not busy)


class FailedPanel(Panel):
    """Why a record failed, and what helps. ``helped`` asks for what helps most, ``withdrawn`` to take the
    record back instead."""

    helped = Signal()
    withdrawn = Signal()

    def __init__(self, theme: Theme, actions: Actions) -> None:
        super().__init__()
        self._what = text_label(role="h2", wrap=True)
        self._at = text_label(role="second")
        self._why = text_label(wrap=True)
        self._how = text_label(wrap=True)
        self.retry = ActionButton(theme, actions, "sync_now", "primary", "action")
        texts: dict[Help, tuple[str, str]] = {
            "renumber": (self.tr("换新编号并重打凭证"), "receive"),
            "again": (self.tr("重报"), "sync"),
            "withdraw": (self.tr("撤回"), "undo"),
            "seen": (self.tr("知道了"), "check"),
        }
        self.helps = {
            help_: KeyButton(theme, text, icon, "Enter", "primary", "action")
            for help_, (text, icon) in texts.items()
        }
        for button in self.helps.values():
            button.clicked.connect(self.helped)
        self.withdraw = KeyButton(theme, self.tr("撤回"), "undo")
        self.withdraw.clicked.connect(self.withdrawn)
        for part in (self._what, self._at):
            self.facts.addWidget(part)
        for name, label in ((self.tr("原因"), self._why), (self.tr("怎么办"), self._how)):
            self.facts.addWidget(text_label(name, "label"))
            self.facts.addWidget(label)
        self.facts.addStretch(1)
        for button in (self.withdraw, self.retry, *self.helps.values()):
            self.foot.addWidget(button)

    def show_failed(self, row: FailedState, *, busy: bool) -> None:
        """Show one failed record."""
        reason = word(row.reason.code, row.reason.params)
        self._what.setText(title(row.what, row.kind))
        self._at.setText(clock_time(row.at))
        self._why.setText(reason.why or reason.what)
        self._how.setText(reason.how or self.tr("告诉管理员；这条记录留在本机，不会丢"))
        self.retry.setVisible(row.help in ("", "retry"))
        self.withdraw.setVisible(row.withdrawable)
        self.withdraw.setEnabled(not busy)
        for help_, button in self.helps.items():
            button.setVisible(row.help == help_)
            button.setEnabled(not busy)


class PendingPanel(Panel):
    """A record that waits: its turn, or for a newer program."""

    def __init__(self) -> None:
        super().__init__()
        self._what = text_label(role="h2", wrap=True)
        self._when = text_label(role="second", wrap=True)
        self._about = text_label(wrap=True)
        for part in (self._what, self._when, self._about):
            self.facts.addWidget(part)
        self.facts.addStretch(1)

    def show_pending(self, row: PendingState, *, stopped: bool) -> None:
        """Show one record, and whether the upload goes on by itself."""
        texts = {
            False: self.tr("已存在本机，会自动上传，不用做什么。"),
            True: self.tr("已存在本机。上传停住了，照上面的提示处理后会自动上传。"),
        }
        self._about.setText(texts[stopped])
        self._what.setText(title(row.what, row.kind))
        self._when.setText("  ".join(part for part in (clock_time(row.at), files_line(row)) if part))

    def show_kept(self, row: KeptState) -> None:
        """Show one record of another window that cannot be read yet, and why."""
        self._about.setText(in_words(row.reason))
        self._what.setText(title(row.what, row.kind))
        self._when.setText(clock_time(row.at))


class Detail(QFrame):
    """Shows one of the panels in the same place."""

    def __init__(self, theme: Theme, actions: Actions, export: QWidget) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("所选记录"))
        self.conflict = ConflictPanel(theme)
        self.failed = FailedPanel(theme, actions)
        self.pending = PendingPanel()
        self._export = export
        self._panels = QStackedWidget()
        for panel in (self.conflict, self.failed, self.pending, export):
            self._panels.addWidget(panel)
        column(self, (16, 14, 16, 14)).addWidget(self._panels)

    @property
    def fills_a_button(self) -> bool:
        """Whether the panel in sight has the filled button of the page."""
        full = self._panels.currentWidget() in (self.conflict, self.failed, self._export)
        return full and not self.isHidden()

    def show_record(
        self,
        record: tuple[ConflictState, FieldState] | FailedState | KeptState | PendingState | None,
        *,
        busy: bool,
        stopped: bool,
    ) -> None:
        """Show a record, or nothing at all while none is selected."""
        self.setHidden(record is None)
        if isinstance(record, FailedState):
            self.failed.show_failed(record, busy=busy)
            self._panels.setCurrentWidget(self.failed)
        elif isinstance(record, PendingState):
            self.pending.show_pending(record, stopped=stopped)
            self._panels.setCurrentWidget(self.pending)
        elif isinstance(record, KeptState):
            self.pending.show_kept(record)
            self._panels.setCurrentWidget(self.pending)
        elif record is not None:
            self.conflict.show_field(*record, busy=busy)
            self._panels.setCurrentWidget(self.conflict)

    def show_export(self) -> None:
        """Show the form of the outbox."""
        self._panels.setCurrentWidget(self._export)
        self.show()


CHOICE_KEYS: dict[int, Choice] = {1: "mine", 2: "theirs", 3: "both"}
"""What the digits choose in the list."""

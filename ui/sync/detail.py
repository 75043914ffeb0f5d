"""The right side of the sync centre: the selected record, side by side or with its reason and its remedy."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from ui.common.actions import Actions
from ui.common.formatting import clock_time
from ui.common.theme import Theme
from ui.common.widgets.buttons import ActionButton, KeyButton
from ui.common.widgets.frames import column, frame, line
from ui.common.widgets.labels import text_label
from ui.shell.notices import word
from ui.sync.state import Choice, ConflictState, FailedState, FieldState, PendingState, SideState
from ui.sync.wording import CHOICES, files_line, said, side_line, title, value_of
from ui.workbench.wording import field_label


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

    def show_side(self, side: SideState) -> None:
        """Show the value."""
        self._value.setText(value_of(side))
        self._who.setText(side_line(side))


class ConflictPanel(QWidget):
    """One field of a conflict. Nothing is preselected. ``chosen`` carries the choice, ``settled`` that all
    choices for the conflict shall count, ``revealed`` that the eye is held or let go."""

    chosen = Signal(str)
    settled = Signal()
    revealed = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._what = text_label(role="second", wrap=True)
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
        body = column(self, gap=10)
        head = line()
        head.addWidget(self._label, 1)
        head.addWidget(self._eye)
        body.addLayout(head)
        for part in (self._what, self._mine, self._theirs, *self.choices.values()):
            body.addWidget(part)
        body.addStretch(1)
        body.addWidget(self._left)
        body.addWidget(self.settle)

    def show_field(self, conflict: ConflictState, field: FieldState, *, busy: bool) -> None:
        """Show one field of a conflict."""
        self._what.setText(conflict.what)
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


class FailedPanel(QWidget):
    """Why a record failed, and the one action that helps. ``renumbered``: give another number."""

    renumbered = Signal()

    def __init__(self, theme: Theme, actions: Actions) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._what = text_label(role="h2", wrap=True)
        self._at = text_label(role="second")
        self._why = text_label(wrap=True)
        self._how = text_label(wrap=True)
        self.retry = ActionButton(theme, actions, "sync_now", "primary", "action")
        self.renumber = KeyButton(theme, self.tr("换新编号"), "receive", "Enter", "primary", "action")
        self.renumber.clicked.connect(self.renumbered)
        body = column(self, gap=8)
        for part in (self._what, self._at):
            body.addWidget(part)
        for name, label in ((self.tr("原因"), self._why), (self.tr("怎么办"), self._how)):
            body.addWidget(text_label(name, "label"))
            body.addWidget(label)
        body.addStretch(1)
        body.addWidget(self.retry)
        body.addWidget(self.renumber)

    def show_failed(self, row: FailedState, *, busy: bool) -> None:
        """Show one failed record."""
        reason = word(row.reason.code, row.reason.params)
        self._what.setText(title(row.what, row.kind))
        self._at.setText(clock_time(row.at))
        self._why.setText(reason.why or reason.what)
        self._how.setText(reason.how or self.tr("告诉管理员；这条记录留在本机，不会丢"))
        self.retry.setVisible(row.help != "renumber")
        self.renumber.setVisible(row.help == "renumber")
        self.renumber.setEnabled(not busy)


class PendingPanel(QWidget):
    """A record that waits its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._what = text_label(role="h2", wrap=True)
        self._facts = text_label(role="second", wrap=True)
        body = column(self, gap=8)
        body.addWidget(self._what)
        body.addWidget(self._facts)
        body.addWidget(text_label(self.tr("已存在本机，会自动上传，不用做什么。"), wrap=True))
        body.addStretch(1)

    def show_pending(self, row: PendingState) -> None:
        """Show one record."""
        self._what.setText(title(row.what, row.kind))
        self._facts.setText("  ".join(part for part in (clock_time(row.at), files_line(row)) if part))


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
        self._nothing = frame("plain")
        hint = text_label(self.tr("在左边选一条记录，这里显示详情。"), "second", wrap=True)
        column(self._nothing).addWidget(hint, 0, Qt.AlignmentFlag.AlignTop)
        self._panels = QStackedWidget()
        for panel in (self._nothing, self.conflict, self.failed, self.pending, export):
            self._panels.addWidget(panel)
        column(self, (16, 14, 16, 14)).addWidget(self._panels)

    @property
    def fills_a_button(self) -> bool:
        """Whether the panel in sight has the filled button of the page."""
        return self._panels.currentWidget() in (self.conflict, self.failed, self._export)

    def show_record(
        self, record: tuple[ConflictState, FieldState] | FailedState | PendingState | None, *, busy: bool
    ) -> None:
        """Show a record, or that none is selected."""
        if isinstance(record, FailedState):
            self.failed.show_failed(record, busy=busy)
            self._panels.setCurrentWidget(self.failed)
        elif isinstance(record, PendingState):
            self.pending.show_pending(record)
            self._panels.setCurrentWidget(self.pending)
        elif record is None:
            self._panels.setCurrentWidget(self._nothing)
        else:
            self.conflict.show_field(*record, busy=busy)
            self._panels.setCurrentWidget(self.conflict)

    def show_export(self) -> None:
        """Show the form of the outbox."""
        self._panels.setCurrentWidget(self._export)


CHOICE_KEYS: dict[int, Choice] = {1: "mine", 2: "theirs", 3: "both"}
"""What the digits choose in the list."""

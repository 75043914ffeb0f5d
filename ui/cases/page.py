"""A received case: contact data to correct (更正联系方式), notes (备注). Enter goes on, Esc goes back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from app.evaluations.model import EvaluationState
from ui.cases.state import CaseState, ContactState
from ui.cases.view_model import CaseViewModel
from ui.common.actions import Actions
from ui.common.formatting import clock_time
from ui.common.theme import Theme
from ui.common.widgets.buttons import ActionButton, KeyButton
from ui.common.widgets.fields import Field
from ui.common.widgets.frames import Bar, column, discard, frame, line
from ui.common.widgets.labels import ElidedLabel, text_label
from ui.common.widgets.rows import Row, RowList
from ui.shell.notices import in_words, word
from ui.workbench.wording import field_label


class CasePage(QWidget):
    """Renders CaseState."""

    def __init__(self, view_model: CaseViewModel, theme: Theme, actions: Actions) -> None:
        super().__init__()
        self.setProperty("kind", "app")
        self.setAccessibleName(self.tr("办件"))
        self._view_model = view_model
        self._theme = theme
        self.fields: dict[str, Field] = {}
        self._now: dict[str, QLabel] = {}
        self._number = text_label(role="h1")
        self._item = ElidedLabel(role="second", letters=8)
        self._facts = text_label(role="small", wrap=True)
        self.reprint = KeyButton(theme, self.tr("补打凭证"), "printer")
        self._told = Bar(theme)
        self._eye = KeyButton(theme, self.tr("按住显示完整内容"), "eye", kind="link")
        self._back = ActionButton(theme, actions, "back", text=self.tr("返回"))
        self.save = KeyButton(theme, self.tr("保存更正"), "save", "Enter", "primary", "action")
        self.note = Field(theme, self.tr("加一条备注"), "text", required=False, readonly=False)
        self.add = KeyButton(theme, self.tr("加备注"), "plus", "Enter")
        self.notes = RowList(theme, self.tr("备注"))
        self._contacts: QVBoxLayout = column(gap=10)
        self._lay_out()
        self._connect()
        self.render_state(view_model.state)

    def _lay_out(self) -> None:
        head = frame("card", self.tr("办件"))
        lines = column(head, (16, 10, 12, 10), 4)
        row = line(gap=12)
        row.addWidget(self._number)
        row.addWidget(self._item, 1)
        row.addWidget(self._eye)
        row.addWidget(self.reprint)
        row.addWidget(self._back)
        lines.addLayout(row)
        lines.addWidget(self._facts)
        amend = frame("card", self.tr("更正联系方式"))
        left = column(amend, (16, 14, 16, 14), 10)
        left.addWidget(text_label(self.tr("更正联系方式"), "h2"))
        left.addLayout(self._contacts)
        left.addStretch(1)
        left.addWidget(self.save)
        noted = frame("card", self.tr("备注"))
        right = column(noted, (16, 14, 16, 14), 10)
        right.addWidget(text_label(self.tr("备注"), "h2"))
        right.addWidget(self.note)
        right.addWidget(self.add, 0, Qt.AlignmentFlag.AlignRight)
        right.addWidget(self.notes, 1)
        parts = line(gap=10)
        parts.addWidget(amend, 1)
        parts.addWidget(noted, 1)
        body = column(self, (12, 10, 12, 10), 10)
        body.addWidget(head)
        body.addWidget(self._told)
        body.addLayout(parts, 1)

    def _connect(self) -> None:
        view_model = self._view_model
        view_model.state_changed.connect(self.render_state)
        self._eye.pressed.connect(lambda: view_model.reveal(revealed=True))
        self._eye.released.connect(lambda: view_model.reveal(revealed=False))
        self.reprint.clicked.connect(view_model.show_receipt)
        self.save.clicked.connect(view_model.save)
        self.note.edited.connect(view_model.type_note)
        self.add.clicked.connect(view_model.add_note)
        assert isinstance(self.note.editor, QLineEdit)
        self.note.editor.returnPressed.connect(view_model.add_note)

    @Slot(object)
    def render_state(self, state: CaseState) -> None:
        """Show the state: the only way anything gets on this page."""
        self._number.setText(state.case_no or self.tr("正在打开办件"))
        self._item.say(state.item)
        self.reprint.setVisible(state.copies > 0)
        self._facts.setText("　".join(self._known(state)) if state.case_no else "")
        self._told.setVisible(state.told is not None)
        if state.told is not None:
            self._told.say(in_words(state.told), "bad" if state.told_bad else "ok")
        if [each.key for each in state.contacts] != list(self.fields):
            self._rebuild(state.contacts)
        for contact in state.contacts:
            self._render_contact(contact)
        self.note.show_value(state.typed_note)
        self.note.show_error(in_words(state.note_error) if state.note_error else "")
        self.notes.show_rows(
            tuple(
                Row(f"{n}", each.text, subtitle=f"{clock_time(each.at)}  {each.person}", icon="document")
                for n, each in enumerate(state.notes)
            )
        )
        self.save.setEnabled(not state.busy)
        self.add.setEnabled(not state.busy)

    def _known(self, state: CaseState) -> Iterator[str]:
        yield self.tr("申请人 {name}").format(name=state.applicant)
        yield from (word(each.code, each.params).what for each in state.days)
        yield (
            self.tr("收件凭证打印 {copies} 次").format(copies=state.copies)
            if state.copies
            else self.tr("没有收件凭证")
        )
        if state.evaluation is not None:
            given = state.evaluation is EvaluationState.GIVEN
            yield self.tr("已评价") if given else self.tr("未评价")

    def _render_contact(self, contact: ContactState) -> None:
        field = self.fields[contact.key]
        now = contact.now or self.tr("（空）")
        self._now[contact.key].setText(self.tr("现在：{value}").format(value=now))
        field.show_value(contact.typed)
        field.show_error(in_words(contact.error) if contact.error else "")

    def _rebuild(self, contacts: tuple[ContactState, ...]) -> None:
        discard(*self.fields.values(), *self._now.values())
        self.fields, self._now = {}, {}
        for contact in contacts:
            kind = "phone" if contact.key.endswith(".phone") else "text"
            field = Field(self._theme, field_label(contact.key), kind, required=False, readonly=False)
            field.edited.connect(lambda value, key=contact.key: self._view_model.type(key, value))
            assert isinstance(field.editor, QLineEdit)
            field.editor.returnPressed.connect(lambda key=contact.key: self._after(key))
            field.editor.setPlaceholderText(self.tr("填新的；不改就留空"))
            self.fields[contact.key] = field
            self._now[contact.key] = text_label(role="small", wrap=True)
            self._contacts.addWidget(field)
            self._contacts.addWidget(self._now[contact.key])
        for before, after in pairwise(
            (self._back, *(each.editor for each in self.fields.values()), self.save)
        ):
            self.setTabOrder(before, after)
        if self.isVisible():
            self._focus()

    def _after(self, key: str) -> None:
        """Enter leads from field to field, and from the last one to saving."""
        keys = list(self.fields)
        at = keys.index(key) + 1
        target: QWidget = self.fields[keys[at]] if at < len(keys) else self.save
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _focus(self) -> None:
        target: QWidget = next(iter(self.fields.values()), self._back)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._focus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._view_model.reveal(revealed=False)

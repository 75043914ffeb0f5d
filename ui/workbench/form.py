"""The form (填报信息): two or three columns of fields that keep their place while the state changes."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.common.formatting import clock_seconds
from ui.common.theme import Theme
from ui.common.widgets.fields import Field
from ui.common.widgets.frames import column, line
from ui.common.widgets.labels import ElidedLabel, text_label
from ui.common.widgets.line_edit import LineEdit
from ui.shell.notices import in_words
from ui.workbench.state import FieldState, ItemState
from ui.workbench.view_model import WorkbenchViewModel
from ui.workbench.wording import choice_label, field_label, source_label

_Shape = tuple[str, str, bool, bool]


class Form(QWidget):
    """Renders the fields of the active item. Enter goes to the next field, Shift+Enter to the one before.

    ``ended`` says that Enter was pressed in the last field.
    """

    reached = Signal(QWidget)
    ended = Signal()

    def __init__(self, view_model: WorkbenchViewModel, theme: Theme) -> None:
        super().__init__()
        self._view_model = view_model
        self._theme = theme
        self._columns = 3
        self._made: dict[_Shape, Field] = {}
        self._fields: dict[str, Field] = {}
        self.setProperty("kind", "plain")
        self._summary = ElidedLabel(role="small")
        self._saved = text_label(role="small")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        head = line()
        head.addWidget(text_label(self.tr("填报信息"), "h2"))
        head.addWidget(self._summary, 1)
        head.addWidget(self._saved)
        body = column(self, gap=8)
        body.addLayout(head)
        body.addLayout(self._grid)

    def render_item(self, item: ItemState, saved_at: datetime | None) -> None:
        """Show the fields, touching only what differs."""
        fields = {each.key: self._field(each) for each in item.fields}
        if list(fields.values()) != list(self._fields.values()):
            self._change(fields)
        for state in item.fields:
            self._render_field(self._fields[state.key], state)
        filled = sum(1 for each in item.fields if each.value and each.source in ("card", "case"))
        gaps = sum(1 for gap in item.gaps if gap.place == "field")
        self._summary.say(self._summary_words(filled, gaps))
        self._saved.setText(self.tr("已存 {at}").format(at=clock_seconds(saved_at)) if saved_at else "")

    def set_columns(self, columns: int) -> None:
        """Lay the fields out in one, two or three columns."""
        if columns != self._columns:
            self._columns = columns
            self._place()

    def focus_field(self, key: str) -> None:
        """Go to a field, or to the first one that can be filled in."""
        field = self._fields.get(key) or next(iter(self._editable()), None)
        if field is not None:
            self._go(field)

    def editor_of(self, key: str) -> QWidget | None:
        """What a field is filled in with; None for a field that is not asked for."""
        field = self._fields.get(key)
        return field.editor if field else None

    def _summary_words(self, filled: int, gaps: int) -> str:
        parts = []
        if filled:
            parts.append(self.tr("已自动带入 {n} 项").format(n=filled))
        if gaps:
            parts.append(self.tr("还差 {n} 项").format(n=gaps))
        return " · ".join(parts)

    def _render_field(self, field: Field, state: FieldState) -> None:
        choices = tuple((code, choice_label(code)) for code in state.choices)
        value = choice_label(state.value) if state.kind == "choice" and state.readonly else state.value
        field.show_readonly(state.readonly)
        field.show_value(value, choices)
        field.show_source(source_label(state.source))
        field.show_error(in_words(state.error) if state.error else "")

    def _field(self, state: FieldState) -> Field:
        """The field for a shape: made once and kept, for the next citizen needs the same ones."""
        shape = _shape(state)
        if shape not in self._made:
            self._made[shape] = self._make(state)
        return self._made[shape]

    def _change(self, fields: dict[str, Field]) -> None:
        for field in self._fields.values():
            if field not in fields.values():
                self._grid.removeWidget(field)
                field.hide()
        self._fields = fields
        self._place()

    def _make(self, state: FieldState) -> Field:
        field = Field(self._theme, field_label(state.key), state.kind, state.required, state.readonly)
        field.edited.connect(lambda value, key=state.key: self._view_model.set_field(key, value))
        field.editor.installEventFilter(self)
        return field

    def _place(self) -> None:
        """Put the fields into the grid in their order, and Tab through them in the same order."""
        for number, field in enumerate(self._fields.values()):
            cell, at = divmod(number, self._columns), self._grid.indexOf(field)
            if at < 0 or self._grid.getItemPosition(at)[:2] != cell:  # type: ignore[index]
                self._grid.addWidget(field, *cell, Qt.AlignmentFlag.AlignTop)
                field.show()
        for place in range(3):
            self._grid.setColumnStretch(place, 1 if place < self._columns else 0)
            self._grid.setColumnMinimumWidth(place, 0)
        for before, after in pairwise(self._fields.values()):
            QWidget.setTabOrder(before.editor, after.editor)

    def _editable(self) -> list[Field]:
        return [field for field in self._fields.values() if not field.readonly]

    def _go(self, field: Field) -> None:
        field.editor.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(field.editor, LineEdit):
            field.editor.end(False)
        self.reached.emit(field)

    def _step(self, from_editor: QObject, step: int) -> None:
        fields = self._editable()
        at = next((n for n, field in enumerate(fields) if field.editor is from_editor), None)
        if at is not None and 0 <= at + step < len(fields):
            self._go(fields[at + step])
        elif step > 0:
            self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._step(watched, -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
        return super().eventFilter(watched, event)


def _shape(state: FieldState) -> _Shape:
    """What a field widget is made for; another shape is another widget."""
    return state.key, state.kind, state.required, state.readonly and state.kind == "choice"

"""One form field: label, required star, source tag, editor, and the line that says what is wrong."""

from __future__ import annotations

from typing import Final

from PySide6 import QtCore
from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from ui.common.theme import Theme, mark
from ui.common.widgets.frames import column, line
from ui.common.widgets.labels import ElidedLabel, Icon, text_label
from ui.common.widgets.line_edit import LineEdit

NO_INPUT_METHOD: Final = frozenset({"number", "phone", "code", "date"})
"""Kinds whose digits a Chinese input method would otherwise swallow."""

Choice = tuple[str, str]
"""A choice: its code and its words."""


class ChoiceBox(QComboBox):
    """A choice whose arrow follows the theme; the wheel scrolls the form and never changes the answer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def show_choices(self, choices: tuple[Choice, ...], value: str) -> None:
        """Offer ``choices``; an empty value leaves the choice open."""
        if choices != tuple((self.itemData(n), self.itemText(n)) for n in range(self.count())):
            self.clear()
            for code, words in choices:
                self.addItem(words, code)
        self.setCurrentIndex(self.findData(value) if value else -1)
        self.setToolTip(self.currentText())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = self._theme.px(16)
        at = QPoint(self.width() - side - 8, (self.height() - side) // 2)
        QPainter(self).drawPixmap(at, self._theme.icon("down", "text2", 16))


class Field(QWidget):
    """A field of one ``kind`` (text, number, phone, code, choice, date); ``edited`` carries new values."""

    edited = Signal(str)

    def __init__(self, theme: Theme, label: str, kind: str, required: bool, readonly: bool) -> None:
        super().__init__()
        self.label = label
        self.readonly = readonly
        self._rendered = ""
        self._wrong = ""
        self._typing = False
        self._choices: tuple[Choice, ...] = ()
        self.editor = self._build_editor(theme, kind, readonly)
        self._source = text_label(role="small")
        self._error_icon = Icon(theme, "warning", "bad", 16)
        self._error = text_label(role="error", wrap=True)
        self._lay_out(label, required)
        self.show_error("")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _build_editor(self, theme: Theme, kind: str, readonly: bool) -> LineEdit | ChoiceBox:
        if kind == "choice" and not readonly:
            box = ChoiceBox(theme)
            box.activated.connect(lambda at: self._on_edited(box.itemData(at)))
            box.setAccessibleName(self.label)
            return box
        edit = LineEdit()
        edit.setReadOnly(readonly)
        edit.setAttribute(QtCore.Qt.WidgetAttribute.WA_InputMethodEnabled, kind not in NO_INPUT_METHOD)
        edit.setAccessibleName(self.label)
        edit.textEdited.connect(self._on_typed)
        edit.editingFinished.connect(self._on_left)
        return edit

    def _lay_out(self, label: str, required: bool) -> None:
        head = line(gap=4)
        head.addWidget(ElidedLabel(label, role="label"))
        if required:
            head.addWidget(text_label("*", role="star"))
        head.addStretch(1)
        head.addWidget(self._source)
        foot = line(gap=4)
        foot.addWidget(self._error_icon, 0, QtCore.Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._error, 1)
        body = column(self, gap=4)
        body.addLayout(head)
        body.addWidget(self.editor)
        body.addLayout(foot)
        self.setFocusProxy(self.editor)

    def show_value(self, value: str, choices: tuple[Choice, ...] = ()) -> None:
        """Show a value. What is being typed is not touched unless the value itself has changed."""
        if (value, choices) == (self._rendered, self._choices):
            return
        self._rendered, self._choices = value, choices
        if isinstance(self.editor, ChoiceBox):
            self.editor.show_choices(choices, value)
        else:
            self.editor.show_value(value)

    def show_readonly(self, readonly: bool) -> None:
        """Open or close a line for typing; a choice is made anew instead."""
        if readonly != self.readonly and isinstance(self.editor, LineEdit):
            self.readonly = readonly
            self.editor.setReadOnly(readonly)

    def show_source(self, text: str) -> None:
        """Say where the value came from (读卡, 手填, 历史办件)."""
        self._source.setText(text)
        self._source.setVisible(bool(text))

    def show_error(self, text: str) -> None:
        """Say what is wrong, why and what to do; empty: nothing is wrong.

        What is still being typed is not wrong yet: that is said when the field is left.
        """
        self._wrong = text
        if not self._typing or not text or self._error.text():
            self._say_wrong()

    def _say_wrong(self) -> None:
        text = self._wrong
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self._error_icon.setVisible(bool(text))
        self.editor.setAccessibleDescription(text)
        mark(self.editor, "error", bool(text))

    def _on_typed(self, value: str) -> None:
        self._typing = True
        self._on_edited(value)

    def _on_left(self) -> None:
        self._typing = False
        self._say_wrong()

    def _on_edited(self, value: str) -> None:
        self._rendered = value
        self.edited.emit(value)

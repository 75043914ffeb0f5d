"""Calling a number by hand (手工叫号): typed by the clerk when neither hub nor held ticket is left."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from ui.common.theme import Theme
from ui.common.widgets.buttons import KeyButton
from ui.common.widgets.frames import column, line
from ui.common.widgets.labels import text_label
from ui.common.widgets.line_edit import LineEdit

_LONGEST = 12


class TypedNumber(QFrame):
    """A line for the number on the citizen's slip; ``called`` carries what was typed."""

    called = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self.editor = LineEdit()
        self.editor.setMaxLength(_LONGEST)
        self.editor.setPlaceholderText(self.tr("小票上的号码，如 A5001"))
        self.editor.setAccessibleName(self.tr("手工叫号"))
        self.editor.returnPressed.connect(self._call)
        call = KeyButton(theme, self.tr("叫号"), kind="primary")
        call.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        call.clicked.connect(self._call)
        row = line(gap=8)
        row.addWidget(self.editor, 1)
        row.addWidget(call)
        body = column(self, (14, 8, 14, 8), 6)
        body.addWidget(text_label(self.tr("手工叫号：看小票，输入号码后按 Enter"), "small", wrap=True))
        body.addLayout(row)

    def open_up(self, shown: bool) -> None:
        """Show the line, empty, or put it away."""
        if shown == self.isHidden():
            self.editor.clear()
        self.setVisible(shown)

    def take_keyboard(self) -> None:
        """Let the clerk type."""
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.editor.selectAll()

    def _call(self) -> None:
        if self.editor.text().strip():
            self.called.emit(self.editor.text())

"""The list under the search box: what was found. It is no dialog; the keys of the visit keep working."""

from __future__ import annotations

from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui.common.theme import Theme
from ui.common.widgets.frames import column
from ui.common.widgets.labels import text_label
from ui.common.widgets.line_edit import LineEdit
from ui.shell.notices import in_words
from ui.workbench.state import SearchHit, SearchState

if TYPE_CHECKING:
    from ui.common.widgets.rows import Row, RowList

_PLACING = (QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.Move, QEvent.Type.Resize)


class SearchList(QFrame):
    """Follows one search box: open while something is typed there, or somebody asked for it. A box that was
    only given the keyboard, as at the start of a visit, covers nothing.

    ``queried`` carries what is typed, ``chosen`` the SearchHit, ``left`` that Esc gave the keyboard back."""

    queried = Signal(str)
    chosen = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, box: LineEdit, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._box = box
        self._window = window
        self._hits: tuple[SearchHit, ...] = ()
        self._asked = False
        self._missing = SearchState().nothing
        self.setProperty("kind", "drop")
        self.setAccessibleName(self.tr("搜索结果"))
        self._body = column(self, (4, 4, 4, 4))
        box.textEdited.connect(self.queried)
        box.installEventFilter(self)
        self.hide()

    @cached_property
    def _list(self) -> RowList:
        """Made for the first hits."""
        from ui.common.widgets.rows import RowList

        made = RowList(self._theme, self.tr("搜索结果"))
        made.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        made.clicked.connect(lambda index: self._choose(made.rows[index.row()].key))
        self._body.addWidget(made)
        return made

    @cached_property
    def _nothing(self) -> QLabel:
        made = text_label(role="second", wrap=True)
        made.setContentsMargins(16, 12, 16, 12)
        self._body.addWidget(made)
        return made

    def render_search(self, state: SearchState) -> None:
        """Show what was found."""
        self._box.show_value(state.query)
        self._missing = state.nothing
        if state.hits != self._hits:
            self._hits = state.hits
            self._list.show_rows(self._rows())
            # Enter takes the first only when it was searched for, not on an empty box.
            self._list.select_key(self._key(self._hits[0]) if self._hits and state.query.strip() else "")
        self.settle()

    def open(self) -> None:
        """Show what there is to choose from, also while nothing is typed."""
        self._asked = True
        self._box.setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)
        self.settle()

    def settle(self) -> None:
        """Be open only while the box has the keyboard, right under it."""
        self._asked = self._asked and self._box.hasFocus()
        if not self._box.hasFocus() or not (self._box.text() or (self._asked and self._hits)):
            self.hide()
            return
        self._list.setVisible(bool(self._hits))
        self._nothing.setVisible(not self._hits)
        self._nothing.setText(in_words(self._missing))
        window = self._window
        place = self._box.mapTo(window, QPoint(0, self._box.height() + 4))
        width = max(self._box.width(), self._theme.px(620))
        height = self._list.content_height() if self._hits else self._nothing.heightForWidth(width - 8)
        room = window.height() - place.y() - self._theme.px(72)
        left = min(place.x(), window.width() - width - 12)
        self.setGeometry(left, place.y(), width, min(height + 10, room))
        self.show()
        self.raise_()

    def _rows(self) -> tuple[Row, ...]:
        from ui.common.widgets.rows import Row

        theme = self.tr("一件事")
        titles = {
            "item": self.tr("事项"),
            "theme": self.tr("事项"),
            "case": self.tr("办件"),
            "clerk": self.tr("上岗"),
            "command": self.tr("命令"),
        }
        rows: list[Row] = []
        for title, hits in groupby(self._hits, lambda hit: titles[hit.group]):
            rows.append(Row(f"heading {title}", title, heading=True))
            for hit in hits:
                chip = theme if hit.group == "theme" else hit.key
                rows.append(Row(self._key(hit), hit.title, subtitle=hit.code, chip=chip))
        return tuple(rows)

    @staticmethod
    def _key(hit: SearchHit) -> str:
        return f"{hit.group} {hit.id}"

    def _choose(self, key: str) -> None:
        hit = next((each for each in self._hits if self._key(each) == key), None)
        if hit is not None:
            self.hide()
            self.chosen.emit(hit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            self.open()
        elif kind in _PLACING:
            self.settle()
        elif isinstance(event, QKeyEvent) and kind == QEvent.Type.ShortcutOverride:
            if _closes(event):
                event.accept()
                return True
        elif isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress:
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key = QtCore.Qt.Key
        if event.key() in (key.Key_Up, key.Key_Down, key.Key_PageUp, key.Key_PageDown):
            self.open()
            self._list.keyPressEvent(event)
        elif event.key() in (key.Key_Return, key.Key_Enter):
            self._choose(self._list.current_key())
        elif event.key() == key.Key_Escape:
            self._box.clear()
            self.queried.emit("")
            self.left.emit()
        else:
            return False
        return True


def _closes(event: QKeyEvent) -> bool:
    """Whether a key ends the search: then it is no shortcut of the window."""
    key, modifier = QtCore.Qt.Key, QtCore.Qt.KeyboardModifier
    with_command = event.modifiers() & (modifier.ControlModifier | modifier.AltModifier)
    return event.key() in (key.Key_Return, key.Key_Enter, key.Key_Escape) and not with_command

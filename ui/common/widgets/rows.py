"""Lists of rows, painted rather than built: two hundred cost as little as ten.

Every row carries a bar at its left, coloured when it is selected, so that selecting moves no text.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.common.theme import Theme

_CHIP_TONES: Final = {
    "ok": ("ok", "ok_bg"),
    "warn": ("warn", "warn_bg"),
    "bad": ("bad", "bad_bg"),
    "wait": ("wait", "wait_bg"),
    "info": ("accent", "accent_bg"),
    "quiet": ("text2", "quiet_bg"),
}
_BAR = 4
_SIDE = 12
_GAP = 10
_Index = QModelIndex | QPersistentModelIndex


class Row(Struct, frozen=True):
    """One row: ``lead`` (a number) or ``icon``, title over subtitle, a toned chip at the right end.

    A ``heading`` names the rows below it and cannot be selected; a ``compact`` row is one low line.
    """

    key: str
    title: str
    lead: str = ""
    subtitle: str = ""
    chip: str = ""
    tone: str = "quiet"
    icon: str = ""
    icon_token: str = "text2"
    strong: bool = False
    heading: bool = False
    compact: bool = False

    def spoken(self) -> str:
        """All of it in one line, for the tool tip and for screen readers."""
        return "，".join(part for part in (self.lead, self.title, self.subtitle, self.chip) if part)


class RowModel(QAbstractListModel):
    """A tuple of rows; showing another tuple touches only what differs."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Show these rows instead. Keys that stay keep their place, selection and scroll position."""
        if rows == self.rows:
            return
        old = [row.key for row in self.rows]
        new = [row.key for row in rows]
        if old != new:
            self._replace_middle(rows, *_differing(old, new))
        changed = [n for n, (was, now) in enumerate(zip(self.rows, rows, strict=True)) if was != now]
        self.rows = rows
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))

    def _replace_middle(self, rows: tuple[Row, ...], first: int, old_end: int, new_end: int) -> None:
        if old_end > first:
            self.beginRemoveRows(QModelIndex(), first, old_end - 1)
            self.rows = self.rows[:first] + self.rows[old_end:]
            self.endRemoveRows()
        if new_end > first:
            self.beginInsertRows(QModelIndex(), first, new_end - 1)
            self.rows = self.rows[:first] + rows[first:new_end] + self.rows[first:]
            self.endInsertRows()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings cannot be selected."""
        if index.isValid() and self.rows[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A row under UserRole, its words under the others."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken()
        return None


class RowPainter(QStyledItemDelegate):
    """Paints a row. Columns line up: the lead and the chip have one width in the whole list."""

    def __init__(self, theme: Theme, model: RowModel) -> None:
        super().__init__()
        self._theme = theme
        self._model = model
        self._front_width = 0
        self._chip_width = 0
        self.measure()

    def measure(self) -> None:
        """Take the column widths from the rows and the look in force."""
        rows = self._model.rows
        lead = QFontMetrics(self._theme.font(16, bold=True))
        chip = QFontMetrics(self._theme.font(13, bold=True))
        icons = any(row.icon for row in rows)
        leads = max((lead.horizontalAdvance(each) for each in {row.lead for row in rows}), default=0)
        chips = max((chip.horizontalAdvance(each) for each in {row.chip for row in rows}), default=0)
        self._front_width = self._theme.px(20) if icons else leads
        self._chip_width = chips + 20 if chips else 0

    def row_height(self, row: Row) -> int:
        """How high a row is, in pixels."""
        return self._theme.px(30 if row.heading or row.compact else 54 if row.subtitle else 44)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, self.row_height(self._model.rows[index.row()]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the ground, the front, the texts and the chip."""
        row = self._model.rows[index.row()]
        area: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        if row.heading:
            inner = area.adjusted(_BAR + _SIDE, 0, -_SIDE, 0)
            self._text(painter, inner, row.title, self._theme, 13, "text2", True)
            painter.restore()
            return
        self._ground(painter, area, row, state)
        self._front(painter, area, row)
        self._texts(painter, self.text_area(area, row), row)
        self._chip(painter, area, row)
        painter.restore()

    def _ground(self, painter: QPainter, area: QRect, row: Row, state: QStyle.StateFlag) -> None:
        theme = self._theme
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.colour("accent_bg"))
            painter.fillRect(QRect(area.topLeft(), QSize(_BAR, area.height())), theme.colour("accent"))
        if not row.compact:
            painter.setPen(theme.colour("line"))
            painter.drawLine(area.bottomLeft(), area.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(area.adjusted(1, 1, -1, -2))

    def _front(self, painter: QPainter, area: QRect, row: Row) -> None:
        theme = self._theme
        left = area.left() + _BAR + _SIDE
        if row.icon:
            side = theme.px(20)
            top = area.center().y() - side // 2
            painter.drawPixmap(left, top, theme.icon(row.icon, row.icon_token, 20))
        elif row.lead:
            painter.setPen(theme.colour("text2" if row.compact else "text"))
            painter.setFont(theme.font(13 if row.compact else 16, not row.compact))
            place = QRect(left, area.top(), self._front_width + 2, area.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, row.lead)

    def _texts(self, painter: QPainter, area: QRect, row: Row) -> None:
        theme = self._theme
        middle = area.center().y()
        upper = QRect(area.left(), middle - theme.px(23), area.width(), theme.px(24))
        self._text(painter, upper if row.subtitle else area, row.title, theme, 15, "text", row.strong)
        if row.subtitle:
            lower = QRect(area.left(), middle + theme.px(1), area.width(), theme.px(20))
            self._text(painter, lower, row.subtitle, theme, 13, "text2", False)

    @staticmethod
    def _text(
        painter: QPainter, area: QRect, text: str, theme: Theme, size: int, token: str, bold: bool
    ) -> None:
        painter.setPen(theme.colour(token))
        painter.setFont(theme.font(size, bold))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)

    def _chip(self, painter: QPainter, area: QRect, row: Row) -> None:
        if not row.chip:
            return
        theme = self._theme
        ink, ground = _CHIP_TONES[row.tone]
        height = theme.px(24)
        place = QRect(
            area.right() - _SIDE - self._chip_width, area.center().y() - height // 2, self._chip_width, height
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        framed = theme.appearance.mode == "contrast"
        painter.setPen(theme.colour(ink) if framed else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(place, 4, 4)
        painter.setPen(theme.colour(ink))
        painter.setFont(theme.font(13, bold=True))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, row.chip)

    def text_area(self, area: QRect, row: Row) -> QRect:
        """Where title and subtitle stand."""
        left = area.left() + _BAR + _SIDE + (self._front_width + _GAP if self._front_width else 0)
        right = area.right() - _SIDE - (self._chip_width + _GAP if row.chip else 0)
        return QRect(left, area.top(), max(0, right - left), area.height())


class RowList(QListView):
    """The list itself; arrows move in it.

    ``digit`` carries (key of the row, digit typed), ``opened`` a row on Enter or double click,
    ``toggled`` one on Space.
    """

    digit = Signal(str, int)
    opened = Signal(str)
    toggled = Signal(str)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._model = RowModel()
        self._painter = RowPainter(theme, self._model)
        self.setModel(self._model)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._model.rows[index.row()].key))
        theme.changed.connect(self._lay_out)

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._model.rows

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Show these rows; see RowModel. While none is selected, none will be: Qt would take the next one for
        a row that goes, once the list had the keyboard for a moment."""
        if rows != self._model.rows:
            selected = bool(self.selectedIndexes())
            self._model.show_rows(rows)
            if not selected:
                self.select_key("")
            self._lay_out()

    def current_key(self) -> str:
        """The key of the selected row, empty when none is."""
        index = self.currentIndex()
        return self._model.rows[index.row()].key if index.isValid() else ""

    def select_key(self, key: str) -> None:
        """Select a row and bring it into sight; no row has the empty key, so none is selected then."""
        if not key:
            self.setCurrentIndex(QModelIndex())
        for number, row in enumerate(self._model.rows):
            if row.key == key:
                self.setCurrentIndex(self._model.index(number))
                self.scrollTo(self._model.index(number))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.content_height() + 2)

    def content_height(self) -> int:
        """How high all rows are together, in pixels."""
        return sum(self._painter.row_height(row) for row in self.rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = self.current_key()
        text = event.text()
        if key and len(text) == 1 and text in "0123456789" and not event.modifiers() & _COMMAND:
            self.digit.emit(key, int(text))
        elif key and event.key() == Qt.Key.Key_Space:
            self.toggled.emit(key)
        elif key and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(key)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self._painter.measure()
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()


_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def _differing(old: list[str], new: list[str]) -> tuple[int, int, int]:
    """Where two lists differ: (first, end in old, end in new), the common ends left out."""
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    tail = 0
    while tail < min(len(old), len(new)) - first and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return first, len(old) - tail, len(new) - tail

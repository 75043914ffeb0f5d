"""Pictures: one that fills its room, and a strip of small ones that can be put in order."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from ui.common.theme import Theme

_MARGIN = 8


class PictureView(QWidget):
    """Shows a picture as large as there is room, or in its place why there is none."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._picture = QImage()
        self._text = ""
        self.setAccessibleName(name)
        self.setMinimumSize(200, 80)

    @property
    def empty(self) -> bool:
        """Whether no picture is shown."""
        return self._picture.isNull()

    def show_picture(self, jpeg: bytes) -> None:
        """Show this; nothing that is no picture."""
        self._picture = QImage.fromData(jpeg) if jpeg else QImage()
        self.update()

    def say(self, text: str) -> None:
        """What stands where no picture is."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(f"{self._name}，{text}" if text else self._name)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("quiet_bg"))
        room = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        if self._picture.isNull():
            painter.setPen(self._theme.colour("text2"))
            painter.setFont(self._theme.font(15))
            aligned = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(aligned), self._text)
        else:
            size = self._picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(QPoint(), size)
            place.moveCenter(room.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self._picture)
        painter.end()


class Thumb(Struct, frozen=True):
    """One small picture (JPEG) with what is said of it."""

    key: str
    picture: bytes
    text: str
    spoken: str


class PictureStrip(QListWidget):
    """Small pictures in a row. Arrows select; Delete, Ctrl+Left and Ctrl+Right act on the selected one.

    ``removed`` and ``moved`` (-1 or 1) carry its key, ``opened`` comes with Enter.
    """

    removed = Signal(str)
    moved = Signal(str, int)
    opened = Signal()
    selected = Signal(str)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[Thumb, ...] = ()
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setMovement(QListView.Movement.Static)
        self.setWrapping(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(lambda _: self.selected.emit(self.current_key()))
        theme.changed.connect(self._measure)
        self._measure()

    def show_thumbs(self, thumbs: tuple[Thumb, ...]) -> None:
        """Show these. A new one is selected; else what was selected stays so, wherever it stands now."""
        if thumbs == self._shown:
            return
        at = self._selected_among(thumbs)
        self._shown = thumbs
        self.blockSignals(True)
        self.clear()
        for thumb in thumbs:
            self.addItem(_item(thumb, self.gridSize()))
        self.setCurrentRow(at)
        self.blockSignals(False)
        if at >= 0:
            self.scrollToItem(self.currentItem())
        self.selected.emit(self.current_key())

    def _selected_among(self, thumbs: tuple[Thumb, ...]) -> int:
        """Where the selection goes. A page that was put elsewhere has another key: its picture tells it."""
        pictures, before, at = [each.picture for each in thumbs], self._shown, self.currentRow()
        if len(thumbs) > len(before):
            there = {each.picture for each in before}
            return max((n for n, each in enumerate(pictures) if each not in there), default=len(thumbs) - 1)
        if not 0 <= at < len(before):
            return min(at, len(thumbs) - 1)
        keys, current = [each.key for each in thumbs], before[at]
        if current.key in keys:
            return keys.index(current.key)
        if current.picture in pictures:
            return pictures.index(current.picture)
        return min(at, len(thumbs) - 1)

    def current_key(self) -> str:
        """The key of the selected picture, empty when none is."""
        item = self.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = self.current_key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        steps = {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(key)
        elif key and control and event.key() in steps:
            self.moved.emit(key, steps[event.key()])
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(200, self._theme.px(138))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _measure(self) -> None:
        self.setMinimumHeight(self._theme.px(76))
        self.setMaximumHeight(self._theme.px(138))
        self._fit()

    def _fit(self) -> None:
        """Pictures as high as the strip leaves beside their words."""
        px = self._theme.px
        high = max(px(30), min(px(96), self.height() - px(42)))
        self.setIconSize(QSize(px(84), high))
        self.setGridSize(QSize(px(104), high + px(32)))
        for row in range(self.count()):
            self.item(row).setSizeHint(self.gridSize())


def _item(thumb: Thumb, size: QSize) -> QListWidgetItem:
    item = QListWidgetItem(thumb.text)
    pixmap = QPixmap()
    pixmap.loadFromData(thumb.picture)
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)  # else Qt tints the page that is looked at
    item.setIcon(icon)
    item.setData(Qt.ItemDataRole.UserRole, thumb.key)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, thumb.spoken)
    item.setToolTip(thumb.spoken)
    item.setSizeHint(size)
    return item

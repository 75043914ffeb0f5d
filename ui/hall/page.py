"""The hall screen's one widget. It paints only the regions that changed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QWidget

from ui.hall.lettering import Label, lettering
from ui.hall.panel import Item, Panel
from ui.hall.scene import compose
from ui.hall.sizes import Box, Viewing, arrange
from ui.hall.state import HallState

_IN_WINDOW = 0.6
"""Of the screen, what a hall screen in a window takes."""


class HallPage(QWidget):
    """Shows a HallState. ``upright``: the screen hangs upright though the machine believes it is wide."""

    def __init__(self, viewing: Viewing, *, upright: bool = False) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._viewing = viewing
        self._upright = upright
        self._state: HallState | None = None
        self._items: tuple[Item, ...] = ()

    def render_state(self, state: HallState) -> None:
        """Show a state: repaint where it differs from the one before."""
        moved = self._state is None or state.shift != self._state.shift
        self._state = state
        before, self._items = self._items, self._compose()
        if moved:
            self.update()
            return
        changed = set(before) ^ set(self._items)
        region = QRegion()
        for item in changed:
            region += self._place().mapRect(_rect(item.box)).toAlignedRect().adjusted(-1, -1, 1, 1)
        self.update(region)

    def show_full_screen(self) -> None:
        """Fill the screen, without a cursor."""
        self.setCursor(Qt.CursorShape.BlankCursor)
        # Where no window manager runs, nobody else makes it that large.
        self.setGeometry(self.screen().geometry())
        self.showFullScreen()

    def show_in_window(self) -> None:
        """Stand in a window that leaves room beside it: for a look on a desk."""
        self.unsetCursor()
        self.showNormal()
        self.resize(self.screen().availableSize() * _IN_WINDOW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves full screen; F11 leaves and enters it."""
        if event.key() == Qt.Key.Key_F11 and not self.isFullScreen():
            self.show_full_screen()
        elif event.key() in (Qt.Key.Key_F11, Qt.Key.Key_Escape) and self.isFullScreen():
            self.show_in_window()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        self._items = self._compose()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what meets the region."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(event.rect(), QColor("black"))
        place = self._place()
        painter.setTransform(place, combine=True)
        for item in self._items:
            if event.region().intersects(place.mapRect(_rect(item.box)).toAlignedRect()):
                _paint(painter, item)
        painter.end()

    def _turned(self) -> bool:
        return self._upright and self.width() > self.height()

    def _compose(self) -> tuple[Item, ...]:
        if self._state is None:
            return ()
        width, height = self.width(), self.height()
        if self._turned():
            width, height = height, width
        return compose(self._state, arrange(width, height, self._viewing))

    def _place(self) -> QTransform:
        """From the picture to the widget: turned for an upright screen, moved against burn-in."""
        place = QTransform()
        if self._turned():
            place.translate(self.width(), 0)
            place.rotate(90)
        if self._state is not None:
            place.translate(*self._state.shift)
        return place


def grab(page: HallPage, size: QSize) -> QImage:
    """A picture of the page at a size; the page needs no screen."""
    page.resize(size)
    image = QImage(size, QImage.Format.Format_RGB32)
    page.render(image)
    return image


def _rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)


def _paint(painter: QPainter, item: Item) -> None:
    if isinstance(item, Label):
        _paint_label(painter, item)
    else:
        _paint_panel(painter, item)


def _paint_label(painter: QPainter, label: Label) -> None:
    painter.setFont(lettering(label.pixels, label.bold))
    painter.setPen(QColor(label.colour))
    painter.drawText(round(label.x), round(label.baseline), label.text)


def _paint_panel(painter: QPainter, panel: Panel) -> None:
    rect = _rect(panel.box)
    painter.setPen(Qt.PenStyle.NoPen)
    if panel.outline is not None:
        painter.setPen(QPen(QColor(panel.outline), panel.line))
        rect.adjust(panel.line / 2, panel.line / 2, -panel.line / 2, -panel.line / 2)
    painter.setBrush(QColor(panel.fill) if panel.fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect, panel.radius, panel.radius)

"""Pages of a PDF as pictures: the preview shows the very bytes that are printed."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QObject, QSize, Signal
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfPageRenderer


class PdfPages(QObject):
    """Draws in a thread of Qt's own. ``drawn`` carries the number of a page, from 1, and its QImage on white
    paper; the pages of one document come in their order, and nothing more of the one before it."""

    drawn = Signal(int, QImage)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._source = QBuffer(self)
        self._document = QPdfDocument(self)
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setDocument(self._document)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.pageRendered.connect(self._hand_over)
        self._asked: dict[int, float] = {}

    def draw(self, pdf: bytes, width: int, density: float) -> int:
        """Draw every page ``width`` logical pixels wide; how many there are: an unreadable file has none."""
        self._source.close()
        self._source.setData(QByteArray(pdf))
        self._source.open(QBuffer.OpenModeFlag.ReadOnly)
        self._document.load(self._source)
        self.forget()
        for number in range(self._document.pageCount()):
            points = self._document.pagePointSize(number)
            size = QSize(round(width * density), round(width * density * points.height() / points.width()))
            self._asked[self._renderer.requestPage(number, size)] = density
        return self._document.pageCount()

    def forget(self) -> None:
        """What is still being drawn is not wanted any more."""
        self._asked.clear()

    def _hand_over(self, number: int, _size: QSize, page: QImage, _options: object, request: int) -> None:
        if (density := self._asked.pop(request, 0.0)) and not page.isNull():
            self.drawn.emit(number + 1, _on_white(page, density))


def _on_white(page: QImage, density: float) -> QImage:
    paper = QImage(page.size(), QImage.Format.Format_RGB32)
    paper.fill(QColor("white"))
    painter = QPainter(paper)
    painter.drawImage(0, 0, page)
    painter.end()
    paper.setDevicePixelRatio(density)
    return paper

"""Pages of a PDF as pictures: the preview shows the very bytes that are printed."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument


def pdf_pages(pdf: bytes, width: int, density: float) -> list[QImage]:
    """Every page on white paper, ``width`` logical pixels wide; an unreadable file gives no page."""
    source = QBuffer()
    source.setData(QByteArray(pdf))
    source.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument(None)  # type: ignore[call-overload]
    document.load(source)
    pages = []
    for number in range(document.pageCount()):
        points = document.pagePointSize(number)
        size = QSize(round(width * density), round(width * density * points.height() / points.width()))
        pages.append(_on_white(document.render(number, size), density))
    document.close()
    return pages


def _on_white(page: QImage, density: float) -> QImage:
    paper = QImage(page.size(), QImage.Format.Format_RGB32)
    paper.fill(QColor("white"))
    painter = QPainter(paper)
    painter.drawImage(0, 0, page)
    painter.end()
    paper.setDevicePixelRatio(density)
    return paper

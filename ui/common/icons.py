"""Line icons (24-unit grid, 2-unit stroke), tinted at run time and kept once drawn."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap

import resources

_DENSITY = 2.0


class IconCache:
    """Draws each (name, colour, size) once, at twice the density so that it stays sharp when zoomed."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[str, str, int], QPixmap] = {}

    def pixmap(self, name: str, colour: str, size: int) -> QPixmap:
        """The icon ``resources/icons/<name>.svg`` in a ``#RRGGBB`` colour, ``size`` logical pixels square."""
        key = (name, colour, size)
        if key not in self._drawn:
            self._drawn[key] = _draw(name, colour, size)
        return self._drawn[key]


def _draw(name: str, colour: str, size: int) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # only when the first icon is drawn: it is not free to import

    drawing = resources.path(f"icons/{name}.svg").read_text("utf-8").replace("currentColor", colour)
    pixels = round(size * _DENSITY)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    QSvgRenderer(drawing.encode()).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(_DENSITY)
    return pixmap

"""Shows an empty window or the workbench and says when it was painted and what it weighs.

``frame_ms``: when the window first had something on it; ``painted_ms``: when what the clerk works with was
painted (of an empty window: the same); ``memory_mb``: resident when the store is open and the desk attached.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

_PAGE_BYTES = 4096
_SIZE = (1366, 768)
_AFTERWARDS_MS = 1000
"""Memory is read this long after everything is there: what follows by itself is counted too."""


class _FirstPaint(QObject):
    """Calls ``then`` with the milliseconds since the start when a widget was painted for the first time."""

    def __init__(self, widget: QWidget, started_ns: int, then: Callable[[float], None]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._started_ns = started_ns
        self._then = then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            QTimer.singleShot(0, self, self._painted)
        return False

    def _painted(self) -> None:
        self._then(_since(self._started_ns))


def _since(started_ns: int) -> float:
    return (time.monotonic_ns() - started_ns) / 1e6


def _memory_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * _PAGE_BYTES / 1e6


def empty(started_ns: int, _: Path) -> dict[str, float]:
    """The figures of a window with nothing in it."""
    seen: dict[str, float] = {}
    application = QApplication(["empty"])
    window = QWidget()
    window.resize(*_SIZE)
    _FirstPaint(window, started_ns, lambda at: seen.update(frame_ms=at, painted_ms=at))
    window.show()
    QTimer.singleShot(_AFTERWARDS_MS, application.quit)
    application.exec()
    return {**seen, "memory_mb": _memory_mb()}


def workbench(started_ns: int, data: Path) -> dict[str, float]:
    """The figures of the desktop on a data folder."""
    from app.config.load import load_settings
    from app.main.window.desktop import Desktop
    from ui.qt_app import build_application

    seen: dict[str, float] = {}
    application = build_application(rare=False)
    # Nothing around the desk: what is measured is the window and the store behind it.
    desktop = Desktop(data, load_settings(data), equipped=False)
    window = desktop.window
    window.resize(*_SIZE)

    _FirstPaint(window, started_ns, lambda at: seen.update(frame_ms=at))
    window.stands.connect(lambda: seen.update(painted_ms=_since(started_ns)))
    desktop.view_model.state_changed.connect(
        lambda state: None if state.loading else QTimer.singleShot(_AFTERWARDS_MS, application.quit)
    )
    window.stands.connect(desktop.load)
    window.show()
    application.exec()
    seen["memory_mb"] = _memory_mb()
    attached = desktop.backstage is not None
    desktop.close()
    if not attached:
        raise SystemExit("the store did not open")
    return seen

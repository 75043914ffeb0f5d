"""One process that shows one window and says when it was painted: ``python -m app.main.bench.first_paint``.

Arguments: ``empty`` or ``workbench``, the instant of its start (nanoseconds of the monotonic clock), a data
folder. Prints one JSON line: milliseconds to the first paint, then, when everything behind the window is
loaded, resident memory in MB.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

_PAGE_BYTES = 4096
_SIZE = (1366, 768)


class _Watch(QObject):
    """Notes when a window was painted for the first time."""

    def __init__(self, started_ns: int) -> None:
        super().__init__()
        self._started_ns = started_ns
        self.painted_ms = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self.painted_ms:
            QTimer.singleShot(0, self._painted)
        return super().eventFilter(watched, event)

    def _painted(self) -> None:
        self.painted_ms = self.painted_ms or (time.monotonic_ns() - self._started_ns) / 1e6


def _memory_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * _PAGE_BYTES / 1e6


def _empty(watch: _Watch) -> int:
    application = QApplication(["empty"])
    window = QWidget()
    window.resize(*_SIZE)
    window.installEventFilter(watch)
    window.show()
    QTimer.singleShot(300, application.quit)
    return application.exec()


def _workbench(watch: _Watch, data: Path) -> int:
    from app.config.load import load_settings
    from app.main.desktop import Desktop
    from ui.qt_app import build_application

    application = build_application()
    # Nothing around the desk: what is measured is the window and the store behind it.
    desktop = Desktop(data, load_settings(data), equipped=False)
    desktop.window.resize(*_SIZE)
    desktop.window.installEventFilter(watch)
    desktop.view_model.state_changed.connect(
        lambda state: None if state.loading else QTimer.singleShot(300, application.quit)
    )
    desktop.window.show()
    QTimer.singleShot(0, desktop.load)
    code = application.exec()
    watch.setProperty("memory_mb", _memory_mb())
    desktop.close()
    return code


def main() -> int:
    """Show the window that is asked for."""
    kind, started_ns, data = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    watch = _Watch(started_ns)
    code = _empty(watch) if kind == "empty" else _workbench(watch, data)
    memory = watch.property("memory_mb") or _memory_mb()
    sys.stdout.write(json.dumps({"painted_ms": watch.painted_ms, "memory_mb": memory}) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())

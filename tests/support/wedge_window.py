"""A window with one field and scanners that type, for tests on a screen of their own.

Every line on standard output is JSON: ``{"ready": true}``, then what the field holds and what was scanned.
"""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from ui.common.wedge.listen import catch_scans
from ui.qt_app import build_application


def say(**facts: object) -> None:
    """One line."""
    sys.stdout.write(json.dumps(facts, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Run until the window is closed."""
    app = build_application()
    field = QLineEdit()
    field.setWindowTitle("wedge-window")
    field.resize(400, 40)
    field.textChanged.connect(lambda text: say(field=text))
    field.returnPressed.connect(lambda: say(enter=True))
    kept = catch_scans(app, sys.argv[1] if len(sys.argv) > 1 else "", lambda code: say(scan=code))
    field.show()
    field.activateWindow()
    QTimer.singleShot(0, lambda: say(ready=True))
    code = app.exec()
    del kept
    return code


if __name__ == "__main__":
    sys.exit(main())

"""Which way of catching keys this machine allows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

from ui.common.wedge.qt_keys import QtKeys


def catch_scans(app: QGuiApplication, prefix: str, scanned: Callable[[str], None]) -> object:
    """Tell ``scanned`` every code that a scanner types; keep what is returned.

    On X11 nothing of a code reaches an input method. Elsewhere an input method that is on has the keys first:
    there the scanner belongs on a line of its own.
    """
    if app.platformName() == "xcb":
        from ui.common.wedge.x11_keys import X11Keys

        native = X11Keys(prefix, app)
        native.scanned.connect(scanned)
        app.installNativeEventFilter(native)
        return native
    keys = QtKeys(prefix, app)
    keys.scanned.connect(scanned)
    app.installEventFilter(keys)
    return keys

"""A program that could not open its window says so on the screen, not on standard error alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from app.core.errors import AppError

_WITHOUT_SCREEN = ("offscreen", "minimal", "vnc")


def tell_on_screen(error: AppError, data: Path) -> None:
    """Show the error, and where ``data`` is, until somebody closes it; without a screen nothing is shown.

    Only for a process that has no window yet and ends afterwards.
    """
    platform = platform_of(sys.platform, os.environ)
    if platform is None:
        return
    os.environ["QT_QPA_PLATFORM"] = platform
    from ui.qt_app import build_application
    from ui.shell.notices import word
    from ui.shell.start_notice import StartNotice

    application = build_application()
    if application.platformName() in _WITHOUT_SCREEN:
        return
    box = StartNotice(word(error.code, error.params), data.absolute())
    box.show()
    application.exec()


def platform_of(system: str, environment: Mapping[str, str]) -> str | None:
    """What Qt shall show itself on (``QT_QPA_PLATFORM``), or None without a screen.

    Qt ends the process when it finds no screen where one is named. So there is always another choice
    behind it, and the exit code stays that of the error.
    """
    chosen = environment.get("QT_QPA_PLATFORM", "")
    if chosen.startswith(_WITHOUT_SCREEN):
        return None
    if not system.startswith("linux"):
        return chosen
    screens = {"wayland": "WAYLAND_DISPLAY", "xcb": "DISPLAY"}
    there = [name for name, variable in screens.items() if environment.get(variable)]
    return ";".join([chosen] * bool(chosen) + there + ["offscreen"]) if there else None

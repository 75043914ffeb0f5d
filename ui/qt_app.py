"""The Qt application: input method, fonts, style, language, and what happens when our own code fails.

Only what the first window needs is loaded here.
The namespace ``Qt`` is not touched before the first paint: its hundred enums cost a tenth of the start.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Mapping
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

import resources
from ui.common import fonts

Crash = Callable[[BaseException], None]


_COLLECT_MS = 1000
_LOADING_S = 15.0
_TURN_S = 0.0001
"""Threads take turns this often: what is drawn must not wait for a lane's Python. It waits that long whenever
Qt gave the turn away, a hundred times while a page is rendered."""


def choose_input_method(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables that let Qt reach the Chinese input method (输入法).

    Qt's wheels carry no fcitx plugin: under fcitx 5 its IBus portal is used instead. Another choice that Qt
    can follow (an ibus of its own, the compose table, a virtual keyboard) is left alone.
    """
    wanted = environment.get("QT_IM_MODULE", "")
    modifiers = environment.get("XMODIFIERS", "")
    under_fcitx = "fcitx" in modifiers or environment.get("GTK_IM_MODULE", "").startswith("fcitx")
    if wanted.startswith("fcitx") or (wanted in ("", "ibus") and under_fcitx):
        return {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}
    return {}


def input_method(environment: Mapping[str, str]) -> tuple[str, bool]:
    """Which way Chinese input takes (ibus, the compose table, the system's own), and whether it is there."""
    if not sys.platform.startswith("linux"):
        return "", True
    from PySide6.QtDBus import QDBusConnection

    module = environment.get("QT_IM_MODULE", "")
    bus = QDBusConnection.sessionBus().interface()
    names = ("org.freedesktop.portal.IBus", "org.freedesktop.IBus")
    there = bus is not None and any(bus.isServiceRegistered(name).value() for name in names)
    return module, there and module != "compose"


def build_application(language: str = "zh_CN", *, rare: bool = True) -> QApplication:
    """The one QApplication, ready for a first window. ``language``: zh_CN, or en for the translation.

    Not ``rare``: the caller loads the fonts of rare characters itself, after its first paint.
    """
    if sys.platform.startswith("linux"):
        os.environ.update(choose_input_method(os.environ))
    # Said beforehand, so that no other style is made first; setStyle() would also build the enums of QStyle.
    app = QApplication([*sys.argv[:1], "-style", "fusion"])
    GarbageCollector(app, _LOADING_S)
    sys.setswitchinterval(_TURN_S)
    app.setApplicationName("zongchuang")
    fonts.load_daily()
    if rare:
        fonts.load_rare()
    app.setFont(fonts.font(15))
    _speak(app, language)
    return app


def when_screens_change(tell: Callable[[], None]) -> None:
    """Tell whenever a screen was plugged in or pulled out. ``tell``: a slot, as long as its object lives."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.screenAdded.connect(tell)
    app.screenRemoved.connect(tell)


class GarbageCollector(QObject):
    """Collects cyclic garbage in the GUI thread, and nowhere else.

    Left to itself Python collects in whichever thread happens to allocate; a widget that is freed in a lane
    brings the program down. What is loaded in the first ``loading_s`` seconds stays until the end: looking
    through it again and again would hold the window up for a tenth of a second.
    """

    def __init__(self, parent: QObject, loading_s: float = 0.0) -> None:
        super().__init__(parent)
        gc.disable()
        self._rounds_of_loading = loading_s * 1000 // _COLLECT_MS
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._collect)
        self._timer.start(_COLLECT_MS)

    def _collect(self) -> None:
        if self._rounds_of_loading > 0:
            self._rounds_of_loading -= 1
            gc.freeze()
            return
        for generation, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)):
            if count > limit:
                gc.collect(generation)


def catch_crashes(tell: Crash) -> None:
    """Let an error that escaped from a slot be logged and shown by ``tell``; the program goes on.

    Qt itself would print it and carry on as if nothing had happened.
    """

    import logging  # on its own it would add a tenth to the time before the first paint

    log = logging.getLogger(__name__)

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.critical("an error escaped", exc_info=(kind, error, trace))
        tell(error)

    sys.excepthook = hook


def end_when_told() -> None:
    """Let Ctrl+C and SIGTERM end the program as an event of Qt, also when they come before its loop begins.

    As an exception an interrupt would get lost in one of Qt's callbacks, or break it.
    """
    import signal  # half a millisecond

    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda *_: QTimer.singleShot(0, QApplication.quit))


def _speak(app: QApplication, language: str) -> None:
    """Chinese is the source language: ours needs no catalogue for it, Qt's own buttons do."""
    locale = QLocale(language)
    QLocale.setDefault(locale)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    _install(app, locale, "qtbase", folder)
    if not language.startswith("zh"):
        _install(app, locale, "zongchuang", str(resources.path("translations")))


def _install(app: QApplication, locale: QLocale, name: str, folder: str) -> None:
    translator = QTranslator(app)
    if translator.load(locale, name, "_", folder):
        app.installTranslator(translator)

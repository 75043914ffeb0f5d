"""The QApplication: what must be true before the first window, and nothing slow."""

from __future__ import annotations

import logging
import os
import sys
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ui.common import fonts

_log = logging.getLogger(__name__)


def build_application() -> QApplication:
    """The application of this process, with our fonts, style, language and input method set up.

    Fonts of rare characters are loaded once the event loop runs: they are not in the first picture.
    """
    _prepare_input_method()
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("zongchuang")
    application.setStyle("Fusion")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    fonts.load_daily()
    application.setFont(fonts.font(15))
    _speak_chinese(application)
    sys.excepthook = _log_uncaught
    QTimer.singleShot(0, fonts.load_rare)
    return application


def _prepare_input_method() -> None:
    """Let Chinese be typed under fcitx.

    The Qt that we ship has no fcitx plug-in; fcitx5 also speaks the ibus portal, which Qt can talk to.
    """
    named = os.environ.get("QT_IM_MODULE", "") + os.environ.get("XMODIFIERS", "")
    if sys.platform.startswith("linux") and "fcitx" in named:
        os.environ["QT_IM_MODULE"] = "ibus"
        os.environ["IBUS_USE_PORTAL"] = "1"


def _speak_chinese(application: QApplication) -> None:
    """Standard dialogs in Chinese: Qt's own catalogue."""
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)


def _log_uncaught(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    """An error that left a slot does not end the program; it must not be lost either."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, traceback)
        return
    _log.critical("an error left its slot", exc_info=(kind, error, traceback))

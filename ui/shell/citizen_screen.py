"""Where the citizen's page stands: on a second screen (副屏) if there is one, else in the clerk's window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QStackedWidget

from ui.evaluation.page import EvaluationPage
from ui.qt_app import when_screens_change
from ui.workbench.page import WorkbenchPage

_ALONE = Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus
"""Whoever touches the second screen must not take the keyboard away from the clerk."""


class CitizenScreen(QObject):
    """Moves ``evaluation`` between a screen of its own and the clerk's ``stack``, as screens come and go.

    The one that the clerk's window is on is the clerk's, whichever that is.
    """

    def __init__(self, evaluation: EvaluationPage, stack: QStackedWidget, workbench: WorkbenchPage) -> None:
        super().__init__(stack)
        self._evaluation = evaluation
        self._stack = stack
        self._workbench = workbench
        # The clerk's window alone says when the program ends.
        evaluation.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        evaluation.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        evaluation.finished.connect(self.give_back)
        when_screens_change(self._settle_later)
        if handle := stack.window().windowHandle():
            handle.screenChanged.connect(self._settle_later)
        self.settle()

    @property
    def lent(self) -> bool:
        """Whether the page has no screen of its own."""
        return self._stack.indexOf(self._evaluation) >= 0

    def lend(self) -> None:
        """Show the page on the clerk's screen, if it has no other."""
        if self.lent:
            self._stack.setCurrentWidget(self._evaluation)
            self._evaluation.setFocus()

    @Slot()
    def give_back(self) -> None:
        """The clerk's screen is the clerk's again."""
        if self._stack.currentWidget() is self._evaluation:
            self._stack.setCurrentWidget(self._workbench)

    def settle(self) -> None:
        """Stand where the screens that there are now let it."""
        others = [screen for screen in QGuiApplication.screens() if screen is not self._stack.screen()]
        if others:
            self._stand_alone(others[0])
        elif not self.lent:
            self._evaluation.hide()
            self._stack.addWidget(self._evaluation)
        self._workbench.offer_evaluation_page(self.lent)
        self._evaluation.offer_keys(self.lent)

    def _stand_alone(self, screen: QScreen) -> None:
        self.give_back()
        if self.lent:
            self._stack.removeWidget(self._evaluation)
        self._evaluation.setParent(None, _ALONE)
        self._evaluation.setGeometry(screen.geometry())
        # showFullScreen() would ask for the keyboard.
        self._evaluation.setWindowState(Qt.WindowState.WindowFullScreen)
        self._evaluation.show()

    @Slot()
    def _settle_later(self) -> None:
        """When Qt has done with the windows that stood there."""
        QTimer.singleShot(0, self, self.settle)

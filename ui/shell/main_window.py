"""The clerk's window. It stands on the screen at once and is furnished right after its first paint.

What is in it (ui/shell/workplace.py) takes longer to load than an empty window takes to appear, so nothing
of that is imported before.
"""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QMainWindow

from ui.common.theme import Theme
from ui.common.tokens import as_dict

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.core.clock import Clock
    from ui.common.actions import Actions
    from ui.evaluation.page import EvaluationPage
    from ui.shell.header import Header
    from ui.shell.workplace import Workplace
    from ui.workbench.page import WorkbenchPage
    from ui.workbench.view_model import WorkbenchViewModel

_SMALLEST = (1228, 537)
_FIRST = (1366, 768)
_HEADER = 52
_OPENING = Template(
    "QMainWindow { background: $app; } QLabel { background: $header; color: $on_header; padding-left: 16px; }"
)
"""The look until the window is furnished. Painting it by hand would load Qt's hundred enums first."""


class MainWindow(QMainWindow):
    """Hosts the workplace. ``appearance_changed`` carries a new Appearance, for the settings to keep.

    ``geometry`` is where the window remembers its place on the screen, nothing else. Asking for anything in
    the window furnishes it. ``stands`` says, once, that the workplace was painted: now heavy work may begin.
    """

    appearance_changed = Signal(object)
    stands = Signal()

    def __init__(
        self, view_model: WorkbenchViewModel, theme: Theme, clock: Clock, geometry: QSettings | None = None
    ) -> None:
        super().__init__()
        self._view_model = view_model
        self._theme = theme
        self._clock = clock
        self._geometry = geometry
        self._workplace: Workplace | None = None
        self._evaluation: EvaluationPage | None = None
        self._stands = False
        self.setWindowTitle(self.tr("综窗工作台"))
        self.setMinimumSize(*_SMALLEST)
        self._band = QLabel(self.windowTitle(), self)
        self._band.setFixedHeight(theme.px(_HEADER))
        self.setStyleSheet(_OPENING.substitute(as_dict(theme.tokens)))
        self._known_place = self._restore()

    @property
    def page(self) -> WorkbenchPage:
        """The workbench page."""
        return self.furnish().page

    @property
    def header(self) -> Header:
        """The top line."""
        return self.furnish().header

    @property
    def actions_of_window(self) -> Actions:
        """Every action of the key map."""
        return self.furnish().actions_of_window

    def furnish(self) -> Workplace:
        """Put the workplace into the window, once; happens by itself after the first paint."""
        if self._workplace is None:
            from ui.shell.workplace import Workplace

            self._workplace = Workplace(self._view_model, self._theme, self._clock)
            self._workplace.appearance_changed.connect(self.appearance_changed)
            self._workplace.render_state(self._view_model.state)
            keyboard = self._workplace.focusWidget()
            self._band.hide()
            # The window is dressed before there are parts in it, and these from the outside in: once each.
            self._theme.dress(self)
            self.ensurePolished()
            self.setCentralWidget(self._workplace)
            self._workplace.ensurePolished()
            if keyboard is not None:
                keyboard.setFocus()
            if self._evaluation is not None:
                self._workplace.place_evaluation(self._evaluation)
        return self._workplace

    def place_evaluation(self, evaluation: EvaluationPage) -> None:
        """Show the citizen's page on a second screen, or as a second page here while there is only one."""
        self._evaluation = evaluation
        if self._workplace is not None:
            self._workplace.place_evaluation(evaluation)

    def place_page(self, action_id: str, make: Callable[[], QWidget]) -> None:
        """Let an action show another page in the place of the workbench; see Workplace."""
        self.furnish().place_page(action_id, make)

    def open(self) -> None:
        """Show it where it was the last time; the first time it fills the screen."""
        self.show() if self._known_place else self.showMaximized()

    def _restore(self) -> bool:
        kept = self._geometry.value("window") if self._geometry else None
        if kept is not None and self.restoreGeometry(kept):
            return True
        self.resize(*_FIRST)
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._workplace is None:
            QTimer.singleShot(0, self, self.furnish)
        elif not self._stands:
            self._stands = True
            QTimer.singleShot(0, self, self._tell)

    def _tell(self) -> None:
        self.stands.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._band.setFixedWidth(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._geometry is not None:
            self._geometry.setValue("window", self.saveGeometry())
        super().closeEvent(event)

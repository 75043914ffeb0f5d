"""What is in the clerk's window: top line, page, bottom line, and what lies over them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6 import QtCore
from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.core.clock import Clock
from ui.common.actions import Actions
from ui.common.formatting import clock_time
from ui.common.keymap import BY_ID
from ui.common.theme import Theme
from ui.common.tokens import Appearance
from ui.common.widgets.buttons import KeyButton
from ui.common.widgets.frames import column
from ui.shell.action_bar import ActionBar
from ui.shell.header import Header
from ui.shell.help_sheet import HelpSheet
from ui.shell.notices import in_words
from ui.shell.search_list import SearchList
from ui.workbench.page import WorkbenchPage
from ui.workbench.state import SearchHit, WorkbenchState

if TYPE_CHECKING:
    from ui.evaluation.page import EvaluationPage
    from ui.shell.citizen_screen import CitizenScreen
    from ui.workbench.view_model import WorkbenchViewModel

_OF_THE_VISIT = ("call", "visit")
_PLACES = ("panel_", "item_")
"""Actions whose outcome stands on the workbench: it comes to the front, wherever they are asked for."""


@runtime_checkable
class Layered(Protocol):
    """A page on which something may lie that Esc takes away first."""

    def step_back(self) -> bool:
        """Take it away; false when nothing was there."""
        ...


class Workplace(QWidget):
    """Places the parts and passes keys on. ``appearance_changed`` carries a new Appearance, ``case_wanted``
    the id of a received case to show."""

    appearance_changed = Signal(object)
    case_wanted = Signal(str)

    def __init__(self, view_model: WorkbenchViewModel, theme: Theme, clock: Clock) -> None:
        super().__init__()
        self._view_model = view_model
        self._theme = theme
        self._clock = clock
        self._obeyed = 0
        self.setProperty("kind", "app")
        self.actions_of_window = Actions(self._perform, self)
        self.addActions(self.actions_of_window.all())
        self.header = Header(theme)
        box = self.header.search_box
        self.page = WorkbenchPage(view_model, theme, self.actions_of_window, clock, box)
        self.action_bar = ActionBar(theme, self.actions_of_window)
        self._stack = QStackedWidget()
        self._citizen: CitizenScreen | None = None
        self._pages: dict[str, Callable[[], QWidget]] = {}
        self._standing = "", False
        self._refused: frozenset[str] = frozenset()
        self._lay_out()
        self._search = SearchList(theme, self.header.search_box, self)
        self._help = HelpSheet(theme, self)
        self._connect()

    def _lay_out(self) -> None:
        body = column(self)
        self._stack.addWidget(self.page)
        body.addWidget(self.header)
        body.addWidget(self._stack, 1)
        body.addWidget(self.action_bar)

    def _connect(self) -> None:
        self._view_model.state_changed.connect(self.render_state)
        self._search.queried.connect(self._view_model.set_query)
        self._search.chosen.connect(self._choose)
        self._search.left.connect(self.page.focus_next_thing)
        self.header.appearance_chosen.connect(self._change_appearance)
        self.header.sync_chosen.connect(self.actions_of_window["sync"].trigger)
        self._stack.currentChanged.connect(self._turn_to)
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self.render_time)
        self._tick.start()

    @Slot(object)
    def render_state(self, state: WorkbenchState) -> None:
        """Show the state: the only way anything gets on this window."""
        self._enable(state)
        at_window = state.ticket.phase in ("called", "serving")
        before, self._standing = self._standing, (state.ticket.phase, state.nobody is not None)
        if before != self._standing and (at_window or state.nobody):
            self.show_workbench()
        elif at_window and self._citizen is not None:
            self._citizen.give_back()
        self.header.render_header(state.header)
        self._mark_primary()
        self.page.render_state(state)
        self._search.render_search(state.search)
        self.render_time()
        if state.focus.place in ("search", "search_list") and state.focus.serial != self._obeyed:
            self.header.search_box.setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)
            self.header.search_box.selectAll()
            if state.focus.place == "search_list":
                self._search.open()
        self._obeyed = state.focus.serial

    @Slot()
    def render_time(self) -> None:
        """Bring up to date all that depends on the time of day."""
        self.header.render_time(clock_time(self._clock.now()))
        self.page.render_time()

    def place_evaluation(self, evaluation: EvaluationPage) -> None:
        """Show the citizen's page on a second screen, or as a second page here while there is only one."""
        from ui.shell.citizen_screen import CitizenScreen

        self._citizen = CitizenScreen(evaluation, self._stack, self.page)

    def place_page(self, action_id: str, make: Callable[[], QWidget]) -> None:
        """Let an action show another page in place of the workbench; Esc, or the action again, leads back.

        ``make`` is asked when the page is first wanted. The keys of the visit go on working on it.
        """
        self._pages[action_id] = cache(make)

    def show_page(self, action_id: str) -> None:
        """Show a page that was placed; in front already, the workbench again."""
        if self._stack.currentWidget() is self._pages[action_id]():
            self.show_workbench()
        else:
            self.bring_page(action_id)

    def bring_page(self, action_id: str) -> None:
        """Show a page that was placed, wherever it is."""
        page = self._pages[action_id]()
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.setFocus()

    def _step_back(self) -> None:
        page = self._stack.currentWidget()
        if not (isinstance(page, Layered) and page.step_back()):
            self.show_workbench()

    def _enable(self, state: WorkbenchState) -> None:
        """Let the keys do what they do now; Enter begins with the called citizen only where he is seen."""
        here = self._stack.currentWidget() is self.page
        refused = {action_id: in_words(why) for action_id, why in state.refused}
        self.actions_of_window.enable(state.enabled if here else state.enabled - {"start"}, refused)
        self._refused = frozenset(refused)

    @Slot()
    def _turn_to(self) -> None:
        self._enable(self._view_model.state)
        self._mark_primary()
        if self._view_model.state.nobody and self._stack.currentWidget() is self.page:
            self.page.focus_next_thing()

    def _mark_primary(self) -> None:
        """What comes next in the visit is filled only while the visit is in sight."""
        here = self._stack.currentWidget() is self.page
        self.action_bar.show_primary(self.page.primary_action(self._view_model.state) if here else "")

    def show_workbench(self) -> None:
        """Bring the workbench to the front."""
        self._stack.setCurrentWidget(self.page)

    def _perform(self, action_id: str) -> None:
        if action_id == "start" and self._enter_is_taken():
            return
        if action_id == "help":
            self._help.toggle()
        elif action_id == "evaluation" and self._citizen is not None:
            self._citizen.lend()
        elif action_id == "amend" and (item := self._view_model.state.item):
            self.case_wanted.emit(item.case_id)
        elif action_id in self._pages:
            self.show_page(action_id)
        elif action_id == "back" and self._help.isVisible():
            self._help.hide()
        elif action_id == "back" and self._stack.currentWidget() is not self.page:
            self._step_back()
        else:
            if BY_ID[action_id].group in _OF_THE_VISIT or action_id.startswith(_PLACES):
                self.show_workbench()
            self.page.perform(action_id)

    def _enter_is_taken(self) -> bool:
        """Whether Enter belongs to what has the keyboard, a button or a missed ticket, which gets it here."""
        focused = self.window().focusWidget()
        if isinstance(focused, KeyButton) and focused.objectName() != "button_start":
            focused.click()
            return True
        return self.page.queue.restore_chosen()

    def _choose(self, hit: SearchHit) -> None:
        self.header.search_box.clear()
        self._view_model.set_query("")
        self.page.focus_next_thing()
        if hit.group == "command":
            self.actions_of_window[hit.id].trigger()
        elif hit.group == "case":
            self.case_wanted.emit(hit.id)
        else:
            self.show_workbench()
            self._view_model.choose(hit)

    def _change_appearance(self, appearance: Appearance) -> None:
        self._theme.set_appearance(appearance)
        self._arrange()
        self.appearance_changed.emit(appearance)

    def _arrange(self) -> None:
        """Spend the room there is: wide windows show all words, narrow ones the words that matter."""
        scale = self._theme.appearance.scale
        room, height = self.width() * 100 // scale, self.height() * 100 // scale
        self.header.arrange(room)
        self.action_bar.arrange(room)
        self.page.arrange(room, height)
        self._search.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key whose action is refused now comes here as nobody else takes it: it says why."""
        pressed = QKeySequence(event.keyCombination())
        for action in self.actions_of_window.all():
            if action.objectName() in self._refused and pressed in action.shortcuts():
                self._view_model.trigger(action.objectName())
                return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

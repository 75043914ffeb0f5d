"""The workbench (工作台): one screen for the whole visit. Only ``render_state`` writes on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.core.clock import Clock
from ui.common.actions import Actions
from ui.common.theme import Theme
from ui.common.turns import Curtain, laid_out_once
from ui.common.widgets.frames import column, line
from ui.workbench.idle import Idle
from ui.workbench.messages import Messages
from ui.workbench.queue_column import QueueColumn
from ui.workbench.state import FocusRequest, GapRow, WorkbenchState
from ui.workbench.ticket_card import TicketCard
from ui.workbench.undo_line import UndoLine

if TYPE_CHECKING:
    from ui.workbench.capture_panel import CapturePanel
    from ui.workbench.document_panel import DocumentPanel
    from ui.workbench.person_header import PersonHeader
    from ui.workbench.side_panel import SidePanel
    from ui.workbench.view_model import WorkbenchViewModel
    from ui.workbench.work_card import WorkCard

_WIDE, _NORMAL = 1600, 1100
_TALL, _LOW = 820, 540
_AFTER_LOADING_MS, _BETWEEN_PARTS_MS = 3000, 100
_BEFORE_A_VISIT = ("person", "work", "side")
_DURING_A_VISIT = ("capture", "document")


class WorkbenchPage(QWidget):
    """Queue at the left, visit in the middle, materials at the right; each renders only what changed.

    The parts of a visit are made when they are first needed: half of all widgets, which the first picture of
    the day does not show. Those that a visit begins with are made a little after it, the others while the
    first citizen is served, one at a time, so that nobody waits for them.
    """

    def __init__(
        self,
        view_model: WorkbenchViewModel,
        theme: Theme,
        actions: Actions,
        clock: Clock,
        sign_in: QWidget,
    ) -> None:
        """``sign_in``: what has the keyboard while nobody is on duty."""
        super().__init__()
        self._sign_in = sign_in
        self.setProperty("kind", "app")
        self._view_model = view_model
        self._theme = theme
        self._actions = actions
        self._clock = clock
        self._shown: WorkbenchState | None = None
        self.ticket = TicketCard(theme)
        self.queue = QueueColumn(theme, actions)
        self.queue.restored.connect(view_model.restore_ticket)
        self.queue.number_typed.connect(view_model.call_by_hand)
        self.messages = Messages(view_model, theme, actions)
        self.idle = Idle(theme, actions)
        self._undo = UndoLine(theme, actions)
        self._narrow = False
        self._room, self._height = 0, 0
        self._middle = QStackedWidget()
        self._middle_body: QVBoxLayout = column(gap=10)
        self._left = QWidget()
        self._right = QWidget()
        self._curtain = Curtain(self)
        self._lay_out()

    def _lay_out(self) -> None:
        self._middle.addWidget(self.idle)
        for side in (self._left, self._right):
            side.setProperty("kind", "app")
        self._left_body: QVBoxLayout = column(self._left, gap=10)
        self._left_body.addWidget(self.ticket)
        self._left_body.addWidget(self.queue, 1)
        self._right_body: QVBoxLayout = column(self._right, gap=10)
        self._right_body.addWidget(self._undo)
        self._middle_body.addWidget(self.messages)
        self._middle_body.addWidget(self._middle, 1)
        row = line(self, (12, 10, 12, 10), 10)
        row.addWidget(self._left)
        row.addLayout(self._middle_body, 1)
        row.addWidget(self._right)
        self._layouts = (row, self._left_body, self._right_body)

    @cached_property
    def person(self) -> PersonHeader:
        """Who stands at the counter."""
        from ui.workbench.person_header import PersonHeader

        made = PersonHeader(self._view_model, self._theme, self._actions)
        made.arrange(self._narrow)
        made.hide()
        self._middle_body.insertWidget(0, made)
        return made

    @cached_property
    def work(self) -> WorkCard:
        """The items of the visit."""
        from ui.workbench.work_card import WorkCard

        made = WorkCard(self._view_model, self._theme, self._actions)
        made.gap_bar.wanted.connect(lambda gap: self._go(gap.place, gap.key))
        made.form.ended.connect(self._go_to_next_gap)
        made.situation.ended.connect(self._go_to_next_gap)
        made.arrange(self._room, self._height)
        self._middle.addWidget(made)
        return made

    @cached_property
    def side(self) -> SidePanel:
        """Materials and records."""
        from ui.workbench.side_panel import SidePanel

        made = SidePanel(self._view_model, self._theme)
        made.arrange(self._height >= _TALL)
        made.materials.list.opened.connect(self._go_to_next_gap)
        made.hide()
        self._right_body.insertWidget(self._right_body.indexOf(self._undo), made, 1)
        return made

    @cached_property
    def document(self) -> DocumentPanel:
        """The document before it is printed."""
        from ui.workbench.document_panel import DocumentPanel

        made = DocumentPanel(self._view_model, self._theme, self._actions)
        self._middle.addWidget(made)
        return made

    @cached_property
    def capture(self) -> CapturePanel:
        """Pages for a material."""
        from ui.workbench.capture_panel import CapturePanel

        made = CapturePanel(self._view_model.capture, self._theme, self._actions)
        self._middle.addWidget(made)
        return made

    def _made(self, part: str) -> bool:
        """Whether a part was needed before: then it is kept up to date."""
        return part in self.__dict__

    def render_state(self, state: WorkbenchState) -> None:
        """Show the state. Rendering an unchanged one does nothing."""
        before, self._shown = self._shown, state
        if before is not None and before == state:
            return
        if (before is None or before.loading) and not state.loading:
            QTimer.singleShot(_AFTER_LOADING_MS, self, self._make_ready)
        if state.ticket.phase == "serving" and (before is None or before.ticket.phase != "serving"):
            QTimer.singleShot(_BETWEEN_PARTS_MS, self, self._make_ready)
        if before is not None and _scene(before) != _scene(state):
            self._curtain.drop()
        with laid_out_once(*self._layouts):
            now = self._clock.now()
            self.ticket.render_ticket(state.ticket, now)
            self.queue.render_queue(state.queue, now)
            self._render_undo(state, now)
            self.messages.render_state(state, now)
            self._render_middle(state)
        self._obey(state.focus, before)

    def _render_undo(self, state: WorkbenchState, now: datetime) -> None:
        """What the queue offers to undo while it is in sight, below the materials while it is not."""
        alone = self._narrow and state.ticket.phase == "serving"
        self._undo.render_offer(state.queue.undo if alone else None, now)

    def _render_middle(self, state: WorkbenchState) -> None:
        serving = state.ticket.phase == "serving"
        if serving or self._made("person"):
            self.person.render_person(state.person)
            self.person.setVisible(serving and state.document is None and state.capture is None)
        self._show_columns()
        if state.document is not None:
            self._middle.setCurrentWidget(self.document)
            self.document.render_document(state.document)
            return
        if self._made("document"):
            self.document.close_document()
        if serving:
            self.work.render_state(state)
            self.side.render_state(state)
            if state.capture is not None:
                self._middle.setCurrentWidget(self.capture)
                self.capture.render_capture(state.capture)
                return
        else:
            self.idle.render_state(state, self._clock.now())
        self._middle.setCurrentWidget(self.work if serving else self.idle)

    def _make_ready(self) -> None:
        if not self.window().isVisible():
            return  # closed meanwhile
        serving = self._shown is not None and self._shown.ticket.phase == "serving"
        wanted = _BEFORE_A_VISIT + (_DURING_A_VISIT if serving else ())
        part = next((each for each in wanted if not self._made(each)), "")
        if part:
            getattr(self, part)
            QTimer.singleShot(_BETWEEN_PARTS_MS, self, self._make_ready)

    def render_time(self) -> None:
        """Move the clocks on."""
        if self._shown is None:
            return
        now = self._clock.now()
        self.ticket.render_time(now)
        self.queue.render_time(now)
        self.messages.render_time(now)
        self._render_undo(self._shown, now)
        if self._middle.currentWidget() is self.idle:
            self.idle.render_time(now)

    @staticmethod
    def primary_action(state: WorkbenchState) -> str:
        """The one action that is filled: what comes next."""
        if state.document is not None:
            return "print"
        if state.capture is not None:
            return "capture"
        if state.ticket.phase == "called":
            return "start"
        if state.ticket.phase != "serving":
            return "call_next"
        if state.item is None:
            return "add_item"
        return "finish" if state.item.received_at is not None else "receive"

    def perform(self, action_id: str) -> None:
        """Do what a key says: what only concerns this screen is done here, the rest is an intent."""
        panels: dict[str, Callable[[], None]] = {
            "panel_queue": lambda: self._go("queue", ""),
            "panel_person": lambda: self.person.read.setFocus(),
            "panel_form": lambda: self._go("field", ""),
            "panel_materials": lambda: self._go("material", ""),
            "panel_records": lambda: self.side.focus_records(),
            "print": lambda: self.document.print_now(),
            "next_gap": self._go_to_next_gap,
            "capture": self._capture,
        }
        panels.get(action_id, lambda: self._view_model.trigger(action_id))()

    def focus_next_thing(self) -> None:
        """Put the keyboard where the work goes on: the first gap, or the one large button."""
        state = self._shown or WorkbenchState()
        if state.nobody:
            self._sign_in.setFocus()
        elif state.document is not None:
            self.document.focus_next_thing()
        elif state.capture is not None:
            self.capture.focus_next_thing()
        elif state.ticket.phase != "serving":
            self.idle.first_button().setFocus()
        elif state.item is None:
            self.work.pick_item.setFocus()
        elif state.item.gaps:
            self._go(state.item.gaps[0].place, state.item.gaps[0].key)
        else:
            self._go("material", "")

    def offer_evaluation_page(self, offered: bool) -> None:
        """With one screen only, the line that waits for the evaluation has a button to show its page."""
        self.messages.offer_evaluation_page(offered)

    def arrange(self, room: int, height: int) -> None:
        """Spend the room there is (window size in pixels at 100 % text); narrow windows have two columns."""
        theme = self._theme
        self._narrow = narrow = room < _NORMAL
        left = 0 if narrow else 288
        right = 452 if room >= _WIDE else 356 if not narrow else 320
        self._move_queue()
        self._show_columns()
        if self._shown is not None:
            self._render_undo(self._shown, self._clock.now())
        self._left.setFixedWidth(theme.px(left or 1))
        self._right.setFixedWidth(theme.px(right))
        self._room, self._height = room - left - right - 44, height
        self.ticket.arrange(height < _LOW)
        if self._made("person"):
            self.person.arrange(narrow)
        if self._made("work"):
            self.work.arrange(self._room, height)
        if self._made("side"):
            self.side.arrange(height >= _TALL)

    def _move_queue(self) -> None:
        target = self._right_body if self._narrow else self._left_body
        if target.indexOf(self.ticket) < 0:
            target.insertWidget(0, self.ticket)
            target.insertWidget(1, self.queue, 1)

    def _show_columns(self) -> None:
        """Materials while serving; a narrow window then gives them the place of the queue."""
        state = self._shown or WorkbenchState()
        serving, reading = state.ticket.phase == "serving", state.document is not None
        self._left.setHidden(self._narrow)
        self._right.setVisible(not reading and (serving or self._narrow))
        if serving or self._made("side"):
            self.side.setVisible(serving)
        self.queue.setHidden(self._narrow and serving)

    def _obey(self, focus: FocusRequest, before: WorkbenchState | None) -> None:
        asked = focus.serial != (before.focus.serial if before else 0)
        if asked and focus.place in ("question", "field", "material", "queue", "number"):
            self._go(focus.place, focus.key)
        elif asked and focus.place in ("search", "search_list"):
            return
        elif before is None or _scene(before) != _scene(self._shown) or self._focus_is_misplaced(before):
            self.focus_next_thing()

    def _capture(self) -> None:
        """A page for the material that is selected."""
        chosen = self.side.materials.list.current_key() if self._made("side") else ""
        self._view_model.capture.press(chosen)

    def _focus_is_misplaced(self, before: WorkbenchState) -> bool:
        """Whether what had the keyboard was taken off the screen by this rendering, or would serve somebody
        without a ticket though by now somebody waits with one."""
        focused = self.window().focusWidget()
        if focused is None or not focused.isVisibleTo(self.window()):
            return True
        now = self._shown or before
        return "call_next" in now.enabled - before.enabled and self.idle.offers_walk_in()

    def _go_to_next_gap(self) -> None:
        """From the gap that has the keyboard to the one after it, from anywhere else to the first."""
        item = self._shown.item if self._shown else None
        if item is None:
            return
        at = next((n for n, gap in enumerate(item.gaps) if self.has_keyboard(gap)), -1)
        gap = item.gaps[(at + 1) % len(item.gaps)] if item.gaps else None
        self._go(gap.place, gap.key) if gap else self._go("material", "")

    def has_keyboard(self, gap: GapRow) -> bool:
        """Whether what closes this gap has the keyboard."""
        focused = self.window().focusWidget()
        if gap.place == "material":
            materials = self.side.materials.list
            return focused is materials and materials.current_key() == gap.key
        if gap.place == "field":
            return focused is self.work.form.editor_of(gap.key)
        return self.work.situation.question_of(focused) == gap.key

    def _go(self, place: str, key: str) -> None:
        if place == "question":
            self.work.situation.focus_question(key)
        elif place == "field":
            self.work.form.focus_field(key)
        elif place == "material":
            self.side.focus_material(key)
        elif place == "queue":
            self.queue.focus_list()
        elif place == "number":
            self.queue.focus_number()


def _scene(state: WorkbenchState | None) -> tuple[object, ...]:
    """What decides which parts are on the page; when it changes, the keyboard goes to the next thing."""
    if state is None:
        return ()
    case = (state.item.case_id, state.item.received_at) if state.item else None
    above = state.document is not None, state.capture is not None
    return state.loading, state.nobody is None, state.ticket.phase, case, *above

"""The workbench without widgets: intents in, one frozen state out.

Light on purpose: the window is painted with it before the store, the catalogue and the features are
loaded. Until the desk is there, intents do nothing and the state says that the program is loading.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.core.errors import AppError
from ui.evaluation.state import EvaluationState
from ui.workbench.capture_view_model import CaptureViewModel
from ui.workbench.state import BarState, HeaderState, SearchHit, Wording, WorkbenchState

if TYPE_CHECKING:
    from ui.workbench.desk import Desk

_SECOND_MS = 1000


class WorkbenchViewModel(QObject):
    """What the page shows and asks for. Each intent may change the state; every change is announced.

    ``state_changed`` carries a WorkbenchState, ``evaluation_state_changed`` an EvaluationState.
    """

    state_changed = Signal(object)
    evaluation_state_changed = Signal(object)

    def __init__(self, header: HeaderState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._state = WorkbenchState(header=header)
        self.capture = CaptureViewModel(self)
        self._second_hand = QTimer(self)
        self._second_hand.timeout.connect(self.tick)

    @property
    def state(self) -> WorkbenchState:
        """What is to be shown now."""
        return self._state

    def attach(self, desk: Desk) -> None:
        """Everything is loaded."""
        self._desk = desk
        self.capture.attach(desk.capture, self.trigger)
        self._ask(lambda desk: desk.begin())
        self._second_hand.start(_SECOND_MS)

    def cannot_start(self, error: AppError) -> None:
        """The store or the catalogue cannot be used: say so, and offer nothing that would need it."""
        bar = BarState(Wording(error.code, tuple(error.params.items())), "bad")
        self.show_state(replace(self._state, bars=(bar,), loading=False))

    def tell(self, error: AppError) -> None:
        """Show an error that came from nowhere in particular."""
        if self._desk:
            self._desk.session.fail(error)
        else:
            self.cannot_start(error)

    def show_state(self, state: WorkbenchState) -> None:
        """Announce a new state."""
        self._state = state
        self.state_changed.emit(state)

    def show_evaluation(self, state: EvaluationState) -> None:
        """Announce what the citizen's screen shows."""
        self.evaluation_state_changed.emit(state)

    @Slot()
    def tick(self) -> None:
        """Once a second."""
        self._ask(lambda desk: desk.tick())

    def close(self) -> None:
        """Stop, and save what was typed."""
        self._second_hand.stop()
        self._ask(lambda desk: desk.close())

    def trigger(self, action_id: str) -> None:
        """Do what a row of the key map says."""
        self._ask(lambda desk: desk.trigger(action_id))

    def restore_ticket(self, ticket_id: str) -> None:
        """Put a missed ticket (过号) back to the front of the queue."""
        self._ask(lambda desk: desk.tickets.restore(ticket_id))

    def call_by_hand(self, number: str) -> None:
        """Call a number that was typed while the hub is gone (手工叫号)."""
        self._ask(lambda desk: desk.tickets.call_by_hand(number))

    def set_query(self, text: str) -> None:
        """Search items and commands."""
        self._ask(lambda desk: desk.finder.set_query(text))

    def choose(self, hit: SearchHit) -> None:
        """Take an item from the search list into the visit."""
        self._ask(lambda desk: desk.choose(hit))

    def select_item(self, index: int) -> None:
        """Open one item (事项) of the visit."""
        self._ask(lambda desk: desk.intake.select_item(index))

    def answer(self, question_text: str, answer: str) -> None:
        """Answer a situation question (情形)."""
        self._ask(lambda desk: desk.intake.answer(question_text, answer))

    def set_agent(self, by_agent: bool) -> None:
        """Say whether an agent (代理人) stands at the counter."""
        self._ask(lambda desk: desk.intake.set_agent(by_agent))

    def aim_card_at_agent(self, agent: bool) -> None:
        """Say whose card is read next."""
        self._ask(lambda desk: desk.cards.aim_at_agent(agent))

    def set_field(self, key: str, value: str) -> None:
        """Fill in a field; called at every edit."""
        self._ask(lambda desk: desk.intake.set_field(key, value))

    def set_material(self, code: str, state: int) -> None:
        """Set the state 0 to 5 of a material (材料)."""
        self._ask(lambda desk: desk.intake.set_material(code, state))

    def reveal(self, revealed: bool) -> None:
        """Show masked numbers while the button is held; the view-model records it."""
        self._ask(lambda desk: desk.reveal(revealed))

    def print_document(self, printer: str, reason: str) -> None:
        """Print the open document; a reprint carries its reason (补打原因)."""
        self._ask(lambda desk: desk.paper.print(printer, reason))

    def retry_print(self, printer: str) -> None:
        """Print the same job on this printer."""
        self._ask(lambda desk: desk.paper.retry(printer))

    def save_document_as(self, path: str) -> None:
        """Write the open document to a file."""
        self._ask(lambda desk: desk.paper.save_as(path))

    def close_documents(self) -> None:
        """Leave the document panel."""
        self._ask(lambda desk: desk.paper.close())

    def evaluate(self, level: int) -> None:
        """The citizen's grade, 5 非常满意 to 1 非常不满意."""
        self._ask(lambda desk: desk.rating.evaluate(level))

    def skip_evaluation(self) -> None:
        """The citizen does not want to evaluate."""
        self._ask(lambda desk: desk.rating.skip())

    def _ask(self, intent: Callable[[Desk], None]) -> None:
        """Do it as soon as there is a desk, and draw once what comes of it."""
        if self._desk:
            with self._desk.session.together():
                intent(self._desk)

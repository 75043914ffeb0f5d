"""The workbench without widgets: intents in, one frozen state out.

The intents live with what they are about (tickets, intake, cards, paper, rating, finder); this class gives
them one session, one list of names for the page and the key map, and the second hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.cases.visit import Visit
from app.core.clock import Clock
from app.core.errors import AppError
from app.core.tasks import TaskRunner
from ui.workbench.cards import CardTable
from ui.workbench.finder import Finder
from ui.workbench.intake import Intake
from ui.workbench.news import News
from ui.workbench.paper import DocumentPanel
from ui.workbench.present import present, present_evaluation
from ui.workbench.rating import Rating
from ui.workbench.services import Services
from ui.workbench.session import Session, wording
from ui.workbench.state import SearchHit, WorkbenchState
from ui.workbench.tickets import TicketControl

_SECOND_MS = 1000


class WorkbenchViewModel(QObject):
    """What the page shows and asks for; see ``intents.WorkbenchIntents``.

    ``state_changed`` carries a WorkbenchState, ``evaluation_state_changed`` an EvaluationState.
    """

    state_changed = Signal(object)
    evaluation_state_changed = Signal(object)

    def __init__(
        self, runner: TaskRunner, clock: Clock, hall_name: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._hall_name = hall_name
        self.session = Session(runner, clock, self._changed)
        self._paper = DocumentPanel(self.session)
        self._intake = Intake(self.session, self._paper.issue)
        self._tickets = TicketControl(self.session, self._intake.open)
        self._cards = CardTable(self.session, self._intake)
        self._rating = Rating(self.session, self._tickets.left)
        self._finder = Finder(self.session)
        self.news = News(self.session, self._tickets, self._cards, self._paper)
        self._name_intents()
        self._keys = self._key_table()
        self._state = present(self.session.model, clock.now())
        self._evaluation = present_evaluation(self.session.model, hall_name, clock.now())
        self._second_hand = QTimer(self)
        self._second_hand.timeout.connect(self.tick)

    @property
    def state(self) -> WorkbenchState:
        """What is to be shown now."""
        return self._state

    def name_desk(self, window_name: str, clerk_name: str) -> None:
        """Say which window this is and who sits at it."""
        self.session.update(window_name=window_name, clerk_name=clerk_name)

    def attach(self, services: Services) -> None:
        """Everything is loaded: begin to work, with the visit that lay on the desk when the program ended."""
        self.session.update(services=services)
        self.session.run("store", services.cases.restore, self._restored)
        self.session.run("store", services.reads.recent_items, self._recents_read)
        self._intake.refresh_record()
        self._second_hand.start(_SECOND_MS)

    def cannot_start(self, error: AppError) -> None:
        """The store or the catalogue cannot be used: say so, and offer nothing that would need it."""
        self.session.update(broken=wording(error.code, **error.params))

    def only_reading(self, error: AppError) -> None:
        """The store can be read and not written."""
        self.session.update(read_only=wording(error.code, **error.params))

    def trigger(self, action_id: str) -> None:
        """Do what a row of the key map says, if it does something now."""
        if action_id in self._state.enabled:
            self._keys[action_id]()

    def choose(self, hit: SearchHit) -> None:
        """Take an item from the search list into the visit; without a visit it begins one."""
        if hit.group == "command":
            self.trigger(hit.id)
        elif self.session.model.visit is None:
            self.session.say("visit.none", "info", action="walk_in")
        else:
            self._intake.add_item(hit.id)

    def reveal(self, revealed: bool) -> None:
        """Show masked numbers while a button is held."""
        self.session.update(revealed=revealed)

    def undo(self) -> None:
        """Take the last thing back (撤销)."""
        offered = self.session.model.undo
        if offered is not None:
            self.session.update(undo=None)
            offered.take_back()

    def back(self) -> None:
        """One layer back; never discards anything."""
        model = self.session.model
        if model.document is not None:
            self._paper.close()
        elif model.query:
            self._finder.set_query("")
        else:
            self.session.unsay()

    @Slot()
    def tick(self) -> None:
        """Once a second: save what was typed, let offers and questions expire."""
        self._intake.save_if_changed()
        self._rating.expire()
        self._changed()

    def close(self) -> None:
        """Save what was typed; the lanes finish it before the program ends."""
        self._second_hand.stop()
        self._intake.save_if_changed()

    def _name_intents(self) -> None:
        self.set_query = self._finder.set_query
        self.call_next = self._tickets.call_next
        self.recall = self._tickets.recall
        self.miss = self._tickets.miss
        self.start = self._tickets.start
        self.walk_in = self._tickets.walk_in
        self.read_card = self._cards.read
        self.aim_card_at_agent = self._cards.aim_at_agent
        self.select_item = self._intake.select_item
        self.remove_item = self._intake.remove_item
        self.answer = self._intake.answer
        self.set_agent = self._intake.set_agent
        self.set_field = self._intake.set_field
        self.set_material = self._intake.set_material
        self.next_gap = self._intake.next_gap
        self.receive = self._intake.receive
        self.open_documents = self._paper.open
        self.close_documents = self._paper.close
        self.print_document = self._paper.print
        self.retry_print = self._paper.retry
        self.save_document_as = self._paper.save_as
        self.finish = self._rating.finish
        self.evaluate = self._rating.evaluate
        self.skip_evaluation = self._rating.skip

    def _key_table(self) -> Mapping[str, Callable[[], None]]:
        focus = self.session.focus
        return {
            "call_next": self.call_next,
            "recall": self.recall,
            "miss": self.miss,
            "start": self.start,
            "walk_in": self.walk_in,
            "read_card": self.read_card,
            "add_item": lambda: focus("search"),
            "search": lambda: focus("search"),
            "next_gap": self.next_gap,
            "documents": self.open_documents,
            "receive": self.receive,
            "finish": self.finish,
            "undo": self.undo,
            "back": self.back,
            **{f"item_{n}": lambda index=n - 1: self.select_item(index) for n in range(1, 10)},  # type: ignore[misc]
        }

    def _restored(self, visit: Visit | None) -> None:
        if visit is None or self.session.model.visit is not None:
            return
        self.session.update(visit=visit)
        self.session.say("visit.restored", "info", number=visit.ticket_number)
        self._intake.refresh_record()
        self._intake.refresh_cautions()

    def _recents_read(self, ids: tuple[str, ...]) -> None:
        self.session.update(recents=ids)

    def _changed(self) -> None:
        now = self._clock.now()
        state = present(self.session.model, now)
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)
        evaluation = present_evaluation(self.session.model, self._hall_name, now)
        if evaluation != self._evaluation:
            self._evaluation = evaluation
            self.evaluation_state_changed.emit(evaluation)

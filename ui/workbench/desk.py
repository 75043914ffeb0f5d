"""The clerk's desk: everything that the workbench can do, over one session.

Imported after the first paint: behind it stand the store and all features.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from app.cases.visit import Visit
from app.core.clock import Clock
from app.core.errors import AppError
from app.core.tasks import TaskRunner
from ui.evaluation.state import EvaluationState
from ui.workbench.capturing import CaptureTable
from ui.workbench.cards import CardTable
from ui.workbench.counter import CounterTable
from ui.workbench.duty import DutyTable
from ui.workbench.finder import Finder
from ui.workbench.intake import Intake
from ui.workbench.news import News
from ui.workbench.paper import DocumentPanel
from ui.workbench.present import present, present_evaluation
from ui.workbench.rating import Rating
from ui.workbench.scans import ScanTable
from ui.workbench.services import Services
from ui.workbench.session import Session, wording
from ui.workbench.state import HeaderState, SearchHit, WorkbenchState
from ui.workbench.tickets import TicketControl

_REASON_STAYS = timedelta(seconds=8)


class Desk:
    """Intents by what they are about, and the state that follows from them.

    ``on_state`` and ``on_evaluation`` are called in the GUI thread whenever what is to be shown changed.
    """

    def __init__(
        self,
        runner: TaskRunner,
        clock: Clock,
        services: Services,
        header: HeaderState,
        hall_name: str,
        on_state: Callable[[WorkbenchState], None],
        on_evaluation: Callable[[EvaluationState], None],
    ) -> None:
        self._clock = clock
        self._hall_name = hall_name
        self._on_state = on_state
        self._on_evaluation = on_evaluation
        self._state: WorkbenchState | None = None
        self._evaluation: EvaluationState | None = None
        self._reason, self._reason_until = "", clock.now()
        self._coming: Services | None = None
        self.session = Session(runner, clock, self._changed)
        self.paper = DocumentPanel(self.session, lambda: self.intake.refresh_record())
        self.intake = Intake(self.session, self.paper.issue)
        self.tickets = TicketControl(self.session, self.intake.open)
        self.cards = CardTable(self.session, self.intake)
        self.scans = ScanTable(self.session, self.tickets, self.intake)
        self.rating = Rating(self.session, self.tickets.left, self.intake.to_next_open_item)
        self.capture = CaptureTable(self.session, self.intake)
        self.counter = CounterTable(self.session, self.rating, self.trigger)
        self.duty = DutyTable(self.session)
        self.finder = Finder(self.session)
        self.news = News(self.session, self.tickets, self.cards, self.scans)
        self._keys = self._key_table()
        self.session.update(services=services, window_name=header.window_name, clerk=services.duty.clerk)

    @property
    def handlers(self) -> Iterator[tuple[type, Callable[[Any], None]]]:
        """What the desk listens to: kinds of events, some of them twice."""
        for table in (self.news, self.counter, self.capture, self.duty):
            for kind, handler in table.handlers.items():
                yield kind, self.session.whole(handler)

    def begin(self) -> None:
        """Start to work, with the visit that lay on the desk when the program ended."""
        services = self.session.services
        self.session.run("store", services.cases.restore, self._restored)
        self.session.run("store", services.cases.withdrawn, self._withdrawn)
        self.duty.begin()
        self.intake.refresh_record()

    def adopt(self, services: Services) -> None:
        """Work with these from now on: new content (目录) came into force. Never under an open visit."""
        self._coming = services
        self._adopt_between_visits()

    def _adopt_between_visits(self) -> None:
        if self._coming is None or self.session.model.visit is not None:
            return
        services, self._coming = self._coming, None
        self.session.update(services=services)
        self.duty.begin()
        self.session.say("content.renewed", "info", version=services.catalogue.version)

    def only_reading(self, error: AppError) -> None:
        """The store can be read and not written."""
        self.session.update(read_only=wording(error.code, **error.params))

    def trigger(self, action_id: str) -> None:
        """Do what a row of the key map says; where that is refused now, say why."""
        if self._state is None:
            return
        if action_id in self._state.enabled:
            self._withdraw_reason()
            self._keys[action_id]()
        elif action_id in (refused := dict(self._state.refused)):
            reason = refused[action_id]
            self._withdraw_reason()
            self._reason, self._reason_until = reason.code, self._clock.now() + _REASON_STAYS
            self.session.explain(reason)

    def _withdraw_reason(self) -> None:
        if self._reason:
            self.session.unsay(self._reason)
            self._reason = ""

    def choose(self, hit: SearchHit) -> None:
        """Take an item, or all those of a theme, from the search list into the visit."""
        if hit.group == "command":
            self.trigger(hit.id)
        elif hit.group == "clerk":
            self.duty.pick(hit.id)
        elif self.session.model.visit is None:
            self.session.say("visit.none", "info", action="walk_in")
        elif hit.group == "theme":
            self.intake.add_theme(hit.id)
        else:
            self.intake.add_item(hit.id)

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
            self.paper.close()
        elif model.capture is not None:
            self.capture.close()
        elif model.query:
            self.finder.set_query("")
        elif not self.tickets.stop_typing():
            self.session.unsay()

    def tick(self) -> None:
        """Once a second: save what was typed, let offers, questions and reasons expire."""
        self.intake.save_if_changed()
        self.rating.expire()
        self._adopt_between_visits()
        self.duty.expire()
        if self._clock.now() >= self._reason_until:
            self._withdraw_reason()
        self._changed()

    def close(self) -> None:
        """Save what was typed; the lanes finish it before the program ends."""
        self.intake.save_if_changed()

    def _key_table(self) -> Mapping[str, Callable[[], None]]:
        def to_search() -> None:
            self.session.focus("search_list")

        def to_item(index: int) -> Callable[[], None]:
            return lambda: self.intake.select_item(index)

        return {
            "call_next": self.tickets.call_next,
            "recall": self.tickets.recall,
            "miss": self.tickets.miss,
            "start": self.tickets.start,
            "walk_in": self.tickets.walk_in,
            "read_card": self.cards.read,
            "add_item": to_search,
            "search": to_search,
            "remove_item": self.intake.remove_item,
            "capture": self.capture.press,
            "documents": self.paper.open,
            "receive": self.intake.receive,
            "finish": self.rating.finish,
            "leave_duty": self.duty.leave,
            "sync_now": lambda: self.session.services.sync_now(),
            "undo": self.undo,
            "back": self.back,
            **{f"item_{n}": to_item(n - 1) for n in range(1, 10)},
        }

    def _restored(self, visit: Visit | None) -> None:
        if visit is None or self.session.model.visit is not None:
            return
        self.session.update(visit=visit)
        self.session.say("visit.restored", "info", number=visit.ticket_number)
        self.intake.aim_card()
        self.intake.first_gap()
        self.intake.recall_received()
        self.intake.refresh_record()
        self.intake.refresh_cautions()

    def _withdrawn(self, items: tuple[str, ...]) -> None:
        if items:
            self.session.say("visit.items_withdrawn", "warn", items="、".join(items))

    def _changed(self) -> None:
        now = self._clock.now()
        state = present(self.session.model, now)
        if state != self._state:
            self._state = state
            self._on_state(state)
        evaluation = present_evaluation(self.session.model, self._hall_name, now)
        if evaluation != self._evaluation:
            self._evaluation = evaluation
            self._on_evaluation(evaluation)
        self.cards.follow()
        self.counter.follow()
        self.capture.follow()

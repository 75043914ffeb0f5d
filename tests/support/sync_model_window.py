"""The real code of a window for the model of sync, and what a clerk does with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import msgspec
from msgspec.structs import replace
from sqlalchemy import select

from app.cases.correction import CorrectionDesk
from app.cases.model import case_notes, cases
from app.cases.service import CaseDesk
from app.cases.visit import Visit, add_item
from app.core.errors import Offline, RuleViolation
from app.core.ids import new_id
from app.journal.append import Journal
from app.journal.model import Author
from app.main.features import HISTORY
from app.main.window.calls import WindowCalls
from app.staff.model import SignedIn
from app.staff.roster import Clerk, Roster
from app.staff.service import DutyDesk
from app.sync.model import HallEvents, HallSnapshot, HubReachable
from app.sync.overview import Conflict, SyncOverview, overview
from app.sync.settling import Choice, Settlements
from app.sync.wire import FEED_ROWS
from app.tickets.model import Ticket
from app.tickets.window_desk import WindowDesk
from app.tickets.window_queue import WindowQueue
from tests.support.counter import HALL, calendar, catalogue, empty_visit, filled, item
from tests.support.rosters import CLERKS
from tests.support.sync_model import HALL_ID
from tests.support.sync_model_node import ModelNode
from tests.support.sync_model_papers import ModelPapers


@cache
def _filled() -> Visit:
    return filled(add_item(empty_visit(), item("IT028"), new_id()))


class ModelWindow(ModelNode):
    """One window and who is on duty at it."""

    def work(self, written: Journal) -> None:
        """See ModelNode."""
        store, number = self.store, int(self.number)
        self.author = Author(f"clerk-{number}", self.number)
        self.desk = CaseDesk(store, written, self.clock, catalogue(), calendar(), HALL, number)
        self.corrections = CorrectionDesk(store, written, self.clock, HALL, number, HISTORY)
        self.settlements = Settlements(store, written, HISTORY)
        self.papers = ModelPapers(
            store, written, self.clock, self.author, self.disk.file.with_suffix(".pages")
        )
        self.duty = DutyDesk(store, written, self.clock, self.number, Clerk(), lambda: Roster(CLERKS))
        self.duty.resume()
        self.own = WindowDesk(store, written, self.clock, self.number)
        # Nobody hears a demand at once: what the others hold comes back at the next press, or never.
        queue = WindowQueue(self.own, lambda: self.wire, lambda _: None)
        self.calls = WindowCalls(queue, store, HALL_ID, self.bus, lambda: None)
        self.calls.follow()
        self._heard = ("", 0)

    def sign_in(self, clerk_id: str) -> None:
        """Somebody comes on duty, or (empty) whoever is there leaves."""
        if clerk_id:
            self.duty.begin(clerk_id, SignedIn.CARD)
        else:
            self.duty.end()

    def hear(self) -> None:
        """The live feed brings a picture of the hall, then what happened since; or nothing."""
        try:
            self.bus.publish(HubReachable(True))
            page = self.wire.hub.request(lambda hub: hub.feed(HALL_ID, self._heard[1], FEED_ROWS))
            if page.hub_epoch == self._heard[0]:
                rows = tuple(page.rows)
                self.bus.publish(HallEvents(HALL_ID, rows))
            else:
                board = self.wire.hub.request(lambda hub: hub.board(HALL_ID))
                self.bus.publish(HallSnapshot(HALL_ID, msgspec.to_builtins(board)))
            self._heard = (page.hub_epoch, page.last)
        except Offline:
            self.bus.publish(HubReachable(False))

    def receive(self, ticket: Ticket | None = None) -> str:
        """One visit with one case, from the first word to the last; the case's id."""
        fresh = _filled()
        draft = replace(fresh.drafts[0], case_id=new_id())
        visit = replace(
            fresh,
            visit_id=new_id(),
            opened_at=self.clock.now(),
            drafts=(draft,),
            ticket_id=ticket.id if ticket else "",
            ticket_number=ticket.number if ticket else "",
        )
        self.desk.open_visit(self.author, visit)
        self.desk.receive(self.author, visit, draft.case_id)
        self.desk.finish_visit(self.author, visit)
        return draft.case_id

    def serve(self) -> str | None:
        """Receive the citizen who was called; the case's id."""
        ticket = self.own.at_hand()
        if ticket is None:
            return None
        case_id = self.receive(ticket)
        self.calls.finish(new_id(), self.author, ticket.id)
        return case_id

    def amend(self, case_id: str, phone: str) -> None:
        with self.store.read() as conn:
            base = HISTORY.version(conn, HALL_ID, f"case:{case_id}")
        self.corrections.amend(self.author, case_id, {"applicant.phone": phone}, base)

    def settle_first(self, choice: Choice) -> None:
        """Decide the first conflict of the list, for all its fields alike, in the way that is open."""
        for conflict in self.overview().conflicts[:1]:
            try:
                self._settle(conflict, choice)
            except RuleViolation as refusal:
                if refusal.code != "sync.nothing_to_correct":
                    raise
                self._settle(conflict, "theirs")

    def _settle(self, conflict: Conflict, choice: Choice) -> None:
        chosen: dict[str, Choice] = {field.name: choice for field in conflict.fields}
        self.settlements.settle(self.author, conflict.event_id, chosen)

    def renumber_refused(self) -> int:
        """Give a new number to every case whose number was taken; how many."""
        given = 0
        for row in self.overview().failed:
            if row.code == "cases.number_taken":
                try:
                    self.corrections.renumber(self.author, row.subject.partition(":")[2])
                except RuleViolation:
                    continue
                given += 1
        return given

    def case_ids(self) -> list[str]:
        with self.store.read() as conn:
            return list(conn.execute(select(cases.c.case_id).order_by(cases.c.case_id)).scalars())

    def case_no(self, case_id: str) -> str | None:
        """The number of a case as this window shows it; None while it knows of none."""
        with self.store.read() as conn:
            return conn.execute(select(cases.c.case_no).where(cases.c.case_id == case_id)).scalar()

    def notes(self) -> list[str]:
        with self.store.read() as conn:
            return list(conn.execute(select(case_notes.c.text)).scalars())

    def overview(self) -> SyncOverview:
        with self.store.read() as conn:
            return overview(conn, self.node, HISTORY)


Opener = Callable[..., ModelWindow]
"""Opens a window on a blank disk, or on the content of another's."""

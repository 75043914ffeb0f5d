"""A window that goes on with another window's case gets all of it, whenever it comes to it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from app.attachments.events import attachment_added
from app.attachments.queries import attachments_of
from app.cases.model import cases
from app.core.ids import new_id
from app.documents.events import document_issued, document_reprinted
from app.documents.queries import receipt_of
from app.evaluations.model import Channel, EvaluationState, Level, Served
from app.evaluations.queries import state_of_case
from app.evaluations.service import EvaluationDesk
from app.journal.append import Journal
from app.main.features import HISTORY, PROJECTIONS
from tests.support import sync_model_checks as checks
from tests.support.receipt_samples import FIRST, content
from tests.support.sync_model import HALL_ID, ModelHub
from tests.support.sync_model_window import Opener


class Hall:
    """A hub, the window that received a case, and one that comes to it later. Nothing but their stores."""

    def __init__(self, hub: ModelHub, opened: Opener) -> None:
        self.hub = hub
        self.ours, self.other = opened(), opened(number="5")

    def handed_on(self) -> str:
        """A case with a history, of which the other window has heard nothing yet."""
        case_id = self.ours.receive()
        self.ours.amend(case_id, "13900000001")
        self.ours.corrections.note(self.ours.author, case_id, "先到的备注")
        self.ours.pusher.turn()
        self.other.pusher.turn()
        assert checks.order_here(self.other, case_id) == []
        return case_id

    def note_there(self, case_id: str) -> None:
        self.other.corrections.note(self.other.author, case_id, "转到本窗口")

    def issue(self, case_id: str) -> str:
        """Our window gives a receipt of a case; its id."""
        made = document_issued(new_id(), case_id, content(), FIRST)
        written = Journal(self.ours.node, PROJECTIONS, self.ours.clock)
        event = self.ours.store.transact(lambda conn: written.append(conn, self.ours.author, made))
        return event.subject_id

    def visit_of(self, case_id: str) -> str:
        with self.ours.store.read() as conn:
            return str(conn.execute(select(cases.c.visit_id).where(cases.c.case_id == case_id)).scalar_one())

    def receipt(self, case_id: str) -> tuple[str, int] | None:
        """What the other window knows of a case's receipt: its id, and how often it was printed."""
        with self.other.store.read() as conn:
            found = receipt_of(conn, HALL_ID, case_id)
        return (found.id, found.copies) if found else None

    def agree(self, case_id: str) -> None:
        """The other window shows of the case what the hub shows, and nothing twice."""
        with self.other.store.read() as here, self.hub.store.read() as there:
            subject = f"case:{case_id}"
            assert HISTORY.values(here, HALL_ID, subject) == HISTORY.values(there, HALL_ID, subject) != {}
            assert HISTORY.version(here, HALL_ID, subject) == HISTORY.version(there, HALL_ID, subject) == 2
        assert sorted(self.other.notes()) == ["先到的备注", "转到本窗口"]
        checks.node_is_whole(self.other)


@pytest.fixture
def hall(model_hub: ModelHub, opened: Opener) -> Hall:
    return Hall(model_hub, opened)


def test_who_comes_to_a_case_late_gets_all_of_it(hall: Hall) -> None:
    case_id = hall.handed_on()
    hall.note_there(case_id)
    hall.other.pusher.turn()
    assert checks.order_here(hall.other, case_id) == checks.order_there(hall.hub, case_id)
    hall.agree(case_id)


def test_also_when_the_power_fails_between_joining_and_reading(hall: Hall) -> None:
    case_id = hall.handed_on()
    hall.note_there(case_id)
    assert hall.other.despite_power_cuts(hall.other.sync) > 5
    assert checks.order_here(hall.other, case_id) == checks.order_there(hall.hub, case_id)
    hall.agree(case_id)


def test_what_comes_afterwards_comes_once(hall: Hall) -> None:
    case_id = hall.handed_on()
    hall.note_there(case_id)
    hall.other.pusher.turn()
    hall.other.amend(case_id, "13900000002")
    hall.other.pusher.turn()
    hall.ours.pusher.turn()
    hall.ours.corrections.note(hall.ours.author, case_id, "后来的备注")
    hall.ours.pusher.turn()
    hall.other.pusher.turn()
    assert checks.order_here(hall.other, case_id) == checks.order_there(hall.hub, case_id)
    assert sorted(checks.order_here(hall.ours, case_id)) == sorted(checks.order_there(hall.hub, case_id))
    for window in (hall.ours, hall.other):
        checks.node_is_whole(window)
        checks.same_cases(window, hall.hub)


def test_documents_and_the_evaluation_go_with_their_case(hall: Hall) -> None:
    case_id, elsewhere = hall.handed_on(), hall.ours.receive()
    papers = [hall.issue(each) for each in (case_id, elsewhere)]
    served = Served(hall.visit_of(case_id), "", (case_id,))
    ours = Journal(hall.ours.node, PROJECTIONS, hall.ours.clock)
    EvaluationDesk(hall.ours.store, ours, hall.ours.clock).give(
        hall.ours.author, served, Level.SATISFIED, Channel.COUNTER
    )
    hall.ours.pusher.turn()
    hall.other.pusher.turn()
    assert hall.receipt(case_id) is None
    hall.note_there(case_id)
    hall.other.pusher.turn()
    assert hall.receipt(case_id) == (papers[0], 1)
    assert hall.receipt(elsewhere) is None
    with hall.other.store.read() as conn:
        assert state_of_case(conn, HALL_ID, case_id) is EvaluationState.GIVEN
    again = document_reprinted(papers[0], "0" * 64, replace(FIRST, copy=2))
    hall.ours.store.transact(lambda conn: ours.append(conn, hall.ours.author, again))
    hall.ours.pusher.turn()
    hall.other.pusher.turn()
    assert hall.receipt(case_id) == (papers[0], 2)
    hall.agree(case_id)


def test_files_of_a_case_stay_when_it_is_counted_anew(hall: Hall) -> None:
    case_id = hall.ours.receive()
    added = attachment_added("file-1", case_id, "C1", "0" * 64, 1, "application/pdf", "身份证.pdf")
    written = Journal(hall.ours.node, PROJECTIONS, hall.ours.clock)
    hall.ours.store.transact(lambda conn: written.append(conn, hall.ours.author, added))
    hall.ours.pusher.turn()
    hall.note_there(case_id)
    hall.other.pusher.turn()
    for window, phone in ((hall.ours, "13900000001"), (hall.other, "13900000002")):
        window.amend(case_id, phone)
        window.pusher.turn()
    assert len(hall.other.overview().conflicts) == 1
    with hall.other.store.read() as conn:
        assert [each.name for each in attachments_of(conn, HALL_ID, case_id)] == ["身份证.pdf"]
    checks.node_is_whole(hall.other)

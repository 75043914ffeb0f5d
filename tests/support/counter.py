"""A counter of a test's own: an encrypted store, the shipped catalogue, a clock that stands still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from app.cases import model as case_model
from app.cases import projection as case_projection
from app.cases.form import set_field
from app.cases.materials import lines, set_material, stamp
from app.cases.model import HallFacts, Received
from app.cases.questions import answer, asked
from app.cases.rules import gaps
from app.cases.service import CaseDesk
from app.cases.visit import MaterialState, Visit, add_item, open_visit
from app.catalogue.load import load_shipped
from app.catalogue.model import Catalogue, Item
from app.core.clock import ManualClock
from app.core.ids import new_id
from app.db.store import Store
from app.evaluations import model as evaluation_model
from app.evaluations import projection as evaluation_projection
from app.evaluations.service import EvaluationDesk
from app.journal.append import Journal
from app.journal.model import Author, Node, Projections
from app.people.model import Person, PersonSource
from app.workdays.calendar import WorkCalendar
from app.workdays.load import shipped_calendar
from tests.support.databases import window_store

MONDAY = datetime(2026, 7, 6, 1, 30, tzinfo=UTC)
"""9:30 in the hall."""

CLERK = Author("clerk-1", "window-3")
HALL = HallFacts("319999", "01", "示例政务服务中心", "0000-0000000")
NODE = Node("hall", "window-3", "life-1")
PROJECTIONS: Projections = {**case_projection.PROJECTIONS, **evaluation_projection.PROJECTIONS}
PROJECTED = (*case_model.PROJECTED, *evaluation_model.PROJECTED)

HOLDER = Person(
    name="样本甲",
    number="31999919780315901X",
    sex="男",
    birth="19780315",
    ethnicity="汉",
    address="示例省示例市示例区测试路1号",
    authority="示例市公安局示例分局",
    valid_from="20200101",
    valid_to="20400101",
    source=PersonSource.CARD,
)
OTHER = Person(name="样本乙", number="319999198507229022", phone="19900001001")
TYPED = {
    "applicant.name": "样本甲",
    "applicant.number": "31999919780315901X",
    "applicant.phone": "19900001000",
    "organisation.name": "示例商贸有限公司",
    "organisation.credit_code": "91350100M000100Y43",
    "organisation.legal_person": "样本甲",
    "agent.name": "样本乙",
    "agent.number": "319999198507229022",
    "agent.phone": "19900001001",
    "delivery.method": "counter",
    "delivery.address": "示例省示例市示例区测试路1号",
}


@cache
def catalogue() -> Catalogue:
    """The shipped catalogue."""
    return load_shipped()


@cache
def calendar() -> WorkCalendar:
    """The shipped calendar."""
    return shipped_calendar()


def item(item_id: str) -> Item:
    """An item of the shipped catalogue."""
    return catalogue().items[item_id]


@dataclass(frozen=True)
class Counter:
    """Everything behind one window."""

    store: Store
    clock: ManualClock
    journal: Journal
    desk: CaseDesk
    evaluations: EvaluationDesk


def counter(folder: Path, window_no: int = 3, projections: Projections = PROJECTIONS) -> Counter:
    """Open the store in ``folder``, as the program does after every start."""
    store = window_store(folder / "window.db")
    clock = ManualClock(MONDAY)
    journal = Journal(NODE, projections, clock)
    desk = CaseDesk(store, journal, clock, catalogue(), calendar(), HALL, window_no)
    return Counter(store, clock, journal, desk, EvaluationDesk(store, journal, clock))


def empty_visit() -> Visit:
    """A visit that has just begun."""
    return open_visit(new_id(), MONDAY, new_id(), "A001")


def visit_with(*item_ids: str) -> Visit:
    """A visit with items, the last one active, and nothing filled in."""
    visit = empty_visit()
    for each in item_ids:
        visit = add_item(visit, item(each), new_id())
    return visit


def filled(visit: Visit) -> Visit:
    """The visit with nothing lacking for its active item: first answers, typed values, all papers here."""
    draft = visit.draft
    assert draft is not None
    kind = item(draft.item_id)
    while unanswered := [each for each in asked(visit, draft, kind) if not each.chosen]:
        visit = answer(visit, kind, unanswered[0].text, unanswered[0].answers[0])
        draft = visit.drafts[visit.active]
    for gap in missing(visit):
        if gap in TYPED:
            visit = set_field(visit, gap, TYPED[gap])
    assert visit.draft is not None
    for line in lines(visit, visit.draft, kind):
        if line.missing:
            visit = set_material(visit, kind, line.material.code, MaterialState.COMPLETE)
    return visit


def after(visit: Visit, received: Received) -> Visit:
    """The visit as the desk shows it after a receipt."""
    kind = item(visit.draft_of(received.case_id).item_id)
    return stamp(visit, kind, received.case_id, received.case_no, received.received_at, calendar())


def missing(visit: Visit) -> list[str]:
    """Keys of what the active item lacks."""
    assert visit.draft is not None
    found = gaps(visit, visit.draft, item(visit.draft.item_id), MONDAY.date())
    return [gap.key for gap in found]

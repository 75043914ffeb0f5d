"""What a clerk does to the visit on the desk."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from app.cases.form import fields, set_field
from app.cases.materials import stamp
from app.cases.visit import add_item, clear, remove_item, select, set_agent, with_person
from app.core.errors import RuleViolation
from app.core.ids import new_id
from app.people.model import Role
from tests.support.counter import HOLDER, MONDAY, OTHER, calendar, empty_visit, filled, item, visit_with

CASE_NO = "319999-20260706-0106017"


def test_the_item_added_last_is_worked_on() -> None:
    visit = visit_with("IT027", "IT028")
    assert [draft.item_id for draft in visit.drafts] == ["IT027", "IT028"]
    assert visit.draft is visit.drafts[1]


def test_an_item_on_the_desk_is_not_added_twice() -> None:
    visit = add_item(visit_with("IT027", "IT028"), item("IT027"), new_id())
    assert len(visit.drafts) == 2
    assert visit.active == 0


def test_a_received_item_can_be_applied_for_again() -> None:
    visit = filled(visit_with("IT028"))
    received = stamp(visit, item("IT028"), visit.drafts[0].case_id, CASE_NO, MONDAY, calendar())
    assert len(add_item(received, item("IT028"), new_id()).drafts) == 2


def test_one_person_fills_every_item() -> None:
    visit = with_person(visit_with("IT027", "IT028"), Role.APPLICANT, HOLDER)
    for draft in visit.drafts:
        shown = {field.key: field for field in fields(visit, draft, item(draft.item_id), MONDAY.date())}
        assert shown["applicant.name"].value == HOLDER.name
        assert shown["applicant.number"].readonly


def test_reading_the_card_keeps_the_telephone_number() -> None:
    visit = set_field(empty_visit(), "applicant.phone", "19900001000")
    assert with_person(visit, Role.APPLICANT, HOLDER).applicant.phone == "19900001000"


def test_reading_the_agents_card_makes_it_a_visit_by_agent() -> None:
    visit = with_person(with_person(empty_visit(), Role.APPLICANT, HOLDER), Role.AGENT, OTHER)
    assert visit.by_agent
    assert visit.present == OTHER
    assert set_agent(visit, False).present == HOLDER


def test_the_way_of_delivery_is_taken_over_to_the_next_item() -> None:
    visit = set_field(visit_with("IT027"), "delivery.method", "post")
    assert add_item(visit, item("IT028"), new_id()).drafts[1].delivery == "post"


@pytest.mark.parametrize(
    ("removed", "left", "active"), [(0, ["IT028", "IT029"], 1), (2, ["IT027", "IT028"], 1)]
)
def test_removing_an_item_keeps_a_sensible_one_active(removed: int, left: list[str], active: int) -> None:
    visit = visit_with("IT027", "IT028", "IT029")
    visit = remove_item(visit, visit.drafts[removed].case_id)
    assert [draft.item_id for draft in visit.drafts] == left
    assert visit.active == active


def test_removing_the_only_item_leaves_a_visit_to_go_on_with() -> None:
    visit = visit_with("IT027")
    assert remove_item(visit, visit.drafts[0].case_id).draft is None


def test_selecting_beyond_the_tabs_changes_nothing() -> None:
    visit = visit_with("IT027", "IT028")
    assert select(visit, 0).active == 0
    assert select(visit, 2) == visit
    assert select(visit, -1) == visit


def test_a_received_case_stays_as_it_is() -> None:
    visit = filled(visit_with("IT028"))
    received = stamp(visit, item("IT028"), visit.drafts[0].case_id, CASE_NO, MONDAY, calendar())
    with pytest.raises(RuleViolation) as removing:
        remove_item(received, visit.drafts[0].case_id)
    with pytest.raises(RuleViolation) as changing:
        set_field(received, "delivery.method", "post")
    assert removing.value.code == changing.value.code == "visit.case_received"


def test_clearing_takes_persons_and_papers_away_but_no_case() -> None:
    visit = filled(visit_with("IT028"))
    received = stamp(visit, item("IT028"), visit.drafts[0].case_id, CASE_NO, MONDAY, calendar())
    cleared = clear(add_item(received, item("IT029"), new_id()))
    assert [draft.case_no for draft in cleared.drafts] == [CASE_NO]
    assert not cleared.applicant.known
    assert cleared.collected == {}
    assert cleared.ticket_number == visit.ticket_number


def test_a_visit_does_not_show_the_person_in_text() -> None:
    visit = replace(empty_visit(), applicant=HOLDER, agent=OTHER)
    assert HOLDER.name not in repr(visit)
    assert OTHER.number not in repr(visit)

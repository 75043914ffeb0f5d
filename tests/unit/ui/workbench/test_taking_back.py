"""Taking one edit back leaves what was done after it."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from app.cases import visit as visits
from app.cases.visit import Draft, MaterialEntry, MaterialState, Visit
from ui.workbench.taking_back import taken_back

START = datetime(2026, 7, 6, 1, 42, tzinfo=UTC)
COMPLETE = MaterialEntry(MaterialState.COMPLETE)


def desk(*case_ids: str) -> Visit:
    drafts = tuple(Draft(case_id, f"IT-{case_id}") for case_id in case_ids)
    return replace(visits.open_visit("v", START), drafts=drafts)


def phone(visit: Visit, number: str) -> Visit:
    return replace(visit, applicant=replace(visit.applicant, phone=number))


@given(st.text("0123456789", min_size=1), st.booleans())
def test_what_was_typed_after_an_answer_stays(number: str, by_agent: bool) -> None:
    before = desk("a", "b")
    after = visits.with_draft(before, replace(before.drafts[0], answers=("01",)))
    now = visits.select(visits.set_agent(phone(after, number), by_agent), 1)
    assert taken_back(before, after, now) == visits.select(
        visits.set_agent(phone(before, number), by_agent), 1
    )


def test_a_shared_paper_is_taken_back_for_all_items() -> None:
    before = desk("a", "b")
    after = replace(before, collected={"身份证": COMPLETE})
    assert taken_back(before, after, after).collected == {}


def test_a_removed_item_is_back_at_its_place_and_open() -> None:
    before = desk("a", "b", "c")
    after = visits.remove_item(before, "b")
    back = taken_back(before, after, phone(after, "1"))
    assert [draft.case_id for draft in back.drafts] == ["a", "b", "c"]
    assert back.draft is not None
    assert back.draft.case_id == "b"
    assert back.applicant.phone == "1"


def test_an_item_added_since_then_stays() -> None:
    before = desk("a")
    after = visits.with_draft(before, replace(before.drafts[0], answers=("01",)))
    now = replace(after, drafts=(*after.drafts, Draft("b", "IT-b")), active=1)
    back = taken_back(before, after, now)
    assert [draft.case_id for draft in back.drafts] == ["a", "b"]
    assert back.drafts[0].answers == ()
    assert back.active == 1


def test_a_case_received_since_then_is_not_touched() -> None:
    before = desk("a")
    after = visits.with_draft(before, replace(before.drafts[0], materials={"m": COMPLETE}))
    received = replace(after.drafts[0], case_no="1", received_at=START)
    now = visits.with_draft(after, received)
    assert taken_back(before, after, now).drafts == (received,)

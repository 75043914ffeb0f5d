"""What keeps an item from being received, and what only makes the clerk look twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from app.cases.form import set_field
from app.cases.materials import lines, set_material
from app.cases.questions import asked
from app.cases.rules import cautions, gaps, receive_guard, sheet
from app.cases.visit import MaterialState, Visit, set_agent, with_person
from app.core.errors import RuleViolation
from app.people.model import Role
from tests.support.counter import HOLDER, MONDAY, catalogue, filled, item, missing, visit_with

TODAY = MONDAY.date()
IN_USE = sorted(each.id for each in catalogue().items.values() if each.in_use(TODAY))


def guard(visit: Visit, today: date = TODAY) -> None:
    assert visit.draft is not None
    receive_guard(visit, visit.draft, item(visit.draft.item_id), today)


@pytest.mark.parametrize("by_agent", [False, True])
@pytest.mark.parametrize("item_id", IN_USE)
def test_every_item_in_use_can_be_received(item_id: str, by_agent: bool) -> None:
    visit = set_agent(visit_with(item_id), by_agent)
    assert missing(visit)
    guard(filled(visit))


def test_gaps_stand_in_the_order_of_the_screen() -> None:
    visit = visit_with("IT028")
    kinds = [gap.kind for gap in gaps(visit, visit.drafts[0], item("IT028"), TODAY)]
    assert kinds == sorted(kinds, key=["question", "field", "material"].index)
    assert set(kinds) == {"question", "field", "material"}


@given(st.sampled_from(IN_USE), st.booleans(), st.data())
def test_whatever_is_taken_away_is_named_and_nothing_else(
    item_id: str, by_agent: bool, data: st.DataObject
) -> None:
    visit = filled(set_agent(visit_with(item_id), by_agent))
    assert visit.draft is not None
    kind = item(item_id)
    required = [line for line in lines(visit, visit.draft, kind) if line.required]
    if required:
        gone = data.draw(st.sampled_from(required)).material.code
        without = set_material(visit, kind, gone, MaterialState.MISSING)
        assert missing(without) == [gone]
        with pytest.raises(RuleViolation) as refused:
            guard(without)
        assert (refused.value.code, refused.value.field, refused.value.params["count"]) == (
            "case.has_gaps",
            gone,
            1,
        )
    questions = [each for each in asked(visit, visit.draft, kind) if each.text != "由谁办理"]
    if questions:
        unanswered = replace(visit, drafts=(replace(visit.draft, answers=()),))
        named = [gap.key for gap in gaps(unanswered, unanswered.drafts[0], kind, TODAY)]
        assert questions[0].text in named


def test_what_may_come_later_is_a_gap_until_it_is_said() -> None:
    visit = filled(visit_with("IT001"))
    kind = item("IT001")
    line = next(each for each in lines(visit, visit.drafts[0], kind) if each.material.tolerance)
    code = line.material.code
    without = set_material(visit, kind, code, MaterialState.MISSING)
    assert missing(without) == [code]
    tolerated = set_material(without, kind, code, MaterialState.TOLERATED)
    assert missing(tolerated) == []


def test_the_sheet_agrees_with_the_gaps() -> None:
    visit = visit_with("IT028")
    draft, kind = visit.drafts[0], item("IT028")
    whole = sheet(visit, draft, kind, TODAY)
    assert whole.gaps == gaps(visit, draft, kind, TODAY)
    marked = [each.key for each in whole.fields if each.problem]
    assert marked == [gap.key for gap in whole.gaps if gap.kind == "field"]


def test_a_cancelled_item_cannot_be_received() -> None:
    cancelled = next(each for each in catalogue().items.values() if each.cancelled)
    visit = filled(visit_with(cancelled.id))
    assert cancelled.cancelled is not None
    with pytest.raises(RuleViolation) as refused:
        guard(visit, cancelled.cancelled)
    assert refused.value.code == "case.item_not_in_use"
    if cancelled.effective < cancelled.cancelled:
        guard(visit, cancelled.cancelled - timedelta(days=1))


def test_a_finished_visit_receives_nothing() -> None:
    with pytest.raises(RuleViolation) as refused:
        guard(replace(filled(visit_with("IT028")), finished=True))
    assert refused.value.code == "visit.finished"


def test_an_open_case_of_the_same_kind_is_a_caution() -> None:
    visit = visit_with("IT028")
    (caution,) = cautions(visit, visit.drafts[0], ("earlier",), TODAY)
    assert (caution.code, caution.params) == ("case.duplicate_open", (("case_no", "earlier"),))
    received = replace(visit.drafts[0], case_no="earlier")
    assert cautions(visit, received, ("earlier",), TODAY) == ()


@pytest.mark.parametrize(("last_day", "expired"), [("20260705", True), ("20260706", False), ("", False)])
def test_an_expired_card_is_a_caution(last_day: str, expired: bool) -> None:
    visit = with_person(visit_with("IT028"), Role.APPLICANT, replace(HOLDER, valid_to=last_day))
    found = [caution.code for caution in cautions(visit, visit.drafts[0], (), TODAY)]
    assert found == (["person.card_expired"] if expired else [])


@pytest.mark.parametrize(("birth", "minor"), [("20080707", True), ("20080706", False)])
def test_a_minor_without_a_guardian_is_a_caution(birth: str, minor: bool) -> None:
    number = f"319999{birth}0000"
    visit = set_field(visit_with("IT028"), "applicant.number", number)
    found = [caution.code for caution in cautions(visit, visit.drafts[0], (), TODAY)]
    assert found == (["person.minor"] if minor else [])
    sent = set_agent(visit, True)
    assert cautions(sent, sent.drafts[0], (), TODAY) == ()


def test_the_expired_card_of_an_absent_applicant_does_not_matter() -> None:
    visit = with_person(visit_with("IT028"), Role.APPLICANT, replace(HOLDER, valid_to="20200101"))
    visit = set_field(set_agent(visit, True), "agent.name", "样本乙")
    assert cautions(visit, visit.drafts[0], (), TODAY) == ()

"""The materials list: what is asked for, what may be said, and papers that serve several items."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.mandate import is_mandate
from app.cases.materials import MaterialLine, change, lines, set_material, stamp, used_for
from app.cases.questions import answer, answers, asked
from app.cases.visit import Manner, MaterialState, Visit, add_item, set_agent, with_person
from app.core.errors import RuleViolation
from app.core.ids import new_id
from app.people.model import Role
from tests.support.counter import HOLDER, MONDAY, calendar, catalogue, filled, item, visit_with

IDENTITY = "申请人身份证件"


def shown(visit: Visit, number: int = 0) -> dict[str, MaterialLine]:
    draft = visit.drafts[number]
    return {line.material.name: line for line in lines(visit, draft, item(draft.item_id))}


def say(visit: Visit, name: str, state: MaterialState) -> Visit:
    assert visit.draft is not None
    code = shown(visit, visit.active)[name].material.code
    return set_material(visit, item(visit.draft.item_id), code, state)


def test_everything_is_missing_at_first() -> None:
    found = shown(visit_with("IT028"))
    assert found
    assert all(line.missing for line in found.values())


def test_reading_the_applicants_card_is_the_identity_document() -> None:
    visit = with_person(visit_with("IT028"), Role.APPLICANT, HOLDER)
    entry = shown(visit)[IDENTITY].entry
    assert (entry.state, entry.manner) == (MaterialState.COMPLETE, Manner.CARD)


def test_the_agents_card_is_not_the_applicants_identity_document() -> None:
    visit = with_person(visit_with("IT028"), Role.AGENT, HOLDER)
    assert shown(visit)[IDENTITY].missing


def test_who_is_present_shows_the_handlers_identity() -> None:
    name = "经办人身份证件"
    visit = visit_with("IT020")
    assert not shown(with_person(visit, Role.APPLICANT, HOLDER))[name].missing
    assert not shown(with_person(visit, Role.AGENT, HOLDER))[name].missing
    assert shown(set_agent(with_person(visit, Role.APPLICANT, HOLDER), True))[name].missing


def test_a_paper_collected_once_counts_for_every_item() -> None:
    visit = say(visit_with("IT028", "IT029"), IDENTITY, MaterialState.COMPLETE)
    assert not shown(visit, 0)[IDENTITY].missing
    assert not shown(visit, 1)[IDENTITY].missing
    later = add_item(visit, item("IT033"), new_id())
    assert not shown(later, 2)[IDENTITY].missing
    assert used_for(later, catalogue().items, shown(later)[IDENTITY].material) == (1, 2, 3)


def test_a_form_belongs_to_its_item() -> None:
    visit = say(visit_with("IT028", "IT033"), "申请表", MaterialState.COMPLETE)
    assert not shown(visit, 1)["申请表"].missing
    assert shown(visit, 0)["申请表"].missing
    assert used_for(visit, catalogue().items, shown(visit, 1)["申请表"].material) == ()


def test_a_paper_taken_back_is_missing_everywhere() -> None:
    visit = with_person(visit_with("IT028", "IT029"), Role.APPLICANT, HOLDER)
    visit = say(visit, IDENTITY, MaterialState.MISSING)
    assert shown(visit, 0)[IDENTITY].missing
    assert shown(visit, 1)[IDENTITY].missing


@given(st.integers(0, 60))
def test_a_tolerated_material_is_due_on_the_nth_workday_after_the_receipt(days_on_the_desk: int) -> None:
    name = "经营场所合法使用证明(产权证/租赁合同)"
    visit = say(visit_with("IT001"), name, MaterialState.TOLERATED)
    assert not shown(visit)[name].missing
    assert shown(visit)[name].entry.due is None
    received = MONDAY + timedelta(days=days_on_the_desk)
    line = shown(stamp(visit, item("IT001"), visit.drafts[0].case_id, "x", received, calendar()))[name]
    assert line.material.tolerance is not None
    assert line.entry.due is not None
    assert calendar().is_workday(line.entry.due)
    begins = calendar().workday_from(received.date())
    counted = calendar().workdays_between(begins, line.entry.due)
    assert counted == line.material.tolerance.max_supplement_workdays


def test_the_catalogue_says_what_may_come_later_and_what_a_licence_stands_for() -> None:
    said = set()
    for item_id in catalogue().items:
        for line in shown(visit_with(item_id)).values():
            later = line.material.tolerance is not None and not is_mandate(line.material)
            waived = bool(line.material.e_license and line.material.e_license.waives_paper)
            assert (MaterialState.TOLERATED in line.allowed) == later, (item_id, line.material.name)
            assert (MaterialState.WAIVED in line.allowed) == waived, (item_id, line.material.name)
            said |= {("later", later), ("waived", waived)}
    assert len(said) == 4


def test_commitment_is_for_proofs_of_items_that_take_it() -> None:
    licence, form = "营业执照", "食品经营许可申请书"
    visit = visit_with("IT015")
    assert MaterialState.COMMITTED in shown(visit)[licence].allowed
    assert MaterialState.COMMITTED not in shown(visit)[form].allowed
    assert MaterialState.COMMITTED not in shown(visit)["法定代表人(负责人)身份证件"].allowed
    assert MaterialState.COMMITTED not in shown(visit_with("IT001"))[licence].allowed


def test_an_agent_needs_a_mandate_that_cannot_come_later() -> None:
    for item_id in ("IT028", "IT001"):
        visit = visit_with(item_id)
        with_agent = set_agent(visit, True)
        difference = change(lines_of(visit), lines_of(with_agent))
        (mandate,) = difference.added
        assert mandate.name.startswith("授权委托书")
        assert shown(with_agent)[mandate.name].missing
        assert MaterialState.TOLERATED not in shown(with_agent)[mandate.name].allowed
        assert change(lines_of(with_agent), lines_of(visit)).removed == (mandate,)


def lines_of(visit: Visit) -> tuple[MaterialLine, ...]:
    return tuple(shown(visit).values())


def test_who_comes_is_asked_once() -> None:
    visit = visit_with("IT001")
    draft = visit.drafts[0]
    who = next(each for each in asked(visit, draft, item("IT001")) if each.text == "由谁办理")
    assert who.chosen == who.answers[0]
    visit = answer(visit, item("IT001"), who.text, who.answers[1])
    assert visit.by_agent
    assert answer(visit, item("IT001"), who.text, who.answers[0]).by_agent is False


def test_an_answer_changes_the_list() -> None:
    visit = visit_with("IT027")
    before = lines_of(visit)
    visit = answer(visit, item("IT027"), "退休类型", "因病退休")
    difference = change(before, lines_of(visit))
    assert [material.name for material in difference.added] == ["劳动能力鉴定结论"]
    back = answer(visit, item("IT027"), "退休类型", "正常退休")
    assert change(lines_of(visit), lines_of(back)).removed == difference.added


def test_an_answer_to_a_question_no_longer_asked_has_no_part_in_the_case() -> None:
    kind = item("IT042")
    visit = answer(visit_with("IT042"), kind, "申请类型", "新证")
    visit = answer(visit, kind, "办理方式", "一般程序")
    with_hidden = answers(visit, visit.drafts[0], kind)
    visit = answer(visit, kind, "申请类型", "延续")
    assert len(answers(visit, visit.drafts[0], kind)) == 1
    visit = answer(visit, kind, "申请类型", "新证")
    assert answers(visit, visit.drafts[0], kind) == with_hidden


def test_an_unknown_answer_is_refused() -> None:
    with pytest.raises(RuleViolation) as refused:
        answer(visit_with("IT027"), item("IT027"), "退休类型", "没有这一项")
    assert refused.value.code == "visit.unknown_answer"


def test_the_received_list_no_longer_follows_the_desk() -> None:
    visit = with_person(visit_with("IT028"), Role.APPLICANT, HOLDER)
    visit = filled(visit)
    received = stamp(visit, item("IT028"), visit.drafts[0].case_id, "x", MONDAY, calendar())
    assert lines_of(set_agent(received, True)) == lines_of(received)
    cleared = with_person(received, Role.APPLICANT, type(HOLDER)())
    assert not shown(cleared)[IDENTITY].missing


@given(st.sampled_from(sorted(catalogue().items)), st.sampled_from(MaterialState), st.booleans())
def test_exactly_what_is_allowed_can_be_said(item_id: str, state: MaterialState, by_agent: bool) -> None:
    visit = set_agent(visit_with(item_id), by_agent)
    for line in lines_of(visit):
        if state in line.allowed:
            after = say(visit, line.material.name, state)
            assert shown(after)[line.material.name].entry.state is state
        else:
            with pytest.raises(RuleViolation) as refused:
                say(visit, line.material.name, state)
            assert refused.value.code == "material.state_not_allowed"

"""The situation guide (情形引导): questions, materials, limits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from app.catalogue.load import load_shipped
from app.catalogue.model import Item
from app.catalogue.situations import (
    delta,
    materials_for,
    promised_limit_for,
    questions_for,
    situation,
    with_answer,
)
from app.core.errors import RuleViolation
from app.workdays.deadline import Limit, LimitUnit

ITEMS = load_shipped().items


def names(item: Item, *texts: str) -> list[str]:
    return [material.name for material in materials_for(item, answered(item, *texts))]


def answered(item: Item, *texts: str) -> frozenset[str]:
    chosen: frozenset[str] = frozenset()
    for text in texts:
        code = next(a.code for q in item.questions for a in q.answers if a.text == text)
        chosen = with_answer(item, chosen, code)
    return chosen


@st.composite
def answering(draw: st.DrawFn) -> tuple[Item, frozenset[str]]:
    item = draw(st.sampled_from(list(ITEMS.values())))
    picked = [draw(st.sampled_from([None, *question.answers])) for question in item.questions]
    return item, frozenset(answer.code for answer in picked if answer)


def test_an_inheritance_asks_for_its_proof_instead_of_the_contract() -> None:
    item = ITEMS["IT038"]
    assert "房屋买卖合同" in names(item)
    inherited = names(item, "住宅", "继承/受遗赠")
    assert "房屋买卖合同" not in inherited
    assert "继承权公证书或生效法律文书" in inherited
    assert "继承权公证书或生效法律文书" not in names(item, "住宅", "买卖")


def test_the_delta_of_an_answer_says_what_comes_and_goes() -> None:
    item = ITEMS["IT038"]
    code = next(iter(answered(item, "继承/受遗赠")))
    change = delta(item, frozenset(), code)
    assert [each.name for each in change.added] == ["继承权公证书或生效法律文书"]
    assert [each.name for each in change.removed] == ["房屋买卖合同"]


def test_a_question_that_depends_on_an_answer_is_asked_only_after_it() -> None:
    item = ITEMS["IT042"]
    assert [each.text for each in questions_for(item, frozenset())] == ["申请类型"]
    assert [each.text for each in questions_for(item, answered(item, "新证"))] == ["申请类型", "办理方式"]
    assert [each.text for each in questions_for(item, answered(item, "延续"))] == ["申请类型"]


def test_an_answer_to_a_question_no_longer_asked_has_no_effect() -> None:
    item = ITEMS["IT042"]
    assert "告知承诺书" not in names(item, "新证", "一般程序")
    assert "告知承诺书" in names(item, "新证", "一般程序", "延续")
    assert [each.text for each in situation(item, answered(item, "新证", "一般程序", "延续"))] == ["延续"]


def test_an_agent_brings_a_power_of_attorney() -> None:
    item = ITEMS["IT013"]
    assert "授权委托书及受托人身份证件" in names(item, "代理人")
    assert "授权委托书及受托人身份证件" not in names(item, "本人或法定代表人")


def test_the_limit_of_the_situation_replaces_that_of_the_item() -> None:
    item = ITEMS["IT031"]
    assert promised_limit_for(item, answered(item, "新办")) == item.promised_limit
    assert promised_limit_for(item, answered(item, "注销")) == Limit(15, LimitUnit.WORKDAY)


def test_of_two_answers_with_limits_the_last_one_sets_it() -> None:
    days = [Limit(count, LimitUnit.WORKDAY) for count in (3, 7)]
    item = ITEMS["IT038"]
    asked = tuple(
        replace(question, answers=tuple(replace(each, promised_limit=limit) for each in question.answers))
        for question, limit in zip(item.questions, days, strict=True)
    )
    limited = replace(item, questions=asked)
    assert promised_limit_for(limited, answered(limited, "住宅")) == days[0]
    assert promised_limit_for(limited, answered(limited, "住宅", "买卖")) == days[1]


@pytest.mark.parametrize(
    ("answers", "code"),
    [({"99"}, "catalogue.unknown_answer"), ({"01", "02"}, "catalogue.two_answers")],
)
def test_answers_that_cannot_be_are_refused(answers: set[str], code: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        materials_for(ITEMS["IT001"], answers)
    assert caught.value.code == code


@given(answering(), st.data())
def test_before_and_after_differ_by_exactly_the_delta(
    case: tuple[Item, frozenset[str]], data: st.DataObject
) -> None:
    item, answers = case
    code = data.draw(st.sampled_from([a.code for q in item.questions for a in q.answers]))
    before = materials_for(item, answers)
    after = materials_for(item, with_answer(item, answers, code))
    change = delta(item, answers, code)
    assert (set(before) | set(change.added)) - set(change.removed) == set(after)
    assert [each for each in item.materials if each in after] == list(after)


@given(answering())
def test_choosing_again_keeps_one_answer_to_each_question(case: tuple[Item, frozenset[str]]) -> None:
    item, answers = case
    for question in item.questions:
        for answer in question.answers:
            chosen = with_answer(item, answers, answer.code)
            assert [a.code for a in question.answers if a.code in chosen] == [answer.code]


def test_a_waiver_is_stronger_than_an_addition() -> None:
    item = ITEMS["IT038"]
    first, second = item.questions
    added = next(code for answer in second.answers for code in answer.adds)
    house = replace(first.answers[0], waives=(added,))
    both = replace(item, questions=(replace(first, answers=(house, *first.answers[1:])), second))
    assert "继承权公证书或生效法律文书" not in names(both, "住宅", "继承/受遗赠")

"""The rules of one item (事项目录校验规则)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from app.catalogue.codes import CaseKind, Necessity, Step
from app.catalogue.item_rules import broken_rules
from app.catalogue.load import load_shipped
from app.catalogue.model import Item
from app.workdays.deadline import Limit, LimitUnit

ITEMS = load_shipped().items
ITEM = ITEMS["IT015"]
SPOT = Limit(0, LimitUnit.ON_THE_SPOT)


def with_material(**changes: object) -> Item:
    first, *others = ITEM.materials
    return replace(ITEM, materials=(replace(first, **changes), *others))


def with_procedure(**changes: object) -> Item:
    first, *others = ITEM.special_procedures
    return replace(ITEM, special_procedures=(replace(first, **changes), *others))


def with_answer(question: int, answer: int, **changes: object) -> Item:
    questions = list(ITEM.questions)
    answers = list(questions[question].answers)
    answers[answer] = replace(answers[answer], **changes)
    questions[question] = replace(questions[question], answers=tuple(answers))
    return replace(ITEM, questions=tuple(questions))


def test_an_item_is_in_use_from_its_first_day_until_the_day_before_it_is_cancelled() -> None:
    first, cancelled = date(2026, 3, 2), date(2026, 3, 5)
    item = replace(ITEM, effective=first, cancelled=cancelled)
    days = [first + timedelta(n) for n in range(-1, 5)]
    assert [day for day in days if item.in_use(day)] == [first, *days[2:4]]
    assert replace(item, cancelled=None).in_use(days[-1])


def test_no_shipped_item_breaks_a_rule() -> None:
    assert [(item.id, found) for item in ITEMS.values() for found in broken_rules(item)] == []


@pytest.mark.parametrize(
    ("item", "rule", "place"),
    [
        (
            replace(ITEM, promised_limit=Limit(99, LimitUnit.WORKDAY)),
            "promised_exceeds_statutory",
            ".promised_limit",
        ),
        (
            replace(
                ITEM,
                promised_limit=Limit(11, LimitUnit.WORKDAY),
                statutory_limit=Limit(15, LimitUnit.NATURAL_DAY),
            ),
            "promised_exceeds_statutory",
            ".promised_limit",
        ),
        (
            with_answer(0, 1, promised_limit=Limit(99, LimitUnit.WORKDAY)),
            "promised_exceeds_statutory",
            ".questions[0].answers[1].promised_limit",
        ),
        (replace(ITEM, case_kind=CaseKind.INSTANT), "instant_not_on_the_spot", ".promised_limit"),
        (
            replace(ITEM, statutory_limit=Limit(0, LimitUnit.WORKDAY), promised_limit=SPOT),
            "impossible_limit",
            ".statutory_limit",
        ),
        (
            replace(ITEM, approval_chain=(Step.HANDLE, Step.REVIEW, Step.REVIEW, Step.DECIDE)),
            "chain_too_long",
            ".approval_chain",
        ),
        (replace(ITEM, approval_chain=(Step.HANDLE,)), "chain_without_decision", ".approval_chain"),
        (
            replace(ITEM, cancelled=ITEM.effective - timedelta(1)),
            "effective_after_cancelled",
            ".cancelled",
        ),
        (with_material(accept_standard=" "), "no_accept_standard", ".materials[0].accept_standard"),
        (
            with_material(necessity=Necessity.SUPPLEMENTED_LATER, tolerance=None),
            "no_tolerance",
            ".materials[0].tolerance",
        ),
        (with_procedure(max_workdays=0), "procedure_without_days", ".special_procedures[0].max_workdays"),
        (with_procedure(basis=""), "procedure_without_basis", ".special_procedures[0].basis"),
        (with_answer(0, 0, adds=("X",)), "unknown_reference", ".questions[0].answers[0].adds[0]"),
        (replace(ITEM, questions=ITEM.questions[1:]), "unknown_reference", ".questions[0].asked_after[0]"),
        (replace(ITEM, name="食品许可"), "pinyin_does_not_fit", ".pinyin"),
        (replace(ITEM, id=""), "empty_text", ".id"),
    ],
)
def test_a_broken_rule_is_found_at_its_place(item: Item, rule: str, place: str) -> None:
    assert (rule, place) in list(broken_rules(item))


def test_a_question_needs_a_choice() -> None:
    question = replace(ITEM.questions[0], answers=ITEM.questions[0].answers[:1])
    found = list(broken_rules(replace(ITEM, questions=(question,))))
    assert found == [("question_without_choice", ".questions[0]")]


@pytest.mark.parametrize(
    "name",
    [
        "其他材料",
        "其它相关证明",
        "营业执照等材料",
        "法律法规规定的有关材料",
        "需要提供的其他条件",
        "相关证明文件等",
        "其他",
    ],
)
def test_catch_all_materials_are_refused(name: str) -> None:
    assert list(broken_rules(with_material(name=name))) == [("catch_all_material", ".materials[0].name")]


@pytest.mark.parametrize("name", ["高等学校学历证书", "其他组织登记证书", "等级评定证书", "无其他住房承诺书"])
def test_names_that_only_contain_such_characters_are_not(name: str) -> None:
    assert list(broken_rules(with_material(name=name))) == []


@pytest.mark.parametrize(
    ("limit", "fits"), [(SPOT, True), (Limit(8, LimitUnit.HOUR), True), (Limit(9, LimitUnit.HOUR), False)]
)
def test_an_instant_case_ends_within_the_office_day(limit: Limit, fits: bool) -> None:
    item = replace(ITEM, case_kind=CaseKind.INSTANT, promised_limit=limit)
    assert (list(broken_rules(item)) == []) is fits


def test_an_item_may_be_cancelled_on_the_day_it_begins() -> None:
    assert list(broken_rules(replace(ITEM, effective=date(2020, 1, 1), cancelled=date(2020, 1, 1)))) == []

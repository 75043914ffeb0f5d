"""The form of an item: its fields, and what is wrong with what stands in them."""

from __future__ import annotations

import pytest

from app.cases.form import FormField, fields, set_field
from app.cases.visit import Visit, set_agent, with_person
from app.core.errors import RuleViolation
from app.people.model import Role
from tests.support.counter import HOLDER, MONDAY, OTHER, TYPED, item, visit_with

COUNTER = ("delivery.method",)
PERSON = ("applicant.name", "applicant.number", "applicant.phone", "applicant.address")
AGENT = ("agent.name", "agent.number", "agent.phone", "agent.relation")
ORGANISATION = ("organisation.name", "organisation.credit_code", "organisation.legal_person")


def form(visit: Visit) -> dict[str, FormField]:
    assert visit.draft is not None
    return {each.key: each for each in fields(visit, visit.draft, item(visit.draft.item_id), MONDAY.date())}


def problem(visit: Visit, key: str) -> str:
    found = form(visit)[key].problem
    return found.code if found else ""


@pytest.mark.parametrize(
    ("item_id", "by_agent", "expected"),
    [
        ("IT028", False, (*PERSON, *COUNTER)),
        ("IT028", True, (*PERSON, *AGENT, *COUNTER)),
        ("IT001", False, (*ORGANISATION, *PERSON, *COUNTER)),
        ("IT001", True, (*ORGANISATION, *AGENT, *COUNTER)),
        ("IT027", False, (*ORGANISATION, *PERSON, *COUNTER)),
    ],
)
def test_who_applies_decides_the_fields(item_id: str, by_agent: bool, expected: tuple[str, ...]) -> None:
    assert tuple(form(set_agent(visit_with(item_id), by_agent))) == expected


def test_an_item_for_both_asks_for_an_organisation_once_one_is_named() -> None:
    visit = visit_with("IT027")
    assert problem(visit, "organisation.credit_code") == ""
    visit = set_field(visit, "organisation.name", "示例商贸有限公司")
    assert problem(visit, "organisation.credit_code") == "form.required"


def test_a_person_needs_no_organisation_that_belongs_to_another_item() -> None:
    visit = set_field(visit_with("IT001", "IT028"), "organisation.name", "示例商贸有限公司")
    assert "organisation.name" not in form(visit)


def test_what_the_card_says_cannot_be_typed_over() -> None:
    visit = with_person(visit_with("IT028"), Role.APPLICANT, HOLDER)
    for key in ("applicant.name", "applicant.number", "applicant.address"):
        assert form(visit)[key].readonly
        assert form(visit)[key].source == "card"
        with pytest.raises(RuleViolation) as refused:
            set_field(visit, key, "另一个")
        assert (refused.value.code, refused.value.field) == ("form.from_card", key)
    assert set_field(visit, "applicant.phone", "19900001000").applicant.phone == "19900001000"


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("applicant.number", "319999197803159010", "number.check_digit"),
        ("applicant.number", "31999919780230901X", "number.birth"),
        ("applicant.number", "319999780315901", "number.first_generation"),
        ("applicant.number", "３１９９９９１９７８０３１５９０１x", ""),
        ("applicant.number", "H12345678", ""),
        ("applicant.phone", "1990000100", "form.phone_invalid"),
        ("applicant.phone", "1990000 1000", ""),
        ("applicant.phone", "１９９００００１０００", ""),
        ("applicant.phone", "021-12345678", ""),
        ("applicant.phone", "021-12345678-801", ""),
        ("applicant.phone", "无", "form.phone_invalid"),
        ("applicant.name", "   ", "form.required"),
        ("delivery.method", "pigeon", "form.unknown_choice"),
        ("delivery.method", "counter", ""),
    ],
)
def test_values_are_judged(key: str, value: str, code: str) -> None:
    assert problem(set_field(visit_with("IT028"), key, value), key) == code


@pytest.mark.parametrize(
    ("value", "code"), [("91350100M000100Y43", ""), ("91350100M000100Y44", "number.check_digit")]
)
def test_credit_codes_are_judged(value: str, code: str) -> None:
    visit = set_field(visit_with("IT001"), "organisation.credit_code", value)
    assert problem(visit, "organisation.credit_code") == code


def test_posting_needs_an_address() -> None:
    visit = set_field(visit_with("IT028"), "delivery.method", "post")
    assert problem(visit, "delivery.address") == "form.required"
    assert problem(set_field(visit, "delivery.address", "测试路1号"), "delivery.address") == ""


def test_only_the_legal_representative_comes_without_a_mandate() -> None:
    visit = with_person(visit_with("IT001"), Role.APPLICANT, HOLDER)
    visit = set_field(visit, "organisation.legal_person", OTHER.name)
    assert problem(visit, "organisation.legal_person") == "form.not_the_legal_person"
    assert problem(set_agent(visit, True), "organisation.legal_person") == ""
    same = set_field(visit, "organisation.legal_person", f" {HOLDER.name}")
    assert problem(same, "organisation.legal_person") == ""


def test_nobody_is_his_own_agent() -> None:
    visit = with_person(with_person(visit_with("IT028"), Role.APPLICANT, HOLDER), Role.AGENT, HOLDER)
    assert problem(visit, "agent.number") == "form.agent_is_applicant"
    typed = set_agent(with_person(visit_with("IT028"), Role.APPLICANT, HOLDER), True)
    typed = set_field(typed, "agent.number", f" {HOLDER.number.lower()}")
    assert problem(typed, "agent.number") == "form.agent_is_applicant"


def test_every_field_of_every_item_can_be_typed() -> None:
    for by_agent in (False, True):
        for item_id in ("IT001", "IT027", "IT028"):
            visit = set_field(set_agent(visit_with(item_id), by_agent), "delivery.method", "post")
            for key, field in form(visit).items():
                value = field.choices[0] if field.choices else TYPED.get(key, "示例")
                assert form(set_field(visit, key, value))[key].value == value


def test_a_field_that_is_not_there_is_refused() -> None:
    for key in ("applicant.shoe_size", "nobody.name", "name", "delivery"):
        with pytest.raises(RuleViolation) as refused:
            set_field(visit_with("IT028"), key, "x")
        assert refused.value.code == "form.unknown_field"

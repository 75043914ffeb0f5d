"""Persons come from cards whole, and never show themselves by accident."""

from __future__ import annotations

import pytest

from app.people.model import IdKind, PersonSource, from_card, id_kind_of, with_value
from devices.idcard.contract import Card, CardType

CARD = Card(
    card_type=CardType.RESIDENT,
    number="31999919780315901X",
    sex_code="1",
    birth="19780315",
    valid_from="20200101",
    valid_to=None,
    name="样本甲",
    ethnicity_code="01",
    address="测试路1号",
    authority="示例市公安局",
    appended_addresses=("测试路2号", "测试路3号"),
)


def test_a_card_becomes_the_person_it_shows() -> None:
    person = from_card(CARD, demo=True)
    assert (person.name, person.number, person.sex, person.ethnicity) == ("样本甲", CARD.number, "男", "汉")
    assert person.source is PersonSource.CARD
    assert person.demo
    assert person.valid_to == ""
    assert person.address == "测试路3号"


def test_a_foreigner_is_called_by_the_chinese_name() -> None:
    card = Card(
        CardType.FOREIGN_2023,
        "911124198108030024",
        "2",
        "19810803",
        "20230801",
        "20330801",
        chinese_name="甲乙",
        english_name="EXAMPLE, ONE",
    )
    person = from_card(card)
    assert (person.name, person.id_kind) == ("甲乙", IdKind.FOREIGNER)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("11010519491231002X", IdKind.RESIDENT),
        ("830000199201300022", IdKind.HMT),
        ("932682198501010017", IdKind.FOREIGNER),
        ("PAK310080010103", IdKind.FOREIGNER),
        ("h1234567800", IdKind.HM_PASS),
        ("12345678", IdKind.TW_PASS),
        ("1234567801", IdKind.TW_PASS),
        ("ＰＡＫ 310080010103", IdKind.FOREIGNER),
        ("", IdKind.RESIDENT),
    ],
)
def test_a_typed_number_tells_its_kind(number: str, kind: IdKind) -> None:
    assert id_kind_of(number) is kind
    assert with_value(from_card(CARD), "number", number).id_kind is kind


def test_a_person_does_not_show_in_text() -> None:
    person = from_card(CARD)
    for text in (repr(person), str(person), f"{person}"):
        assert person.name not in text
        assert person.number not in text

"""Cards out of what vendors' software says, in the words that it says them in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from devices.errors import BadReply
from devices.idcard.contract import CardType
from devices.idcard.drivers.http_service import HttpServiceReader
from devices.idcard.vendor_words import card_of, type_of

SAID = {
    "code": "0",
    "retcode": "0x90 0x1",
    "CardType": "0",
    "name": "样本甲",
    "sex": "男",
    "nation": "汉",
    "born": "1978年03月15日",
    "address": "示例省示例市示例区测试路1号",
    "cardno": "31999919780315901X",
    "userlifeb": "2020.01.01",
    "userlifee": "2040.01.01",
    "police": "示例市公安局示例分局",
    "photobase64": "iVBORw==",
}
"""An answer of 新中新 webapi as its manual has it, not as our simulated service says it."""


class Service(HttpServiceReader):
    """A service that says this."""

    def __init__(self, said: Mapping[str, str]) -> None:
        super().__init__("http://127.0.0.1:8989")
        self._said = dict(said)

    def _ask(self, path: str, parameters: Any) -> dict[str, Any]:
        return self._said


def test_the_fields_of_the_manual_are_the_fields_of_the_card() -> None:
    reader = Service(SAID)
    assert reader.find()
    card = reader.read()
    assert card.to_json() == {
        "card_type": "resident",
        "name": "样本甲",
        "sex_code": "1",
        "sex": "男",
        "ethnicity_code": "01",
        "ethnicity": "汉",
        "birth": "19780315",
        "address": "示例省示例市示例区测试路1号",
        "number": "31999919780315901X",
        "authority": "示例市公安局示例分局",
        "valid_from": "20200101",
        "valid_to": "20400101",
        "long_term": False,
    }
    assert card.photo.startswith(b"\x89PNG"[:4])
    with pytest.raises(BadReply):
        reader.read()


@pytest.mark.parametrize("status", ["0x80 0x1", "0x81 0x1", "0x41 0x1", "80"])
def test_no_card_is_no_trouble(status: str) -> None:
    assert not Service({"retcode": status}).find()


@pytest.mark.parametrize("field", ["cardno", "name"])
def test_an_answer_without_number_or_name_is_no_card(field: str) -> None:
    reader = Service(SAID | {field: ""})
    assert reader.find()
    with pytest.raises(BadReply):
        reader.read()


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("31999919780315901X", CardType.RESIDENT),
        ("810000199408230021", CardType.HMT),
        ("820000199106150044", CardType.HMT),
        ("830000199201300022", CardType.HMT),
        ("931586198001010028", CardType.FOREIGN_2023),
    ],
)
def test_what_kind_of_card_it_is_can_be_seen_by_its_number(number: str, kind: CardType) -> None:
    card = card_of(type_of(number), {"number": number, "name": "样例丙"})
    assert card.card_type is kind
    assert card.holder == "样例丙"

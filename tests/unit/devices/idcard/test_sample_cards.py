"""The shipped sample persons are invented and their numbers hold."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.numbers import check
from devices.idcard.contract import CardType
from devices.idcard.sample_cards import SAMPLES
from devices.idcard.text_block import decode

KINDS = {CardType.RESIDENT: "resident", CardType.HMT: "hmt"}


@pytest.mark.parametrize("name", SAMPLES)
def test_numbers_are_valid_agree_with_the_card_and_belong_to_nobody(name: str) -> None:
    card = decode(SAMPLES[name])
    assert check(KINDS.get(card.card_type, "foreigner"), card.number, date(2026, 7, 4)).valid
    if card.card_type in KINDS:
        assert card.birth == card.number[6:14]
        assert (card.sex == "男") == (int(card.number[16]) % 2 == 1)
    if card.card_type is CardType.RESIDENT:
        assert card.number[:6] in {"110000", "319999"}


def test_no_two_samples_share_a_number() -> None:
    numbers = [decode(block).number for block in SAMPLES.values()]
    assert len(set(numbers)) == len(numbers)

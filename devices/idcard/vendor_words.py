"""A card out of the words that vendors' software gives for its fields, each in its own manner. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from devices.idcard.codes import ethnicity_code, sex_code
from devices.idcard.contract import Card, CardType
from devices.idcard.text_block import LONG_TERM

_NOT_DIGITS = re.compile(r"\D")
_PLAIN = ("number", "english_name", "address", "authority", "pass_number", "issue_count", "nationality")


def type_of(number: str) -> CardType:
    """The kind of card by its number alone, for software that does not tell it (GB 11643 and its kin)."""
    if number.startswith(("81", "82", "83")):
        return CardType.HMT
    return CardType.FOREIGN_2023 if number.startswith("9") else CardType.RESIDENT


def card_of(card_type: CardType, words: Mapping[str, str], photo: bytes = b"") -> Card:
    """The card. ``words`` by field of Card; ``name`` is whatever name the card shows in Chinese.

    Of dates only the digits count: ``20240301``, ``2024.03.01`` and ``2024-03-01`` are the same.
    """
    said = {field: word.strip(" \0") for field, word in words.items()}
    foreign = card_type in (CardType.FOREIGN_2017, CardType.FOREIGN_2023)
    valid_to = said.get("valid_to", "")
    return Card(
        card_type=card_type,
        sex_code=sex_code(said.get("sex", "")),
        birth=_digits(said.get("birth", "")),
        valid_from=_digits(said.get("valid_from", "")),
        valid_to=None if LONG_TERM in valid_to else _digits(valid_to),
        name="" if foreign else said.get("name", ""),
        chinese_name=said.get("name", "") if foreign else "",
        ethnicity_code=ethnicity_code(said.get("ethnicity", "")) if card_type is CardType.RESIDENT else "",
        appended_addresses=(),
        photo=photo,
        **{"number": "", **{field: said[field] for field in _PLAIN if field in said}},
    )


def _digits(text: str) -> str:
    return _NOT_DIGITS.sub("", text)

"""The older number of a foreigner's card, as published pairs have it."""

from __future__ import annotations

import pytest

from devices.idcard.foreigner_number import check_digit, number_before_2023


@pytest.mark.parametrize(
    ("number", "nationality", "link", "old"),
    [
        ("931586198001010028", "PAK", "000", "PAK310080010103"),
        ("931554199001010013", "NZL", "001", "NZL310090010111"),
    ],
)
def test_published_pairs(number: str, nationality: str, link: str, old: str) -> None:
    assert number_before_2023(number, nationality, link) == old


@pytest.mark.parametrize("link", ["", "0", "00", "0 1"])
def test_a_card_without_the_link_names_no_older_number(link: str) -> None:
    assert number_before_2023("931586198001010028", "PAK", link) == ""


def test_the_check_digit_counts_letters_from_ten() -> None:
    assert check_digit("PAK31008001010") == "3"

"""What is left of a name or number on a screen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.core.text import mask_number, mask_phone, mask_text


def test_numbers_and_telephones() -> None:
    assert mask_number("320106195203144527") == "3201**********4527"
    assert mask_phone("13812346120") == "138****6120"
    assert mask_phone(" 13812346120 ") == "138****6120"
    assert mask_phone(" ") == ""


def test_of_an_address_only_the_beginning_stays() -> None:
    assert mask_text("示例省示例市") == "示例****"
    assert mask_text("示例省示例市示例区测试路1号楼2单元301室").rstrip("*") == "示例省示例市"


@given(st.text("0123456789ABC", max_size=30))
def test_at_least_a_third_is_hidden_and_the_length_stays(text: str) -> None:
    for mask in (mask_number, mask_phone):
        shown = mask(text)
        assert len(shown) == len(text)
        assert shown.count("*") >= len(text) / 3
        assert all(after in (before, "*") for before, after in zip(text, shown, strict=True))

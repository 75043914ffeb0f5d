"""What is left of a name or number on a screen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.core.text import mask_number, mask_phone


def test_numbers_and_telephones() -> None:
    assert mask_number("320106195203144527") == "3201**********4527"
    assert mask_phone("13812346120") == "138****6120"


@given(st.text("0123456789ABC", max_size=30))
def test_at_least_a_third_is_hidden_and_the_length_stays(text: str) -> None:
    for mask in (mask_number, mask_phone):
        shown = mask(text)
        assert len(shown) == len(text)
        assert shown.count("*") >= len(text) / 3
        assert all(after in (before, "*") for before, after in zip(text, shown, strict=True))

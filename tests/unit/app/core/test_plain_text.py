"""What is left of a text that carries things nobody sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.text import plain


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("样本甲", "样本甲"),
        ("a\0b", "ab"),
        ("\u202e甲乙", "甲乙"),
        ("示例路\n1号", "示例路 1号"),
        ("\ud800甲\udfff", "甲"),
        ("\ufeff张\u200b三\u2060\u00ad", "张三"),
        ("\ue123", "\ue123"),
        ("葛\U000e0100", "葛\U000e0100"),
        ("trailing ", "trailing "),
    ],
    ids=[
        "plain",
        "NUL",
        "turned",
        "line break",
        "half pairs",
        "no width",
        "private use",
        "variant",
        "blank at the end",
    ],
)
def test_what_nobody_sees_is_left_out(given_text: str, kept: str) -> None:
    assert plain(given_text) == kept


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_left_can_be_stored_and_stays(text: str) -> None:
    kept = plain(text)
    assert plain(kept) == kept
    assert kept.encode().decode() == kept
    assert "\0" not in kept

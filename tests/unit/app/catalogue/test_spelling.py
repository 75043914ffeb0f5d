"""Readings computed from names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.readings import fits, variants
from app.catalogue.spelling import spell


@pytest.mark.parametrize(
    ("name", "usual"),
    [
        ("银行开户", "yin hang kai hu"),
        ("旅行社设立许可", "lv xing she she li xu ke"),
        ("社会保障卡", "she hui bao zhang ka"),
        ("一业一证2号", "yi ye yi zheng 2 hao"),
        ("《ABC》备案", "a b c bei an"),
    ],
)
def test_the_reading_in_context_comes_first(name: str, usual: str) -> None:
    assert " ".join(variants(spell(name))[0]) == usual


def test_other_readings_in_use_are_kept_and_archaic_ones_are_not() -> None:
    assert spell("参行可").split()[0].startswith("can|")
    assert "hang" in spell("行").split("|")
    assert spell("可") == "ke"


@given(st.text(st.characters(codec="utf-8"), max_size=12))
def test_any_text_gets_readings_that_fit_it(name: str) -> None:
    assert fits(name, spell(name))

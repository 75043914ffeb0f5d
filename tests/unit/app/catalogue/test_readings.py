"""Readings stored with a name."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.readings import MAX_VARIANTS, fits, folded, variants

TOKENS = st.lists(
    st.lists(st.sampled_from(["a", "ba", "chang", "zhang"]), min_size=1, max_size=3, unique=True)
)


def test_a_name_is_compared_without_marks_width_and_case() -> None:
    assert folded("药品“许可一证通”（ＡB 2号）") == "药品许可一证通ab2号"


def test_readings_fit_when_every_character_has_its_token() -> None:
    assert fits("“参保”登记", "can|shen bao deng ji")
    assert not fits("参保登记", "can bao deng")


def test_all_readings_of_five_polyphones_are_covered_usual_one_first() -> None:
    two = ["chong|zhong", "hang|xing", "can|shen", "zhang|chang", "yue|le"]
    spoken = variants(f"qing {' '.join(two)}")
    assert spoken[0] == ("qing", "chong", "hang", "can", "zhang", "yue")
    assert set(spoken) == {("qing", *each) for each in product(*(readings.split("|") for readings in two))}


@given(TOKENS)
def test_variants_are_different_bounded_and_follow_the_stored_readings(tokens: list[list[str]]) -> None:
    spoken = variants(" ".join("|".join(token) for token in tokens))
    assert len(set(spoken)) == len(spoken) <= MAX_VARIANTS
    assert spoken[0] == tuple(token[0] for token in tokens)
    assert all(s in token for each in spoken for s, token in zip(each, tokens, strict=True))
    distances = [sum(a != b for a, b in zip(each, spoken[0], strict=True)) for each in spoken]
    assert distances == sorted(distances)

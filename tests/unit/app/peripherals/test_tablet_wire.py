"""Messages of network evaluators: what was written is read, everything else means nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.peripherals.tablet_wire import (
    Ask,
    FromTablet,
    FromWindow,
    Hello,
    Rated,
    Settled,
    Welcome,
    encode,
    from_tablet,
    from_window,
)

words = st.text(max_size=40)


@given(st.builds(Hello, words, words) | st.builds(Rated, words, st.integers(1, 5)))
def test_a_tablet_is_understood(message: FromTablet) -> None:
    assert from_tablet(encode(message)) == message


@given(
    st.builds(Welcome, words, words)
    | st.builds(Ask, words, words, st.integers(0, 60))
    | st.builds(Settled, words, st.booleans())
)
def test_a_window_is_understood(message: FromWindow) -> None:
    assert from_window(encode(message)) == message
    assert from_tablet(encode(message)) is None


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_rubbish_means_nothing(message: bytes | str) -> None:
    assert from_tablet(message) is None
    assert from_window(message) is None


@pytest.mark.parametrize("stars", ["0", "6", "-1", "5.5", '"5"', "null", "true", "1e99"])
def test_only_one_to_five_stars_are_a_rating(stars: str) -> None:
    assert from_tablet(f'{{"do":"rated","question":"q","stars":{stars}}}') is None

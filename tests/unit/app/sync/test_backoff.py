"""How long a window waits before it asks the hub again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sync.backoff import FIRST_S, LONGEST_S, pause


@given(st.integers(1, 10_000))
def test_never_longer_than_the_doubling_ceiling(attempt: int) -> None:
    assert 0.0 <= pause(attempt) <= min(LONGEST_S, FIRST_S * 2.0 ** min(attempt - 1, 16))


@given(st.integers(1, 100), st.floats(0, 3600))
def test_never_before_the_time_that_the_hub_asked_for(attempt: int, asked: float) -> None:
    assert asked <= pause(attempt, asked) <= asked + LONGEST_S


@pytest.mark.parametrize("asked", [0.0, 5.0, 300.0])
def test_windows_do_not_come_back_all_at_once(asked: float) -> None:
    waits = [pause(6, asked) for _ in range(200)]
    assert max(waits) - min(waits) > 10.0

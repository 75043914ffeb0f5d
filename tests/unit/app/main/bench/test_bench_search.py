"""The search keeps its promise of five milliseconds."""

from __future__ import annotations

from app.main.bench.search import SIZES, run
from tests.support.timing import timed


@timed
def test_a_keystroke_is_answered_in_time_at_every_size() -> None:
    figures = run()
    assert set(figures["items"]) == set(figures["substring"]) == {str(size) for size in SIZES}
    assert 0 < figures["p50_ms"] <= figures["p99_ms"] <= figures["limit_ms"] == 5.0
    assert 0 < figures["growth"] <= figures["growth_limit"] == 1.0
    assert figures["within_limits"]

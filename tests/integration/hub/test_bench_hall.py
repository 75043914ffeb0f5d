"""The measurements of a whole hall and of rest measure something."""

from __future__ import annotations

from app.main.bench import hall, idle


def test_every_follower_of_a_small_hall_gets_everything() -> None:
    found = hall.run(3, windows=12, displays=3)
    assert (found["clients"], found["behind"], found["holes"]) == (15, 0, 0)
    assert found["events"] == found["cases"] * hall.EVENTS_A_CASE > 0
    assert 0 < found["call_p50_ms"] <= found["call_p99_ms"]
    assert 0 < found["shown_p50_ms"] <= found["shown_p99_ms"]
    assert found["hub_cores"] > 0


def test_rest_is_cheaper_than_work() -> None:
    found = idle.run(seconds=2, settles=2)
    assert found["together"] == round(found["window"] + found["hub"], 4) < 1
    assert found["to_limit"] == round(found["together"] / idle.LIMIT, 2)

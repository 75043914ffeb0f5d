"""The measurement of start-up measures something: a frame, then the workbench, and the store behind it."""

from __future__ import annotations

from app.main.bench.startup import run


def test_the_workbench_is_painted_after_its_frame_and_weighs_more_than_nothing() -> None:
    figures = run(rounds=1)
    empty, ours = figures["empty"], figures["workbench"]
    assert 0 < empty["painted_ms"] == empty["frame_ms"]
    assert 0 < ours["frame_ms"] < ours["painted_ms"]
    assert ours["memory_mb"] > empty["memory_mb"] > 10
    assert figures["ratio"] > figures["frame_ratio"] > 0

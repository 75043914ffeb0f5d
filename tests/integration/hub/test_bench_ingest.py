"""The measurement of what the hub takes in works, on both databases; its figures are judged elsewhere."""

from __future__ import annotations

from app.main.bench import ingest


def test_every_event_goes_through_the_hub_on_both_databases() -> None:
    found = ingest.run(events=2000, turns=1)
    for name in ("sqlite", "postgresql"):
        assert found[name]["events"] == 2000
        assert found[f"ratio_{name}"] == found[name]["ratio"] > 0
    assert found["within_limits"] == (found["ratio_sqlite"] >= 0.3 and found["ratio_postgresql"] >= 0.4)

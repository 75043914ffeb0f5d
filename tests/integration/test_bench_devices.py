"""The bench of device faults, for a few visits: nothing lost, nothing wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]


def test_visits_are_whole_and_right_while_every_device_is_in_trouble() -> None:
    command = [sys.executable, "-m", "app", "bench", "devices", "--visits", "3", "--faults", "12", "--json"]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, timeout=120, check=False)
    figures = json.loads(done.stdout.splitlines()[-1])
    assert figures["visits"] == 3
    assert figures["faults"] == 12
    assert figures["not_made"] == []
    assert (figures["visits_lost"], figures["wrong_data"], figures["errors"]) == (0, 0, [])
    assert figures["max_own_ms"] > 0, "the heart did not beat"

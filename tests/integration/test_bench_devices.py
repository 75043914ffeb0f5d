"""The bench of device faults, for a few visits: nothing lost, nothing wrong."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_LOST_MS = 20_000


def test_visits_are_whole_and_right_while_every_device_is_in_trouble() -> None:
    command = [sys.executable, "-m", "app", "bench", "devices", "--visits", "2", "--faults", "12", "--json"]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, timeout=280, check=False)
    figures = json.loads(done.stdout.splitlines()[-1])
    assert figures["visits"] == 2
    assert figures["faults"] == 12
    assert figures["not_made"] == []
    assert figures["page_scanner"] == ("sane" if shutil.which("scanimage") else "simulated")
    assert (figures["visits_lost"], figures["wrong_data"], figures["errors"]) == (0, 0, [])
    assert figures["max_own_ms"] > 0, "the heart did not beat"
    assert figures["max_held_ms"] <= figures["max_block_ms"]
    assert figures["raster_ms"] > 0
    assert 0 < figures["scan_to_action_ms"] < _LOST_MS, "a code was not answered"

"""How soon the workbench is painted and what it weighs, against an empty window of the same Qt."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from pathlib import Path
from statistics import median
from typing import Any

from app.core.errors import EnvironmentMissing

LIMIT, MEMORY_LIMIT = 1.5, 2.0
_ROUNDS = 9


def bench(_: Namespace) -> dict[str, Any]:
    """``zongchuang bench startup``: the figures of ``run``; exit code 1 when over a limit."""
    figures = run()
    within = figures["ratio"] <= LIMIT and figures["memory_ratio"] <= MEMORY_LIMIT
    return {**figures, "limit": LIMIT, "memory_limit": MEMORY_LIMIT, "exit": int(not within)}


def run(rounds: int = _ROUNDS) -> dict[str, Any]:
    """Start both windows alternately and compare medians; the store exists and is opened each time.

    Raises EnvironmentMissing ``bench.linux_only`` where resident memory cannot be read.
    """
    if not Path("/proc/self/statm").exists():
        raise EnvironmentMissing("bench.linux_only", what="/proc")
    with tempfile.TemporaryDirectory(prefix="zongchuang-bench-") as folder:
        data = Path(folder)
        for kind in ("empty", "workbench"):
            _start(kind, data)
        seen = [(_start("empty", data), _start("workbench", data)) for _ in range(rounds)]
    empty_ms, ours_ms = (median(pair[n]["painted_ms"] for pair in seen) for n in (0, 1))
    empty_mb, ours_mb = (median(pair[n]["memory_mb"] for pair in seen) for n in (0, 1))
    return {
        "ratio": round(ours_ms / empty_ms, 3),
        "memory_ratio": round(ours_mb / empty_mb, 3),
        "empty_ms": round(empty_ms, 1),
        "workbench_ms": round(ours_ms, 1),
        "empty_mb": round(empty_mb, 1),
        "workbench_mb": round(ours_mb, 1),
        "rounds": rounds,
    }


def _start(kind: str, data: Path) -> dict[str, float]:
    platform = os.environ.get("QT_QPA_PLATFORM") or ("xcb" if os.environ.get("DISPLAY") else "offscreen")
    answer = subprocess.run(
        [sys.executable, "-m", "app.main.bench.first_paint", kind, str(time.monotonic_ns()), str(data)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": platform},
    )
    figures: dict[str, float] = json.loads(answer.stdout.splitlines()[-1])
    return figures

"""How soon the workbench is painted and what it weighs, against an empty window of the same Qt."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from app.core.errors import EnvironmentMissing

LIMIT, MEMORY_LIMIT = 1.5, 2.0
_ROUNDS = 9


def run(rounds: int = _ROUNDS) -> dict[str, Any]:
    """Start both windows alternately and compare the quickest start and the median weight of each.

    Noise of a busy machine only ever adds time, so the quickest says most about the program. The store
    exists and is opened each time. ``ratio`` is of the workbench itself; ``frame_ratio`` of the window frame
    that stands before it.

    Raises EnvironmentMissing ``bench.linux_only`` where resident memory cannot be read.
    """
    if not Path("/proc/self/statm").exists():
        raise EnvironmentMissing("bench.linux_only", what="/proc")
    with tempfile.TemporaryDirectory(prefix="zongchuang-bench-") as folder:
        data = Path(folder)
        for kind in ("empty", "workbench"):
            _start(kind, data)
        seen = [(_start("empty", data), _start("workbench", data)) for _ in range(rounds)]
    empty, ours = (_typical([pair[n] for pair in seen]) for n in (0, 1))
    ratio = round(ours["painted_ms"] / empty["painted_ms"], 3)
    memory_ratio = round(ours["memory_mb"] / empty["memory_mb"], 3)
    return {
        "ratio": ratio,
        "frame_ratio": round(ours["frame_ms"] / empty["frame_ms"], 3),
        "memory_ratio": memory_ratio,
        "empty": {name: round(value, 1) for name, value in empty.items()},
        "workbench": {name: round(value, 1) for name, value in ours.items()},
        "rounds": rounds,
        "limit": LIMIT,
        "memory_limit": MEMORY_LIMIT,
        "within_limits": ratio <= LIMIT and memory_ratio <= MEMORY_LIMIT,
    }


def _typical(starts: list[dict[str, float]]) -> dict[str, float]:
    return {
        name: (median if name == "memory_mb" else min)(start[name] for start in starts) for name in starts[0]
    }


def _start(kind: str, data: Path) -> dict[str, float]:
    platform = os.environ.get("QT_QPA_PLATFORM") or ("xcb" if os.environ.get("DISPLAY") else "offscreen")
    # As installed, both windows run from bytecode: kept here, because a checkout may be told to write none.
    bytecode = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(data / "bytecode")}
    answer = subprocess.run(
        [sys.executable, "-m", "app.main.bench.first_paint", kind, str(time.monotonic_ns()), str(data)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={**os.environ, **bytecode, "QT_QPA_PLATFORM": platform},
    )
    figures: dict[str, float] = json.loads(answer.stdout.splitlines()[-1])
    return figures

"""``zongchuang bench idle``: what a window and its hub cost while nobody does anything."""

from __future__ import annotations

import os
import subprocess
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.core.errors import EnvironmentMissing
from app.main.bench.process_costs import cpu_seconds, family
from app.main.program import own_command

LIMIT = 0.02
"""The share of one core that both may take together."""
_SETTLES_S = 8.0
_FIRST_PICTURE_S = 30.0


def run(seconds: float, settles: float = _SETTLES_S) -> dict[str, Any]:
    """Start the desk with its own hub and simulated reader, let it come to rest for ``settles`` seconds and
    watch it: ``window``, ``hub`` and ``devices`` as shares of one core. ``within_limits`` when window and
    hub together are. Raises EnvironmentMissing ``hub.not_ready``.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        data = Path(folder)
        desk = subprocess.Popen(
            [*own_command(), "run", "--data", folder],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            hub = _hub_of(desk.pid, data)
            threading.Event().wait(settles)
            others = [pid for pid in family(desk.pid) if pid not in (desk.pid, hub)]
            before = [cpu_seconds([desk.pid]), cpu_seconds(family(hub)), cpu_seconds(others)]
            threading.Event().wait(seconds)
            after = [cpu_seconds([desk.pid]), cpu_seconds(family(hub)), cpu_seconds(others)]
        finally:
            desk.terminate()
            desk.wait(20)
    window, served, devices = (
        round((late - early) / seconds, 4) for early, late in zip(before, after, strict=True)
    )
    together = round(window + served, 4)
    return {
        "window": window,
        "hub": served,
        "devices": devices,
        "together": together,
        "to_limit": round(together / LIMIT, 2),
        "within_limits": together <= LIMIT,
    }


def _hub_of(desk: int, data: Path) -> int:
    """The process of the desk's own hub, once its database is there."""
    pause = threading.Event()
    for _ in range(int(_FIRST_PICTURE_S / 0.1)):
        for pid in family(desk):
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            if b"hub" in words and (data / "hub.db").exists():
                return pid
        pause.wait(0.1)
    raise EnvironmentMissing("hub.not_ready", log="hub.log")
